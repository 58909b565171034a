"""The roads on which the people of the demonstration stand: stories that ship, as turns with a moment each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import processes
from engine import notation

ROAD = "P00-casus/scenarios/goud-F.yaml"
AFTERWARDS = "P00-casus/scenarios/hele-weg.yaml"  # from the exit proof on: a year of aftercare, and closure
REVIEW = "P08e"  # the plan is looked at again every few weeks, beside the road
LAST = "Uitreisbewijs geven"
CONSENTS = ("Toestemming bespreken", "Toestemming voor IOM vragen")
CONSENT_LASTS = timedelta(days=365)  # a story may leave it open; an example would run out before the road does
PACE = timedelta(hours=3)  # between two things that people do in one case
# The turns after which nobody acts any more, and for how many days: these eight stand still, each for another reason.
STUCK: tuple[tuple[int, int, str], ...] = (
    (1, 9, "nobody takes the first contact"),
    (4, 4, "no director is named"),
    (8, 16, "the intake is late"),
    (11, 12, "nobody offers the screening"),
    (13, 8, "the documents do not come"),
    (21, 30, "the joint plan was never put together"),
    (28, 20, "IOM does not confirm"),
    (33, 45, "the award waits for a decision"),
)
# People on another road than return: the story, and the last task that is done in it.
ELSEWHERE: tuple[tuple[str, str, str], ...] = (
    (
        "P24-mensenhandel/scenarios/goud-A.yaml",
        "Meegaan naar het gesprek",
        "she may be exploited, and has time to think",
    ),
    ("P20-kind/scenarios/goud-C.yaml", "Jeugdhulp, blik op het slachtoffer", "a boy of sixteen with a guardian"),
    ("P00-casus/scenarios/goud-D.yaml", "Artikel 64 aanvragen", "ill, while the term to leave ends"),
    ("P00-casus/scenarios/goud-E.yaml", "Grond kiezen", "born here, and wants to stay"),
    ("P00-casus/scenarios/goud-E.yaml", "Verblijf helpen beginnen", "may stay"),
    ("P00-casus/scenarios/goud-H.yaml", "Bewijs verzamelen", "waits for a document"),
    ("P00-casus/scenarios/goud-H.yaml", "Noodzaak per deelnemer toetsen", "the embassy is silent: a case conference"),
    ("P00-casus/scenarios/goud-B.yaml", "Besluitstukken lezen", "a heavy entry ban"),
)
# What comes beside the road of return: after which task of it, which message, and what that says.
BESIDE: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("Intakegesprek", "crisis.signaal", {"acuteDanger": "selfHarm"}),
    ("Toestemming bespreken", "uitBeeld.melding", {}),
    ("Screening afnemen", "detentie.start", {"detention": "immigration"}),
    ("Bespreken en tekenen", "klacht.ontvangen", {}),
    ("Feiten laten terugvertellen", "asielaanvraag.nieuw", {}),
    ("Aanmelding invullen", "persoon.twijfelt", {}),
    ("Plan tekenen", "pauze.vertrek", {}),
)
# What is done beside every road as it comes, with its answers: a place, a day, screenings later on, promises, reviews.
PLACE = "Plek regelen"
KEPT_UP: Mapping[str, dict[str, Any]] = {
    "Bespreken welke plek past": {
        "shelterStatus": "noStateRight",
        "protectedPlaceNeeded": False,
        "medicalBedNeeded": False,
    },
    "Route kiezen met de persoon": {
        "shelterRoute": "municipal",
        "shelterOwner": "gemeente.casuscoordinator",
        "placeNow": True,
    },
    PLACE: {},
    "Basis op orde brengen": {"basics": ["meals", "phone"]},
    "Mijn dagritme kiezen": {},
    "Nagaan of de activiteit mag": {"activityLegalCheck": "education"},
    "Activiteit starten": {"activityStarted": "yes", "activityHours": 14},
    "Wonen en dag evalueren": {"housingNext": "stay"},
    "Screening aanbieden": {"consentScreening": False},
    "Plan samen evalueren": {"reviewResult": "goOn"},
    "Afspraak nakomen": {},
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happens on the road, as the scenario tells it, with the clock of its file. `wait` is how much later it
    comes than it could."""

    step: Mapping[str, Any]
    at: datetime
    wait: timedelta = timedelta()


Road = tuple[Turn, ...]


def return_home() -> Road:
    """The whole road of return, with a year of aftercare and closure."""
    road, afterwards = turns_of(ROAD), turns_of(AFTERWARDS)
    last = next(number for number, turn in enumerate(afterwards) if turn.step.get("doet") == LAST)
    later = road[-1].at - afterwards[last].at
    return (*road, *(Turn(turn.step, turn.at + later) for turn in afterwards[last + 1 :]))


def roads_elsewhere() -> list[Road]:
    """The other roads, each as far as somebody has come."""
    return [_until(tuple(turns_of(file)), last) for file, last, _ in ELSEWHERE]


def roads_beside(road: Road) -> list[Road]:
    """The road of return with something that came beside it."""
    found = []
    for last, name, says in BESIDE:
        behind = _until(road, last)
        found.append((*behind, Turn({"bericht": name, "met": says}, behind[-1].at + timedelta(hours=1))))
    return found


def at_home_elsewhere(task: str) -> Mapping[str, Any]:
    """The answers of what is kept up for somebody who has left: the place here is given up."""
    return KEPT_UP[task] | ({"housingNext": "stableExit"} if "housingNext" in KEPT_UP[task] else {})


def _until(road: Road, last: str) -> Road:
    """The road until a task is done for the first time."""
    done = next(number for number, turn in enumerate(road) if turn.step.get("doet") == last)
    return road[: done + 1]


def turns_of(file: str) -> list[Turn]:
    """What people and partners do in a story; what it expects and refuses is for the tests."""
    told = notation.plain((Path(processes.__file__).parent / file).read_text(encoding="utf-8"))
    at = datetime.fromisoformat(str(told["gegeven"]["klok"]))
    turns: list[Turn] = []
    for step in told["stappen"]:
        if "klok" in step:
            at = datetime.fromisoformat(str(step["klok"]))
        elif ("doet" in step or "bericht" in step) and "wordt geweigerd" not in step:
            turns.append(Turn(_with_lasting_consent(step, at), at))
    return turns


def _with_lasting_consent(step: Mapping[str, Any], at: datetime) -> Mapping[str, Any]:
    if step.get("doet") not in CONSENTS:
        return step
    return {**step, "vult in": {"validUntil": (at + CONSENT_LASTS).date()} | (step.get("vult in") or {})}


def gap(road: Road, done: int) -> timedelta:
    """How long after a turn the next one comes: the pace of people, or the wait that the scenario tells."""
    if done >= len(road):
        return PACE
    return max(PACE, road[done].at - road[done - 1].at + PACE / 3) + road[done].wait


def length(road: Road) -> timedelta:
    """How long a road takes."""
    return sum((gap(road, done) for done in range(1, len(road))), timedelta())


def shifted(value: Any, shift: timedelta) -> Any:
    """Dates of the scenario, moved along with the case."""
    if isinstance(value, dict):
        return {key: shifted(item, shift) for key, item in value.items()}
    if isinstance(value, list):
        return [shifted(item, shift) for item in value]
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) + shift).isoformat()
    if isinstance(value, date):
        return (value + timedelta(days=shift.days)).isoformat()
    if isinstance(value, str) and len(value) == 16 and value[10:11] == " " and value[4] == "-":
        return (datetime.fromisoformat(value).replace(tzinfo=UTC) + shift).isoformat()
    return value
