"""The second pair of eyes: what waits for another person, an emergency in care, the identity vault, and the seals."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import access
from engine.acts.design.definitions import BUNDLE
from engine.acts.need.openings import EMERGENCY_CODES, VAULT_CODES
from engine.acts.need.reviews import VERDICTS
from engine.acts.need.sealing import SEAL, UNSEAL
from engine.errors import Conflict, FourEyes, Invalid, NotFound, PerspectiefError, ProveAgain, Refused
from engine.views import DefinitionView
from web import here
from web.pages.people.once import link_once
from web.renewal import Renewal, renewals
from web.sessions import local_path
from web.texts import say

page = Blueprint("second", __name__)

Answer = str | Response | tuple[str, int]
WRONG = (FourEyes, Conflict, Invalid, Refused)


@page.errorhandler(ProveAgain)
def again(error: ProveAgain) -> Response:
    """A right is given by who proves first who it is; then the page is there again with what waits."""
    return redirect(url_for("web.proof.ask_again", verder=_back()))


@page.get("/tweede-paar-ogen")
def show() -> str:
    """What waits for a second person, as far as it is for this visitor."""
    return _shown()


@page.post("/tweede-paar-ogen/voorstellen/<int:proposal>")
def decide(proposal: int) -> Answer:
    """Confirms or refuses what somebody else proposed. The link of a new password is shown to who confirms, once."""
    accept = request.form.get("doe") == "bevestigen"
    try:
        code = here.engine().proposals.decide(here.actor(), proposal, accept=accept)
    except WRONG as error:
        return _refused(error)
    if code:
        return link_once(code)
    return _done("second.done.confirmed" if accept else "second.done.refused")


@page.post("/tweede-paar-ogen/nakijken/<int:review>")
def close(review: int) -> Answer:
    """Says what somebody found who looked at what another person did."""
    verdict = request.form.get("oordeel", "")
    try:
        here.engine().reviews.close(here.actor(), review, verdict)
    except Invalid:
        return _shown(unjudged=review), 422
    except WRONG as error:
        return _refused(error)
    return _done("second.done.closed")


@page.get("/noodtoegang")
def emergency() -> str:
    """A carer asks to read about somebody who cannot wait."""
    return _emergency()


@page.post("/noodtoegang")
def break_glass() -> Answer:
    """Opens the zone, or says what is missing."""
    reference, zone, code = (request.form.get(name, "").strip() for name in ("zaak", "zone", "reden"))
    if not _emergency_zones():
        raise NotFound()
    try:
        here.engine().openings.break_glass(here.actor(), reference, zone, code)
    except Invalid:
        return _emergency({"reden": say(here.language(), "second.choose_reason")}), 422
    except NotFound:
        return _emergency({"zaak": say(here.language(), "second.no_case")}), 404
    except Conflict as conflict:
        return _emergency({"zaak": conflict.text(here.language())}), 409
    flash("second.done.opened")
    return redirect(url_for("web.case.show", reference=reference.upper()))


@page.get("/zaken/<reference>/kluis")
def vault(reference: str) -> str:
    """Why somebody must know who the person is."""
    return _vault(reference)


@page.post("/zaken/<reference>/kluis")
def ask_vault(reference: str) -> Answer:
    """Asks a second person to open the identity vault."""
    try:
        here.engine().openings.ask_vault(here.actor(), reference, request.form.get("reden", ""))
    except Invalid:
        return _vault(reference, {"reden": say(here.language(), "second.choose_reason")}), 422
    except Conflict as conflict:
        return _vault(reference, {"reden": conflict.text(here.language())}), 409
    flash("second.done.asked")
    return redirect(url_for("web.case.show", reference=reference))


@page.post("/tweede-paar-ogen/verzegelen")
def seal() -> Answer:
    """Proposes to seal a zone, or to lift its seal."""
    lift, zones = request.form.get("doe") == "openen", (request.form.get("zone", ""),)
    try:
        here.engine().sealing.propose(here.actor(), zones, lift=lift)
    except WRONG as error:
        return _refused(error)
    return _done("second.done.asked")


def _refused(error: PerspectiefError) -> Answer:
    return _shown(error), 422 if isinstance(error, Invalid | Refused) else 409


def _done(words: str) -> Response:
    flash(words)
    return redirect(_back())


def _back() -> str:
    """The page whose form was sent: this one, or the administrators' with the proposals about accounts."""
    return local_path(request.form.get("verder")) or url_for("web.second.show")


def _shown(wrong: PerspectiefError | None = None, unjudged: int | None = None) -> str:
    engine, actor = here.engine(), here.actor()
    proposals = engine.proposals.open(actor)
    return render_template(
        "second.html",
        proposals=proposals,
        files={one.id: _brought_in(one.id) for one in proposals if one.kind == BUNDLE},
        asked_seals={one.subject.removeprefix("zone:") for one in proposals if one.kind in (SEAL, UNSEAL)},
        protects=access.protects(actor),
        reviews=engine.reviews.open(actor),
        verdicts=VERDICTS,
        seals=engine.sealing.state(actor) if access.seals(actor) else {},
        wrong=wrong.text(here.language()) if wrong else None,
        unjudged=unjudged,
    )


def _brought_in(proposal: int) -> list[tuple[DefinitionView, Renewal]]:
    """The versions that a proposed bundle brings, each with what it changes."""
    definitions, actor = here.engine().definitions, here.actor()
    files = {(one.kind, one.key): one for one in definitions.brought_in(actor, proposal)}
    found = renewals((one.kind, one.key, definitions.source(actor, one.id)) for one in files.values())
    return [(files[one.kind, one.key], one) for one in found]


def _emergency(missing: dict[str, str] | None = None) -> str:
    zones = _emergency_zones()
    if not zones:
        raise NotFound()
    return render_template("emergency.html", zones=zones, codes=EMERGENCY_CODES, missing=missing or {})


def _emergency_zones() -> list[str]:
    vocabulary = here.engine().vocabulary
    return [zone for zone in vocabulary.zones if access.carers_of(here.actor(), zone, vocabulary)]


def _vault(reference: str, missing: dict[str, str] | None = None) -> str:
    view = here.engine().cases.view(here.actor(), reference)
    return render_template("vault.html", case=view, codes=VAULT_CODES, missing=missing or {})
