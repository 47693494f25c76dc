"""Where monitoring is looked at: it owns nothing; and under it the phases of the programme, as pages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from cities.models import Phase
from core.languages import Wording
from core.models import IndexPage, SubjectPage, TranslationPage, Words, subject_key


class MonitoringPage(IndexPage):
    heading = _("Monitoring")
    presenter = "monitoring.public.phase.phase_context"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["monitoring.PhasePage"]

    class Meta:
        verbose_name = _("monitoring")


class PhaseWords(Words):
    """A phase's name is a fact; its words are the sentence that stands above its results."""

    class Meta:
        abstract = True

    def word_fields(self) -> list[str]:
        return ["intro"]


class PhasePage(PhaseWords, SubjectPage):
    """What is measured of a phase hangs here, as a pilot's, practice's or city's results hang on its own page.

    `phase` is the row of facts. Anybody reads the results at the monitoring page's address with `?phase=2`: that is the
    address of this page too, and whoever asks for its place in the tree is sent there.
    """

    phase = models.OneToOneField(
        Phase,
        models.PROTECT,
        related_name="page",
        verbose_name=_("phase"),
        error_messages={"unique": _("This phase already has a page.")},
    )

    has_own_address = False
    presenter = "monitoring.public.phase.phase_page_context"
    template = "monitoring/monitoring_page.html"
    parent_page_types = ["monitoring.MonitoringPage"]
    subpage_types = ["monitoring.PhaseTranslation"]
    promote_panels: list[Panel] = []
    content_panels = [FieldPanel("phase"), FieldPanel("intro")]

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("pages of phases")

    slug: str  # Wagtail's

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """As long as there is a phase without its page."""
        return super().can_create_at(parent) and Phase.objects.filter(page__isnull=True).exists()

    @classmethod
    def to_translate(cls):
        """Its name is translated with the facts of the phase."""
        return super().to_translate().exclude(intro="")

    @property
    def name(self) -> Wording:
        return self.phase.name

    def full_clean(self, *args, **kwargs) -> None:
        self._take_title_from_phase()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._take_title_from_phase()
        super().minimal_clean()

    def _take_title_from_phase(self) -> None:
        """Wagtail lists pages by title. A form without a phase is refused for that, not for its title."""
        if self.phase_id:
            self.title = self.draft_title = str(self.phase.name_in(self.language))
            self.slug = f"phase-{self.phase.number}"

    def clean(self) -> None:
        super().clean()
        before = PhasePage.objects.filter(pk=self.pk).values_list("phase", flat=True).first()
        if before and before != self.phase_id:
            raise ValidationError({"phase": _("A page cannot change its phase: results have been entered for it.")})

    def words_of_rows(self) -> list[str]:
        phase = self.phase
        return [*super().words_of_rows(), phase.name_en, phase.name_fr, phase.name_es, phase.name_ar]

    def get_url_parts(self, request=None):
        parts = super().get_url_parts(request)
        if not parts or not parts[2]:  # under no site
            return parts
        site, root, path = parts
        return site, root, f"{path.removesuffix(f'{self.slug}/')}?phase={self.phase.number}"

    def serve(self, request, *args, **kwargs):
        return redirect(self.get_url(request))


class PhaseTranslation(PhaseWords, TranslationPage):
    subject = subject_key("monitoring.PhasePage")

    parent_page_types = ["monitoring.PhasePage"]
    content_panels = [TranslationPage.language_panel, FieldPanel("intro")]

    class Meta:
        verbose_name = _("translation of a phase")
        constraints = [TranslationPage.one_per_language("phase_translation_once")]
