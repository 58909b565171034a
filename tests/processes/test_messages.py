"""The message catalogue and the diagrams say the same: who sends, who hears, in which zone, and how long silence may last."""

import re

import pytest

from tests.processes.tables import FILES, info, vocabulary

# What the approach asks of each message between organisations: who sends it, who hears it, the zones of what it carries, and the
# term that runs at whoever waits. Where nothing waits, no term. A process stands for its parts too: P05z is drawn apart from P05.
CATALOGUE: dict[str, tuple[str, str, set[str], str | None]] = {
    "melding.aangenomen": ("P01", "P00", {"REG"}, None),
    "voogd.aanwezig": ("nidos", "P00", {"REG"}, "PT4H"),
    "plek.beschikbaar": ("gemeente", "P06", {"REG"}, "PT24H"),
    "coa.eindeOpvang": ("coa", "P06", {"REG"}, None),
    "ggz.intakedatum": ("ggz", "P05", {"MED"}, "P28D"),
    "ggz.behandelingGestart": ("ggz", "P05", {"MED"}, "P98D"),
    "ind.64": ("P07", "ind", {"JUR"}, "P56D"),
    "ind.besluit64": ("ind", "P07", {"JUR"}, "P56D"),
    "ind.ontvangst": ("ind", "P15", {"JUR"}, "P7D"),
    "ind.besluit": ("ind", "P15", {"JUR"}, "P0D"),
    "iom.aanmelding": ("P11", "iom", {"TER", "REG"}, "P10D"),
    "iom.bevestiging": ("iom", "P11", {"TER"}, "P10D"),
    "riat.partnerAkkoord": ("iom", "P11", {"TER"}, "P14D"),
    "lp.aanvraag": ("P11a", "iom", {"TER"}, "P60D"),
    "lp.uitkomst": ("iom", "P11", {"TER"}, "P60D"),
    "sob.besluit": ("dji", "P11b", {"VEI", "REG"}, "P42D"),
    "vrijlating.bekend": ("dji", "P26", {"REG"}, "P28D"),
    "ontvangst.akkoord": ("ontvangstpartner", "P11", {"TER"}, "P21D"),
    "ontvangst.aankomst": ("ontvangstpartner", "P13", {"TER"}, "PT24H"),
    "boarding.bevestigd": ("iom", "P13", {"TER"}, "PT6H"),
    "familie.reactie": ("rodekruis", "P04", {"SOC"}, None),
    "consent.recall": ("P22", "iom", {"REG"}, "PT72H"),
    "recall.bevestigd": ("iom", "P22", {"REG"}, "PT72H"),
    "crisis.signaal": ("ontvangstpartner", "P19", {"REG"}, None),
    "pauze.vertrek": ("P21", "P11", set(), "P28D"),
    "pauze.opgeheven": ("P21", "P11", set(), "P28D"),
}


def diagrams() -> dict[str, str]:
    return {path.stem: path.read_text() for path in FILES["D04"].parents[1].glob("*/*.bpmn")}


def terms() -> dict[str, set[str]]:
    """What D04 asks of each step, for whatever priority."""
    found: dict[str, set[str]] = {}
    for rule in info("D04").rules:
        cells = [*rule.cells, *rule.outputs]
        found.setdefault(cells[0].strip('"'), set()).update(cell.strip('"') for cell in cells[1:])
    return found


def named(diagram: str, elements: str) -> set[str]:
    """The messages, and signals over all cases, that these kinds of elements send or hear."""
    names = dict(re.findall(r'<bpmn:(?:message|signal) id="([^"]+)" name="([^"]+)"', diagram))
    blocks = re.findall(rf"<bpmn:(?:{elements})\b.*?</bpmn:(?:{elements})>", diagram, re.S)
    return {names[ref] for block in blocks for ref in re.findall(r'(?:message|signal)Ref="([^"]+)"', block)}


def untrue(diagrams: dict[str, str]) -> set[tuple[str, str]]:
    """What the catalogue says of a process and no diagram does, or the other way about: (message, process)."""
    found = set()
    sent = {key: named(text, "intermediateThrowEvent|endEvent|sendTask") for key, text in diagrams.items()}
    heard = {
        key: named(text, "intermediateCatchEvent|startEvent|boundaryEvent|receiveTask")
        for key, text in diagrams.items()
    }
    for name, message in vocabulary().messages.items():
        for declared, drawn in ((message.senders, sent), (message.receivers, heard)):
            told = {key for key in declared if key in diagrams}
            found |= {(name, key) for key in told ^ {key for key, names in drawn.items() if name in names}}
    return found


def test_what_the_catalogue_says_of_a_process_its_diagram_does() -> None:
    assert untrue(diagrams()) == set()


def test_a_message_that_a_diagram_does_not_send_or_hear_any_more_is_seen() -> None:
    deaf = diagrams()["P05z"].replace('messageRef="Message_ggz_intakedatum"', "")
    dumb = diagrams()["P07m"].replace('messageRef="Message_ind_64"', "")
    assert untrue(diagrams() | {"P05z": deaf, "P07m": dumb}) == {("ggz.intakedatum", "P05z"), ("ind.64", "P07m")}


def family(names: tuple[str, ...], wanted: str) -> bool:
    """Whether a lane or process, or a part of that process, is among them."""
    return any(name == wanted or (wanted[0] == "P" and name.startswith(wanted)) for name in names)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_message_between_organisations_is_as_the_approach_says(name: str) -> None:
    sender, receiver, zones, silence = CATALOGUE[name]
    message = vocabulary().messages[name]
    assert family(message.senders, sender)
    assert family(message.receivers, receiver)
    assert {field.zone for field in message.payload} - {"REG"} == zones - {"REG"}
    assert (silence in terms()[message.silence]) if silence else message.silence not in terms()
