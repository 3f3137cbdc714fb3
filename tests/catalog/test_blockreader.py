from __future__ import annotations

import pytest

from generator.catalog.blockparts import printed_words
from generator.catalog.blockreader import KINDS, read_blocks
from generator.catalog.blocks import (
    Band,
    Bilingual,
    Block,
    Bullets,
    Columns,
    ContactBlock,
    Figure,
    Heading,
    Icon,
    Image,
    LockedBlock,
    Note,
    Posting,
    Qr,
    Row,
    Rule,
    Spacer,
    Stack,
    Table,
    Text,
    inks_used,
    printed_texts,
    styles_used,
    walk,
)
from generator.catalog.reader import Reader
from generator.findings import Findings, Place
from generator.units import Length
from tests.catalog.shelf import node, only, rules


def read(text: str) -> tuple[tuple[Block, ...], Findings]:
    findings = Findings()
    return read_blocks(node(text), findings), findings


def one(text: str) -> Block:
    blocks, findings = read(text)
    assert not findings, "\n".join(map(str, findings))
    assert len(blocks) == 1
    return blocks[0]


AT = Place("test.yaml", 1, 3)
POINT = Length.parse("1pt")


def at(kind: str) -> Place:
    return Place("test.yaml", 1, 3, f"[0].{kind}")


@pytest.mark.parametrize(
    ("short", "long", "block"),
    [
        ("- heading: Signs", "- heading: {text: Signs}", Heading(at("heading"), text="Signs")),
        ("- text: Words", "- text: {text: Words}", Text(at("text"), text="Words")),
        ("- note: Small", "- note: {text: Small}", Note(at("note"), text="Small")),
        ("- bullets: [a, b]", "- bullets: {items: [a, b]}", Bullets(at("bullets"), items=("a", "b"))),
        ('- bullets: "{a.b}"', '- bullets: {items: "{a.b}"}', Bullets(at("bullets"), items=("{a.b}",))),
        ("- contact: fbi", "- contact: {contact: fbi}", ContactBlock(at("contact"), contact="fbi")),
        ("- qr: fbi", "- qr: {contact: fbi}", Qr(at("qr"), contact="fbi")),
        ("- icon: eye", "- icon: {name: eye}", Icon(at("icon"), name="eye")),
        ("- rule: brand", "- rule: {ink: brand}", Rule(at("rule"), ink="brand")),
        ("- rule:", "- rule: {}", Rule(at("rule"))),
        ("- figure: cases", "- figure: {fact: cases}", Figure(at("figure"), fact="cases")),
        ("- spacer: 1pt", "- spacer: {size: 1pt}", Spacer(at("spacer"), size=POINT)),
        ("- spacer:", "- spacer: {}", Spacer(at("spacer"))),
    ],
)
def test_the_short_form_of_a_block_says_the_same_as_the_long_one(short: str, long: str, block: Block) -> None:
    assert one(short) == block
    assert one(long) == block


@pytest.mark.parametrize("kind", ["row", "stack", "columns", "band"])
def test_blocks_that_hold_blocks_take_them_in_short_and_in_long(kind: str) -> None:
    short = one(f"- {kind}:\n    - text: A\n    - rule:\n")
    long = one(f"- {kind}:\n    blocks:\n      - text: A\n      - rule:\n")
    for block in (short, long):
        assert isinstance(block, Row | Stack | Columns | Band)
        assert [type(inner) for inner in block.blocks] == [Text, Rule]


def test_a_heading_of_each_level_has_a_style_of_its_own_that_may_be_changed() -> None:
    styles = []
    for level in (1, 2, 3):
        block = one(f"- heading: {{text: A, level: {level}}}")
        assert isinstance(block, Heading)
        assert block.level == level
        styles.append(block.style)
    assert styles == ["title", "heading", "lead"]
    changed = one("- heading: {text: A, level: 2, style: step}")
    assert isinstance(changed, Heading)
    assert changed.style == "step"


