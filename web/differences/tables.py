"""The rows of a decision table, as its designer sees them."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from web.differences.things import Thing

Row = tuple[str, dict[str, str]]
"""The id of a row, and its cells by the ids of the columns."""


def pair(before: str, after: str) -> tuple[list[Thing], list[Thing]]:
    """The things of both versions. A row that says the same is the same row, wherever it stands and whatever its id became; of the
    others those with one id are. A column is the same when its id is. Raises lxml.etree.XMLSyntaxError."""
    old, new = _tables(before), _tables(after)
    called = {ident: name for table in (*old.values(), *new.values()) for ident, name in _columns(table)}
    return _things(old, new, called), _things(new, old, called)


def name(source: str, key: str) -> str:
    """What people call a table."""
    table = _tables(source).get(key)
    return key if table is None else _name(table)


def _things(
    tables: Mapping[str, etree._Element], others: Mapping[str, etree._Element], called: Mapping[str, str]
) -> list[Thing]:
    found: list[Thing] = []
    for key, table in tables.items():
        other = others.get(key)
        found.append(Thing(key, _name(table), _head(table)))
        found += _rows(key, _rows_of(table), [] if other is None else _rows_of(other), called)
    return found


def _rows(key: str, rows: Sequence[Row], others: Sequence[Row], called: Mapping[str, str]) -> Iterator[Thing]:
    """Rows by number. What the other version has too is known by its words; of those the order is looked at alone."""
    there = {_said(cells) for _, cells in others}
    for number, (ident, cells) in enumerate(rows, 1):
        said = _said(cells)
        named = {called.get(column, column): text for column, text in cells.items()}
        yield Thing(f"{key}:{said}" if said in there else f"{key}:{ident}", f"#{number}", named)
    same = [" | ".join(cells.values()) for _, cells in rows if _said(cells) in there]
    yield Thing(f"{key}:order", "", {"order": "\n".join(same)})


def _rows_of(table: etree._Element) -> list[Row]:
    columns = [ident for ident, _ in _columns(table)]
    return [(rule.get("id", ""), _cells(rule, columns)) for rule in _all(table, "rule")]


def _columns(table: etree._Element) -> list[tuple[str, str]]:
    """The id and the name of each column, in the order of the cells of a row."""
    nodes = [one for word in ("input", "output", "annotation") for one in _all(table, word)]
    return [(one.get("id", "") or _label(one), _label(one)) for one in nodes]


def _cells(rule: etree._Element, columns: Sequence[str]) -> dict[str, str]:
    """What a row says by column; a dash, which asks nothing, says nothing."""
    entries = [one for word in ("inputEntry", "outputEntry", "annotationEntry") for one in _all(rule, word)]
    told = "".join(one.text or "" for one in rule if _word(one) == "description")
    said = {column: _text(one) for column, one in zip(columns, entries, strict=False)}
    return {column: "" if text == "-" else text for column, text in said.items()} | {"description": told.strip()}


def _head(table: etree._Element) -> dict[str, str]:
    """What the table is called, how it chooses and what it looks at; a calculation without rows is its own text."""
    inner = next((one for one in table.iter() if _word(one) == "decisionTable"), None)
    columns = [f"{_label(one)}: {_text(one)}" for one in _all(table, "input")]
    return {
        "label": table.get("name", ""),
        "hit": "" if inner is None else inner.get("hitPolicy", "UNIQUE"),
        "columns": "\n".join(columns + [_label(one) for one in _all(table, "output")]),
        "computed": "\n".join(_text(one) for one in table.iter() if _word(one) == "literalExpression"),
    }


def _tables(source: str) -> dict[str, etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(source.encode(), parser)
    return {one.get("id", ""): one for one in root.iter() if _word(one) == "decision"}


def _all(node: etree._Element, word: str) -> Iterator[etree._Element]:
    return (one for one in node.iter() if _word(one) == word)


def _label(column: etree._Element) -> str:
    return column.get("label", "") or column.get("name", "") or _text(column)


def _name(table: etree._Element) -> str:
    return table.get("name", "") or table.get("id", "")


def _text(node: etree._Element) -> str:
    return " ".join("".join(one.text or "" for one in node.iter() if _word(one) == "text").split())


def _said(cells: dict[str, str]) -> str:
    return " | ".join(f"{name}: {text}" for name, text in cells.items() if text)


def _word(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
