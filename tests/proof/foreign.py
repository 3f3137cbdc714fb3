"""Files as other programs make them: photographs with codes in them, pages of other engines, pictures of text."""

from __future__ import annotations

import io
import random

import qrcode
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.proof.samples import Draw

PHOTO = (1500, 900)


def photograph(seed: int, size: tuple[int, int] = PHOTO) -> Image.Image:
    """Clouds of grey at every scale with grain over them, as a photograph has; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311
    total = Image.new("L", size, 128)
    for step in (8, 16, 32, 64, 128):
        small = (size[0] // step + 2, size[1] // step + 2)
        cloud = Image.frombytes("L", small, dice.randbytes(small[0] * small[1])).resize(size, Image.Resampling.BICUBIC)
        total = Image.blend(total, cloud, 0.35)
    grain = Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))
    return Image.blend(total, grain, 0.08)


def code_picture(payload: str, pixels: int, border: int = 4) -> Image.Image:
    """A QR code in black on white, so many pixels a module."""
    maker = qrcode.QRCode(border=border, box_size=pixels, error_correction=qrcode.constants.ERROR_CORRECT_M)
    maker.add_data(payload)
    return maker.make_image().get_image().convert("L")


def pasted(photo: Image.Image, code: Image.Image, turn: float = 0, at: tuple[int, int] = (220, 180)) -> Image.Image:
    """A photograph with a code in it, turned by so many degrees."""
    turned = code.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)
    mask = Image.new("L", code.size, 255).rotate(turn, expand=True)
    whole = photo.copy()
    whole.paste(turned, at, mask)
    return whole


def over(photo: Image.Image, code: Image.Image, at: tuple[int, int] = (220, 180)) -> Image.Image:
    """A photograph that shines through the white of a code, and faintly through its black."""
    part = photo.crop((*at, at[0] + code.width, at[1] + code.height)).point(lambda value: 90 + value * 165 // 255)
    whole = photo.copy()
    whole.paste(ImageChops.multiply(part, code.point(lambda value: 40 + value * 215 // 255)), at)
    return whole


def grey(code: Image.Image, dark: int, light: int) -> Image.Image:
    """The code in two other greys; with `dark` above `light` it is light on dark."""
    return code.point(lambda value: dark + (light - dark) * value // 255)


def in_jpeg(picture: Image.Image, x: float = 0, y: float = 0, dpi: float = 300) -> Draw:
    """A picture drawn on a page as a JPEG of middling quality."""
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=60)

    def draw(canvas: Canvas) -> None:
        size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
        canvas.drawImage(ImageReader(io.BytesIO(target.getvalue())), x, y, *size)

    return draw
