"""A report as PDF: the same number on its pages, nothing fetched from outside, and what is said where there is none."""

from __future__ import annotations

import builtins
import importlib
import re
import shutil
import subprocess
import zlib
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from core import printing
from reporting.models import FunderReport
from reporting.reports import making, rendering
from reporting.reports.contents import contents_of
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
HOW_TO_GET_PANGO = (
    "WeasyPrint finds no Pango (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"
)


def report_with(number: int, language: str = "en") -> FunderReport:
    pilot = factories.pilot(phase=factories.phase(name_ar="المرحلة الثانية"))
    made.approved(made.period(made.line(pilot)), number)
    days = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
    return FunderReport.objects.create(page=factories.measured(factories.phase()), language=language, **days)


@pytest.fixture
def without_libraries(monkeypatch):
    """As on a server where Pango is not installed: importing WeasyPrint raises OSError."""
    really = builtins.__import__

    def importing(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return really(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", importing)
    printing._weasyprint.cache_clear()
    yield
    printing._weasyprint.cache_clear()


def texts_of(boxes) -> str:
    """What is written on pages that WeasyPrint has laid out."""
    return " ".join(box.text for page in boxes for box in page._page_box.descendants() if hasattr(box, "text"))


def weasyprint_or_skip():
    """WeasyPrint's module; where Pango is missing, importing it is an OSError, which `importorskip` does not know."""
    try:
        return importlib.import_module("weasyprint")
    except OSError as error:
        pytest.skip(f"{HOW_TO_GET_PANGO} ({error.args[0].splitlines()[0]})")


def noto_or_skip() -> None:
    command = shutil.which("fc-match")
    found = subprocess.run([command, "Noto Naskh Arabic"], capture_output=True, check=False) if command else None  # noqa: S603
    if found is None or b"Noto" not in found.stdout:
        pytest.skip("No Noto faces found for Arabic (Debian: apt-get install fonts-noto-core).")


@pytest.mark.parametrize(("language", "number"), [("en", "1,234,567"), ("ar", "1,234,567")])
def test_the_pages_say_the_number(monkeypatch, language, number):
    weasyprint = weasyprint_or_skip()
    pages = []
    really = weasyprint.HTML.render
    monkeypatch.setattr(
        weasyprint.HTML, "render", lambda *args, **kwargs: pages.append(really(*args, **kwargs)) or pages[-1]
    )
    report = report_with(1234567, language)

    making.make_report.call(report.pk)
    report.refresh_from_db()
    pdf = bytes(report.pdf)

    assert report.state == "done"
    assert number in texts_of(pages[0].pages)
    assert pdf.startswith(b"%PDF-1.7")
    assert f"/Lang ({language})".encode() in everything_in(pdf)
    if language == "en":
        assert b"Alegreya" in everything_in(pdf)


def test_arabic_is_set_in_an_arabic_face():
    weasyprint_or_skip()
    noto_or_skip()
    report = report_with(1234567, "ar")

    making.make_report.call(report.pk)
    report.refresh_from_db()

    assert b"Noto" in everything_in(bytes(report.pdf))


def everything_in(pdf: bytes) -> bytes:
    """The file with its packed parts unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return pdf + b"".join(unpacked)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/picture.png",
        "file:///etc/passwd",
        "https://report.invalid/desk/",
        "https://report.invalid/static/../manage.py",
        "https://report.invalid/static/css/none.css",
    ],
)
def test_nothing_is_fetched_but_our_static_files(url):
    weasyprint_or_skip()

    with pytest.raises(Exception, match=r"static|outside"):
        printing.only_static_files(url)
    assert b"@page" in printing.only_static_files("https://report.invalid/static/css/report.css").read()


@pytest.mark.usefixtures("without_libraries")
def test_without_the_libraries_there_is_the_page_and_words_for_the_operator(client):
    report = report_with(4321)
    client.force_login(person("mne", "mne"))

    making.make_report.call(report.pk)
    report.refresh_from_db()
    page = client.get(reverse("funder_report_html", args=[report.pk]))
    pdf = client.get(reverse("funder_report_pdf", args=[report.pk]))

    assert (report.state, report.said) == ("done", "no-libraries")
    assert "4,321 people" in texts(page, "main td b")
    assert pdf.status_code == 503
    assert "libpango-1.0-0" in text(pdf)
    assert making.may_be_asked_again(report)


@pytest.mark.skipif(not printing.is_possible(), reason=HOW_TO_GET_PANGO)
def test_no_page_holds_a_heading_alone():
    """A chapter that begins a page with a table longer than the rest of it."""
    phase = factories.phase()
    plain = {"counts_people": False, "aggregation": "none", "dimensions": [], "measure": "5", "unit": ""}
    pilot = factories.pilot("TangerAccueil", phase=phase)
    for number in range(24):
        line = made.line(pilot, made.indicator(f"Indicator {number}", **plain))
        made.approved(made.period(line), None, narrative="A desk opened in the old town, and it stayed. " * 5)
    days = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
    report = FunderReport.objects.create(page=factories.measured(phase), language="en", **days)
    with translation.override("en"):
        body = rendering.body_of(contents_of(report))
    page = rendering.document(body=body, title="Report", language="en", is_printed=True)
    html = printing._weasyprint().HTML(string=page, base_url=printing.HERE, url_fetcher=printing.only_static_files)

    for number, one in enumerate(html.render().pages[1:], start=2):
        texts = list(_headings_and_others(one._page_box))
        assert texts, number
        assert not texts[-1][0], f"page {number} ends with the heading {texts[-1][1]}"


def _headings_and_others(box):
    """Of a page's content in its order: whether it is in a heading, and the text."""
    for child in box.descendants():
        text = getattr(child, "text", "")
        if text and text.strip() and child.element is not None and child.element_tag not in ("html",):
            yield child.element_tag in ("h2", "h3", "h4"), text


def test_a_refused_address_is_passed_over_and_the_rest_is_printed():
    weasyprint = weasyprint_or_skip()
    page = '<p>kept</p><img src="https://example.org/picture.png" alt=""><img src="file:///etc/passwd" alt="">'

    pdf = weasyprint.HTML(string=page, base_url=printing.HERE, url_fetcher=printing._fetcher()).write_pdf()

    assert pdf.startswith(b"%PDF")
