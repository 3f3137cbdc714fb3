"""Some pages of a run read back, one at a time: what was seen on each, what is wrong with it, and its shape."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

import pikepdf
import pypdfium2

from generator.catalog.addresses import address_form
from generator.findings import Finding, Place, Severity
from generator.frozen import dataclass
from generator.press.asked import AskedPage
from generator.proof.judge import Wanted, dialled_by_page, judge_page
from generator.proof.known import Known, KnownDirectory
from generator.proof.numbers import FoundNumber, read_text
from generator.proof.pages import FinishedPage
from generator.proof.painted.plainobjects import as_dictionary, as_whole
from generator.proof.payloads import payload_targets
from generator.proof.runs.leaf import content_streams, heard_shape, mark_faults, owners_of, page_shape, unknown_names
from generator.proof.runs.lean import lean_text
from generator.proof.runs.looking import STEPS, look_for
from generator.proof.runs.shapes import digest
from generator.proof.runs.standing import strayed_codes
from generator.proof.runs.worded import word_faults
from generator.proof.runs.wording import rest_of
from generator.proof.structure import page_boxes, page_links
from generator.proof.tags.tags import numbered
from generator.proof.visual import has_right_to_left, visual_text, without_raised
from generator.proof.x4.subject import BROKEN


@dataclass(frozen=True)
class PagesRead:
    """What was read of the pages from `first` (counted from 0), small enough to be handed between processes.

    Of their texts only the beginnings are kept. `shapes` has the first page, from 1, with each part of a shape;
    `elements` counts the elements that marks lead to.
    """

    first: int
    pages: tuple[FinishedPage, ...] = ()
    findings: tuple[Finding, ...] = ()
    shapes: Mapping[bytes, int] = field(default_factory=dict)
    elements: int = 0


def read_pages(data: bytes, first: int, last: int, known: KnownDirectory, pages: Sequence[AskedPage]) -> PagesRead:
    """Read the pages from `first` to before `last`, of which `pages` were asked; a damaged file is a finding."""
    seen: list[FinishedPage] = []
    findings: list[Finding] = []
    shapes: dict[bytes, int] = {}
    elements = 0
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as pictures:
            reader = _Reader(pdf, pictures, known)
            for index, asked in zip(range(first, min(last, len(pdf.pages), len(pictures))), pages, strict=False):
                page, faults, shape, owners = reader.read(index, asked)
                seen.append(page)
                findings += faults
                elements += owners
                for part in shape:
                    shapes.setdefault(part, index + 1)
    except (*BROKEN, pypdfium2.PdfiumError) as error:
        findings.append(_damaged(first + len(seen) + 1, error))
    return PagesRead(first, tuple(seen), tuple(findings), shapes, elements)


def _damaged(number: int, error: Exception) -> Finding:
    problem = f"The file is damaged there and cannot be read on ({type(error).__name__})."
    place = Place(key=f"page {number}")
    return Finding("file.unreadable", Severity.ERROR, place, problem, "Build it again, and proof the new file.")


class _Reader:
    """Reads pages of one file, and remembers what the pages before took."""

    def __init__(self, pdf: pikepdf.Pdf, pictures: pypdfium2.PdfDocument, known: KnownDirectory) -> None:
        self._pdf, self._pictures, self._known = pdf, pictures, known
        self._dpi = STEPS[0]
        self._ways_back = dict(_ways_back(pdf))

    def read(self, index: int, asked: AskedPage) -> tuple[FinishedPage, list[Finding], frozenset[bytes], int]:
        """A page with its faults, the parts of its shape, and the number of its elements."""
        page, number = self._pdf.pages[index], index + 1
        seen, written, missing, strayed = self._seen(page, index, asked)
        known = own_of([(seen, asked)]).beside(self._known)
        faults = [*judge_page(seen, known, Wanted(asked.qrs, asked.numbers))]
        faults += missing
        faults += [] if faults else strayed
        content = _content(page)
        faults += unknown_names(page, number, content)
        listed = self._ways_back.get(as_whole(page.obj.get("/StructParents")) or 0)
        shape = page_shape(page, content) | {digest(f"text {part}") for part in _rest(written, asked)}
        owners = owners_of(page, listed)
        if self._ways_back:
            faults += mark_faults(number, content, owners)
            shape |= heard_shape(owners, asked.qrs)
        short = replace(seen, text=seen.text.strip()[:1], numbers=tuple(_once(seen.numbers)))
        return short, faults, shape, len({one.key for one in owners if one})

    def _seen(
        self, page: pikepdf.Page, index: int, asked: AskedPage
    ) -> tuple[FinishedPage, str, list[Finding], list[Finding]]:
        """The page as read back, its text as written, the words it lacks, and what is on the wrong card of it."""
        picture, number = self._pictures[index], index + 1
        extracted = picture.get_textpage()
        written = extracted.get_text_range()
        right_to_left = not written.isascii() and has_right_to_left(written)
        text = visual_text(extracted) if right_to_left else without_raised(written, extracted)
        numbers, addresses = read_text(text if right_to_left else lean_text(text), number)
        codes, self._dpi = look_for(picture, number, asked.qrs, self._dpi)
        seen = FinishedPage(
            number=number,
            boxes=page_boxes(page),
            text=text,
            numbers=numbers,
            addresses=addresses,
            qrs=codes,
            links=page_links(page),
            painted=next(picture.get_objects(max_depth=1), None) is not None,
            right_to_left=right_to_left,
        )
        missing, strayed = word_faults(number, asked, picture, extracted, written, right_to_left=right_to_left)
        strayed = [*strayed_codes(number, asked.spots, codes), *strayed]
        picture.close()
        return seen, written, missing, strayed


@dataclass(frozen=True)
class Own:
    """What cards have of their own, which the directory does not know: numbers, links and their printed addresses."""

    numbers: Mapping[str, Known]
    links: Mapping[str, Known]
    addresses: Mapping[str, Known]

    def beside(self, known: KnownDirectory) -> KnownDirectory:
        """The directory with all of it; what both have is the directory's."""
        return replace(
            known,
            numbers={**self.numbers, **known.numbers},
            links={**self.links, **known.links},
            addresses={**self.addresses, **known.addresses},
        )


