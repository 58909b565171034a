"""Every error the engine knows, in one tree. The docstring of a class is what its reader is told to do; HTTP status lives in api/errors.py."""

from collections.abc import Sequence


class PerspectiefError(Exception):
    """Something is not right. `code` is stable, `text_nl` and `text_en` speak to the person who must act."""

    code = "error"
    text_nl = "Er ging iets mis."
    text_en = "Something went wrong."

    def __init__(self, text_en: str | None = None, text_nl: str | None = None) -> None:
        self.text_en = text_en or type(self).text_en
        self.text_nl = text_nl or (text_en if text_en else type(self).text_nl)
        super().__init__(self.text_en)

    def text(self, language: str) -> str:
        """The message in "nl" or "en"."""
        return self.text_nl if language == "nl" else self.text_en


class NotFound(PerspectiefError):
    """There is no such thing, or not for you: check the address, or ask the case director."""

    code = "not-found"
    text_nl = "Dit bestaat niet, of u kunt het niet zien. Controleer het adres of vraag het de casusregisseur."
    text_en = "This does not exist, or you may not see it. Check the address or ask the case director."


class NotAllowed(PerspectiefError):
    """You may not do this: ask somebody whose role allows it."""

    code = "not-allowed"
    text_nl = "U mag dit niet doen. Vraag iemand met de juiste rol."
    text_en = "You may not do this. Ask somebody with the right role."


class FourEyes(NotAllowed):
    """You worked on an earlier step that another person must check: ask a colleague to do this task."""

    code = "four-eyes"
    text_nl = (
        "U deed mee aan een eerdere stap die iemand anders moet controleren. Vraag een collega om deze taak te doen."
    )
    text_en = "You took part in an earlier step that another person must check. Ask a colleague to do this task."


class TooManyTries(PerspectiefError):
    """Too many wrong passwords or codes: wait, then try again. Nothing is locked for good."""

    code = "too-many-tries"

    def __init__(self, seconds: int) -> None:
        en, nl = _words_of(seconds)
        super().__init__(
            f"There were too many wrong tries. Wait {en} and try again.",
            f"Er is te vaak iets verkeerds ingevuld. Wacht {nl} en probeer het dan opnieuw.",
        )
        self.seconds = seconds


class TooOften(TooManyTries):
    """This costs much and was asked for too often in a short time: wait, then ask again."""

    code = "too-often"

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        wait_en, wait_nl = _words_of(seconds)
        self.text_en = (
            f"This was asked for too often. Wait {wait_en} and try again. Nothing was kept of this last time."
        )
        self.text_nl = f"Dit is te vaak gevraagd. Wacht {wait_nl} en probeer het dan opnieuw. Van deze laatste keer is niets bewaard."


def _words_of(seconds: int) -> tuple[str, str]:
    """A wait in words, English and Dutch."""
    minutes = -(-seconds // 60)
    return (f"{minutes} minutes", f"{minutes} minuten") if seconds > 60 else (f"{seconds} s", f"{seconds} s")


class ProveAgain(NotAllowed):
    """This act asks that you prove once more who you are: give your password or code again."""

    code = "prove-again"
    text_nl = "Voor deze handeling moet u opnieuw laten zien wie u bent. Geef uw wachtwoord of code."
    text_en = "For this act you must prove once more who you are. Give your password or code."


class SecondFactorAsked(NotAllowed):
    """The password is right, but a code of your authenticator app is asked too."""

    code = "second-factor"
    text_nl = "Vul ook de code van uw app in. Hebt u nog geen app gekoppeld, doe dat dan eerst op de pagina’s."
    text_en = "Give the code of your app too. If you have not linked an app yet, do so on the pages first."


class Invalid(PerspectiefError):
    """The answers are not right: `fields` says which and why."""

    code = "invalid"
    text_nl = "Sommige antwoorden kloppen nog niet. Kijk bij de velden hieronder."
    text_en = "Some answers are not right yet. Look at the fields below."

    def __init__(self, fields: Sequence[object], text_en: str | None = None, text_nl: str | None = None) -> None:
        super().__init__(text_en, text_nl)
        self.fields = tuple(fields)


class Refused(PerspectiefError):
    """The files cannot be deployed: `findings` says what is wrong, where, and what to do."""

    code = "refused"
    text_nl = "Deze bestanden kunnen niet worden geactiveerd. Kijk bij de bevindingen."
    text_en = "These files cannot be deployed. Look at the findings."

    def __init__(self, findings: Sequence[object]) -> None:
        super().__init__()
        self.findings = tuple(findings)


class Conflict(PerspectiefError):
    """Somebody else was first: look again and decide anew."""

    code = "conflict"
    text_nl = "Iemand anders was u voor. Kijk opnieuw en beslis dan."
    text_en = "Somebody else was first. Look again and then decide."


class Stale(Conflict):
    """This changed since you opened it: open it again; your answers are kept as a draft."""

    code = "stale"
    text_nl = "Dit is veranderd sinds u het opende. Open het opnieuw; uw antwoorden zijn bewaard als concept."
    text_en = "This changed since you opened it. Open it again; your answers are kept as a draft."


class AlreadyDone(Conflict):
    """This task is already completed or no longer needed."""

    code = "already-done"
    text_nl = "Deze taak is al afgerond of niet meer nodig."
    text_en = "This task is already completed or no longer needed."


class AlreadyClaimed(Conflict):
    """A colleague has taken this task: ask them, or choose another one."""

    code = "already-claimed"
    text_nl = "Een collega heeft deze taak al gepakt. Overleg, of kies een andere taak."
    text_en = "A colleague has taken this task already. Talk to them, or choose another task."


class KeyReused(PerspectiefError):
    """This Idempotency-Key was used for another request: send a new key."""

    code = "key-reused"
    text_nl = "Deze sleutel is al gebruikt voor een andere aanvraag. Gebruik een nieuwe."
    text_en = "This Idempotency-Key was used for another request. Send a new one."


class NobodyWaits(PerspectiefError):
    """No case waits for this message and it is not kept: check its name and key."""

    code = "nobody-waits"
    text_nl = "Er is geen zaak die op dit bericht wacht. Controleer de naam en de sleutel."
    text_en = "No case waits for this message. Check its name and key."


class Sealed(PerspectiefError):
    """This content cannot be opened here: its key is not on this server, or was destroyed."""

    code = "sealed"
    text_nl = "Deze inhoud kan hier niet worden geopend: de sleutel is er niet of is vernietigd."
    text_en = "This content cannot be opened here: its key is absent or was destroyed."


class Misconfigured(PerspectiefError):
    """The program cannot start like this: the message names the setting and what to do."""

    code = "misconfigured"


class Unavailable(PerspectiefError):
    """The database does not answer now: try again in a moment; nothing was lost."""

    code = "unavailable"
    text_nl = "De database antwoordt nu even niet. Probeer het zo weer; er is niets verloren."
    text_en = "The database does not answer right now. Try again in a moment; nothing was lost."


class OtherTables(Unavailable):
    """The tables are those of another version: a program stands still until it is started in that version."""

    code = "other-tables"
    text_nl = "Perspectief krijgt een nieuwe versie: probeer het over een paar minuten opnieuw; wat u had opgeslagen, is bewaard."
    text_en = "Perspectief is getting a new version: try again in a few minutes; what you had saved is kept."
