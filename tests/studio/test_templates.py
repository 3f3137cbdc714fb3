"""The templates, scripts and words: nothing that executes by accident, nothing from elsewhere, nothing unsaid."""

from __future__ import annotations

import re
import string
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, StrictUndefined, meta, nodes

from generator import studio
from generator.studio import page
from generator.studio.words import TONGUES, words_of

HOME = Path(studio.__file__).parent
TEMPLATES = sorted((HOME / "templates").glob("*.html"))
SCRIPTS = sorted((HOME / "static").glob("*.js"))
STYLES = sorted((HOME / "static").glob("*.css"))
PICTURES = sorted((HOME / "static").glob("*.svg"))
JINJA = re.compile(r"\{% set \w+ %\}.*?\{% endset %\}|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", re.DOTALL)
# Between tags there may be numbers, marks and what separates; words come from the words.
WORD = re.compile(r"[^\W\d_]{2,}")
SAME = {"SHA", "KB", "MB", "GB", "PDF", "ZIP", "CSV", "XLSX"}  # in every language that we speak
SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label")
FORBIDDEN = {"style", "iframe", "object", "embed", "base", "frame", "applet"}
NAMES = {"ids": lambda path: path.name}


class Looked(HTMLParser):
    """A template's tags and the words between them, with what Jinja does in it taken out."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._inside = ""
        self.feed(JINJA.sub(lambda match: " " if match[0].startswith("{{") else "", text))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_endtag(self, _tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside != "code":  # a command is the same in every language
            self.words += [word for word in WORD.findall(data) if word not in SAME]
        if self._inside == "script" and data.strip():
            self.words.append("script")


def test_pages_escape_what_they_show_and_fail_for_what_they_lack() -> None:
    assert page._templates.autoescape is True
    assert page._templates.undefined is StrictUndefined
    shown = page._templates.from_string('<p title="{{ it }}">{{ it }}</p>').render(it='"><script>')
    assert "<script>" not in shown
    assert shown.count('"') == 2


@pytest.mark.parametrize("path", TEMPLATES, **NAMES)
def test_a_template_marks_nothing_as_safe(path: Path) -> None:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    filters = {node.name for node in tree.find_all(nodes.Filter)}
    assert not filters & {"safe", "forceescape", "xmlattr", "pprint"}
    assert not list(tree.find_all((nodes.MarkSafe, nodes.MarkSafeIfAutoescape, nodes.ScopedEvalContextModifier)))
    assert "Markup" not in meta.find_undeclared_variables(tree)


@pytest.mark.parametrize("path", TEMPLATES, **NAMES)
def test_a_template_has_no_script_or_style_of_its_own_and_nothing_from_elsewhere(path: Path) -> None:
    looked = Looked(path.read_text(encoding="utf-8"))
    for tag, attributes in looked.tags:
        assert tag not in FORBIDDEN
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        for value in attributes.values():
            assert not re.match(
                r"\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*(?:javascript|data|vbscript):", value, re.IGNORECASE
            ), value
        if tag == "script":
            assert attributes["src"].startswith("/static/")
        if tag == "link":
            assert attributes["href"].startswith("/static/")
    assert "script" not in looked.words


@pytest.mark.parametrize("path", TEMPLATES, **NAMES)
def test_every_attribute_with_a_value_is_quoted(path: Path) -> None:
    """What is put into an attribute without quotes could begin another."""
    assert not re.findall(r"=\{\{", re.sub(r"\{%.*?%\}|\{#.*?#\}", "", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, **NAMES)
def test_every_sentence_of_a_template_comes_from_the_words(path: Path) -> None:
    looked = Looked(path.read_text(encoding="utf-8"))
    spoken = [attributes[name] for _, attributes in looked.tags for name in SPOKEN if name in attributes]
    assert looked.words == []
    assert [word for value in spoken for word in WORD.findall(value)] == []


@pytest.mark.parametrize("path", [*TEMPLATES, *(HOME / "pages").glob("*.py")], **NAMES)
def test_every_sentence_that_is_asked_for_by_its_key_exists(path: Path) -> None:
    keys = re.findall(r"\bsay\(\s*\"([a-z0-9.-]+)\"\s*[,)]", path.read_text(encoding="utf-8"))
    known = words_of("en")
    assert [key for key in keys if not (known.has(key) or known.has(f"{key}.other"))] == []


@pytest.mark.parametrize("path", SCRIPTS, **NAMES)
def test_a_script_puts_no_text_into_a_page_as_markup_and_asks_nobody_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    made = r"(?:inner|outer|insertAdjacent)HTML|document\.write|\beval\b|new Function|setAttribute\(\s*.(?:style|on)"
    assert re.findall(made, text) == []
    assert (
        re.findall(r"https?:(?!//www\.w3\.org/2000/svg)|[\"'`]//|\bimport\(|localStorage|document\.cookie", text) == []
    )
    assert '"use strict"' in text


@pytest.mark.parametrize("path", [*STYLES, *PICTURES], **NAMES)
def test_a_style_or_picture_of_ours_asks_nobody_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"https?:|@import|url\(\s*(?![\"']?/(?:static|fonts)/|[\"']?data:)|<script", text) == []


def fields(sentence: str) -> Counter[str]:
    return Counter({name for _, name, _, _ in string.Formatter().parse(sentence) if name})


@pytest.mark.parametrize("tongue", [name for name in TONGUES if name != "en"])
def test_every_language_says_the_same_with_the_same_values(tongue: str) -> None:
    english, other = words_of("en").texts, words_of(tongue).texts
    assert [key for key in english if key not in other] == []
    # A thing that has no key is called by its English words, so only other languages say those.
    assert [key for key in other if key not in english and not key.startswith("things.")] == []
    assert [key for key in english if fields(english[key]) != fields(other[key])] == []
    assert [key for key in english if not other[key].strip() or not english[key].strip()] == []


@pytest.mark.parametrize(
    "path", sorted((HOME / "words").glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_words_are_words_and_carry_no_markup(path: Path) -> None:
    def leaves(tree: object) -> list[object]:
        return [leaf for value in tree.values() for leaf in leaves(value)] if isinstance(tree, dict) else [tree]

    found = leaves(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [leaf for leaf in found if not isinstance(leaf, str)] == []  # such as a “no” that YAML takes for false
    assert [leaf for leaf in found if re.search(r"</?[a-z]|&[a-z]+;", str(leaf))] == []
