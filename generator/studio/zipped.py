"""Zips: several files of one folder as one, the same bytes each time."""

from __future__ import annotations

import hashlib
import secrets
import zipfile
from collections.abc import Iterable
from pathlib import Path

# The earliest date that a zip can tell; the day on which files were made says nothing about them.
_DATE = (1980, 1, 1, 0, 0, 0)
# A plain file that its owner may change and everybody read, as Unix keeps it in the upper half.
_MODE = 0o100644 << 16
_UNIX = 3
# What these hold is compressed already.
_PACKED = (".pdf", ".png", ".zip", ".xlsx")


def zipped(folder: Path, names: Iterable[str]) -> Path:
    """The files of these names in a folder as one zip in the folder; it is made once and then found again."""
    ordered = sorted(set(names))
    mark = hashlib.sha256("\0".join(ordered).encode()).hexdigest()[:16]
    path = folder / f".{mark}.zip"
    if not path.exists():
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")  # two may ask for it at once
        try:
            _write(part, folder, ordered)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return path


def _write(path: Path, folder: Path, names: Iterable[str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            packed = name.endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as source, archive.open(entry, "w") as target:
                while chunk := source.read(1 << 20):
                    target.write(chunk)
