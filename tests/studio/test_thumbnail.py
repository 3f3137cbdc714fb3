"""Small pictures are kept between runs, drawn anew when anything behind them changes, and drawn one at a time."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PIL import Image
from starlette.requests import Request

from generator.catalog.cachefolder import OFF, VARIABLE
from generator.catalog.places import Roots, shipped_root
from generator.errors import UsageError
from generator.preview import held, thumbnail
from generator.preview.thumbnail import Thumbnail
from generator.studio.pages import gallery

PIECE = "child-safety-card"


def never(*_: object) -> bytes:
    raise AssertionError("drawn again")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, and catalogues that are looked at anew each time."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(folder))
    monkeypatch.setattr(held, "_LOOK_EVERY", 0.0)
    return folder


def test_a_second_start_finds_the_picture_of_the_first(kept: Path, tmp_path: Path, monkeypatch: Any) -> None:
    roots = Roots(shipped_root())
    first = thumbnail.thumbnail(roots, PIECE, "es", tmp_path)
    assert len(list(kept.glob("picture-*.png"))) == 1
    monkeypatch.setattr(thumbnail, "_drawn", never)
    assert thumbnail.thumbnail(roots, PIECE, "es", tmp_path) == first
    with pytest.raises(AssertionError, match="drawn again"):
        thumbnail.thumbnail(roots, PIECE, "en", tmp_path)


def test_without_a_cache_folder_it_is_kept_where_the_studio_says(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, OFF)
    made = thumbnail.thumbnail(Roots(shipped_root()), PIECE, "en", tmp_path)
    assert [path.read_bytes() for path in tmp_path.glob("picture-*.png")] == [made.png]
    assert not kept.exists()


@pytest.mark.usefixtures("kept")
def test_a_piece_that_was_changed_has_another_picture_and_another_mark(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    layout = workspace / "layouts" / "cards" / f"{PIECE}.yaml"
    layout.parent.mkdir(parents=True)
    written = next((shipped_root() / "layouts").rglob(f"{PIECE}.yaml")).read_text(encoding="utf-8")
    layout.write_text(written, encoding="utf-8")
    roots = Roots(shipped_root(), workspace)
    before = thumbnail.thumbnail(roots, PIECE, "en", tmp_path)
    layout.write_text(written.replace("theme: beacon", "theme: plain"), encoding="utf-8")
    after = thumbnail.thumbnail(roots, PIECE, "en", tmp_path)
    assert before.mark != after.mark
    assert before.tag != after.tag
    assert before.png != after.png


@pytest.mark.usefixtures("kept")
def test_a_picture_that_somebody_else_could_have_written_is_drawn_anew(kept: Path, tmp_path: Path) -> None:
    first = thumbnail.thumbnail(Roots(shipped_root()), PIECE, "en", tmp_path)
    path = next(kept.glob("picture-*.png"))
    path.write_bytes(b"forged")
    path.chmod(0o666)
    assert thumbnail.thumbnail(Roots(shipped_root()), PIECE, "en", tmp_path).png == first.png


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("layout", "lang"), [("none", "en"), (PIECE, "xx"), (PIECE, "fr")], ids=["no piece", "no language", "not spoken"]
)
def test_what_there_is_not_is_said(tmp_path: Path, layout: str, lang: str) -> None:
    with pytest.raises(UsageError):
        thumbnail.thumbnail(Roots(shipped_root()), layout, lang, tmp_path)
    assert not list(tmp_path.glob("*.png"))


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("layout", ["three-steps-poster", "hotline-accordion", "campus-guide"])
def test_no_picture_is_larger_than_a_gallery_shows(tmp_path: Path, layout: str) -> None:
    picture = Image.open(io.BytesIO(thumbnail.thumbnail(Roots(shipped_root()), layout, "en", tmp_path).png))
    assert picture.width <= thumbnail.WIDTH
    assert picture.height <= thumbnail.HEIGHT
    assert picture.width > thumbnail.WIDTH - 2 or picture.height > thumbnail.HEIGHT - 2


class Counting:
    """A lane that tells how many pictures were being drawn at once, and how many in all."""

    def __init__(self) -> None:
        self.now = self.most = self.all = 0

    async def run(self, *_: object, **__: object) -> Thumbnail:
        self.now, self.all = self.now + 1, self.all + 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.001)
        self.now -= 1
        return Thumbnail(b"png", "mark", "tag")


def asked(desk: object, *, gone: bool = False) -> Request:
    async def receive() -> dict[str, object]:
        if gone:
            return {"type": "http.disconnect"}
        await asyncio.Event().wait()
        raise AssertionError

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/en/picture/x.en.png",
        "headers": [],
        "query_string": b"",
        "path_params": {"layout": PIECE, "lang": "en"},
        "app": SimpleNamespace(state=SimpleNamespace(desk=desk)),
    }
    return Request(scope, cast(Any, receive))


def test_pictures_are_drawn_one_at_a_time_so_that_a_preview_finds_a_worker(tmp_path: Path) -> None:
    async def all_of_them() -> Counting:
        lane = Counting()
        desk = SimpleNamespace(quick=lane, picture=asyncio.Semaphore(1), roots=None, folder=tmp_path)
        answers = await asyncio.gather(*(gallery.picture(asked(desk)) for _ in range(20)))
        assert {answer.status_code for answer in answers} == {200}
        return lane

    lane = asyncio.run(all_of_them())
    assert (lane.most, lane.all) == (1, 20)


def test_nothing_is_drawn_for_a_browser_that_has_gone_on(tmp_path: Path) -> None:
    async def gone() -> int:
        lane = Counting()
        desk = SimpleNamespace(quick=lane, picture=asyncio.Semaphore(1), roots=None, folder=tmp_path)
        await gallery.picture(asked(desk, gone=True))
        return lane.all

    assert asyncio.run(gone()) == 0
