"""Rows that hang on a page: sources, figures, tags."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from core.places import HELP as PLACE_HELP
from core.places import validate_place

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


class Row(Orderable):
    """A row with words in it: its `uuid` is how a translation says which row its words are for.

    `WORDS` names the fields that are words; everything else on a row is a fact.
    """

    WORDS: tuple[str, ...] = ()

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta(Orderable.Meta):
        abstract = True


class Source(Orderable):
    """A reference: where a page's facts were read. The programme's archive has no address.

    Records that are no pages keep the same, under the same names, as JSON (core.models.Sourced).
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("report")
        ARTICLE = "article", _("article")
        NEWS = "news", _("news")
        WEB_PAGE = "web-page", _("web page")
        DECLARATION = "declaration", _("declaration")
        LAW = "law", _("law")
        DATASET = "dataset", _("data set")
        PRESENTATION = "presentation", _("presentation")
        LEAFLET = "leaflet", _("leaflet")
        BOOK = "book", _("book")
        VIDEO = "video", _("video")

    FACTS = ("label", "author", "publisher", "year", "language", "kind", "url", "is_copy", "looked_at", "at")
    """What a source says, here and in the JSON of records."""
    ADDED = FACTS[1:6] + FACTS[7:]
    """Younger than the first loadings (intake.kinds)."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="sources")
    label = models.CharField(
        _("title"),
        max_length=255,
        blank=True,
        help_text=_("As it is printed, in its own language. For example: Rapport d’activité 2019."),
    )
    author = models.CharField(
        _("author"), max_length=255, blank=True, help_text=_("Only where the source itself names one.")
    )
    publisher = models.CharField(
        _("publisher"), max_length=255, blank=True, help_text=_("Who stands behind it. For example: City of Lyon.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    language = models.CharField(
        _("language"),
        max_length=3,
        blank=True,
        validators=[RegexValidator("^[a-z]{2,3}$", _("Write two letters, for example fr."))],
        help_text=_("In two letters: en, fr, es, ar, de, it, pt, ca …"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    url = models.URLField(
        _("address"), max_length=1000, blank=True, help_text=_("The publisher’s own address, if there is one.")
    )
    is_copy = models.BooleanField(
        _("a copy on another site"),
        default=False,
        help_text=_("Tick this when the address is not the publisher’s own, and the publisher’s is not known."),
    )
    looked_at = models.DateField(
        _("looked at on"), null=True, blank=True, help_text=_("The day on which somebody last read it there.")
    )
    at = models.CharField(
        _("where in it"), max_length=255, blank=True, validators=[validate_place], help_text=PLACE_HELP
    )

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("author"), FieldPanel("publisher")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("language"), FieldPanel("kind")]),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("looked_at"), FieldPanel("at"), FieldPanel("is_copy")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.label or self.url


class Figure(Row):
    """A number a page reports, with how exact it is. `value` is in `unit`; a percentage is written 58, not 0.58."""

    class Qualifier(models.TextChoices):
        STATED = "stated", _("as stated")
        EXACT = "exact", _("exactly")
        ABOUT = "about", pgettext_lazy("how exact", "about")
        OVER = "over", _("over")
        UP_TO = "up-to", _("up to")

    class Kind(models.TextChoices):
        RESULT = "result", _("reached")
        PLANNED = "planned", pgettext_lazy("a figure", "planned")

    WORDS = ("label", "unit")

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(_("what is counted"), max_length=255, help_text=_("For example: people trained."))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=3)
    qualifier = models.CharField(_("how exact"), max_length=10, choices=Qualifier.choices, default=Qualifier.STATED)
    kind = models.CharField(_("reached or planned"), max_length=10, choices=Kind.choices, default=Kind.RESULT)
    unit = models.CharField(_("unit"), max_length=60, blank=True, help_text=_("For example: people."))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("The address of one of the sources of this page: a small number then leads there."),
    )

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("qualifier"), FieldPanel("value"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("year"), FieldPanel("source")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")


class LeadPicture(Row):
    """The picture a subject is known by; at most one is shown. Author and licence are facts, the texts are words.

    Deleting the image, for example because somebody in it wishes so, takes it from every page.
    """

    class Licence(models.TextChoices):
        CC_BY = "cc-by-4.0", _("CC BY 4.0: everybody may use it if they name the author")
        CC_BY_SA = (
            "cc-by-sa-4.0",
            _("CC BY-SA 4.0: everybody may use it if they name the author and use the same licence"),
        )
        PUBLIC_DOMAIN = "public-domain", _("public domain: everybody may use it")
        PERMITTED = "permitted", _("all rights reserved: the author allows its use here")

    NAMES: dict[str, StrOrPromise] = {
        Licence.CC_BY: "CC BY 4.0",
        Licence.CC_BY_SA: "CC BY-SA 4.0",
        Licence.PUBLIC_DOMAIN: _("public domain"),
        Licence.PERMITTED: _("all rights reserved"),
    }
    DEEDS: dict[str, str] = {Licence.CC_BY: "by", Licence.CC_BY_SA: "by-sa"}
    WORDS = ("alternative_text", "caption")

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="lead_pictures")
    image = models.ForeignKey(
        "wagtailimages.Image", models.CASCADE, null=True, related_name="+", verbose_name=_("picture")
    )
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=255,
        help_text=_("What the picture shows, in one sentence. It is read aloud to people who cannot see the picture."),
    )
    caption = models.CharField(
        _("caption"),
        max_length=255,
        blank=True,
        help_text=_("Shown under the picture: where, when, on what occasion."),
    )
    author = models.CharField(
        _("author"), max_length=255, help_text=_("Who took or drew it: a person or an office. Shown under the picture.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices)

    panels = [
        FieldPanel("image"),
        FieldPanel("alternative_text"),
        FieldPanel("caption"),
        FieldRowPanel([FieldPanel("author"), FieldPanel("licence")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def licence_name(self) -> str:
        return str(self.NAMES.get(self.licence, ""))

    def licence_url(self, language: str) -> str:
        """Where the licence is explained in `language`, if it is one that is explained anywhere."""
        deed = self.DEEDS.get(self.licence)
        return f"https://creativecommons.org/licenses/{deed}/4.0/deed.{language}" if deed else ""


class SubjectTag(TaggedItemBase):
    """A free tag on a subject."""

    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="subject_tags")
