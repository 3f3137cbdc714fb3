"""The judgement over a finished file: what was read back against the directory and against what was asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.catalog.addresses import address_form
from generator.findings import Finding, Findings, Place, Severity
from generator.frozen import dataclass
from generator.geometry import Rect
from generator.press.asked import Asked
from generator.proof.addresses import FoundAddress, host_of
from generator.proof.hosts import UNKNOWN, HostFault, host_fault
from generator.proof.known import Known, KnownDirectory
from generator.proof.misnamed import misnamed, two_addresses
from generator.proof.numbers import same_numbers
from generator.proof.pages import Boxes, FinishedFile, FinishedPage
from generator.proof.payloads import Target, payload_targets
from generator.proof.plain import squeezed
from generator.proof.scannable import judge_scans
from generator.units import MM

__all__ = ["Asked", "judge"]

# The share of a page under one picture from which a person has to look at what stands in it.
_LARGE = 0.25


@dataclass(frozen=True)
class Wanted:
    """What was asked of one page: payloads of codes and printed numbers, as often as it has them."""

    qrs: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


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
        findings.error(
            "proof.pages",
            Place(shown_name),
            f"The file has {len(finished.pages)} pages where {asked.pages} were asked for.",
            "Build it again; if it stays so, report it as a fault of Handbill.",
            seen=str(len(finished.pages)),
            limit=str(asked.pages),
        )
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
        _judge_page(case, finished.kind, _wanted(asked, page.number - 1) if asked else None)
    if asked is None:
        findings.extend(_local_numbers(finished, known, shown_name))
        findings.extend(two_addresses(finished, known, shown_name))
        for page in finished.pages:
            findings.extend(misnamed(page, known, shown_name))
    return findings.sorted()


def judge_page(page: FinishedPage, known: KnownDirectory, wanted: Wanted) -> tuple[Finding, ...]:
    """Every fault of one page of a PDF that was asked for; the name of the file is left to who asks."""
    findings = Findings()
    _judge_page(_Case(page, known, Place(key=f"page {page.number}"), findings), "pdf", wanted)
    return findings.sorted()


def _wanted(asked: Asked, index: int) -> Wanted:
    """What was asked of a page; nothing of one too many."""
    qrs, numbers = (all_pages[index] if index < len(all_pages) else () for all_pages in (asked.qrs, asked.numbers))
    return Wanted(qrs, numbers, asked.perhaps)


def _local_numbers(finished: FinishedFile, known: KnownDirectory, shown_name: str) -> Iterator[Finding]:
    """One note for each number that is true only because a job says so; what was asked for just now needs none."""
    found = (number.text for page in finished.pages for number in page.numbers if known.is_local(number))
    for text in dict.fromkeys(found):
        yield Finding(
            "proof.local-number",
            Severity.NOTE,
            Place(shown_name),
            f"{text} is this job’s own number; nobody but its sender vouches for it.",
            "Call it once before the piece is printed.",
            seen=text,
        )


def _judge_page(case: _Case, kind: str, wanted: Wanted | None) -> None:
    if case.page.boxes:
        _judge_boxes(case, case.page.boxes)
    for qr in case.page.qrs:
        where = f"The QR code at {qr.x / MM:.0f}, {qr.y / MM:.0f} mm"
        fix = "Make the code anew from a contact of the directory, or add what it leads to."
        _judge_targets(case, "proof.qr-unknown", qr.text, where, fix)
    judge_scans(case.page, case.place, case.findings)
    for link in case.page.links:
        fix = "Link to a contact of the directory, or add what it leads to."
        _judge_targets(case, "proof.link-unknown", link, "A live link", fix)
    _judge_text(case)
    if wanted:
        _compare_qrs(case, wanted.qrs, wanted.perhaps)
        if kind != "png":
            _compare_numbers(case, wanted.numbers)
    if kind == "pdf" or (kind == "png" and wanted is None):
        _judge_no_text(case)
    if kind == "pdf" and wanted is None:
        _judge_picture(case)
    if kind == "pdf":
        _judge_printed(case, wanted is not None)


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


def _judge_targets(case: _Case, rule: str, payload: str, where: str, fix: str) -> None:
    for target in payload_targets(payload):
        if case.known.has_target(target):
            continue
        if _is_only_unsafe(case.known, target):
            problem = f"{where} leads to {_first_line(target.shown)}, without the s of https: others can read along."
            case.findings.warn("proof.link-unsafe", case.place, problem, "Write https://.", seen=payload)
            continue
        problem = f"{where} leads to {_first_line(target.shown)}, which is not in the directory"
        nearest = _nearest_to(_nearest_target(case.known, target))
        case.findings.error(rule, case.place, f"{problem}{nearest}.", fix, seen=payload)
        fault = _host_fault(case.known, target.value) if target.kind == "link" else None
        if fault:
            limit = fault.like or "a host of the directory"
            case.findings.error(fault.rule, case.place, fault.sentence(where), fix, seen=payload, limit=limit)


def _is_only_unsafe(known: KnownDirectory, target: Target) -> bool:
    """Whether a link is the directory's but for the s of https."""
    safe = re.sub("^http:", "https:", target.value)
    return safe != target.value and safe in known.links


def _host_fault(known: KnownDirectory, address: str) -> HostFault | None:
    """What is wrong with the host of an address; a path that no host has, as tel: and data:, is no host at all."""
    if re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:(?!\d)", address):
        return None
    return host_fault(address, known.hosts, known.shorteners)


