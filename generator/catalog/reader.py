"""Reading a mapping key by key: what is asked for is the schema, and what is left over is a finding."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from types import TracebackType

from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.units import Length

_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")


class Reader:
    """Reads the keys of one mapping; used in a `with` block, it reports keys that nobody asked for.

    Every method records a finding for a wrong value and returns an empty one, so that all faults of a file
    are found at once; the run is refused before an empty value can be used.
    """

    def __init__(self, node: Node, findings: Findings) -> None:
        self.node = node
        self.findings = findings
        self.asked: set[str] = set()
        self._pairs: dict[str, Node] = node.value if isinstance(node.value, dict) else {}
        if not isinstance(node.value, dict):
            self.wrong(node, f"Expected keys with values here, found {node.kind}.", "Write “key: value” lines.")

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in (name for name in self._pairs if kind is None and name not in self.asked):
            self.findings.error(
                "key.unknown",
                self._pairs[name].place,
                f"The key “{name}” is not known here.",
                nearest(name, self.asked),
                seen=name,
                limit=", ".join(sorted(self.asked)),
            )

    @property
    def place(self) -> Place:
        """Where the mapping starts."""
        return self.node.place

    def wrong(self, node: Node, problem: str, fix: str, rule: str = "value.wrong") -> None:
        """Record a wrong value at `node`."""
        self.findings.error(rule, node.place, problem, fix, seen=node.value if isinstance(node.value, str) else "")

    def has(self, key: str) -> bool:
        """Whether the key is there with a value; asking makes it a known key."""
        self.asked.add(key)
        return key in self._pairs and self._pairs[key].value is not None

    def names(self) -> tuple[str, ...]:
        """All keys, for a mapping whose keys are names; they all become known."""
        self.asked.update(self._pairs)
        return tuple(self._pairs)

    def optional(self, key: str) -> Node | None:
        """The raw node of a key, or None."""
        return self._pairs[key] if self.has(key) else None

    def need(self, key: str) -> Node:
        """The raw node of a key that must be there."""
        node = self.optional(key)
        if node is None:
            here = self.node.place
            place = Place(here.file, here.line, here.column, f"{here.key}.{key}" if here.key else key)
            problem, fix = f"The key “{key}” is missing.", f"Add “{key}:” with a value."
            self.findings.error("key.missing", place, problem, fix, limit=key)
            return Node(None, place)
        return node

    def text(self, key: str, default: str | None = None) -> str:
        """A text value; with a default the key may be left out."""
        node = self.need(key) if default is None else self.optional(key)
        return self.as_text(node) if node is not None else default or ""

    def as_text(self, node: Node) -> str:
        """The text of a node."""
        if isinstance(node.value, str):
            return node.value
        if node.value is not None:
            self.wrong(
                node, f"Expected text, found {node.kind}.", "Write one line of text, in quotes if it has a colon."
            )
        return ""

    def choice(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """One word out of a known list; the default, or the first, where it is wrong or missing."""
        known = tuple(known)
        node = self.need(key) if default is None else self.optional(key)
        word = self.as_text(node) if node is not None else ""
        if word in known:
            return word
        if node is not None and isinstance(node.value, str):
            self.wrong(node, f"“{word}” is not one of {', '.join(known)}.", nearest(word, known))
        return default or known[0]

    def length(self, key: str, default: Length | None = None) -> Length:
        """A length with its unit."""
        node = self.need(key) if default is None else self.optional(key)
        return self.as_length(node) if node is not None else default or Length.parse("0pt")

    def as_length(self, node: Node) -> Length:
        """The length a node holds; a bare number is a finding of its own."""
        text = self.as_text(node)
        if not isinstance(node.value, str):
            return Length.parse("0pt")
        try:
            return Length.parse(text)
        except ValueError as error:
            bare = text.replace(".", "", 1).isdigit()
            rule, fix = (
                ("length.bare", f"Write the unit: {text}pt, {text}mm or {text}in.")
                if bare
                else ("length.wrong", "Write a number and a unit, such as 3.5in.")
            )
            problem = f"“{text}” has no unit, so nobody can tell how long it is." if bare else f"{error}."
            self.wrong(node, problem, fix, rule)
            return Length.parse("0pt")

    def number(self, key: str, default: float | None = None) -> float:
        """A plain number, such as a factor or a count of columns."""
        node = self.need(key) if default is None else self.optional(key)
        if node is None:
            return default or 0.0
        text = self.as_text(node)
        if not _NUMBER.fullmatch(text):
            if isinstance(node.value, str):
                self.wrong(node, f"“{text}” is not a number.", "Write digits, such as 2 or 1.25.")
            return default or 0.0
        return float(text)

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.number(key, default)
        if value != int(value):
            self.wrong(self.need(key), f"“{value}” is not a whole number.", "Write a number such as 2.")
        return int(value)

    def boolean(self, key: str, default: bool = False) -> bool:
        """True or false."""
        word = self.text(key, "true" if default else "false")
        if word not in ("true", "false"):
            self.wrong(self.need(key), f"“{word}” is neither true nor false.", "Write true or false.")
        return word == "true"

    def date(self, key: str) -> datetime.date:
        """A date written as 2024-05-30."""
        node = self.need(key)
        text = self.as_text(node)
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            if isinstance(node.value, str):
                self.wrong(node, f"“{text}” is not a date.", "Write it as 2024-05-30.")
            return datetime.date.min

    def items(self, key: str) -> tuple[Node, ...]:
        """The nodes of a list; a key that is left out is an empty list."""
        node = self.optional(key)
        if node is None:
            return ()
        if not isinstance(node.value, list):
            self.wrong(node, f"Expected a list, found {node.kind}.", "Start each entry with “- ”.")
            return ()
        return tuple(node.value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.as_text(node) for node in self.items(key))

    def mapping(self, key: str) -> Reader:
        """A reader for a nested mapping; a key that is left out reads as an empty one."""
        node = self.optional(key)
        return Reader(node if node is not None else Node({}, self.place), self.findings)