def test_every_option_of_every_block_is_read() -> None:
    assert one("- text: {text: A, style: lead, align: right, when: agency}") == Text(
        at("text"), "agency", text="A", style="lead", align="right"
    )
    assert one("- note: {text: A, style: small}") == Note(at("note"), text="A", style="small")
    assert one("- bullets: {items: [a], columns: 2, style: fine, first: 2, last: 4, gap: 1pt}") == Bullets(
        at("bullets"), items=("a",), columns=2, style="fine", first=2, last=4, gap=POINT
    )
    assert one("- row: {blocks: [], gap: 1pt, align: middle}") == Row(at("row"), gap=POINT, align="middle")
    assert one("- stack: {blocks: [], gap: 1pt, width: 1pt}") == Stack(at("stack"), gap=POINT, width=POINT)
    assert one("- columns: {blocks: [], gap: 1pt, count: 3}") == Columns(at("columns"), gap=POINT, count=3)
    assert one(
        "- contact: {contact: fbi, channels: [web, text], show: [], size: number-large, label: L}"
    ) == ContactBlock(at("contact"), contact="fbi", channels=("web", "text"), show=(), size="number-large", label="L")
    assert one("- qr: {contact: fbi, channel: mail, module: 0.5mm, level: H, caption: C}") == Qr(
        at("qr"), contact="fbi", channel="mail", module=Length.parse("0.5mm"), level="H", caption="C"
    )
    assert one("- image: {file: a.png, width: 1pt, alt: A}") == Image(at("image"), file="a.png", width=POINT, alt="A")
    assert one("- image: {file: a.png, decorative: true}") == Image(at("image"), file="a.png", decorative=True)
    assert one("- icon: {name: eye, size: 1pt, ink: brand, alt: A}") == Icon(
        at("icon"), name="eye", size=POINT, ink="brand", alt="A"
    )
    assert one("- table: {header: [A], rows: [[a]], widths: [1.5], style: fine, head: lead, gap: 1pt}") == Table(
        at("table"), header=("A",), rows=(("a",),), widths=(1.5,), style="fine", head="lead", gap=POINT
    )
    assert one("- rule: {ink: ink, weight: 1pt}") == Rule(at("rule"), ink="ink", weight=POINT)
    assert one("- band: {blocks: [], fill: soft, ink: ink, padding: 1pt, gap: 1pt}") == Band(
        at("band"), fill="soft", ink="ink", padding=POINT, gap=POINT
    )


def test_any_block_may_depend_on_a_field() -> None:
    for kind in KINDS:
        blocks, _ = read(f"- {kind}: {{when: agency}}")
        assert blocks[0].when == "agency"


def test_an_unknown_block_names_the_nearest_right_one() -> None:
    blocks, findings = read("- text: A\n- bulets: [a, b]\n")
    finding = only(findings)
    assert finding.rule == "block.unknown"
    assert str(finding).startswith("test.yaml:2:3 ([1].bulets): error: There is no block “bulets”.")
    assert finding.fix == "Did you mean “bullets”?"
    assert len(blocks) == 1


@pytest.mark.parametrize("text", ["- just words", "- [text]", "- {heading: A, text: B}", "- {}", "-"])
def test_what_is_no_block_is_found(text: str) -> None:
    blocks, findings = read(text)
    assert only(findings).rule == "block.shape"
    assert blocks == ()


