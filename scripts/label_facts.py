"""Make tests/catalog/label-facts.csv anew: what two label databases say of the sheets that we have.

    python scripts/label_facts.py GLABELS-TEMPLATES LIBREOFFICE-LABELS.XML GLABELS-COMMIT LIBREOFFICE-VERSION

Numbers are facts; nothing else of the databases is taken. All lengths in inches, sheets upright.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from generator.catalog.glabels import templates_in
from generator.catalog.places import Roots, shipped_root
from generator.catalog.stocks import Stock, read_stocks, stock_named
from generator.findings import Findings

TABLE = Path(__file__).parents[1] / "tests" / "catalog" / "label-facts.csv"
COLUMNS = "table,number,stock,paper_width,paper_height,columns,rows,width,height,left,top,step_across,step_down"
# What LibreOffice calls the brands; its letter sheets are in inches made of hundredths of a millimetre.
BRANDS = {
    "Avery Letter Size": "Avery",
    "Avery A4": "Avery",
    "Avery Zweckform": "Zweckform",
    "Herma A4": "Herma",
    "Sigel": "Sigel",
}
Row = tuple[float, ...]


def libreoffice(path: Path) -> Iterator[tuple[str, Row]]:
    """Number and geometry of each sheet, a sheet lying on its side set upright."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - the checkout is the maintainer's own
    for maker in root:
        for label in maker if maker.get("name") in BRANDS else ():
            kind, *given = (label.findtext("measure") or "").split(";")
            dx, dy, width, height, left, top, nx, ny, *paper = (int(word) for word in given)
            if kind != "S" or not paper:
                continue
            flat = (paper[0], paper[1], nx, ny, width, height, left, top, dx, dy)
            if paper[0] > paper[1]:
                flat = (paper[1], paper[0], ny, nx, height, width, top, left, dy, dx)
            row = tuple(value if index in (2, 3) else value / 2540 for index, value in enumerate(flat))
            for number in re.findall(r"[\w.-]+", (label.findtext("name") or "").partition(" ")[0].replace("/", " ")):
                yield f"{BRANDS[maker.get('name', '')]} {number}", row


def glabels(folder: Path) -> Iterator[tuple[str, Row]]:
    """Number and geometry of each template that has one grid."""
    papers = {stock.paper.id: stock.paper for stock in shipped().values()}
    for number, stock in templates_in(folder, papers):
        across, down, paper = stock.across, stock.down, stock.paper
        if across and down:
            lengths = (across.piece, down.piece, across.first, down.first, across.pitch, down.pitch)
            inches = [length.pt / 72 for length in lengths]
            yield number, (paper.width.pt / 72, paper.height.pt / 72, across.count, down.count, *inches)


def shipped() -> dict[str, Stock]:
    """The stocks that ship."""
    return read_stocks(Roots(shipped_root()), Findings())


def main(templates: str, labels: str, commit: str, version: str) -> None:
    """Write the table."""
    stocks = shipped()
    lines = [
        f"# glabels: jimevins/glabels-qt, templates, commit {commit}",
        f"# libreoffice: LibreOffice {version}, extras/source/labels/labels.xml",
        COLUMNS,
    ]
    for table, rows in (("glabels", glabels(Path(templates))), ("libreoffice", libreoffice(Path(labels)))):
        found: dict[str, str] = {}
        for number, row in rows:
            stock = stock_named(stocks, number.replace("Online Labels", "OnlineLabels"))
            if stock is not None and stock.perforated:
                shown = ",".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in row)
                found.setdefault(f"{number},{shown}", f"{table},{number},{stock.id},{shown}")
        lines += found.values()
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
