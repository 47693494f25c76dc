"""Every page of ours says once, in words, what it is: in its title and in its first heading."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories

pytestmark = pytest.mark.django_db
SCRIPTS = re.compile(r"<(script|template|svg)\b.*?</\1>", re.S)
TAGS = re.compile(r"<[^>]+>")


def addresses(patterns, prefix: str = "") -> list[str]:
    """Of every view that takes no argument."""
    found = []
    for one in patterns:
        route = prefix + str(one.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
        if isinstance(one, URLResolver):
            found += addresses(one.url_patterns, route)
        elif isinstance(one, URLPattern) and not re.search(r"[<(\\?*\[]", route):
            found.append(f"/{route}")
    return found


def words(html: str, element: str) -> list[str]:
    return [
        " ".join(TAGS.sub("", found).split())
        for found in re.findall(rf"<{element}\b[^>]*>(.*?)</{element}>", html, re.S)
    ]


def test_no_page_is_without_a_title_and_a_heading(admin_client):
    factories.city("Tangier")
    factories.practice()
    pages = {}
    for address in sorted(set(addresses(get_resolver().url_patterns))):
        if "logout" in address or "/admin/api/" in address:
            continue
        answer = admin_client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            pages[address] = SCRIPTS.sub("", answer.content.decode())
    whole = {address: html for address, html in pages.items() if "<html" in html}

    empty = [address for address, html in whole.items() if not all(words(html, "h1")) or not words(html, "h1")]
    untitled = [address for address, html in whole.items() if not any(words(html, "title"))]

    assert "/en/desk/people/" in whole
    assert "/admin/" in whole
    assert empty == []
    assert untitled == []
