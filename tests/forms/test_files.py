"""The forms of the product: each loads, fits the vocabulary, speaks two languages, and can be completed and refused."""

from pathlib import Path

import pytest

from engine import notation
from forms import FormError, check, clean, library, view
from forms.model import UNKNOWN
from tests.forms.answers import FACTS, FILES, OPTIONS, answers_for, forms
from tests.forms.domain import KEYS
from tests.forms.posting import posted

VOCABULARY = notation.plain((FILES.parents[1] / "processes" / "facts.yaml").read_text())["facts"]
EACH = sorted(forms())
PARTS = [(name, part) for name in EACH for part in (None, *forms()[name].parts)]
FIELDS = [(name, field) for name in EACH for field in forms()[name].fields]
ASKED = [(name, field) for name, field in FIELDS if field.asked]
COLUMNS = [(name, column) for name, field in FIELDS for column in field.fields]


def answered(name, part=None, **given):
    return clean(forms()[name], answers_for(name, part, **given), facts=FACTS, options=OPTIONS, part=part)


@pytest.mark.parametrize("name", EACH)
def test_a_form_fits_the_vocabulary(name):
    assert check(forms()[name], VOCABULARY) == []


@pytest.mark.parametrize("name", EACH)
def test_a_form_asks_everything_the_domain_asks(name):
    assert KEYS[name] <= {field.key for field in forms()[name].fields}


def test_every_form_of_this_release_is_there():
    assert set(EACH) == set(KEYS)


@pytest.mark.parametrize("name", EACH)
def test_whoever_is_asked_something_is_told_how_to_answer(name):
    """A list is explained once, above its rows: the columns of a row need no words of their own."""
    asked = [field for field in forms()[name].fields if field.asked]
    assert [field.key for field in asked if not (field.description.nl and field.description.en)] == []


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_part_can_be_completed(name, part):
    result = answered(name, part)
    assert result.errors == ()


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_what_is_kept_can_be_given_again(name, part):
    first = answered(name, part)
    form = forms()[name]
    asked = {path: value for path, value in first.flat.items() if next(f for f in form.fields if f.path == path).asked}
    again = clean(form, asked, facts=FACTS, options=OPTIONS, part=part)
    assert (again.errors, again.values, again.facts) == ((), first.values, first.facts)


