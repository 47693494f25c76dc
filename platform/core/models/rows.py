"""Rows that hang on a page: sources, figures, tags."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class Row(Orderable):
    """A row with words in it: its `uuid` is how a translation says which row its words are for.

    `WORDS` names the fields that are words; everything else on a row is a fact.
    """

    WORDS: tuple[str, ...] = ()

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta(Orderable.Meta):
        abstract = True


class Source(Orderable):
    """Where a page's facts were read. The programme's archive has no address."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="sources")
    label = models.CharField(
        _("what"), max_length=255, blank=True, help_text=_("For example: City of Lyon, report 2019.")
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)

    panels = [FieldRowPanel([FieldPanel("label"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class Figure(Row):
    """A number a page reports, with how exact it is. `value` is in `unit`; a percentage is written 58, not 0.58."""

    class Qualifier(models.TextChoices):
        STATED = "stated", _("as stated")
        EXACT = "exact", _("exactly")
        ABOUT = "about", _("about")
        OVER = "over", _("over")
        UP_TO = "up-to", _("up to")

    class Kind(models.TextChoices):
        RESULT = "result", _("reached")
        PLANNED = "planned", _("planned")

    WORDS = ("label", "unit")

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(_("what is counted"), max_length=255, help_text=_("For example: people trained."))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=3)
    qualifier = models.CharField(_("how exact"), max_length=10, choices=Qualifier.choices, default=Qualifier.STATED)
    kind = models.CharField(_("reached or planned"), max_length=10, choices=Kind.choices, default=Kind.RESULT)
    unit = models.CharField(_("unit"), max_length=60, blank=True, help_text=_("For example: people."))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("qualifier"), FieldPanel("value"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("year"), FieldPanel("source")]),
    ]

    class Meta(Row.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")


class SubjectTag(TaggedItemBase):
    """A free tag on a subject."""

    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="subject_tags")
