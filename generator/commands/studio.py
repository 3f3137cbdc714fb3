"""`handbill studio`: the pages for people without a terminal; no rule lives here."""

from __future__ import annotations

import contextlib
import importlib.util
from pathlib import Path

import click

from generator.commands.options import roots_of, workspace_option
from generator.errors import SetupError

PORT = 8642
_EXTRA = ("starlette", "uvicorn", "jinja2")


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 is any that is free.")
@click.option("--no-browser", is_flag=True, help="Only say the address; open no browser.")
@workspace_option
def studio(port: int, no_browser: bool, workspace: Path | None) -> None:
    """Open local pages to fill in, see, proof and save pieces; only this machine reaches them."""
    if any(importlib.util.find_spec(name) is None for name in _EXTRA):
        raise SetupError("The studio needs some libraries more: pip install 'handbill[studio]'.")
    from generator.studio.serve import serve

    with contextlib.suppress(KeyboardInterrupt):  # that is how it ends
        serve(roots_of(workspace), port, _say, browse=not no_browser)


def _say(address: str) -> None:
    click.echo(f"Handbill studio: {address}\nIt runs until you press Ctrl+C here. Nothing leaves this machine.")
