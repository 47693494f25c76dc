"""Pictures that are sent: what is no picture is refused, what is one keeps only what can be seen."""

from __future__ import annotations

import re
import tracemalloc
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PILImage
from PIL import ImageFile as PILImageFile
from wagtail.images.models import Image
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from tests.core import sent_files
from tests.pages import Page, attributes, text

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
ADD, MANY, CHOOSER = "wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"
ALTERNATIVE_TEXT = "A fountain under orange trees"
NO_PICTURE = "This is not a picture, or it is damaged"
OTHER_NAME = "The extension does not match the file format"
NOT_SUPPORTED = "Not a supported image format"


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def send(client, content: bytes, name: str, **more):
    words = {"title": "Fountain", "description": ALTERNATIVE_TEXT, "collection": "1", **more}
    return client.post(reverse(ADD), {**words, "file": SimpleUploadedFile(name, content)})


def complaint(answer: Page) -> str:
    """What the form says about the file."""
    return text(answer, "[data-contentpath=file] .error-message")


def opened(file) -> PILImage.Image:
    with file.open("rb") as content:
        return PILImage.open(BytesIO(content.read()))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        pytest.param(sent_files.SVG, "drawing.svg", NOT_SUPPORTED, id="script in SVG"),
        pytest.param(sent_files.SVG, "drawing.png", NO_PICTURE, id="SVG called PNG"),
        pytest.param(sent_files.HTML, "page.jpg", NO_PICTURE, id="HTML called JPEG"),
        pytest.param(sent_files.EXECUTABLE, "holiday.jpg", NO_PICTURE, id="executable called JPEG"),
        pytest.param(b"GIF89a" + sent_files.HTML, "broken.gif", NO_PICTURE, id="GIF with script behind its first word"),
        pytest.param(sent_files.moving_gif()[:60], "broken.gif", NO_PICTURE, id="GIF cut off"),
        pytest.param(sent_files.picture("JPEG")[:-200], "broken.jpg", NO_PICTURE, id="JPEG cut off"),
        pytest.param(sent_files.picture("PNG")[:80], "broken.png", NO_PICTURE, id="PNG cut off"),
        pytest.param(sent_files.picture("PNG"), "fountain.jpg", OTHER_NAME, id="PNG called JPEG"),
        pytest.param(sent_files.picture("BMP"), "fountain.bmp", NOT_SUPPORTED, id="kind we do not take"),
    ],
)
def test_what_is_not_the_picture_it_says_is_refused(admin_client, content, name, message):
    answer = send(admin_client, content, name)

    assert answer.status_code == 200
    assert message in complaint(answer)
    assert attributes(answer, "form [name=description]", "value") == [ALTERNATIVE_TEXT]  # what was typed stays
    assert not Image.objects.exists()


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_a_hundred_megapixels_is_refused_before_it_is_decoded(admin_client):
    content = sent_files.huge_png()
    tracemalloc.start()

    answer = send(admin_client, content, "huge.png")

    assert "The limit is 40 megapixels and 8000 pixels on a side" in complaint(answer)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000  # decoded it would be twice that
    tracemalloc.stop()
    assert not Image.objects.exists()


