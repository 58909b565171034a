"""The first thing that touches a file: refuse what an attacker sends before anything is built from it."""

import re
from collections import Counter

from lxml import etree

from engine.kernel.findings import Finding, Refused, finding

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MOST_BYTES = 2_000_000
MOST_TAGS = 12_000  # a diagram of 500 elements with its picture has some 10,000
MOST_ATTRIBUTES = 100  # per element: libxml2 and attrib.items() are quadratic in them
DEEPEST = 60  # XML levels; ten nested subprocesses need about twenty
LONGEST_ID = 200
LONGEST_NAME = 1_000
RESERVED = frozenset({"Start", "End", "Root"})  # names that the second reader keeps for itself
RESERVED_ENDS = (".EndJoin", ".BoundaryEventSplit", ".BoundaryEventJoin")
NAME = re.compile(r"[A-Za-z_\u00c0-\u024f][\w.\-]*")
DECLARED = re.compile(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)


def parse(xml: bytes) -> etree._Element:
    """The definitions element of a file that is safe to walk. Raises Refused."""
    text = _decoded(xml)
    _scan(text)
    root = _parsed(text)
    problems = tuple(_ids(root))
    if problems:
        raise Refused(problems)
    return root


def canonical(xml: bytes) -> bytes:
    """The same file as a parser without our settings may have it. Raises Refused."""
    return etree.tostring(parse(xml), encoding="UTF-8", xml_declaration=True)


def line_of(node: etree._Element) -> int | None:
    """The line of a node in its file."""
    line: object = node.sourceline
    return line if isinstance(line, int) else None


def _refuse(code: str, **words: object) -> Refused:
    return Refused((finding(code, None, None, **words),))


def _decoded(xml: bytes) -> str:
    if len(xml) > MOST_BYTES:
        raise _refuse("file-size", limit=MOST_BYTES)
    try:
        text = xml.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refuse("file-encoding") from None
    declared = DECLARED.match(text)
    if declared and declared[1].upper() not in ("UTF-8", "UTF8", "ASCII", "US-ASCII"):
        raise _refuse("file-encoding")
    return text


def _scan(text: str) -> None:
    """Look at the text before a parser does: what is here makes parsing itself dangerous."""
    upper = text.upper()
    if "<!DOCTYPE" in upper or "<!ENTITY" in upper:
        raise _refuse("file-doctype")
    body = text.lstrip()
    body = body[body.find("?>") + 2 :] if body.startswith("<?xml ") else body
    if "<?" in body:
        raise _refuse("file-instruction")
    pieces = text.split("<")
    if len(pieces) > MOST_TAGS:
        raise _refuse("file-too-much", what="elementen / elements", limit=MOST_TAGS)
    if any(
        piece.count("=") > MOST_ATTRIBUTES and piece.count('="') + piece.count("='") > MOST_ATTRIBUTES
        for piece in pieces
    ):
        raise _refuse("file-too-much", what="kenmerken / attributes", limit=MOST_ATTRIBUTES)


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        collect_ids=False,
    )
    declaration_end = text.find("?>") + 2 if text.lstrip().startswith("<?xml ") else 0
    try:
        root = etree.fromstring(text[declaration_end:].strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refuse("file-xml", reason=re.sub(r"\s+", " ", str(error))[:120]) from None
    if root.tag != f"{{{BPMN}}}definitions":
        raise _refuse("file-no-bpmn")
    _depth(root)
    return root


def _depth(root: etree._Element) -> None:
    """Walk level by level: no recursion over what a stranger sent."""
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise _refuse("file-depth", limit=DEEPEST)


def _ids(root: etree._Element) -> list[Finding]:
    """Ids must be unique, well-formed and not reserved; two readers that disagree about an id read two different diagrams."""
    found = []
    seen: Counter[str] = Counter()
    for element in root.iter(etree.Element):
        ident = element.get("id")
        if ident is None:
            continue
        seen[ident] += 1
        bpmn = element.tag.startswith(f"{{{BPMN}}}")
        if seen[ident] == 2:
            found.append(finding("id-duplicate", ident[:LONGEST_ID], line_of(element), id=ident))
        elif bpmn and (len(ident) > LONGEST_ID or not NAME.fullmatch(ident)):
            found.append(finding("id-malformed", ident[:LONGEST_ID], line_of(element), id=ident))
        elif bpmn and (ident in RESERVED or ident.endswith(RESERVED_ENDS)):
            found.append(finding("id-reserved", ident, line_of(element), id=ident))
        if bpmn and len(element.get("name", "")) > LONGEST_NAME:
            found.append(finding("name-long", ident[:LONGEST_ID], line_of(element), limit=LONGEST_NAME))
    return found
