"""Commands for whoever keeps the installation: history, zone keys, the second person, and the seals."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from engine import wrapping
from engine.access import SEALABLE
from engine.engine import Engine
from engine.errors import Misconfigured, NotFound
from engine.model import Account, Actor, Proposal
from engine.store.keys import SqlKeys
from perspectief.factory import ZONES, build_engine, open_keys
from perspectief.settings import Settings, read_settings

Add = Callable[..., argparse.ArgumentParser]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add_one: Add) -> None:
    """Add the words of these commands."""
    audit_ = add_one(commands, "audit", audit, "verify that history is as it was written, or anchor where it ends")
    audit_.add_argument("what", choices=("verify", "anchor"))
    audit_.add_argument("--json", action="store_true", help="findings as JSON")
    keys_ = add_one(commands, "keys", keys, "look whether every data key opens, or change the key of a zone")
    keys_.add_argument("what", choices=("check", "rotate"))
    keys_.add_argument("zone", nargs="?", help="the zone whose key is changed")
    keys_.add_argument(
        "--forget-old", action="store_true", help="afterwards take the former key away: old backups of keys die"
    )
    keys_.add_argument("--json", action="store_true", help="counts as JSON")
    activate_ = add_one(commands, "activate", activate, "put to work what another person proposed")
    activate_.add_argument("bundle", type=int)
    seal_ = add_one(commands, "seal", seal, "when the law changes: propose to close zones to all but the person")
    seal_.add_argument("zones", nargs="+", choices=SEALABLE)
    seal_.add_argument("--lift", action="store_true", help="propose to open them again")
    seal_.add_argument("--confirm", action="store_true", help="confirm as the second person what another proposed")
    for parser in (activate_, seal_):
        parser.add_argument(
            "--by", required=True, metavar="LOGIN", help="the log-in name of the person who decides this"
        )


# ---------- history


def audit(words: argparse.Namespace) -> int:
    """Walk every chain and hold it against the anchors; or add an anchor. Exit status 1 when history is not as it was."""
    engine = build_engine(read_settings())
    if words.what == "anchor":
        return _anchor(engine)
    findings = engine.custody.verify()
    if words.json:
        names = ("case", "seq", "kind", "text")
        print(json.dumps([{name: getattr(row, name) for name in names} for row in findings], indent=2))
    else:
        for row in findings:
            print(f"{row.kind} {'-' if row.case is None else row.case}:{row.seq}: {row.text}")
        print(f"{len(findings)} findings")
    return 1 if findings else 0


def _anchor(engine: Engine) -> int:
    now = engine.desk.clock.now()
    engine.custody.hash_all_reads(now)
    print(engine.custody.anchor(now) or "nothing happened since the last anchor")
    return 0


# ---------- keys


def keys(words: argparse.Namespace) -> int:
    """Check, or change the key of a zone while everybody works: data keys are wrapped anew one by one, and what the former
    key wrapped opens all along. After a crash the same command goes on where it was."""
    settings = read_settings()
    if words.what == "check":
        return _check(settings, as_json=words.json)
    if words.zone not in (settings.zones or ZONES):
        raise Misconfigured(f"Name one of the zones that are at hand here: {', '.join(settings.zones or ZONES)}.")
    _renew(settings, words.zone)
    store = open_keys(settings)
    _rewrap_all(store, words.zone)
    if words.forget_old and settings.zone_keys not in ("environment",) and ":" not in settings.zone_keys:
        wrapping.forget_file(Path(settings.zone_keys), words.zone)
    print(f"{words.zone}: {store.check(words.zone)}")
    return 0


def _renew(settings: Settings, zone: str) -> None:
    """A new key where this program can make one; elsewhere whoever keeps the keys has put it there already."""
    if settings.zone_keys == "environment" or ":" in settings.zone_keys:
        return
    if not wrapping.change_file(Path(settings.zone_keys), zone):
        print(f"{zone}: going on with the key that was made before")


def _rewrap_all(store: SqlKeys, zone: str) -> None:
    while store.rewrap(zone):
        pass


def _check(settings: Settings, *, as_json: bool) -> int:
    store = open_keys(settings)
    found = {zone: store.check(zone) for zone in ZONES}
    here = settings.zones or ZONES
    if as_json:
        print(json.dumps(found, indent=2))
    else:
        for zone, counts in found.items():
            note = "" if zone in here else "  (not at hand here)"
            print(f"{zone:5}" + "  ".join(f"{name} {count}" for name, count in counts.items()) + note)
    return 1 if any(found[zone]["closed"] for zone in here) else 0


# ---------- the second person


def activate(words: argparse.Namespace) -> int:
    """Confirm a proposed bundle."""
    engine = build_engine(read_settings())
    _confirm(engine, f"bundle:{words.bundle}", who(engine, words.by))
    print(f"bundle {words.bundle} is in use")
    return 0


def seal(words: argparse.Namespace) -> int:
    """Propose to seal zones, or to lift their seals; or confirm it as the second person."""
    engine = build_engine(read_settings())
    actor = who(engine, words.by)
    if not words.confirm:
        engine.sealing.propose(actor, tuple(words.zones), lift=words.lift)
        print("proposed; a second person confirms with --confirm")
        return 0
    for zone in words.zones:
        _confirm(engine, f"zone:{zone}", actor)
        print(f"{zone} is {'open' if words.lift else 'sealed'}")
    return 0


def _confirm(engine: Engine, subject: str, actor: Actor) -> None:
    with engine.desk.store.reading() as reader:
        rows = reader.find(Proposal, subject=subject, decided_at=None)
    if not rows:
        raise NotFound(f"Nobody proposed {subject}.", f"Niemand stelde {subject} voor.")
    engine.proposals.decide(actor, rows[0].id, accept=True)


def who(engine: Engine, login: str) -> Actor:
    """The person with this log-in name. Raises NotFound."""
    with engine.desk.store.reading() as reader:
        rows = reader.find(Account, login=login.strip().lower(), active=True)
    if not rows:
        raise NotFound(f"There is no account {login}.", f"Er is geen account {login}.")
    return engine.accounts.actor(rows[0].id)
