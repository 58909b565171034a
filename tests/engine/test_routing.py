"""Where messages go: each once, early ones kept, related cases by their own transaction, and silence told."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine import tags
from engine.errors import Invalid, KeyReused, NobodyWaits, NotAllowed
from engine.model import (
    ENGINE,
    Actor,
    Case,
    CaseKind,
    CaseStatus,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Event,
    Incident,
    Instance,
    Message,
    MessageState,
    Notice,
    Relation,
    Subscription,
)
from engine.step import routing
from engine.step.guard import TooManySteps
from engine.step.library import Snapshot
from engine.vocabulary import MessageDeclaration, PayloadField
from tests.engine.cast import Stage, asks, drawn, small
from tests.engine.conftest import Play
from tests.kernel.drawing import catch, end, mapping, message, prop, service, start, throw

DATE = {"type": "text", "zone": "MED"}
MESSAGES: Mapping[str, Any] = {
    "hallo": {
        "from": ["meldpunt", "P"],
        "to": ["P"],
        "key": "case",
        "ttl": "P28D",
        "payload": {"word": {"type": "text", "zone": "REG"}},
    },
    "geheim": {"from": ["ggd"], "to": ["P"], "key": "case", "ttl": "none", "payload": {"word": DATE}},
    "zorg": {
        "from": ["P"],
        "to": ["C"],
        "key": "case",
        "ttl": "none",
        "payload": {"origin": {"type": "reference", "zone": "REG"}},
    },
    "klaar": {
        "from": ["C"],
        "to": ["P"],
        "key": "origin",
        "ttl": "P28D",
        "payload": {"origin": {"type": "reference", "zone": "REG"}, "word": {"type": "text", "zone": "REG"}},
    },
}
DATED = {
    "brief": {
        "from": ["meldpunt"],
        "to": ["P"],
        "key": "case",
        "ttl": "P28D",
        "payload": {"on": {"type": "date", "zone": "REG"}, "sum": {"type": "money", "zone": "REG"}},
    }
}
FACTS = {
    "word": {"type": "text", "zone": "REG"},
    "origin": {"type": "reference", "zone": "REG"},
    "illness": {"type": "text", "zone": "MED"},
}
HEARD = mapping(outputs={"word": "=bericht.word"})
BERICHT = '<zeebe:taskDefinition type="bericht"/>'
NAMES = ("hallo", "geheim", "zorg", "klaar")
EARLY = drawn(
    "start Eerst hoor Daarna end",
    start(),
    asks("Eerst"),
    catch("hoor", message("hallo"), prop(term="perspectief"), HEARD),
    asks("Daarna"),
    end(),
)
WAITS = drawn(
    "start hoor Daarna end",
    start(),
    catch("hoor", message("hallo"), prop(term="perspectief"), HEARD),
    asks("Daarna"),
    end(),
)


def bundle(*diagrams: bytes) -> dict[str, bytes]:
    return small(*diagrams, facts=FACTS, messages=MESSAGES)


def send(stage: Stage, case: Case, name: str = "hallo", who: str | None = None, **payload: object) -> str:
    actor = stage.who(who) if who else ENGINE
    return stage.engine.messages.deliver(actor, name, case.reference, payload)


def word(stage: Stage, case: Case) -> object:
    found: list[object] = []
    stage.act(case, lambda run: found.append(run.seen(0)["word"]))
    return found[0]


def test_a_message_reaches_who_waits_for_it(play: Play) -> None:
    here = play(bundle(WAITS))
    case = here.open_case()
    send(here, case, word="ja", who="alice")
    assert (here.names(case), word(here, case)) == ({"Daarna"}, "ja")
    assert not here.find(Subscription, case=case.id)
    assert not here.find(Message)


RECKONS = mapping(
    outputs={
        "word": '=string(bericht.on + duration("P1D")) + " " + string(bericht.on instance of date) + " " + string(bericht.sum * 2)'
    }
)


@pytest.mark.parametrize("early", [False, True])
def test_what_a_message_brings_has_the_type_it_declares_at_once_and_kept(play: Play, early: bool) -> None:
    waits = catch("hoor", message("brief"), prop(term="perspectief"), RECKONS)
    first = [asks("Eerst")] if early else []
    names = "start Eerst hoor Daarna end" if early else "start hoor Daarna end"
    diagram = drawn(names, start(), *first, waits, asks("Daarna"), end(), messages=("brief",))
    here = play(small(diagram, facts=FACTS, messages=DATED))
    case = here.open_case()
    send(here, case, "brief", who="alice", on="2027-02-28", sum="10.50")
    if early:
        here.do(case, "Eerst")
    assert word(here, case) == "2027-03-01 true 21"


def test_what_a_process_throws_is_typed_like_what_comes_from_outside() -> None:
    fields = (PayloadField("on", "date", "REG"), PayloadField("sum", "money", "REG"))
    declared = MessageDeclaration("brief", ("meldpunt",), ("P",), fields)
    outside = routing.typed(declared, {"on": "2027-02-28", "sum": "10.50"})
    inside = routing.typed(declared, {"on": date(2027, 2, 28), "sum": Decimal("10.5")})
    assert outside == inside == {"on": date(2027, 2, 28), "sum": Decimal("10.50")}
    assert routing.typed(declared, {"on": "soon"}) == {"on": "soon"}


def test_a_reference_is_read_as_people_write_it(play: Play) -> None:
    here = play(bundle(WAITS))
    case = here.open_case()
    here.engine.messages.deliver(ENGINE, "hallo", f" {case.reference.lower()} ", {"word": "ja"})
    assert here.names(case) == {"Daarna"}


def test_an_early_message_is_kept_and_delivered_once(everywhere: Play) -> None:
    here = everywhere(bundle(EARLY))
    case = here.open_case()
    send(here, case, word="vroeg")
    kept = here.one(Message)
    assert (kept.state, kept.case) == (MessageState.KEPT, case.id)
    here.do(case, "Eerst")
    assert (here.names(case), word(here, case)) == ({"Daarna"}, "vroeg")
    assert here.one(Message).state is MessageState.DELIVERED
    here.later(days=60)
    assert not here.find(Event, case=case.id, kind="case:message:expired")


def test_two_early_messages_wait_in_their_order(play: Play) -> None:
    here = play(bundle(EARLY))
    case = here.open_case()
    send(here, case, word="eerste")
    send(here, case, word="tweede")
    here.do(case, "Eerst")
    assert word(here, case) == "eerste"
    assert [row.state for row in here.find(Message)] == [MessageState.DELIVERED, MessageState.KEPT]


def test_a_message_that_nobody_took_in_time_is_told_to_the_director(play: Play) -> None:
    here = play(bundle(EARLY))
    case = here.open_case()
    send(here, case, word="te laat")
    here.later(days=29)
    assert here.one(Message).state is MessageState.EXPIRED
    told = [row for row in here.find(Notice, case=case.id) if row.template == "expired"]
    assert [row.recipient for row in told] == [f"account:{here.who('alice').account}"]
    here.do(case, "Eerst")
    assert here.names(case) == set()


def test_a_message_without_a_time_to_live_is_kept_as_long_as_it_takes(play: Play) -> None:
    here = play(bundle(EARLY.replace(b"m_hallo", b"m_geheim").replace(b'name="hallo"', b'name="geheim"')))
    case = here.open_case()
    send(here, case, "geheim", word="canarie")
    here.later(days=400)
    assert "canarie" not in here.one(Message).payload
    here.do(case, "Eerst")
    assert word(here, case) == "canarie"


def test_a_repeat_with_the_same_key_is_one_message_and_other_content_is_refused(play: Play) -> None:
    here = play(bundle(EARLY))
    case, alice = here.open_case(), here.who("alice")
    for _ in range(3):
        here.engine.messages.deliver(alice, "hallo", case.reference, {"word": "ja"}, idempotency_key="k1")
    assert len(here.find(Message)) == 1
    with pytest.raises(KeyReused):
        here.engine.messages.deliver(alice, "hallo", case.reference, {"word": "nee"}, idempotency_key="k1")


@pytest.mark.parametrize(
    ("who", "payload", "error"),
    [
        ("ines", {"word": "ja"}, NotAllowed),  # IOM is no sender of this message
        ("charlie", {"word": "ja"}, NotAllowed),
        ("alice", {"word": 5, "other": 1}, Invalid),
        ("alice", {"word": {"a": 1}}, Invalid),
        ("samira", {"word": "ja"}, None),  # any role of the lane that sends it, with work in the case
    ],
)
def test_who_may_send_what(play: Play, who: str, payload: dict[str, object], error: type[Exception] | None) -> None:
    here = play(bundle(EARLY))
    case = here.open_case()
    if error is None:
        send(here, case, who=who, **payload)
        return
    with pytest.raises(error):
        send(here, case, who=who, **payload)
    assert not here.find(Message)


def test_a_message_for_no_case_is_refused(play: Play) -> None:
    here = play(bundle(EARLY))
    with pytest.raises(NobodyWaits):
        here.engine.messages.deliver(ENGINE, "hallo", "M-0000-0000", {"word": "ja"})


def test_a_case_that_the_sender_does_not_see_waits_for_nothing(play: Play) -> None:
    here = play(bundle(EARLY))
    case = here.open_case()
    colleague = Actor(999, roles=here.who("alice").roles)
    with pytest.raises(NobodyWaits):
        here.engine.messages.deliver(colleague, "hallo", case.reference, {"word": "ja"})


# --- related cases ----------------------------------------------------------------------------------------------

ASKS_CARE = drawn(
    "start Vragen zorg klaar Daarna end",
    start(),
    asks("Vragen"),
    throw("zorg", message("zorg"), BERICHT, mapping(inputs={"origin": "=case.id"})),
    catch("klaar", message("klaar"), prop(term="perspectief"), HEARD),
    asks("Daarna"),
    end(),
    messages=NAMES,
)
CARES = drawn(
    "begin Zorgen vertel end",
    start("begin", mapping(outputs={"origin": "=bericht.origin"}), message("zorg")),
    asks("Zorgen", "ggd.zorgcoordinator"),
    throw("vertel", message("klaar"), BERICHT, mapping(inputs={"origin": "=origin", "word": '="klaar"'})),
    end(),
    ident="C",
    messages=NAMES,
    zone="MED",
    lifetime="own",
    case="related",
)


@pytest.fixture
def caring(play: Play) -> tuple[Stage, Case, Case]:
    """A case that asked for care, and the care case."""
    here = play(bundle(ASKS_CARE, CARES))
    case = here.open_case()
    here.do(case, "Vragen")
    return here, case, here.case(here.one(Relation, case=case.id).other)


def test_care_is_a_case_of_its_own(caring: tuple[Stage, Case, Case]) -> None:
    here, case, care = caring
    assert (care.kind, care.director, care.deputy) == (CaseKind.CARE, None, None)
    assert here.names(care) == {"Zorgen"}
    assert here.names(case) == set()
    assert "Zorgen" not in here.instance(care).state


def test_a_second_request_starts_no_second_care(caring: tuple[Stage, Case, Case]) -> None:
    here, case, care = caring
    here.act(case, lambda run: run.start("P"))
    here.do(case, "Vragen")
    assert len(here.find(Instance, process="C")) == 1
    assert here.names(care) == {"Zorgen"}


def test_the_director_sees_nothing_of_care_and_its_coordinator_sees_it(caring: tuple[Stage, Case, Case]) -> None:
    here, _, care = caring
    gijs = here.engine.work.page(here.who("gijs")).items
    assert [item.name for item in gijs] == ["Zorgen"]
    for login in ("alice", "bob", "dora", "coen", "charlie"):
        assert not [item for item in here.engine.work.page(here.who(login)).items if item.case == care.id]
        assert care.reference not in {row.head.reference for row in here.engine.cases.list(here.who(login)).items}


def test_what_care_says_crosses_over_in_a_transaction_of_its_own(caring: tuple[Stage, Case, Case]) -> None:
    here, case, care = caring
    here.do(care, "Zorgen")
    assert here.names(case) == set()
    (waiting,) = here.pending(case, kind=DeadlineKind.DELIVER)
    assert waiting.due_at == here.clock.now()
    here.play.wake()
    assert (here.names(case), word(here, case)) == ({"Daarna"}, "klaar")
    assert here.one(Deadline, id=waiting.id).state is DeadlineState.DONE


def test_a_care_case_lives_on_after_a_ladder_in_it_is_over(caring: tuple[Stage, Case, Case]) -> None:
    here, _, care = caring
    here.act(care, lambda run: run.start("P"))
    here.do(care, "Vragen")
    here.act(care, lambda run: run.command(here.find(Instance, case=care.id, process="P")[0].id, _cancel()))
    assert here.case(care.id).status is CaseStatus.OPEN
    assert "Zorgen" in here.names(care)


def _cancel() -> Any:
    from engine.kernel.commands import Cancel

    return Cancel("over")


def test_a_signal_stays_in_its_case(play: Play) -> None:
    listens = drawn(
        "start s end",
        start(),
        catch("s", '<bpmn:signalEventDefinition signalRef="s_alarm"/>', prop(term="perspectief")),
        end(),
    )
    throws = drawn(
        "start t end", start(), throw("t", '<bpmn:signalEventDefinition signalRef="s_alarm"/>'), end(), ident="Q"
    )
    here = play(bundle(listens, throws))
    one, other = here.open_case(), here.open_case()
    here.act(one, lambda run: run.start("Q"))
    assert here.find(Subscription, case=one.id) == []
    assert len(here.find(Subscription, case=other.id)) == 1


def test_a_process_that_throws_to_itself_for_ever_is_stopped(play: Play) -> None:
    again = drawn(
        "begin t end",
        start("begin", message("hallo")),
        throw("t", message("hallo"), BERICHT),
        end(),
    )
    here = play(bundle(again, drawn("start T end", start(), asks("T"), end(), ident="Q")))
    case = here.open_case("Q")
    with pytest.raises(TooManySteps):
        send(here, case, word="x")
    assert here.names(case) == {"T"}
    assert len(here.find(Instance, case=case.id)) == 1
    assert [row.code for row in here.find(Incident, case=case.id)] == ["too-many-steps"]


def test_a_letter_is_put_in_the_outbox_with_its_step(play: Play) -> None:
    letter = drawn("start brief end", start(), service("brief", "brief"), end())
    here = play(bundle(letter))
    case = here.open_case()
    notice = here.one(Notice, case=case.id)
    assert (notice.channel, notice.recipient) == ("letter", f"case:{case.reference}")
    assert here.case(case.id).status is CaseStatus.CLOSED


def test_that_care_began_is_told_in_the_zone_of_care(pathway_stage: Stage) -> None:
    """The timeline of whoever directs the main case holds no line that names the care case."""
    here = pathway_stage
    case = here.open_case("P03")
    here.act(case, lambda run: routing.begin(run, "P05", "zorg.start", {"origin": case.reference, "language": "ara"}))
    (related,) = here.find(Event, case=case.id, kind=tags.CASE_RELATED)
    assert related.zone == "MED"


SAID = (tags.MESSAGE_SENT, tags.MESSAGE_CAUGHT, tags.MESSAGE_KEPT, tags.SIGNAL_SENT)


def trafficked(stage: Stage) -> Case:
    """Somebody said something that sounds like trafficking."""
    case = stage.open_case("P08")
    stage.play.bring("meldpunt", "mensenhandel.signaal", case.reference, {})
    return case


def names_told(stage: Stage, case: Case, zones: set[str]) -> set[str]:
    """The messages that a reader of these zones finds in the history of a case."""
    with stage.engine.desk.store.reading() as reader:
        events = reader.last_events(case.id, zones)
    return {json.loads(event.detail)["name"] for event in events if event.kind in SAID}


def test_that_somebody_may_be_a_victim_is_told_to_whoever_protects_alone(pathway_stage: Stage) -> None:
    case = trafficked(pathway_stage)
    assert "mensenhandel.signaal" in names_told(pathway_stage, case, {"REG", "PRO"})
    assert names_told(pathway_stage, case, {"REG"}) == set()


def test_sabotage_a_message_told_in_the_plain_zone_is_found(
    pathway_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Snapshot, "told", {})
    assert "mensenhandel.signaal" in names_told(pathway_stage, trafficked(pathway_stage), {"REG"})


def test_no_message_of_a_zone_that_is_silent_is_told_where_others_read(pathway_stage: Stage) -> None:
    with pathway_stage.engine.desk.look() as (_, snapshot):
        told, vocabulary, models = snapshot.told, snapshot.vocabulary, snapshot.processes
    silent = {
        name
        for name, one in vocabulary.messages.items()
        if any(vocabulary.silent(models[key].compiled.zone or "REG") for key in one.receivers if key in models)
    }
    assert {"mensenhandel.signaal", "zorg.start", "klacht.ontvangen"} <= silent
    assert {name for name in silent if not vocabulary.silent(told[name])} == set()
