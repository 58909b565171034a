"""What the documents say is there, is there."""

import re

from tests.repository.house import ROOT, committed

PROPERTY = re.compile(r"`([\w.]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_link_leads_to_a_file() -> None:
    pages = [ROOT / name for name in committed() if name.endswith(".md")]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    dead = [f"{page.relative_to(ROOT)}: {link}" for page, link in links if not (page.parent / link).exists()]
    assert not dead, "\n".join(dead)


def test_every_generated_page_names_the_command_that_makes_it() -> None:
    pages = [ROOT / name for name in committed() if name.startswith("docs/") and name.endswith(".md")]
    first = {page.name: page.read_text(encoding="utf-8").split("\n", 1)[0] for page in pages}
    marked = {name: line for name, line in first.items() if line.startswith("<!-- generated")}
    assert [name for name, line in marked.items() if not re.fullmatch(r"<!-- generated: \S.* -->", line)] == []


def test_every_property_that_a_diagram_uses_is_told_to_designers() -> None:
    drawn = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "processes").glob("*/*.bpmn"))
    told = set(PROPERTY.findall((ROOT / "docs/diagrams.md").read_text(encoding="utf-8")))
    used = set(re.findall(r'<zeebe:property name="([^"]+)"', drawn))
    assert len(used) > 15
    assert used - told == set()
