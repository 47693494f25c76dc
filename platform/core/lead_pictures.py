"""The picture a practice, pilot or city is known by: on its page with credit and caption, on cards, and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import Image

from core import languages
from core.languages import Wording
from core.models import SubjectPage
from core.templatetags.core_tags import row_words
from core.uploads.renditions import DisplayedPicture, displayed


@dataclass(frozen=True)
class DisplayedLeadPicture:
    """For `components/_lead_picture.html`: words in the visitor's language, else as they were first written."""

    image: Image
    alternative_text: Wording
    caption: Wording
    author: str
    licence: str
    licence_url: str


@dataclass(frozen=True)
class CardPicture:
    picture: DisplayedPicture
    alternative_text: Wording


def read_lead_pictures(pages: Iterable[SubjectPage]) -> list[SubjectPage]:
    """Pages of one kind, marked by `marking_lead_pictures`, with the pictures of those that have one and their words.

    At most four queries, none where no page has a picture.
    """
    pages = list(pages)
    pictured = [page for page in pages if page.has_lead_picture]
    if pictured:
        model = type(pictured[0])
        words = model.translation_model().objects.live().filter(language=languages.current())
        translations = Prefetch("translations", queryset=words, to_attr="translations_shown")
        prefetch_related_objects(pictured, "lead_pictures__image__renditions", translations)
    return pages


def lead_picture(page: SubjectPage) -> DisplayedLeadPicture | None:
    row = page.lead_picture
    if row is None:
        return None
    return DisplayedLeadPicture(
        image=row.image,
        alternative_text=row_words(page.words, row, "alternative_text"),
        caption=row_words(page.words, row, "caption"),
        author=row.author,
        licence=row.licence_name,
        licence_url=row.licence_url(languages.current()),
    )


def card_picture(page: SubjectPage) -> CardPicture | None:
    """None too where its renditions are not made yet. No query for a page that `read_lead_pictures` has read."""
    row = page.lead_picture
    picture = displayed(row.image, "card") if row else None
    if not (picture and picture.url):
        return None
    return CardPicture(picture, row_words(page.words, row, "alternative_text"))
