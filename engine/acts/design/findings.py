"""What is wrong with a file before anybody looks at what it means, in words that say what to do."""

from collections.abc import Mapping

from engine import kernel
from engine.views import Finding

REMEDY_TABLE = ("Verbeter de tabel in de editor.", "Mend the table in the editor.")
REMEDY_FORM = ("Verbeter het veld in de formuliereditor.", "Mend the field in the form editor.")
_SIMPLE: Mapping[str, tuple[str, str, str, str]] = {
    "file.large": (
        "Het bestand is te groot ({0}).",
        "The file is too large ({0}).",
        "Deel het op; de grens is 2 MB.",
        "Split it; the limit is 2 MB.",
    ),
    "file.encoding": (
        "Het bestand is geen UTF-8.",
        "The file is not UTF-8.",
        "Bewaar het als UTF-8.",
        "Save it as UTF-8.",
    ),
    "file.unknown": (
        "Dit soort bestand ({0}) hoort hier niet.",
        "This kind of file ({0}) does not belong here.",
        "Upload .bpmn, .dmn of .form, of facts.yaml, organisations.yaml of messages.yaml.",
        "Upload .bpmn, .dmn or .form, or facts.yaml, organisations.yaml or messages.yaml.",
    ),
    "file.processes": (
        "Het bestand heeft {0} uitvoerbare processen.",
        "The file has {0} executable processes.",
        "Teken één uitvoerbaar proces per bestand.",
        "Draw one executable process per file.",
    ),
    "table.large": (
        "Het tabelbestand is te groot: {0}.",
        "The table file is too large: {0}.",
        "Verdeel de tabel over meer bestanden.",
        "Divide the table over more files.",
    ),
    "table.approver": (
        "Tabel {0} heeft een rij zonder bron en goedkeurder.",
        "Table {0} has a row without a source and an approver.",
        "Schrijf `source=…; approver=…` in de beschrijving van elke rij.",
        "Write `source=…; approver=…` in the description of every row.",
    ),
    "form.unreadable": ("{0}", "{0}", "Verbeter het formulier.", "Mend the form."),
    "key.twice": (
        "De sleutel {0} komt twee keer voor.",
        "The key {0} occurs twice.",
        "Geef elk bestand een eigen sleutel.",
        "Give every file a key of its own.",
    ),
    "words.wrong": ("{0}", "{0}", "Verbeter het YAML-bestand.", "Mend the YAML file."),
}


def simple(code: str, file: str, word: str) -> Finding:
    """A finding about a whole file; `word` is what it is about."""
    nl, en, remedy_nl, remedy_en = (text.replace("{0}", word) for text in _SIMPLE[code])
    return Finding(code, "error", file, None, None, nl, en, remedy_nl, remedy_en)


def from_kernel(row: kernel.Finding, file: str) -> Finding:
    """What the kernel's reader found, with the file it stands in."""
    return Finding(
        code=row.code,
        severity=str(row.severity),
        file=file,
        element=row.element,
        line=row.line,
        text_nl=row.text_nl,
        text_en=row.text_en,
        remedy_nl=row.remedy_nl,
        remedy_en=row.remedy_en,
    )
