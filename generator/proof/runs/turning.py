"""Words in the order in which they stand on a line from its left to its right, and how often they stand on lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, product

from generator.frozen import dataclass
from generator.proof.plain import plain_text
from generator.proof.visual import has_right_to_left
from generator.text.bidi import levels, visual_order

# Vowels and other marks of Hebrew, Arabic, Thaana and N’Ko, by which one name may differ from another.
_MARK = "\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u07a6-\u07b0\u07eb-\u07f3\u08ca-\u08ff"
_MARKS = re.compile(f"[{_MARK}]{{2,}}")
_IN_WORD = re.compile(rf"[\w{_MARK}]")
_IS_MARK = re.compile(f"[{_MARK}]")
# A bracket is drawn turned round from right to left, and PDFium tells now the one and now the other.
_BRACKETS = str.maketrans(dict.fromkeys("()[]{}<>«»‹›", "|"))
# A printed number, which is set from left to right among whatever letters.
_NUMBER = re.compile(r"\+?[(]?\d[-\d() ./]*\d")
_DIALLED = 7  # digits


@dataclass(frozen=True)
class _Turn:
    """One way in which a text may be set: its folded letters as they are read, their levels, and it all on one line."""

    letters: tuple[str, ...]
    levels: tuple[int, ...]
    whole: str


def folded(text: str) -> str:
    """A line as it is compared: plain characters, but with the marks of right-to-left letters, in an order of ours."""
    return _MARKS.sub(lambda marks: "".join(sorted(marks[0])), "".join(map(_folded, text)))


def times_on(lines: Sequence[str], words: str, least: int) -> int:
    """How often words stand on folded lines, each whole and in order; looks for no more where it is `least` times.

    They may stand on one line, or on some that follow each other.
    """
    if has_right_to_left(words):
        seen = _times_turned(lines, words, least)
        return seen if seen >= least or not any(map(_is_number, words.split())) else _times_in_parts(lines, words)
    seen = _times_straight(lines, " ".join(folded(words).split()), least)
    return seen if seen >= least or not _NUMBER.search(words) else _times_turned(lines, words, least)


def _times_straight(lines: Sequence[str], words: str, least: int) -> int:
    seen = _times(" ".join(lines), words)
    return seen if seen >= least or not words else len(_broken(words).findall("\n".join(lines)))


def _times_turned(lines: Sequence[str], words: str, least: int) -> int:
    """How often words stand there in one of the ways in which they may be set."""
    text, turns = "\n".join(lines), _turns(words)
    seen = max((_times(text, turn.whole) for turn in turns), default=0)
    return seen if seen >= least else max((_times_over(lines, turn) for turn in turns), default=0)


def _times(text: str, words: str) -> int:
    """How often words stand in a text by themselves; a mark before them belongs to them, and would make them others."""
    seen, at = 0, text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        seen += not (_is_one_word(text[at - 1 : at], words[0]) or _is_one_word(words[-1], text[end : end + 1]))
        at = text.find(words, end)
    return seen


def _is_one_word(before: str, after: str) -> bool:
    """Whether two characters that stand beside each other are of one word; a bullet may stand close to one."""
    return bool(_IN_WORD.match(before) and _IN_WORD.match(after))


@lru_cache(maxsize=4096)  # few different ones stand on a page
def _folded(letter: str) -> str:
    return letter if _IS_MARK.match(letter) else plain_text(letter).text.translate(_BRACKETS)


def _broken(words: str) -> re.Pattern[str]:
    """The words where a line may end between any two letters, with a hyphen or without one."""
    whole = r"[ \n]".join(r"(?:-?\n)?".join(map(re.escape, word)) for word in words.split())
    first, last = (r"\b" if _IN_WORD.match(edge) else "" for edge in (words[0], words[-1]))
    return re.compile(f"{first}{whole}{last}")


@lru_cache(maxsize=4096)
def _turns(words: str) -> tuple[_Turn, ...]:
    """The ways in which words may be set: in a text that runs either way, with numbers by themselves or not."""
    text = " ".join(filter(folded, words.split()))  # words of marks that nobody sees are none
    numbers = tuple(number.span() for number in _NUMBER.finditer(text))
    found: dict[_Turn, None] = {}
    for base, atoms in product((0, 1), dict.fromkeys(((), numbers))):
        pairs = zip(map(_folded, text), levels(text, base, atoms), strict=True)
        kept = [(letter, level) for letter, level in pairs if letter]
        letters, deep = tuple(letter for letter, _ in kept), tuple(level for _, level in kept)
        found[_Turn(letters, deep, _standing(letters, deep))] = None
    return tuple(found) if text else ()


def _standing(letters: Sequence[str], deep: Sequence[int]) -> str:
    """Letters of some levels as they stand from left to right."""
    return folded("".join([letters[at] for at in visual_order(deep)]))


def _times_over(lines: Sequence[str], turn: _Turn) -> int:
    """How often a text stands on lines, where it may take several."""
    return sum(_times(line, turn.whole) or int(_runs_on(lines, at, turn)) for at, line in enumerate(lines))


def _runs_on(lines: Sequence[str], at: int, turn: _Turn) -> bool:
    """Whether a text takes some lines, each of them whole: what stands first in it is not what stands at the left."""
    start = 0
    for line in map(str.strip, lines[at:]):
        start += int(turn.letters[start].isspace())
        end = next((start + len(part) for part in _without_hyphen(line) if _is_part(turn, start, part)), 0)
        if not end:
            return False
        if end >= len(turn.letters):
            return True
        start = end
    return False


def _without_hyphen(line: str) -> Iterator[str]:
    """The line, and what it is if a hyphen at its end is there for the line's end."""
    yield line
    if line.endswith("-"):
        yield line[:-1]
    if line.startswith("-"):
        yield line[1:]


def _is_part(turn: _Turn, start: int, line: str) -> bool:
    """Whether a text from there on begins with what stands on a line."""
    end = start + len(line)
    letters = turn.letters[start:end]
    return bool(line) and sorted(letters) == sorted(line) and _standing(letters, turn.levels[start:end]) == line


def _times_in_parts(lines: Sequence[str], words: str) -> int:
    """How often a long number and what stands before and behind it, each in order, stand on a line.

    Which of them stands on which side a name decides that was isolated, and words do not say where one begins.
    """
    parts = [" ".join(group) for _, group in groupby(words.split(), key=_is_number)]
    return sum(all(any(_times(line, turn.whole) for turn in _turns(part)) for part in parts) for line in lines)


def _is_number(word: str) -> bool:
    """Whether a word is a number that somebody calls."""
    return sum(map(str.isdecimal, word)) >= _DIALLED
