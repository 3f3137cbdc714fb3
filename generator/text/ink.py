"""Ink: how far the glyphs of a line truly reach, which in tall scripts is much less than their fonts allow for."""

from __future__ import annotations

from generator.text.model import GlyphRun, Line


def reach(line: Line) -> tuple[float, float]:
    """How far the ink of a line reaches above and below its baseline, in points."""
    reaches = [_run_reach(run) for run in line.runs]
    return max((above for above, _ in reaches), default=0.0), max((below for _, below in reaches), default=0.0)


def _run_reach(run: GlyphRun) -> tuple[float, float]:
    above = below = 0
    for glyph in run.glyphs:
        extents = run.face.font.get_glyph_extents(glyph.gid)
        if extents is not None:
            top = extents.y_bearing + glyph.dy
            above, below = max(above, top), max(below, -(top + extents.height))
    scale = run.size / run.face.upem
    return above * scale, below * scale