@pytest.mark.parametrize("text", ["text: A", "A"])
def test_blocks_stand_in_a_list(text: str) -> None:
    blocks, findings = read(text)
    assert only(findings).rule == "block.list"
    assert blocks == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("- heading: {text: A, levle: 2}", "key.unknown"),
        ("- heading: {text: A, level: 4}", "value.wrong"),
        ("- heading: {text: A, level: two}", "value.wrong"),
        ("- heading: {level: 1}", "key.missing"),
        ("- heading:", "key.missing"),
        ("- heading: [A]", "value.wrong"),
        ('- heading: ""', "text.empty"),
        ("- text: {text: A, align: justify}", "value.wrong"),
        ("- text: {text: {a: b}}", "value.wrong"),
        ("- bullets: [a, {b: c}]", "value.wrong"),
        ("- bullets: {items: [a], columns: 9}", "value.wrong"),
        ("- bullets: {items: [a], first: 0}", "value.wrong"),
        ("- bullets: {items: [a], last: -1}", "value.wrong"),
        ("- bullets: {columns: 2}", "key.missing"),
        ("- row: {blocks: [], align: left}", "value.wrong"),
        ("- row: words", "block.list"),
        ("- row:", "key.missing"),
        ("- stack: {blocks: [], gap: -1pt}", "length.negative"),
        ("- stack: {blocks: [], width: 0pt}", "length.size"),
        ("- columns: {blocks: [], count: 1}", "value.wrong"),
        ("- contact:", "key.missing"),
        ("- contact: {contact: fbi, channels: [fax]}", "value.wrong"),
        ("- contact: {contact: fbi, show: [name]}", "value.wrong"),
        ("- contact: {contact: fbi, show: who}", "value.wrong"),
        ("- qr: {contact: fbi, level: L}", "value.wrong"),
        ("- qr: {contact: fbi, module: 0.5}", "length.bare"),
        ("- image: logo.png", "image.alt"),
        ("- image: {file: logo.png, decorative: maybe}", "value.wrong"),
        ("- spacer: 3", "length.bare"),
        ("- spacer: -3pt", "length.negative"),
        ("- rule: {weight: 0pt}", "length.size"),
        ("- figure:", "key.missing"),
        ("- table: [[a, b]]", "key.missing"),
        ("- table: {header: [A, B]}", "key.missing"),
        ("- table: {header: A, rows: [[a]]}", "value.wrong"),
        ("- table: {header: [A], rows: [a]}", "value.wrong"),
        ("- table: {header: [A], rows: [[[a]]]}", "value.wrong"),
        ("- table: {header: [A], rows: [[~]]}", "value.wrong"),
        ('- table: {header: [A], rows: [[""]]}', "text.empty"),
        ("- table: {header: [A], rows: []}", "table.empty"),
        ("- table: {header: [], rows: [[a]]}", "table.empty"),
        ("- table: {header: [A, B], rows: [[a, b]], widths: [1]}", "table.widths"),
        ("- table: {header: [A, B], rows: [[a, b]], widths: [1, 0]}", "value.wrong"),
        ("- table: {header: [A, B], rows: [[a, b]], widths: [1, wide]}", "value.wrong"),
        ("- table: {header: [A, B], rows: [[a, b]], widths: 2}", "value.wrong"),
        ("- table: {header: [A], rows: [[a]], gap: -1pt}", "length.negative"),
    ],
)
def test_a_wrong_block_is_found(text: str, rule: str) -> None:
    assert rule in rules(read(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "- text: Call 1-866-347-2423 now",
        "- heading: 866.347.2423",
        "- note: Text 233733",
        "- bullets: [Call 1-888-373-7888]",
        "- bullets: Call 1-888-373-7888",
        "- contact: {contact: fbi, label: 1-866-DHS-2-ICE}",
        "- qr: {contact: fbi, caption: 866-347-2423}",
        "- icon: {name: phone, alt: 866-347-2423}",
        "- table: {header: [1-866-347-2423], rows: [[a]]}",
        "- table: {header: [A], rows: [[Call 1-866-347-2423]]}",
    ],
)
def test_a_number_typed_by_hand_is_refused_wherever_it_would_be_printed(text: str) -> None:
    assert only(read(text)[1]).rule == "text.raw-number"


def test_all_faults_of_nested_blocks_are_found_at_once_with_their_lines() -> None:
    _, findings = read("- row:\n    - stack:\n        - txt: A\n    - spacer: 3\n- band:\n    - icon: {nam: eye}\n")
    assert {(finding.place.line, finding.rule) for finding in findings} == {
        (3, "block.unknown"),
        (4, "length.bare"),
        (6, "key.unknown"),
        (6, "key.missing"),
    }


def test_words_are_brought_to_one_form_of_their_letters() -> None:
    block = one("- text: Cafe\u0301")
    assert isinstance(block, Text)
    assert block.text == "Caf\u00e9"


def test_words_that_may_be_left_out_are_the_default_then() -> None:
    findings = Findings()
    assert printed_words(Reader(node("a: x\n"), findings), "b", "default") == "default"
    assert not findings


def test_walking_meets_every_block_in_reading_order() -> None:
    blocks, _ = read(
        "- heading: A\n- row:\n    - stack:\n        - text: B\n    - qr: fbi\n"
        "- columns:\n    - note: C\n- band:\n    - rule:\n"
    )
    kinds = [type(block) for block in walk(blocks)]
    assert kinds == [Heading, Row, Stack, Text, Qr, Columns, Note, Band, Rule]


