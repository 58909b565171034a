"""The installed command: perspectief serve | worker | deploy | lint | doctor | recompute | backup | restore | migrate | demo |
scenario | administrator | audit | keys | activate | seal | figures | export."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.acts.design.reading import KINDS
from engine.acts.doctor import Doctor
from engine.acts.repair import Repair
from engine.calendar import day_of, read_holidays
from engine.errors import Misconfigured, NotFound, PerspectiefError
from engine.model import ENGINE
from engine.step.library import WORDS
from engine.views import Finding
from perspectief import backups, custody, logs, policy
from perspectief.factory import ZONES, build_engine, open_store, shipped_files
from perspectief.production import refuse_demonstration_people
from perspectief.settings import Settings, read_settings

Command = Callable[[argparse.Namespace], int]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when all is well, 1 when something needs a person, 2 for wrong words."""
    chosen = _parser().parse_args(words)
    command: Command = chosen.command
    try:
        return command(chosen)
    except PerspectiefError as error:
        print(error.text_en, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="perspectief", description="Runs the coordinated approach.")
    commands = parser.add_subparsers(required=True, metavar="command")
    serve_ = _add(commands, "serve", serve, "start the web server")
    serve_.add_argument("--with-worker", action="store_true", help="tick in the same program too")
    _add(commands, "worker", worker, "tick: deadlines, jobs, notices")
    deploy_ = _add(commands, "deploy", deploy, "check files and put them to work")
    deploy_.add_argument("files", nargs="*", type=Path, help="files or folders; what this version ships when empty")
    deploy_.add_argument("--dry-run", action="store_true", help="only say what is wrong")
    deploy_.add_argument("--propose", metavar="LOGIN", help="keep them; a second person puts them to work")
    _add_findings(deploy_)
    lint_ = _add(commands, "lint", lint, "check files without a database")
    lint_.add_argument("files", nargs="*", type=Path, help="files or folders; what this version ships when empty")
    _add_findings(lint_)
    doctor_ = _add(commands, "doctor", doctor, "examine running cases")
    doctor_.add_argument(
        "--repair", action="store_true", help="rebuild rows from the states first, and say what was done"
    )
    _add(commands, "recompute", recompute, "reckon every open term anew, by the tables and calendar of today")
    backup_ = _add(commands, "backup", backup, "copy the records, and apart from them the keys, while everybody works")
    restore_ = _add(commands, "restore", restore, "bring a backup back into empty databases, and examine it")
    for copying in (backup_, restore_):
        copying.add_argument("folder", type=Path, help="folder of the records")
        copying.add_argument("--keys", type=Path, help="folder of the keys, elsewhere")
    restore_.add_argument("--without-tombstones", action="store_true", help="also when it is not known what was erased")
    _add(commands, "migrate", migrate, "bring the database to this version's tables")
    demo_ = _add(commands, "demo", demo, "fill an empty database with the demonstration")
    demo_.add_argument("--if-empty", action="store_true", help="do nothing when there are accounts already")
    demo_.add_argument("--cases", type=int, default=40, help="how many cases, at most 40; the first eight are stuck")
    administrator_ = _add(commands, "administrator", administrator, "invite one of the first two administrators")
    administrator_.add_argument("login", help="the user name")
    administrator_.add_argument("name", help="the name")
    _add_scenario(commands)
    custody.add(commands, _add)
    policy.add(commands, _add)
    return parser


