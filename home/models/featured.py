"""What editors put on the front page, in their order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from practices.models import DossierPage, PracticePage
from practices.models.curated import refuse_unpublished

from .pages import HomePage


class FeaturedPractice(Orderable):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_practices")
    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="+", verbose_name=_("practice"))

    panels = [FieldPanel("practice")]

    class Meta(Orderable.Meta):
        verbose_name = _("featured practice")

    def clean(self) -> None:
        super().clean()
        refuse_unpublished(self.practice if self.practice_id else None, "practice")


class FeaturedDossier(Orderable):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_dossiers")
    dossier = models.ForeignKey(DossierPage, models.CASCADE, related_name="+", verbose_name=_("dossier"))

    panels = [FieldPanel("dossier")]

    class Meta(Orderable.Meta):
        verbose_name = _("featured dossier")

    def clean(self) -> None:
        super().clean()
        refuse_unpublished(self.dossier if self.dossier_id else None, "dossier")
