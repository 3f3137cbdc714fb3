"""The preflight of one file: which groups of rules apply to it, and all their checks over pages read once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum

import pikepdf

from generator.findings import Severity
from generator.proof.checks import Check
from generator.proof.codes import FoundQr
from generator.proof.forms.drawn import DrawnBlanks
from generator.proof.forms.fields import Field, form_of, read_fields
from generator.proof.forms.rules import asked_check, form_checks
from generator.proof.ink.codes import BlackCodes
from generator.proof.ink.leaf import Leaf, LeafRule
from generator.proof.ink.resolution import Resolution
from generator.proof.ink.rules import BlackKnocksOut, MixedColours, Overprints, RegistrationInk, RichBlackText, has_ink
from generator.proof.ink.total import TotalInk
from generator.proof.judge import Asked
from generator.proof.known import KnownDirectory
from generator.proof.pages import FinishedFile
from generator.proof.painted.contents import Contents, Mark
from generator.proof.painted.scopes import Shared
from generator.proof.ruling import Ruling
from generator.proof.tags.codealt import code_rule
from generator.proof.tags.faults import GROUP as TAGS
from generator.proof.tags.pages import PageTags, page_tags
from generator.proof.tags.people import people_checks
from generator.proof.tags.rules import tag_checks
from generator.proof.tags.tags import file_tags
from generator.proof.x4.held import HeldRules
from generator.proof.x4.pages import box_of, inside
from generator.proof.x4.paint import InksOnly
from generator.proof.x4.rules import claims_x, press_file_checks, x4_file_checks
from generator.proof.x4.subject import BROKEN, Subject, held_by_pages, metadata_of

# For files from elsewhere, whose paper nobody knows: what coated paper takes (a rule of thumb of print shops).
_INK_LIMIT = 3.0
_FILE = "File"
_AGAIN = "Export the file again, and proof the new one."


class Press(IntEnum):
    """How far a file is for a press: not that one knows, by its bleed, or by its own word."""

    NO = 0
    BLEED = 1
    CLAIMED = 2


def preflight(
    data: bytes, finished: FinishedFile, known: KnownDirectory, asked: Asked | None, shown_name: str
) -> tuple[Check, ...]:
    """Every check that applies to a file; none for what is no PDF, or none that can be opened."""
    if finished.kind != "pdf":
        return ()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            subject = Subject(pdf, data, finished, shown_name, metadata_of(pdf))
            return tuple(_checks(subject, known, asked))
    except BROKEN as error:
        return (_unexamined(shown_name, error),)


def _checks(subject: Subject, known: KnownDirectory, asked: Asked | None) -> Iterator[Check]:
    press = _press(subject, asked)
    colour, inks = InksOnly(subject), _ink_rules(subject, press, asked)
    content = Ruling(_FILE, "file.content", "Pages can be examined", "all", subject.name)
    tagged = _is_tagged(subject, asked)
    fields = read_fields(subject.pdf)
    blanks = DrawnBlanks(subject.name, fields)
    inked, pages = _look(subject, (colour, *inks, *([blanks] if asked else [])), content, tagged=tagged)
    if content.count:
        yield content.check(f"{len(subject.finished.pages) - content.count} of {len(subject.finished.pages)}")
    if press is Press.CLAIMED:
        yield from x4_file_checks(subject)
        yield from _guarded(subject, lambda: _held_checks(subject, colour))
    elif press is Press.BLEED:
        yield from press_file_checks(subject)
    if press:
        yield colour.check()
    if inked:
        yield from (rule.check() for rule in inks)
    if tagged:
        checks = _guarded(subject, lambda: _tag_checks(subject, known, asked, pages))
        yield from checks if asked or _claims_tags(subject) else map(_softened, checks)
    elif asked is None:
        yield _untagged(subject.name)
    yield from _guarded(subject, lambda: tuple(_form_checks(subject, asked, fields, pages)))
    if asked and fields:
        yield blanks.check()


def _form_checks(
    subject: Subject, asked: Asked | None, fields: Sequence[Field], pages: tuple[PageTags, ...]
) -> Iterator[Check]:
    """The rules over fields, where there are or should be any."""
    if fields or (asked and asked.fields) or form_of(subject.pdf):
        tags = file_tags(subject.pdf, pages)
        yield from form_checks(subject, fields, tags, strict=bool(asked) or _claims_tags(subject))
        if asked:
            yield from asked_check(subject, fields, tags, asked.fields)


def _claims_tags(subject: Subject) -> bool:
    return bool(subject.metadata.get("pdfuaid:part"))


def _softened(check: Check) -> Check:
    """Faults of tags as warnings: who never claimed PDF/UA may print all the same."""
    soft = tuple(replace(found, severity=Severity.WARNING) for found in check.findings)
    return replace(check, findings=soft) if check.group == TAGS else check


def _guarded(subject: Subject, checks: Callable[[], tuple[Check, ...]]) -> tuple[Check, ...]:
    """The checks of one group; where the file is damaged for them, a check that says so, and the others go on."""
    try:
        return checks()
    except BROKEN as error:
        return (_unexamined(subject.name, error),)


def _unexamined(name: str, error: Exception) -> Check:
    ruling = Ruling(_FILE, "file.content", "The file can be examined", "all of it", name)
    ruling.error(f"A part of the file is damaged and cannot be examined ({type(error).__name__}).", _AGAIN)
    return ruling.check("damaged")


def _is_tagged(subject: Subject, asked: Asked | None) -> bool:
    """Whether a file's tags are judged: ours where that was asked of them, others where they have or claim any."""
    if asked:
        return asked.tagged
    return "/StructTreeRoot" in subject.pdf.Root or _claims_tags(subject)


