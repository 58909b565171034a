"""Keeping less and less: automatic, with proof, and beyond what a restored backup could bring back."""

import json
from pathlib import Path

import pytest

from engine.errors import Sealed as CannotOpen
from engine.model import CaseStatus, Event, Sealed
from engine.step import keeping, routing
from engine.step.run import Run
from tests.engine.cast import Stage, pathway, stage
from tests.security.own import begun

ZONES = ("LOC", "ID", "VEI", "SOC", "TER", "JUR", "KLA", "MED", "FIN")


def with_canaries(here: Stage) -> tuple[int, dict[str, Sealed]]:
    """A case with a canary in every zone."""
    case = begun(here).case

    def seal(run: Run) -> None:
        for zone in ZONES:
            token = run.parts.sealer.seal(case.id, zone, "task:0", json.dumps({"canary": f"kanarie-{zone}"}))
            run.tx.add(Sealed(case=case.id, zone=zone, subject="task:0", form="x", content=token, set_at=run.now))

    here.act(case, seal)
    here.act(case, lambda run: routing.send(run, "casus.gesloten", {}, key=case.reference))
    rows = {row.zone: row for row in here.find(Sealed, case=case.id) if row.form == "x"}
    return case.id, rows


def openable(here: Stage, case: int, tokens: dict[str, Sealed]) -> set[str]:
    """The zones whose ciphertext, kept aside as a backup would, still opens."""
    found = set()
    for zone, row in tokens.items():
        try:
            here.engine.desk.sealer.open(case, zone, "task:0", row.content)
        except CannotOpen:
            continue
        found.add(zone)
    return found


def proofs(here: Stage, case: int) -> list[dict[str, object]]:
    return [json.loads(row.detail) for row in here.find(Event, case=case, kind="case:content:shredded")]


def test_each_zone_goes_on_its_day_and_no_copy_of_it_opens_again() -> None:
    with stage(pathway()) as here:
        sealed = {}
        original = keeping._forget
        case, _ = 0, None

        def aside(run: Run, step: str, zones: object) -> None:
            for row in run.tx.find(Sealed, case=run.case.id, form="x"):
                sealed.setdefault(row.zone, row)
            original(run, step, zones)  # type: ignore[arg-type] # the zones as they come

        keeping._forget = aside
        try:
            case, _ = with_canaries(here)
        finally:
            keeping._forget = original
        assert set(sealed) == set(ZONES)
        assert openable(here, case, sealed) == set(ZONES) - {"LOC"}
        here.later(days=91)
        assert openable(here, case, sealed) == set(ZONES) - {"LOC", "ID", "VEI"}
        here.later(days=641)
        assert openable(here, case, sealed) == {"MED", "FIN"}
        assert here.case(case).status is CaseStatus.RETAINED
        assert here.case(case).alias == ""
        here.later(days=1096)
        assert openable(here, case, sealed) == {"FIN"}
        here.later(days=731)
        assert openable(here, case, sealed) == set()
        assert here.case(case).status is CaseStatus.ERASED
        told = proofs(here, case)
        assert [row["step"] for row in told] == ["place", "identity", "pseudonymise", "file", "erase"]
        assert all(row["tombstones"] == [f"{case}:{zone}" for zone in row["zones"]] for row in told)  # type: ignore[union-attr, attr-defined]
        assert "kanarie" not in json.dumps(told)


def test_a_zone_that_is_forgotten_to_be_shredded_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: a step that removes rows but keeps the key leaves a copy that opens."""
    monkeypatch.setattr(keeping, "PLACE", ())
    with stage(pathway()) as here:
        case, rows = with_canaries(here)
        assert "LOC" in openable(here, case, rows)


def test_the_tombstone_lies_outside_the_database_and_a_restored_key_is_destroyed_again(tmp_path: Path) -> None:
    import shutil

    from engine.store.keys import open_keys

    zones, graves = {"LOC": bytes(range(32))}, tmp_path / "graves"
    keys = open_keys(f"sqlite:///{tmp_path / 'keys'}", zones, tombstones=graves)
    assert keys.data_key(7, "LOC", create=True)
    keys.close()
    for file in tmp_path.glob("keys*"):
        shutil.copy(file, tmp_path / file.name.replace("keys", "backup"))
    keys = open_keys(f"sqlite:///{tmp_path / 'keys'}", zones, tombstones=graves)
    keys.shred(7, "LOC")
    keys.close()
    without = open_keys(f"sqlite:///{tmp_path / 'backup'}", zones)
    assert without.data_key(7, "LOC", create=False), "the copy must hold the key before its tombstone is read"
    without.close()
    restored = open_keys(f"sqlite:///{tmp_path / 'backup'}", zones, tombstones=graves)
    assert restored.data_key(7, "LOC", create=False) is None
    restored.close()
