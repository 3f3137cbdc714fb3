"""The contact lockup: the number as the hero, with its name, its icon, who answers, and when."""

from __future__ import annotations

from generator.catalog.blocks import ContactBlock
from generator.catalog.contacts import DIALLED, NOT_STATED, Channel, ChannelKind, Contact
from generator.compose.box import Box
from generator.compose.items import Group, Item, Role
from generator.compose.look import Context
from generator.compose.pictures import icon_paths
from generator.compose.rich import channel_span, spans
from generator.compose.words import word_box
from generator.text.model import Span

_ICONS = {
    ChannelKind.VOICE: "phone",
    ChannelKind.ABROAD: "phone",
    ChannelKind.TTY: "phone",
    ChannelKind.TEXT: "message",
    ChannelKind.WEB: "globe",
    ChannelKind.MAIL: "mail",
    ChannelKind.SOCIAL: "globe",
}
# The icon is a little taller than the number's capitals, and stands off by a quarter of its size.
_ICON_SIZE = 1.15
_ICON_GAP = 0.3


def lay_contact(block: ContactBlock, width: float, context: Context) -> Box:
    """Name, numbers, and the lines asked for in `show`, behind the icon of the first channel.

    Where the number leaves no room beside it for the icon, a small icon leads the name instead.
    """
    contact = context.catalog.contacts.contacts[block.contact]
    channels = _channels(block, contact, context)
    size = context.for_numbers().size(block.size) * _ICON_SIZE
    indent = size * (1 + _ICON_GAP)
    beside = indent + _widest(contact, channels, block, context) <= width
    if not beside:
        indent = 0.0
    boxes = [_name(block, contact, width - indent, context, "" if beside else _ICONS[channels[0].kind])]
    boxes += [_channel(block, contact, channel, width - indent, context) for channel in channels]
    boxes += _details(block, contact, width - indent, context)
    parts: list[Group | Item] = []
    y = 0.0
    for index, box in enumerate(boxes):
        if beside and index == 1:
            middle = y + box.height / 2
            parts.append(_icon(_ICONS[channels[0].kind], size, middle, context))
        parts += box.at(indent, y)
        y += box.height
    return Box(width, y, (Group(Role.DIV, tuple(parts)),), block)


def _widest(contact: Contact, channels: list[Channel], block: ContactBlock, context: Context) -> float:
    """The widest channel on one line, in points; measured in a log that nobody reads."""
    trial = context.trial()
    return max(context.set(_words(contact, channel, block, trial)).width for channel in channels)


def _channels(block: ContactBlock, contact: Contact, context: Context) -> list[Channel]:
    """The channels asked for, or the first of the contact; those not answered in the reader's language come last."""
    kinds = [ChannelKind(name) for name in block.channels]
    found = [channel for kind in kinds for channel in contact.channels if channel.kind is kind]
    return sorted(found or [contact.channels[0]], key=lambda channel: not _speaks(channel, context))


def _speaks(channel: Channel, context: Context) -> bool:
    return channel.speaks(context.language.english_name)


def _icon(name: str, size: float, middle: float, context: Context) -> Group:
    return Group(Role.ARTIFACT, icon_paths(name, size, 0, middle - size / 2, "accent", context))


def _name(block: ContactBlock, contact: Contact, measure: float, context: Context, icon: str) -> Box:
    text = spans(block.label, "label", context) if block.label else (Span(contact.name, context.style("label")),)
    if not icon:
        return word_box(text, "label", measure, context, Role.P, block)
    size = context.size("label") * _ICON_SIZE
    indent = size * (1 + _ICON_GAP)
    words = word_box(text, "label", measure - indent, context, Role.P, block)
    drawn = _icon(icon, size, context.leading("label") / 2, context)
    return Box(measure, words.height, (drawn, *words.at(indent, 0)), block)


def _channel(block: ContactBlock, contact: Contact, channel: Channel, measure: float, context: Context) -> Box:
    """The number or address, with the languages it is answered in where the reader's is not one of them."""
    style = _style(channel, block, context)
    room = context if channel.kind in _VERBS else context.for_numbers()  # a line with words in it is as tall as words
    words = _words(contact, channel, block, context)
    if not _speaks(channel, context):
        words = (*words, Span(f" ({channel.languages})", context.style("who")))
    return word_box(words, style, measure, room, Role.P, block)


def _style(channel: Channel, block: ContactBlock, context: Context) -> str:
    """Numbers stand in the size of the lockup, those for a few callers smaller, and addresses in body size."""
    if not _speaks(channel, context):
        return "lead"
    if channel.kind in (ChannelKind.TTY, ChannelKind.ABROAD):
        return "number-small"
    return block.size if channel.kind in DIALLED else "body"


def _words(contact: Contact, channel: Channel, block: ContactBlock, context: Context) -> tuple[Span, ...]:
    """A channel's number or address; a text code or a special line says first what to do with it."""
    style = context.for_numbers().style(_style(channel, block, context), bold=True)
    number = channel_span(contact.id, channel, context, style)
    if channel.kind in _VERBS:
        return (*spans("{labels." + _VERBS[channel.kind] + "} ", "lead", context), number)
    return (number,)


_VERBS = {ChannelKind.TEXT: "text", ChannelKind.TTY: "tty", ChannelKind.ABROAD: "from-abroad"}


def _details(block: ContactBlock, contact: Contact, measure: float, context: Context) -> list[Box]:
    """Who answers, hours and languages, each a line of its own; what the directory does not state is left out."""
    english = (context.catalog.english or context.catalog).contacts.contacts[block.contact]
    stated = [name for name in block.show if getattr(english, name) != NOT_STATED]
    shown = {"who": contact.who, "hours": contact.hours, "languages": contact.languages}
    style = context.style("who")
    return [word_box((Span(shown[name], style),), "who", measure, context, Role.P, block) for name in stated]
