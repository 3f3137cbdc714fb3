"""Proofing finished files from disk against the directory, with the job's own numbers where a manifest knows them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots
from generator.errors import SetupError, refuse_errors
from generator.findings import Findings
from generator.manifest import local_numbers
from generator.proof.known import known_directory
from generator.proof.report import ProofResult, proof_bytes


def proof_files(roots: Roots, files: Iterable[Path]) -> tuple[ProofResult, ...]:
    """Proof each file; raises Refused if the directory itself is wrong."""
    findings = Findings()
    directory = read_contacts(roots, findings)
    refuse_errors(findings)
    results = []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SetupError(f"{path} cannot be read: {error.strerror}.") from error
        results.append(proof_bytes(data, path.name, known_directory(directory, local_numbers(path, data))))
    return tuple(results)
