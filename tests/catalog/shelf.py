"""A shelf to test from: small workspaces over what ships, and short ways to see what was found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.catalog.places import Roots
from generator.catalog.yamlnode import Node, parse_yaml
from generator.findings import Finding, Findings

ROOT = Path(__file__).resolve().parents[2]

CARD = """\
title: A card
audience: public
format: wallet-card
theme: plain
panels:
  front:
    - text: Front
  back:
    - text: Back
"""


def workspace(folder: Path, files: Mapping[str, str], *, shipped: Path = ROOT) -> Roots:
    """Roots with a workspace called `ours` in `folder` that holds these files."""
    _write(folder / "ours", files)
    return Roots(shipped, folder / "ours")


def alone(folder: Path, files: Mapping[str, str]) -> Roots:
    """Roots that hold these files and nothing else."""
    _write(folder, files)
    return Roots(folder)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def node(text: str, findings: Findings | None = None) -> Node:
    """A parsed text."""
    parsed = parse_yaml(text.encode(), "test.yaml", findings if findings is not None else Findings())
    assert parsed is not None
    return parsed


def rules(findings: Findings) -> list[str]:
    """The names of the rules that were broken, by place."""
    return [finding.rule for finding in findings.sorted()]


def only(findings: Findings) -> Finding:
    """The one thing found."""
    assert len(findings.sorted()) == 1, "\n".join(map(str, findings.sorted()))
    return findings.sorted()[0]
