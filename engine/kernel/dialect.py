"""The extension elements: Camunda 8 (`zeebe:`), and what Camunda 7 says exactly the same way. Everything else is a finding."""

from types import MappingProxyType
from typing import Any

from engine.kernel.expression import DURATION, MOMENT, TERM, WORKING_DAYS, Formula
from engine.kernel.model import Mapped
from engine.kernel.page import (
    CAMUNDA,
    DRAWING,
    MODELER,
    VENDORS,
    XML,
    XSI,
    ZEEBE,
    Node,
    Page,
    child,
    children,
    space,
    truth,
    word,
)

Fields = dict[str, Any]

JOB = {"taskDefinition", "taskHeaders"}
ANY = {"ioMapping", "properties", "taskHeaders"}
SUBPROCESS = ANY | {"loopCharacteristics"}
ON: dict[str, set[str]] = {
    "userTask": ANY | {"userTask", "formDefinition", "assignmentDefinition", "taskSchedule", "priorityDefinition"},
    "manualTask": ANY | {"formDefinition", "assignmentDefinition", "taskSchedule", "priorityDefinition"},
    "serviceTask": ANY | JOB,
    "sendTask": ANY | JOB,
    "scriptTask": ANY | JOB | {"script"},
    "businessRuleTask": ANY | JOB | {"calledDecision"},
    "callActivity": ANY | {"calledElement"},
    "adHocSubProcess": ANY | {"adHoc"},
    "startEvent": ANY | {"formDefinition"},
    "endEvent": ANY | JOB,
    "intermediateThrowEvent": ANY | JOB,
    "process": {"properties", "versionTag"},
    "message": {"subscription", "properties"},
    "multiInstanceLoopCharacteristics": {"loopCharacteristics"},
}
ATTRIBUTES: dict[str, set[str]] = {
    "userTask": set(),
    "formDefinition": {"formId", "formKey", "bindingType", "versionTag", "externalReference"},
    "assignmentDefinition": {"assignee", "candidateGroups", "candidateUsers"},
    "taskSchedule": {"dueDate", "followUpDate"},
    "priorityDefinition": {"priority"},
    "calledElement": {
        "processId",
        "propagateAllChildVariables",
        "propagateAllParentVariables",
        "bindingType",
        "versionTag",
    },
    "calledDecision": {"decisionId", "resultVariable", "bindingType", "versionTag"},
    "taskDefinition": {"type", "retries"},
    "taskHeaders": set(),
    "header": {"key", "value"},
    "ioMapping": set(),
    "input": {"source", "target"},
    "output": {"source", "target"},
    "loopCharacteristics": {"inputCollection", "inputElement", "outputCollection", "outputElement"},
    "subscription": {"correlationKey"},
    "properties": set(),
    "property": {"name", "value", "id"},
    "script": {"expression", "resultVariable"},
    "adHoc": {"activeElementsCollection", "outputCollection", "outputElement"},
    "versionTag": {"value"},
}
NESTED = {"taskHeaders": {"header"}, "ioMapping": {"input", "output"}, "properties": {"property"}}
REMEDIES: dict[str, tuple[str, str]] = {
    "executionListeners": ("Teken wat er gebeurt als taak.", "Draw what happens as a task."),
    "taskListeners": ("Teken wat er gebeurt als taak.", "Draw what happens as a task."),
    "userTaskForm": ("Deploy het formulier en verwijs met formId.", "Deploy the form and refer to it by formId."),
    "linkedResources": ("Gebruik een servicetaak met een bekend onderwerp.", "Use a service task with a known topic."),
    "candidateUsers": ("Gebruik candidateGroups met een rol.", "Use candidateGroups with a role."),
    "formKey": ("Gebruik formId.", "Use formId."),
    "externalReference": ("Gebruik formId.", "Use formId."),
    "delegateExpression": ("Gebruik zeebe:taskDefinition type.", "Use zeebe:taskDefinition type."),
    "class": ("Gebruik zeebe:taskDefinition type.", "Use zeebe:taskDefinition type."),
    "expression": ("Gebruik zeebe:taskDefinition type.", "Use zeebe:taskDefinition type."),
    "inputOutput": ("Gebruik zeebe:ioMapping.", "Use zeebe:ioMapping."),
    "in": ("Gebruik zeebe:input.", "Use zeebe:input."),
    "out": ("Gebruik zeebe:output.", "Use zeebe:output."),
    "formData": ("Maak een formulierbestand en gebruik formId.", "Make a form file and use formId."),
    "collection": (
        "Gebruik zeebe:loopCharacteristics inputCollection.",
        "Use zeebe:loopCharacteristics inputCollection.",
    ),
    "elementVariable": (
        "Gebruik zeebe:loopCharacteristics inputElement.",
        "Use zeebe:loopCharacteristics inputElement.",
    ),
}
REMOVE = ("Verwijder het, of gebruik de Camunda 8-vorm.", "Remove it, or use the Camunda 8 form.")
BINDINGS = ("latest", "deployment", "versionTag")
CAMUNDA_FIELDS = {
    "candidateGroups",
    "assignee",
    "dueDate",
    "followUpDate",
    "formRef",
    "formRefBinding",
    "decisionRef",
    "resultVariable",
    "calledElementBinding",
    "topic",
    "type",
    "decisionRefBinding",
}
CAMUNDA_HARMLESS = {
    "historyTimeToLive",
    "versionTag",
    "isStartableInTasklist",
    "modelerTemplate",
    "modelerTemplateVersion",
    "decisionRefBinding",
    "calledElementBinding",
}