def test_a_picture_of_too_many_bytes_is_refused(admin_client, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 500

    answer = send(admin_client, sent_files.picture("JPEG", (300, 300)), "fountain.jpg")

    assert "This file is too big" in complaint(answer)
    assert not Image.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_does_not_tell_where_it_was_taken_nor_by_whom(admin_client, kind):
    content = sent_files.told_picture(kind)
    assert b"Photographer" in content

    send(admin_client, content, f"fountain.{kind.lower()}")

    image = Image.objects.get()
    for file in (image.file, image.get_rendition("width-30").file):
        picture = opened(file)
        assert dict(picture.getexif()) == {}
        assert not {"exif", "xmp", "comment", "Comment"} & set(picture.info)
        with file.open("rb") as written:
            assert b"Photographer" not in written.read()
    assert (image.width, image.height) == (40, 60)  # turned as it is looked at
    assert opened(image.file).info["icc_profile"] == b"a colour profile"


def test_what_hides_behind_a_picture_is_left_out(admin_client):
    send(admin_client, sent_files.picture("JPEG") + sent_files.HTML, "polyglot.jpg")

    with Image.objects.get().file.open("rb") as written:
        assert b"script" not in written.read()


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "L"), ("PNG", "P"), ("PNG", "RGBA")])
def test_a_picture_keeps_its_colours(admin_client, kind, mode):
    sent = sent_files.picture(kind, mode=mode)

    send(admin_client, sent, f"fountain.{kind.lower()}")

    kept = opened(Image.objects.get().file)
    assert kept.mode == mode
    assert kept.getpixel((5, 5)) == pytest.approx(PILImage.open(BytesIO(sent)).getpixel((5, 5)), abs=3)


@pytest.mark.parametrize(("kind", "mode", "kept_as"), [("JPEG", "CMYK", "RGB"), ("PNG", "I;16", "L")])
def test_colours_that_not_every_format_holds_become_plain_ones(admin_client, kind, mode, kept_as):
    sent = sent_files.picture(kind, mode=mode)

    send(admin_client, sent, f"fountain.{kind.lower()}")

    seen = PILImage.open(BytesIO(sent))
    shade = seen.getpixel((5, 5)) // 256 if mode == "I;16" else seen.convert("RGB").getpixel((5, 5))
    kept = opened(Image.objects.get().file)
    assert kept.mode == kept_as
    assert kept.getpixel((5, 5)) == pytest.approx(shade, abs=3)


def test_a_photo_of_a_phone_becomes_a_jpeg_without_its_place(admin_client):
    send(admin_client, sent_files.heic_photo(), "IMG_0042.HEIC")

    image = Image.objects.get()
    picture = opened(image.file)
    assert (picture.format, image.file.name.rsplit("/")[-1]) == ("JPEG", "IMG_0042.jpg")
    assert (image.width, image.height) == (40, 60)  # turned as it is looked at
    assert dict(picture.getexif()) == {}
    with image.file.open("rb") as written:
        assert b"Photographer" not in written.read()


def test_a_large_picture_is_kept_as_large_as_a_page_can_show_it(admin_client):
    send(admin_client, sent_files.picture(size=(4000, 3000)), "fountain.jpg")

    image = Image.objects.get()
    assert (image.width, image.height) == opened(image.file).size == (2400, 1800)


def test_a_moving_picture_keeps_its_first_moment(admin_client):
    send(admin_client, sent_files.moving_gif(), "moving.gif")

    picture = opened(Image.objects.get().file)
    assert (picture.n_frames, "comment" in picture.info) == (1, False)


def test_nobody_can_guess_where_a_picture_is_kept(admin_client):
    send(admin_client, sent_files.picture(), "fountain.jpg")

    image = Image.objects.get()
    assert re.fullmatch(r"original_images/[\w-]{16}/fountain\.jpg", image.file.name)
    assert re.fullmatch(r"images/[\w-]{16}/fountain\.[\w.-]+\.jpg", image.get_rendition("width-30").file.name)


def test_a_picture_needs_its_alternative_text(admin_client):
    answer = send(admin_client, sent_files.picture(), "fountain.jpg", description="")

    assert "Alternative text" in text(answer, "label[for=id_description]")
    assert text(answer, "[data-contentpath=description] .error-message") == "This field is required."
    assert not Image.objects.exists()


