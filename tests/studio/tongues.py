"""What a page says, each piece of text with the language that it is marked as."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# What people read or hear of an element beside the text within it.
_HEARD = ("alt", "title", "placeholder", "aria-label", "label")
# What scripts look things up by.
_SOUGHT = {"data-has", "data-words", "data-langs", "data-id"}
_FILE = re.compile(r"\S+\.(?:png|pdf|html|json|vcf|zip|csv|xlsx)\b")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Words without which hardly an English sentence is written, and which no Spanish one has.
_ENGLISH = re.compile(
    r"(?i)\b(?:the|of|and|with|this|that|is|are|was|were|your|you|for|from|not|it|its|be|been|sheets?|by|on|at|or|to|"
    r"what|which|where|when|who|how|than|there|here|page|file|files|number|check|checked|called|paper|front|back)\b"
)


class Spoken(HTMLParser):
    """The texts of a page in the order in which they stand, with their languages."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        lang = given.get("lang") or self._open[-1][1]
        self.texts += [(str(given[name]), lang) for name in _HEARD if given.get(name)]
        told = [str(value) for name, value in attrs if name.startswith("data-") and name not in _SOUGHT]
        self.texts += [(text, lang) for text in told if " " in text]
        if tag not in _VOID:
            self._open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open[-1][0] not in ("script", "style", "code", "bdi"):
            self.texts.append((" ".join(data.split()), self._open[-1][1]))


def english_in(source: str, names: frozenset[str] = frozenset()) -> list[str]:
    """The texts of a Spanish page that are English and not marked so; names of organizations are in no language."""
    said = []
    for text, lang in Spoken(source).texts:
        bare = _FILE.sub("", text)
        for name in sorted(names, key=len, reverse=True):
            bare = bare.replace(name, "")
        if lang == "es" and _ENGLISH.search(bare):
            said.append(text)
    return said
