"""The journal of a run that is under way: what was made and put in place, a line a unit, until the manifest stands.

A unit's line is written before its files are moved into place, so that nothing lies in the folder that no journal
names; whether the files stand is asked of the files. A line that was cut off in the middle ends the journal: nothing
was moved for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from generator.batch.work import Outcome
from generator.errors import SetupError
from generator.findings import Finding, Place, Severity

NAME = "manifest.journal"
_VERSION = 1
_KINDS = {"unit": str, "files": dict, "value": dict, "findings": list}


@dataclass
class Journal:
    """An open journal: where each unit's newest line begins, and whose run it is."""

    path: Path
    identity: str
    file: BinaryIO
    lines: dict[str, int] = field(default_factory=dict)

    def __contains__(self, key: object) -> bool:
        return key in self.lines

    def __getitem__(self, key: str) -> Outcome:
        """What came of a unit, read back from its line."""
        self.file.seek(self.lines[key])
        return _outcome(json.loads(self.file.readline()))

    def add(self, key: str, outcome: Outcome) -> None:
        """Note a unit, before its files are moved."""
        noted = {
            "unit": key,
            "files": dict(outcome.files),
            "value": outcome.value,
            "findings": [finding.as_dict() for finding in outcome.findings],
        }
        start = self.file.seek(0, 2)
        self.file.write(_line(noted))
        self.file.flush()
        self.lines[key] = start

    def close(self) -> None:
        """Leave the journal where it is, for a run that goes on."""
        self.file.close()

    def remove(self) -> None:
        """The run is over: its manifest stands, and the journal goes."""
        self.file.close()
        self.path.unlink()


def begin(path: Path, identity: str) -> Journal:
    """A new journal of a run, in place of any other."""
    try:
        file = path.open("w+b")
        file.write(_line({"journal": _VERSION, "order": identity}))
        file.flush()
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}.") from error
    return Journal(path, identity, file)


def go_on(path: Path) -> Journal | None:
    """The journal that a run left behind, ready for more lines; None where there is none that says anything."""
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}.") from error
    head = _parsed(file.readline())
    if head.get("journal") != _VERSION or not isinstance(head.get("order"), str):
        file.close()
        return None
    journal = Journal(path, head["order"], file)
    end = file.tell()
    for line in iter(file.readline, b""):
        noted = _parsed(line)
        if not _is_sound(noted):
            break
        journal.lines[noted["unit"]] = end
        end = file.tell()
    file.truncate(end)
    return journal


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _parsed(line: bytes) -> dict[str, Any]:
    """A whole line; empty for one that was cut off."""
    try:
        value = json.loads(line) if line.endswith(b"\n") else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _is_sound(noted: dict[str, Any]) -> bool:
    """Whether a line is one of ours: names of files may not lead out of the folder."""
    if not all(isinstance(noted.get(key), kind) for key, kind in _KINDS.items()):
        return False
    try:
        _outcome(noted)
    except (KeyError, TypeError, ValueError):
        return False
    return all(is_inside(name) and isinstance(sha, str) for name, sha in noted["files"].items())


def is_inside(name: str) -> bool:
    """Whether a name of a file stays within the folder it is written in."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _outcome(noted: dict[str, Any]) -> Outcome:
    return Outcome(noted["files"], noted["value"], tuple(_finding(finding) for finding in noted["findings"]))


def _finding(noted: dict[str, Any]) -> Finding:
    place = Place(noted["file"], noted["line"], noted["column"], noted["key"])
    severity = Severity(noted["severity"])
    return Finding(noted["rule"], severity, place, noted["problem"], noted["fix"], noted["seen"], noted["limit"])
