"""Workbooks as archives, held to limits before anything in them is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from generator.catalog.records.elements import fault_of
from generator.findings import Findings, Place

# A hundred thousand rows of ten columns are under 100 MB unpacked; shared texts are held in memory.
MAX_UNPACKED = 400_000_000
MAX_SHARED = 100_000_000
MAX_PARTS = 2_000
_SHARED = "xl/sharedStrings.xml"
_HEAD = 64 * 1024


def is_sound_workbook(path: Path, shown: str, findings: Findings) -> bool:
    """Whether the file is an Excel workbook that may be unpacked; a finding says why not.

    What an archive says of its sizes holds: the reader stops there and then finds the checksum wrong.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            fault = _fault(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        fault = ("It is damaged or locked with a password", f"Open it and save it anew as .xlsx. ({error})")
    if fault is None:
        return True
    problem, fix = fault
    findings.error("workbook.unsound", Place(shown), f"The workbook cannot be read. {problem}.", fix)
    return False


def _fault(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """What is wrong, and what to do."""
    parts = {info.filename: info for info in archive.infolist()}
    if "mimetype" in parts and "content.xml" in parts:
        return "It is an OpenDocument sheet", "Save it as .xlsx or as “CSV UTF-8”."
    if "xl/workbook.xml" not in parts:
        return "It is an archive, but not of Excel", "Save the sheet as .xlsx or as “CSV UTF-8”."
    if any(info.flag_bits & 1 for info in parts.values()):
        return "It is locked with a password", "Save it without one."
    unpacked = sum(info.file_size for info in archive.infolist())
    shared = parts[_SHARED].file_size if _SHARED in parts else 0
    if len(archive.infolist()) > MAX_PARTS or unpacked > MAX_UNPACKED or shared > MAX_SHARED:
        size = f"Unpacked it would take {unpacked:,} bytes in {len(archive.infolist()):,} parts"
        return size, f"Save the sheet as “CSV UTF-8”; {MAX_UNPACKED:,} bytes is the limit."
    if any(_declares(archive, name) for name in parts if name.endswith((".xml", ".rels"))):
        return "Its XML declares a document type, which no spreadsheet program writes", "Save it anew in one."
    return _beyond_measure(archive)


def _beyond_measure(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """The first part that would outgrow memory or time. Any part may be named as a sheet, whatever it is called."""
    for info in archive.infolist():
        with archive.open(info) as part:
            fault = fault_of(part, texts=info.filename == _SHARED)
        if fault:
            return fault, "Save the rows alone as “CSV UTF-8”, or in a new workbook."
    return None


def _declares(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part has a document type, through which entities could grow without bound or read other files."""
    with archive.open(name) as part:
        return b"<!DOCTYPE" in part.read(_HEAD).replace(b"\0", b"")
