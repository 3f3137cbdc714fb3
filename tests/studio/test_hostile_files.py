"""Files that mean harm, handed to a studio that was really started: a worker refuses them in words."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.records.sheets import xlsx_file
from tests.records.test_elements import BOMBS, workbook_of
from tests.studio.served import Served

CARD = "campus-glovebox-card"


def png(across: int, down: int, pixels: bytes) -> bytes:
    """A picture that claims a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    claimed = struct.pack(">IIBBBBB", across, down, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", claimed) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def handed(served: Served, kind: str, name: str, body: bytes) -> str:
    code, _, answer = served.ask("POST", f"/en/upload/{kind}?name={quote(name)}", body)
    assert code == 200, answer
    return str(json.loads(answer)["id"])


def memory(served: Served) -> int:
    """The most that the server's own process ever held, in bytes."""
    text = Path(f"/proc/{served.process.pid}/status").read_text(encoding="ascii")
    return int(text.partition("VmHWM:")[2].split()[0]) * 1024


@pytest.mark.parametrize("name", ["rows without end", "a late document type"])
def test_a_workbook_that_unpacks_without_end_is_refused_in_words(served: Served, tmp_path: Path, name: str) -> None:
    before = memory(served)
    mark = handed(served, "tables", "list.xlsx", workbook_of(tmp_path, BOMBS[name]).read_bytes())
    code, _, answer = served.ask("GET", f"/en/merge/{CARD}?table={mark}")
    assert code == 200
    assert b'class="finding error"' in answer
    assert b"handbill-studio-" not in answer
    assert memory(served) - before < 40_000_000
    assert served.alive()


def test_a_sound_workbook_is_read(served: Served, tmp_path: Path) -> None:
    """Or the refusals above would say nothing."""
    table = xlsx_file(tmp_path, [["agency"], ["North Police"]])
    mark = handed(served, "tables", "list.xlsx", table.read_bytes())
    code, _, answer = served.ask("GET", f"/en/merge/{CARD}?table={mark}")
    assert code == 200
    assert b"list.xlsx" in answer


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(png(100_000, 100_000, b""), id="claims ten gigapixels"),
        pytest.param(png(20_000, 20_000, zlib.compress(bytes(60_000_000), 1)), id="unpacks far"),
        pytest.param(png(600, 300, b"nonsense"), id="no pixels"),
        pytest.param(png(600, 300, zlib.compress(bytes(601 * 300)))[:-30], id="cut off"),
        pytest.param(png(0, 0, b""), id="no size"),
    ],
)
def test_a_picture_that_is_out_to_harm_is_told_at_its_field(served: Served, picture: bytes) -> None:
    before = memory(served)
    mark = handed(served, "pictures", "logo.png", picture)
    body = urlencode({"lang": "en", "picture.logo": mark}).encode()
    code, _, answer = served.ask("POST", f"/en/piece/{CARD}/preview", body)
    told = json.loads(answer)["told"]
    assert code == 200
    assert [one for one in told if one["field"] == "logo" and one["severity"] == "error"]
    assert b"handbill-studio-" not in answer
    assert memory(served) - before < 40_000_000
    assert served.alive()


def test_an_id_of_another_kind_or_of_nothing_is_no_picture(served: Served) -> None:
    mark = handed(served, "tables", "list.csv", b"agency\nNorth\n")
    for value in (mark, f"../tables/{mark}", "0" * 32):
        body = urlencode({"lang": "en", "picture.logo": value}).encode()
        assert served.ask("POST", f"/en/piece/{CARD}/preview", body)[0] in (200, 422)
        assert served.ask("GET", f"/en/merge/{CARD}?{urlencode({'table': value})}")[0] in (200, 404)


def test_what_was_handed_in_is_never_handed_out(served: Served) -> None:
    mark = handed(served, "tables", "page.csv", b"<script>".join([b"agency\n", b"alert(1)\n"]))
    for path in (
        f"/en/upload/tables/{mark}",
        f"/en/upload/tables/{mark}/page.csv",
        f"/static/{mark}",
        f"/en/jobs/{mark}",
    ):
        code, headers, answer = served.ask("GET", path)
        assert code == 404
        assert headers["content-type"].startswith("text/html")
        assert b"<script>alert" not in answer
