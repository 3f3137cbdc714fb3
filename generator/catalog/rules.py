"""Posting rules: what a law asks of a notice on the wall, clause by clause, as far as a machine can check it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from generator.catalog.contacts import Answers, Channel, Contact, Directory
from generator.catalog.files import open_file
from generator.catalog.measures import optional_size
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.units import Length

RULES_FOLDER = "data/rules"
ORIENTATIONS = ("any", "portrait", "landscape")
BOLD = ("none", "phone", "all")
SHARES = ("free", "one-sheet", "separate", "equal", "two-thirds")
QR = ("free", "wanted", "forbidden")
WORDINGS = ("none", "statute", "agency", "unknown")

_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


@dataclass(frozen=True)
class Sheet:
    """One size a rule allows: width and height as it hangs, None where nothing is said, and the least type on it."""

    width: Length | None
    height: Length | None
    orientation: str
    type: Length | None


@dataclass(frozen=True)
class MustSay:
    """Something a notice must say; `words` are patterns of words by language, one of which shows that it is said.

    In a pattern `*` stands for any ending. Words that are not found leave the question to a person, unless they are
    `decisive`: then nothing else can say it. Without words for a language only a person can tell.
    """

    text: str
    words: Mapping[str, tuple[str, ...]]
    decisive: bool = False


@dataclass(frozen=True)
class PostingRule:
    """One posting rule; `sheets` are alternatives, and of `any_number` one is enough where `numbers` needs all.

    Numbers are channels of the directory, such as `nht-hotline.voice`. `share` says how languages stand: on one sheet,
    on separate ones, in equal halves, or two thirds for the first. `more_languages` are words for what only people
    know, such as a county's languages; `forbid` are kinds of bodies that no number of the notice may reach. `notice`
    is the format that our own notice is laid out in. `as_of` is the day our source was read.
    """

    id: str
    title: str
    cite: str
    region: str
    as_of: datetime.date
    source: str
    voluntary: bool
    sheets: tuple[Sheet, ...]
    bold: str
    languages: tuple[str, ...]
    more_languages: str
    share: str
    numbers: tuple[str, ...]
    any_number: tuple[str, ...]
    must_say: tuple[MustSay, ...]
    forbid: tuple[Answers, ...]
    qr: str
    places: tuple[str, ...]
    fixed_wording: str
    notice: str
    notes: tuple[str, ...]
    place: Place


def read_rules(roots: Roots, findings: Findings) -> Mapping[str, PostingRule]:
    """The rules under data/rules/ by file name; every fault in them is a finding."""
    rules = {}
    for path in roots.files(RULES_FOLDER):
        node = open_file(path, roots, findings)
        if node is not None:
            rules[path.stem] = _read(path.stem, node, findings)
    return MappingProxyType(rules)


def check_rules(
    rules: Mapping[str, PostingRule], directory: Directory, languages: Collection[str], findings: Findings
) -> None:
    """Hold the rules against the directory and the languages: what they name is there."""
    channels = [
        f"{contact.id}.{channel.kind}" for contact in directory.contacts.values() for channel in contact.channels
    ]
    for rule in rules.values():
        for name in (*rule.numbers, *rule.any_number):
            if find_channel(name, directory) is None:
                problem = f"The rule names “{name}”, which the directory does not have."
                findings.error("rule.number", rule.place, problem, nearest(name, channels), seen=name)
        said = (lang for item in rule.must_say for lang in item.words)
        for lang in dict.fromkeys((*rule.languages, *said)):
            if lang not in languages:
                problem = f"The rule names the language “{lang}”, which data/languages.yaml does not have."
                findings.error("rule.language", rule.place, problem, nearest(lang, languages), seen=lang)


def find_channel(name: str, directory: Directory) -> tuple[Contact, Channel] | None:
    """The contact and its first channel that a rule's number such as `nht-hotline.voice` names."""
    contact = directory.contacts.get(name.partition(".")[0])
    kinds = {str(channel.kind): channel for channel in reversed(contact.channels)} if contact else {}
    channel = kinds.get(name.partition(".")[2])
    return (contact, channel) if contact and channel else None


def _read(name: str, node: Node, findings: Findings) -> PostingRule:
    if not _ID.fullmatch(name):
        fix = "Rename the file with small letters, digits, dots and hyphens, such as ca-civ-52.6.yaml."
        findings.error("rule.name", node.place, f"“{name}” cannot name a rule.", fix, seen=name)
    with Reader(node, findings) as reader:
        return PostingRule(
            id=name,
            title=reader.text("title"),
            cite=reader.text("cite"),
            region=reader.text("region"),
            as_of=reader.date("as_of"),
            source=reader.text("source"),
            voluntary=reader.boolean("voluntary"),
            sheets=tuple(_sheet(Reader(item, findings)) for item in reader.items("sheets")),
            bold=reader.choice("bold", BOLD, "none"),
            languages=reader.texts("languages"),
            more_languages=reader.text("more_languages", ""),
            share=reader.choice("share", SHARES, "free"),
            numbers=reader.texts("numbers"),
            any_number=reader.texts("any_number"),
            must_say=tuple(_must_say(Reader(item, findings)) for item in reader.items("must_say")),
            forbid=tuple(Answers(text) for text in _kinds(reader)),
            qr=reader.choice("qr", QR, "free"),
            places=reader.texts("places"),
            fixed_wording=reader.choice("fixed_wording", WORDINGS),
            notice=reader.text("notice"),
            notes=reader.texts("notes"),
            place=node.place,
        )


def _sheet(reader: Reader) -> Sheet:
    with reader:
        return Sheet(
            width=optional_size(reader, "width"),
            height=optional_size(reader, "height"),
            orientation=reader.choice("orientation", ORIENTATIONS, "any"),
            type=optional_size(reader, "type"),
        )


def _must_say(reader: Reader) -> MustSay:
    with reader:
        words = reader.mapping("words") if reader.has("words") else None
        said = {lang: words.texts(lang) for lang in words.names()} if words else {}
        return MustSay(reader.text("text"), MappingProxyType(said), reader.boolean("decisive"))


def _kinds(reader: Reader) -> tuple[str, ...]:
    kinds = list(Answers)
    known = tuple(text for text in reader.texts("forbid") if text in kinds)
    if len(known) < len(reader.items("forbid")):
        fix = f"Write some of {', '.join(kinds)}."
        reader.wrong(reader.need("forbid"), "No such kind of body answers calls.", fix, "rule.forbid")
    return known
