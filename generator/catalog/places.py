"""Where things are found: the user's workspace first, then what ships, file by file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_root() -> Path:
    """The folder that holds the shipped layouts, data and fonts: inside an installed package, or the checkout."""
    installed = _PACKAGE / "shipped"
    return installed if installed.is_dir() else _PACKAGE.parent


@dataclass(frozen=True)
class Roots:
    """The folders that are searched: an optional workspace, and what ships."""

    shipped: Path
    workspace: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The roots in the order of their right."""
        return (self.workspace, self.shipped) if self.workspace else (self.shipped,)

    def find(self, relative: str) -> Path | None:
        """The file of that relative name in the first root that has it."""
        return next((root / relative for root in self.folders if (root / relative).is_file()), None)

    def files(self, folder: str, suffix: str = ".yaml") -> tuple[Path, ...]:
        """Every file under `folder`, sorted by relative name; the workspace's file hides the shipped one."""
        found: dict[str, Path] = {}
        for root in self.folders:
            for path in sorted((root / folder).rglob(f"*{suffix}")):
                found.setdefault(path.relative_to(root).as_posix(), path)
        return tuple(found[name] for name in sorted(found))

    def relative(self, path: Path) -> str:
        """The file's name within its root."""
        root = next((root for root in self.folders if path.is_relative_to(root)), path.parent)
        return path.relative_to(root).as_posix()

    def shown(self, path: Path) -> str:
        """The file's name for messages: within what ships as it stands there, within the workspace under its name."""
        inside = self.workspace is not None and path.is_relative_to(self.workspace)
        return f"{self.workspace.name}/{self.relative(path)}" if self.workspace and inside else self.relative(path)