def _add_scenario(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = "play scenario files on a virtual clock"
    scenarios = commands.add_parser("scenario", help=words, description=words)
    run_ = _add(scenarios.add_subparsers(required=True, metavar="run"), "run", scenario, words)
    run_.add_argument("files", nargs="*", type=Path, help="scenario files; those beside the processes when empty")
    run_.add_argument("--reload", action="store_true", help="forget everything between the steps: a restart each time")
    run_.add_argument("--second-opinion", action="store_true", help="let SpiffWorkflow follow, and tell what differs")
    run_.add_argument("--coverage", type=Path, metavar="FOLDER", help="what was passed, here and as a page in a folder")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, command: Command, words: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(command=command)
    return parser


def _add_findings(parser: argparse.ArgumentParser) -> None:
    """How findings are told."""
    parser.add_argument("--json", action="store_true", help="findings as JSON, in both languages")
    parser.add_argument("--language", choices=("nl", "en"), default="en", help="language of the findings")


def serve(words: argparse.Namespace) -> int:
    """Serve pages and API, with the worker in the same program when asked."""
    settings = read_settings()
    logs.configure(settings.log_level)
    from perspectief.app import create_app
    from perspectief.server import Server
    from worker.clock import Worker

    engine = build_engine(settings)
    read_holidays(day_of(engine.desk.clock.now()))
    refuse_demonstration_people(engine, settings)
    app = create_app(engine, settings)
    if words.with_worker:
        _must_hold_all_keys(settings)
    workers = [Worker(engine)] if words.with_worker else []
    for one in workers:
        one.start()
    print(f"Perspectief: {settings.base_url}", flush=True)
    if settings.demo:
        print_log_ins(engine.accounts.demo_accounts())
    try:
        Server(app, settings).run_until_told()
    finally:
        for one in workers:
            one.stop()
    return 0


def _must_hold_all_keys(settings: Settings) -> None:
    """A worker steps cases of every zone; one without a key would leave incidents behind in what it may not know of."""
    if settings.zones and not set(ZONES) <= set(settings.zones):
        raise Misconfigured(
            "A worker needs the keys of all zones. Run it where they are, without PERSPECTIEF_ZONES; serve without a worker."
        )


def print_log_ins(accounts: Sequence[object]) -> None:
    """The log-ins of the demonstration, one a line."""
    print("Demonstratie: log in met één klik, bijvoorbeeld als:")
    for account in accounts:
        print(f"  {account.login:12} {account.name}, {account.role_label} ({account.organisation})")  # type: ignore[attr-defined] # DemoAccount


def worker(words: argparse.Namespace) -> int:
    """Tick until told to stop."""
    settings = read_settings()
    logs.configure(settings.log_level)
    _must_hold_all_keys(settings)
    from worker.clock import Worker

    engine = build_engine(settings)
    read_holidays(day_of(engine.desk.clock.now()))
    Worker(engine).run_until_told()
    return 0


def deploy(words: argparse.Namespace) -> int:
    """Check and deploy files; without files what this version ships."""
    files = _files(words.files)
    engine = build_engine(read_settings())
    actor = custody.who(engine, words.propose) if words.propose else ENGINE
    answer = engine.definitions.deploy(files, actor, dry_run=words.dry_run)
    status = _tell(answer.findings, words)
    for row in () if words.json else answer.definitions:
        print(f"{row.kind} {row.key} version {row.version}")
    if answer.definitions and not answer.active:
        print(
            f"proposed as bundle {answer.bundle}; another person runs: perspectief activate {answer.bundle} --by LOGIN"
        )
    return status


def lint(words: argparse.Namespace) -> int:
    """Check files against each other, in memory."""
    from perspectief.memory import memory_engine

    files = _files(words.files)
    with memory_engine() as engine:
        return _tell(engine.definitions.check(files), words)


def doctor(words: argparse.Namespace) -> int:
    """Examine every case: state against rows, and the invariants. What is left after a repair is for a person."""
    desk = build_engine(read_settings()).desk
    for done in Repair(desk).mend()[0] if words.repair else []:
        print(f"repaired {done.case}: {done.text}")
    looked, complaints = Doctor(desk).examine()
    for row in complaints:
        print(f"{row.rule} {row.case}: {row.text}")
    print(f"{len(complaints)} complaints in {looked} cases")
    return 1 if complaints else 0


def recompute(words: argparse.Namespace) -> int:
    """Reckon open terms anew. The worker does so by itself after a new D04 or closing day; a date that was told never comes earlier."""
    settings = read_settings()
    moved = build_engine(settings).clockwork.reckon()
    print(f"in {moved} cases a term ends later")
    return 0


def backup(words: argparse.Namespace) -> int:
    """Copy the databases into new folders."""
    backups.take(read_settings(), words.folder, words.keys)
    return 0


def restore(words: argparse.Namespace) -> int:
    """Bring a backup back; nobody is to be served when it has complaints."""
    found = backups.restore(read_settings(), words.folder, words.keys, forget=words.without_tombstones)
    for line in found.complaints:
        print(line)
    print(f"{len(found.complaints)} complaints in {found.cases} cases")
    return 1 if found.complaints else 0


def migrate(words: argparse.Namespace) -> int:
    """Bring the tables to this version."""
    settings = read_settings()
    print(f"schema {open_store(settings).migrate()}")
    return 0


def demo(words: argparse.Namespace) -> int:
    """Seed the demonstration."""
    settings = read_settings()
    from perspectief.demo import seed

    return seed(settings, if_empty=words.if_empty, cases=words.cases)


def administrator(words: argparse.Namespace) -> int:
    """Make one of the first two administrators, and say with which link the password is chosen."""
    settings = read_settings()
    code = build_engine(settings).administration.first_administrator(words.login, words.name)
    print(f"{settings.base_url}/uitnodiging/{code}")
    return 0


def scenario(words: argparse.Namespace) -> int:
    """Play scenario files; without files those beside the shipped processes."""
    from perspectief.scenario.command import Asked, run

    return run(Asked(words.files, words.reload, words.second_opinion, words.coverage))


def _files(paths: Sequence[Path]) -> dict[str, bytes]:
    """The files named, or in the folders named, by their path; what this version ships when none is named.

    From a folder come diagrams, tables, forms and word lists; other YAML there is somebody's own. Raises NotFound.
    """
    if not paths:
        return shipped_files()
    found: dict[str, bytes] = {}
    for path in paths:
        if not path.exists():
            raise NotFound(f"There is no file {path}.", f"Bestand {path} bestaat niet.")
        inside = sorted(filter(_deployable, path.rglob("*"))) if path.is_dir() else [path]
        found |= {one.as_posix(): one.read_bytes() for one in inside}
    return found


def _deployable(path: Path) -> bool:
    return path.suffix in KINDS or (path.stem in WORDS and path.suffix in (".yaml", ".yml"))


def _tell(findings: Sequence[Finding], words: argparse.Namespace) -> int:
    """Print the findings as asked; the exit status: 1 when one of them is an error, so that a pipeline stops."""
    if words.json:
        print(json.dumps([{name: getattr(row, name) for name in Finding.__slots__} for row in findings], indent=2))
    else:
        for row in findings:
            print(_line(row, words.language))
    return 1 if any(row.severity == "error" for row in findings) else 0


def _line(row: Finding, language: str) -> str:
    """`file:line:element: severity code: what is wrong. What to do.`"""
    text, remedy = (row.text_nl, row.remedy_nl) if language == "nl" else (row.text_en, row.remedy_en)
    place = ":".join(str(part) for part in (row.file, row.line, row.element) if part)
    return f"{place}: {row.severity} {row.code}: {text} {remedy}"
