"""Digits read as numbers: a few shapes, each looked for in what the shapes before it left over."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from generator.catalog.phones import SHORT_CODES, normal_number
from generator.frozen import dataclass
from generator.proof.addresses import blanked
from generator.proof.shorts import SERVICE, lettered, short_number


@dataclass(frozen=True)
class Hit:
    """A number in plain text; one that is not `sure` may be no number at all."""

    start: int
    end: int
    sure: bool


# What may stand between two groups; a full stop and a space, or a slash between spaces, part two things.
_JOIN = r"(?:(?![()-]?(?:\. | / ))[ ()./-]{1,3})"
_OVER = rf"(?:{_JOIN}?\n[ ]?\(?|{_JOIN})"
_BROKEN = r"\n?"
_TIGHT = r"(?:[-.]\n?|[()]{1,2}|\)[ ])"
_BEGIN = r"(?<![0-9])(?<![0-9][-.()])(?<![0-9]\)[ ])(?<![0-9]-\n)"
_END = r"(?![0-9]|[-.)][0-9]|-\n[0-9])"
_OPEN = r"(?:\([ ]?(?=[0-9]+[ ]?\)))?"
# How the seven digits after the area code are grouped in print.
_SEVENS = ((7,), (3, 4), (4, 3), (2, 5), (5, 2), (3, 2, 2), (2, 3, 2), (2, 2, 3))
_SHORT = rf"{_BEGIN}(?:[0-9]{{3}}|[0-9](?:-[0-9]){{2}}|[0-9](?:-?[0-9]){{4,5}}|[0-9]{{7}}){_END}"
_NATIONAL = 10
# Single digits with spaces between, as wide letterspacing comes out; and three lines of one group each, as on posters.
_SPACED = r"(?<![0-9])(?<![0-9] )(?:[+] ?)?[0-9(](?: {1,3}[-.()/0-9]){9,18}(?![ ]?[0-9])"
_STACKED = r"(?<![^\n])(?<![0-9]\n)(?:1[- ]?)?\(?[2-9][0-9]{2}\)?-?\n[2-9][0-9]{2}-?\n[0-9]{4}(?![^\n])(?!\n[0-9])"
# The same sign, whatever it is, twice between groups as a phone number has them.
_SIGNS = rf"{_BEGIN}(?<![A-Za-z_])(?:\+?1 ?[|~_=:*'] ?)?[2-9][0-9]{{2}}( ?[|~_=:*'] ?)[2-9][0-9]{{2}}\1[0-9]{{4}}{_END}"
# A digit on each line, as text set upright comes out; and two whole numbers without any room between them.
_UPRIGHT = r"(?<![^\n])(?<![0-9]\n)[0-9(](?:\n[-.()/0-9]){9,18}(?![^\n])(?!\n[0-9])"
_ONE = r"(?:1[-. ])?[2-9][0-9]{2}[-. ][0-9]{3}[-. ][0-9]{4}"
_GLUED = rf"{_BEGIN}{_ONE}(?={_ONE}(?![0-9]))"
_PRINTED = re.compile(r"(?:1[-. ])?\(?[2-9][0-9]{2}(?:[-.]|\) ?)[0-9]{3}[-.][0-9]{4}")
_SLASHED = rf"{_BEGIN}(?:1 / )?[2-9][0-9]{{2}} / [2-9][0-9]{{2}} / [0-9]{{4}}{_END}"
_LOCAL = re.compile(rf"{_BEGIN}[2-9][0-9]{{2}}(?:[-.]|(?<![0-9][ ][0-9]{{3}})[ ])[0-9]{{4}}{_END}")


def _whole(join: str, inside: str = "") -> str:
    """Area code and seven digits, grouped with `join`; `inside` may stand between the digits of a group."""

    def group(size: int) -> str:
        return f"[0-9](?:{inside}[0-9]){{{size - 1}}}"

    sevens = "|".join(join.join(group(size) for size in sizes) for sizes in _SEVENS)
    return rf"{_OPEN}{group(3)}{join}?(?:{sevens}){_END}"


def scan(text: str) -> tuple[Hit, ...]:
    """Every number in the digits of plain text, in the order they stand."""
    hits: list[Hit] = []
    for pattern, judged in _SHAPES:
        found = tuple(_found(pattern, judged, text))
        hits += found
        text = blanked(text, ((hit.start, hit.end) for hit in found))
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _found(pattern: re.Pattern[str], judged: _Judged, text: str) -> Iterator[Hit]:
    position = 0
    while match := pattern.search(text, position):
        hit = judged(match)
        if hit:
            yield hit
        position = hit.end if hit else match.start() + 1


def _hit(match: re.Match[str], *, sure: bool = True) -> Hit:
    return Hit(*match.span(), sure)


def _on_one_line(match: re.Match[str]) -> Hit:
    """Bare digits that hang on a letter may be a part number; in groups they are a phone number even then."""
    return _hit(match, sure=not (match[0].isdigit() and lettered(match.string, match.start())))


def _over_a_line_end(match: re.Match[str]) -> Hit | None:
    """One number over two lines (over more where hyphens say so), unless what stands first is one by itself."""
    first = match[0].partition("\n")[0].strip(" ().-/")
    alone = SERVICE.fullmatch(first) or first in SHORT_CODES or _LOCAL.fullmatch(first)
    lines = len(re.findall(r"(?<!-)\n", match[0]))
    broken = lines > 1 and not _PRINTED.fullmatch(match[0].replace("\n", ""))
    return None if alone or broken else _hit(match)


def _spaced(match: re.Match[str]) -> Hit | None:
    """As many single digits as a number has; those that count up are a scale."""
    digits = re.sub("[^0-9]", "", match[0])
    counting = all(int(after) - int(before) in (1, -9) for before, after in itertools.pairwise(digits))
    long_enough = len(digits) == _NATIONAL or (len(digits) == _NATIONAL + 1 and digits.startswith("1"))
    return _hit(match, sure="\n" not in match[0]) if long_enough and not counting else None


def _stacked(match: re.Match[str]) -> Hit | None:
    first = match[0].partition("\n")[0].strip("()-")
    return None if SERVICE.fullmatch(first) or first in SHORT_CODES else _hit(match)


def _abroad(match: re.Match[str]) -> Hit | None:
    """The longest number after a plus that can be dialled, or else all digits of its line, if they are enough."""
    for end in sorted((group.end() for group in re.finditer("[0-9]+", match[0])), reverse=True):
        try:
            normal_number(re.sub("[^0-9+]", "", match[0][:end]), "US")
        except ValueError:
            continue
        return Hit(match.start(), match.start() + end, sure=True)
    return _hit(match) if len(re.findall("[0-9]", match[0])) >= _NATIONAL else None


def _local(match: re.Match[str]) -> Hit | None:
    """Without area code; after a space four digits may be a year."""
    year = re.search(" (?:19|20)[0-9]{2}$", match[0]) is not None
    return None if lettered(match.string, match.start()) else _hit(match, sure=not year)


def _odd(match: re.Match[str]) -> Hit | None:
    """Three groups or more are a number with a digit too few or too many; dots alone are a version."""
    groups, signs = re.findall("[0-9]+", match[0]), set(re.findall("[^0-9]", match[0]))
    enough = len(groups) >= 3 and len("".join(groups)) >= _NATIONAL - 1 and signs != {"."}
    return _hit(match) if enough and not lettered(match.string, match.start()) else None


def _true_short(match: re.Match[str]) -> Hit | None:
    return _short(match) if match[0].replace("-", "") in SHORT_CODES else None


def _short(match: re.Match[str]) -> Hit | None:
    sure = short_number(match.string, match.start(), match.end())
    return None if sure is None else _hit(match, sure=sure)


def _almost(match: re.Match[str]) -> Hit | None:
    """Few groups that could be a number with a digit too few or too many, or many other things."""
    return _hit(match, sure=False) if len(re.findall("[0-9]", match[0])) > _NATIONAL - 3 else None


_Judged = Callable[[re.Match[str]], Hit | None]
_SHAPES: tuple[tuple[re.Pattern[str], _Judged], ...] = tuple(
    (re.compile(pattern), judged)
    for pattern, judged in (
        (rf"\+[0-9](?:{_JOIN}?[0-9]){{6,14}}{_END}", _abroad),
        (_GLUED, _hit),
        # 2 (866) 347-2423, 2 866 347 2423: a digit set like the leading 1 belongs to the number, though wrong
        (rf"{_BEGIN}(?<![0-9]/)[02-9](?:[ ]?(?=\()|[ ](?=[0-9]{{3}} [0-9]{{3}} [0-9]{{4}})){_whole(_JOIN)}", _hit),
        (rf"{_BEGIN}(?:(?:(?:011|00){_JOIN}?)?1{_JOIN}?)?{_whole(_JOIN)}", _on_one_line),
        (rf"{_BEGIN}\+?(?:1{_OVER}?)?{_whole(_OVER, _BROKEN)}", _over_a_line_end),
        (_SPACED, _spaced),
        (_UPRIGHT, _spaced),
        (_SIGNS, _hit),
        (_STACKED, _stacked),
        (_SLASHED, _hit),
        (_LOCAL.pattern, _local),
        (rf"{_BEGIN}{_OPEN}[0-9](?:{_TIGHT}?[0-9]){{7,14}}{_END}", _odd),
        (_SHORT, _true_short),
        (
            rf"{_BEGIN}(?:[0-9]{{8,12}}|(?:1{_JOIN})?{_OPEN}[0-9]{{2,4}}(?:{_JOIN}[0-9]{{2,8}}){{1,2}}){_END}(?!/[0-9])",
            _almost,
        ),
        (_SHORT, _short),
    )
)
