"""Uploads: what is taken, under which name, where it lies, and how much of it."""

from __future__ import annotations

import asyncio
import errno
import io
import zipfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.studio import uploads
from generator.studio.uploads import KINDS, Kind, NotTakenError, Upload, Uploads, clean_name

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PDF = b"%PDF-1.7\n" + bytes(40)
CSV = b"name,phone\nCasa,1\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PICTURES, TABLES, PDFS = KINDS["pictures"], KINDS["tables"], KINDS["pdfs"]


def zipped() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("a", "b")
    return written.getvalue()


async def pieces(body: Iterable[bytes]) -> AsyncIterator[bytes]:
    for piece in body:
        await asyncio.sleep(0)
        yield piece


def taken(place: Uploads, kind: Kind, name: str, *body: bytes) -> Upload:
    return asyncio.run(place.take(kind, name, pieces(body)))


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def place(tmp_path: Path) -> Uploads:
    (tmp_path / "handed").mkdir()
    return Uploads(tmp_path / "handed")


@pytest.mark.parametrize(
    ("kind", "name", "body"),
    [
        pytest.param(PICTURES, "logo.png", PNG, id="png"),
        pytest.param(PICTURES, "LOGO.PNG", PNG, id="upper case"),
        pytest.param(PICTURES, "logo.jpg", b"\xff\xd8\xff\xe0", id="jpeg"),
        pytest.param(PICTURES, "logo.tif", b"II*\0", id="tiff"),
        pytest.param(PICTURES, "logo.webp", b"RIFF\1\2\3\nWEBPVP8 ", id="webp"),
        pytest.param(TABLES, "list.csv", CSV, id="csv"),
        pytest.param(TABLES, "list.csv", "\ufeffname\n".encode(), id="csv with a mark"),
        pytest.param(TABLES, "list.csv", "name\n".encode("utf-16"), id="csv of sixteen bits"),
        pytest.param(TABLES, "list.xlsx", zipped(), id="xlsx"),
        pytest.param(PDFS, "card.pdf", PDF, id="pdf"),
        pytest.param(PDFS, "card.pdf", b"\n" * 1019 + PDF, id="pdf after a heading"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken_and_found_again(
    place: Uploads, kind: Kind, name: str, body: bytes
) -> None:
    upload = taken(place, kind, name, *(body[at : at + 1] for at in range(len(body))))  # a byte at a time
    assert place.find(kind, upload.id) == upload
    assert upload.path.read_bytes() == body
    assert upload.name == name.lower() if name.islower() else upload.name.endswith(".png")
    assert (place.folder / place.relative(upload)).samefile(upload.path)


@pytest.mark.parametrize(
    ("kind", "name", "body", "reason"),
    [
        pytest.param(PICTURES, "logo.svg", SVG, "svg", id="svg"),
        pytest.param(PICTURES, "logo.svg.png", SVG, "kind.pictures", id="svg called png"),
        pytest.param(PICTURES, "logo.png", b" " * 8 + PNG, "kind.pictures", id="png behind something"),
        pytest.param(PICTURES, "logo.webp", HTML + b"WEBP", "kind.pictures", id="page with a sign of webp"),
        pytest.param(PICTURES, "logo.jpg", PNG, "kind.pictures", id="png called jpg"),
        pytest.param(PICTURES, "logo.gif", b"GIF89a", "kind.pictures", id="gif"),
        pytest.param(PICTURES, "logo", PNG, "kind.pictures", id="no ending"),
        pytest.param(PICTURES, "logo.png/", PNG, "kind.pictures", id="a folder"),
        pytest.param(PICTURES, "logo.png\0.svg", PNG, "svg", id="ending after NUL"),
        pytest.param(PICTURES, "logo.png:x.html", PNG, "kind.pictures", id="stream of Windows"),
        pytest.param(PICTURES, "logo.png", b"", "empty", id="empty"),
        pytest.param(TABLES, "list.csv", HTML, "kind.tables", id="page called csv"),
        pytest.param(TABLES, "list.csv", b"\xef\xbb\xbf \n" + HTML, "kind.tables", id="page called csv after a mark"),
        pytest.param(TABLES, "list.csv", HTML.decode().encode("utf-16-be"), "kind.tables", id="page of sixteen bits"),
        pytest.param(TABLES, "list.csv", SVG, "kind.tables", id="svg called csv"),
        pytest.param(TABLES, "list.csv", zipped(), "kind.tables", id="zip called csv"),
        pytest.param(TABLES, "list.csv", PDF, "kind.tables", id="pdf called csv"),
        pytest.param(TABLES, "list.csv", b"MZ\x90\0", "kind.tables", id="program called csv"),
        pytest.param(TABLES, "list.xlsx", HTML + zipped(), "kind.tables", id="page before a zip"),
        pytest.param(TABLES, "list.xlsm", zipped(), "kind.tables", id="macros"),
        pytest.param(PDFS, "card.pdf", HTML, "kind.pdfs", id="page called pdf"),
        pytest.param(PDFS, "card.pdf", b" " * 1020 + PDF, "kind.pdfs", id="pdf that begins too late"),
        pytest.param(PDFS, "card.html", PDF, "kind.pdfs", id="pdf called page"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_not_taken_and_nothing_of_it_stays(
    place: Uploads, kind: Kind, name: str, body: bytes, reason: str
) -> None:
    with pytest.raises(NotTakenError) as refused:
        taken(place, kind, name, body)
    assert refused.value.reason == reason
    assert left(place.folder) == []


def test_a_file_that_is_cut_off_or_too_large_leaves_nothing(place: Uploads) -> None:
    async def breaks() -> AsyncIterator[bytes]:
        yield PNG
        raise ConnectionError

    small = Kind("pictures", 100, PICTURES.beginnings)
    for body, reason in ((pieces([PNG] * 10), "large"), (breaks(), "room")):
        with pytest.raises(NotTakenError) as refused:
            asyncio.run(place.take(small, "logo.png", body))
        assert refused.value.reason == reason
    assert left(place.folder) == []


def test_a_client_that_goes_away_leaves_nothing(place: Uploads) -> None:
    async def stalls() -> AsyncIterator[bytes]:
        yield PNG
        await asyncio.sleep(60)

    async def whole() -> None:
        task = asyncio.create_task(place.take(PICTURES, "logo.png", stalls()))
        await asyncio.sleep(0.05)
        assert len(left(place.folder)) == 1
        task.cancel()
        await asyncio.wait({task})

    asyncio.run(whole())
    assert left(place.folder) == []


def test_what_is_no_file_of_its_kind_is_refused_before_the_rest_is_read(place: Uploads) -> None:
    sent = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            sent.append(1)
            yield HTML * 100

    with pytest.raises(NotTakenError):
        asyncio.run(place.take(PDFS, "card.pdf", endless()))
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\ana\\logo.png", "logo.png"),
        ("..png", "file.png"),
        (".png", "file.png"),
        ("-rf.png", "-rf.png"),
        ("CON.png", "_CON.png"),
        ("lpt1.tar.png", "_lpt1.tar.png"),
        ("a\0b\x1b[31m\n.png", "a_b_31m_.png"),
        ("gepj\u202egnp.png", "gepj_gnp.png"),
        ("a:b?.png", "a_b_.png"),
        ("Policía.png", "Policía.png"),
        ("Polici\u0301a.png", "Policía.png"),  # as macOS writes it
        ("x" * 5000 + ".png", "x" * 120 + ".png"),
        ("𠀀" * 5000 + ".png", "𠀀" * 30 + ".png"),
        ('"><script>.png', "_script_.png"),
        ("%2e%2e%2fa.png", "_2e_2e_2fa.png"),
    ],
    ids=lambda text: ascii(text)[:24],
)
def test_a_name_is_made_safe(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text(max_size=400))
def test_any_name_is_one_short_part_of_a_path(name: str) -> None:
    clean = clean_name(name)
    assert Path(clean).name == clean
    assert len(clean.encode()) <= 255
    assert not set(clean) & set('/\\\0:*?"<>|\n\r\u202e')
    assert not clean.startswith(".")


@pytest.mark.parametrize(
    "mark",
    ["", ".", "..", "../pdfs", "0" * 31, "0" * 33, "0" * 32, "G" * 32, "0" * 32 + "\n", "/etc/passwd", "0" * 31 + "/"],
)
def test_what_is_no_id_of_a_file_finds_nothing(place: Uploads, mark: str) -> None:
    upload = taken(place, PDFS, "card.pdf", PDF)
    assert place.find(PDFS, mark) is None
    assert place.find(PICTURES, upload.id) is None  # nor does the id of another kind


def test_the_same_bytes_under_two_names_at_once_do_not_disturb_each_other(place: Uploads) -> None:
    async def whole() -> list[Upload]:
        return await asyncio.gather(
            *(place.take(PICTURES, f"logo-{number % 2}.png", pieces([PNG] * 50)) for number in range(8))
        )

    found = asyncio.run(whole())
    assert {upload.name for upload in found} == {"logo-0.png", "logo-1.png"}
    assert len({upload.id for upload in found}) == 2
    assert all(upload.path.read_bytes() == PNG * 50 for upload in found)
    assert all(place.find(PICTURES, upload.id) == upload for upload in found)
    assert len(left(place.folder)) == 2


def test_only_so_many_files_are_on_their_way_at_once(place: Uploads) -> None:
    async def stalls() -> AsyncIterator[bytes]:
        yield PNG
        await asyncio.sleep(60)

    async def whole() -> None:
        tasks = [asyncio.create_task(place.take(PICTURES, "logo.png", stalls())) for _ in range(uploads._AT_ONCE)]
        await asyncio.sleep(0.05)
        with pytest.raises(NotTakenError, match="busy"):
            await place.take(TABLES, "list.csv", pieces([CSV]))
        tasks[0].cancel()
        await asyncio.wait({tasks[0]})
        await place.take(TABLES, "list.csv", pieces([CSV]))
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    asyncio.run(whole())
    assert left(place.folder) == ["list.csv"]


@pytest.mark.parametrize(("number", "size"), [(5, 10**9), (100, 400)], ids=["files", "bytes"])
def test_what_was_used_last_is_kept_and_the_rest_is_forgotten(
    place: Uploads, monkeypatch: pytest.MonkeyPatch, number: int, size: int
) -> None:
    monkeypatch.setattr(uploads, "_KEPT", number)
    monkeypatch.setattr(uploads, "_KEPT_BYTES", size)
    first = taken(place, PICTURES, "first.png", PNG)
    for turn in range(12):
        taken(place, (PICTURES, PDFS)[turn % 2], f"{turn}.{('png', 'pdf')[turn % 2]}", (PNG, PDF)[turn % 2], bytes(30))
        assert place.find(PICTURES, first.id)
    files = [path for path in place.folder.rglob("*") if path.is_file()]
    assert 2 < len(files) <= number
    assert sum(path.stat().st_size for path in files) <= size


def test_a_full_disk_is_a_plain_answer(place: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "_written", full)
    with pytest.raises(NotTakenError) as refused:
        taken(place, PICTURES, "logo.png", PNG)
    assert refused.value.reason == "room"
    assert left(place.folder) == []
