"""Findings in the language of the page: what is wrong and what to do now, for those who never see a terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from generator.findings import Finding, Severity
from generator.frozen import dataclass

ENGLISH = "en"
_FOLDER = Path(__file__).resolve().parent / "words"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# An option or a command to be typed, which nobody can do on a page.
_TYPED = re.compile(r"(?<![\w-])--[a-z]|\bhandbill [a-z]")
_VALUE = re.compile(r"\{(seen|limit)\}")
# A value stands in quotes or brackets, which go with it where a finding does not give it.
_HELD = re.compile(r":? ?(?:“[^“”]*\{(?:seen|limit)\}[^“”]*”|\([^()]*\{(?:seen|limit)\}[^()]*\))")
_CODE = re.compile(r"U\+([0-9A-F]{4,5}|10[0-9A-F]{4})(?= |$)")
_CODES = re.compile(rf"{_CODE.pattern}(?: {_CODE.pattern})*")
_LONGEST = 80  # of a value within a sentence; all of it stands in the English


@dataclass(frozen=True)
class Plain:
    """A finding as a page says it: problem and fix in `lang`, and the English where that is another language."""

    problem: str
    fix: str
    seen: str
    limit: str
    original: str
    lang: str


@dataclass(frozen=True)
class _Words:
    """The sentences of a language by rule, and its words for values."""

    rules: Mapping[str, Mapping[str, str]]
    values: tuple[tuple[re.Pattern[str], str], ...]


def plain(finding: Finding, lang: str) -> Plain:
    """The finding in the language `lang`; in English, and marked so, where that has no words for its rule."""
    english = _english(finding)
    words = _words(lang) if lang != ENGLISH else None
    said = words.rules.get(finding.rule) if words else None
    if words is None or said is None:
        return english
    seen, limit = _value(finding.seen, words), _value(finding.limit, words)
    fix = said.get("fix", "") if finding.fix or finding.severity is not Severity.NOTE else ""
    values = {"seen": _short(seen), "limit": _short(limit)}
    original = f"{english.problem} {english.fix}".strip()
    return Plain(_filled(said["problem"], values), _filled(fix, values), seen, limit, original, lang)


def _english(finding: Finding) -> Plain:
    """The finding's own sentences; those that ask for something typed have others, for a page."""
    said = _words(ENGLISH).rules.get(finding.rule, {})
    values = {"seen": finding.seen, "limit": finding.limit}
    problem, fix = (
        _filled(said[key], values) if key in said and _TYPED.search(sentence) else sentence
        for key, sentence in (("problem", finding.problem), ("fix", finding.fix))
    )
    return Plain(problem, fix, finding.seen, finding.limit, "", ENGLISH)


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its values; what holds one that is not there is left out."""

    def held(match: re.Match[str]) -> str:
        return match[0] if all(values[name] for name in _VALUE.findall(match[0])) else ""

    filled = _VALUE.sub(lambda match: values[match[1]], _HELD.sub(held, sentence)).strip()
    return filled[:1].upper() + filled[1:]


def _short(value: str) -> str:
    """The value on one line, and no longer than a sentence bears; characters that show instead of their codes."""
    if _CODES.fullmatch(value):
        shown = "".join(chr(int(code, 16)) for code in _CODE.findall(value))
        value = shown if shown.isprintable() else value
    value = " ".join(value.split())
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1].rstrip()}…"


def _value(value: str, words: _Words) -> str:
    for pattern, said in words.values:
        found = pattern.fullmatch(value)
        if found:
            return "".join(part for pair in zip(said.split("#"), (*found.groups(), ""), strict=True) for part in pair)
    return value


@cache
def _words(lang: str) -> _Words:
    path = _FOLDER / f"findings.{lang}.yaml"
    if not path.is_file():
        return _Words({}, ())
    said = yaml.load(path.read_bytes(), _LOADER)  # noqa: S506 - one of the safe loaders
    values = (
        (re.escape(value).replace(r"\#", r"(-?\d[\d.,]*)"), word) for value, word in said.get("values", {}).items()
    )
    return _Words(said["rules"], tuple((re.compile(pattern), word) for pattern, word in values))
