"""PDF/X-4's output intent: for which press the colours were made, with that press's profile in the file once."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from generator.proof.checks import Check
from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_text
from generator.proof.x4.icc import HEADER, read_header
from generator.proof.x4.subject import BROKEN, Subject, some_bytes

_X = "/GTS_PDFX"
_PRINTER, _INKS = "prtr", "CMYK"
_CHOOSE = "Export the file as PDF/X-4 and choose the profile that your print shop names."
# The largest profiles of presses have some megabytes.
_MOST = 20_000_000


def intents(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The output intents for PDF/X."""
    found = [as_dictionary(one) for one in as_items(pdf.Root.get("/OutputIntents"))]
    return [one for one in found if as_name(one.get("/S")) == _X]


def output_intent(subject: Subject) -> Check:
    """Exactly one, that names its printing condition."""
    ruling = subject.x4("output-intent", "One output intent that names the press", "1")
    found = intents(subject.pdf)
    if len(found) != 1:
        problem = f"The file has {len(found) or 'no'} output intent{'s' if len(found) > 1 else ''} for PDF/X."
        ruling.error(f"{problem} It must say for which one press its colours were made.", _CHOOSE, seen=str(len(found)))
    names = [as_text(one.get("/OutputConditionIdentifier")) or "" for one in found]
    if found and not all(names):
        ruling.error("The output intent does not name its printing condition.", _CHOOSE)
    return ruling.check(", ".join(name for name in names if name) or str(len(found) or "none"))


def profile(subject: Subject) -> Check:
    """The embedded profile of the intent is one of a press with the four process inks."""
    ruling = subject.x4("profile", "Embedded profile of a press", f"output profile, {_INKS}")
    profiles = [one.get("/DestOutputProfile") for one in intents(subject.pdf)]
    value = "none"
    for embedded in profiles:
        if not isinstance(embedded, pikepdf.Stream):
            ruling.error("The output intent has no embedded profile.", _CHOOSE)
            continue
        value, problem = _judged(embedded)
        if problem:
            ruling.error(problem, _CHOOSE, seen=value)
    if not profiles:
        ruling.error("Without an output intent there is no profile for a press.", _CHOOSE)
    return ruling.check(value)


def _judged(embedded: pikepdf.Stream) -> tuple[str, str]:
    """What a profile is in a few words, and what is wrong with it, if anything."""
    data = _unpacked(embedded, _MOST)
    header = read_header(data)
    if header is None:
        return "no profile", "What is embedded as the output profile is damaged, or is no ICC profile."
    value = f"{header.device}, {header.space}"
    if header.device != _PRINTER:
        return value, f"The embedded profile is of the class “{header.device}”, not one of a press (“{_PRINTER}”)."
    if header.space != _INKS:
        return value, f"The embedded profile is for {header.space} colours, not for the four process inks."
    if embedded.get("/N") != header.components:
        return value, f"The file says that the profile has {embedded.get('/N')} colours; it has {header.components}."
    if header.length != len(data):
        return value, f"The profile says that it has {header.length} bytes; it has {len(data)}."
    return value, ""


def profile_once(subject: Subject) -> Check:
    """One copy of the output profile: a second makes files large, and CMYK tagged with it loses its overprints."""
    ruling = subject.x4("profile-once", "Output profile in the file once", "1 copy")
    first = next((one.get("/DestOutputProfile") for one in intents(subject.pdf)), None)
    if not isinstance(first, pikepdf.Stream):
        return ruling.check("none")
    copies = 1 + sum(1 for _ in _copies(subject.pdf, first))
    if copies > 1:
        fix = "Export the file again from the layout program, without tagging CMYK colours with a profile."
        ruling.error(f"The output profile is in the file {copies} times.", fix, seen=str(copies))
    return ruling.check(str(copies))


def _copies(pdf: pikepdf.Pdf, first: pikepdf.Stream) -> Iterator[pikepdf.Object]:
    """Other streams of the file with the same profile."""
    whole = _unpacked(first, _MOST)
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Stream) or one.objgen == first.objgen or one.get("/N") != first.get("/N"):
            continue
        if _unpacked(one, HEADER) == whole[:HEADER] and _unpacked(one, _MOST) == whole:
            yield one


def _unpacked(stream: pikepdf.Stream, most: int) -> bytes:
    try:
        return some_bytes(stream, most)
    except BROKEN:
        return b""
