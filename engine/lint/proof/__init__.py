"""What is proved over all diagrams together: every road is walked on the compiled models, through calls, messages and signals.

`roads.py` says where a token can go, `world.py` where it can go when facts have only the values that a diagram gives them.
The other files hold one promise each: no road from a setback to enforcement, none to a departure past a red gate, none from
a refusal to the end of care; every escalation is decided by somebody; whatever is thrown is heard.
"""

from engine.lint.proof.proved import Proof, prove

__all__ = ["Proof", "prove"]
