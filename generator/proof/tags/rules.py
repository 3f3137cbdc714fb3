"""The accessibility lints: what validators of PDF/UA-1 ask of tags, and what they do not see."""

from __future__ import annotations

from generator.proof.checks import Check
from generator.proof.tags.filerules import FILE_RULES, words_rule
from generator.proof.tags.markrules import MARK_RULES
from generator.proof.tags.tags import Tags
from generator.proof.tags.treerules import TREE_RULES


def tag_checks(tags: Tags, asked_words: tuple[str, ...] | None, shown_name: str) -> tuple[Check, ...]:
    """Every rule's answer for a file, with its words where it is known which were asked for.

    A file without tags is told so once: rules that hold tags against something have nothing to look at.
    """
    first = [rule.check(tags, shown_name) for rule in FILE_RULES]
    rest = (*MARK_RULES, *TREE_RULES, *([] if asked_words is None else [words_rule(asked_words)]))
    return (*first, *(rule.check(tags, shown_name) if tags.has_tree else rule.without_tags() for rule in rest))
