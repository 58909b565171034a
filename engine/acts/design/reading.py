"""What files turn out to be: each read by its ending, then held against each other and against what is active."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

import feel
import feel.dmn
from engine import kernel
from engine.acts.design.findings import REMEDY_FORM, REMEDY_TABLE, from_kernel, simple
from engine.acts.desk import Desk
from engine.kernel import second
from engine.kernel.model import Model
from engine.lint import held
from engine.lint.bundle import TOPICS
from engine.lint.bundle import Bundle as Together
from engine.model import Definition
from engine.step.library import WORDS, check_table, read_diagram, read_table
from engine.store.protocol import Reader
from engine.views import Finding
from engine.vocabulary import BadVocabulary, Vocabulary, read_vocabulary

LIMIT = 2_000_000  # bytes of one file
KINDS = {".bpmn": "process", ".dmn": "decision", ".form": "form"}
CELL = re.compile(r"<(?:[\w-]+:)?text[\s>]")
MOST_CELLS = (
    4_000  # some 35 µs each: a check must not keep a server busy; D04 holds the terms of all processes in one table
)
MOST_TAGS = 20_000
MOST_ATTRIBUTES = 100  # per element


@lru_cache(maxsize=256)
def read_again(text: str) -> tuple[kernel.Finding, ...]:
    """Where the second reader sees another diagram than ours; what it cannot represent is no finding."""
    found = (row for model in read_diagram(text).models for row in second.compare(text.encode(), model))
    return tuple(row for row in found if row.code != "second-skipped")


@dataclass(slots=True)
class Reading:
    """A bundle while it is read: what each file turned out to be, and what is wrong."""

    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)
    tables: dict[str, feel.dmn.Model] = field(default_factory=dict)
    forms: dict[str, object] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Readings:
    """Reads what designers bring in."""

    desk: Desk
    connectors: frozenset[str] = frozenset()

    def read(self, reader: Reader, files: Mapping[str, bytes]) -> Reading:
        """Read each file by its ending, then hold them against each other and against what is active."""
        reading, together = self.bring_together(reader, files)
        sound = not any(row.severity == "error" for row in reading.findings)
        reading.findings += held.findings(together, sound=sound)
        return reading

    def bring_together(self, reader: Reader, files: Mapping[str, bytes]) -> tuple[Reading, Together]:
        """The files as they were read, and what would work together with what is active, whatever is wrong with them."""
        reading = Reading()
        for name, content in sorted(files.items()):
            self._read_one(reading, name, content)
        vocabulary = self._vocabulary(reader, reading)
        self._check_forms(reader, reading, vocabulary)
        return reading, self._together(reader, reading, vocabulary)

    def _read_one(self, reading: Reading, name: str, content: bytes) -> None:
        path = PurePosixPath(name.replace("\\", "/"))
        if len(content) > LIMIT:
            reading.findings.append(simple("file.large", name, f"{len(content)} bytes"))
            return
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            reading.findings.append(simple("file.encoding", name, ""))
            return
        kind = KINDS.get(path.suffix)
        if kind == "process":
            self._read_process(reading, name, text)
        elif kind == "decision":
            self._read_table(reading, name, text)
        elif kind == "form":
            self._read_form(reading, name, text)
        elif path.stem in WORDS and path.suffix in (".yaml", ".yml"):
            reading.sources[path.stem, path.stem] = text
            reading.files[path.stem] = name
        else:
            reading.findings.append(simple("file.unknown", name, path.suffix or path.name))

    def _read_process(self, reading: Reading, name: str, text: str) -> None:
        read = read_diagram(text)
        reading.findings += [from_kernel(row, name) for row in read.findings]
        if any(row.severity == "error" for row in read.findings):
            return
        if len(read.models) != 1:
            reading.findings.append(simple("file.processes", name, str(len(read.models))))
            return
        model = read.models[0]
        reading.findings += [from_kernel(row, name) for row in read_again(text)]
        reading.models[model.process_id] = model
        self._keep(reading, "process", model.process_id, name, text)

    def _read_table(self, reading: Reading, name: str, text: str) -> None:
        if reason := too_much(text):
            reading.findings.append(simple("table.large", name, reason))
            return
        wrong = check_table(text)
        for row in wrong:
            finding = Finding(
                row.code, "error", name, row.element_id, None, row.message_nl, row.message_en, *REMEDY_TABLE
            )
            reading.findings.append(finding)
        if wrong:
            return
        table = read_table(text)
        for decision in table.decisions:
            reading.tables[decision.id] = table
            self._keep(reading, "decision", decision.id, name, text)
            if decision.rules and not all("approver=" in (rule.description or "") for rule in decision.rules):
                reading.findings.append(simple("table.approver", name, decision.id))

    def _read_form(self, reading: Reading, name: str, text: str) -> None:
        try:
            form = self.desk.forms.read(text)
        except ValueError as error:
            reading.findings.append(simple("form.unreadable", name, str(error)[:300]))
            return
        key = self.desk.forms.key(form)
        reading.forms[key] = form
        self._keep(reading, "form", key, name, text)

    def _keep(self, reading: Reading, kind: str, key: str, name: str, text: str) -> None:
        if (kind, key) in reading.sources:
            reading.findings.append(simple("key.twice", name, key))
        reading.sources[kind, key] = text
        reading.files[key] = name

    def _vocabulary(self, reader: Reader, reading: Reading) -> Vocabulary:
        active = {row.kind: row.source for row in reader.find(Definition, kind=WORDS, active=True)}
        words = [reading.sources.get((kind, kind), active.get(kind, "")) for kind in WORDS]
        try:
            return read_vocabulary(words[0], words[1], words[2])
        except BadVocabulary as error:
            reading.findings.append(simple("words.wrong", "", str(error)))
            return self.desk.library.snapshot(reader).vocabulary

    def _check_forms(self, reader: Reader, reading: Reading, vocabulary: Vocabulary) -> None:
        """Hold the forms against the facts; other words can break the forms that are active already."""
        facts = {name: _as_mapping(row) for name, row in vocabulary.facts.items()}
        forms = dict(reading.forms)
        if any(kind in WORDS for kind, _ in reading.sources):
            active = self.desk.library.snapshot(reader).forms
            forms = {key: row.compiled for key, row in active.items()} | forms
        for key, form in forms.items():
            for problem in self.desk.forms.check(form, facts):
                texts = (problem.text_nl, problem.text_en)
                file = reading.files.get(key, key)
                reading.findings.append(Finding(problem.code, "error", file, problem.field, None, *texts, *REMEDY_FORM))

    def _together(self, reader: Reader, reading: Reading, vocabulary: Vocabulary) -> Together:
        """The bundle as it would be active: what these files bring over what is there."""
        snapshot = self.desk.library.snapshot(reader)
        tables = {key: row.compiled for key, row in snapshot.decisions.items()} | reading.tables
        forms = {key: row.compiled for key, row in snapshot.forms.items()} | reading.forms
        models = {key: row.compiled for key, row in snapshot.processes.items()} | reading.models
        return Together(
            processes=models,
            decisions={key: _inputs(table, key) for key, table in tables.items()},
            form_parts={key: self.desk.forms.parts(form) for key, form in forms.items()},
            vocabulary=vocabulary,
            steps=_steps(tables.get("D04")),
            topics=TOPICS | frozenset(self.desk.parts.inline) | self.connectors,
            files=reading.files,
            changed=_affected(reading),
            tables=tables,
            form_facts={
                (key, part): self.desk.forms.facts(form, part)
                for key, form in forms.items()
                for part in (None, *self.desk.forms.parts(form))
            },
        )


def too_much(text: str) -> str:
    """What a table has too much of, empty when it has not. Looks at the text before a parser does."""
    pieces = text.split("<")
    if len(pieces) > MOST_TAGS:
        return f"{len(pieces)} > {MOST_TAGS} elementen / elements"
    if any(piece.count('="') + piece.count("='") > MOST_ATTRIBUTES for piece in pieces if len(piece) > MOST_ATTRIBUTES):
        return f"> {MOST_ATTRIBUTES} kenmerken / attributes"
    cells = sum(1 for _ in CELL.finditer(text))
    return f"{cells} > {MOST_CELLS} cellen / cells" if cells > MOST_CELLS else ""


def _affected(reading: Reading) -> frozenset[str]:
    """The processes to look at again: those of the bundle, or all (empty) when it changes what others lean on too."""
    alone = all(kind == "process" for kind, _ in reading.sources)
    return (frozenset(reading.models) or frozenset({"-"})) if alone else frozenset()


def _inputs(table: feel.dmn.Model, key: str) -> frozenset[str]:
    names: set[str] = set()
    for decision in table.decisions:
        if decision.id == key:
            for column in decision.inputs:
                names |= feel.compile(column.expression).names
    return frozenset(names)


def _steps(table: feel.dmn.Model | None) -> frozenset[str]:
    """The step keys in the first column of D04."""
    if table is None:
        return frozenset()
    cells = [rule.cells[0] for decision in table.decisions for rule in decision.rules if rule.cells]
    return frozenset(
        part.strip().strip('"') for cell in cells for part in cell.split(",") if part.strip() not in ("-", "")
    )


def _as_mapping(row: object) -> Mapping[str, object]:
    names = ("name", "type", "zone", "scope", "values", "sets", "frozen", "list", "release")
    return {name: getattr(row, name) for name in names}
