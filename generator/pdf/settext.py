"""Set text: runs of placed glyphs as text operators that viewers copy as the words they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from generator.pdf.content import Content
from generator.pdf.glyphfont import GlyphFont
from generator.pdf.numbers import number, numbers
from generator.text.model import Glyph, GlyphRun

# What makes a glyph of one run stand and read as a glyph of another.
_FACTS = attrgetter("gid", "advance", "dx", "dy", "text")
# How far before its place an anchor starts: a part of the em that no eye and every sorting sees.
_BACK = 50


def show_runs(content: Content, x: float, y: float, runs: Iterable[GlyphRun]) -> None:
    """Draw runs of a line that starts at (x, y) on its baseline, y up."""
    content.add("BT")
    for run in runs:
        font = content.resources.font(run.face)
        content.set_ink(run.ink)
        content.set_state("font", f"/{font.name} {number(run.size)} Tf")
        content.add(f"{numbers((1, 0, 0, 1, x + run.x, y))} Tm")
        content.add(run_operators(run, font))
    content.add("ET")


def run_operators(run: GlyphRun, font: GlyphFont) -> str:
    """The operators that show a run from where the text stands; quick where every glyph stands in its place."""
    try:
        shown = "".join(map(font.plain.__getitem__, map(_FACTS, run.glyphs)))
    except KeyError:
        return run_operators(run, font) if _learn(run.glyphs, font) else _show_run(run, font)
    if shown.endswith("<"):  # a step to a glyph that does not follow
        shown = shown[: shown.rindex(">")]
    return f"[<{shown}>] TJ" if shown else ""


def _learn(glyphs: Sequence[Glyph], font: GlyphFont) -> bool:
    """Note down how glyphs are shown that carry their own text and stand on the baseline; whether all of them do."""
    for facts, glyph in zip(map(_FACTS, glyphs), glyphs, strict=True):
        if facts in font.plain:
            continue
        if glyph.dx or glyph.dy or not glyph.text:
            return False
        code, step = font.code(glyph.gid, glyph.text), glyph.advance - font.advance(glyph.gid)
        if not code:
            return False
        kerned = f"{code}> {number(-step * 1000 / font.face.upem)} <"
        font.plain[facts] = kerned if step else code
    return True


def _show_run(run: GlyphRun, font: GlyphFont) -> str:
    pen = _Pen(font, run.size)
    for glyphs, spoken in stretches(run, font):
        pen.begin()
        if spoken:
            pen.write(f"/Span <</ActualText <FEFF{spoken.encode('utf-16-be').hex().upper()}>>> BDC")
        for glyph in glyphs:
            pen.show(glyph)
        if spoken:
            pen.write("EMC")
    return pen.finish()


def stretches(run: GlyphRun, font: GlyphFont) -> Iterator[tuple[list[Glyph], str]]:
    """The run's glyphs, a stretch at a time, with the ActualText where their own ToUnicode does not spell it.

    The stretch is the word, and from right to left the cluster: readers turn a right-to-left ActualText round again.
    """
    parts = clusters(run.glyphs) if run.level % 2 else words(run.glyphs)
    for part in parts:
        yield part, "" if _spelled(part, font) else "".join(glyph.text for glyph in part)


def words(glyphs: tuple[Glyph, ...]) -> Iterator[list[Glyph]]:
    """Stretches of glyphs between spaces, and the spaces."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            yield from (part for part in (word, [glyph]) if part)
            word = []
        else:
            word.append(glyph)
    if word:
        yield word


def clusters(glyphs: tuple[Glyph, ...]) -> Iterator[list[Glyph]]:
    """Each glyph that carries text with those that follow and carry none."""
    cluster: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text and cluster:
            yield cluster
            cluster = []
        cluster.append(glyph)
    if cluster:
        yield cluster


def _spelled(glyphs: list[Glyph], font: GlyphFont) -> bool:
    """Whether every glyph with ink has text of its own and stands where it comes."""
    return all(glyph.text and not glyph.dx and not glyph.dy for glyph in glyphs if font.code(glyph.gid, glyph.text))


class _Pen:
    """Shows glyphs in TJ arrays and corrects the viewer's place wherever the shaper wanted another.

    `wanted` is where the shaper's pen stands and `actual` where the viewer's does, both in font units.
    """

    def __init__(self, font: GlyphFont, size: float) -> None:
        self._font = font
        self._size = size
        self._per_mille = 1000 / font.face.upem
        self._operators: list[str] = []
        self._array: list[str] = []
        self._codes: list[str] = []
        self._wanted = self._actual = self._rise = 0
        self._begun = False

    def begin(self) -> None:
        """A word begins."""
        self._begun = False

    def show(self, glyph: Glyph) -> None:
        """Show one glyph and move on by its advance."""
        code = self._font.code(glyph.gid, glyph.text)
        if code:
            moved = self._raise_to(glyph.dy)
            if moved and self._begun and self._wanted + glyph.dx > self._actual:
                self._anchor()
            gap = self._wanted + glyph.dx - self._actual
            if gap:
                self._end_string()
                self._array.append(number(-gap * self._per_mille))
            self._codes.append(code)
            self._actual += gap + self._font.advance(glyph.gid)
            self._begun = True
        self._wanted += glyph.advance

    def _anchor(self) -> None:
        """Go on with a word, on another height, just before its end so far, by a blank.

        PDFium sorts strings by where they start: a mark that starts behind the next word has its own word read twice.
        """
        blank = self._font.face.font.get_nominal_glyph(ord(" "))
        if blank is not None:
            back = self._font.face.upem // _BACK
            self._array.append(number(back * self._per_mille))
            self._codes.append(self._font.blank(blank))
            self._actual += self._font.advance(blank) - back

    def write(self, operators: str) -> None:
        """Write operators after what was shown so far."""
        self._end_array()
        self._operators.append(operators)

    def finish(self) -> str:
        """All operators of the run, with the rise back at the baseline."""
        self._raise_to(0)
        self._end_array()
        return "\n".join(self._operators)

    def _raise_to(self, rise: int) -> bool:
        """Whether the height had to be changed."""
        changed = rise != self._rise
        if changed:
            self._rise = rise
            self.write(f"{number(rise * self._size / self._font.face.upem)} Ts")
        return changed

    def _end_string(self) -> None:
        if self._codes:
            self._array.append(f"<{''.join(self._codes)}>")
            self._codes.clear()

    def _end_array(self) -> None:
        self._end_string()
        if self._array:
            self._operators.append(f"[{' '.join(self._array)}] TJ")
            self._array.clear()
