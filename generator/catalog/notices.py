"""A notice laid out for a posting rule: its size, languages, numbers and wording put in place in a layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.catalog.blocks import (
    Band,
    Bilingual,
    Block,
    Columns,
    ContactBlock,
    LockedBlock,
    Posting,
    Qr,
    Row,
    Stack,
    walk,
)
from generator.catalog.blocks import Text as TextBlock
from generator.catalog.contacts import Answers, Contact, ContactRole
from generator.catalog.formats import Format
from generator.catalog.layouts import Layout
from generator.catalog.lockedcheck import report_missing, stretches
from generator.catalog.model import Catalog
from generator.catalog.rules import MustSay, PostingRule, find_channel
from generator.catalog.topics import look_up
from generator.catalog.translations import ENGLISH
from generator.errors import UsageError
from generator.findings import Findings, nearest

HOTLINE = "nht-hotline"
# What the directory says of hours that no source states.
NOT_STATED = "not stated"
LARGER = {"letter-notice": "tabloid-notice"}
_SENTENCES = "posting.sentences"
_FIXED = ("statute", "agency")


def notice_langs(rule: PostingRule, layout: Layout, asked: Iterable[str]) -> tuple[str, ...]:
    """The languages that the notice is made in, each a file: of a sheet in several languages the first stands for all.

    Of separate signs those asked for, or all that the rule names.
    """
    if rule.share == "separate":
        return tuple(asked) or rule.languages
    return _on_sheet(rule, layout, ())[:1]


def is_notice(layout: Layout) -> bool:
    """Whether the layout has parts that a posting rule fills in."""
    return any(isinstance(block, Posting) for panel in layout.panels.values() for block in walk(panel))


def notice_for(layout: Layout, rule: PostingRule, asked: Iterable[str], catalog: Catalog, findings: Findings) -> Layout:
    """The layout filled in for the rule, with the languages `asked` for beside those that the rule names.

    What the rule needs and nobody has is a finding.
    """
    if not is_notice(layout):
        problem = f"“{layout.id}” has no place for what a posting rule asks for."
        findings.error("posting.none", layout.place, problem, "Build “posting-notice”, or give it “posting” blocks.")
        return layout
    langs = _on_sheet(rule, layout, asked)
    for lang in langs:
        if lang not in catalog.languages:
            raise UsageError(f"There is no language “{lang}”. {nearest(lang, catalog.languages)}")
    name = _size(rule, langs)
    kind = catalog.formats.get(name)
    if kind is None:
        problem = f"There is no format “{name}” for the notice."
        findings.error("posting.format", rule.place, problem, nearest(name, catalog.formats), seen=name)
        return layout
    _check_wording(rule, langs, catalog, findings)
    numbers = _lines(rule, langs, catalog, findings)
    parts: Mapping[str, Callable[[Posting], tuple[Block, ...]]] = {
        "wording": lambda part: _wording(part, rule, catalog, findings),
        "numbers": lambda part: _lockups(part, numbers, catalog, hours=not _fixed(rule)),
        "promises": lambda part: part.blocks if HOTLINE in numbers and not _fixed(rule) else (),
        "danger": lambda part: () if _quiet(rule) else part.blocks,
        "code": lambda part: (Qr(part.place, contact=HOTLINE),) if rule.qr == "wanted" else (),
    }
    panels = {
        name: tuple(_filled(block, parts, langs, rule, kind) for block in blocks)
        for name, blocks in layout.panels.items()
    }
    police = any(catalog.contacts.contacts[name].answers is Answers.POLICE for name in numbers)
    return replace(
        layout,
        format=kind.id,
        panels=panels,
        audience="survivor" if _quiet(rule) else layout.audience,
        allow=(*layout.allow, *["police"] * police, *["qr"] * (rule.qr == "wanted")),
        bold=layout.bold or rule.bold == "all",
        rule=rule.id,
    )


def _size(rule: PostingRule, langs: tuple[str, ...]) -> str:
    """The rule's format, or a larger one for more languages than the rule names: what rules ask for is the least."""
    more = rule.share != "separate" and len(langs) > max(2, len(rule.languages))
    return LARGER.get(rule.notice, rule.notice) if more else rule.notice


def _fixed(rule: PostingRule) -> bool:
    """Whether a statute or an agency has fixed the wording."""
    return rule.fixed_wording in _FIXED


def _quiet(rule: PostingRule) -> bool:
    """Whether the notice says nothing of its own about danger and the police: the rule forbids it, or fixes words."""
    return _fixed(rule) or Answers.POLICE in rule.forbid


def _on_sheet(rule: PostingRule, layout: Layout, asked: Iterable[str]) -> tuple[str, ...]:
    """The languages of one sheet: those of the rule, or else of the layout, and further ones that are asked for."""
    blocks = (block for panel in layout.panels.values() for block in walk(panel))
    usual = next((block.langs for block in blocks if isinstance(block, Bilingual)), (ENGLISH,))
    return tuple(dict.fromkeys((*(rule.languages or usual), *asked)))


def _check_wording(rule: PostingRule, langs: tuple[str, ...], catalog: Catalog, findings: Findings) -> None:
    """Fixed words have been taken in, in every language of the notice."""
    known = catalog.locked.get(rule.id)
    for lang in langs if _fixed(rule) else ():
        if known is None or lang not in known.texts:
            report_missing(rule.id, lang, rule.place, catalog, findings)


