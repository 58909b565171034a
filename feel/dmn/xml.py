"""Hardened reading of DMN files: no document type, no entities, no network, at most 2 MB."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from feel.errors import FeelError, LimitError

LARGEST = 2_000_000
PREFIXES = ("https://www.omg.org/spec/DMN/", "http://www.omg.org/spec/DMN/")


class Element:
    """An element of the model's own namespace; elements of other namespaces are not seen."""

    __slots__ = ("_element", "_namespace")

    def __init__(self, element: etree._Element, namespace: str) -> None:
        self._element, self._namespace = element, namespace

    @property
    def name(self) -> str:
        return str(self._element.tag).rpartition("}")[2]

    @property
    def id(self) -> str:
        return self.get("id") or ""

    def get(self, attribute: str, default: str = "") -> str:
        return self._element.get(attribute) or default

    def children(self, *names: str) -> Iterator[Element]:
        """The children of these names, or all of the namespace, in order."""
        for child in self._element.iterchildren(*(f"{{{self._namespace}}}{name}" for name in names or ("*",))):
            yield Element(child, self._namespace)

    def child(self, *names: str) -> Element | None:
        """The first child of these names."""
        return next(self.children(*names), None)

    def text_of(self, name: str) -> str:
        """The text inside the first child of that name, without blanks around it."""
        child = self.child(name)
        return "" if child is None else "".join(str(part) for part in child._element.itertext()).strip()

    def prefix(self, prefix: str) -> str | None:
        """The namespace that a prefix stands for here."""
        return self._element.nsmap.get(prefix)

    def everything(self) -> Iterator[Element]:
        """This element and all of the namespace below it, in document order."""
        for element in self._element.iter(f"{{{self._namespace}}}*"):
            yield Element(element, self._namespace)


def parse(xml: bytes) -> Element:
    """The root of a DMN file. Raises FeelError when it is none, or LimitError when it is too large."""
    if len(xml) > LARGEST:
        raise LimitError("file size", limit=LARGEST)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
        instruction = next(root.iter(etree.ProcessingInstruction), None) is not None
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeelError("xml", reason=str(error)[:200]) from None
    if instruction:
        raise FeelError("xml", reason="a processing instruction (<?…?>) does not belong in a model")
    if root.getroottree().docinfo.internalDTD is not None:
        raise FeelError("doctype")
    name = etree.QName(root)
    if name.localname != "definitions" or not (name.namespace or "").startswith(PREFIXES):
        raise FeelError("not dmn", found=str(root.tag)[:100])
    return Element(root, name.namespace or "")
