"""Posting rules at work: the rules read and held against the directory, and files or layouts held against a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.catalog.contacts import Directory, read_contacts
from generator.catalog.languages import read_languages
from generator.catalog.languagewords import Tongue, read_tongues
from generator.catalog.locked import LockedText, read_locked
from generator.catalog.notices import is_notice, notice_for, notice_langs
from generator.catalog.places import Roots
from generator.catalog.profiles import USUAL_PROFILE
from generator.catalog.rules import PostingRule, check_rules, read_rules
from generator.catalog.translated import languages_of
from generator.compose.piece import compose_in
from generator.compose.record import check_names, read_record
from generator.errors import SetupError, UsageError, refuse_errors
from generator.findings import Findings, nearest
from generator.making import Job, Purpose, make
from generator.order import open_catalog
from generator.press.duplex import Flip
from generator.proof.known import known_directory
from generator.proof.posting.check import check_pages
from generator.proof.posting.results import RuleResult


@dataclass(frozen=True)
class RuleBook:
    """The posting rules with what they lean on: the directory, what tells languages apart, and locked wording."""

    rules: Mapping[str, PostingRule]
    directory: Directory
    tongues: Mapping[str, Tongue]
    locked: Mapping[str, LockedText]

    def rule(self, name: str) -> PostingRule:
        """The rule of that id; raises UsageError for one that is not there."""
        if name not in self.rules:
            raise UsageError(f"There is no posting rule “{name}”. {nearest(name, self.rules)}")
        return self.rules[name]

    def held(self, name: str, files: Sequence[tuple[str, bytes]]) -> RuleResult:
        """Finished files by name, held against one rule, and against the wording that was locked under its id."""
        texts = self.locked[name].texts if name in self.locked else {}
        wording = {lang: locked.text for lang, locked in texts.items()}
        return check_pages(self.rule(name), files, self.directory, wording, tongues=self.tongues)


def open_rulebook(roots: Roots) -> RuleBook:
    """Read the rules and hold them against the directory; raises Refused with every fault in them."""
    findings = Findings()
    directory, languages = read_contacts(roots, findings), read_languages(roots, findings)
    rules = read_rules(roots, findings)
    tongues = read_tongues(roots, languages.values(), findings)
    locked = read_locked(roots, findings)
    check_rules(rules, directory, languages, findings)
    refuse_errors(findings)
    return RuleBook(rules, directory, tongues, locked)


def check_targets(
    roots: Roots, name: str, targets: Sequence[str], langs: Sequence[str], fields: Mapping[str, str]
) -> RuleResult:
    """Hold a rule against files, or against the press pages of layouts that are made for it in memory.

    A layout is made in the languages named, else in those of the rule that it has, else in its first.
    """
    book = open_rulebook(roots)
    files = [file for target in targets for file in _files(roots, book.rule(name), target, langs, fields)]
    return book.held(name, files)


def _files(
    roots: Roots, rule: PostingRule, target: str, langs: Sequence[str], fields: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """A file by its path, or the files of a layout by its id."""
    path = Path(target)
    if not path.is_file():
        yield from _made(roots, rule, target, langs, fields)
        return
    try:
        yield path.name, path.read_bytes()
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}.") from error


def _made(
    roots: Roots, rule: PostingRule, name: str, langs: Sequence[str], fields: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    catalog = open_catalog(roots, None, (name,))
    if name not in catalog.layouts:
        raise UsageError(f"There is no file and no layout “{name}”. {nearest(name, catalog.layouts)}")
    layout, findings = catalog.layouts[name], Findings()
    if is_notice(layout):
        layout, langs = notice_for(layout, rule, langs, catalog, findings), notice_langs(rule, layout, langs)
        refuse_errors(findings)
    had = languages_of(layout, catalog)
    strange = [lang for lang in langs if lang not in had]
    if strange:
        raise UsageError(f"“{name}” cannot be had in “{strange[0]}”. {nearest(strange[0], had)}")
    check_names([layout], fields, findings)
    record = read_record(layout, fields, catalog.contacts, findings)
    known = known_directory(catalog.contacts, tuple(value.shown for value in record.values() if value.number))
    for lang in langs or [lang for lang in rule.languages if lang in had] or had[:1]:
        piece, spoken = compose_in(layout, catalog, lang, record, findings)
        refuse_errors(findings)
        for made in make(Job(piece, spoken, Purpose.PRESS, None, Flip.LONG, known, catalog.profiles[USUAL_PROFILE])):
            yield made.name, made.data
