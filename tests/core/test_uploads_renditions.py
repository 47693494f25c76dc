"""How pictures are shown: everything is made when they are stored, and whatever cannot be shown is said in words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.urls import reverse
from PIL import Image as PILImage
from PIL import ImageCms
from wagtail.images.models import Image, Rendition
from wagtail.models import Site

from core import due
from core.uploads.renditions import CROPS, FILTERS
from home.models import StandardPage
from tests.core import sent_files
from tests.pages import attributes, has, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
ALTERNATIVE_TEXT = "A fountain under orange trees"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(content: bytes | None = None, name: str = "fountain.jpg") -> Image:
    file = ImageFile(BytesIO(content or sent_files.picture(size=(160, 90))), name=name)
    return Image.objects.create(title="Fountain", description=ALTERNATIVE_TEXT, file=file)


def sent(client, content: bytes, name: str) -> Image:
    words = {"title": "Fountain", "description": ALTERNATIVE_TEXT, "collection": "1"}
    client.post(reverse("wagtailimages:add"), {**words, "file": SimpleUploadedFile(name, content)})
    return Image.objects.get()


def display(image: Image, crop: str = "whole") -> str:
    return Template("{% responsive_picture image crop=crop %}").render(Context({"image": image, "crop": crop}))


def page_with(image: Image) -> StandardPage:
    page = StandardPage(title="About", slug="about-pictures")
    Site.objects.get().root_page.add_child(instance=page)
    picture = {"image": {"image": image, "alt_text": ALTERNATIVE_TEXT, "decorative": False}, "caption": ""}
    page.body = [("picture", picture)]
    page.save_revision().publish()
    return page


def written(kind: str, mode: str, size: tuple[int, int] = (60, 40), **more) -> bytes:
    content = BytesIO()
    PILImage.new(mode, size).save(content, kind, **more)
    return content.getvalue()


SENT = [
    pytest.param("PNG", written("PNG", "I;16", (800, 60)), id="16-bit grey"),
    pytest.param("PNG", written("PNG", "1"), id="black and white"),
    pytest.param("PNG", written("PNG", "LA"), id="grey with transparency"),
    pytest.param("PNG", written("PNG", "P", transparency=0), id="palette with transparency"),
    pytest.param("PNG", written("PNG", "RGBA", (3000, 40)), id="large, with transparency"),
    pytest.param("PNG", written("PNG", "L", icc_profile=SRGB), id="grey with a profile of colours"),
    pytest.param("JPEG", written("JPEG", "CMYK"), id="inks"),
    pytest.param("JPEG", written("JPEG", "CMYK", icc_profile=SRGB), id="inks with a profile of light"),
    pytest.param("JPEG", written("JPEG", "CMYK", icc_profile=b"no profile"), id="inks with a broken profile"),
    pytest.param("WEBP", written("WEBP", "RGBA"), id="WebP with transparency"),
    pytest.param("GIF", sent_files.moving_gif(), id="moving"),
    pytest.param("GIF", written("GIF", "P", (3000, 40)), id="large GIF"),
    pytest.param("PNG", written("PNG", "RGB", (1, 1)), id="one pixel"),
    pytest.param("PNG", written("PNG", "RGB", (8000, 1)), id="a line"),
    pytest.param("JPEG", written("JPEG", "RGB", (3, 8000)), id="a tall line"),
    pytest.param("HEIC", sent_files.heic_photo(), id="photo of a phone"),
]


@pytest.mark.parametrize(("kind", "content"), SENT)
def test_every_picture_that_is_accepted_can_be_shown_in_every_format_and_size(admin_client, kind, content):
    image = sent(admin_client, content, f"fountain.{kind.lower()}")

    assert {rendition.filter_spec for rendition in image.renditions.all()} >= set(FILTERS)
    for crop in CROPS:
        shown = display(image, crop)
        assert attributes(shown, "img", "alt") == [ALTERNATIVE_TEXT]
        assert has(shown, "source[type='image/avif']")
    assert max(image.width, image.height) <= 2400


def test_the_first_visitor_waits_for_no_picture(client, admin_client, monkeypatch):
    image = sent(admin_client, sent_files.picture(), "fountain.jpg")
    page = page_with(image)
    made = Rendition.objects.count()
    monkeypatch.setattr(Image, "generate_rendition_file", None)  # whoever makes one fails

    answer = client.get(page.url)

    assert attributes(answer, "main picture img", "alt") == [ALTERNATIVE_TEXT]
    assert has(answer, "main picture [srcset]")
    assert Rendition.objects.count() == made


@pytest.mark.parametrize("lost", ["renditions", "files", "everything"])
def test_a_picture_that_is_lost_is_said_in_words(client, lost):
    image = stored()
    page = page_with(image)
    if lost != "files":
        Rendition.objects.all().delete()
    if lost != "renditions":
        Path(image.file.path).unlink()
        for rendition in Rendition.objects.all():
            Path(rendition.file.path).unlink()

    answer = client.get(page.url)

    assert answer.status_code == 200
    in_words = attributes(answer, "main img", "alt") if lost == "files" else texts(answer, "main .no-picture")
    assert in_words == [ALTERNATIVE_TEXT]


def test_what_was_stored_before_and_cannot_be_shown_is_written_again(caplog):
    image = stored(written("PNG", "I;16", (80, 60)), "grey.png")

    image.refresh_from_db()
    with image.file.open("rb") as content:
        assert PILImage.open(content).mode == "L"
    assert has(display(image), "source[type='image/jpeg']")
    assert not caplog.records


def test_a_file_that_is_no_picture_any_more_breaks_nothing(client):
    image = stored()
    page = page_with(image)
    Rendition.objects.all().delete()
    Path(image.file.path).write_bytes(b"not a picture")

    due.do_all()

    assert text(client.get(page.url), "main .no-picture") == ALTERNATIVE_TEXT


def test_what_is_missing_is_made_by_the_daily_work():
    image = stored()
    Rendition.objects.all().delete()

    done, _failed = due.do_all()

    assert done["renditions"] == 1
    assert has(display(image), "[srcset]")
    assert due.do_all()[0]["renditions"] == 0


def test_a_picture_put_in_place_of_another_is_shown_at_once(admin_client):
    image = stored()
    words = {"title": "Fountain", "description": ALTERNATIVE_TEXT, "collection": "1"}
    square = SimpleUploadedFile("square.jpg", sent_files.picture(size=(640, 640)))

    admin_client.post(reverse("wagtailimages:edit", args=[image.pk]), {**words, "file": square})

    assert has(display(Image.objects.get()), "img[width='624'][height='624']")


def test_cards_are_cut_around_what_matters_in_the_picture():
    image = stored(sent_files.picture(size=(120, 400)))
    before = display(image, "card")
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 60, 360, 20, 20
    image.save()

    after = display(image, "card")

    assert has(after, "[srcset]")
    assert after != before


def test_a_list_of_pictures_asks_once(django_assert_num_queries):
    for _number in range(3):
        stored()
    images = Image.objects.prefetch_related("renditions")

    with django_assert_num_queries(2):
        assert all(has(display(image, "card"), "[srcset]") for image in images)
