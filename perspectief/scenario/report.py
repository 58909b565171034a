"""The report of all stories: one page of HTML that needs nothing beside it, with every diagram drawn."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from perspectief.scenario.coverage import ELEMENTS, FLOWS, Coverage, Covered, share
from perspectief.scenario.drawing import draw

PAGE = "dekking.html"
STYLE = """
body { font: 1rem/1.5 "Noto Sans", "Segoe UI", sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto; max-width: 75rem; padding: 1rem; }
a { color: #154273; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid #154273; outline-offset: 2px; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #8a8a8a; padding: .25rem .75rem; text-align: start; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
h1, h2, li, th, summary { overflow-wrap: anywhere; hyphens: auto; }
summary { cursor: pointer; }
.scroll { overflow-x: auto; border: 1px solid #8a8a8a; }
.key span { display: inline-block; padding: 0 .5rem; margin-inline-end: 1rem; }
.key .passed { border: 2px solid #1b6b35; background: #e6f3ea; }
.key .missed { border: 2px dashed #b3261e; background: #fdecea; }
svg text { font-size: 11px; text-anchor: middle; fill: #1a1a1a; stroke: none; }
svg text.small { font-size: 9px; text-anchor: start; fill: #4a4a4a; }
svg text.mark { font-size: 20px; }
svg text.lane-name { font-size: 12px; fill: #4a4a4a; }
svg .lane { fill: none; stroke: #c4c4c4; }
svg .passed > rect, svg .passed > circle, svg .passed > polygon { fill: #e6f3ea; stroke: #1b6b35; stroke-width: 2; }
svg .missed > rect, svg .missed > circle, svg .missed > polygon { fill: #fdecea; stroke: #b3261e; stroke-width: 2; stroke-dasharray: 5 3; }
svg .endEvent { stroke-width: 4 !important; }
svg .subProcess, svg .transaction, svg .adHocSubProcess { fill-opacity: .35; }
svg .flow polyline { fill: none; stroke-width: 2; }
svg .flow.passed > polyline, svg .flow.passed > polygon { stroke: #1b6b35; }
svg .flow.passed > polygon { fill: #1b6b35; }
svg .flow.missed > polyline { stroke: #b3261e; stroke-dasharray: 5 3; }
svg .flow.missed > polygon { fill: #b3261e; stroke: #b3261e; stroke-dasharray: none; }
@media (max-width: 40rem) {
  body { padding: .5rem; } h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; } th, td { padding: .25rem; font-size: .875rem; }
}
"""


def write(folder: Path, found: Coverage, stories: Sequence[tuple[str, str]]) -> Path:
    """Write the page; `stories` are names with what went otherwise, empty when all went as told."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PAGE
    path.write_text(page(found, stories), encoding="utf-8")
    return path


def page(found: Coverage, stories: Sequence[tuple[str, str]]) -> str:
    """The whole page."""
    wrong = [(name, why) for name, why in stories if why]
    drawings = "".join(_section(key, one) for key, one in found.diagrams.items())
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Dekking van de scenario's</title><style>{STYLE}</style></head><body><main>"
        f"<h1>Dekking van de scenario's</h1>{_told(stories, wrong)}{_goal(found)}{_table(found)}"
        '<p class="key"><span class="passed">gepasseerd</span><span class="missed">niet gepasseerd</span></p>'
        f"{drawings}</main></body></html>"
    )


def _told(stories: Sequence[tuple[str, str]], wrong: Sequence[tuple[str, str]]) -> str:
    count = f"<p>{len(stories)} scenario's gespeeld; {len(stories) - len(wrong)} gingen zoals verteld.</p>"
    rows = "".join(f"<li><strong>{escape(name)}</strong>: {escape(why)}</li>" for name, why in wrong)
    return f"{count}<h2>Anders dan verteld</h2><ul>{rows}</ul>" if wrong else count


def _goal(found: Coverage) -> str:
    state = "gehaald" if found.reached else "nog niet gehaald"
    return (
        f"<p>Gepasseerd zijn {_percent(found.elements)} van alle elementen en {_percent(found.flows)} van alle stromen. "
        f"Het doel is {ELEMENTS:.0%} en {FLOWS:.0%}: {state}.</p>"
    )


def _percent(row: tuple[int, int]) -> str:
    return f"{share(row):.1%}".replace(".", ",")


def _table(found: Coverage) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#{escape(key)}">{escape(key)}</a> {escape(one.model.name)}</th>'
        f"{_cells(one.elements)}{_cells(one.flows)}</tr>"
        for key, one in found.diagrams.items()
    )
    numbers = "".join(
        f'<th scope="col" class="number">{word}</th>' for word in ("Elementen", "Deel", "Stromen", "Deel")
    )
    head = f'<th scope="col">Proces</th>{numbers}'
    foot = f'<tr><th scope="row">Samen</th>{_cells(found.elements)}{_cells(found.flows)}</tr>'
    scroll = 'class="scroll" tabindex="0" role="region" aria-label="Per proces"'
    return f"<h2>Per proces</h2><div {scroll}><table><thead><tr>{head}</tr></thead><tbody>{rows}{foot}</tbody></table></div>"


def _cells(row: tuple[int, int]) -> str:
    return f'<td class="number">{row[0]} van {row[1]}</td><td class="number">{share(row):.0%}</td>'


def _section(key: str, one: Covered) -> str:
    title = f"{key} {one.model.name}".strip()
    svg = draw(one.source, one.model, title, {*one.missed_elements, *one.missed_flows})
    return (
        f'<section aria-labelledby="{escape(key)}"><h2 id="{escape(key)}">{escape(title)}</h2>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}, tekening">{svg}</div>{_missing(one)}</section>'
    )


def _missing(one: Covered) -> str:
    elements = [f"{one.model.elements[i].name or i} ({one.model.elements[i].kind})" for i in one.missed_elements]
    flows = [_flow(one, ident) for ident in one.missed_flows]
    if not elements and not flows:
        return "<p>Alles is gepasseerd.</p>"
    rows = "".join(f"<li>{escape(row)}</li>" for row in (*elements, *flows))
    return f"<details><summary>Nog niet gepasseerd: {len(elements)} elementen, {len(flows)} stromen</summary><ul>{rows}</ul></details>"


def _flow(one: Covered, ident: str) -> str:
    flow = one.model.flows[ident]
    ends = [one.model.elements[end].name or end for end in (flow.source, flow.target)]
    return f"stroom van {ends[0]} naar {ends[1]}"
