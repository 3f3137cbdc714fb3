"""Entries `each` of lists: replaced by what they give, once for each role, case, question or sign that they ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalog.choiceorder import VERSIONS, shuffled
from generator.catalog.eachwords import EACH, GIVE, WORDS, each_of, filled
from generator.catalog.reader import Reader
from generator.catalog.training import CASES, QUESTIONS, SIGNS, Training
from generator.catalog.yamlnode import Node
from generator.findings import Findings, nearest

_LETTERS = "abc"
_ORDINALS = ("first", "second", "third")
# The signs of each case of each role are two deep; each step further is thirty times as many.
_DEEPEST = 2
# An entry of a collection: its id, and the words that it fills in.
_Entry = tuple[str, Mapping[str, str]]
# By what each collection can be narrowed down.
_WHERE: Mapping[str, tuple[str, ...]] = {
    "cases": ("role",),
    "questions": ("role",),
    "signs": ("role", "case"),
    "roles": (),
}


def expanded(node: Node, training: Training, findings: Findings, depth: int = 0) -> Node:
    """The node with every entry `each` of its lists replaced by what it gives; `depth` counts those around it."""
    if isinstance(node.value, dict):
        pairs = node.value.items()
        return Node({key: expanded(value, training, findings, depth) for key, value in pairs}, node.place)
    if not isinstance(node.value, list):
        return node
    entries: list[Node] = []
    for entry in node.value:
        entries += _entries(entry, training, findings, depth)
    return Node(entries, node.place)


def _entries(entry: Node, training: Training, findings: Findings, depth: int) -> Iterator[Node]:
    """What an entry of a list becomes: itself, or what an `each` gives."""
    inner = each_of(entry)
    if inner is None:
        yield expanded(entry, training, findings, depth)
    elif depth < _DEEPEST:
        yield from _given(inner, training, findings, depth + 1)
    else:
        problem = f"“{EACH}” stands in more than {_DEEPEST} others, and would give entries without end."
        findings.error("each.deep", inner.place, problem, "Write less of it inside of another.", limit=str(_DEEPEST))


def _given(node: Node, training: Training, findings: Findings, depth: int) -> Iterator[Node]:
    """What one `each` gives for all its entries, in their order."""
    with Reader(node, findings) as reader:
        of = reader.choice("of", WORDS)
        where = _where(reader, of, training)
        version = reader.choice("version", VERSIONS, "") if reader.has("version") else ""
        first, last = reader.integer("first", 1), reader.integer("last", 0)
        gives = reader.items(GIVE)
        if not gives:
            fix = f"Write “{GIVE}:” with what stands in the list for each of them."
            reader.wrong(reader.need(GIVE), f"This “{EACH}” gives nothing.", fix, "each.give")
        if version and of != QUESTIONS:
            reader.wrong(reader.need("version"), f"Of {of} there is one version.", "Leave it out.", "each.version")
    if where is None:
        return
    found = _selected(of, training, where, version)
    _check_range(reader, of, where, len(found), (first, last))
    for number, (name, words) in enumerate(found, 1):
        if first <= number <= (last or number):
            for give in gives:
                entry = filled(give, {"number": str(number), **words}, f" for {name}")
                yield from _entries(entry, training, findings, depth)


def _where(reader: Reader, of: str, training: Training) -> Mapping[str, str] | None:
    """What the entries are narrowed down by; None, with findings, where that is no role or case."""
    known = {"role": training.roles, "case": training.cases}
    found: dict[str, str] = {}
    wrong = False
    with reader.mapping("where") as conditions:
        for key in _WHERE[of]:
            if conditions.has(key):
                node = conditions.need(key)
                found[key] = conditions.as_text(node)
                if found[key] not in known[key]:
                    wrong = True
                    problem, fix = f"There is no {key} “{found[key]}”.", nearest(found[key], known[key])
                    conditions.wrong(node, problem, fix, f"each.{key}")
    return None if wrong else found


def _check_range(reader: Reader, of: str, where: Mapping[str, str], count: int, asked: tuple[int, int]) -> None:
    """What gives nothing, or less than is asked of it, would lose words without a sign."""
    first, last = asked
    narrowed = "".join(f" for the {key} “{value}”" for key, value in where.items())
    if not count:
        fix = "Add some under data/training/, or take this out."
        reader.wrong(reader.node, f"There are no {of}{narrowed}.", fix, "each.empty")
    elif not 1 <= first <= count or (last and not first <= last <= count):
        problem = f"There are {count} {of}{narrowed}, but {first} to {last or count} are asked for."
        reader.wrong(reader.node, problem, "Correct “first” or “last”.", "each.range")


def _selected(of: str, training: Training, where: Mapping[str, str], version: str) -> list[_Entry]:
    """The entries of a collection that the conditions leave."""
    if of == CASES:
        return _cases(training, where)
    if of == QUESTIONS:
        return _questions(training, where, version)
    return _signs(training, where) if of == SIGNS else [(name, {"role": name}) for name in training.roles]


def _cases(training: Training, where: Mapping[str, str]) -> list[_Entry]:
    return [
        (case.id, {"case": case.id, "kind": case.kind, "place": case.setting})
        for case in training.cases.values()
        if "role" not in where or where["role"] in case.roles
    ]


def _questions(training: Training, where: Mapping[str, str], version: str) -> list[_Entry]:
    """The questions, and the options of each, in the order of the file or of the version."""
    told = [
        question.id
        for question in training.questions.values()
        if "role" not in where or not question.roles or where["role"] in question.roles
    ]
    return [(name, _worded(name, training, version)) for name in (shuffled(told, version) if version else told)]


def _worded(name: str, training: Training, version: str) -> Mapping[str, str]:
    question = training.questions[name]
    options = shuffled(question.options, version, name) if version else question.options
    letter = _LETTERS[options.index(question.answer)]
    words = {"question": name, "answer": question.answer, "letter": letter}
    return words | dict(zip(_ORDINALS, options, strict=False))


def _signs(training: Training, where: Mapping[str, str]) -> list[_Entry]:
    """The signs of a case or a role, or both have, in their own order; or all there are."""
    lists = [training.cases[where["case"]].signs] if "case" in where else []
    lists += [training.roles[where["role"]].signs] if "role" in where else []
    first = lists[0] if lists else training.signs
    return [(name, {"sign": name}) for name in first if all(name in other for other in lists)]
