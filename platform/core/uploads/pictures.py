"""Pictures: opened, measured and written again, so that only what can be seen is kept.

A picture that is written again from its pixels has lost where and when it was taken, by whom and with what, and
whatever was hidden behind its end. It is written as what every rendition can be made from, and no larger than a page
can show: docs/decisions/0030. A moving picture keeps its first moment: what moves by itself and cannot be stopped
disturbs readers (WCAG 2.2.2). AVIF is shown and not taken: to write 40 megapixels of it needs a gigabyte.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps
from pillow_heif import register_heif_opener
from wagtail.images.fields import WagtailImageField

register_heif_opener(thumbnails=False)

FORMATS = {
    "gif": "GIF",
    "heic": "HEIF",
    "heif": "HEIF",
    "jpeg": "JPEG",
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
}
WRITTEN_AS = {"HEIF": "JPEG"}  # what phones send and most browsers cannot show
EXTENSIONS = {"HEIF": ".jpg"}
# 40 megapixels in under five seconds of one processor, each.
WRITTEN_WITH = {
    "JPEG": {"quality": 92},
    "PNG": {"compress_level": 3},
    "WEBP": {"quality": 92, "method": 2},
}
SEEN = ("icc_profile", "transparency")  # the rest of what a file says about itself is nobody's business
ONE_PIXEL_DEEP = {"1", "L", "LA", "P", "RGB", "RGBA"}  # what renditions can be made from, in every format
DEEP_GREYS = {"I;16", "I;16L", "I;16B", "I;16N", "I"}  # sixteen bits a pixel


class PictureField(WagtailImageField):
    """Refuses what is no picture, or too large to open, and puts the clean picture in place of the one that came.

    In place: Wagtail's uploader for many pictures keeps the file that came with the request, not the field's value.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _(
            "%(formats)s, up to %(size)s, %(megapixels)d megapixels and %(side)d pixels on a side. "
            "Place, date and camera are removed; only the first frame of an animation is kept."
        ) % {"formats": self.supported_formats_text, "size": filesizeformat(self.max_upload_size), **_limits()}

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        if data is None or FileField.to_python(self, data) is None:
            return None
        self.check_image_file_size(data)
        data.seek(0)
        self._write_again(data)
        return data

    def _write_again(self, upload: UploadedFile) -> None:
        """Under another name where it becomes another kind of file."""
        name = PurePath(upload.name or "")
        picture = self._checked(upload.read(), name)
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint's import sets it for the whole process
        try:
            content = without_metadata(picture)
        except Exception as broken:
            raise self._damaged() from broken
        _put_in_place(upload, content)
        if picture.format in EXTENSIONS:
            upload.name = str(name.with_suffix(EXTENSIONS[picture.format]))
            upload.content_type = Image.MIME[WRITTEN_AS[picture.format]]

    def _checked(self, content: bytes, name: PurePath) -> Image.Image:
        extension = name.suffix.lower().removeprefix(".")
        if extension not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")
        picture = self._opened(content)
        if picture.format != FORMATS[extension]:
            known = {"extension": extension, "image_format": picture.format}
            message = self.error_messages["invalid_image_known_format"] % known
            raise ValidationError(message, code="invalid_image_known_format")
        return picture

    def _opened(self, content: bytes) -> Image.Image:
        """Only the head is read: what is too large is never decoded."""
        try:
            picture = Image.open(BytesIO(content), formats=[*FORMATS.values()])
        except Image.DecompressionBombError as bomb:
            raise _too_large() from bomb
        except Exception as broken:
            raise self._damaged() from broken
        if picture.format == "MPO":  # what many phones write: a JPEG with a second one behind it
            picture.format = "JPEG"
        width, height = picture.size
        if max(width, height) > settings.UPLOADED_IMAGE_MAX_SIDE or width * height > self.max_image_pixels:
            raise _too_large()
        return picture

    def _damaged(self) -> ValidationError:
        message = _("This is not a picture, or it is damaged. You can send: %(formats)s.")
        return ValidationError(message % {"formats": self.supported_formats_text}, code="invalid_image")


def without_metadata(picture: Image.Image) -> bytes:
    """The first frame, turned the way it is looked at, at most `STORED_IMAGE_MAX_SIDE` a side, and nothing else."""
    side = settings.STORED_IMAGE_MAX_SIDE
    kind = picture.format or ""
    kind = WRITTEN_AS.get(kind, kind)
    picture.draft(None, (side, side))  # a large JPEG is decoded small
    upright = ImageOps.exif_transpose(picture)
    upright.info = {key: upright.info[key] for key in SEEN if upright.info.get(key) is not None}
    if kind == "JPEG" and upright.mode not in ("L", "RGB", "CMYK"):
        upright = upright.convert("RGB")
    shown = shrunk(with_plain_colours(upright), side)
    written = BytesIO()
    shown.save(written, kind, icc_profile=shown.info.get("icc_profile"), **WRITTEN_WITH.get(kind, {}))
    return written.getvalue()


def with_plain_colours(picture: Image.Image) -> Image.Image:
    """Eight bits a colour, in grey or red, green and blue: inks and deep greys cannot be written in every format."""
    if picture.mode in ONE_PIXEL_DEEP:
        return picture
    if picture.mode in DEEP_GREYS:
        return _without_profile(picture.convert("I").point(lambda grey: grey / 256).convert("L"))
    if picture.mode == "F":
        return _without_profile(picture.convert("L"))
    if picture.mode == "CMYK" and "icc_profile" in picture.info:
        try:
            profile = ImageCms.ImageCmsProfile(BytesIO(picture.info["icc_profile"]))
            rgb = ImageCms.createProfile("sRGB")
            in_rgb = cast(Image.Image, ImageCms.profileToProfile(picture, profile, rgb, outputMode="RGB"))  # a new one
        except (OSError, ImageCms.PyCMSError):  # the profile is damaged, or of other colours than the picture
            in_rgb = picture.convert("RGB")
        return _without_profile(in_rgb)
    return _without_profile(picture.convert("RGBA" if picture.mode in ("PA", "La", "RGBa") else "RGB"))


def _without_profile(picture: Image.Image) -> Image.Image:
    """A profile is of the colours a picture had."""
    picture.info.pop("icc_profile", None)
    return picture


def shrunk(picture: Image.Image, side: int) -> Image.Image:
    """At most `side` pixels a side, never less than one."""
    if max(picture.size) <= side:
        return picture
    if picture.mode in ("1", "P"):  # a palette cannot be mixed
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return picture


def _put_in_place(upload: UploadedFile, content: bytes) -> None:
    upload.seek(0)
    upload.truncate()
    upload.write(content)
    upload.flush()
    upload.seek(0)
    upload.size = len(content)


def _limits() -> dict[str, int]:
    return {
        "megapixels": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
        "side": settings.UPLOADED_IMAGE_MAX_SIDE,
    }


def _too_large() -> ValidationError:
    message = _(
        "This picture has too many pixels. The limit is %(megapixels)d megapixels and %(side)d "
        "pixels on a side: make it smaller and send it again."
    )
    return ValidationError(message % _limits(), code="file_too_many_pixels")
