"""Writing direction: the embedding level of each character, and the order in which the runs of a line are printed.

Unicode Standard Annex 9 without its old embedding and override codes, which content must not hold.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.text.bidirules import resolve

# What no text may hold: codes that turn everything after them until they are closed, if ever they are.
_EMBEDDING = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF"})
# Texts without any of these classes read from left to right in every part.
_TURNS = frozenset({"R", "AL", "AN", "RLI", "FSI"}) | _EMBEDDING
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
# Rule X9: these stand nowhere; each goes with the character before it.
_NOWHERE = _EMBEDDING | {"BN"}
# Rule L1: these fall back to the direction of the paragraph at its end and before a separator.
_BLANK = _ISOLATES | _NOWHERE | {"PDI", "WS"}
_LRI, _FSI, _PDI = "\u2066", "\u2068", "\u2069"
# Rule BD2: deeper than this, an isolate is not counted.
_DEEPEST = 125


def isolated(text: str, *, rtl: bool) -> str:
    """A value for a text that runs the other way, in isolates: what stands around it keeps its place.

    Values that run as their text does are given back as they are.
    """
    against = ("L",) if rtl else ("R", "AL", "AN")
    if (text.isascii() and not rtl) or not any(unicodedata.bidirectional(character) in against for character in text):
        return text
    return f"{_FSI}{text}{_PDI}"


def levels(text: str, base: int = 0, atoms: Sequence[tuple[int, int]] = ()) -> list[int]:
    """The embedding level of each character in a paragraph of level `base`: 0 left to right, 1 right to left.

    Atoms, (start, end) in order, are isolated left to right: bare, a number such as 1-866-347-2423 would be printed
    2423-347-866-1 among Arabic letters.
    """
    classes = [unicodedata.bidirectional(character) for character in text]
    if not base and _TURNS.isdisjoint(classes):
        return [0] * len(text)
    marked, at = "", 0
    for start, end in atoms:
        marked += f"{text[at:start]}{_LRI}{text[start:end]}{_PDI}"
        at = end
    edges = {edge + 2 * index + side for index, atom in enumerate(atoms) for side, edge in enumerate(atom)}
    resolved = paragraph_levels(marked + text[at:], base)
    return [level for index, level in enumerate(resolved) if index not in edges]


def paragraph_levels(text: str, base: int) -> list[int]:
    """The levels of a paragraph by the rules X1 to L1; U+2029 and other separators take `base`."""
    # A character that this Unicode does not know yet counts as left to right (DerivedBidiClass.txt, for most blocks).
    classes = [unicodedata.bidirectional(character) or "L" for character in text]
    matches = _matches(classes)
    found = _isolate_levels(classes, matches, base)
    standing = [index for index, name in enumerate(classes) if name not in _NOWHERE]
    places = {index: at for at, index in enumerate(standing)}
    around = [found[index] for index in standing]
    for sequence in _sequences(standing, classes, matches, found):
        unclosed = classes[sequence[-1]] in _ISOLATES and sequence[-1] not in matches
        ends = (places[sequence[0]], len(standing) if unclosed else places[sequence[-1]] + 1)
        edges = _edges(found[sequence[0]], ends, around, base)
        resolved = resolve([text[index] for index in sequence], [classes[index] for index in sequence], edges)
        for index, level in zip(sequence, resolved, strict=True):
            found[index] = level
    return _reset_blanks(classes, found, base)


def direction_of(text: str) -> int:
    """The level of a paragraph by its first letter (rules P2 and P3), isolates passed over."""
    classes = [unicodedata.bidirectional(character) or "L" for character in text]
    return _first_strong(classes, 0, len(classes), _matches(classes))


def unordered(text: str) -> Iterable[str]:
    """The embedding and override codes, which are not obeyed: a text that holds one is refused, not misprinted."""
    return (character for character in text if unicodedata.bidirectional(character) in _EMBEDDING)


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The indexes of runs from left to right, given their levels in reading order (UAX 9, rule L2).

    The rule stops at the lowest odd level; below it every reversal is undone by the next, so all are made here.
    """
    return _turned(run_levels, range(max(run_levels, default=0), 0, -1))


