"""Files of the catalogue are parsed once in a process: `tests/conftest.py` puts this before the reader of YAML."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from generator.catalog.yamlnode import Node
from generator.findings import Findings

Parse = Callable[[bytes, str, Findings], Node | None]


def parsed_once(parse: Parse) -> Parse:
    """The parser, which gives the same nodes again for the same bytes under the same name; faults are told anew."""
    known: dict[tuple[bytes, str], Node] = {}

    @wraps(parse)
    def parsed(data: bytes, shown: str, findings: Findings) -> Node | None:
        if (data, shown) in known:
            return known[data, shown]
        before = len(findings)
        node = parse(data, shown, findings)
        if node is not None and len(findings) == before:
            known[data, shown] = node
        return node

    return parsed
