"""The summary of a kit, as data and as plain text: what was made, what is printed how often, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator import VERSION
from generator.frozen import dataclass
from generator.kits.asked import Ask
from generator.kits.printed import Stack
from generator.manifest import NAME, digest, written
from generator.ordering.orderfile import Item
from generator.ordering.summary import Line
from generator.rejected import REJECTED

DATA, TEXT = "kit.json", "kit.txt"
_VERSION = 1


@dataclass(frozen=True)
class PrintFile:
    """The file with all pieces: its name, hash and pages, the first and last page of each item, and sheets in all."""

    name: str
    sha256: str
    pages: int
    spans: Mapping[str, tuple[int, int]]
    sheets: int


@dataclass(frozen=True)
class Told:
    """All that a summary tells: the kit, its items with their files, what is printed, and items that failed."""

    ask: Ask
    title: str
    people: int
    items: Sequence[Item]
    lines: Mapping[str, Sequence[Line]]
    stacks: Mapping[str, Stack]
    file: PrintFile | None
    failed: Sequence[str]


def summary_files(told: Told, closing: Mapping[str, bytes]) -> dict[str, bytes]:
    """The summary as its two files; `closing` has the manifests of the items."""
    text = "\n".join(_text(told, closing))
    return {TEXT: f"{text}\n".encode(), DATA: written(_data(told, closing))}


def _data(told: Told, closing: Mapping[str, bytes]) -> dict[str, Any]:
    file = told.file
    printed = {"file": file.name, "sha256": file.sha256, "pages": file.pages, "sheets": file.sheets} if file else {}
    return {
        "summary": _VERSION,
        "handbill": VERSION,
        "kit": told.ask.kit,
        "title": told.title,
        "language": told.ask.lang,
        "people": told.people,
        "fields": dict(told.ask.fields),
        "print": printed,
        "failed": list(told.failed),
        "pieces": [_piece(item, told, closing) for item in told.items],
    }


def _piece(item: Item, told: Told, closing: Mapping[str, bytes]) -> dict[str, Any]:
    stack, manifest = told.stacks.get(item.name), closing.get(f"{item.name}/{NAME}")
    span = told.file.spans.get(item.name) if told.file else None
    return {
        "folder": item.name,
        "layout": item.layout,
        **({"records": item.table} if item.table else {}),
        **({"rejected": REJECTED} if f"{item.name}/{REJECTED}" in closing else {}),
        **({"wanted": item.quantity} if item.quantity else {}),
        **({"pages": list(span)} if span else {}),
        **({"times": stack.times, "sheets": stack.in_all} if stack else {}),
        "manifest_sha256": digest(manifest) if manifest else "",
        "files": [line.as_dict(item.quantity) for line in told.lines[item.name]],
    }


def _text(told: Told, closing: Mapping[str, bytes]) -> list[str]:
    """The kit as a person reads it: the file to print, then each piece."""
    lines = [told.title, f"{told.people:,} people" if told.people else "nobody counted"]
    if told.file:
        lines.append(f"{told.file.name}: {told.file.pages} pages, {told.file.sheets:,} sheets of paper in all")
    elif told.failed:
        lines.append(f"No file of all pieces, because some could not be made: {', '.join(told.failed)}.")
    for item in told.items:
        stack = told.stacks.get(item.name)
        lines += ["", f"{item.name}: {item.layout}{f' with {item.table}' if item.table else ''}"]
        lines += [f"  {line}" for line in told.lines[item.name]] or ["  No file could be made."]
        if stack:
            span = told.file.spans[item.name] if told.file else None
            pages = f"pages {span[0]}–{span[1]} of {told.file.name}" if told.file and span else "its office file"
            wanted = f" for {item.quantity:,} copies" if item.quantity > 1 else ""
            times = "once" if stack.times == 1 else f"{stack.times:,} times"
            lines.append(f"  Print {pages} {times}{wanted}: {_sheets(stack.in_all)}.")
        if f"{item.name}/{REJECTED}" in closing:
            lines.append(f"  Rows were left out: {REJECTED} says which, and why.")
    return lines


def _sheets(count: int) -> str:
    return f"{count:,} sheet{'' if count == 1 else 's'} of paper"
