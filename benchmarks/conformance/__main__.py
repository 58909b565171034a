"""`python -m benchmarks.conformance` is the same as `python -m benchmarks conformance`."""

import sys

from benchmarks.conformance import main

sys.exit(main(sys.argv[1:]))