def _tag_checks(
    subject: Subject, known: KnownDirectory, asked: Asked | None, pages: tuple[PageTags, ...]
) -> tuple[Check, ...]:
    """The rules over tags, and what they leave to people."""
    tags = file_tags(subject.pdf, pages)
    checks = tag_checks(tags, asked.words if asked else None, subject.name)
    if not tags.has_tree:
        return checks
    codes = [code for page in subject.finished.pages for code in page.qrs]
    heard = code_rule(codes, lambda code: _on_page(subject, code), known).check(tags, subject.name)
    return (*checks, heard, *people_checks(tags))


def _on_page(subject: Subject, code: FoundQr) -> tuple[float, float]:
    """The centre of a code in the page's own points, y up."""
    left, _, _, upper = (float(edge) for edge in subject.pdf.pages[code.page - 1].cropbox)
    return left + code.x, upper - code.y


def _untagged(name: str) -> Check:
    """A file from elsewhere that never set out to have tags is told so kindly."""
    ruling = Ruling(TAGS, "tags.none", "The file is tagged", "tags for screen readers", name)
    problem = "The file has no tags, so a screen reader cannot tell its headings, lists and pictures."
    ruling.warn(problem, "Publish a tagged version (PDF/UA) beside it, or export it with tags.")
    return ruling.check("no tags")


def _press(subject: Subject, asked: Asked | None) -> Press:
    if claims_x(subject) or (asked is not None and asked.press):
        return Press.CLAIMED
    return Press.BLEED if any(map(_has_bleed, subject.pdf.pages)) else Press.NO


def _has_bleed(page: pikepdf.Page) -> bool:
    trim, bleed = box_of(page, "/TrimBox"), box_of(page, "/BleedBox")
    return trim is not None and bleed is not None and not inside(bleed, trim)


def _ink_rules(subject: Subject, press: Press, asked: Asked | None) -> tuple[LeafRule, ...]:
    name = subject.name
    rules: list[LeafRule] = [RichBlackText(name), Overprints(name), BlackCodes(name)]
    rules.append(TotalInk(name, asked.ink_limit if asked else _INK_LIMIT))
    if press is Press.CLAIMED:
        rules.append(BlackKnocksOut(name))
    else:
        rules.append(MixedColours(name))
    if press:
        rules += [RegistrationInk(name), Resolution(name)]
    return tuple(rules)


def _look(
    subject: Subject, rules: tuple[LeafRule, ...], content: Ruling, *, tagged: bool
) -> tuple[bool, tuple[PageTags, ...]]:
    """Hold every page against the rules, and record damaged ones.

    Gives back whether any page is painted in inks, and of a tagged file the tags of each page.
    """
    shared, inked, tags = Shared(), False, []
    for page, read in zip(subject.pdf.pages, subject.finished.pages, strict=True):
        leaf, opened = Leaf(page, read, ()), list[Mark]()
        try:
            contents = Contents(page, shared)
            leaf, opened = Leaf(page, read, tuple(contents.painted())), contents.opened
            for rule in rules:
                rule.look(leaf)
            inked = inked or has_ink(leaf)
        except BROKEN as error:
            problem = f"The page’s content is damaged ({type(error).__name__}), so its inks are not known."
            content.error(problem, _AGAIN, page=read.number)
        if tagged:
            tags.append(page_tags(page, read.number, leaf.painted, opened))
    return inked, tuple(tags)


def _held_checks(subject: Subject, colour: InksOnly) -> tuple[Check, ...]:
    """The checks over what hangs on pages, in one walk."""
    rules = HeldRules(subject)
    for page, item in held_by_pages(subject.pdf):
        rules.look(page, item)
        colour.look_at_held(page, item)
    return rules.checks()
