"""Texts with references and bold words turned into spans; values of fields are never read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.catalog.contacts import DIALLED, Channel, ChannelKind
from generator.catalog.topics import look_up
from generator.compose.items import AskedNumber
from generator.compose.look import Context, FilledWords
from generator.text.bidi import isolated
from generator.text.model import Span, TextStyle

_TOKEN = re.compile(r"\{([^{}]+)\}|(\*\*)")
_MAX_DEPTH = 4


def spans(text: str, style: str, context: Context, *, ink: str = "") -> tuple[Span, ...]:
    """The spans of a text in a style: `**bold**` changes weight, `{references}` are filled in.

    References were checked with the catalogue, so one that fails here is a fault of ours and raises LookupError.
    """
    plain, bold = (context.style(style, bold=heavy, ink=ink) for heavy in (False, True))
    uses = context.log.uses
    words = tuple(_joined(_fill(text, context, plain, bold, 0)))
    if context.log.uses > uses:
        helped = {bold: context.helped(bold, style, bold=True), plain: context.helped(plain, style)}
        words = tuple(replace(span, style=helped[span.style]) for span in words)
        context.log.filled[id(words)] = FilledWords(text, style, ink, context, words)
    return words


def plain_words(words: Sequence[Span]) -> str:
    """What spans say."""
    return " ".join("".join(span.text for span in words).split())


def aside(text: str, style: str, context: Context) -> str:
    """Words that are spoken here and printed elsewhere: no number of theirs is looked for on the paper here."""
    apart = context.trial()
    words = plain_words(spans(text, style, apart))
    context.log.fields |= apart.log.fields
    return words


def _fill(text: str, context: Context, plain: TextStyle, bold: TextStyle, depth: int) -> Iterator[Span]:
    if depth > _MAX_DEPTH:
        raise LookupError(f"references lead in a circle: {text}")
    heavy, end = False, 0
    for match in _TOKEN.finditer(text):
        style = bold if heavy else plain
        if match.start() > end:
            yield Span(text[end : match.start()], style)
        end = match.end()
        if match[2]:
            heavy = not heavy
        else:
            yield from _reference(match[1], context, style, bold, depth)
    if end < len(text):
        yield Span(text[end:], bold if heavy else plain)


def _reference(name: str, context: Context, style: TextStyle, bold: TextStyle, depth: int) -> Iterator[Span]:
    if name in context.layout.fields:
        value = context.record.get(name)
        context.log.fields.add(name)
        context.log.uses += 1
        if value is not None and value.number:
            context.log.numbers.append(AskedNumber(f"field:{name}", value.shown))
            yield Span(value.shown, bold, atom=True, link=f"tel:{value.number}")
        elif value is not None and value.link:
            context.log.printed.append(value.link)
            yield Span(value.shown, style, atom=True, link=value.link)
        elif value is not None:
            yield Span(isolated(value.shown, rtl=context.language.rtl), style)
    elif name.startswith("contact."):
        _, contact, kind = name.split(".")
        if kind == "name":
            yield Span(context.catalog.contacts.contacts[contact].name, style)
            return
        channel = context.catalog.contacts.contacts[contact].channel(ChannelKind(kind))
        if channel is None:
            raise LookupError(name)
        yield channel_span(contact, channel, context, bold)
    elif name.startswith("fact."):
        _, fact, part = name.split(".")
        yield Span(str(getattr(context.catalog.facts[fact], part)), style)
    else:
        node = look_up(context.catalog.topics, name)
        if node is None or not isinstance(node.value, str):
            raise LookupError(name)
        yield from _fill(node.value, context, style, bold, depth + 1)


def channel_span(contact: str, channel: Channel, context: Context, style: TextStyle) -> Span:
    """A contact's number or address as an atom with its live link; notes it down as asked."""
    if channel.kind in DIALLED:
        context.log.numbers.append(AskedNumber(contact, channel.shown))
    context.log.contacts.append(contact)
    context.log.printed.append(channel.link)
    return Span(channel.shown, style, atom=True, link=channel.link)


def _joined(pieces: Iterator[Span]) -> Iterator[Span]:
    """Neighbouring plain spans of one look made one, so that shaping sees whole words."""
    last: Span | None = None
    for piece in pieces:
        if last and not (last.atom or piece.atom or last.link or piece.link) and last.style == piece.style:
            last = replace(last, text=last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
