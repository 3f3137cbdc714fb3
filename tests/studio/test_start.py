"""The studio starts, says where it is, and stays on this machine."""

from __future__ import annotations

from tests.studio.served import Served


def test_an_address_that_does_not_exist_is_said_in_the_language_of_the_page(served: Served) -> None:
    status, headers, body = served.ask("GET", "/es/none")
    assert status == 404
    assert "Esta página no existe" in body.decode()
    assert headers["content-security-policy"].startswith("default-src 'none'")
