"""One wrong digit in any number of the directory, as text or in a code, on any piece: the proof finds every one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

import pytest

from generator.catalog.blocks import Block, Qr, walk
from generator.catalog.contacts import DIALLED, Channel, ChannelKind
from generator.catalog.model import Catalog
from generator.compose.items import Piece
from generator.compose.piece import compose
from generator.compose.record import read_record
from generator.findings import Findings, Severity
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.info import DocumentInfo
from generator.press.plans import screen_sheets
from generator.proof.known import KnownDirectory, known_directory
from generator.proof.numbers import number_digits, read_text
from generator.proof.report import ProofResult, proof_bytes
from tests.compose.samples import shipped


def has_code(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, Qr) for block in walk(blocks))


NUMBERS = tuple(
    pytest.param(channel, id=f"{contact.id}-{channel.kind}-{channel.value}")
    for contact in shipped().contacts.contacts.values()
    for channel in contact.channels
    if channel.kind in DIALLED
)
PIECES = tuple(sorted(shipped().layouts))
WITH_CODES = tuple(
    name for name in PIECES if any(has_code(blocks) for blocks in shipped().layouts[name].panels.values())
)
MOST_DIGITS = 11


@lru_cache(maxsize=1)
def true_directory() -> KnownDirectory:
    return known_directory(shipped().contacts)


def digits_in(text: str) -> int:
    return len(re.findall("[0-9]", text))


def mutated(text: str, index: int, step: int = 1) -> str:
    """The text with its digit of that index, counted over, replaced by the digit `step` further on."""
    at = [match.start() for match in re.finditer("[0-9]", text)][index % digits_in(text)]
    return f"{text[:at]}{(int(text[at]) + step) % 10}{text[at + 1 :]}"


def with_channels(change: Callable[[Channel], Channel]) -> Catalog:
    """The shipped catalogue with every channel changed, past all checks of the directory."""
    directory = shipped().contacts
    contacts = {
        name: replace(contact, channels=tuple(map(change, contact.channels)))
        for name, contact in directory.contacts.items()
    }
    return replace(shipped(), contacts=replace(directory, contacts=MappingProxyType(contacts)))


def misprinted(index: int) -> Catalog:
    """Every number with one digit wrong."""
    return with_channels(lambda c: replace(c, shown=mutated(c.shown, index), vanity="") if c.kind in DIALLED else c)


def proofed(name: str, catalog: Catalog) -> tuple[Piece, ProofResult]:
    """The English piece out of that catalogue as a screen file, proofed like a file that came in by mail."""
    record = read_record(catalog.layouts[name], {}, catalog.contacts, Findings())
    piece = compose(catalog.layouts[name], catalog, "en", record, Findings())
    info = DocumentInfo(title=piece.title, lang="en", made="2026-01-01", subject=name, status="PROOF")
    inks = {ink.name: ink for ink in piece.inks}
    profile = next(iter(catalog.profiles.values()))
    data = write_pdf(
        screen_sheets(piece), piece.faces, inks, colour=ColourSpace.RGB, profile=profile, info=info, links=False
    )
    return piece, proof_bytes(data, f"{name}.pdf", true_directory())


def accused(result: ProofResult, rule: str) -> set[str]:
    """What errors of that rule name, as it is dialled."""
    found = (one for one in result.findings if one.rule == rule and one.severity is Severity.ERROR)
    return {number_digits(one.seen) for one in found}


@pytest.mark.parametrize("name", PIECES)
def test_a_digit_wrong_in_any_place_of_any_number_of_a_piece_is_found(name: str) -> None:
    for index in range(MOST_DIGITS):
        piece, result = proofed(name, misprinted(index))
        printed = {number.shown for face in piece.faces for number in face.numbers if digits_in(number.shown)}
        found = accused(result, "proof.number-unknown")
        missed = {shown for shown in printed if number_digits(shown) not in found}
        assert not missed, f"digit {index + 1}: {missed}"


@pytest.mark.parametrize("name", WITH_CODES)
def test_a_digit_wrong_in_the_number_of_a_code_is_found_on_every_piece_with_one(name: str) -> None:
    for index in (0, 4, 10):
        wrong = mutated("18663472423", index)
        catalog = with_channels(lambda c, w=wrong: replace(c, value=f"tel:+{w}") if c.kind is ChannelKind.WEB else c)
        _, result = proofed(name, catalog)
        found = {one.seen for one in result.findings if one.rule == "proof.qr-unknown"}
        assert f"tel:+{wrong}" in found, f"digit {index + 1}"


@pytest.mark.parametrize("channel", NUMBERS)
def test_all_nine_wrong_digits_in_every_place_are_accused_in_every_spelling(channel: Channel) -> None:
    known = true_directory()
    for spelling in (channel.shown, *channel.also):
        for index in range(digits_in(spelling)):
            for step in range(1, 10):
                wrong = mutated(spelling, index, step)
                if number_digits(wrong) in known.numbers:
                    continue
                numbers, _ = read_text(f"Call {wrong} today.")
                assert any(known.accuses(number) for number in numbers), wrong


@pytest.mark.parametrize("channel", NUMBERS)
def test_two_neighbours_swapped_are_accused_in_every_spelling(channel: Channel) -> None:
    known = true_directory()
    for spelling in (channel.shown, *channel.also):
        at = [match.start() for match in re.finditer("[0-9]", spelling)]
        for left, right in pairwise(at):
            letters = list(spelling)
            letters[left], letters[right] = letters[right], letters[left]
            wrong = "".join(letters)
            if number_digits(wrong) in known.numbers:
                continue
            numbers, _ = read_text(f"Call {wrong} today.")
            assert any(known.accuses(number) for number in numbers), wrong
