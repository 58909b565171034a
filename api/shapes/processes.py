"""What the processes resource reads and writes."""

import marshmallow as ma

from api.shapes.base import AskedYesNo, Given, Told, listed, moment, number, text, yesno
from api.shapes.common import FindingTold
from engine.views import DefinitionView


class DeploymentAsked(Given):
    dry_run = AskedYesNo(load_default=False, metadata={"description": "true: only say what is wrong"})


class DefinitionTold(Told):
    id = number("The number of the version")
    kind = text("process, decision, form, facts, messages or organisations")
    key = text("The key")
    name = text("The name for people")
    version = number("The version")
    sha256 = text("The hash of the file")
    active = yesno("Whether new cases follow it")
    deployed_at = moment("When")
    deployed_by = text("By whom")
    running = number("How many run now; null is fewer than ten where exact counts are not for you", none=True)


class ProcessesTold(Told):
    items = listed(DefinitionTold, "The active version of every process")


class ProcessTold(Told):
    key = text("The key")
    name = text("The name of the newest version")
    versions = listed(DefinitionTold, "Newest first")
    counts = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.Integer(),
        metadata={"description": "How many stand at each element of the active version, as far as you may know"},
    )


class DeploymentTold(Told):
    bundle = number("The number of the deployment; null for a dry run", none=True)
    active = yesno("Whether it works from now on")
    findings = listed(FindingTold, "What is wrong; only warnings when it was deployed")
    definitions = listed(DefinitionTold, "What got a new version")


def definition(one: DefinitionView) -> dict[str, object]:
    """One version of a file."""
    return {
        "id": one.id,
        "kind": one.kind,
        "key": one.key,
        "name": one.name,
        "version": one.version,
        "sha256": one.sha256,
        "active": one.active,
        "deployed_at": one.deployed_at,
        "deployed_by": one.deployed_by,
        "running": one.running,
    }
