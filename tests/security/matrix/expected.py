"""Who may what: the one table of it.

Each sign is what somebody gets at the addresses of a family (routes.py):

    +  it is done or seen; or it is refused for what was asked, as one refuses somebody who may be here
    0  absent: as if it had never been there
    x  not allowed, said to somebody who knows that it is there
    L  log in first
    ~  something outside cannot be reached
"""

from collections.abc import Mapping

from tests.security.matrix.cast import SUBJECTS

TABLE = """
                 nobody director deputy worker standin colleague worked former hub stranger enforcer admin overseer designer officer person other
open             +      +        +      +      +       +         +      +      +   +        +        +     +        +        +       +      +
door             L      L        L      L      L       L         L      L      L   L        L        L     L        L        L       L      L
service          ~      ~        ~      ~      ~       ~         ~      ~      ~   ~        ~        ~     ~        ~        ~       ~      ~
service again    L      ~        ~      ~      ~       ~         ~      ~      ~   ~        ~        ~     ~        ~        ~       L      L
service back     x      x        x      x      x       x         x      x      x   x        x        x     x        x        x       x      x
nothing          0      0        0      0      0       0         0      0      0   0        0        0     0        0        0       0      0
month            0      0        0      0      0       0         0      0      0   0        0        0     +        +        +       0      0
year             0      0        0      0      0       0         0      0      0   0        0        0     +        +        +       0      0
event log        L      0        0      0      0       0         0      0      0   0        0        0     0        0        0       L      L
own app          x      +        +      +      +       +         +      +      +   +        +        +     +        +        +       x      x
own              L      +        +      +      +       +         +      +      +   +        +        +     +        +        +       L      L
own account      L      +        +      +      +       +         +      +      +   +        +        +     +        +        +       +      +
own session      L      +        0      0      0       0         0      0      0   0        0        0     0        0        0       L      L
own absence      L      0        0      +      0       0         0      0      0   0        0        +     0        0        0       L      L
case             L      +        +      +      +       0         +      0      0   0        0        0     +        +        0       L      L
content          L      +        +      0      0       0         +      0      0   0        0        0     0        0        0       L      L
plan             L      +        +      x      x       0         +      0      0   0        0        0     x        x        0       L      L
family           L      +        +      x      x       0         +      0      0   0        0        0     x        x        0       L      L
part             L      +        +      0      0       0         0      0      0   0        0        0     0        0        0       L      L
vault            L      +        +      x      x       0         x      0      0   0        0        0     x        x        0       L      L
requests         L      +        +      x      x       0         x      0      0   0        0        0     x        x        +       L      L
requests open    L      0        0      x      x       0         x      0      0   0        0        0     x        x        0       L      L
own key          L      +        +      x      x       0         x      0      0   0        0        0     +        +        0       L      L
own key out      L      +        x      x      x       0         x      0      0   0        0        0     +        +        0       L      L
pause            L      +        +      x      x       0         x      0      0   0        0        0     +        +        0       L      L
resume           L      +        +      x      x       0         x      0      0   0        0        0     +        +        0       L      L
resume page      L      x        x      x      x       0         x      0      0   0        0        0     x        x        0       L      L
escalate         L      +        +      +      +       0         +      0      0   0        0        0     +        +        0       L      L
task             L      +        +      +      +       0         0      0      0   0        0        0     0        0        0       L      L
task do          L      x        x      +      +       0         0      0      0   0        0        0     0        0        0       L      L
task draft       L      +        +      +      +       0         0      0      0   0        0        0     0        0        0       L      L
task held        L      x        x      x      x       0         0      0      0   0        0        0     0        0        0       L      L
task move        L      x        x      +      +       0         0      0      0   0        0        0     0        0        0       L      L
task push        L      x        x      x      +       0         0      0      0   0        0        0     0        0        0       L      L
hub task         L      +        +      +      +       0         +      0      0   0        0        0     +        +        0       L      L
hub task do      L      +        +      x      x       0         +      0      0   0        0        0     x        x        0       L      L
hub task draft   L      +        +      +      +       0         +      0      0   0        0        0     +        +        0       L      L
hub task held    L      x        x      x      x       0         x      0      0   0        0        0     x        x        0       L      L
hub task move    L      +        +      x      x       0         +      0      0   0        0        0     +        +        0       L      L
hub task push    L      +        x      x      x       0         x      0      0   0        0        0     +        +        0       L      L
stuck            L      x        x      x      x       x         x      x      x   x        x        x     +        +        x       L      L
stuck case       L      x        x      x      x       x         x      x      x   x        x        x     0        0        x       L      L
incident         L      x        x      x      x       0         x      0      0   0        0        0     +        +        0       L      L
design           L      x        x      x      x       x         x      x      x   x        x        +     +        +        x       L      L
back             L      +        +      x      x       x         +      x      +   x        x        x     +        +        x       L      L
signal           L      0        0      0      0       0         0      0      0   0        0        0     0        +        0       L      L
signal api       L      x        x      x      x       x         x      x      x   x        x        x     x        +        x       L      L
message          L      +        +      x      x       x         +      x      0   x        x        x     +        +        x       L      L
proposal page    L      +        0      0      0       0         0      0      0   0        0        0     +        +        +       L      L
proposal         L      x        0      0      0       0         0      0      0   0        0        0     +        +        +       L      L
right page       L      0        0      0      0       0         0      0      0   0        0        +     0        0        0       L      L
right            L      0        0      0      0       0         0      0      0   0        0        +     0        0        0       L      L
review           L      0        0      0      0       0         0      0      0   0        0        0     0        0        +       L      L
seal             L      x        x      x      x       x         x      x      x   x        x        x     x        +        +       L      L
glass            L      0        0      0      0       0         0      +      0   +        0        0     0        0        0       L      L
demand           L      x        x      x      x       x         x      x      x   x        x        x     x        x        +       L      L
administer       L      x        x      x      x       x         x      x      x   x        x        +     x        x        x       L      L
close day        L      x        x      x      x       x         x      x      x   x        x        +     +        +        x       L      L
team             L      x        x      x      x       x         x      x      x   x        x        x     +        +        x       L      L
team member      L      x        x      x      x       x         x      x      x   x        x        x     0        0        x       L      L
mine             L      L        L      L      L       L         L      L      L   L        L        L     L        L        L       +      +
mine consent     L      L        L      L      L       L         L      L      L   L        L        L     L        L        L       +      0
mine task        L      L        L      L      L       L         L      L      L   L        L        L     L        L        L       +      0
mine not         L      L        L      L      L       L         L      L      L   L        L        L     L        L        L       0      0
"""


def expected() -> Mapping[str, Mapping[str, str]]:
    """Family -> subject -> sign."""
    head, *lines = TABLE.strip("\n").splitlines()
    assert head.split() == list(SUBJECTS), "the columns are the subjects"
    rows = [(line[:17].strip(), line[17:].split()) for line in lines]
    assert all(len(signs) == len(SUBJECTS) for _, signs in rows), "a line has a sign for everybody"
    return {family: dict(zip(SUBJECTS, signs, strict=True)) for family, signs in rows}
