"""PDF/X-4 as the file as a whole must be: version, identity, output intent, claim, fonts (ISO 15930-7)."""

from __future__ import annotations

import re

import pikepdf

from generator.proof.checks import Check
from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_text
from generator.proof.x4.subject import Subject

AGAIN = "Export the file as PDF/X-4."
# The last version that PDF/X-4 is built on (ISO 15930-7, 6.1).
_VERSION = (1, 6)
_HEAD = 1024  # PDF readers look for the header in the first 1024 bytes
_HEADER = re.compile(rb"%PDF-(\d+)\.(\d+)")
_CLAIM = "PDF/X-4"
_DATES = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
_METADATA = ("dc:title", *_DATES, "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")
_SHOWN = 60


def header(subject: Subject) -> Check:
    """The version of the header, and the catalogue's where it has one."""
    ruling = subject.x4("header", "PDF version that print shops take", "1.6 or lower")
    match = _HEADER.search(subject.data[:_HEAD])
    versions = [(int(match[1]), int(match[2]))] if match else []
    stated = re.fullmatch(r"/(\d+)\.(\d+)", as_name(subject.pdf.Root.get("/Version")))
    versions += [(int(stated[1]), int(stated[2]))] if stated else []
    value = ".".join(map(str, max(versions))) if versions else "none"
    if not versions or max(versions) > _VERSION:
        ruling.error(f"The file says that it is PDF {value}.", f"{AGAIN} That sets the version to 1.6.", seen=value)
    return ruling.check(value)


def identity(subject: Subject) -> Check:
    """Two identifiers in the trailer."""
    ruling = subject.x4("id", "File identifier", "two identifiers")
    found = [part for part in as_items(subject.pdf.trailer.get("/ID")) if isinstance(part, pikepdf.String)]
    if len(found) != 2 or not all(bytes(part) for part in found):
        ruling.error("The file has no identifier, so two versions of it cannot be told apart.", AGAIN)
    return ruling.check(str(len(found)) if found else "none")


def encryption(subject: Subject) -> Check:
    """No encryption, not even with an empty password."""
    ruling = subject.x4("encrypted", "Open to everybody", "not encrypted")
    locked = subject.pdf.is_encrypted
    if locked:
        ruling.error("The file is encrypted; print shops’ software may not open it.", "Save it without any password.")
    return ruling.check("encrypted" if locked else "not encrypted")


def claim(subject: Subject) -> Check:
    """The metadata say PDF/X-4."""
    ruling = subject.x4("claim", "The file says what it is", _CLAIM)
    said = subject.metadata.get("pdfxid:GTS_PDFXVersion")
    if said != _CLAIM:
        problem = f"The file’s metadata say “{said[:_SHOWN]}”." if said else "The metadata do not say PDF/X-4."
        ruling.error(problem, AGAIN, seen=said[:_SHOWN])
    return ruling.check(said[:_SHOWN] or "nothing")


def metadata(subject: Subject) -> Check:
    """The properties that PDF/X-4 asks of the metadata, with dates that are dates."""
    ruling = subject.x4("metadata", "Title, dates and identifiers in metadata", f"all {len(_METADATA)}")
    xmp = subject.metadata
    if xmp.fault:
        ruling.error(f"The metadata cannot be read: {xmp.fault}.", AGAIN)
    missing = [name for name in _METADATA if not xmp.get(name)]
    if missing and not xmp.fault:
        ruling.error(f"The metadata lack {', '.join(missing)}.", AGAIN, seen=", ".join(missing))
    for name in _DATES:
        said = xmp.get(name)[:_SHOWN]
        if said and not _DATE.fullmatch(said):
            ruling.error(f"In the metadata {name} is “{said}”, which is no date.", AGAIN, seen=said)
    return ruling.check(f"{len(_METADATA) - len(missing)} of {len(_METADATA)}")


def trapped(subject: Subject) -> Check:
    """Whether the colours were trapped, said with a yes or a no, and the same in both places."""
    ruling = subject.x4("trapped", "Says whether it is trapped", "True or False")
    stated = as_dictionary(subject.pdf.trailer.get("/Info")).get("/Trapped")
    stated_there = as_name(stated).lstrip("/") or as_text(stated) or ""
    said = [text for text in (stated_there, subject.metadata.get("pdf:Trapped")) if text]
    value = " and ".join(dict.fromkeys(said)) or "nothing"
    if set(said) not in ({"True"}, {"False"}):
        fix = "Set “trapped” to yes or no when the file is exported; no is right unless somebody has trapped it."
        ruling.error(f"Whether the file is trapped is given as {value}.", fix, seen=value)
    return ruling.check(value)


def fonts(subject: Subject) -> Check:
    """Every font that a page has at hand travels with the file."""
    ruling = subject.x4("fonts", "Fonts embedded", "all")
    missing = [font for font in subject.finished.fonts if not font.embedded]
    for font in missing:
        ruling.error(
            f"The font {font.name} is not embedded, so another machine prints other letters or none.",
            "Embed every font when the file is made.",
            page=font.page,
            seen=font.name,
        )
    total = len(subject.finished.fonts)
    return ruling.check(f"{total - len(missing)} of {total}" if total else "no fonts")
