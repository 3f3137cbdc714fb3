"""Several eyes for the codes of files made elsewhere: more ways to look, a look in bad light, a second engine."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator
from dataclasses import replace

import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from generator.proof.codes import FIXED, GLOBAL, LOCAL, Eyes, FoundQr, Pixels, Seen, raw_codes, reading_order
from generator.proof.second import second_opinion

_POINTS = 72.0
# Bad light: 2.5 pixels a module is a phone at arm's length; blurred, and a twelfth of what it sees is noise. A phone
# moves, so a code is weak if it is missed more often than it is read.
_PIXELS_A_MODULE, _BLUR, _NOISE = (2.5, 2.7, 3.0), 0.6, 0.08
_QUIET = 4  # modules of light around a code (ISO/IEC 18004, 9.1)
_SECOND = 5.0  # pixels a module that the second engine reads well; it is slow with more
# Larger pictures are not looked at in double size, and by the second engine at half their size.
_MANY = 4_000_000
_NEIGHBOURHOOD = 6  # pixels: a module or two at 300 dpi
_BLOCK, _BLOCKS = 64, 4  # pixels of a block whose texture is judged, and so many textured ones are a picture
_SMALLEST = 9.0  # points: the side of the smallest code (21 modules) at a module of 0.15 mm; less is dust in a picture
_INK = 48  # darker than this is ink even over a photograph


def look_hard(pixels: Pixels, page: int, pictured: bool) -> Seen:
    """Every code that any eye can read, with doubts about it, and the places of those that no eye can."""
    codes: list[FoundQr] = []
    broken: list[FoundQr] = []
    sight = _picture(pixels)
    pictured = pictured and _is_textured(sight)
    for view, binarizer in _views(pixels, sight, pictured=pictured):
        read, unread = raw_codes(view, page, binarizer, errors=True)
        codes += [code for code in read if not any(same_place(code, known) for known in codes)]
        broken += unread
    unread_places: list[FoundQr] = []
    for one in broken:
        # A broken code is seen in several places at once: whatever is as near as its own side is one.
        if one.side >= _SMALLEST and not any(same_place(one, known, 1.0) for known in (*codes, *unread_places)):
            unread_places.append(one)
    looked = _looked_at(sorted(codes, key=reading_order), sight, pixels.dpi)
    more = tuple(_second_only(sight, page, codes)) if pictured else ()
    return Seen((*looked, *more), tuple((one.x, one.y) for one in unread_places) if not more else ())


def look_again(pixels: Pixels, page: int, pictured: bool) -> Iterator[tuple[FoundQr, ...]]:
    """What each of the ways to look sees, the usual one left out: none of it was seen by that one."""
    sight = _picture(pixels)
    for view, binarizer in itertools.islice(_views(pixels, sight, pictured=pictured and _is_textured(sight)), 1, None):
        yield tuple(raw_codes(view, page, binarizer)[0])


def _is_textured(sight: Image.Image) -> bool:
    """Whether a photograph or the like stands there: somewhere hardly any pixel is as its neighbour.

    Type and drawings have flat grounds, where the further ways to look would only see codes that are none.
    """
    changes = ImageChops.difference(sight, ImageChops.offset(sight, 1, 0)).point(lambda value: 255 if value else 0)
    blocks = changes.reduce(_BLOCK).histogram()
    return sum(blocks[128:]) >= _BLOCKS


def _picture(pixels: Pixels) -> Image.Image:
    height, width = pixels.data.shape or (0, 0)
    return Image.frombytes("L", (width, height), pixels.data.tobytes())


def _views(pixels: Pixels, sight: Image.Image, *, pictured: bool) -> Iterator[tuple[Pixels, zxingcpp.Binarizer]]:
    """The page as it is, first; where photographs stand on it, at other sizes and against other backgrounds too."""
    yield pixels, LOCAL
    yield pixels, GLOBAL
    if pictured:
        half = sight.reduce(2)
        if sight.width * sight.height <= _MANY:
            double = sight.resize((sight.width * 2, sight.height * 2), Image.Resampling.BICUBIC)
            yield _pixels(double, pixels.dpi * 2), LOCAL
        for picture, dpi in ((sight, pixels.dpi), (half, pixels.dpi / 2)):
            yield _pixels(_against_its_surroundings(picture), dpi), FIXED
        yield _pixels(sight.point(lambda value: 255 if value > _INK else 0), pixels.dpi), FIXED


def _pixels(picture: Image.Image, dpi: float) -> Pixels:
    return Pixels(memoryview(picture.tobytes()).cast("B", (picture.height, picture.width)), dpi)


def _against_its_surroundings(picture: Image.Image) -> Image.Image:
    """Each place against the mean around it: a module over a photograph is dark against its neighbours."""
    around = picture.filter(ImageFilter.BoxBlur(_NEIGHBOURHOOD))
    return ImageChops.subtract(picture, around, scale=1, offset=127)


def same_place(one: FoundQr, other: FoundQr, sides: float = 0.5) -> bool:
    """Whether the centres are nearer than half a side of the larger one, or so many sides."""
    reach = max(one.side, other.side) * sides
    return math.hypot(one.x - other.x, one.y - other.y) < max(reach, 1.0)


def _looked_at(codes: list[FoundQr], sight: Image.Image, dpi: float) -> Iterator[FoundQr]:
    """The codes with what bad light and the second engine say of them.

    That is slow: of codes that are alike, as on a sheet of cards, the first is looked at.
    """
    texts, seen = [code.text for code in codes], dict[tuple[str, float, float], tuple[bool, str]]()
    for code in codes:
        if not code.module:
            yield code
            continue
        alike = (code.text, round(code.module, 1), round(code.spare, 1))
        if alike not in seen:
            crop, pixels = _crop(code, sight, dpi), code.module * dpi / _POINTS
            missed = sum(not _is_read(code, crop, size / pixels) for size in _PIXELS_A_MODULE)
            weak = missed > len(_PIXELS_A_MODULE) / 2
            seen[alike] = (weak, _other_text(_sized(crop, _SECOND / pixels), texts))
        weak, other = seen[alike]
        yield replace(code, weak=weak, disputed=other)


def _other_text(crop: Image.Image, texts: list[str]) -> str:
    """What the second engine reads in a place, if it is none of the texts of the page."""
    return next((text for text in second_opinion(crop) if not any(_same_text(text, one) for one in texts)), "")


def _is_read(code: FoundQr, crop: Image.Image, scale: float) -> bool:
    """Whether a code is read in bad light, at so much of its size."""
    poor = _in_bad_light(_sized(crop, scale))
    return any(code.text == one.text for one in raw_codes(_pixels(poor, 1.0), code.page, LOCAL)[0])


def _sized(picture: Image.Image, scale: float) -> Image.Image:
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)


def _crop(code: FoundQr, sight: Image.Image, dpi: float) -> Image.Image:
    """The code with its quiet zone, turned as it is."""
    reach = (code.side / 2 * math.sqrt(2) + _QUIET * code.module) * dpi / _POINTS
    x, y = code.x * dpi / _POINTS, code.y * dpi / _POINTS
    box = (max(0, round(x - reach)), max(0, round(y - reach)))
    return sight.crop((*box, min(sight.width, round(x + reach)), min(sight.height, round(y + reach))))


def _in_bad_light(picture: Image.Image) -> Image.Image:
    """Blurred, with the same noise each time, so that a proof says the same each time."""
    noise = random.Random(picture.width * 10_000 + picture.height).randbytes(picture.width * picture.height)  # noqa: S311
    blurred = picture.filter(ImageFilter.GaussianBlur(_BLUR))
    return Image.blend(blurred, Image.frombytes("L", picture.size, noise), _NOISE)


def _same_text(one: str, other: str) -> bool:
    """Whether two engines read the same; they differ in how they read bytes that are not ASCII."""
    return "".join(c for c in one if c.isascii()).strip() == "".join(c for c in other if c.isascii()).strip()


def _second_only(sight: Image.Image, page: int, codes: list[FoundQr]) -> Iterator[FoundQr]:
    """What only the second engine reads on the page as a whole, with no place of its own."""
    small = sight if sight.width * sight.height <= _MANY else sight.reduce(2)
    known = [code.text for code in codes]
    for text in dict.fromkeys(second_opinion(small)):
        if not any(_same_text(text, one) for one in known):
            yield FoundQr(page, text, 0.0, 0.0, 0.0, "", 0.0, weak=True)


HARD = Eyes(look_hard, twice=True)
