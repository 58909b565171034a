"""What a step of the kernel means for people: tasks, deadlines, subscriptions and history. Pure: effects in, changes out.

situation.py says what must be known, draft.py which rows there can be; deadlines.py knows terms, effects.py each effect of the kernel.
"""

from engine.decide.deadlines import reminder, reminders
from engine.decide.draft import Changes
from engine.decide.effects import changes, priority_of
from engine.decide.situation import Place, Situation

__all__ = ["Changes", "Place", "Situation", "changes", "priority_of", "reminder", "reminders"]
