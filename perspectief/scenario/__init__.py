"""Plays scenario files: what happens in the field, told in plain lines, on a virtual clock, through the same doors as everybody.

docs/scenarios.md tells designers how to write one. `story` reads a file, `opening` sets the stage, `acts` and
`expectations` are its steps, `running` plays it; `witness` looks on for `coverage`, whose `report` and `drawing` show it.
"""

from perspectief.scenario.acts import take
from perspectief.scenario.opening import begin
from perspectief.scenario.running import play_on, run_text, shipped_scenarios
from perspectief.scenario.story import Differs, plain, read_story, starts_at

__all__ = ["Differs", "begin", "plain", "play_on", "read_story", "run_text", "shipped_scenarios", "starts_at", "take"]