def reading_order(run_levels: Sequence[int]) -> list[int]:
    """The indexes of runs in reading order, given their levels from left to right: `visual_order` undone.

    What rule L2 reverses stays together on the line, so the reversals are undone from the lowest level upwards.
    """
    return _turned(run_levels, range(1, max(run_levels, default=0) + 1))


def _turned(run_levels: Sequence[int], steps: Iterable[int]) -> list[int]:
    """The indexes of runs after every stretch of at least the level of each step was reversed."""
    order = list(range(len(run_levels)))
    for least in steps:
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and run_levels[order[end]] >= least:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end + 1
    return order


def _matches(classes: Sequence[str]) -> dict[int, int]:
    """Each isolate's index with that of the code that closes it (rule BD9)."""
    waiting: list[int] = []
    found: dict[int, int] = {}
    for index, name in enumerate(classes):
        if name in _ISOLATES:
            waiting.append(index)
        elif name == "PDI" and waiting:
            found[waiting.pop()] = index
    return found


def _first_strong(classes: Sequence[str], start: int, end: int, matches: dict[int, int]) -> int:
    index = start
    while index < end:
        if classes[index] in ("L", "R", "AL"):
            return int(classes[index] != "L")
        index = matches.get(index, end) if classes[index] in _ISOLATES else index + 1
    return 0


def _isolate_levels(classes: Sequence[str], matches: dict[int, int], base: int) -> list[int]:
    """The level each character starts from: isolates lie a level deeper than what is around them (X5a to X6a)."""
    levels_at, depth, too_deep = [], [base], 0
    closes = set(matches.values())
    for index, name in enumerate(classes):
        if name == "PDI" and index in closes:
            if too_deep:
                too_deep -= 1
            else:
                depth.pop()
        levels_at.append(base if name == "B" else depth[-1])
        if name in _ISOLATES:
            turned = name == "RLI"
            if name == "FSI":
                turned = bool(_first_strong(classes, index + 1, matches.get(index, len(classes)), matches))
            deeper = (depth[-1] + 1) | 1 if turned else (depth[-1] + 2) & ~1
            if deeper > _DEEPEST or too_deep:
                too_deep += 1
            else:
                depth.append(deeper)
    return levels_at


def _sequences(
    standing: Sequence[int], classes: Sequence[str], matches: dict[int, int], found: Sequence[int]
) -> Iterator[list[int]]:
    """The characters that are resolved together: runs of one level, joined over the isolates in them (BD13)."""
    runs = [list(run) for _, run in groupby(standing, key=lambda index: found[index])]
    starting = {run[0]: run for run in runs}
    closes = set(matches.values())
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in closes:
            continue
        sequence = list(run)
        while (joined := starting.get(matches.get(sequence[-1], -1))) is not None:
            sequence += joined
        yield sequence


def _edges(level: int, ends: tuple[int, int], around: Sequence[int], base: int) -> tuple[int, int, int]:
    """The level of a sequence, and the higher of it and what stands before it, and behind it (rule X10)."""
    before = around[ends[0] - 1] if ends[0] else base
    after = around[ends[1]] if ends[1] < len(around) else base
    return level, max(level, before), max(level, after)


def _reset_blanks(classes: Sequence[str], found: Sequence[int], base: int) -> list[int]:
    """Rule L1, and what stands nowhere takes the level of what is before it."""
    levels_at = list(found)
    for index, name in enumerate(classes):
        if name in _NOWHERE:
            levels_at[index] = levels_at[index - 1] if index else base
    blank = True
    for index in range(len(classes) - 1, -1, -1):
        separator = classes[index] in ("B", "S")
        blank = separator or (blank and classes[index] in _BLANK)
        if blank:
            levels_at[index] = base
    return levels_at
