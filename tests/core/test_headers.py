"""What every answer says to the browser about itself."""

from __future__ import annotations

import pytest

from tests import factories
from tests.pages import attributes

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


def test_a_public_page_allows_no_inline_script_or_style(client):
    practice = factories.practice()

    policy = client.get(practice.get_url()).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_only_the_editors_interface_has_the_wider_policy(admin_client):
    policy = admin_client.get("/admin/").headers["Content-Security-Policy"]

    assert "'unsafe-inline'" in policy
    assert "default-src 'none'" in policy


def test_a_visitor_gets_no_cookie(client):
    answer = client.get(factories.practice().get_url())

    assert answer.cookies == {}


def test_a_visitor_whose_front_speaks_plain_http_is_sent_to_https(client):
    address = factories.practice().get_url()

    answer = client.get(address, headers={"x-forwarded-proto": "http"})

    assert (answer.status_code, answer.url) == (301, f"https://testserver{address}")


def test_https_is_remembered_by_the_browser(client):
    answer = client.get(factories.practice().get_url(), headers={"x-forwarded-proto": "https"})

    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_without_a_front_plain_http_goes_on(client):
    answer = client.get(factories.practice().get_url())

    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize(
    ("accepted", "address"), [("ar,en;q=0.5", "/ar/"), ("de", "/en/"), ("", "/en/"), ("fr-CA", "/fr/")]
)
def test_the_root_leads_to_the_visitors_language(client, site, accepted, address):
    answer = client.get("/", headers={"accept-language": accepted})

    assert (answer.status_code, answer.url) == (302, address)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_what_is_not_there_is_said_in_the_visitors_language(client, site, language):
    answer = client.get(f"/{language}/no-such-page/")

    assert answer.status_code == 404
    assert attributes(answer, "html", "lang") == [language]


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/invitation/{}/",
        "/accounts/confirm-email/{}/",
        "/accounts/password/reset/key/1-{}/",
        "/en/check-in/{}/",
        "/en/ask/confirm/{}/",
        "/en/peer-review/{}/",
        "/en/evaluation/{}/",
    ],
)
@pytest.mark.parametrize("key", ["a-key_to:everything", "a-key"])
def test_a_key_in_an_address_is_told_to_no_log_and_to_no_other_site(client, site, address, key):
    answer = client.get(address.format(key), RAW_URI=address.format(key) + "?language=en")

    logged = answer.wsgi_request.META["RAW_URI"]  # what gunicorn's access log has
    assert logged == address.format("***") + "?language=en"
    assert answer.headers["Referrer-Policy"] in ("strict-origin", "no-referrer")


def test_any_other_address_is_logged_whole(client, site):
    answer = client.get("/en/", RAW_URI="/en/")

    assert answer.wsgi_request.META["RAW_URI"] == "/en/"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
