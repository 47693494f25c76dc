"""A results framework: lines of indicators on a page, each with periods, baseline and targets."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cities.belonging import cities_of
from cities.models import CityIndexPage, CityPage, Phase
from cities.tree import under
from core import languages
from core.languages import Wording
from core.models import FrameworkItem, TranslatedTexts, TranslationPage, translated_text
from pilots.models import PilotPage
from practices.models import PracticePage

from .indicators import Indicator
from .pages import PhasePage
from .rights import is_mne

MEASURED: tuple[type[Page], ...] = (PilotPage, PracticePage, CityPage, PhasePage)
"""What can have a results framework and evaluations."""


def refuse_unmeasured(page: Page) -> None:
    """Raises ValidationError for what can have no results: other pages, and translations."""
    if issubclass(page.specific_class, TranslationPage):
        raise ValidationError({"page": _("Results belong to the original, not to a translation.")})
    if not issubclass(page.specific_class, MEASURED):
        raise ValidationError({"page": _("Results belong to pilots, practices, cities and phases.")})


class ResultLineQuerySet(models.QuerySet):
    def public(self):
        """Those of pages that anybody can read."""
        return self.filter(page__live=True)

    def visible_to(self, user):
        """What is public, and whatever hangs under the person's own cities; everything for M&E officers."""
        if is_mne(user):
            return self.all()
        return self.filter(Q(page__live=True) | under(cities_of(user), "page__"))

    def editable_by(self, user):
        """Frameworks are the M&E officers'."""
        return self.all() if is_mne(user) else self.none()

    def of_phase(self, phase: Phase):
        """The phase's own lines, and those of its pilots."""
        pages = (model.objects.filter(phase=phase).values("pk") for model in (PhasePage, PilotPage))
        return self.filter(Q(*(Q(page__in=keys) for keys in pages), _connector=Q.OR))

    def of_city(self, city: CityPage):
        """Of the city's page and of whatever hangs under it."""
        return self.filter(under([city], "page__"))


class FixedUnderValues(models.Model):
    """What says of what, of whom and of when values are: `fixed` fields stay once there are any (`values_are`: how they
    are found), because they were approved for that."""

    fixed: tuple[str, ...] = ()
    values_are = ""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        made = super().from_db(db, field_names, values)
        made.fixed_before = {name: made.__dict__[name] for name in cls.fixed if name in made.__dict__}
        return made

    def clean(self) -> None:
        super().clean()
        before = getattr(self, "fixed_before", {})
        changed = [name for name, value in before.items() if getattr(self, name) != value]
        if changed and type(self)._default_manager.filter(pk=self.pk, **{f"{self.values_are}__isnull": False}).exists():
            raise ValidationError(_("This cannot be changed: values have been approved for it."))


def language_of_words() -> models.CharField:
    """Which language a comment was typed in; the programme's files are English."""
    return models.CharField(max_length=2, choices=settings.LANGUAGES, default="en", editable=False)


COMMENTS = ("baseline_comment", "target_comment")


class Commented(TranslatedTexts):
    """What is said of a baseline or a target, in whichever language somebody typed it."""

    class Meta:
        abstract = True

    def comment(self, name: str) -> Wording:
        return Wording(getattr(self, name), getattr(self, f"{name}_language"))

    def displayed_comment(self, name: str) -> Wording:
        """In the visitor's language where it has been translated."""
        return translated_text(getattr(self, name), self.translated_texts, written_in=getattr(self, f"{name}_language"))

    def set_comment(self, name: str, text: str) -> None:
        """In the language of who types it now."""
        setattr(self, name, text)
        setattr(self, f"{name}_language", languages.current())


class ResultLine(Commented, FixedUnderValues):
    """One indicator followed on one page: a pilot, practice, city or phase (`MEASURED`).

    `objective` is the programme's objective it serves. `exported` says whether it stands in the IATI file.
    """

    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="result_lines", verbose_name=_("subject"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="lines", verbose_name=_("indicator"))
    objective = models.ForeignKey(
        FrameworkItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="result_lines",
        verbose_name=_("objective of the programme"),
    )
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=3, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)
    baseline_comment = models.CharField(_("about the baseline"), max_length=500, blank=True)
    baseline_comment_language = language_of_words()
    target = models.DecimalField(_("final target"), max_digits=18, decimal_places=3, null=True, blank=True)
    target_comment = models.CharField(_("about the target"), max_length=500, blank=True)
    target_comment_language = language_of_words()
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    exported = models.BooleanField(_("included in the IATI file"), default=True)
    programme_id = models.CharField(max_length=120, unique=True, null=True, blank=True, editable=False)
    loaded_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    fixed = ("indicator_id", "page_id")
    values_are = "periods__measurements"

    objects = ResultLineQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("result line")
        verbose_name_plural = _("results framework")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "indicator"],
                name="result_line_once_on_page",
                violation_error_message=_("This indicator is already in the framework."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.indicator}"

    def clean(self) -> None:
        super().clean()
        refuse_unmeasured(self.page)
        if self.baseline is not None and not self.baseline_year:
            raise ValidationError({"baseline_year": _("Enter the year of the baseline.")})
        self.indicator.validate_numbers(baseline=self.baseline, target=self.target)


class PeriodQuerySet(models.QuerySet):
    def reportable_by(self, user):
        """Whose value the person may enter: of the own city's pages; an M&E officer's where no city stands above."""
        mine = under(cities_of(user), "line__page__")
        if is_mne(user):
            mine |= ~Q(line__page__path__startswith=_cities_root())
        return self.filter(mine)

    def open(self):
        return self.filter(locked=False)

    def begun(self, on=None):
        return self.filter(starts__lte=on or timezone.localdate())


def _cities_root() -> str:
    return CityIndexPage.objects.values_list("path", flat=True).first() or "-"


class Period(Commented, FixedUnderValues):
    """From `starts` to `ends`, both included; its value is wanted by `due`. `locked`: an M&E officer closed it."""

    line = models.ForeignKey(ResultLine, models.CASCADE, related_name="periods", verbose_name=_("line"))
    starts = models.DateField(_("start"))
    ends = models.DateField(_("end"))
    due = models.DateField(_("due on"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=3, null=True, blank=True)
    target_comment = models.CharField(_("about the target"), max_length=500, blank=True)
    target_comment_language = language_of_words()
    locked = models.BooleanField(_("locked"), default=False)

    fixed = ("line_id", "starts", "ends")
    values_are = "measurements"

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["starts", "ends", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="period_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.UniqueConstraint(
                fields=["line", "starts", "ends"],
                name="period_once",
                violation_error_message=_("There is already a period with these days."),
            ),
        ]
        indexes = [models.Index(fields=["starts", "ends"], name="period_by_dates")]

    def clean(self) -> None:
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The end is before the start.")})
        self.line.indicator.validate_numbers(target=self.target)
