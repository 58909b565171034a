"""What connectors do: each job is claimed with a lease, called outside any transaction, and reported with its fence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from engine import tags
from engine.acts.clock.trying import LEASE_SECONDS, TRIES, backoff, code_of
from engine.clock import Clock
from engine.errors import Unavailable
from engine.kernel.commands import Complete, Fail
from engine.model import ENGINE, Job, JobState
from engine.ports import Connector, JobResult
from engine.step.run import Parts, Run
from engine.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of connectors, by topic."""

    store: Store
    parts: Parts
    clock: Clock
    connectors: Mapping[str, Connector]

    def run_one(self) -> bool:
        """Do one connector's job: claim it with a lease, call outside any transaction, report with the fence."""
        with self.store.begin() as tx:
            job = tx.take_job(self.clock.now(), tuple(self.connectors), LEASE_SECONDS)
        if job is None:
            return False
        try:
            self._report(job, _call(self.connectors[job.topic], job))
        except Unavailable:
            raise
        except Exception as error:  # its answer cannot be taken in: calling again would do the outside work twice
            self._report(job, JobResult(error=code_of(error), retry=False))
        return True

    def _report(self, job: Job, result: JobResult) -> None:
        with self.store.begin() as tx:
            case = tx.lock_case(job.case)
            row = tx.get(Job, job.id)
            if case is None or row is None or row.fence != job.fence or row.state is not JobState.RUNNING:
                return  # somebody with a newer fence has it: this result is stale
            now = self.clock.now()
            if result.error and result.retry and row.retries > 1:
                again = now + backoff(TRIES - min(row.retries, TRIES - 1))
                tx.change(row, state=JobState.OPEN, retries=row.retries - 1, next_try_at=again)
                return
            run = Run(tx, self.parts, case, ENGINE, now)
            if result.error:
                run.tell(tags.JOB_FAILED, instance=job.instance, element=job.element, code=result.error)
                run.command(job.instance, Fail(job.wait, result.error))
            else:
                run.tell(tags.JOB_DONE, instance=job.instance, element=job.element)
                run.command(job.instance, Complete(job.wait, dict(result.outputs)))
            run.settle()


def _call(connector: Connector, job: Job) -> JobResult:
    try:
        return connector(json.loads(job.inputs), json.loads(job.headers))
    except Exception as error:  # a connector is not ours, and its failure is a failed job, never a stopped worker
        return JobResult(error=type(error).__name__)
