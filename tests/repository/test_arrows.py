from pathlib import Path

import pytest

from tests.repository.arrows import wrong_imports


def test_every_import_follows_the_arrows_and_every_library_stays_home() -> None:
    assert not (found := wrong_imports()), "\n".join(found)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("feel/lexer.py", "import forms"),
        ("engine/decide/effects.py", "from forms.schema import Schema"),
        ("web/pages/work.py", "from api import tasks"),
        ("web/pages/work.py", "from engine.store import sql"),
        ("api/tasks.py", "from engine import kernel"),
        ("worker/ticks.py", "import feel.parser"),
        ("engine/kernel/read.py", "from SpiffWorkflow.bpmn import parser"),
        ("engine/engine.py", "import sqlalchemy.orm"),
        ("engine/engine.py", "def late():\n    from flask import g"),
        ("web/pages/work.py", "import marshmallow"),
        ("engine/ports.py", "from ..web import words"),
        ("engine/lint/rules.py", "import importlib\nimportlib.import_module('sqlalchemy')"),
        ("perspectief/cli.py", "import tests.conftest"),
    ],
)
def test_a_planted_wrong_import_is_caught(tmp_path: Path, name: str, line: str) -> None:
    plant(tmp_path, name, line)
    [finding] = wrong_imports(tmp_path)
    assert finding.startswith(f"{name}:{1 + line.count(chr(10))} imports ")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("perspectief/app.py", "import web, api, worker, engine.store, forms, feel, flask"),
        ("engine/kernel/second/reading.py", "from SpiffWorkflow.bpmn import parser"),
        ("engine/store/live.py", "from sqlalchemy import select\nfrom . import tables\nfrom ..model import Case"),
        ("forms/check.py", "import feel\nimport marshmallow"),
        ("web/pages/work.py", "from engine.views import Worklist"),
    ],
)
def test_a_right_import_is_left_alone(tmp_path: Path, name: str, line: str) -> None:
    plant(tmp_path, name, line)
    assert wrong_imports(tmp_path) == []


def plant(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)