def _judge_text(case: _Case) -> None:
    for number in case.page.numbers:
        if not case.known.accuses(number):
            continue
        turned = case.known.turned_round(number) if case.page.right_to_left else None
        if turned:
            problem = f"{number.text} is {turned} with its groups in reverse order, as right-to-left text turns them."
            fix = "Write it in European digits and isolate it from left to right (LRI … PDI, or dir=ltr)."
            case.findings.error("proof.number-turned", case.place, problem, fix, seen=number.text, limit=turned.shown)
        else:
            _accuse(case, "proof.number-unknown", "a number", number.text, case.known.nearest(number))
    for found in case.page.addresses:
        if not any(case.known.has_address(address) for address in (found.address, *found.joined)):
            _judge_address(case, found)


def _judge_address(case: _Case, found: FoundAddress) -> None:
    _accuse(case, "proof.address-unknown", "an address", found.text, case.known.nearest_address(found.address))
    fault = _host_fault(case.known, found.text)
    if fault and fault.rule != UNKNOWN:
        problem, fix = fault.sentence(f"The printed address {found.text}"), "Print an address of the directory."
        case.findings.error(fault.rule, case.place, problem, fix, seen=found.text, limit=fault.like)


def _accuse(case: _Case, rule: str, kind: str, text: str, nearest: Known | None) -> None:
    case.findings.error(
        rule,
        case.place,
        f"{text} is not in the directory{_nearest_to(nearest)}.",
        f"Print {kind} of the directory, or add this one with its source.",
        seen=text,
        limit=nearest.shown if nearest else "",
    )


def _compare_qrs(case: _Case, payloads: tuple[str, ...], perhaps: tuple[str, ...]) -> None:
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
    for payload, count in (seen - wanted - Counter(perhaps)).items():
        case.findings.error(
            "proof.qr-unasked",
            case.place,
            f"A QR code to {_first_line(payload)} was read back {_times(count)} more than it was asked for.",
            "Remove the code, or ask for it in the layout.",
            seen=payload,
        )


def _compare_numbers(case: _Case, printed: tuple[str, ...]) -> None:
    """Each asked form as often as it was asked for; BEFREE does not stand for 233733 though it dials the same."""
    dialled = dialled_by_page(case.page, printed)
    shown = {(digits, text.isalpha()): text for text in reversed(printed) for digits in dialled[text]}
    wanted = Counter((digits, text.isalpha()) for text in printed for digits in dialled[text])
    seen = Counter((number.digits, number.text.isalpha()) for number in case.page.numbers)
    for key, count in wanted.items():
        found = seen[key] or _plainly(case.page.text, shown[key])
        if found < count:
            case.findings.error(
                "proof.number-missing",
                case.place,
                f"The number {shown[key]} was asked for {_times(count)} and read back {_times(found)}.",
                "Check what lies over it, and that its font copies as text.",
                seen=str(found),
                limit=str(count),
            )


def dialled_by_page(page: FinishedPage, printed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each printed form dials: as it was read on the page, if it stands there just so."""
    read = {number.text: (number.digits,) for number in page.numbers}
    return {text: read.get(text) or _dialled(text) for text in dict.fromkeys(printed)}


@lru_cache(maxsize=1024)
def _dialled(text: str) -> tuple[str, ...]:
    return same_numbers([text])


def _plainly(text: str, printed: str) -> int:
    """How often a form stands on the page that is too short to look like a number, such as an extension."""
    return squeezed(text).count(squeezed(printed)) if 0 < sum(c.isdigit() for c in printed) < 5 else 0


def _judge_no_text(case: _Case) -> None:
    if case.page.painted and not case.page.text.strip():
        case.findings.warn(
            "proof.no-text",
            case.place,
            "The page has no text at all, so its numbers cannot be read back.",
            "Have a person compare every number, or export the file with text instead of pictures and outlines.",
        )


def _judge_picture(case: _Case) -> None:
    """Nothing here reads words in pictures, so a page with a large one was not read as a whole."""
    if case.page.pictured > _LARGE and case.page.text.strip():
        case.findings.warn(
            "proof.picture-text",
            case.place,
            f"A picture covers {case.page.pictured:.0%} of the page, and numbers inside it cannot be read back.",
            "Have a person compare every number in the picture.",
            seen=f"{case.page.pictured:.0%}",
            limit=f"{_LARGE:.0%}",
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
                f"The page has a QR code to {_first_line(targets[0].shown)} "
                "that is not printed as text on the same page.",
                "Print where the code leads beside it.",
                seen=qr,
            )


def _is_printed(known: KnownDirectory, target: Target, text: str, dialled: set[str]) -> bool:
    if target.kind == "number":
        return target.value in dialled
    owner = known.links.get(target.value)
    # Where a card has a link of its own, nobody types what makes it one: the host says where it leads.
    host = (host_of(address_form(target.value)),) if owner and not owner.contact else ()
    return any(squeezed(form) in text for form in (*host, *known.printed_forms(target.value)) if form)


def _nearest_target(known: KnownDirectory, target: Target) -> Known | None:
    if target.kind == "number":
        return known.numbers.get(known.nearest_number(target.value)[0])
    return known.nearest_address(address_form(target.value))


def _nearest_to(known: Known | None) -> str:
    return f"; the nearest is {known}" if known else ""


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
