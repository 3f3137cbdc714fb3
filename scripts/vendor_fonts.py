"""Vendor fonts: copy or cut the faces of fonts/register.yaml from the packages they come from, byte for byte the same.

Fetch the packages that the register names under `source` into a folder, with `npm pack @expo-google-fonts/noto-sans-sc`
and so on, then run `python scripts/vendor_fonts.py FOLDER`. Families with a `cut` keep only an everyday character set,
and what stands in the `names.txt` beside them: characters that people bear in their names. HarfBuzz cuts them and
leaves the time stamps of the fonts alone. A file that differs from the register is told.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uharfbuzz as hb
import yaml

FONTS = Path(__file__).resolve().parents[1] / "fonts"
# Letters, marks, punctuation, arrows, numbers in circles, kana, and full and half width forms, as ranges.
_COMMON = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2190, 0x21FF),
    (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x3000, 0x30FF), (0xFF00, 0xFFEF),
)  # fmt: skip
# The level of each national standard that holds its everyday characters: codec, first and last lead byte, and first
# trail byte. GB 2312 and JIS X 0208 level 1 end at these rows; Big5 level 1 at 0xC6; KS X 1001 has 2,350 syllables.
_EVERYDAY = {
    "GB 2312 level 1": ("gb2312", 0xA1, 0xD7, 0xA1),
    "Big5 level 1": ("big5", 0xA1, 0xC6, 0x40),
    "JIS X 0208 level 1": ("euc_jp", 0xA1, 0xCF, 0xA1),
    "KS X 1001 Hangul": ("euc_kr", 0xA1, 0xC8, 0xA1),
}
_WEIGHTS = {"regular": "400Regular", "bold": "700Bold"}


def everyday(name: str) -> set[int]:
    """The code points of an everyday character set, with the common ones."""
    codec, first, last, trail = _EVERYDAY[name]
    pairs = (bytes([lead, byte]) for lead in range(first, last + 1) for byte in range(trail, 0xFF))
    texts = (pair.decode(codec, errors="ignore") for pair in pairs)
    common = {code for low, high in _COMMON for code in range(low, high + 1)}
    return common | {ord(text) for text in texts if len(text) == 1}


def named(family: Path) -> set[int]:
    """The code points of names that a family keeps beyond its everyday characters."""
    names = family / "names.txt"
    return {ord(character) for character in names.read_text(encoding="utf-8").strip()} if names.is_file() else set()


def cut(font: bytes, codes: set[int]) -> bytes:
    """The font with those characters and every layout feature that they can use; hints are dropped."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(codes)
    return bytes(hb.subset(hb.Face(hb.Blob(font)), wanted).blob.data)


def package_of(source: str, folder: Path) -> Path:
    """The package file of “npm @scope/name 1.2.3”, named as `npm pack` names it."""
    name, version = source.removeprefix("npm @").rsplit(" ", 1)
    return folder / f"{name.replace('/', '-')}-{version}.tgz"


def faces(family: str, record: dict[str, Any], folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Each file of a family: its name, its bytes, and the SHA-256 it should have, if any."""
    with tarfile.open(package_of(record["source"], folder)) as package:
        members = {member.name.rpartition("/")[2]: member for member in package.getmembers() if member.isfile()}

        def read(name: str) -> bytes:
            member = package.extractfile(members[name])
            return member.read() if member else b""

        yield record["licence"], read("LICENSE_FONT"), ""
        for weight, suffix in _WEIGHTS.items():
            file = record[weight]["file"]
            font = read(f"{file.partition('-')[0]}_{suffix}.ttf")
            if "cut" in record:
                font = cut(font, everyday(record["cut"]) | named(FONTS / family))
            yield file, font, record[weight]["sha256"]


def main(arguments: list[str] | None = None) -> int:
    """Vendor the families named, or all of them; 1 if any file is not the one that was registered."""
    parser = argparse.ArgumentParser(description="Vendor the fonts of fonts/register.yaml from their packages.")
    parser.add_argument("folder", type=Path, help="where the packages are")
    parser.add_argument("families", nargs="*")
    options = parser.parse_args(arguments)
    register = yaml.safe_load((FONTS / "register.yaml").read_text(encoding="utf-8"))
    differing = 0
    for family in options.families or register:
        (FONTS / family).mkdir(exist_ok=True)
        for name, data, registered in faces(family, register[family], options.folder):
            (FONTS / family / name).write_bytes(data)
            found = hashlib.sha256(data).hexdigest()
            if registered not in ("", found):
                differing += 1
                sys.stdout.write(f"fonts/{family}/{name}: sha256 {found}, registered {registered}\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
