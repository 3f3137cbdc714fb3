"""The rules of Unicode Standard Annex 9 for one sequence of characters: weak types (W), brackets (N0), neutrals (N)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

# The bracket pairs of BidiBrackets.txt (Unicode 15); the angle brackets U+2329 and U+232A equal U+3008 and U+3009.
_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩"
    "⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_OPENING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)) | {"\u2329": "\u3009"}
_CLOSING = {closing: closing for closing in _OPENING.values()} | {"\u232a": "\u3009"}
# Rule BD16: with more open brackets than these, none counts.
_MOST_OPEN = 63
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_ISOLATING = frozenset({"LRI", "RLI", "FSI", "PDI"})
# Rule N0 and N1: numbers count as right to left.
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def resolve(characters: Sequence[str], classes: Sequence[str], edges: tuple[int, int, int]) -> list[int]:
    """The levels of an isolating run sequence; `edges` are its own level, and those that it starts and ends at."""
    level, *outer = edges
    start, end = ("R" if edge % 2 else "L" for edge in outer)
    types = _weak(classes, start)
    _brackets(characters, classes, types, start, level)
    _neutrals(types, start, end, level)
    return [_implicit(kind, level) for kind in types]


def _weak(classes: Sequence[str], start: str) -> list[str]:
    """Rules W1 to W7."""
    types = _marks(classes, start)
    _by_strong(types, start, "AL", ("L", "R", "AL"), "AN")
    types = ["R" if kind == "AL" else kind for kind in types]
    for index in range(1, len(types) - 1):
        before, kind, after = types[index - 1 : index + 2]
        if before == after and ((kind in ("ES", "CS") and before == "EN") or (kind == "CS" and before == "AN")):
            types[index] = before
    _terminators(types)
    types = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in types]
    _by_strong(types, start, "L", ("L", "R"), "L")
    return types


def _marks(classes: Sequence[str], start: str) -> list[str]:
    """W1: a combining mark takes the type of what it stands on."""
    types: list[str] = []
    for name in classes:
        before = types[-1] if types else start
        types.append(name if name != "NSM" else "ON" if before in _ISOLATING else before)
    return types


def _by_strong(types: list[str], start: str, wanted: str, strong: tuple[str, ...], becomes: str) -> None:
    """W2 and W7: a European number after the strong type `wanted` becomes another."""
    last = start
    for index, kind in enumerate(types):
        if kind in strong:
            last = kind
        elif kind == "EN" and last == wanted:
            types[index] = becomes


def _terminators(types: list[str]) -> None:
    """W5: signs such as % and $ go with the European number beside them."""
    for kind, start, end in _stretches(types, lambda kind: kind == "ET"):
        beside = types[start - 1 : start] + types[end : end + 1]
        if kind and "EN" in beside:
            types[start:end] = ["EN"] * (end - start)


def _stretches(types: Sequence[str], wanted: Callable[[str], bool]) -> list[tuple[bool, int, int]]:
    """The stretches that are wanted and those that are not: whether, start, end."""
    found, at = [], 0
    for kind, members in groupby(list(types), key=wanted):
        size = len(list(members))
        found.append((kind, at, at + size))
        at += size
    return found


def _bracket_pairs(characters: Sequence[str], types: Sequence[str]) -> list[tuple[int, int]]:
    """BD16: the indexes of matching brackets, by their opening ones."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(characters):
        if types[index] != "ON":
            continue
        if character in _OPENING:
            if len(opened) == _MOST_OPEN:
                return []
            opened.append((_OPENING[character], index))
        elif character in _CLOSING:
            match = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == _CLOSING[character]), None)
            if match is not None:
                pairs.append((opened[match][1], index))
                del opened[match:]
    return sorted(pairs)


def _brackets(characters: Sequence[str], classes: Sequence[str], types: list[str], start: str, level: int) -> None:
    """N0: both brackets of a pair take one direction, by what is in them and before them."""
    own = "R" if level % 2 else "L"
    for opening, closing in _bracket_pairs(characters, types):
        inside = {_STRONG[kind] for kind in types[opening + 1 : closing] if kind in _STRONG}
        if not inside:
            continue
        before = next((_STRONG[kind] for kind in reversed(types[:opening]) if kind in _STRONG), start)
        direction = own if own in inside or before == own else before
        for bracket in (opening, closing):
            types[bracket] = direction
            after = bracket + 1
            while after < len(types) and classes[after] == "NSM":
                types[after] = direction
                after += 1


def _neutrals(types: list[str], start: str, end: str, level: int) -> None:
    """N1 and N2: neutrals between two of one direction take it, others that of the sequence."""
    own = "R" if level % 2 else "L"
    for neutral, first, last in _stretches(types, _NEUTRAL.__contains__):
        if neutral:
            before = _STRONG[types[first - 1]] if first else start
            after = _STRONG[types[last]] if last < len(types) else end
            types[first:last] = [before if before == after else own] * (last - first)


def _implicit(kind: str, level: int) -> int:
    """I1 and I2."""
    if level % 2:
        return level + (kind != "R")
    return level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