def extensions(page: Page, node: Node) -> Fields:
    """The extension elements and foreign attributes of a node as fields of its Element."""
    fields: Fields = {}
    kind = word(node)
    holder = child(node, "extensionElements")
    for extension in holder.iterchildren() if holder is not None else ():
        _extension(page, node, kind, extension, fields)
    _foreign_attributes(page, node, kind, fields)
    return fields


def _extension(page: Page, node: Node, kind: str, extension: Node, fields: Fields) -> None:
    name, namespace = word(extension), space(extension)
    if namespace == CAMUNDA and name == "properties":
        fields.setdefault("properties", MappingProxyType(_properties(page, extension, CAMUNDA)))
    elif namespace == ZEEBE and name in ATTRIBUTES:
        if name not in ON.get(kind, ANY):
            page.note("extension-misplaced", extension, what=f"zeebe:{name}", kind=kind)
        elif _known(page, extension):
            READERS.get(name, _nothing)(page, extension, fields)
    elif namespace in (ZEEBE, CAMUNDA) or namespace.startswith(VENDORS):
        prefix = "zeebe" if namespace == ZEEBE else extension.prefix
        remedy = REMEDIES.get(name, REMOVE)
        page.unsupported(extension, f"{prefix}:{name}", *remedy, code="extension-unsupported")
    elif namespace not in DRAWING and namespace != MODELER:
        page.note("extension-foreign", extension, what=f"{extension.prefix}:{name}")


def _known(page: Page, extension: Node) -> bool:
    """Refuse attributes and children that we would otherwise drop unseen."""
    name, clean = word(extension), True
    for attribute in extension.attrib:
        if attribute not in ATTRIBUTES[name] or attribute in ("candidateUsers", "formKey", "externalReference"):
            remedy = REMEDIES.get(str(attribute), REMOVE)
            page.unsupported(extension, f"zeebe:{name} {attribute!s}", *remedy, code="extension-unsupported")
            clean = False
    for inner in extension.iterchildren():
        if word(inner) in NESTED.get(name, ()) and space(inner) == ZEEBE:
            clean = _known(page, inner) and clean
        else:
            page.unsupported(inner, f"zeebe:{name}/{word(inner)}", *REMOVE, code="extension-unsupported")
            clean = False
    binding = extension.get("bindingType")
    if binding is not None and binding not in BINDINGS:
        page.note(
            "attribute-value",
            extension,
            what="bindingType",
            value=binding,
            remedy_nl="Gebruik latest of deployment.",
            remedy_en="Use latest or deployment.",
        )
    return clean


def _nothing(page: Page, extension: Node, fields: Fields) -> None:
    """An extension that says only what is true anyway."""
    if word(extension) == "userTask":
        fields["zeebe_user_task"] = True


def _form(page: Page, extension: Node, fields: Fields) -> None:
    fields["form"] = extension.get("formId")
    fields["form_binding"] = _binding(extension)


def _binding(extension: Node) -> str:
    binding = extension.get("bindingType", "latest")
    return f"versionTag:{extension.get('versionTag', '')}" if binding == "versionTag" else binding


def _assignment(page: Page, extension: Node, fields: Fields) -> None:
    fields["assignee"] = page.formula(extension, extension.get("assignee"), "assignee")
    _groups(page, extension, extension.get("candidateGroups"), fields)


