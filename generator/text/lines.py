"""Setting text: spans go in, lines of placed glyphs come out; nothing is dropped, and what does not fit is told."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.frozen import dataclass
from generator.text.bidi import unordered, visual_order
from generator.text.breaks import has_phrases
from generator.text.model import UNDETERMINED, GlyphRun, Line, Missing, SetText, Span
from generator.text.paragraphs import SPACES, Paragraph, paragraphs
from generator.text.plain import plain_line
from generator.text.runs import Run, itemise
from generator.text.scripts import LATIN, written_in

# Points of rounding that are no overset.
_SLACK = 0.001
# A balanced measure is sought to this many points.
_BALANCE_STEP = 0.1


def set_text(
    spans: Sequence[Span], measure: float, *, lang: str, rtl: bool = False, latin: str = "", balance: bool = False
) -> SetText:
    """Set `spans` ragged in lines of at most `measure` points, from right to left where `rtl`; a newline ends a line.

    Lines are filled greedily; `balance` then narrows them evenly without adding one, for headings. Words and atoms are
    never broken: one that is wider than the measure stands out and `overfull` says how far. A character that no face
    has, or that would turn the writing direction, is in `missing`; the caller refuses both. `latin` is the language of
    words in Latin letters where `lang` has other ones.
    """
    voices = (lang, latin or lang)
    plain = None if rtl else plain_line(spans, measure, *voices)
    if plain is not None:
        return SetText((plain,))
    done = _set(paragraphs(spans, lang, int(rtl)), measure, voices, balance=balance)
    if done.overfull and has_phrases("".join(span.text for span in spans), lang):
        done = _set(paragraphs(spans, lang, int(rtl), loose=True), measure, voices, balance=balance)
    return done


def _set(found: Sequence[Paragraph], measure: float, voices: tuple[str, str], *, balance: bool) -> SetText:
    blocks = [_block(paragraph, *voices) for paragraph in found]
    ends = [_fill(block, measure) for block in blocks]
    lines = _lines(blocks, ends)
    if balance:
        lines = _lines(blocks, _balanced(blocks, ends, measure))
    over = max((line.width for line in lines), default=0.0) - measure
    return SetText(lines, _missing(blocks), over if over > _SLACK else 0.0)


@dataclass(frozen=True)
class _Block:
    """A paragraph with its runs; `pens[k]` is about how many points its first k characters take."""

    paragraph: Paragraph
    runs: tuple[Run, ...]
    pens: tuple[float, ...]
    lang: str
    latin: str

    def inked_end(self, end: int) -> int:
        """Where the ink before `end` ends: the spaces there hang."""
        return len(self.paragraph.text[:end].rstrip(SPACES))

    def clipped(self, start: int, end: int) -> Iterator[tuple[Run, str]]:
        """The runs between two offsets, each with its part of the text, in reading order."""
        for run in self.runs:
            text = self.paragraph.text[max(start, run.start) : min(end, run.end)]
            if text:
                yield run.clipped(start, end), text

    def width(self, start: int, end: int) -> float:
        """The width in points of a line between two offsets as it will be shaped, without the hanging spaces."""
        clips = self.clipped(start, max(start, self.inked_end(end)))
        return sum(run.shaped(text, self.lang).advance * run.style.size / run.face.upem for run, text in clips)


def _block(paragraph: Paragraph, lang: str, latin: str) -> _Block:
    runs = itemise(paragraph, lang)
    pens = [0.0]
    for run in runs:
        shaped = run.shaped(paragraph.text[run.start : run.end], lang)
        for characters, advance in shaped.clusters:
            pens.extend([pens[-1] + advance * run.style.size / run.face.upem] * characters)
    return _Block(paragraph, runs, tuple(pens), lang, latin)


def _fill(block: _Block, measure: float) -> tuple[int, ...]:
    """The offsets at which the lines of a block end, each line as full as it can be."""
    points, ends, start = block.paragraph.points, [], 0
    # Kerning and joining across a break change a line by less than an em, so the pens find it but for the last step.
    rough = measure + max((run.style.size for run in block.runs), default=0.0)
    while start < len(block.paragraph.text):
        first = bisect_right(points, start)
        reach = block.pens[start] + rough
        at = bisect_right(points, reach, lo=first + 1, key=lambda point: block.pens[block.inked_end(point)]) - 1
        while at > first and block.width(start, points[at]) > measure + _SLACK:
            at -= 1
        start = points[at]
        ends.append(start)
    return tuple(ends)


def _balanced(blocks: Sequence[_Block], ends: list[tuple[int, ...]], measure: float) -> list[tuple[int, ...]]:
    """Line ends at the narrowest measure that needs no more lines than `ends` has."""
    narrow, best = 0.0, ends
    while measure - narrow > _BALANCE_STEP:
        middle = (narrow + measure) / 2
        tried = [_fill(block, middle) for block in blocks]
        if sum(map(len, tried)) == sum(map(len, ends)):
            measure, best = middle, tried
        else:
            narrow = middle
    return best


def _lines(blocks: Sequence[_Block], ends: Sequence[tuple[int, ...]]) -> tuple[Line, ...]:
    return tuple(
        _line(block, start, end)
        for block, block_ends in zip(blocks, ends, strict=True)
        for start, end in pairwise((0, *block_ends))
    )


def _line(block: _Block, start: int, end: int) -> Line:
    """The line between two offsets: its runs in visual order, and past its end the spaces that hang there."""
    inked = max(start, block.inked_end(end))
    clips = list(block.clipped(start, inked))
    ordered = [clips[index] for index in visual_order([run.level for run, _ in clips])]
    base = block.paragraph.base
    hanging = [(replace(run, link="", level=base), text) for run, text in block.clipped(inked, end)]
    runs = list(_row(ordered, 0.0, block))
    width = sum(run.width for run in runs)
    if base:
        spaces = list(_row(hanging, 0.0, block))
        runs = [*(replace(run, x=run.x - sum(space.width for space in spaces)) for run in spaces), *runs]
    else:
        runs += _row(hanging, width, block)
    return Line(tuple(runs), width, block.paragraph.text[start:inked])


def _row(clips: Sequence[tuple[Run, str]], x: float, block: _Block) -> Iterator[GlyphRun]:
    """Runs placed one behind the other."""
    for run, text in clips:
        yield (placed := _placed(run, text, x, block))
        x += placed.width


def _placed(run: Run, text: str, x: float, block: _Block) -> GlyphRun:
    shaped = run.shaped(text, block.lang)
    return GlyphRun(
        face=run.face,
        size=run.style.size,
        ink=run.style.ink,
        glyphs=shaped.glyphs,
        text=text,
        x=x,
        width=shaped.advance * run.style.size / run.face.upem,
        level=run.level,
        lang=_voice(run, text, block),
        link=run.link,
    )


def _voice(run: Run, text: str, block: _Block) -> str:
    """The language a run is read in: of a name in another script nothing but that is known (ISO 14289-1, 7.2)."""
    if run.script == LATIN or not run.script:
        return block.latin if run.script else block.lang
    foreign = run.is_spared or block.lang == block.latin
    return f"{UNDETERMINED}-{written_in(run.script, text)}" if foreign else block.lang


def _missing(blocks: Sequence[_Block]) -> tuple[Missing, ...]:
    """What the faces cannot show, each character once in each style."""
    found: dict[tuple[str, tuple[str, ...]], Missing] = {}
    for block in blocks:
        for run in block.runs:
            text = block.paragraph.text[run.start : run.end]
            names = tuple(face.name for face in run.style.faces)
            for character in (*run.shaped(text, block.lang).faults, *unordered(text)):
                context = _context(block, run.start + text.index(character))
                malformed = all(run.face.font.get_nominal_glyph(ord(letter)) for letter in character)
                found.setdefault((character, names), Missing(character, context, names, malformed))
    return tuple(found.values())


def _context(block: _Block, at: int) -> str:
    """The words around an offset, for a message."""
    return block.paragraph.text[max(0, at - 20) : at + 20].strip()
