"""Passwords: argon2id, and which ones are refused. Long is what counts; nobody is asked for capitals, digits or signs."""

import re
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.ports import FieldProblem

SHORTEST = 12
LONGEST = 200  # characters; a longer one only costs the server time
_hasher = PasswordHasher()
# The hash of a password that was thrown away, so that a name that nobody has takes as long as one that somebody has. Written
# down, for making it took a sixth of the start of every program; a test holds it to the parameters of today.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$4K5Yzmfq4PIp4HeLWy+aAQ$mLxnJNdwipiea4es81r879yYBT/8ZtgQNx2NgSyFzzI"

# What many people choose, in the languages of those who work here. A password that is one of these with digits and signs
# around it, or that repeats something short, is guessed first.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        aanmelden admin administrator alstublieft amsterdam azerty beheerder bonjour changeme computer dagtoegang dragon einstein
        feyenoord football geheim geheimwachtwoord geheimpje goedemorgen goedendag hallo hallohallo herfst iloveyou inloggen internet
        januari jesuisla kerstmis koffie konijn letmein lente liefde login maandag master meldpunt mijnwachtwoord monkey motdepasse
        nederland nietvergeten october oktober olifant oranje parool passe password passwort perspectief pokemon princess qwerty
        rotterdam secret september sinterklaas snoopy sommer starwars sunshine superman test tester testtest topsecret trustno
        tijdelijk tweedekamer utrecht vakantie verander veranderen vertrek voetbal voorjaar vrijdag wachtwoord wachtwoordwachtwoord
        welcome welkom welkomthuis winter wijzigen zomer zonnebloem zonneschijn zonsondergang correcthorsebatterystaple
        """,
    )
)
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
)
_LOOKALIKE = str.maketrans("013457@$!|", "oieastasil")


def hash_password(password: str) -> str:
    """An argon2id hash, with its parameters in it."""
    return _hasher.hash(password)


def fits(hashed: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Without a hash it takes as long and is False."""
    return verify(hashed or _NOBODY, password[: LONGEST + 1]) and bool(hashed)


def verify(hashed: str, password: str) -> bool:
    """Whether the password belongs to the hash: all of the time that a log-in takes."""
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def outdated(hashed: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(hashed)


def objection(password: str, about: Iterable[str] = ()) -> FieldProblem | None:
    """Why this password is refused; None when it will do. `about` is what others know: the login, the name, the mail."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        return _problem(
            "short", f"Kies een wachtwoord van {SHORTEST} tekens of meer.", f"Choose at least {SHORTEST} signs."
        )
    if len(password) > LONGEST:
        return _problem("long", f"Kies hoogstens {LONGEST} tekens.", f"Choose at most {LONGEST} signs.")
    if any(part in plain for part in _parts(about)):
        return _problem(
            "known",
            "Uw naam of gebruikersnaam staat in dit wachtwoord. Kies een ander wachtwoord.",
            "Your name or user name is in this password. Choose another one.",
        )
    if _common(plain):
        return _problem(
            "common",
            "Dit wachtwoord kiezen veel mensen. Kies bijvoorbeeld vier woorden die niet bij elkaar horen.",
            "Many people choose this password. Choose for instance four words that do not belong together.",
        )
    return None


def _parts(about: Iterable[str]) -> set[str]:
    """The words of what others know, those of four letters and more."""
    words = (word for text in about for word in re.split(r"[\W_]+", text.casefold()))
    return {word for word in words if len(word) >= 4}


def _common(plain: str) -> bool:
    return (
        _unit(plain) <= 4
        or len(set(plain)) < 5
        or _follows(plain)
        or any(_is_common(core) for core in (_core(plain), _core(plain).translate(_LOOKALIKE)))
    )


def _is_common(core: str) -> bool:
    """Whether the core is a common word, one of them repeated, or several of them in a row."""
    words = re.findall(r"[^\W\d_]+", core)
    joined = "".join(words)
    return joined in _COMMON or joined[: _unit(joined)] in _COMMON or (bool(words) and set(words) <= _COMMON)


def _core(plain: str) -> str:
    """The password without digits and signs around it."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)


def _unit(text: str) -> int:
    """The length of what the text repeats: 3 for abcabcab, the whole length when it repeats nothing."""
    return next((n for n in range(1, len(text)) if text == (text[:n] * len(text))[: len(text)]), len(text))


def _follows(plain: str) -> bool:
    """Whether three in four signs follow each other on the keyboard or in the alphabet."""
    pairs = [plain[at : at + 2] for at in range(len(plain) - 1)]
    near = sum(any(pair in run or pair[::-1] in run for run in _RUNS) for pair in pairs)
    return near * 4 >= len(pairs) * 3


def _problem(code: str, nl: str, en: str) -> FieldProblem:
    return FieldProblem("password", code, nl, en)
