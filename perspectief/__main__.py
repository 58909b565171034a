"""`python -m perspectief …` is the installed command `perspectief …`."""

import sys

from perspectief.cli import main

sys.exit(main())
