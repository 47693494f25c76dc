"""A page that stands by itself, and all that a body may hold."""

import re
from html import unescape

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from core.models import Source
from home.models import StandardPage
from tests import factories

pytestmark = pytest.mark.django_db

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


def read(client, address: str = "/en/about/") -> str:
    return unescape(client.get(address).content.decode())


def test_its_blocks_stand_in_order_and_its_headings_in_the_contents(client, db):
    page_with(BODY)

    page = read(client)

    assert page.index("Cities <b>learn</b>") < page.index("Head of service") < page.index("<b>Halved</b>")
    assert '<a href="#more-what-it-is">What it is</a>' in page
    assert '<h2 id="more-what-it-is">What it is</h2>' in page
    assert '<h2 id="more-كيف-نعرف">كيف نعرف</h2>' in page
    assert re.findall(r"<li>(Ask|Find a room)\.</li>", page) == ["Ask", "Find a room"]


def test_hostile_words_in_a_body_are_only_words(client, db):
    steps = {"title": HOSTILE, "steps": [HOSTILE, HOSTILE]}
    page_with([*BODY, ("heading", HOSTILE), ("steps", steps)], intro=HOSTILE)

    page = client.get("/en/about/").content.decode()

    assert "<img src=x" not in page
    assert page.count("&lt;img src=x") >= 6


def test_a_picture_comes_in_light_formats_with_its_size_and_its_text(client, db):
    image = Image.objects.create(title="Desk", file=get_test_image_file(size=(1600, 900)))
    picture = {"image": {"image": image, "alt_text": "People at a desk", "decorative": False}, "caption": "Rabat, 2020"}
    page_with([("picture", picture)])

    page = read(client)

    for said in ('type="image/avif"', 'type="image/webp"', 'alt="People at a desk"', 'loading="lazy"', "Rabat, 2020"):
        assert said in page
    assert re.search(r'<img[^>]* width="624" height="351"|<img[^>]* height="351"[^>]* width="624"', page)


def test_a_document_says_what_and_how_large_it_is(client, db):
    document = Document.objects.create(title="File", file=ContentFile(b"x" * 2048, name="report.pdf"))
    page_with([("file", {"document": document, "title": "The report"})])

    page = read(client)

    assert f'href="{document.url}">The report</a>' in page
    assert "PDF, 2.0\u00a0KB" in page


def test_it_is_linked_from_the_footer_in_each_language_and_shows_its_sources(client, db):
    about = page_with(BODY, sources=[Source(label="Report", url="https://example.org/r")])
    factories.translate(about, "fr", "À propos")

    front = read(client, "/fr/")
    page = read(client, "/fr/about/")

    assert '<a href="/fr/about/">À propos</a>' in front
    assert "<h1>À propos</h1>" in page
    assert '<a href="https://example.org/r">Report</a>' in page


def test_taken_out_of_the_footer_it_is_gone_from_there_at_once(client, db):
    about = page_with(BODY)
    before = read(client, "/en/")

    about.in_footer = False
    about.save_revision().publish()

    assert 'href="/en/about/"' in before
    assert 'href="/en/about/"' not in read(client, "/en/")
