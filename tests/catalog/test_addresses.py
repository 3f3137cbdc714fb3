"""Addresses lead where they say, to a host that the directory lists, or are refused with a sentence."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.addresses import check_handle, check_host, check_mail, check_url, same_address

HOSTS = frozenset({"www.ice.gov", "ice.gov", "ice.dhs.gov"})


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ice.gov",
        "https://www.ice.gov/",
        "https://www.ice.gov/tipline",
        "https://www.ice.gov/a/b-c_d.html?x=1&y=%20#top",
        "https://www.ice.gov/@agency",
    ],
)
def test_a_plain_address_on_a_listed_host_stays_as_it_is(url: str) -> None:
    assert check_url(url, HOSTS) == url


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://www.ice.gov/tipline", "does not begin with https://"),
        ("www.ice.gov/tipline", "does not begin with https://"),
        ("javascript:alert(1)", "does not begin with https://"),
        ("HTTPS://www.ice.gov", "does not begin with https://"),
        ("", "does not begin with https://"),
        ("https://ice.gov@evil.example/tipline", "user name before the host"),
        ("https://user:secret@www.ice.gov/", "user name before the host"),
        ("https://www.ice.gov:8443/tipline", "names a port"),
        ("https://www.ice.gov:/tipline", "names a port"),
        ("https://www.\u0456ce.gov/tipline", "only look like plain ones: it leads to www.xn--"),
        ("https://www.ice.gov/t\u0456pline", "must write as %XX"),
        ("https://www.xn--ce-lka.gov/", "disguised name (xn--)"),
        ("https://XN--ce-lka.gov/", "disguised name (xn--)"),
        ("https://\uff57\uff57\uff57.ice.gov/", "leads to www.ice.gov"),
        ("https://www.ice.gov/\u202eenilpit", "(right-to-left override)"),
        ("https://www.ice\u200b.gov/", "(zero width space)"),
        ("https://www.ice.gov/tip line", "(space)"),
        ("https://www.ice.gov/\ntipline", "(U+000A)"),
        ("https://www.ice.gov\\@evil.example/", "(reverse solidus)"),
        ("https://WWW.ice.gov/", "write www.ice.gov"),
        ("https://www.ice.gov./", "not on the list of known hosts"),
        ("https://evil.example/", "not on the list of known hosts"),
        ("https://www.ice.gov.evil.example/", "not on the list of known hosts"),
        ("https:///tipline", "is not the name of a host"),
        ("https://www..ice.gov/", "is not the name of a host"),
        ("https://www.ice.gov/%zz", "must write as %XX"),
        ("https://www.ice.gov/<b>", "must write as %XX"),
    ],
)
def test_an_address_that_could_lead_elsewhere_is_refused_with_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        check_url(url, HOSTS)
    assert sentence in str(refused.value)


def test_the_sentence_itself_carries_no_invisible_code() -> None:
    with pytest.raises(ValueError, match="override") as refused:
        check_url("https://www.ice.gov/\u202eenilpit", HOSTS)
    assert str(refused.value).isprintable()


def test_a_mail_address_on_a_listed_host_stays_as_it_is() -> None:
    assert check_mail("ICE.ForcedLabor@ice.dhs.gov", HOSTS) == "ICE.ForcedLabor@ice.dhs.gov"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "needs one @"),
        ("ice.dhs.gov", "needs one @"),
        ("a@b@ice.dhs.gov", "needs one @"),
        ("@ice.dhs.gov", "before the @"),
        ("a..b@ice.dhs.gov", "before the @"),
        (".a@ice.dhs.gov", "before the @"),
        ("tip?cc=x@ice.dhs.gov", "before the @"),
        ("t\u0456ps@ice.dhs.gov", "before the @"),
        ("tips@ice.dhs.gov ", "(space)"),
        ("tips@\u0456ce.dhs.gov", "only look like plain ones"),
        ("tips@ice.dhs.gov.example", "not on the list of known hosts"),
    ],
)
def test_a_mail_address_that_could_go_elsewhere_is_refused(address: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        check_mail(address, HOSTS)
    assert sentence in str(refused.value)


def test_a_handle_is_an_at_sign_and_plain_letters() -> None:
    assert check_handle("@CAST_LA") == "@CAST_LA"
    for wrong in ("CAST_LA", "@", "@a b", "@\u0441ast", "@" + "a" * 31):
        with pytest.raises(ValueError, match="is not a handle"):
            check_handle(wrong)


def test_a_host_is_plain() -> None:
    assert check_host("www.ice.gov") == "www.ice.gov"
    with pytest.raises(ValueError, match="is not the name of a host"):
        check_host("www.ice.gov/tipline")


@pytest.mark.parametrize(
    "shown", ["www.ice.gov/tipline", "ice.gov/tipline", "ICE.gov/tipline", "https://ice.gov/tipline/"]
)
def test_the_printed_form_may_leave_out_what_nobody_types(shown: str) -> None:
    assert same_address(shown, "https://www.ice.gov/tipline")


@pytest.mark.parametrize("shown", ["www.ice.gov/tips", "ice.gov/Tipline", "dhs.gov/tipline", "www.ice.gov", ""])
def test_the_printed_form_names_the_page_the_link_goes_to(shown: str) -> None:
    assert not same_address(shown, "https://www.ice.gov/tipline")


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=30), st.sampled_from(["", "https://", "https://www.ice.gov", "https://www.ice.gov/"]))
def test_whatever_passes_is_plain_ascii_on_a_listed_host(tail: str, head: str) -> None:
    with suppress(ValueError):
        url = check_url(head + tail, HOSTS)
        assert url.isascii()
        assert url.isprintable()
        assert url.split("/")[2].split("?")[0].split("#")[0] in HOSTS