def test_blocks_tell_which_texts_styles_and_inks_they_use() -> None:
    blocks, _ = read(
        "- heading: A\n- bullets: [b, c]\n- contact: {contact: fbi, label: D}\n- qr: {contact: fbi, caption: E}\n"
        "- icon: {name: eye, alt: F}\n- rule: brand\n- band: {blocks: [], fill: soft, ink: ink}\n- spacer:\n"
        "- table: {header: [G, H], rows: [[i, j], [k, l]], style: small}\n"
    )
    assert "".join(text for block in blocks for text in printed_texts(block)) == "AbcDEFGHijkl"
    assert [style for block in blocks for style in styles_used(block)] == ["title", "body", "number", "label", "small"]
    assert [ink for block in blocks for ink in inks_used(block)] == ["accent", "brand", "soft", "ink"]
    assert inks_used(Band(AT, fill="soft", ink="")) == ("soft",)


def test_a_block_in_two_languages_has_english_and_spanish_unless_it_names_others() -> None:
    plain = one("- bilingual: [{text: A}]")
    assert isinstance(plain, Bilingual)
    assert (plain.langs, plain.beside, plain.others("en"), plain.others("ar")) == (("en", "es"), True, ("es",), ("en",))
    named = one("- bilingual: {with: [fr, ht], arrange: stacked, blocks: [{text: A}]}")
    assert isinstance(named, Bilingual)
    assert (named.langs, named.beside, named.others("fr")) == (("fr", "ht"), False, ("ht",))
    assert [type(block) for block in walk((named,))] == [Bilingual, Text]


@pytest.mark.parametrize("langs", ["[en]", "[es, es]", "[]"])
def test_a_block_in_two_languages_needs_two(langs: str) -> None:
    assert "bilingual.with" in rules(read(f"- bilingual: {{with: {langs}, blocks: [{{text: A}}]}}")[1])


def test_a_row_with_too_few_or_too_many_cells_is_found_on_its_line() -> None:
    _, findings = read("- table:\n    header: [A, B]\n    rows:\n      - [a, b]\n      - [c]\n      - [d, e, f]\n")
    few, many = findings
    assert (few.rule, few.place.line, few.seen, few.limit) == ("table.ragged", 5, "1", "2")
    assert few.problem == "The row does not have a cell for each column head: 1 instead of 2."
    assert few.fix == "Give every row as many cells as there are heads."
    assert (many.rule, many.place.line, many.seen) == ("table.ragged", 6, "3")


def test_a_table_shares_its_width_evenly_unless_it_says_how() -> None:
    plain = one("- table: {header: [A, B], rows: [[a, b]]}")
    assert isinstance(plain, Table)
    assert (plain.widths, plain.style, plain.head, plain.gap) == ((), "body", "label", None)
    _, findings = read("- table: {header: [A, B, C], rows: [[a, b, c]], widths: [2, 3]}")
    assert only(findings).problem == "The table has 2 widths for 3 columns."


def test_a_block_in_several_languages_may_have_every_one_and_its_shares() -> None:
    block = one("- bilingual: {with: [en, es, fr], every: true, shares: [2, 1, 1], blocks: [{text: A}]}")
    assert isinstance(block, Bilingual)
    assert (block.others("es"), block.shares) == (("en", "fr"), (2.0, 1.0, 1.0))


@pytest.mark.parametrize("shares", ["[1]", "[1, 1, 1]"], ids=["too few", "too many"])
def test_there_is_a_share_for_each_language(shares: str) -> None:
    blocks, findings = read(f"- bilingual: {{shares: {shares}, blocks: [{{text: A}}]}}")
    assert rules(findings) == ["bilingual.shares"]
    assert [block.shares for block in blocks if isinstance(block, Bilingual)] == [()]


def test_a_locked_block_names_its_text_and_its_style() -> None:
    assert one("- locked: ca-civ-52.6") == LockedBlock(one("- locked: x").place, id="ca-civ-52.6")
    styled = one("- locked: {id: x, style: lead}")
    assert (styles_used(styled), printed_texts(styled)) == (("lead",), ())


def test_a_part_of_a_notice_holds_the_blocks_that_stand_there_without_a_rule() -> None:
    block = one("- posting: {part: numbers, blocks: [{text: A}]}")
    assert [type(inner) for inner in walk((block,))] == [Posting, Text]
    assert one("- posting: code") == Posting(block.place, part="code")
    assert rules(read("- posting: {part: other}")[1]) == ["value.wrong"]
