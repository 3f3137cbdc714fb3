"""The judgement over a finished file: what was read back against the directory and against what was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.findings import Finding, Findings, Place
from generator.geometry import Rect
from generator.proof.addresses import printed_address
from generator.proof.codes import FoundQr
from generator.proof.known import KnownDirectory
from generator.proof.numbers import FoundNumber, same_numbers
from generator.proof.pages import Boxes, FinishedFile, FinishedPage
from generator.proof.payloads import Target, payload_targets
from generator.proof.plain import squeezed
from generator.units import MM

# A doubtful run is only accused when it is this near to a true number: one slip for 911, two for a longer one.
_NEAR_SHORT = 1
_NEAR = 2


@dataclass(frozen=True)
class Asked:
    """What was asked of a file, page by page, with repeats for every piece on a sheet.

    `qrs` are payloads, `numbers` printed forms.
    """

    pages: int
    qrs: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class _Case:
    """One page under judgement, and where its findings are recorded."""

    page: FinishedPage
    known: KnownDirectory
    place: Place
    findings: Findings


def judge(finished: FinishedFile, known: KnownDirectory, asked: Asked | None, shown_name: str) -> tuple[Finding, ...]:
    """Every fault of the file; without `asked` (a file made elsewhere) only the directory and the craft are held to."""
    findings = Findings()
    if asked and asked.pages != len(finished.pages):
        _wrong_count(len(finished.pages), asked.pages, Place(shown_name), findings)
    for font in finished.fonts:
        if not font.embedded:
            findings.error(
                "proof.font-not-embedded",
                Place(shown_name, key=f"page {font.page}"),
                f"The font {font.name} is not embedded, so another machine prints other letters or none.",
                "Embed every font when the file is made.",
                seen=font.name,
            )
    for page in finished.pages:
        case = _Case(page, known, Place(shown_name, key=f"page {page.number}"), findings)
        _judge_page(case, finished.kind, asked)
    return findings.sorted()


def is_accused(number: FoundNumber, known: KnownDirectory) -> bool:
    """Whether a number is not in the directory; a doubtful one only counts when it is very like a true one."""
    if number.digits in known.numbers:
        return False
    _, distance = known.nearest_number(number.digits)
    return number.sure or distance <= (_NEAR_SHORT if len(number.digits) <= 3 else _NEAR)


def _wrong_count(seen: int, limit: int, place: Place, findings: Findings) -> None:
    findings.error(
        "proof.pages",
        place,
        f"The file has {seen} pages where {limit} were asked for.",
        "Build it again; if it stays so, report it as a fault of Handbill.",
        seen=str(seen),
        limit=str(limit),
    )


def _judge_page(case: _Case, kind: str, asked: Asked | None) -> None:
    index = case.page.number - 1
    if case.page.boxes:
        _judge_boxes(case, case.page.boxes)
    for qr in case.page.qrs:
        _judge_qr_target(case, qr)
    for link in case.page.links:
        _judge_link(case, link)
    for number in case.page.numbers:
        _judge_number(case, number)
    _judge_addresses(case)
    if asked:
        _compare_qrs(case, asked.qrs[index] if index < len(asked.qrs) else ())
        if kind != "png":
            _compare_numbers(case, asked.numbers[index] if index < len(asked.numbers) else ())
    if kind == "pdf":
        _judge_text(case)
        _judge_printed(case, asked is not None)


def _judge_boxes(case: _Case, boxes: Boxes) -> None:
    pairs = (("TrimBox", boxes.trim, "BleedBox", boxes.bleed), ("BleedBox", boxes.bleed, "MediaBox", boxes.media))
    for inner, box, outer, around in (*pairs, ("TrimBox", boxes.trim, "MediaBox", boxes.media)):
        if not around.contains(box):
            case.findings.error(
                "proof.boxes",
                case.place,
                f"The {inner} ({_box(box)}) does not lie inside the {outer} ({_box(around)}).",
                "Set the boxes so that trim lies in bleed and bleed in media.",
                seen=_box(box),
                limit=_box(around),
            )


def _box(box: Rect) -> str:
    """A box in millimetres: size and place from the top-left of the media."""
    return f"{box.width / MM:.1f} × {box.height / MM:.1f} mm at {box.x / MM:.1f}, {box.y / MM:.1f} mm"


def _judge_qr_target(case: _Case, qr: FoundQr) -> None:
    for target in payload_targets(qr.text):
        if not case.known.has_target(target):
            case.findings.error(
                "proof.qr-unknown",
                case.place,
                f"The QR code at {qr.x / MM:.0f}, {qr.y / MM:.0f} mm leads to {_shown(target)}, "
                f"which is not in the directory{_nearest_target(case.known, target)}.",
                "Make the code anew from a contact of the directory, or add what it leads to.",
                seen=qr.text,
            )


def _judge_link(case: _Case, link: str) -> None:
    for target in payload_targets(link):
        if not case.known.has_target(target):
            case.findings.error(
                "proof.link-unknown",
                case.place,
                f"A live link leads to {_shown(target)}, which is not in the directory"
                f"{_nearest_target(case.known, target)}.",
                "Link to a contact of the directory, or add what it leads to.",
                seen=link,
            )


def _judge_number(case: _Case, number: FoundNumber) -> None:
    if not is_accused(number, case.known):
        return
    nearest, _ = case.known.nearest_number(number.digits)
    case.findings.error(
        "proof.number-unknown",
        case.place,
        f"{number.text} is not in the directory{_nearest_number(case.known, nearest)}.",
        "Print a number of the directory, or add this one with its source.",
        seen=number.text,
        limit=case.known.numbers[nearest].shown if nearest else "",
    )


def _judge_addresses(case: _Case) -> None:
    for found in case.page.addresses:
        if any(case.known.has_address(address) for address in (found.address, *found.joined)):
            continue
        nearest = case.known.nearest_address(found.address)
        case.findings.error(
            "proof.address-unknown",
            case.place,
            f"{found.text} is not in the directory{f'; the nearest is {nearest}' if nearest else ''}.",
            "Print an address of the directory, or add this one with its source.",
            seen=found.text,
            limit=nearest.shown if nearest else "",
        )


def _compare_qrs(case: _Case, payloads: tuple[str, ...]) -> None:
    wanted, seen = Counter(payloads), Counter(qr.text for qr in case.page.qrs)
    for payload, count in wanted.items():
        if seen[payload] < count:
            case.findings.error(
                "proof.qr-missing",
                case.place,
                f"The QR code to {_first_line(payload)} was asked for {_times(count)} "
                f"and read back {_times(seen[payload])}.",
                "Check its size, its quiet zone and what lies over it.",
                seen=str(seen[payload]),
                limit=str(count),
            )
    for payload, count in (seen - wanted).items():
        case.findings.error(
            "proof.qr-unasked",
            case.place,
            f"A QR code to {_first_line(payload)} was read back {_times(count)} more than it was asked for.",
            "Remove the code, or ask for it in the layout.",
            seen=payload,
        )


def _compare_numbers(case: _Case, printed: tuple[str, ...]) -> None:
    shown: dict[str, str] = {}
    wanted: Counter[str] = Counter()
    for text in printed:
        for digits in same_numbers([text]):
            shown.setdefault(digits, text)
            wanted[digits] += 1
    seen = Counter(number.digits for number in case.page.numbers)
    for digits, count in wanted.items():
        found = seen[digits] or _plainly(case.page.text, shown[digits])
        if found < count:
            case.findings.error(
                "proof.number-missing",
                case.place,
                f"The number {shown[digits]} was asked for {_times(count)} and read back {_times(found)}.",
                "Check what lies over it, and that its font copies as text.",
                seen=str(found),
                limit=str(count),
            )


def _plainly(text: str, printed: str) -> int:
    """How often a form stands on the page that is too short to look like a number, such as an extension."""
    return squeezed(text).count(squeezed(printed)) if 0 < sum(c.isdigit() for c in printed) < 5 else 0


def _judge_text(case: _Case) -> None:
    if case.page.painted and not case.page.text.strip():
        case.findings.warn(
            "proof.no-text",
            case.place,
            "The page has no text at all, so its numbers cannot be read back.",
            "Have a person compare every number, or export the file with text instead of pictures and outlines.",
        )


def _judge_printed(case: _Case, asked: bool) -> None:
    """A QR code leads somewhere a reader cannot see, so its target stands in print on the same page."""
    if not case.page.text.strip() and not asked:
        return
    record = case.findings.error if asked else case.findings.warn
    text = squeezed(case.page.text)
    dialled = {number.digits for number in case.page.numbers}
    for qr in dict.fromkeys(qr.text for qr in case.page.qrs):
        targets = payload_targets(qr)
        if not any(_is_printed(case.known, target, text, dialled) for target in targets):
            record(
                "proof.qr-not-printed",
                case.place,
                f"The page has a QR code to {_shown(targets[0])} that is not printed as text on the same page.",
                "Print where the code leads beside it.",
                seen=qr,
            )


def _is_printed(known: KnownDirectory, target: Target, text: str, dialled: set[str]) -> bool:
    if target.kind == "number":
        return target.value in dialled
    forms = (printed_address(target.value), *known.spellings.get(target.value, ()))
    return any(squeezed(form) in text for form in forms if form)


def _nearest_target(known: KnownDirectory, target: Target) -> str:
    if target.kind == "number":
        return _nearest_number(known, known.nearest_number(target.value)[0])
    nearest = known.nearest_address(printed_address(target.value))
    return f"; the nearest is {nearest}" if nearest else ""


def _nearest_number(known: KnownDirectory, digits: str) -> str:
    return f"; the nearest is {known.numbers[digits]}" if digits else ""


def _shown(target: Target) -> str:
    return _first_line(target.shown)


def _first_line(text: str) -> str:
    """A payload in a sentence: its first line, cut where it grows long, without anything invisible."""
    line = next(_printable(text), "nothing")
    return line if len(line) <= 80 else f"{line[:79]}…"


def _printable(text: str) -> Iterator[str]:
    for line in text.splitlines():
        clean = "".join(character if character.isprintable() else "�" for character in line).strip()
        if clean:
            yield clean


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
