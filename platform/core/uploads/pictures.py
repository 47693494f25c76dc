"""Pictures: opened, measured and written again, so that only what can be seen is kept.

A picture that is written again from its pixels has lost where and when it was taken, by whom and with what, and
whatever was hidden behind its end. A moving picture keeps its first moment: what moves by itself and cannot be
stopped disturbs readers (WCAG 2.2.2). AVIF is shown and not taken: to write 40 megapixels of it needs a gigabyte.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtail.images.fields import WagtailImageField

FORMATS = {"gif": "GIF", "jpeg": "JPEG", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
# 40 megapixels in under five seconds of one processor, each.
WRITTEN_WITH = {
    "JPEG": {"quality": 92},
    "PNG": {"compress_level": 3},
    "WEBP": {"quality": 92, "method": 2},
}
SEEN = ("icc_profile", "transparency")  # the rest of what a file says about itself is nobody's business


class PictureField(WagtailImageField):
    """Refuses what is no picture, or too large to open, and puts the clean picture in place of the one that came.

    In place: Wagtail's uploader for many pictures keeps the file that came with the request, not the field's value.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _(
            "%(formats)s, up to %(size)s, %(megapixels)d megapixels and %(side)d pixels a side. Place, date and camera "
            "are removed; of a moving picture the first moment is kept."
        ) % {"formats": self.supported_formats_text, "size": filesizeformat(self.max_upload_size), **_limits()}

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        upload.seek(0)
        _put_in_place(upload, self._written_again(upload.read(), upload.name))
        return upload

    def _written_again(self, content: bytes, name: str) -> bytes:
        extension = PurePath(name).suffix.lower().removeprefix(".")
        if extension not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")
        picture = self._opened(content)
        if picture.format != FORMATS[extension]:
            known = {"extension": extension, "image_format": picture.format}
            message = self.error_messages["invalid_image_known_format"] % known
            raise ValidationError(message, code="invalid_image_known_format")
        try:
            return without_metadata(picture)
        except Exception as broken:
            raise self._damaged() from broken

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
    """The first frame, turned the way it is looked at, with its colour profile and nothing else."""
    upright = ImageOps.exif_transpose(picture)
    upright.info = {key: upright.info[key] for key in SEEN if key in upright.info}
    written = BytesIO()
    kept = {"icc_profile": upright.info.get("icc_profile")}
    upright.save(written, picture.format, **kept, **WRITTEN_WITH.get(picture.format, {}))
    return written.getvalue()


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
        "This picture has too many pixels. The most is %(megapixels)d megapixels and %(side)d pixels a side: make it "
        "smaller and send it again."
    )
    return ValidationError(message % _limits(), code="file_too_many_pixels")
