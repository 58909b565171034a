"""viewflow: a flow is a Python class, its state lies in Django's ORM, a row for each node that a case passes.

A step is what its page does between the form and the answer: the flow's lock, assigning, starting and executing the task.
Timers are those that it keeps in its database.
"""

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from types import ModuleType, SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import django
from answering import acted_on, answer
from django.conf import settings as of_django
from django.core.management import call_command


def in_django(url: str) -> dict[str, object]:
    """The database of an address in Django's words."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.partition("///")[2]}
    host = parts.hostname or parse_qs(parts.query).get("host", [""])[0]
    named = {"NAME": parts.path.lstrip("/"), "USER": parts.username or "", "HOST": host, "PORT": parts.port or ""}
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, "PASSWORD": parts.password or "", **named}


def set_up(url: str) -> ModuleType:
    """Django with the flows and their tables; answers the flows, which can be imported only now."""
    of_django.configure(
        DATABASES={"default": in_django(url)},
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "viewflow", "viewflow.workflow", "cases"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        SECRET_KEY="nothing is signed here",
    )
    django.setup()
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    return import_module("cases.flows")


class Viewflow:
    """W1 and W4."""

    version = version("django-viewflow")

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._answer, self._flows = settings["answer"], set_up(settings["database"])
        self._user = import_module("django.contrib.auth.models").User.objects.create(username="samira")

    def open_case(self) -> int:
        return self._flows.W1.start.run().pk

    def step(self, case: int, number: int) -> None:
        task = self._flows.W1.task_class.objects.filter(process=case, flow_task_type="HUMAN", status="NEW")[0]
        with task.activation() as activation:
            activation.assign(self._user)
            activation.task.data = {"note": self._answer}
            activation.start(SimpleNamespace(user=self._user))
            activation.execute()

    def is_over(self, case: int) -> bool:
        return self._flows.W1.process_class.objects.get(pk=case).status == "DONE"

    def timers(self, many: int, patience: float) -> dict[str, float]:
        """Its sweep goes through all that is due, so patience is asked only when it is through."""
        for _ in range(many):
            self._flows.Waiting.start.run()
        fire = import_module("viewflow.workflow.timers").fire_due_timers

        def rounds() -> Iterator[int]:
            while some := fire():
                yield some

        return acted_on(rounds(), many, patience)


if __name__ == "__main__":
    answer(Viewflow)
