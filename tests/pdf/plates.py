"""An outside witness for ink: the plates of a page as Ghostscript separates them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops

from tests.pdf.samples import saved
from tests.tools import run_tool


def plates_of(data: bytes, folder: Path) -> dict[str, Image.Image]:
    """The first page's plates by the name of the ink, a pixel a point, from 0 for bare paper to 255 for solid ink."""
    target = f"-sOutputFile={folder / 'plate.tif'}"
    run_tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72", target, saved(data, folder))
    found = {}
    for path in sorted(folder.glob("plate(*).tif")):
        with Image.open(path) as plate:
            found[path.stem.removeprefix("plate(").removesuffix(")")] = ImageChops.invert(plate.convert("L"))
    return found


def ink_at(plates: dict[str, Image.Image], x: int, y: int) -> dict[str, int]:
    """How much of each ink lies at a point of the page, in percent; inks of which there is none are left out."""
    shares = {name: round(int(plate.getpixel((x, y))) / 2.55) for name, plate in plates.items()}  # type: ignore[arg-type]
    return {name: share for name, share in shares.items() if share}
