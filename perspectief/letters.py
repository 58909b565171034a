"""The words of notices. A mail says only that there is something: no name, no case, no content leaves by mail."""

import json
from collections.abc import Mapping

from engine.acts.clock.outbox import Letter
from engine.model import Account, Notice

Words = tuple[str, str]
TEMPLATES: Mapping[str, Mapping[str, Words]] = {
    "task": {
        "nl": (
            "Er staat een taak voor u klaar",
            "Er staat een nieuwe taak voor u klaar. Log in om de taak te zien:\n{link}\n",
        ),
        "en": ("There is a task for you", "A new task is waiting for you. Log in to see it:\n{link}\n"),
    },
    "reminder": {
        "nl": (
            "Een taak nadert de einddatum",
            "Een taak op uw lijst nadert de einddatum. Log in om de taak te zien:\n{link}\n",
        ),
        "en": ("A task is nearing its date", "A task on your list is nearing its date. Log in to see it:\n{link}\n"),
    },
    "nudge": {
        "nl": ("Wilt u naar een taak kijken?", "De coördinator vraagt u naar een taak te kijken. Log in:\n{link}\n"),
        "en": ("Could you look at a task?", "The coordinator asks you to look at a task. Log in:\n{link}\n"),
    },
    "expired": {
        "nl": (
            "Een bericht is niet opgepakt",
            "Een bericht wachtte te lang. Log in om te zien wat er nodig is:\n{link}\n",
        ),
        "en": ("A message was not picked up", "A message waited too long. Log in to see what is needed:\n{link}\n"),
    },
    "resumed": {
        "nl": (
            "Een zaak gaat weer verder",
            "Een zaak die stilstond gaat weer verder. Log in om de data te zien:\n{link}\n",
        ),
        "en": ("A case goes on again", "A case that stood still goes on again. Log in to see its dates:\n{link}\n"),
    },
    "review": {
        "nl": (
            "Er is iets om na te kijken",
            "Er staat iets klaar dat een tweede persoon moet nakijken. Log in om het te zien:\n{link}\n",
        ),
        "en": ("There is something to look at", "Something waits for a second person to look at it. Log in:\n{link}\n"),
    },
    "opened": {
        "nl": (
            "Iemand keek in uw gegevens",
            "Iemand opende in nood, of met toestemming van een tweede persoon, een deel van uw gegevens. U kunt lezen wie "
            "dat was en waarom, en u kunt erover klagen. Kenmerk: {reference}.\n",
        ),
        "en": (
            "Somebody looked at your file",
            "In an emergency, or with the agreement of a second person, somebody opened a part of your file. You can read "
            "who that was and why, and you can complain about it. Reference: {reference}.\n",
        ),
    },
    "reset": {
        "nl": (
            "Uw manier van inloggen verandert",
            "Een beheerder haalde uw app weg of maakte een link voor een nieuw wachtwoord. Vroeg u dit niet? Bel dan nu uw "
            "beheerder.\n",
        ),
        "en": (
            "The way you log in changes",
            "An administrator took your app away or made a link for a new password. Did you not ask for this? Then call your "
            "administrator now.\n",
        ),
    },
    "exported": {
        "nl": (
            "Iemand haalde uw hele dossier op",
            "Twee medewerkers maakten samen een kopie van uw hele dossier, om aan u te geven. Vroeg u dit niet? Dan kunt u "
            "klagen. Kenmerk: {reference}.\n",
        ),
        "en": (
            "Somebody took your whole file along",
            "Two workers together made a copy of your whole file, to give to you. Did you not ask for this? Then you can "
            "complain. Reference: {reference}.\n",
        ),
    },
    "erased": {
        "nl": (
            "Een deel van uw gegevens is gewist",
            "Twee medewerkers wisten samen een deel van uw gegevens, ook in alle kopieën. Kenmerk: {reference}.\n",
        ),
        "en": (
            "A part of your file was erased",
            "Two workers together erased a part of your file, in all copies too. Reference: {reference}.\n",
        ),
    },
    "letter": {
        "nl": (
            "Er is een brief om te geven",
            "Er staat een brief klaar om te geven of voor te lezen. Kenmerk: {reference}.\n",
        ),
        "en": (
            "There is a letter to hand over",
            "A letter is ready to hand over or read out. Reference: {reference}.\n",
        ),
    },
}


class LetterWriter:
    """Turns a notice of the outbox into words in the language of its reader."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def __call__(self, notice: Notice, account: Account | None) -> Letter:
        """The letter of a notice; unknown templates are letters to the person."""
        language = account.language if account else "nl"
        words = TEMPLATES.get(notice.template, TEMPLATES["letter"])
        subject, body = words.get(language, words["nl"])
        detail = json.loads(notice.detail)
        link = f"{self._base_url}/taken/{detail['task']}" if detail.get("task") else self._base_url
        recipient = account.email if account and account.email else notice.recipient
        return Letter(recipient, subject, body.format(link=link, reference=detail.get("reference", "")))
