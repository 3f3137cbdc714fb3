"""The shape of a page: its content without places, letters, outlines and mark numbers, which differ from card to card.

Pages of a run are drawn by one hand, so that their content is alike but for these. Two pages of the same shape set the
same fonts in the same sizes, paint with the same inks, states, forms and pictures, under the same marks, in the same
order: a rule over what is painted that one of them keeps is kept by the other. Whatever is not known below stays in the
shape as it is written, so what is strange is never taken for alike.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import pairwise

_NUMBER = rb"[-+.\d]++\s++"
_STRING = rb"(?:<[0-9A-Fa-f\s]*+>|\((?:[^\\()]|\\.)*+\))"
_LETTERS = re.compile(rb"\[(?:[^\]()<>]|" + _STRING + rb")*+\]\s*TJ|" + _STRING + rb"\s*Tj", re.DOTALL)
_SPOKEN = re.compile(rb"/ActualText\s*" + _STRING, re.DOTALL)
_MARK = re.compile(rb"/MCID\s+\d+")
# Paths: only where they lie and how far they reach; one rectangle may be a ground, several are a drawing.
_BOX = re.compile(rb"(?:" + _NUMBER * 4 + rb"re\s++)")
_BOXES = re.compile(rb"(?:" + _NUMBER * 4 + rb"re\s++)(?:" + _NUMBER * 4 + rb"re\s++)++")
_OUTLINE = re.compile(rb"(?:(?:(?:" + _NUMBER + rb"){2,6}+[mlcvy]|h)\s++)++")
# Of a matrix the size and turn stay, and where it moves to goes.
_PLACED = re.compile(rb"((?:" + _NUMBER + rb"){4})(?:" + _NUMBER + rb"){2}(cm|Tm)\b")
_MOVED = re.compile(rb"(?:" + _NUMBER + rb"){2}(T[dD])\b")
_PART = re.compile(rb"\b(?:BDC|BMC|EMC)\b")


def shape_of(content: bytes) -> frozenset[bytes]:
    """The shape of a page as digests: of each part between marks together with the one before it."""
    plain = _LETTERS.sub(b"\0letters ", _SPOKEN.sub(b"/ActualText", content))
    plain = _BOX.sub(b"\0box ", _BOXES.sub(b"\0boxes ", plain))
    plain = _MOVED.sub(rb"\1", _PLACED.sub(rb"\1\2", _MARK.sub(b"/MCID", plain)))
    parts = _PART.split(b" ".join(_OUTLINE.sub(b"\0path ", plain).split()))
    return frozenset(digest(b"\0".join(pair)) for pair in set(pairwise((b"", *parts))))


def digest(said: str | bytes) -> bytes:
    """A part of a shape, short enough to be kept for every page."""
    return blake2b(said.encode() if isinstance(said, str) else said, digest_size=16).digest()
