"""Locked texts on the page: every paragraph word for word, with its numbers whole and live."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.blocks import LockedBlock
from generator.catalog.contacts import DIALLED
from generator.catalog.locked import Locked
from generator.catalog.lockedcheck import Stretch, report_missing, stretches
from generator.compose.box import Box, pile
from generator.compose.items import AskedNumber, Group, Role
from generator.compose.look import Context
from generator.compose.words import word_box
from generator.text.model import Span


def lay_locked(block: LockedBlock, width: float, context: Context) -> Box:
    """The paragraphs of the text in the language of its place; a text that is not there is an error."""
    text = _text(block.id, context)
    if text is None:
        report_missing(block.id, context.language.id, block.place, context.catalog, context.log.findings)
        return Box(width, 0.0, block=block)
    context.log.locked.append((block.id, context.language.id, text.sha256))
    boxes = [_paragraph(paragraph, block, width, context) for paragraph in text.paragraphs]
    parts, height = pile(boxes, context.gap)
    return Box(width, height, (Group(Role.DIV, parts),), block)


def _text(name: str, context: Context) -> Locked | None:
    locked = context.catalog.locked.get(name)
    return locked.texts.get(context.language.id) if locked else None


def _paragraph(text: str, block: LockedBlock, width: float, context: Context) -> Box:
    words = tuple(_spans(stretches(text, context.catalog.contacts), block.style, context))
    return word_box(words, block.style, width, context, Role.P, block)


def _spans(found: Iterator[Stretch], style: str, context: Context) -> Iterator[Span]:
    """The words as they stand, neither braces nor asterisks read as marks; what is dialled is asked of the page."""
    plain, bold = (context.style(style, bold=heavy) for heavy in (False, True))
    for stretch in found:
        if stretch.contact is None or stretch.channel is None:
            yield Span(stretch.text, plain)
            continue
        if stretch.channel.kind in DIALLED:
            context.log.numbers.append(AskedNumber(stretch.contact.id, stretch.text))
        context.log.contacts.append(stretch.contact.id)
        context.log.printed.append(stretch.channel.link)
        yield Span(stretch.text, bold, atom=True, link=stretch.channel.link)
