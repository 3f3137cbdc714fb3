"""Reviewing: a named person signs the texts of a file, each signature tied to the words that were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from generator.catalog.leaves import Leaf, fingerprint
from generator.errors import UsageError, refuse_errors
from generator.findings import Finding, Findings, nearest
from generator.frozen import dataclass
from generator.signing import Signature
from generator.translate.desk import Desk, Sheet, read_sheets, review_edit, write_whole
from generator.translate.edits import Edit, new_value, quoted, spliced


@dataclass(frozen=True)
class Signed:
    """The file with the signatures, and how many it has now got."""

    file: Path
    texts: int


def review(desk: Desk, topic: str, key: str, signature: Signature) -> Signed:
    """Sign all texts of a file, or the one under `key`; raises Refused, with nothing written, if one cannot be signed.

    A file that only ships is signed in a copy of it in the workspace, which wins from then on.
    UsageError for a file or a key that is not there.
    """
    findings = Findings()
    sheet = _sheet(desk, topic, findings)
    leaves = [leaf for leaf in sheet.match.leaves if not key or leaf.place.key == key]
    if key and not leaves:
        known = [leaf.place.key for leaf in sheet.match.leaves]
        raise UsageError(f"{sheet.source.shown} has no text “{key}”. {nearest(key, known)}")
    findings.extend(_faults(sheet, leaves, whole=not key))
    for leaf in leaves:
        _refuse_unfit(leaf, findings)
    refuse_errors(findings)
    edits = [edit for leaf in leaves for edit in _edits(sheet, leaf, signature)]
    path = desk.folder / sheet.source.path.name
    write_whole(desk.root, {path: sheet.source.mark + spliced(sheet.source.text, edits)})
    return Signed(path, len(leaves))


def _sheet(desk: Desk, topic: str, findings: Findings) -> Sheet:
    """The one file, as it ships where the workspace has none of its own; raises Refused where it cannot be read."""
    desks = (desk, replace(desk, root=desk.roots.shipped))
    own, shipped = ({path.stem for path in one.folder.glob("*.yaml")} & desk.english.keys() for one in desks)
    if topic not in own | shipped:
        shown = desk.roots.shown(desk.folder)
        raise UsageError(f"There is no “{topic}.yaml” in {shown}. {nearest(topic, sorted(own | shipped))}")
    sheets = read_sheets(desks[topic not in own], findings, topic)
    refuse_errors(findings)
    return sheets[0]


def _faults(sheet: Sheet, leaves: list[Leaf], *, whole: bool) -> Iterator[Finding]:
    """Errors in what is to be signed; an outdated signature is none, for it gives way to the new one."""
    keys = {leaf.place.key for leaf in leaves}
    for finding in sheet.match.findings.errors:
        inside = any(finding.place.key == key or finding.place.key.startswith(f"{key}.") for key in keys)
        if (whole or inside) and finding.rule != "translation.review":
            yield finding


def _refuse_unfit(leaf: Leaf, findings: Findings) -> None:
    if not leaf.text:
        problem = f"“{leaf.place.key}” is not translated yet, so there is nothing to sign."
        fix = f"The English is “{leaf.english}”: translate it, or sign the others one by one with --key."
        findings.error("translation.missing", leaf.place, problem, fix)
    elif leaf.of and leaf.stale:
        now = fingerprint(leaf.english)
        problem = f"“{leaf.place.key}” is not signed: the English has changed since it was made ({leaf.of}, now {now})."
        fix = f"The English is now “{leaf.english}”: make the two say the same, write “of: {now}”, and sign then."
        findings.error("translation.stale", leaf.place, problem, fix, seen=leaf.of, limit=now)


def _edits(sheet: Sheet, leaf: Leaf, signature: Signature) -> list[Edit]:
    """The signature in place of “draft”, or its values in place of those of an older one."""
    values = {"by": quoted(signature.by), "on": signature.on.isoformat(), "of": fingerprint(leaf.text)}
    older = sheet.part(leaf, "review")
    if isinstance(older, yaml.MappingNode):
        return [new_value(sheet.source.text, node, values[key.value]) for key, node in older.value]
    return [review_edit(sheet, leaf, "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}")]
