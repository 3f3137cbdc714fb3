"""Posting rules at work: the rules read and held against the directory, and files or layouts held against a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.catalog.contacts import Directory, read_contacts
from generator.catalog.languages import read_languages
from generator.catalog.languagewords import Tongue, read_tongues
from generator.catalog.locked import LockedText, read_locked
from generator.catalog.notices import is_notice
from generator.catalog.places import Roots
from generator.catalog.rules import PostingRule, check_rules, read_rules
from generator.catalog.translated import languages_of
from generator.errors import SetupError, UsageError, refuse_errors
from generator.findings import Findings, nearest
from generator.frozen import dataclass
from generator.making import Purpose, make
from generator.order import Order, composed, open_catalog
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
    catalog, findings = open_catalog(roots, None, (name,)), Findings()
    if name not in catalog.layouts:
        raise UsageError(f"There is no file and no layout “{name}”. {nearest(name, catalog.layouts)}")
    layout = catalog.layouts[name]
    if not is_notice(layout):
        had = languages_of(layout, catalog)
        langs = langs or [lang for lang in rule.languages if lang in had] or had[:1]
    asked = rule.id if is_notice(layout) else ""
    order = Order(Path(), (name,), tuple(langs), (Purpose.PRESS,), fields=fields, rule=asked)
    jobs = composed(catalog, order, findings).jobs
    refuse_errors(findings)
    yield from ((made.name, made.data) for job in jobs for made in make(job))
