"""The header of an ICC profile: which kind of device it describes, in which colours (ICC.1:2010, 7.2)."""

from __future__ import annotations

from generator.frozen import dataclass

HEADER = 128
_SIGNATURE = b"acsp"
# How many components a pixel has in each colour space that a profile in a PDF may have (ISO 32000-1, table 67).
COMPONENTS = {"GRAY": 1, "RGB": 3, "Lab": 3, "CMYK": 4}


@dataclass(frozen=True)
class ProfileHeader:
    """What a profile says of itself: its length in bytes, device class such as "prtr", and colour space as "CMYK"."""

    length: int
    device: str
    space: str

    @property
    def components(self) -> int:
        """How many components a colour has; 0 where the space is none that a PDF may use."""
        return COMPONENTS.get(self.space, 0)


def read_header(data: bytes) -> ProfileHeader | None:
    """The header of a profile; nothing where the bytes are no profile."""
    if len(data) < HEADER or data[36:40] != _SIGNATURE:
        return None
    device, space = (data[at : at + 4].decode("latin-1").strip() for at in (12, 16))
    return ProfileHeader(int.from_bytes(data[:4], "big"), device, space)
