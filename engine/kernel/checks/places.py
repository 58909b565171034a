"""What the rules share: where elements stand, and how a finding is written at one."""

from engine.kernel.dialect import Fields
from engine.kernel.page import Page
from engine.kernel.scope import SUBPROCESSES, Drawn


def members_of(drawn: Drawn, scope: str) -> list[Fields]:
    """The elements drawn directly in a scope."""
    return drawn.members.get(scope, [])


def scopes(drawn: Drawn) -> list[str]:
    """The process and every subprocess."""
    return [drawn.process, *(ident for ident, fields in drawn.elements.items() if fields["kind"] in SUBPROCESSES)]


def report(page: Page, drawn: Drawn, code: str, fields: Fields, **words: object) -> None:
    """A finding at an element."""
    page.note(code, drawn.nodes.get(fields["id"]), fields["id"], **words)


def called(fields: Fields) -> str:
    """An element for a finding: its kind and id."""
    return f"{fields['kind']} {fields['id']}"


def in_ad_hoc(drawn: Drawn, fields: Fields) -> bool:
    """True for what stands directly in an ad-hoc subprocess."""
    around = drawn.elements.get(fields["scope"])
    return around is not None and around["kind"] == "adHocSubProcess"


def link_catch(fields: Fields) -> bool:
    """True for a link target."""
    return bool(fields["kind"] == "intermediateCatchEvent" and fields["event"].kind == "link")


def link_throw(fields: Fields) -> bool:
    """True for a link source."""
    return bool(fields["kind"] == "intermediateThrowEvent" and fields["event"].kind == "link")


def following(drawn: Drawn, fields: Fields) -> list[str]:
    """The elements that a token can reach next."""
    targets = [drawn.flows[flow].target for flow in fields["outgoing"]]
    if link_throw(fields):
        targets += [
            c["id"]
            for c in members_of(drawn, fields["scope"])
            if link_catch(c) and c["event"].name == fields["event"].name
        ]
    return [target for target in (*targets, *fields["boundary"]) if target in drawn.elements]
