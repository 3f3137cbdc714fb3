"""Where things are found: the user's workspace first, then what ships, file by file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.findings import Findings, Place
from generator.frozen import dataclass

FOLDERS = ("layouts", "data", "fonts", "pictures")

_PACKAGE = Path(__file__).resolve().parents[1]
_SUFFIXES = (".yaml", ".yml")
_OUR_KEYS = re.compile(rb"^(?:panels|audience|contacts)\s*:", re.MULTILINE)


def shipped_root() -> Path:
    """The folder that holds the shipped layouts, data and fonts: inside an installed package, or the checkout."""
    installed = _PACKAGE / "shipped"
    return installed if installed.is_dir() else _PACKAGE.parent


@dataclass(frozen=True)
class Roots:
    """The folders that are searched: an optional workspace, and what ships.

    A file `.yml` is the same to them as a file `.yaml`. `handed` holds pictures that were handed in for a while, such
    as a logo; nothing else is read from there.
    """

    shipped: Path
    workspace: Path | None = None
    handed: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The roots in the order of their right."""
        return (self.workspace, self.shipped) if self.workspace else (self.shipped,)

    @property
    def shelves(self) -> tuple[Path, ...]:
        """The roots that pictures are searched in."""
        return (*self.folders, self.handed) if self.handed else self.folders

    def find_picture(self, relative: str) -> Path | None:
        """The picture of that relative name in the first root that has it, or among those that were handed in."""
        return next((root / relative for root in self.shelves if (root / relative).is_file()), None)

    def find(self, relative: str) -> Path | None:
        """The file of that relative name in the first root that has it."""
        found = (path for root in self.folders for path in _spellings(root / relative) if path.is_file())
        return next(found, None)

    def files(self, folder: str) -> tuple[Path, ...]:
        """Every YAML file under `folder`, sorted by relative name; the workspace's file hides the shipped one.

        Only regular files: whatever else has such a name is reported by `check_workspace`.
        """
        found: dict[str, list[Path]] = {}
        for root in self.folders:
            here: dict[str, list[Path]] = {}
            for path in _yaml_under(root / folder):
                if path.suffix in _SUFFIXES and path.is_file():
                    here.setdefault(self.relative(path), []).append(path)
            found = here | found
        return tuple(path for name in sorted(found) for path in found[name])

    def relative(self, path: Path) -> str:
        """The name within its root that a file is known by, with `.yaml` for `.yml`."""
        return self._within(path.with_suffix(".yaml") if path.suffix in _SUFFIXES else path)

    def shown(self, path: Path) -> str:
        """The file's name for messages: within what ships as it stands there, within the workspace under its name."""
        inside = self.workspace is not None and path.is_relative_to(self.workspace)
        return f"{self.workspace.name}/{self._within(path)}" if self.workspace and inside else self._within(path)

    def _within(self, path: Path) -> str:
        root = next((root for root in self.shelves if path.is_relative_to(root)), path.parent)
        return path.relative_to(root).as_posix()


def check_workspace(roots: Roots, findings: Findings) -> None:
    """Whatever in a workspace would be passed over without a word: odd files, twins, and files in the wrong place."""
    if roots.workspace is None:
        return
    for folder in FOLDERS:
        for path in _yaml_under(roots.workspace / folder):
            if not path.name.startswith(".") and not refuse_unreadable(path, roots, findings):
                _refuse_name(path, roots, findings)
    if not any((roots.workspace / folder).is_dir() for folder in FOLDERS):
        problem = f"The workspace “{roots.workspace.name}” has none of the folders {', '.join(FOLDERS)}."
        fix = "Put your files into such folders, or name the folder that holds them."
        findings.warn("workspace.empty", Place(roots.workspace.name), problem, fix)
    for path in sorted(roots.workspace.glob("*")):
        if path.suffix.lower() in _SUFFIXES and path.is_file() and _looks_like_ours(path):
            problem = f"“{path.name}” lies beside the folders of the workspace, where nothing reads it."
            findings.warn("workspace.stray", Place(roots.shown(path)), problem, "Move it into layouts/ or data/.")


def refuse_unreadable(path: Path, roots: Roots, findings: Findings) -> bool:
    """Whether something else than a file has a file's name, such as a folder or a link to nowhere; it is a finding."""
    if path.is_file() or not os.path.lexists(path):
        return False
    kind = "a folder" if path.is_dir() else "a link that leads nowhere" if not path.exists() else "no regular file"
    findings.error(
        "file.unreadable",
        Place(roots.shown(path)),
        f"The file cannot be read: it is {kind}.",
        "Put a file in its place, or remove it.",
    )
    return True


def _refuse_name(path: Path, roots: Roots, findings: Findings) -> None:
    """A suffix in capitals is read on some systems only, and of `a.yaml` and `a.yml` one would hide the other."""
    place, twin = Place(roots.shown(path)), path.with_suffix(".yaml")
    if path.suffix not in _SUFFIXES:
        problem = f"“{path.name}” is not read, because its name ends in capitals."
        findings.error("file.suffix", place, problem, f"Rename it to {path.stem}.yaml.", seen=path.name)
    elif path != twin and twin.is_file():
        problem = f"“{path.name}” stands beside “{twin.name}”, and the two are one to Handbill."
        findings.error("file.twice", place, problem, "Keep one of the two.", seen=path.name)


def _yaml_under(folder: Path) -> Iterator[Path]:
    """Everything under a folder that is named like a YAML file, in order."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES)


def _spellings(path: Path) -> tuple[Path, ...]:
    return (path, path.with_suffix(".yml")) if path.suffix == ".yaml" else (path,)


def _looks_like_ours(path: Path) -> bool:
    """Whether a file has a key of layouts or of the directory; other programs keep YAML files in such places too."""
    try:
        with path.open("rb") as file:
            return _OUR_KEYS.search(file.read(100_000)) is not None
    except OSError:
        return False