@pytest.mark.parametrize(("name", "part"), PARTS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_part_can_be_drawn(name, part, language):
    form = forms()[name]
    drawn = view(form, answers_for(name, part), facts=FACTS, options=OPTIONS, part=part, language=language)
    shown = [field for section in drawn.sections for field in section.fields]
    assert {field.name for field in shown} == {field.path for field in form.of_part(part)}
    ids = [field.id for field in shown] + [choice.id for field in shown for choice in field.options]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_what_a_page_shows_can_be_posted_unchanged(name, part):
    """The round trip of a page without JavaScript: drawn, posted, kept the same."""
    form, first = forms()[name], answered(name, part)
    drawn = view(form, first.flat, facts=FACTS, options=OPTIONS, part=part)
    again = clean(form, posted(drawn), facts=FACTS, options=OPTIONS, part=part)
    assert (again.errors, again.values) == ((), first.values)


@pytest.mark.parametrize(
    ("name", "field"), [*FIELDS, *COLUMNS], ids=lambda one: one if isinstance(one, str) else one.key
)
def test_every_word_is_there_in_dutch_and_english(name, field):
    texts = [field.label, *(option.label for option in field.options)]
    assert all(text.nl and text.en for text in texts)
    assert bool(field.description.nl) == bool(field.description.en)
    assert "illegaal" not in " ".join(text.nl.lower() for text in [*texts, field.description])


@pytest.mark.parametrize("name", ["melding", "triage", "intake", "escalation"])
def test_every_question_at_the_beginning_says_what_is_meant(name):
    fields = [field for form, field in [*FIELDS, *COLUMNS] if form == name]
    assert fields
    assert [field.key for field in fields if field.asked and not field.description.nl] == []


@pytest.mark.parametrize("name", EACH)
def test_a_heading_asks_no_more_than_six_things(name):
    for group in forms()[name].groups:
        asked = [field for field in forms()[name].fields if field.group == group.id and field.asked]
        assert len(asked) <= 6, group.id
        assert (group.title.nl and group.title.en) or not asked


MAY_ALWAYS_DOUBT = [
    ("melding", "ageBand"),
    ("melding", "interpreterNeeded"),
    ("melding", "safeContactMethod"),
    ("melding", "helpWanted"),
    ("melding", "runningDeadline"),
    ("melding", "language"),
    ("triage", "detention"),
    ("triage", "sleepTonight"),
    ("triage", "familySituation"),
    ("intake", "feelsSafe"),
    ("intake", "asylumHistory"),
    ("intake", "livingSituation"),
    ("wellbeingScreening", "suicidality"),
    ("legalCheck", "returnDecision"),
    ("legalCheck", "entryBan"),
    ("legalCheck", "criminalOpen"),
    ("futureOrientation", "readiness"),
    ("futureOrientation", "wouldHelp"),
    ("futureOrientation", "barriers"),
    ("returnPlan", "housingAbroad"),
    ("aftercare", "safe"),
    ("aftercare", "scoreHealth"),
    ("aftercare", "livelihoodStatus"),
]


@pytest.mark.parametrize(("name", "key"), MAY_ALWAYS_DOUBT)
def test_a_person_may_not_know(name, key):
    field = forms()[name].field(key)
    offered = {option.value for option in field.options} | ({"und"} if field.source == "languages" else set())
    assert offered & {UNKNOWN, "und"}


REFUSALS = [
    ("wellbeingScreening", "aanbod", {"consentScreening": False}, "consentScreening", False),
    ("futureOrientation", "aanbod", {"consentOrientation": False}, "consentOrientation", False),
    ("futureOrientation", "aanbod", {"preference": "notDiscuss"}, "preference", "notDiscuss"),
    ("consent", None, {"purpose": "iomTransfer", "consentGiven": False}, "consentIomTransfer", False),
    ("consent", "iomTransfer", {"consentGiven": False}, "consentIomTransfer", False),
    ("jointPlan", "ondertekening", {"planChoice": "declined"}, "planChoice", "declined"),
    ("jointPlan", "evaluatie", {"reviewResult": "stop"}, "reviewResult", "stop"),
    ("returnPlan", "tekenen", {"signed": "declined"}, "returnPlanSigned", False),
    ("returnPlan", "twijfel", {"doubtChoice": "stop"}, "doubtChoice", "stop"),
    ("departure", "vrijwilligheid", {"finalVoluntarinessCheck": "withdrawn"}, "finalVoluntarinessCheck", "withdrawn"),
    ("aftercare", "contact", {"reached": "refused"}, "reached", "refused"),
    ("triage", "contact", {"spokeWithPerson": False}, "spokeWithPerson", False),
    ("intake", "lezen", {"readBackConfirmed": False}, "readBackConfirmed", False),
]


@pytest.mark.parametrize(("name", "part", "given", "fact", "value"), REFUSALS)
def test_a_person_who_stops_or_refuses_can_say_so_and_is_asked_no_more(name, part, given, fact, value):
    result = answered(name, part, **given)
    assert result.errors == ()
    assert result.facts[fact] == value


def test_a_person_who_wants_no_screening_is_asked_nothing_else_there():
    assert set(answers_for("wellbeingScreening", "aanbod", consentScreening=False)) == {"consentScreening"}


def test_who_was_not_spoken_to_has_no_age_or_bed_on_file():
    result = answered("triage", "contact", spokeWithPerson=False)
    assert {result.facts[name] for name in ("ageStatus", "sleepTonight", "medicalUrgency")} == {None}


def test_the_consents_of_other_purposes_are_left_alone():
    assert set(answered("consent", purpose="iomTransfer").facts) == {"consentIomTransfer"}
    assert set(answered("consent", purpose="research").facts) == set()
    withdrawn = answered("consent", purpose="coordination", withdrawnAt="2027-01-04 10:00")
    assert withdrawn.facts == {"consentCoordination": False}


def test_the_report_reads_in_five_minutes():
    """About forty questions of a few words would not; a person who reports for herself answers at most fifteen."""
    required = set(answers_for("melding", "melder", reporterType="self"))
    assert len(required) <= 15


def test_a_report_for_oneself_does_not_ask_whether_the_person_knows():
    assert "personKnows" not in answered("melding", "melder", reporterType="self").flat
    assert "personKnows" in answered("melding", "melder", reporterType="citizen", personKnows="no").flat


@pytest.mark.parametrize(
    ("ban", "start", "lift", "elapsed"),
    [
        ("1y", "2026-07-04", "2027-01-04", "0.5"),
        ("10y", "2020-01-01", "2025-01-01", "0.7"),
        ("2y", "2020-01-01", "2021-01-01", "1"),
    ],
)
def test_the_day_from_which_a_ban_can_be_lifted_is_computed(ban, start, lift, elapsed):
    result = answered("legalCheck", "stukken", entryBan=ban, entryBanHeavy=False, entryBanStart=start)
    assert result.facts["liftEligibleFrom"] == lift
    assert abs(float(result.facts["entryBanElapsed"]) - float(elapsed)) < 0.01


def test_without_a_ban_nothing_is_known_about_lifting_it():
    facts = answered("legalCheck", "stukken", entryBan="none").facts
    assert facts["entryBanHeavy"] is None
    assert "liftEligibleFrom" not in facts


def test_the_beneficiaries_are_counted_and_the_amounts_added():
    people = [{"ref": "A", "kind": "adult"}, {"ref": "B", "kind": "minor"}, {"ref": "C", "kind": "minor"}]
    facts = answered("financialAward", "aanvraag", beneficiaries=people).facts
    assert (facts["adultCount"], facts["minorCount"], facts["unaccompaniedMinorCount"]) == (1, 2, 0)
    total = answered("financialAward", "voorstel", cashAmount="615", inKindAmount="2.000,00", deviates=False).facts
    assert (total["cashAmount"], total["awardTotal"]) == ("615.00", "2615.00")


def errors_of(name, part, facts=FACTS, **given):
    answers = answers_for(name, part) | given
    return {
        error.path: error for error in clean(forms()[name], answers, facts=facts, options=OPTIONS, part=part).errors
    }


def test_nobody_is_asked_to_give_up_a_right():
    assert (
        "recht op te geven"
        in errors_of("financialAward", "voorstel", noWaiverConfirmed=False)["noWaiverConfirmed"].message_nl
    )


def test_the_time_to_reflect_cannot_be_shortened():
    assert set(errors_of("jointPlan", "plan", reflectionUntil="2027-01-05 09:00")) == {"reflectionUntil"}


def test_the_deputy_is_somebody_else():
    assert set(errors_of("triage", "regisseur", caseDirector="alice", deputy="alice")) == {"deputy"}


def test_a_minor_never_travels_alone():
    minor = {**FACTS, "ageStatus": "minor"}
    assert set(errors_of("departure", "boeken", minor, transitEscort="none")) == {"transitEscort"}
    assert set(errors_of("departure", "boeken", minor, transitEscort="guardianEscort")) == set()


def test_care_says_only_that_it_is_arranged():
    result = answered("returnPlan", "zorg", healthHandover="medicationSupply")
    assert result.values["TER"] == {"careHandoverArranged": True}
    assert result.facts == {"careHandoverArranged": True}


def test_a_lawyer_is_named_in_the_lawyers_zone_alone():
    result = answered("intake", "advocaat", lawyerStatus="yes", lawyer="mr. De Wit")
    assert result.values["REG"] == {"lawyerKnown": True}
    assert result.facts == {"lawyerKnown": True}


def test_two_files_cannot_be_the_same_form(tmp_path: Path):
    text = (FILES / "F01-melding.form").read_bytes()
    for name in ("a.form", "b.form"):
        (tmp_path / name).write_bytes(text)
    with pytest.raises(FormError, match="used twice"):
        library(tmp_path)


def test_the_bed_task_is_not_done_without_a_bed():
    """Whoever did not fly sleeps somewhere tonight before the task is closed; "no" is no answer, refusing the bed is."""
    refused = {
        answer: answered("departure", "noShow", bedTonight=answer).errors for answer in ("yes", "declined", "no")
    }
    assert {answer: [error.path for error in errors] for answer, errors in refused.items()} == {
        "yes": [],
        "declined": [],
        "no": ["bedTonight"],
    }
