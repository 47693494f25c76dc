"""A page of HTML as PDF, made by WeasyPrint.

WeasyPrint is imported when a PDF is made and not before: it needs libraries of the system (Pango), without which the
site must start all the same. Nothing is fetched over the network: the pages get our own static files and no others.
"""

from __future__ import annotations

import mimetypes
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

if TYPE_CHECKING:
    from types import ModuleType

HERE = "https://report.invalid/"
"""Where the pages think they stand: a name that nobody can ever register (RFC 2606)."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What Debian and Ubuntu call the libraries: docs/operations/settings.md."""


def is_possible() -> bool:
    return _weasyprint() is not None


@cache
def _weasyprint() -> ModuleType | None:
    """None where it, or a library that it loads, is not there: once found missing, until the process starts again."""
    try:
        import weasyprint  # noqa: PLC0415 (see above)
    except (ImportError, OSError):
        return None
    return weasyprint


def pdf_of_page(page: str) -> bytes:
    """Of a whole page of HTML: tagged, with bookmarks, its language and its title, as PDF/UA asks for.

    Raises RuntimeError where the libraries are missing: whoever calls asks `is_possible` first.
    """
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise RuntimeError(f"A PDF needs {PACKAGES}")
    html = weasyprint.HTML(string=page, base_url=HERE, url_fetcher=_fetcher())
    return html.write_pdf(pdf_variant="pdf/ua-1")


def _fetcher():
    """What WeasyPrint calls for an address: a class of its own, which passes over what is refused."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 (see above)

    class OnlyStaticFiles(URLFetcher):
        def fetch(self, url, headers=None):
            return only_static_files(url)

    return OnlyStaticFiles()


def only_static_files(url: str, **kwargs):
    """For WeasyPrint, which asks for every address it meets. Raises ValueError for whatever is not ours."""
    from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 (see above)

    ours = urljoin(HERE, settings.STATIC_URL)
    if not url.startswith(ours):
        raise ValueError(f"A PDF fetches static files only, not {url}")
    name = unquote(urlsplit(url.removeprefix(ours)).path)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, body=_static_file(name), headers={"Content-Type": kind})


def _static_file(name: str) -> bytes:
    """As it was collected, under its hashed name; or from where it is written, before that."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return file.read()
    path = finders.find(name)
    if path is None:
        raise ValueError(f"There is no static file {name}")
    return Path(path).read_bytes()