def _groups(page: Page, node: Node, text: str | None, fields: Fields) -> None:
    groups = page.formula(node, text, "candidateGroups")
    if groups is not None and groups.literal:
        fields["groups"] = tuple(group.strip() for group in groups.text.split(",") if group.strip())
    elif groups is not None:
        fields["group_rule"] = groups


def _schedule(page: Page, extension: Node, fields: Fields) -> None:
    fields["due"] = due_rule(page, extension, extension.get("dueDate"), "dueDate")
    fields["follow_up"] = due_rule(page, extension, extension.get("followUpDate"), "followUpDate")


def due_rule(page: Page, node: Node, text: str | None, place: str) -> Formula | None:
    """A due or follow-up rule; a literal must be a duration, date, working days or a step."""
    rule = page.formula(node, text, place)
    if (
        rule is not None
        and rule.literal
        and not any(p.fullmatch(rule.text) for p in (DURATION, MOMENT, WORKING_DAYS, TERM))
    ):
        page.note("due-value", node, text=rule.text)
        return None
    return rule


def _priority(page: Page, extension: Node, fields: Fields) -> None:
    fields["priority"] = page.formula(extension, extension.get("priority"), "priority")


def _called_element(page: Page, extension: Node, fields: Fields) -> None:
    fields["called_process"] = page.formula(extension, extension.get("processId"), "processId")
    fields["call_binding"] = _binding(extension)
    fields["brings_all"] = truth(extension, "propagateAllChildVariables", False)
    if extension.get("propagateAllChildVariables") is None:
        page.note("call-brings", extension)
    if truth(extension, "propagateAllParentVariables", False):
        page.unsupported(
            extension,
            "propagateAllParentVariables",
            "Geef waarden door met zeebe:input.",
            "Hand in values by zeebe:input.",
            code="extension-unsupported",
        )


def _called_decision(page: Page, extension: Node, fields: Fields) -> None:
    if extension.get("bindingType", "latest") != "latest":
        page.unsupported(
            extension,
            "zeebe:calledDecision bindingType",
            "Beslissingen worden genomen op het moment zelf; gebruik de Peildatum.",
            "Decisions are taken at decision time; use the Peildatum.",
            code="extension-unsupported",
        )
    fields["called_decision"] = page.formula(extension, extension.get("decisionId"), "decisionId")
    fields["result_variable"] = extension.get("resultVariable") or None


def _task_definition(page: Page, extension: Node, fields: Fields) -> None:
    fields["topic"] = page.formula(extension, extension.get("type"), "type")
    retries = extension.get("retries", "3").strip()
    if retries.isdigit() and int(retries) <= 100:
        fields["retries"] = int(retries)
    else:
        page.note(
            "attribute-value",
            extension,
            what="retries",
            value=retries,
            remedy_nl="Gebruik een getal.",
            remedy_en="Use a number.",
        )


def _headers(page: Page, extension: Node, fields: Fields) -> None:
    fields["headers"] = MappingProxyType(
        {h.get("key", ""): h.get("value", "") for h in children(extension, "header", ZEEBE)}
    )


def _mappings(page: Page, extension: Node, fields: Fields) -> None:
    for direction in ("input", "output"):
        mapped = []
        for node in children(extension, direction, ZEEBE):
            source, target = page.formula(node, node.get("source"), direction), (node.get("target") or "").strip()
            if not target.isidentifier():
                page.note(
                    "attribute-value",
                    node,
                    what=f"{direction} target",
                    value=target,
                    remedy_nl="Noem één feit of lokale naam.",
                    remedy_en="Name one fact or local.",
                )
            elif source is not None:
                mapped.append(Mapped(source, target))
            elif not (node.get("source") or "").strip():
                page.note("expression-empty", node, place=f"{direction} source")
        fields[direction + "s"] = tuple(mapped)


def _read_properties(page: Page, extension: Node, fields: Fields) -> None:
    fields["properties"] = MappingProxyType(_properties(page, extension, ZEEBE))


def _properties(page: Page, extension: Node, namespace: str) -> dict[str, str]:
    return {p.get("name", "").strip(): p.get("value", "").strip() for p in children(extension, "property", namespace)}


def _script(page: Page, extension: Node, fields: Fields) -> None:
    fields["script"] = page.formula(extension, extension.get("expression"), "script")
    fields["result_variable"] = extension.get("resultVariable") or None


