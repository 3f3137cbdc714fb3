"""Proofing finished files from disk against the directory, with the job's own numbers where a manifest knows them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots
from generator.catalog.policies import read_policies
from generator.errors import SetupError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity
from generator.manifest import digest, entry_of, local_numbers, read_manifest
from generator.proof.hosts import read_shorteners
from generator.proof.known import KnownDirectory, known_directory
from generator.proof.numbers import read_text
from generator.proof.report import ProofResult, proof_bytes
from generator.proof.verdicts import Clock


def proof_files(roots: Roots, files: Iterable[Path], today: datetime.date | None = None) -> tuple[ProofResult, ...]:
    """Proof each file, as of a day if old checks are to be told; raises Refused if the directory itself is wrong."""
    findings = Findings()
    directory = read_contacts(roots, findings)
    shorteners = read_shorteners(roots, findings)
    policies = read_policies(roots, findings)
    refuse_errors(findings)
    clock = Clock(today, policies) if today else None
    results = []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SetupError(f"{path} cannot be read: {error.strerror}.") from error
        known = replace(known_directory(directory, local_numbers(path, data)), shorteners=shorteners)
        result = proof_file(path, data, known, clock)
        results.append(replace(result, findings=(*result.findings, *_edited(path, data))))
    return tuple(results)


def _edited(path: Path, data: bytes) -> Iterator[Finding]:
    """A file that a manifest beside it knows by name, but with other bytes: somebody changed it after it was built."""
    told = read_manifest(path.parent).get(path.name)
    if told and told.get("sha256") != digest(data):
        problem = "The file is not the one that its manifest lists: it was changed after it was built."
        yield Finding("proof.edited", Severity.ERROR, Place(path.name), problem, "Build it again.", digest(data)[:12])


def proof_file(path: Path, data: bytes, known: KnownDirectory, clock: Clock | None = None) -> ProofResult:
    """Proof one file, of a picture also what a manifest beside it says of its numbers."""
    result = proof_bytes(data, path.name, known, clock=clock)
    return replace(result, findings=(*result.findings, *_unread(path, data, known)))


def _unread(path: Path, data: bytes, known: KnownDirectory) -> Iterator[Finding]:
    """Numbers that a picture shows by its manifest, for a picture has no text, and that are true no longer."""
    if path.suffix.lower() != ".png":
        return
    shown = entry_of(path, data).get("numbers", ())
    for text in shown if isinstance(shown, list) else ():
        for number in read_text(str(text))[0]:
            if known.accuses(number):
                problem = f"By its manifest the picture shows {text}, which is not in the directory."
                yield Finding("proof.number-unknown", Severity.ERROR, Place(path.name), problem, "Make it anew.", text)