def test_of_many_pictures_each_waits_clean_for_its_alternative_text(admin_client):
    content = SimpleUploadedFile("P1000123.jpg", sent_files.told_picture("JPEG"))

    form = admin_client.post(reverse(MANY), {"title": "P1000123", "files[]": content}).json()["form"]
    waiting = UploadedFile.objects.get()
    words = {f"uploaded-image-{waiting.pk}-title": "Fountain", f"uploaded-image-{waiting.pk}-collection": "1"}
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    without = admin_client.post(address, words).json()
    complete = admin_client.post(
        address, {**words, f"uploaded-image-{waiting.pk}-description": ALTERNATIVE_TEXT}
    ).json()

    assert attributes(form, f"[name=uploaded-image-{waiting.pk}-title]", "value") == ["P1000123"]
    assert (without["success"], complete["success"]) == (False, True)
    image = Image.objects.get()
    assert dict(opened(image.file).getexif()) == {}
    assert (image.default_alt_text, image.file_size) == (ALTERNATIVE_TEXT, image.file.size)


def test_many_pictures_and_the_chooser_refuse_as_one_picture_does(admin_client):
    many = admin_client.post(reverse(MANY), {"files[]": SimpleUploadedFile("a.gif", b"GIF89a" + sent_files.HTML)})
    words = {"title": "Fountain", "description": ALTERNATIVE_TEXT, "collection": "1"}
    file = SimpleUploadedFile("a.jpg", sent_files.EXECUTABLE)
    chooser = admin_client.post(
        reverse(CHOOSER), {f"image-chooser-upload-{key}": value for key, value in {**words, "file": file}.items()}
    )

    assert NO_PICTURE in many.json()["error_message"]
    assert NO_PICTURE in complaint(chooser.json()["htmlFragment"])
    assert not Image.objects.exists()
    assert not UploadedFile.objects.exists()


def test_a_picture_put_in_place_of_another_is_looked_into_too(admin_client):
    send(admin_client, sent_files.picture(), "fountain.jpg")
    image = Image.objects.get()
    address = reverse("wagtailimages:edit", args=[image.pk])
    words = {"title": "Fountain", "description": ALTERNATIVE_TEXT, "collection": "1"}

    refused = admin_client.post(address, {**words, "file": SimpleUploadedFile("b.jpg", sent_files.HTML)})
    admin_client.post(address, {**words, "file": SimpleUploadedFile("b.jpg", sent_files.told_picture("JPEG"))})

    assert NO_PICTURE in complaint(refused)
    image.refresh_from_db()
    assert image.file.name.endswith("/b.jpg")
    assert dict(opened(image.file).getexif()) == {}


def test_a_large_picture_that_waits_on_disk_is_cleaned_there(admin_client, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0

    send(admin_client, sent_files.told_picture("JPEG"), "fountain.jpg")

    assert dict(opened(Image.objects.get().file).getexif()) == {}


def test_a_profile_picture_does_not_tell_where_it_was_taken(admin_client, django_user_model):
    user = django_user_model.objects.get(username="admin")
    words = {"first_name": "A", "last_name": "B", "language": "en", "letters": "at-once"}
    choices = {"theme": "system", "contrast": "system", "density": "default"}
    file = SimpleUploadedFile("me.jpg", sent_files.told_picture("JPEG"))

    admin_client.post(reverse("account"), {**words, **choices, "avatar": file})

    assert dict(opened(UserProfile.objects.get(user=user).avatar).getexif()) == {}


def test_only_pictures_are_sent_from_where_files_are_kept(admin_client, client, tmp_path):
    send(admin_client, sent_files.picture(), "fountain.jpg")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "draft.pdf").write_bytes(sent_files.PDF)

    picture = client.get(Image.objects.get().file.url)

    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/jpeg")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/media/documents/draft.pdf").status_code == 404
    assert client.get("/media/images/../documents/draft.pdf").status_code == 400


def test_a_picture_that_is_cut_off_is_refused_though_the_process_has_made_a_report(admin_client, monkeypatch):
    monkeypatch.setattr(PILImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as importing WeasyPrint does

    answer = send(admin_client, sent_files.picture("PNG")[:80], "broken.png")

    assert NO_PICTURE in complaint(answer)
    assert not Image.objects.exists()
