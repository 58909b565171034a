"""Documents as tagged PDF (PDF/UA-1), set by typst. The only room that knows typst.

What people wrote goes in as string values, never as markup: a text with a `#` or a bracket is a text with a `#` or a bracket.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import typst

from web.texts import say

STANDARD: Literal["ua-1"] = "ua-1"
LAYOUT = """\
#let papers = json(bytes(sys.inputs.papers))
#set document(title: papers.title)
#set text(lang: papers.language, size: 11pt)
#set page(paper: "a4", margin: 25mm, numbering: "1 / 1")
#set heading(numbering: "1.")
#title()
#text(papers.lead)
#for chapter in papers.chapters [
  #heading(level: 1, chapter.title)
  #for line in chapter.lines [
    #terms(terms.item(text(line.name), text(line.text)))
  ]
]
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A question and its answer, or a moment and what happened."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with its lines."""

    title: str
    lines: Sequence[Line]


def document(chapters: Sequence[Chapter], language: str, at: datetime) -> bytes:
    """The chapters as one PDF/UA document in this language ("nl" or "en"), made at this moment."""
    papers = {
        "title": say(language, "paper.title"),
        "lead": say(language, "paper.lead"),
        "language": language,
        "chapters": [
            {
                "title": chapter.title,
                "lines": [{"name": line.name or "-", "text": line.text or "-"} for line in chapter.lines],
            }
            for chapter in chapters
        ],
    }
    made: bytes = typst.compile(
        LAYOUT.encode(),
        sys_inputs={"papers": json.dumps(papers, ensure_ascii=False)},
        pdf_standards=[STANDARD],
        ignore_system_fonts=True,
        timestamp=at,
    )
    return made
