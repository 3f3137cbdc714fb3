"""Promises about frozen dataclasses: whatever one may ask of them, they answer as the standard ones do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import frozen


def made(decorator: Callable[..., Any]) -> dict[str, type[Any]]:
    """The same classes made by one decorator or the other."""

    @decorator(frozen=True)
    class Plain:
        """A class with every kind of field."""

        one: int
        two: str = "two"
        many: tuple[int, ...] = ()
        listed: list[int] = field(default_factory=list, compare=False)
        hidden: float = field(default=1.0, repr=False)
        shared: ClassVar[int] = 3

        @cached_property
        def double(self) -> int:
            return self.one * 2

    @decorator(frozen=True)
    class Empty:
        pass

    @decorator(frozen=True)
    class Checked:
        one: int

        def __post_init__(self) -> None:
            if self.one < 0:
                raise ValueError("under nought")

    @decorator(frozen=True)
    class Own:
        one: int

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "mine"

    @decorator(frozen=True)
    class Odd:
        one: int = field(kw_only=True)

    @decorator(frozen=True)
    class Heir(Plain):  # type: ignore[misc, valid-type]
        three: int = 3

    @decorator(frozen=True)
    class HeirOfChecked(Checked):  # type: ignore[misc, valid-type]
        two: str = "two"

    @decorator(frozen=True)
    class HeirOfOwn(Own):  # type: ignore[misc, valid-type]
        two: str = "two"

    @decorator(frozen=True)
    class HeirOfOdd(Odd):  # type: ignore[misc, valid-type]
        two: str = "two"

    @decorator(frozen=True)
    class Grandchild(Heir):  # type: ignore[misc, valid-type]
        two: str = "another"
        four: tuple[int, ...] = ()

    @decorator(frozen=True, order=True)
    class Ordered:
        one: int

    @decorator
    class Loose:
        one: int

    heirs = (Heir, HeirOfChecked, HeirOfOwn, HeirOfOdd, Grandchild)
    kinds = (Plain, Empty, Checked, Own, Odd, *heirs, Ordered, Loose)
    return {kind.__name__: kind for kind in kinds}


OURS, THEIRS = made(frozen.dataclass), made(dataclasses.dataclass)

values = st.fixed_dictionaries(
    {"one": st.integers(-2, 2)},
    optional={"two": st.sampled_from(["", "two"]), "many": st.just((1,)), "hidden": st.sampled_from([1.0, -0.0, 0.0])},
)


@given(values, values)
def test_equality_hash_and_repr_are_those_of_the_standard(one: dict[str, Any], other: dict[str, Any]) -> None:
    for name in ("Plain", "Heir", "Grandchild"):
        ours, theirs = OURS[name](**one), THEIRS[name](**one)
        assert repr(ours) == repr(theirs)
        assert (ours == OURS[name](**other)) == (theirs == THEIRS[name](**other))
        assert (ours != OURS[name](**other)) == (theirs != THEIRS[name](**other))
        assert hash(ours) == hash(OURS[name](**one))
        assert ours != theirs
        assert ours != one


@pytest.mark.parametrize("name", OURS)
def test_a_class_tells_the_same_of_its_fields(name: str) -> None:
    ours, theirs = OURS[name], THEIRS[name]
    assert [(f.name, f.type, f.default, f.compare) for f in fields(ours)] == [
        (f.name, f.type, f.default, f.compare) for f in fields(theirs)
    ]
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__dataclass_params__.frozen == theirs.__dataclass_params__.frozen
    assert ours.__init__.__annotations__ == theirs.__init__.__annotations__
    assert ours.__init__.__qualname__ == theirs.__init__.__qualname__


@pytest.mark.parametrize("name", ["Plain", "Checked", "Heir", "HeirOfChecked", "HeirOfOwn", "Grandchild", "Ordered"])
def test_nothing_can_be_changed(name: str) -> None:
    messages = []
    for kind in (OURS[name], THEIRS[name]):
        value = kind(1)
        for change in (lambda v: setattr(v, "one", 2), lambda v: delattr(v, "one"), lambda v: setattr(v, "new", 2)):
            with pytest.raises(FrozenInstanceError) as caught:
                change(value)
            messages.append(str(caught.value))
        assert value.one == 1
    assert messages[:3] == messages[3:]


@pytest.mark.parametrize("kinds", [OURS, THEIRS], ids=["ours", "standard"])
def test_making_one_checks_what_is_given(kinds: dict[str, type[Any]]) -> None:
    for wrong in ((), (1, "a", (), [], 1.0, 2)):
        with pytest.raises(TypeError):
            kinds["Plain"](*wrong)
    with pytest.raises(TypeError):
        kinds["Plain"](1, nonsense=2)
    with pytest.raises(ValueError, match="under nought"):
        kinds["Checked"](-1)
    with pytest.raises(TypeError):
        kinds["Odd"](1)
    assert kinds["Odd"](one=1).one == 1


@pytest.mark.parametrize("kinds", [OURS, THEIRS], ids=["ours", "standard"])
def test_the_usual_ways_to_use_one_work(kinds: dict[str, type[Any]]) -> None:
    one = kinds["Plain"](1, listed=[1])
    assert replace(one, two="three").two == "three"
    assert dataclasses.asdict(one)["one"] == 1
    assert one.double == 2
    assert one.listed is not kinds["Plain"](1).listed
    assert kinds["Plain"](1).listed == []
    assert copy.deepcopy(one) == one
    assert kinds["Empty"]() == kinds["Empty"]()
    assert hash(kinds["Empty"]()) == hash(kinds["Empty"]())
    own = kinds["Own"](1)
    assert (own == 3, hash(own), repr(own)) == (True, 7, "mine")
    match one:
        case kinds.__class__():
            pytest.fail("matched a wrong class")
        case _:
            assert one.__match_args__[0] == "one"


@pytest.mark.parametrize("kinds", [OURS, THEIRS], ids=["ours", "standard"])
def test_an_heir_takes_over_what_its_parent_asks_for(kinds: dict[str, type[Any]]) -> None:
    with pytest.raises(ValueError, match="under nought"):
        kinds["HeirOfChecked"](-1)
    with pytest.raises(TypeError):
        kinds["HeirOfOdd"]("two", 1)
    assert kinds["HeirOfOdd"]("a", one=1).one == 1
    assert (repr(kinds["HeirOfOwn"](1)).endswith("HeirOfOwn(one=1, two='two')"), kinds["HeirOfOwn"](1) == 3) == (
        True,
        False,
    )
    assert kinds["Grandchild"](1).two == "another"
    assert kinds["Grandchild"](1) != kinds["Heir"](1)


@pytest.mark.parametrize("decorator", [frozen.dataclass, dataclasses.dataclass], ids=["ours", "standard"])
def test_no_frozen_class_comes_of_one_that_is_not(decorator: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match="frozen"):

        @decorator(frozen=True)
        class Heir(OURS["Loose"]):  # type: ignore[misc]
            two: int = 2


def test_one_survives_pickling() -> None:
    value = Pickled(1, ("a",))
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own


@frozen.dataclass(frozen=True)
class Pickled:
    """A class that pickle finds by its name."""

    one: int
    many: tuple[str, ...] = ()
