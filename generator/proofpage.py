"""The proof report: one page that shows what was read in each file, what is wrong and where, with room to sign."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from generator import VERSION
from generator.errors import UsageError
from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.proof.report import ProofResult
from generator.proof.spots import MOST_PICTURES, PagePicture, page_of, picture_pages
from generator.proofview import FoundTrue, Outcome, view_of

_STYLE = """
@page { margin: 16mm }
* { box-sizing: border-box }
body { font: 15px/1.45 "Public Sans", system-ui, "Noto Sans", sans-serif; color: #111; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.9rem; margin: 0 0 .2rem } h2 { font-size: 1.3rem; margin: 0; overflow-wrap: anywhere }
h3 { font-size: 1rem; margin: 1.6rem 0 .4rem }
header p { margin: 0; color: #444 } section { margin-top: 2.4rem; padding-top: 1rem; border-top: 2px solid #111 }
.verdict { font-weight: 700; font-size: 1.1rem; margin: .3rem 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .6rem 0 }
dt { color: #444 } dd { margin: 0; overflow-wrap: anywhere } code { font: .85em ui-monospace, monospace }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #bbb;
  overflow-wrap: break-word }
th { font-weight: 600 } td:first-child { font-variant-numeric: tabular-nums }
ol.findings { list-style: none; padding: 0; margin: 0 }
ol.findings li { padding: .45rem 0 .45rem 2.4rem; border-bottom: 1px solid #bbb; position: relative;
  break-inside: avoid; overflow-wrap: anywhere }
.n { display: inline-block; min-width: 1.55em; padding: 0 .3em; font-size: .8rem; font-weight: 700; text-align: center;
  background: #111; color: #fff; border-radius: .8em }
li > .n { position: absolute; left: 0; top: .55rem } .kind { font-weight: 700 } .fix { display: block }
.rule { color: #555; font-size: .8rem }
figure { margin: 1rem 0; break-inside: avoid } figcaption { color: #444; font-size: .85rem }
.page { position: relative; display: inline-block; max-width: 100%; border: 1px solid #888; line-height: 0 }
.page img { max-width: 100%; max-height: 220mm; height: auto }
.spot { position: absolute; border: 2px solid #111; outline: 1px solid #fff; line-height: 1.3 }
.spot .n { position: absolute; left: 100%; top: 50%; transform: translate(.25em, -50%); white-space: nowrap }
@media print { body { font-size: 10pt; max-width: none; margin: 0; padding: 0 } h3 { break-after: avoid } }
.sign { display: grid; grid-template-columns: 2fr 2fr 1fr; gap: 1.5rem; margin-top: 3.2rem; break-inside: avoid }
.sign p { border-top: 1px solid #111; margin: 0; padding-top: .2rem; color: #444; font-size: .85rem }
"""
_KINDS = {Severity.ERROR: "Fault", Severity.WARNING: "Look", Severity.NOTE: "Note"}
_VERDICTS = {
    Outcome.TRUE: "Read back and found true.",
    Outcome.PARTLY: "No fault in what could be read. A person compares the rest.",
    Outcome.FAULTY: "Faults found. Do not print.",
    Outcome.UNREADABLE: "It could not be read. Do not print.",
}


@dataclass(frozen=True)
class Proofed:
    """A file as it was proofed: its bytes, and what the proof gave."""

    data: bytes
    result: ProofResult


def proof_page(files: Sequence[Proofed], today: datetime.date) -> str:
    """The report of some files as one page of HTML that needs nothing else."""
    faulty = sum(not file.result.passed for file in files)
    sum_up = f"{len(files)} file{'' if len(files) == 1 else 's'} proofed, {faulty} with faults."
    body = "".join(_file(file) for file in files)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Proof report</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        'style-src \'unsafe-inline\'"><meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style></head><body><header><h1>Proof report</h1>"
        f"<p>{today.isoformat()} · Handbill {escape(VERSION)} · {sum_up}</p></header>"
        f"{body}{_signature()}</body></html>\n"
    )


def write_page(path: Path, text: str) -> None:
    """Write the report whole or not at all; raises UsageError where it cannot be written."""
    hidden = path.with_name(f".{path.name}.part")
    try:
        hidden.write_text(text, encoding="utf-8", errors="replace")
        hidden.replace(path)
    except OSError as error:
        hidden.unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error


def _file(file: Proofed) -> str:
    view = view_of(file.data, file.result)
    pages, numbered = view.result.pages, view.numbered
    return (
        f'<section><h2>{_shown(view.result.file)}</h2><p class="verdict">{_VERDICTS[view.outcome]}</p>'
        f"<dl><dt>Pages</dt><dd>{pages}</dd><dt>Size</dt><dd>{view.size:,} bytes</dd>"
        f"<dt>SHA-256</dt><dd><code>{view.sha256}</code></dd></dl>"
        f"{_findings(numbered)}{_read(view.true)}"
        f"{''.join(_picture(picture) for picture in picture_pages(file.data, file.result, numbered))}"
        f"{_left_out(pages)}</section>"
    )


def _findings(numbered: dict[Finding, int]) -> str:
    if not numbered:
        return "<h3>Findings</h3><p>None.</p>"
    return f'<h3>Findings</h3><ol class="findings">{"".join(_finding(f, n) for f, n in numbered.items())}</ol>'


def _finding(finding: Finding, number: int) -> str:
    page = page_of(finding)
    where = f"Page {page}: " if page else ""
    return (
        f'<li><span class="n">{number}</span><span class="kind">{_KINDS[finding.severity]}.</span> {where}'
        f'{_shown(finding.problem)} <span class="fix">{_shown(finding.fix)}</span>'
        f'<span class="rule">{_shown(finding.rule)}</span></li>'
    )


def _read(true: Iterable[FoundTrue]) -> str:
    """What was found true: each thing once, with whose it is and when that was checked."""
    rows = [_row(one) for one in true]
    if not rows:
        return "<h3>Found true</h3><p>Nothing that the directory knows was read.</p>"
    head = "<tr><th>Read</th><th>As</th><th>Contact</th><th>Checked on</th></tr>"
    return f"<h3>Found true</h3><table>{head}{''.join(rows)}</table>"


def _row(one: FoundTrue) -> str:
    checked = f"{one.checked_on or ''}{', too long ago' if one.old else ''}"
    what = {"code": "QR code"}.get(one.what, one.what)
    cells = (_shown(one.text), what, _shown(one.name), checked)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _picture(picture: PagePicture) -> str:
    spots = "".join(
        f'<div class="spot" style="left:{s.left:.2%};top:{s.top:.2%};width:{s.width:.2%};height:{s.height:.2%}">'
        f'<span class="n">{", ".join(map(str, s.numbers))}</span></div>'
        for s in picture.spots
    )
    data = base64.b64encode(picture.png).decode("ascii")
    return (
        f'<figure><div class="page"><img alt="Page {picture.page}" src="data:image/png;base64,{data}">{spots}</div>'
        f"<figcaption>Page {picture.page}</figcaption></figure>"
    )


def _left_out(pages: int) -> str:
    return f"<p>Of {pages} pages, {MOST_PICTURES} are shown; all were read.</p>" if pages > MOST_PICTURES else ""


def _signature() -> str:
    return '<div class="sign"><p>Name</p><p>Signature</p><p>Date</p></div>'


def _shown(text: str) -> str:
    """Text from a file as text of the page; whatever is invisible shows as a replacement mark."""
    return escape("".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text))
