"""The safety rules as data: what data/safety.yaml says about audiences, kinds of lines, topics and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.catalog.contacts import Answers, Contact, ContactRole
from generator.catalog.files import entries, open_named
from generator.catalog.layouts import AUDIENCES
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.safetywords import WordRule, Words
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, Severity, nearest
from generator.frozen import dataclass

SAFETY_FILE = "data/safety.yaml"

# A rule that is left out must not go unseen.
_PARTS = ("kinds", "audiences", "topics", "who-answers", "reading", "quiet", "not-signs", "amounts", "words", "allow")


@dataclass(frozen=True)
class Kind:
    """A kind of line, by what the directory says of a contact; `field` stands for numbers of a local office."""

    name: str
    role: str
    answers: str
    contacts: tuple[str, ...]
    field: bool
    words: str

    def fits(self, contact: Contact) -> bool:
        """Whether a contact is of this kind: named by its id, or with the role and the answer that are asked."""
        asked = [(self.role, contact.role), (self.answers, contact.answers)]
        said = [(want, has) for want, has in asked if want]
        return contact.id in self.contacts or (bool(said) and all(want == has for want, has in said))


@dataclass(frozen=True)
class Audience:
    """What a piece for some people must and must not do; kinds are named."""

    grade: float
    first: tuple[str, ...]
    before_it: tuple[str, ...]
    order: tuple[str, ...]
    opt_in: tuple[str, ...]
    emergency_with: tuple[str, ...]
    confront_with: tuple[str, ...]
    quiet: bool


@dataclass(frozen=True)
class SafetyRules:
    """All of data/safety.yaml; word lists are by language, topics by their keys."""

    kinds: Mapping[str, Kind]
    audiences: Mapping[str, Audience]
    do_not_confront: tuple[str, ...]
    signs: tuple[str, ...]
    disclaimers: tuple[str, ...]
    who_answers: Mapping[str, tuple[str, ...]]
    least_words: int
    names: tuple[str, ...]
    outside: tuple[str, ...]
    subject: Mapping[str, tuple[str, ...]]
    not_signs: Mapping[str, tuple[str, ...]]
    figure: re.Pattern[str]
    words: Mapping[str, tuple[WordRule, ...]]
    allow: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Vouched:
    """Safety rules, and the languages whose topics and facts were held against them without a find."""

    rules: SafetyRules
    clean: frozenset[str]


def read_safety(roots: Roots, findings: Findings) -> SafetyRules | None:
    """The rules from the first data/safety.yaml there is; None, with a finding, where it cannot be read."""
    node = open_named(SAFETY_FILE, roots, findings)
    if node is None:
        return None
    with Reader(node, findings) as file:
        for key in _PARTS:
            file.need(key)
        kinds = {name: _kind(name, reader) for name, reader in entries(file.need("kinds"), findings)}
        with file.mapping("topics") as topics, file.mapping("reading") as reading, file.mapping("quiet") as quiet:
            return SafetyRules(
                kinds=kinds,
                audiences=_audiences(file, kinds),
                do_not_confront=topics.texts("do-not-confront"),
                signs=topics.texts("signs"),
                disclaimers=topics.texts("disclaimers"),
                who_answers=_lists(file.mapping("who-answers")),
                least_words=reading.integer("least-words"),
                names=reading.texts("names"),
                outside=quiet.texts("outside"),
                subject=_lists(quiet.mapping("subject")),
                not_signs=_lists(file.mapping("not-signs")),
                figure=_figure(file.texts("amounts")),
                words={lang: _words(found, findings) for lang, found in _nodes(file.mapping("words"))},
                allow=file.mapping("allow").names(),
                place=file.place,
            )


def _kind(name: str, reader: Reader) -> Kind:
    with reader:
        return Kind(
            name=name,
            role=reader.choice("role", list(ContactRole)) if reader.has("role") else "",
            answers=reader.choice("answers", list(Answers)) if reader.has("answers") else "",
            contacts=reader.texts("contacts"),
            field=reader.boolean("field"),
            words=reader.text("words"),
        )


def _audiences(file: Reader, kinds: Iterable[str]) -> dict[str, Audience]:
    with file.mapping("audiences") as all_of_them:
        found = {}
        for name in AUDIENCES:
            all_of_them.need(name)
            with all_of_them.mapping(name) as reader:
                found[name] = Audience(
                    grade=reader.number("grade"),
                    first=_known(reader, "first", kinds),
                    before_it=_known(reader, "before-it", kinds),
                    order=_pair(reader, kinds),
                    opt_in=_known(reader, "opt-in", kinds),
                    emergency_with=_known(reader, "emergency-with", kinds),
                    confront_with=_known(reader, "confront-with", kinds),
                    quiet=reader.boolean("quiet"),
                )
    return found


def _pair(reader: Reader, kinds: Iterable[str]) -> tuple[str, ...]:
    pair = _known(reader, "order", kinds)
    if len(pair) not in (0, 2):
        reader.wrong(reader.need("order"), "An order is of two kinds.", "Write two, the earlier one first.")
        return ()
    return pair


def _known(reader: Reader, key: str, kinds: Iterable[str]) -> tuple[str, ...]:
    """A list of kinds; a name that is none of them is a finding."""
    for node in reader.items(key):
        name = reader.as_text(node)
        if name not in kinds:
            reader.wrong(node, f"There is no kind of line “{name}”.", nearest(name, kinds))
    return tuple(name for name in reader.texts(key) if name in kinds)


def _nodes(reader: Reader) -> tuple[tuple[str, tuple[Node, ...]], ...]:
    return tuple((name, reader.items(name)) for name in reader.names())


def _lists(reader: Reader) -> dict[str, tuple[str, ...]]:
    return {name: reader.texts(name) for name in reader.names()}


def _figure(amounts: Iterable[str]) -> re.Pattern[str]:
    """A number with thousands, or one that counts in millions, per cent and the like."""
    after = "|".join(re.escape(word) for word in amounts)
    grouped = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)"
    return re.compile(rf"[$€]?(?<![\d,.])(?:{grouped}|\d[\d.,]*\s?(?:{after})(?!\w))" if after else grouped)


def _words(nodes: tuple[Node, ...], findings: Findings) -> tuple[WordRule, ...]:
    rules = (_word_rule(Reader(node, findings)) for node in nodes)
    return tuple(rule for rule in rules if rule is not None)


def _word_rule(reader: Reader) -> WordRule | None:
    with reader:
        avoid, exact, unless = reader.texts("avoid"), reader.texts("exact"), reader.texts("unless")
        if not avoid and not exact:
            reader.wrong(reader.node, "The rule has no words to avoid.", "Add them under “avoid:”.")
        for node in reader.items("audiences"):
            if node.value not in AUDIENCES:
                name = reader.as_text(node)
                reader.wrong(node, f"There is no audience “{name}”.", nearest(name, AUDIENCES))
        rule = (reader.texts("audiences"), reader.text("write"), reader.text("why"))
        severity = Severity(reader.choice("severity", list(Severity), Severity.WARNING))
    if not avoid and not exact:
        return None
    return WordRule(Words(avoid, exact), Words(unless) if unless else None, rule[0], severity, rule[1], rule[2])
