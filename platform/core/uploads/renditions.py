"""The sizes and formats in which pictures are shown: made when a picture is stored, never while a visitor waits.

`make_renditions` runs at once or in the task worker (`TASKS`); pages only look at what is there, see `displayed`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db.models.signals import post_save
from django.dispatch import receiver
from django_tasks import task
from PIL import Image as PILImage
from wagtail.images.models import Filter, Image, Rendition, SourceImageIOError

from core import due

from .pictures import without_metadata

logger = logging.getLogger(__name__)

FORMATS = ("avif", "webp", "jpeg")
"""The lightest first; the last is for browsers that read none of the others."""
CROPS = {"whole": ("width-624", "width-1248"), "card": ("fill-480x216",)}
"""`whole` is as wide as a column of text, on a plain screen and on a fine one; `card` keeps the focal point."""
SOCIAL = "fill-1200x630|format-jpeg"
"""What other sites show when somebody passes the address of a page on."""


def _specification(size: str, file_format: str) -> str:
    return f"format-{file_format}|{size}"


FILTERS = {
    specification: Filter(specification)
    for specification in (
        *(_specification(size, kind) for sizes in CROPS.values() for size in sizes for kind in FORMATS),
        SOCIAL,
    )
}


@dataclass(frozen=True)
class DisplayedPicture:
    """For `components/_picture.html`: `sources` are pairs of a MIME type and a `srcset`; sizes are in pixels."""

    sources: tuple[tuple[str, str], ...] = ()
    url: str = ""
    """Empty where nothing can be shown: then the alternative text stands in the picture's place."""
    width: int = 0
    height: int = 0


def displayed(image: Image, crop: str) -> DisplayedPicture:
    """What of `image` a page can show, one of `CROPS`. One query, none where its renditions are prefetched."""
    there = _existing(image)
    by_format = {kind: [_specification(size, kind) for size in CROPS[crop]] for kind in FORMATS}
    complete = {kind: [there[one] for one in wanted] for kind, wanted in by_format.items() if {*wanted} <= {*there}}
    if not complete:
        return DisplayedPicture()
    sources = tuple((f"image/{kind}", _srcset(renditions)) for kind, renditions in complete.items())
    fallback = complete[[*complete][-1]][0]
    return DisplayedPicture(sources, fallback.url, fallback.width, fallback.height)


def served_rendition(image: Image) -> Rendition | None:
    """Of a picture that a view of its own sends to those who may see it; as wide as a column of text."""
    return _existing(image).get(_specification(CROPS["whole"][0], "webp"))


def _srcset(renditions: list[Rendition]) -> str:
    """A small picture is as wide in every size."""
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())


def social_picture(image: Image) -> Rendition | None:
    """For `og:image`, where it is large enough to be worth showing."""
    rendition = _existing(image).get(SOCIAL)
    return rendition if rendition and rendition.width >= 200 else None


def _existing(image: Image) -> dict[str, Rendition]:
    return {
        rendition.filter_spec: rendition
        for rendition in image.renditions.all()
        if rendition.filter_spec in FILTERS
        and rendition.focal_point_key == FILTERS[rendition.filter_spec].get_cache_key(image)
    }


# --- making -----------------------------------------------------------------------------------------------------------
@task()
def make_renditions(pk: int) -> None:
    """All that templates use and that is not there yet. A file that cannot be read is logged, and shown as its text."""
    image = Image.objects.filter(pk=pk).first()
    missing = missing_renditions(image) if image else []
    if not missing:
        return
    try:
        _make(image, missing)
    except SourceImageIOError:
        logger.warning("The file of picture %s is missing", pk)
    except Exception:
        logger.exception("No renditions can be made of picture %s", pk)


def missing_renditions(image: Image) -> list[Filter]:
    there = _existing(image)
    return [made for specification, made in FILTERS.items() if specification not in there]


def _make(image: Image, filters: list[Filter]) -> None:
    """A picture that was stored before its colours were made plain is written again first."""
    try:
        image.create_renditions(*filters)
    except SourceImageIOError:
        raise
    except Exception:  # noqa: BLE001 (Pillow raises what its decoders raise)
        _write_again(image)
        Image.objects.get(pk=image.pk).create_renditions(*filters)


def _write_again(image: Image) -> None:
    """No signal is sent: nothing that is shown has changed."""
    storage, before = image.file.storage, image.file.name
    with image.open_file() as file:
        content = without_metadata(PILImage.open(BytesIO(file.read())))
    width, height = PILImage.open(BytesIO(content)).size
    Image.objects.filter(pk=image.pk).update(
        file=storage.save(image.get_upload_to(PurePath(before).name), ContentFile(content)),
        width=width,
        height=height,
        file_size=len(content),
        file_hash="",
    )
    storage.delete(before)


@receiver(post_save, sender=Image)
def make_when_stored(sender, instance, *, raw: bool, update_fields, **kwargs) -> None:
    """Also when the focal point is moved: cards are cut around it."""
    if not raw and (update_fields is None or "file" in update_fields):
        make_renditions.enqueue(instance.pk)


@due.register("renditions")
def make_what_is_missing() -> int:
    """Of pictures that were stored by an older version, or while no worker ran."""
    pictures = Image.objects.prefetch_related("renditions").iterator(chunk_size=100)
    waiting = [image.pk for image in pictures if missing_renditions(image)]
    for pk in waiting:
        make_renditions.enqueue(pk)
    return len(waiting)
