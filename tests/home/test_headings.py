"""Every page of ours says once, in words, what it is: in its title and in its first heading."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories
from tests.pages import texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


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


def as_it_arrives(answer) -> BeautifulSoup:
    """Without what no reader sees before a script has run, and without the titles of drawings."""
    page = BeautifulSoup(answer.content, "lxml")
    for unread in page.select("script, template, svg"):
        unread.decompose()
    return page


def test_no_page_is_without_a_title_and_a_heading(admin_client):
    factories.city("Tangier")
    factories.practice()
    pages = {}
    for address in sorted(set(addresses(get_resolver().url_patterns))):
        if "logout" in address or "/admin/api/" in address:
            continue
        answer = admin_client.get(address)
        is_html = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        if is_html and b"<html" in answer.content:
            pages[address] = as_it_arrives(answer)

    headings = {address: texts(page, "h1") for address, page in pages.items()}
    empty = [address for address, words in headings.items() if not all(words) or not words]
    untitled = [address for address, page in pages.items() if not any(texts(page, "title"))]

    assert "/en/desk/people/" in pages
    assert "/admin/" in pages
    assert empty == []
    assert untitled == []
