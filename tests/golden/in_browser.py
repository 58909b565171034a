"""A stage on which people click: everybody has a browser of their own. Partners' programs send their messages over HTTP."""

import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, ViewportSize, expect

from engine.acts import reports
from engine.errors import FourEyes
from engine.model import Actor, Case, Task
from engine.views import Completed, ReportReceipt
from forms.model import Option, Text
from tests.golden.on_pages import Paper, Pen
from tests.golden.over_http import OverHttp
from tests.infrastructure.browser import PATIENCE, listen_for_complaints

SCREEN = ViewportSize(width=1280, height=800)
DONE = "Rond de taak af"


@dataclass(slots=True)
class InBrowser(OverHttp):
    """Everybody looks at the pages with a browser of their own, and nobody may see an error in its console."""

    browser: Browser | None = None
    closing: ExitStack = field(default_factory=ExitStack)
    pages: dict[str, Page] = field(default_factory=dict)  # by name; "" is whoever reports
    complaints: dict[str, list[str]] = field(default_factory=dict)

    def __enter__(self) -> "InBrowser":
        return self

    def __exit__(self, *error: object) -> None:
        self.closing.close()

    # --- acts ---------------------------------------------------------------------------------------------------

    def report(self, given: Mapping[str, object], actor: Actor | None = None) -> ReportReceipt:
        """Somebody fills in the public front door and reads the receipt."""
        page = self.visitor("")
        page.goto(f"{self.address}/melden")
        form = self._form(*self.engine.reports.form())
        Pen(page, Paper(form, reports.PART, self._today(), {})).fill_in(self.reported(given))
        page.get_by_role("button", name="Verstuur").click()
        code = page.locator(".reference__code")
        expect(code).to_have_text(re.compile(r"^M-[A-Z0-9]{4}-[A-Z0-9]{4}$"))
        self.all_is_well("")
        return ReportReceipt("accept", True, code.inner_text(), None, ())

    def complete(
        self, task: Task, given: Mapping[str, object], actor: Actor | None = None, *, on_behalf_of: str | None = None
    ) -> Completed:
        """Somebody logs in, opens the task from the worklist, fills it in, completes it, and sees what happens next."""
        who = actor or self.doer(task)
        page = self.at_work(who)
        self.open_from_work(page, task)
        if on_behalf_of:
            expect(page.get_by_text("U doet deze stap namens de persoon")).to_be_visible()
        self.do(page, task, given, who)
        return Completed(task.id, task.case, self._case(task.case).reference, ())

    def do(self, page: Page, task: Task, given: Mapping[str, object], who: Actor) -> None:
        """Fill in the form of the task whose page is open, complete it, and see what happens next."""
        if task.form:
            Pen(page, self.paper(task, who)).fill_in(self.answers(task, given, who))
        page.get_by_role("button", name=DONE).click()
        expect(page.get_by_role("heading", name="De taak is afgerond")).to_be_visible()
        expect(page.get_by_role("region", name="Wat er nu gebeurt").get_by_role("listitem")).not_to_have_count(0)
        self.all_is_well(who.name)

    def refusal(self, task: Task, given: Mapping[str, object], actor: Actor | None = None) -> str | None:
        """Whoever opens the address of a task that somebody else must do can read it, and finds no way to do it."""
        who = actor or self.doer(task)
        page = self.at_work(who)
        page.goto(f"{self.address}/taken/{task.id}")
        expect(page.get_by_role("heading", name=task.name, level=1)).to_be_visible()
        self.all_is_well(who.name)
        return None if page.get_by_role("button", name=DONE).count() else FourEyes.code

    def witness(self, case: Case | None, word: str, wanted: object) -> None:
        """What people see of an expectation is looked at over HTTP; here they go on."""

    # --- pages --------------------------------------------------------------------------------------------------

    def visitor(self, name: str) -> Page:
        """The page of somebody: Dutch, on a laptop."""
        if name not in self.pages:
            assert self.browser is not None
            context = self.browser.new_context(locale="nl-NL", viewport=SCREEN, reduced_motion="reduce")
            self.closing.enter_context(context)
            context.set_default_timeout(PATIENCE)
            self.pages[name] = context.new_page()
            self.complaints[name] = listen_for_complaints(self.pages[name])
        return self.pages[name]

    def at_work(self, who: Actor) -> Page:
        """Somebody's own work; whoever was away for long logs in again with one click."""
        page = self.visitor(who.name)
        page.goto(f"{self.address}/", wait_until="domcontentloaded")
        mine = page.get_by_role("button", name=re.compile(rf"^{re.escape(who.name)}\b"))
        if page.url.startswith(f"{self.address}/aanmelden"):
            mine.click()
        expect(page.get_by_role("heading", name="Mijn werk", level=1)).to_be_visible()
        self.all_is_well(who.name)
        return page

    def open_from_work(self, page: Page, task: Task) -> None:
        """Follow the link in the row of this task and this case."""
        row = page.locator("[data-row]").filter(has_text=self._case(task.case).reference)
        row.get_by_role("link", name=re.compile(rf"^{re.escape(task.name)}( · .*)?$")).first.click()
        expect(page.get_by_role("heading", name=task.name, level=1)).to_be_visible()

    def paper(self, task: Task, who: Actor) -> Paper:
        """The form of a task with what it depends on for this person."""
        view = self.engine.tasks.view(who, task.id)
        options = {key: [Option(value, Text(label)) for value, label in rows] for key, rows in view.options.items()}
        return Paper(self._form(task.form or "", task.form_version), task.part, view.facts, options)

    def all_is_well(self, name: str) -> None:
        """Nothing that anybody saw so far made the browser complain."""
        assert self.complaints[name] == [], f"the browser of {name or 'the reporter'} complained"
