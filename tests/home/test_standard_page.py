"""A page that stands by itself, and all that a body may hold."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from core.models import Source
from home.models import StandardPage
from tests import factories
from tests.pages import assert_nowhere, attributes, has, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

HOSTILE = '<img src=x onerror="alert(1)">'
BODY = [
    ("heading", "What it is"),
    ("text", "<p>Cities <b>learn</b>.</p><p>From each other.</p>"),
    ("quote", {"text": f"We learned {HOSTILE}", "by": "Head of service"}),
    ("evidence", {"claim": "Halved", "how_known": "A register.", "source": "https://example.org/", "year": 2020}),
    ("steps", {"title": "How", "steps": ["Ask.", "Find a room."]}),
    ("heading", "كيف نعرف"),
]


def page_with(body: list, **facts) -> StandardPage:
    page = StandardPage(title="About", slug="about", **facts)
    page.body = body
    factories.site().add_child(instance=page)
    page.save_revision().publish()
    return page


def test_its_blocks_stand_in_order_and_its_headings_in_the_contents(client, db):
    page_with(BODY)

    page = client.get("/en/about/")

    assert texts(page, "article p > b, .quote figcaption, .note > b") == ["learn", "Head of service", "Halved"]
    assert text(page, ".toc [href='#more-what-it-is']") == "What it is"
    assert text(page, "h2#more-what-it-is") == "What it is"
    assert text(page, "h2#more-كيف-نعرف") == "كيف نعرف"
    assert texts(page, "ol.numbered li") == ["Ask.", "Find a room."]


def test_hostile_words_in_a_body_are_only_words(client, db):
    steps = {"title": HOSTILE, "steps": [HOSTILE, HOSTILE]}
    page_with([*BODY, ("heading", HOSTILE), ("steps", steps)], intro=HOSTILE)

    page = client.get("/en/about/")

    assert_nowhere(page, "<img src=x")
    assert not has(page, "[onerror]")
    assert text(page, ".lede") == HOSTILE
    assert HOSTILE in text(page, "blockquote")
    assert {HOSTILE} <= set(texts(page, "article h2")) & set(texts(page, ".toc a")) & set(texts(page, "article h3"))
    assert texts(page, "ol.numbered li")[-2:] == [HOSTILE, HOSTILE]


def test_a_picture_comes_in_light_formats_with_its_size_and_its_text(client, db):
    image = Image.objects.create(title="Desk", file=get_test_image_file(size=(640, 360)))
    picture = {"image": {"image": image, "alt_text": "People at a desk", "decorative": False}, "caption": "Rabat, 2020"}
    page_with([("picture", picture)])

    page = client.get("/en/about/")

    assert attributes(page, "figure source", "type") == ["image/avif", "image/webp", "image/jpeg"]
    assert attributes(page, "figure img[loading=lazy][width='624'][height='351']", "alt") == ["People at a desk"]
    assert text(page, "figcaption") == "Rabat, 2020"


def test_a_document_says_what_and_how_large_it_is(client, db):
    document = Document.objects.create(title="File", file=ContentFile(b"x" * 2048, name="report.pdf"))
    page_with([("file", {"document": document, "title": "The report"})])

    page = client.get("/en/about/")

    assert text(page, f"article [href='{document.url}']") == "The report"
    assert text(page, "article a + .soft") == "PDF, 2.0 KB"


def test_it_is_linked_from_the_footer_in_each_language_and_shows_its_sources(client, db):
    about = page_with(BODY, sources=[Source(label="Report", url="https://example.org/r")])
    factories.translate(about, "fr", "À propos")

    front = client.get("/fr/")
    page = client.get("/fr/about/")

    assert text(front, "footer [href='/fr/about/']") == "À propos"
    assert text(page, "h1:not([lang])") == "À propos"
    assert text(page, "#sources + ol [href='https://example.org/r']") == "Report"


def test_taken_out_of_the_footer_it_is_gone_from_there_at_once(client, db):
    about = page_with(BODY)
    before = client.get("/en/")

    about.in_footer = False
    about.save_revision().publish()

    assert has(before, "footer [href='/en/about/']")
    assert not has(client.get("/en/"), "[href='/en/about/']")
