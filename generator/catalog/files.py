"""Catalogue files opened one way: missing and empty files are findings, and mappings of names are read by entry."""

from __future__ import annotations

from pathlib import Path

from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node, read_yaml
from generator.findings import Findings, Place


def open_file(path: Path, roots: Roots, findings: Findings) -> Node | None:
    """The root node of one file under the name its user knows; None, always with a finding, where there is none."""
    return read_yaml(path, roots.shown(path), findings)


def open_named(relative: str, roots: Roots, findings: Findings) -> Node | None:
    """The root node of a file every catalogue has, from the workspace or from what ships."""
    path = roots.find(relative)
    if path is None:
        findings.error("file.missing", Place(relative), "The file is missing.", "Put it back where it was.")
        return None
    return open_file(path, roots, findings)


def entries(node: Node | None, findings: Findings) -> tuple[tuple[str, Reader], ...]:
    """A reader for each value of a mapping whose keys are names."""
    if node is None:
        return ()
    with Reader(node, findings) as mapping:
        return tuple((name, mapping.mapping(name)) for name in mapping.names())