def own_of(read: Iterable[tuple[FinishedPage, AskedPage]]) -> Own:
    """What the cards of some pages have of their own."""
    numbers: dict[str, Known] = {}
    links: dict[str, Known] = {}
    addresses: dict[str, Known] = {}
    for page, asked in read:
        for text, dialled in dialled_by_page(page, asked.numbers).items():
            numbers |= {digits: Known("", "this job", text) for digits in dialled}
        for target in (one for payload in dict.fromkeys(asked.qrs) for one in payload_targets(payload)):
            own = Known("", "this job", target.shown)
            if target.kind == "number":
                numbers[target.value] = own
            else:
                links[target.value] = addresses[address_form(target.value)] = own
    return Own(numbers, links, addresses)


def _rest(written: str, asked: AskedPage) -> frozenset[str]:
    return rest_of(written, (*asked.words, *asked.numbers))


def _once(numbers: Iterable[FoundNumber]) -> Iterator[FoundNumber]:
    """Each number of a page once, however many of its cards have it."""
    met: set[tuple[str, str]] = set()
    for number in numbers:
        if (number.text, number.digits) not in met:
            met.add((number.text, number.digits))
            yield number


def _content(page: pikepdf.Page) -> bytes:
    """A page's content; parts of it are separated as by white space (ISO 32000-1, 7.8.2)."""
    return b"\n".join(bytes(one.read_bytes()) for one in content_streams(page))


def _ways_back(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """The parent tree (ISO 32000-1, 14.7.4.4): from each key to what it lists."""
    return numbered(as_dictionary(pdf.Root.get("/StructTreeRoot")).get("/ParentTree"))
