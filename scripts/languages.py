"""Make docs/languages.md: what each language is set with, and a sentence of each beside what Chromium makes of it.

Run it as `python -m scripts.languages` from the root of the checkout: it draws with what the tests draw with.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from generator.catalog.languages import Fit
from tests.text.pictures import chromium, distances, ours
from tests.text.witness import Sentence, languages, sentences

DOCS = Path(__file__).resolve().parents[1] / "docs"
FOLDER = DOCS / "languages"
WIDTH, GAP, GREYS = 700, 10, 64

HEAD = """\
# Languages

What each language is set with, and how its letters were compared with another program's. The page and its pictures are
made by `python -m scripts.languages`.

## Fonts and factors

From `data/languages.yaml`. Families stand in order of preference; in Latin script the theme's own family leads. Size
and line height are factors on the theme's, for scripts that look smaller or need more room than Latin.
"""

COMPARED = """\
## What was compared

- **Glyphs.** For each sentence below, set in lines of three measures, `hb-shape` (HarfBuzz's own program) is asked for
  the glyphs of every run. They are the same, one by one.
- **Order.** Lines of any mixture of Arabic and Latin words, figures, phone numbers and addresses hold every character
  once, in reading order. Phone numbers, web addresses, mail addresses and short codes stand from left to right.
- **Pictures.** Chromium shows the same sentences, once each on one line, with the same font files and in the same size.
  There, numbers and addresses are isolated by hand (`<bdi dir=ltr>`); Handbill finds them itself. Both pictures are
  cropped to their ink and compared stretch by stretch, one em at a time. The number beside a picture is the share of
  ink that differs in its worst stretch: 0 is the same, and rounding of edges makes 0.1 to 0.2 of thin letters. A
  picture is refused from 0.27 on. One letter that came apart from the next gives 0.37 and more, parts that changed
  places or a number backwards 0.79 and more; the tests break each of these on purpose and see it.

`tests/text/test_witness.py` does all of this on every run. Two habits of the browser are switched off, since Handbill
does not have them: full-width marks closing up beside each other, and room added between Chinese and Latin letters. One
difference is left out of the Korean sentence: the middle dot “·” takes its narrow Korean form in Handbill and in
`hb-shape`, and in Chromium its wide one.

## Pictures

In each picture Handbill's line is above and Chromium's below.
"""

CONFIRM = """\
## What native readers should still confirm

That two programs agree says that letters join and stand in order. It does not say that a page reads well.

- **Words.** All translations are drafts, and so are the sentences above. No native reader has seen them.
- **Sizes and line heights.** The factors were set by eye. Do small words read as easily as the English beside them? Do
  marks above and below clear the next line, in Burmese, Khmer, Thai, Lao and Urdu above all?
- **Line ends.** Thai, Lao, Khmer and Burmese lines end where ICU's dictionary finds a word, Japanese ones where BudouX
  finds a phrase, Korean ones at spaces. Is any word parted that should not be?
- **Styles of letters.** Urdu is set in Naskh, and in Nastaliq only in large type. Is that what readers expect on a
  card? Do Farsi readers find the Arabic family natural?
- **Digits.** Numbers are in the digits of a phone's keys in every language. Is 5% in a sentence, with its sign, where
  readers look for it?
- **Emphasis.** Bold is the only emphasis. Is it seen in scripts that do not use it by tradition?
"""


def main() -> None:
    """Draw every sentence twice, and write the page around the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    found = list(sentences().values())
    rows = []
    for sentence, theirs in zip(found, chromium(found), strict=True):
        (drawn,) = ours(sentence.set().lines)
        _stacked(drawn, theirs).save(FOLDER / f"{sentence.id}.png", optimize=True)
        rows.append(_picture_row(sentence, max(distances(drawn, theirs))))
    table = ["| language | picture | differs |", "|---|---|---|", *rows]
    page = "\n".join([HEAD, *fonts_table(), "", COMPARED, *table, "", CONFIRM])
    (DOCS / "languages.md").write_text(page, encoding="utf-8")


def fonts_table() -> list[str]:
    """What each language is set with, as a table."""
    rows = ["| tag | language | families | size | line height |", "|---|---|---|---|---|"]
    for tag, language in languages().items():
        name = ", ".join(dict.fromkeys((language.english_name, language.name)))
        rows.append(_fit_row(tag, name, language.fit))
        if language.large:
            rows.append(_fit_row(tag, f"{language.english_name}, from {language.large.start.pt:g} pt", language.large))
    return rows


def _fit_row(tag: str, name: str, fit: Fit) -> str:
    return f"| `{tag}` | {name} | {', '.join(fit.families)} | × {fit.size:g} | × {fit.leading:g} |"


def _name(sentence: Sentence) -> str:
    return sentence.language.english_name + (" in large type" if sentence.id != sentence.language.id else "")


def _picture_row(sentence: Sentence, distance: float) -> str:
    alt = f"{_name(sentence)}: one sentence as Handbill prints it and, below, as Chromium shows it"
    return f"| {_name(sentence)} | ![{alt}](languages/{sentence.id}.png) | {distance:.2f} |"


def _stacked(*pictures: Image.Image) -> Image.Image:
    """The pictures below each other, all shrunk alike to the width of the page, in a few greys."""
    share = (WIDTH - 2 * GAP) / max(picture.width for picture in pictures)
    small = [_shrunk(picture, share) for picture in pictures]
    ground = Image.new("L", (WIDTH, sum(picture.height + GAP for picture in small) + GAP), 255)
    top = GAP
    for picture in small:
        ground.paste(picture, (GAP, top))
        top += picture.height + GAP
    return ground.quantize(GREYS, dither=Image.Dither.NONE)


def _shrunk(picture: Image.Image, share: float) -> Image.Image:
    size = (round(picture.width * share), round(picture.height * share))
    return picture.resize(size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
