"""Pages as tests read them: by CSS selectors, so that a word that stands anywhere else proves nothing.

A page is a response of the test client, or HTML. Texts come with single spaces, as a reader sees them.
"""

from __future__ import annotations

from functools import lru_cache

from bs4 import BeautifulSoup, Tag
from bs4.element import Script, Stylesheet
from django.http import HttpResponseBase

Page = HttpResponseBase | BeautifulSoup | Tag | str


def read(page: Page) -> BeautifulSoup | Tag:
    """For several questions to one page. Whatever a script may take there from a `template` counts as being there."""
    if isinstance(page, BeautifulSoup | Tag):
        return page
    return _parsed(page if isinstance(page, str) else page.content.decode())


@lru_cache(maxsize=4)
def _parsed(html: str) -> BeautifulSoup:
    """Once for several questions: a long page takes a tenth of a second. Nobody may change what it gives."""
    found = BeautifulSoup(html, "lxml", string_containers={"script": Script, "style": Stylesheet})
    for template in found.find_all("template"):
        if template.find_parent("main"):
            template.unwrap()
    return found


def texts(page: Page, selector: str) -> list[str]:
    """What each of the elements says, in the order of the page."""
    return [" ".join(found.get_text().split()) for found in read(page).select(selector)]


def text(page: Page, selector: str = "main") -> str:
    """What the one element says; fails where there is none, or more than one."""
    (only,) = texts(page, selector)
    return only


def attributes(page: Page, selector: str, name: str) -> list[str | None]:
    """Such as the addresses (`href`) of links; None where an element lacks it."""
    return [found.get(name) for found in read(page).select(selector)]


def has(page: Page, selector: str) -> bool:
    return bool(read(page).select(selector))


def assert_nowhere(page: Page, *words: str) -> None:
    """What nobody may learn from a page stands neither in a text nor in an attribute, a comment or a script."""
    whole = page.content.decode() if isinstance(page, HttpResponseBase) else str(page)
    found = [word for word in words if word in whole]
    assert not found, f"{found} stands in the page"
