"""The safety rules: what a piece must say, may not say and puts first, by the people it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from generator.catalog.blocks import printed_texts
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.safetylines import check_first, check_opt_in, check_order, check_reporters, check_who_answers
from generator.catalog.safetypiece import Piece, leaves, under
from generator.catalog.safetyrules import SafetyRules, Vouched, read_safety
from generator.catalog.safetytexts import check_codes, check_disclaimer, check_figures, check_grade, check_outside
from generator.catalog.safetywords import WordRule, bare, check_words, forms_of, hits
from generator.catalog.said import said_by
from generator.catalog.topics import look_up
from generator.catalog.translated import in_language
from generator.catalog.translations import ENGLISH
from generator.findings import Findings, nearest

# What a piece names is the same in every language, and the grade is for English; words are checked in each.
_CHECKS: tuple[Callable[[Piece, Findings], None], ...] = (
    check_who_answers,
    check_first,
    check_order,
    check_opt_in,
    check_reporters,
    check_disclaimer,
    check_figures,
    check_codes,
    check_grade,
)


def check_safety(catalog: Catalog, findings: Findings) -> None:
    """Every layout and every text against data/safety.yaml; for a catalogue that was cross-checked."""
    rules = catalog.safety.rules if catalog.safety else read_safety(catalog.roots, findings)
    if rules is None:
        return
    _check_rules(rules, catalog, findings)
    clean = catalog.safety.clean if catalog.safety else ()
    for lang in (ENGLISH, *catalog.translations):
        local = in_language(catalog, lang)
        if lang not in clean:
            _check_texts(local, lang, rules, findings)
        _check_said(local.layouts.values(), local, lang, rules, findings)


def check_layout(layout: Layout, catalog: Catalog, findings: Findings) -> None:
    """A layout as an order may choose it to be, in every language that has its title; its texts are the catalogue's."""
    rules = catalog.safety.rules if catalog.safety else read_safety(catalog.roots, findings)
    for lang in (ENGLISH, *catalog.translations) if rules else ():
        local = in_language(catalog, lang)
        if rules and layout.id in local.layouts:
            titled = replace(layout, title=local.layouts[layout.id].title)
            _check_said((titled,), local, lang, rules, findings)


def _check_said(layouts: Iterable[Layout], catalog: Catalog, lang: str, rules: SafetyRules, findings: Findings) -> None:
    pieces = [Piece(layout, catalog, rules, said_by(layout, catalog)) for layout in layouts]
    _check_pieces(pieces, rules.words.get(lang, ()), findings)
    for piece in pieces:
        check_outside(piece, lang, findings)
        for check in _CHECKS if lang == ENGLISH else ():
            check(piece, findings)


def vouched(catalog: Catalog) -> Vouched | None:
    """The rules, if nothing is wrong with them, and the languages whose texts they find no fault with."""
    findings = Findings()
    rules = read_safety(catalog.roots, findings)
    if rules is None or findings.found:
        return None
    langs = (ENGLISH, *catalog.translations)
    return Vouched(rules, frozenset(lang for lang in langs if _is_clean(catalog, lang, rules)))


def _is_clean(catalog: Catalog, lang: str, rules: SafetyRules) -> bool:
    findings = Findings()
    _check_texts(in_language(catalog, lang), lang, rules, findings)
    return not findings.found


def _check_rules(rules: SafetyRules, catalog: Catalog, findings: Findings) -> None:
    """What the rules themselves name is in the catalogue, and what layouts ask to be allowed is in the rules."""
    listed = [*rules.do_not_confront, *rules.signs, *rules.disclaimers, *sum(rules.who_answers.values(), ())]
    for key in listed:
        if look_up(catalog.topics, key) is None:
            fix = "Correct it, or take it out of the safety rules."
            findings.error("safety.topic", rules.place, f"No topic holds “{key}”, which a rule names.", fix, seen=key)
    for name in (*rules.who_answers, *(name for kind in rules.kinds.values() for name in kind.contacts)):
        if name not in catalog.contacts.contacts:
            problem = f"There is no contact “{name}”, which a rule names."
            findings.error("safety.contact", rules.place, problem, nearest(name, catalog.contacts.contacts), seen=name)
    for layout in catalog.layouts.values():
        for name in layout.allow:
            if name not in rules.allow:
                problem = f"“{name}” is nothing that a layout can allow."
                findings.error("safety.allow", layout.place, problem, nearest(name, rules.allow), seen=name)


def _check_texts(catalog: Catalog, lang: str, rules: SafetyRules, findings: Findings) -> None:
    """Words to avoid in topics and facts, whatever piece says them, and what can never be a sign."""
    avoid = rules.words.get(lang, ())
    spoken = [leaf for name, topic in catalog.topics.items() for leaf in leaves(name, topic.node)]
    texts = [(text, place) for _, text, place in spoken]
    if lang == ENGLISH:
        texts += [(f"{fact.label}. {fact.text}", fact.place) for fact in catalog.facts.values()]
    else:
        facts = catalog.translations[lang].facts
        texts += [(text, place) for name, node in facts.items() for _, text, place in leaves(name, node)]
    check_words(texts, (rule for rule in avoid if not rule.audiences), findings)
    never = rules.not_signs.get(lang)
    for key, text, place in spoken:
        for word in hits(forms_of(never), bare(text)) if never and under(key, rules.signs) else ():
            problem = f"“{word}” stands among the signs, but who a person is can never be a sign of trafficking."
            findings.error("safety.not-a-sign", place, problem, "Write what one can see happen to them.", seen=word)


def _check_pieces(pieces: Iterable[Piece], avoid: Sequence[WordRule], findings: Findings) -> None:
    """Words to avoid in layouts, those for some audiences only in what their pieces say."""
    for piece in pieces:
        own = [(text, said.block.place) for said in piece.said for text in printed_texts(said.block)]
        own.append((piece.layout.title, piece.layout.place))
        check_words(own, (rule for rule in avoid if not rule.audiences), findings)
        words = [(piece.layout.title, piece.layout.place), *(pair for said in piece.said for pair in said.words)]
        check_words(words, (rule for rule in avoid if piece.layout.audience in rule.audiences), findings)
