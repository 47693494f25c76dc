"""One-time keys stay out of every log."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings

from core.logs import WithoutKeys, without_keys

TOKEN = "cWt9Zr0x_3kQm-VbN7yLpA2sDf4GhJ6kUeT1iOa8RqY"
"""As `core.tokens.new_token` makes them: the same in every process of the tests."""


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        (f"/accounts/invitation/{TOKEN}/", "/accounts/invitation/.../"),
        (f"/ar/check-in/{TOKEN}/?answer=yes", "/ar/check-in/.../?answer=yes"),
        (
            "/accounts/password/reset/key/2-cx3k2f-8c3a51f0b7d94c1e9a6f2b1d0e4c5a77/",
            "/accounts/password/reset/key/.../",
        ),
        ("/accounts/confirm-email/MQ:1vOabc:s9Jx_a-2bWqXyz0123456789/", "/accounts/confirm-email/.../"),
        ("/en/cities/tangier/welcome-desk-for-people-2018/", "/en/cities/tangier/welcome-desk-for-people-2018/"),
    ],
)
def test_a_key_is_no_part_of_a_logged_address(address, logged):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Gone", address), None)

    assert without_keys(address) == logged
    assert WithoutKeys().filter(record)
    assert record.getMessage() == f"Gone: {logged}"


def test_every_handler_leaves_keys_out():
    handlers = settings.LOGGING["handlers"].values()

    assert handlers
    assert all("without_keys" in handler["filters"] for handler in handlers)