def _ad_hoc(page: Page, extension: Node, fields: Fields) -> None:
    fields["active_elements"] = page.formula(
        extension, extension.get("activeElementsCollection"), "activeElementsCollection"
    )
    if extension.get("outputCollection") or extension.get("outputElement"):
        page.unsupported(
            extension,
            "zeebe:adHoc outputCollection",
            "Zet resultaten met zeebe:output in feiten.",
            "Put results into facts by zeebe:output.",
            code="extension-unsupported",
        )


def _loop(page: Page, extension: Node, fields: Fields) -> None:
    fields["collection"] = page.formula(extension, extension.get("inputCollection"), "inputCollection")
    fields["item"] = extension.get("inputElement") or None
    fields["results"] = extension.get("outputCollection") or None
    fields["result"] = page.formula(extension, extension.get("outputElement"), "outputElement")


def _subscription(page: Page, extension: Node, fields: Fields) -> None:
    fields["key"] = page.formula(extension, extension.get("correlationKey"), "correlationKey")


def _version_tag(page: Page, extension: Node, fields: Fields) -> None:
    fields["version_tag"] = extension.get("value")


READERS = {
    "formDefinition": _form,
    "assignmentDefinition": _assignment,
    "taskSchedule": _schedule,
    "priorityDefinition": _priority,
    "calledElement": _called_element,
    "calledDecision": _called_decision,
    "taskDefinition": _task_definition,
    "taskHeaders": _headers,
    "ioMapping": _mappings,
    "properties": _read_properties,
    "script": _script,
    "adHoc": _ad_hoc,
    "loopCharacteristics": _loop,
    "subscription": _subscription,
    "versionTag": _version_tag,
}


def _foreign_attributes(page: Page, node: Node, kind: str, fields: Fields) -> None:
    """Attributes with a namespace: Camunda 7 where it says the same, the modeler's own marks, findings for the rest."""
    seven: dict[str, str] = {}
    for attribute, value in node.attrib.items():
        attribute, value = str(attribute), str(value)
        if not attribute.startswith("{"):
            continue
        namespace, name = attribute[1:].split("}")
        if namespace == CAMUNDA and name in CAMUNDA_FIELDS:
            seven[name] = value
        elif namespace == CAMUNDA and name not in CAMUNDA_HARMLESS:
            page.unsupported(node, f"camunda:{name}", *REMEDIES.get(name, REMOVE), code="extension-unsupported")
        elif namespace == ZEEBE and not name.startswith("modelerTemplate"):
            page.unsupported(node, f"zeebe:{name}", *REMOVE, code="extension-unsupported")
        elif namespace.startswith(VENDORS) and namespace not in (CAMUNDA, MODELER, ZEEBE):
            page.unsupported(node, name, *REMOVE, code="extension-unsupported")
        elif namespace not in (*DRAWING, MODELER, XSI, XML, ZEEBE, CAMUNDA):
            page.note("extension-foreign", node, what=name)
    if seven:
        _camunda_seven(page, node, kind, seven, fields)


def _camunda_seven(page: Page, node: Node, kind: str, seven: dict[str, str], fields: Fields) -> None:
    if kind == "userTask":
        fields.setdefault("assignee", page.formula(node, seven.get("assignee"), "assignee"))
        if "groups" not in fields and "group_rule" not in fields:
            _groups(page, node, seven.get("candidateGroups"), fields)
        fields.setdefault("due", due_rule(page, node, seven.get("dueDate"), "dueDate"))
        fields.setdefault("follow_up", due_rule(page, node, seven.get("followUpDate"), "followUpDate"))
        fields["zeebe_user_task"] = True
    if kind in ("userTask", "startEvent"):
        fields.setdefault("form", seven.get("formRef"))
        fields.setdefault("form_binding", seven.get("formRefBinding", "latest"))
    if kind == "businessRuleTask" and "decisionRef" in seven:
        fields.setdefault("called_decision", page.formula(node, seven["decisionRef"], "decisionRef"))
        fields.setdefault("result_variable", seven.get("resultVariable"))
    elif "topic" in seven and seven.get("type", "external") == "external":
        fields.setdefault("topic", page.formula(node, seven["topic"], "topic"))
    elif "type" in seven and seven["type"] != "external":
        page.unsupported(node, f"camunda:type {seven['type']}", *REMEDIES["class"], code="extension-unsupported")
    if kind == "callActivity":
        fields.setdefault("call_binding", seven.get("calledElementBinding", "latest"))