def _lines(
    rule: PostingRule, langs: tuple[str, ...], catalog: Catalog, findings: Findings
) -> dict[str, tuple[str, ...]]:
    """The rule's contacts with their channels, hotlines of nonprofits first; of `any_number` the first contact.

    What locked words say in every language need not be said again, but for the first number, which is the hero.
    """
    told = _told(rule, langs, catalog)
    enough = rule.any_number[:1] and rule.any_number[0].partition(".")[0]
    either = (name for name in rule.any_number if name.partition(".")[0] == enough)
    found: dict[str, tuple[str, ...]] = {}
    contacts: dict[str, Contact] = {}
    for name in dict.fromkeys((*rule.numbers, *either)):
        line = find_channel(name, catalog.contacts)
        if line is None:
            problem = f"The rule names “{name}”, which the directory does not have."
            findings.error("rule.number", rule.place, problem, "Correct it, or add it to the directory.", seen=name)
            continue
        contact, channel = line
        if found and name in told:
            continue
        contacts[contact.id] = contact
        found[contact.id] = (*found.get(contact.id, ()), str(channel.kind))
    return dict(sorted(found.items(), key=lambda item: not _is_hotline(contacts[item[0]])))


def _told(rule: PostingRule, langs: tuple[str, ...], catalog: Catalog) -> frozenset[str]:
    """The numbers and addresses that the locked words of a rule print, in every language of the notice."""
    known = catalog.locked.get(rule.id)
    texts = [known.texts[lang] for lang in langs if lang in known.texts] if known and _fixed(rule) else []
    told = [
        {
            f"{stretch.contact.id}.{stretch.channel.kind}"
            for paragraph in text.paragraphs
            for stretch in stretches(paragraph, catalog.contacts)
            if stretch.contact and stretch.channel
        }
        for text in texts
    ]
    return frozenset(set.intersection(*told)) if told else frozenset()


def _is_hotline(contact: Contact) -> bool:
    return contact.role is ContactRole.HELP and contact.answers is Answers.NGO


def _lockups(
    part: Posting, lines: Mapping[str, tuple[str, ...]], catalog: Catalog, *, hours: bool
) -> tuple[Block, ...]:
    """A lockup for each contact on the model of the part's own; what comes behind the first stands smaller.

    `hours` are left out where fixed words speak of them, and where nobody has stated them.
    """
    models = [block for block in part.blocks if isinstance(block, ContactBlock)]
    if not models or not lines:
        return part.blocks
    first, *others = lines
    stated = hours and catalog.contacts.contacts[first].hours != NOT_STATED
    show = tuple(name for name in models[0].show if stated or name != "hours")
    lead = replace(models[0], contact=first, channels=lines[first], show=show)
    lesser = (replace(models[0], contact=name, channels=lines[name], size="number", show=("who",)) for name in others)
    return (lead, *lesser)


def _wording(part: Posting, rule: PostingRule, catalog: Catalog, findings: Findings) -> tuple[Block, ...]:
    """The locked words of the rule, or our own with the sentences that the rule looks for."""
    models = [block for block in part.blocks if isinstance(block, TextBlock)]
    style = models[0].style if models else "body"
    if _fixed(rule):
        return (LockedBlock(part.place, id=rule.id, style=style),)
    said = (TextBlock(part.place, text=f"{{{key}}}", style=style) for key in _sentences(rule, catalog, findings))
    return (*part.blocks, *said)


def _sentences(rule: PostingRule, catalog: Catalog, findings: Findings) -> tuple[str, ...]:
    """The topics whose English has the words that the rule looks for, in their own order; what none says is named."""
    node = look_up((catalog.english or catalog).topics, _SENTENCES)
    known = (
        {key: str(child.value) for key, child in node.value.items()} if node and isinstance(node.value, dict) else {}
    )
    wanted = set()
    for clause in rule.must_say:
        patterns = clause.words.get(ENGLISH, ())
        key = next((key for key, text in known.items() if has_words(text, patterns)), None)
        if key:
            wanted.add(key)
        else:
            _report_unsaid(clause, rule, findings)
    return tuple(f"{_SENTENCES}.{key}" for key in known if key in wanted)


def _report_unsaid(clause: MustSay, rule: PostingRule, findings: Findings) -> None:
    problem = f"“{rule.id}” asks a notice to say: {clause.text}. Whether ours does, only a person can tell."
    fix = f"Read the notice with that in mind; where it does not, take the wording in: handbill lock {rule.id} FILE …"
    findings.warn("posting.unsaid", rule.place, problem, fix, seen=clause.text)


def has_words(text: str, patterns: Iterable[str]) -> bool:
    """Whether a text has one of the patterns as whole words; `*` stands for any ending."""
    forms = (re.escape(pattern.casefold()).replace(r"\*", r"\w*") for pattern in patterns)
    return any(re.search(rf"(?<!\w){form}(?!\w)", text.casefold()) for form in forms)


def _filled(
    block: Block,
    parts: Mapping[str, Callable[[Posting], tuple[Block, ...]]],
    langs: tuple[str, ...],
    rule: PostingRule,
    kind: Format,
) -> Block:
    """The block with the parts in it filled in, and with its languages arranged as the rule asks."""
    if isinstance(block, Posting):
        return replace(block, blocks=parts[block.part](block))
    if not isinstance(block, Row | Stack | Columns | Band | Bilingual):
        return block
    inner = tuple(_filled(child, parts, langs, rule, kind) for child in block.blocks)
    if not isinstance(block, Bilingual):
        return replace(block, blocks=inner)
    if rule.share == "separate" or len(langs) == 1:
        return Stack(block.place, block.when, blocks=inner)
    shares = tuple(_shares(rule, len(langs)))
    return replace(block, blocks=inner, langs=langs, every=True, shares=shares, beside=kind.width > kind.height)


def _shares(rule: PostingRule, count: int) -> Iterator[float]:
    """Equal parts, or two thirds for the first language."""
    for index in range(count):
        yield 2.0 * (count - 1) if rule.share == "two-thirds" and index == 0 else 1.0
