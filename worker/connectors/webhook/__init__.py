"""Lets a partner's program know that something is ready. Nothing about anybody leaves: the partner logs in and looks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.ports import JobResult, Values
from worker.connectors.webhook.target import Target
from worker.connectors.webhook.wire import Refused, Wire

TOPIC = "webhook"
PING = json.dumps({"event": "ready"}).encode()


@dataclass(frozen=True, slots=True)
class Webhook:
    """The connector. `targets` are those of the settings, by the name that a diagram's task header `partner` may use."""

    targets: Mapping[str, Target]
    wire: Wire = field(default_factory=Wire)

    def __call__(self, inputs: Values, headers: Mapping[str, str]) -> JobResult:
        """Ping the partner once.

        What the diagram computed (`inputs`) is not looked at: neither an address nor a content can come from there. What a
        partner answers is not read, and nobody is followed to elsewhere.
        """
        target = self.targets.get(headers.get("partner", ""))
        if target is None:
            return JobResult(error="unknown-partner", retry=False)
        try:
            status = self.wire.post(target, PING)
        except Refused:
            return JobResult(error="address-refused", retry=False)
        except OSError:
            return JobResult(error="unreachable")
        return JobResult() if 200 <= status < 300 else JobResult(error="not-taken")
