"""In which zone a message or a signal is told in the history of a case: its name alone may say more than a reader may know."""

from collections.abc import Iterable, Mapping

from engine.kernel.model import Model
from engine.vocabulary import PLAIN_ZONE, Vocabulary

TRAVELS = ("message", "signal")


def zones_told(models: Mapping[str, Model], vocabulary: Vocabulary) -> dict[str, str]:
    """The zone of every message that is declared and every signal that a diagram catches.

    1. A message is told where it arrives: in the zone of the processes that receive it. That somebody may be a victim of
       trafficking is told to whoever protects, also when the conversation in which it was said stands in another zone.
    2. One for partners alone is told where it left from.
    3. A signal is told where somebody listens to it.
    """
    found = {name: _zone(one.receivers, models, vocabulary) for name, one in vocabulary.messages.items()}
    for name, one in vocabulary.messages.items():
        if not any(process in models for process in one.receivers):
            found[name] = _zone(one.senders, models, vocabulary)
    for name, processes in listeners(models).items():
        found.setdefault(name, _zone(processes, models, vocabulary))
    return found


def _zone(processes: Iterable[str], models: Mapping[str, Model], vocabulary: Vocabulary) -> str:
    """The zone of these processes together: a silent one hides what the others would tell, else what directs may be told."""
    zones = [models[key].zone or PLAIN_ZONE for key in processes if key in models]
    silent = [zone for zone in zones if zone != PLAIN_ZONE and vocabulary.silent(zone)]
    return next(iter(silent), PLAIN_ZONE if PLAIN_ZONE in zones else next(iter(zones), PLAIN_ZONE))


def listeners(models: Mapping[str, Model]) -> dict[str, list[str]]:
    """The processes that catch each message and signal, by its name."""
    found: dict[str, list[str]] = {}
    for key, model in models.items():
        for element in model.elements.values():
            event = element.event
            if event and event.kind in TRAVELS and event.name and not element.sends:
                found.setdefault(event.name, []).append(key)
    return found
