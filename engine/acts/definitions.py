"""Deploy: read, check together, number, keep. Nothing works before a person has activated it; a refused bundle changes nothing."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath

import feel
import feel.dmn
from engine import access, kernel, tags
from engine.acts.desk import Desk, person
from engine.acts.need.proposals import propose
from engine.errors import Conflict, NotAllowed, NotFound, Refused
from engine.figures.disclosure import in_tens
from engine.kernel import second
from engine.kernel.model import Model
from engine.lint import held
from engine.lint.bundle import TOPICS
from engine.lint.bundle import Bundle as Together
from engine.model import Actor, Bundle, Definition, Event, Instance, InstanceStatus, Proposal
from engine.step import topics
from engine.step.library import WORDS, check_table, read_diagram, read_table
from engine.store.protocol import Reader, Transaction
from engine.views import DefinitionView, Deployment, Finding
from engine.vocabulary import PLAIN_ZONE, BadVocabulary, Vocabulary, read_vocabulary

LIMIT = 2_000_000  # bytes of one file
BUNDLE = "bundle"
KINDS = {".bpmn": "process", ".dmn": "decision", ".form": "form"}


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
class Definitions:
    """What process designers do."""

    desk: Desk
    connectors: frozenset[str] = frozenset()

    # --- looking ------------------------------------------------------------------------------------------------

    def processes(self, actor: Actor) -> list[DefinitionView]:
        """The active version of every process."""
        with self.desk.look() as (reader, snapshot):
            told = _told_to(actor, snapshot.vocabulary)
            return [self._view(reader, deployed.row, told) for _, deployed in sorted(snapshot.processes.items())]

    def versions(self, actor: Actor, kind: str, key: str) -> list[DefinitionView]:
        """Every version of a definition, newest first. Raises NotFound."""
        with self.desk.look() as (reader, snapshot):
            rows = reader.find(Definition, kind=kind, key=key, newest=True)
            if not rows:
                raise NotFound()
            told = _told_to(actor, snapshot.vocabulary)
            return [self._view(reader, row, told) for row in rows]

    def source(self, actor: Actor, definition: int) -> str:
        """The file as it was deployed. Raises NotFound."""
        with self.desk.look() as (reader, _):
            row = reader.get(Definition, definition)
            if row is None:
                raise NotFound()
            return row.source

    def counts(self, actor: Actor, definition: int) -> dict[str, int]:
        """How many instances stand at each element now. Only for designers: they must know how many a change touches, not whom;
        of silent zones there are only tens."""
        if not access.designs(actor):
            return {}
        with self.desk.look() as (reader, snapshot):
            model = self.desk.library.model(reader, definition)
            alone = (model.zone or PLAIN_ZONE) in _told_to(actor, snapshot.vocabulary)
            counts: dict[str, int] = {}
            for row in reader.find(Instance, definition=definition, status=InstanceStatus.ACTIVE):
                if row.zone != "REG" and not self.desk.sealer.can(row.zone):
                    continue
                text = row.state
                if row.zone != "REG":
                    text = self.desk.sealer.open(row.case, row.zone, f"state:{row.id}", text)
                for element in kernel.active(model, kernel.load(text)):
                    counts[element] = counts.get(element, 0) + 1
            return counts if alone else {e: tens for e, number in counts.items() if (tens := in_tens(number))}

    def form(self, form_id: str, version: int | None = None) -> object:
        """A form as the forms room compiled it. Raises NotFound."""
        with self.desk.look() as (reader, _):
            return self.desk.library.form(reader, form_id, version).compiled

    def forms(self) -> list[object]:
        """The active forms as the forms room compiled them: they hold the words of the facts that they ask."""
        with self.desk.look() as (_, snapshot):
            return [deployed.compiled for _, deployed in sorted(snapshot.forms.items())]

    def process_names(self) -> dict[str, str]:
        """The name that people see of every active process, by its key."""
        with self.desk.look() as (_, snapshot):
            return {key: deployed.compiled.name or key for key, deployed in sorted(snapshot.processes.items())}

    def _view(self, reader: Reader, row: Definition, told: frozenset[str]) -> DefinitionView:
        """A version as somebody sees it who is told exact counts of these zones; of the others there are only tens."""
        bundle = reader.get(Bundle, row.bundle)
        by = person(reader, bundle.proposed_by if bundle else None)
        name = row.key
        if row.kind == "process":
            name = self.desk.library.model(reader, row.id).name
        return DefinitionView(
            id=row.id,
            kind=row.kind,
            key=row.key,
            name=name,
            version=row.version,
            sha256=row.sha256,
            active=row.active,
            deployed_at=bundle.activated_at or bundle.proposed_at if bundle else self.desk.clock.now(),
            deployed_by=by.name if by else "Perspectief",
            running=self._running(reader, row, told),
        )

    def _running(self, reader: Reader, row: Definition, told: frozenset[str]) -> int | None:
        if row.kind != "process":
            return 0
        number = reader.count(Instance, definition=row.id, status=InstanceStatus.ACTIVE)
        zone = self.desk.library.model(reader, row.id).zone or PLAIN_ZONE
        return number if zone in told else in_tens(number)

    # --- checking -----------------------------------------------------------------------------------------------

    def check(self, files: Mapping[str, bytes], actor: Actor | None = None) -> tuple[Finding, ...]:
        """Everything that is wrong with these files, together with what is active already."""
        with self.desk.look() as (reader, _):
            return tuple(self._read(reader, files).findings)

    def together(self, files: Mapping[str, bytes]) -> Together:
        """What would work together if these files came to what is active, whatever is wrong with them."""
        with self.desk.look() as (reader, _):
            return self._read_files(reader, files)[1]

    def _read(self, reader: Reader, files: Mapping[str, bytes]) -> Reading:
        """Read each file by its ending, then hold them against each other and against what is active."""
        reading, together = self._read_files(reader, files)
        sound = not any(row.severity == "error" for row in reading.findings)
        reading.findings += held.findings(together, sound=sound)
        return reading

    def _read_files(self, reader: Reader, files: Mapping[str, bytes]) -> tuple[Reading, Together]:
        reading = Reading()
        for name, content in sorted(files.items()):
            self._read_one(reading, name, content)
        vocabulary = self._vocabulary(reader, reading)
        self._check_forms(reader, reading, vocabulary)
        return reading, self._together(reader, reading, vocabulary)

    def _read_one(self, reading: Reading, name: str, content: bytes) -> None:
        path = PurePosixPath(name.replace("\\", "/"))
        if len(content) > LIMIT:
            reading.findings.append(_simple("file.large", name, f"{len(content)} bytes"))
            return
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            reading.findings.append(_simple("file.encoding", name, ""))
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
            reading.findings.append(_simple("file.unknown", name, path.suffix or path.name))

    def _read_process(self, reading: Reading, name: str, text: str) -> None:
        read = read_diagram(text)
        reading.findings += [_from_kernel(row, name) for row in read.findings]
        if any(row.severity == "error" for row in read.findings):
            return
        if len(read.models) != 1:
            reading.findings.append(_simple("file.processes", name, str(len(read.models))))
            return
        model = read.models[0]
        reading.findings += [_from_kernel(row, name) for row in read_again(text)]
        reading.models[model.process_id] = model
        self._keep(reading, "process", model.process_id, name, text)

    def _read_table(self, reading: Reading, name: str, text: str) -> None:
        if reason := too_much(text):
            reading.findings.append(_simple("table.large", name, reason))
            return
        wrong = check_table(text)
        for row in wrong:
            finding = Finding(
                row.code, "error", name, row.element_id, None, row.message_nl, row.message_en, *_REMEDY_TABLE
            )
            reading.findings.append(finding)
        if wrong:
            return
        table = read_table(text)
        for decision in table.decisions:
            reading.tables[decision.id] = table
            self._keep(reading, "decision", decision.id, name, text)
            if decision.rules and not all("approver=" in (rule.description or "") for rule in decision.rules):
                reading.findings.append(_simple("table.approver", name, decision.id))

    def _read_form(self, reading: Reading, name: str, text: str) -> None:
        try:
            form = self.desk.forms.read(text)
        except ValueError as error:
            reading.findings.append(_simple("form.unreadable", name, str(error)[:300]))
            return
        key = self.desk.forms.key(form)
        reading.forms[key] = form
        self._keep(reading, "form", key, name, text)

    def _keep(self, reading: Reading, kind: str, key: str, name: str, text: str) -> None:
        if (kind, key) in reading.sources:
            reading.findings.append(_simple("key.twice", name, key))
        reading.sources[kind, key] = text
        reading.files[key] = name

    def _vocabulary(self, reader: Reader, reading: Reading) -> Vocabulary:
        active = {row.kind: row.source for row in reader.find(Definition, kind=WORDS, active=True)}
        words = [reading.sources.get((kind, kind), active.get(kind, "")) for kind in WORDS]
        try:
            return read_vocabulary(words[0], words[1], words[2])
        except BadVocabulary as error:
            reading.findings.append(_simple("words.wrong", "", str(error)))
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
                reading.findings.append(
                    Finding(problem.code, "error", file, problem.field, None, *texts, *_REMEDY_FORM)
                )

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
            topics=TOPICS | frozenset(topics.INLINE) | self.connectors,
            files=reading.files,
            changed=_affected(reading),
            tables=tables,
            form_facts={
                (key, part): self.desk.forms.facts(form, part)
                for key, form in forms.items()
                for part in (None, *self.desk.forms.parts(form))
            },
        )

    # --- deploying ----------------------------------------------------------------------------------------------

    def deploy(
        self, files: Mapping[str, bytes], actor: Actor, *, dry_run: bool = False, activate: bool | None = None
    ) -> Deployment:
        """Check the files and keep what changed as new versions, in one transaction.

        What a person brings in is proposed: another person puts it to work. Only whoever runs the installation itself
        (`actor` without an account) activates at once. Findings of severity error refuse the whole bundle. A file that is the
        same as its active version gets no new one.
        """
        if actor.account is not None and not access.designs(actor):
            raise NotAllowed()
        activate = actor.account is None if activate is None else activate
        with self.desk.look() as (reader, _):
            reading = self._read(reader, files)
        findings = tuple(reading.findings)
        if dry_run or any(row.severity == "error" for row in findings):
            return Deployment(None, False, findings, ())
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            bundle = tx.add(
                Bundle(
                    proposed_by=actor.account,
                    proposed_at=now,
                    activated_by=actor.account if activate else None,
                    activated_at=now if activate else None,
                )
            )
            written: list[Definition] = []
            for (kind, key), text in sorted(reading.sources.items()):
                digest = hashlib.sha256(text.encode()).hexdigest()
                former = tx.find(Definition, kind=kind, key=key, newest=True, limit=1)
                if former and former[0].sha256 == digest and former[0].active:
                    continue
                for row in tx.find(Definition, kind=kind, key=key, active=True) if activate else ():
                    tx.change(row, active=False)  # who runs on it goes on; new cases follow the new one
                version = former[0].version + 1 if former else 1
                row = Definition(
                    kind=kind, key=key, version=version, sha256=digest, source=text, bundle=bundle.id, active=activate
                )
                written.append(tx.add(row))
            kind = tags.BUNDLE_ACTIVATED if activate else tags.BUNDLE_PROPOSED
            tx.append_events([Event(case=None, at=now, kind=kind, actor=actor.account)])
            if written and not activate:
                keys = ", ".join(sorted({row.key for row in written}))
                propose(tx, actor, BUNDLE, f"bundle:{bundle.id}", now, reason=keys)
        with self.desk.look() as (reader, snapshot):
            told = _told_to(actor, snapshot.vocabulary)
            views = tuple(self._view(reader, row, told) for row in written)
        return Deployment(bundle.id, activate, findings, views)


@dataclass(frozen=True, slots=True)
class Activation:
    """Putting a proposed bundle to work: what a second person decides."""

    definitions: Definitions

    def may(self, reader: Reader, actor: Actor, proposal: Proposal) -> bool:
        """Whoever may bring in definitions."""
        return actor.account is None or access.designs(actor)

    def check(self, actor: Actor, proposal: Proposal) -> None:
        """Hold the files once more against what is active by now. Raises Refused."""
        with self.definitions.desk.look() as (reader, _):
            rows = reader.find(Definition, bundle=_bundle_of(proposal))
        files = {f"{row.key}{ENDINGS.get(row.kind, '.yaml')}": row.source.encode() for row in _one_per_file(rows)}
        findings = self.definitions.check(files)
        if any(row.severity == "error" for row in findings):
            raise Refused(findings)

    def do(self, tx: Transaction, actor: Actor, proposal: Proposal, now: datetime) -> None:
        """Activate every version of the bundle; who runs on an older one goes on. Raises Conflict when a later one is active."""
        bundle = tx.get(Bundle, _bundle_of(proposal))
        if bundle is None or bundle.activated_at is not None:
            raise NotFound()
        for row in tx.find(Definition, bundle=bundle.id):
            for older in tx.find(Definition, kind=row.kind, key=row.key, active=True):
                if older.version > row.version:
                    raise Conflict(
                        f"A later version of {row.key} is in use by now. Bring the files in anew.",
                        f"Van {row.key} is al een latere versie in gebruik. Breng de bestanden opnieuw in.",
                    )
                tx.change(older, active=False)
            tx.change(row, active=True)
        tx.change(bundle, activated_by=actor.account, activated_at=now)
        detail = json.dumps({"bundle": bundle.id})
        tx.append_events([Event(case=None, at=now, kind=tags.BUNDLE_ACTIVATED, actor=actor.account, detail=detail)])


ENDINGS = {kind: ending for ending, kind in KINDS.items()}


def _bundle_of(proposal: Proposal) -> int:
    return int(proposal.subject.removeprefix("bundle:"))


def _one_per_file(rows: Iterable[Definition]) -> Iterable[Definition]:
    """A file with several tables is kept under each of their keys."""
    return {(row.kind, row.sha256): row for row in rows}.values()


CELL = re.compile(r"<(?:[\w-]+:)?text[\s>]")
MOST_CELLS = (
    4_000  # some 35 µs each: a check must not keep a server busy; D04 holds the terms of all processes in one table
)
MOST_TAGS = 20_000
MOST_ATTRIBUTES = 100  # per element


def too_much(text: str) -> str:
    """What a table has too much of, empty when it has not. Looks at the text before a parser does."""
    pieces = text.split("<")
    if len(pieces) > MOST_TAGS:
        return f"{len(pieces)} > {MOST_TAGS} elementen / elements"
    if any(piece.count('="') + piece.count("='") > MOST_ATTRIBUTES for piece in pieces if len(piece) > MOST_ATTRIBUTES):
        return f"> {MOST_ATTRIBUTES} kenmerken / attributes"
    cells = sum(1 for _ in CELL.finditer(text))
    return f"{cells} > {MOST_CELLS} cellen / cells" if cells > MOST_CELLS else ""


def _told_to(actor: Actor, vocabulary: Vocabulary) -> frozenset[str]:
    """The zones whose instances are counted exactly for an actor: for designers all but the silent ones, for they must know how
    many a change touches, and an administrator designs nothing.

    One complaint more, or one more person in care, is nobody's to see in a list of processes.
    """
    if actor.account is not None and (actor.admin or not access.designs(actor)):
        return frozenset()
    return frozenset(zone for zone in vocabulary.zones if not vocabulary.silent(zone))


def _affected(reading: Reading) -> frozenset[str]:
    """The processes to look at again: those of the bundle, or all (empty) when it changes what others lean on too."""
    alone = all(kind == "process" for kind, _ in reading.sources)
    return (frozenset(reading.models) or frozenset({"-"})) if alone else frozenset()


_REMEDY_TABLE = ("Verbeter de tabel in de editor.", "Mend the table in the editor.")
_REMEDY_FORM = ("Verbeter het veld in de formuliereditor.", "Mend the field in the form editor.")
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


def _simple(code: str, file: str, word: str) -> Finding:
    nl, en, remedy_nl, remedy_en = (text.replace("{0}", word) for text in _SIMPLE[code])
    return Finding(code, "error", file, None, None, nl, en, remedy_nl, remedy_en)


def _from_kernel(row: kernel.Finding, file: str) -> Finding:
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
