"""Uploads: files received into the temporary folder, found again by an id that is the hash of their bytes and name."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from generator.errors import HandbillError

MB = 1_000_000
# All that is kept of what was handed in, and how many files may be on their way at once.
_KEPT, _KEPT_BYTES, _AT_ONCE = 60, 500 * MB, 8
_HEAD = 1024
_ID = re.compile(r"[0-9a-f]{32}")
_PART = ".part"
_UNSAFE = re.compile(r"[^\w .()+-]+")
# Of UTF-8, with room for an ending below the 255 that file systems allow.
_LONGEST = 120
# Names that Windows gives to devices, with any ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
# What a table of plain text never begins with: pages, pictures, archives, PDFs, old spreadsheets, programs.
_NO_TEXT = (
    b"<",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"MZ\x90",
)
_BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # byte order marks, and what is not seen


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be handed in: at most so many bytes, with these endings, each with how it begins."""

    name: str
    limit: int
    beginnings: dict[str, tuple[bytes, ...]]

    def fits(self, suffix: str, head: bytes) -> bool:
        """Whether a file of that ending begins as such files do; a table of plain text has no sign of its own."""
        signs = self.beginnings.get(suffix)
        if signs is None:
            return False
        if not signs:
            return not head.startswith(_NO_TEXT) and not head.lstrip(_BEFORE_TEXT).startswith(_NO_TEXT)
        return any(re.match(sign, head, re.DOTALL) for sign in signs)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "pictures",
            30 * MB,
            {
                ".png": (rb"\x89PNG\r\n\x1a\n",),
                ".jpg": (rb"\xff\xd8\xff",),
                ".jpeg": (rb"\xff\xd8\xff",),
                ".tif": (rb"II\*\0", rb"MM\0\*"),
                ".tiff": (rb"II\*\0", rb"MM\0\*"),
                ".webp": (rb"RIFF....WEBP",),
            },
        ),
        Kind("tables", 30 * MB, {".csv": (), ".tsv": (), ".xlsx": (rb"PK\x03\x04",)}),
        Kind("pdfs", 100 * MB, {".pdf": (rb".{0,1019}%PDF-",)}),  # as readers take it (ISO 32000-1, annex H.3)
    )
}


class NotTakenError(HandbillError):
    """A file that is not taken; `reason` is the key of the sentence that says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Upload:
    """A file that was handed in: its id, and where it lies."""

    id: str
    path: Path

    @property
    def name(self) -> str:
        """What it was called, as far as that is safe."""
        return self.path.name


@dataclass(frozen=True)
class Uploads:
    """The files that were handed in, below one folder: `KIND/ID/NAME`, each alone under its id."""

    folder: Path

    async def take(self, kind: Kind, name: str, body: AsyncIterator[bytes]) -> Upload:
        """Receive a file; raises NotTakenError for one that is empty, too large, or of another kind than it says."""
        clean = clean_name(name)
        suffix = PurePosixPath(clean).suffix
        if suffix not in kind.beginnings:
            raise NotTakenError("svg" if suffix == ".svg" else f"kind.{kind.name}")
        if sum(1 for _ in self.folder.glob(f"*/*{_PART}")) >= _AT_ONCE:
            raise NotTakenError("busy")
        part = self.folder / kind.name / f"{secrets.token_hex(8)}{_PART}"
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            mark = await _received(part, kind, clean, body)
            home = part.parent / mark
            home.mkdir(exist_ok=True)
            if not (home / clean).exists():  # the same bytes under the same name; somebody may be reading them
                part.replace(home / clean)
            os.utime(home)
        except OSError:
            raise NotTakenError("room") from None
        finally:
            part.unlink(missing_ok=True)
        self._forget_old(home)
        return Upload(mark, home / clean)

    def find(self, kind: Kind, mark: str) -> Upload | None:
        """The file of that id; None for what is no id, or is not here."""
        if not _ID.fullmatch(mark):
            return None
        home = self.folder / kind.name / mark
        try:
            path = next(home.iterdir(), None)
            os.utime(home)  # what is in use is kept
        except OSError:
            return None
        return Upload(mark, path) if path else None

    def relative(self, upload: Upload) -> str:
        """The name that a layout's field gives a picture."""
        return upload.path.relative_to(self.folder).as_posix()

    def _forget_old(self, newest: Path) -> None:
        """Keep what was used last, so many files and bytes of all kinds together."""
        homes = [home for home in self.folder.glob("*/*") if home.is_dir() and home != newest]
        homes.sort(key=lambda home: home.stat().st_mtime, reverse=True)
        taken = _size(newest)
        for place, home in enumerate(homes, 2):
            taken += _size(home)
            if place > _KEPT or taken > _KEPT_BYTES:
                shutil.rmtree(home, ignore_errors=True)


def _size(home: Path) -> int:
    return sum(path.stat().st_size for path in home.iterdir())


async def _received(part: Path, kind: Kind, name: str, body: AsyncIterator[bytes]) -> str:
    """Write what comes; the digest of the name and of it."""
    with part.open("xb") as file:
        return await _written(file, kind, name, body)


async def _written(file: BinaryIO, kind: Kind, name: str, body: AsyncIterator[bytes]) -> str:
    digest, taken, head, suffix = hashlib.sha256(name.encode() + b"\0"), 0, b"", PurePosixPath(name).suffix
    async for chunk in body:
        taken += len(chunk)
        if taken > kind.limit:
            raise NotTakenError("large")
        if len(head) < _HEAD:
            head = (head + chunk)[:_HEAD]
            if len(head) == _HEAD and not kind.fits(suffix, head):  # the rest need not be waited for
                raise NotTakenError(f"kind.{kind.name}")
        digest.update(chunk)
        file.write(chunk)
    if not taken:
        raise NotTakenError("empty")
    if not kind.fits(suffix, head):
        raise NotTakenError(f"kind.{kind.name}")
    return digest.hexdigest()[:32]


def clean_name(name: str) -> str:
    """The last part of a name with nothing in it that means something to a system, and its ending."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = last.rpartition(".")
    stem = _UNSAFE.sub("_", stem).encode()[:_LONGEST].decode(errors="ignore").strip(" .") or "file"
    if _DEVICE.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem}{dot}{_UNSAFE.sub('', suffix).lower()[:_LONGEST]}"
