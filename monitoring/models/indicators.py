"""The library of indicators: what is measured, in which unit, and how values may be put together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import languages
from core.fields import CodesField, LongTextField
from core.languages import Wording
from core.models import FrameworkItem, Loaded, NamedInLanguages, Sourced, TranslatedTexts
from monitoring.suppressing import SUPPRESSION_THRESHOLD

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

SCALE = re.compile(r"(\d{1,2})\D+(\d{1,2})\b")
MOST_STEPS = 11


class Dimension(models.TextChoices):
    """By what a number of people may be broken down."""

    SEX = "sex", _("sex")
    AGE = "age", _("age")
    STATUS = "status", _("legal status")


class Category(models.TextChoices):
    """The categories of all dimensions; `CATEGORIES` says whose each is. The age bands leave no gap."""

    FEMALE = "female", pgettext_lazy("people", "women and girls")
    MALE = "male", pgettext_lazy("people", "men and boys")
    OTHER_SEX = "other-sex", _("another answer, or none given")
    UNDER_18 = "0-17", _("under 18")
    FROM_18 = "18-29", _("18 to 29")
    FROM_30 = "30-59", _("30 to 59")
    FROM_60 = "60-plus", _("60 and over")
    AGE_UNKNOWN = "age-unknown", _("age not known")
    REFUGEE = "refugee", _("refugees and asylum seekers")
    REGULAR = "regular", _("other migrants in a regular situation")
    IRREGULAR = "irregular", _("migrants in an irregular situation")
    RETURNEE = "returnee", _("returned migrants and displaced people")
    NATIONAL = "national", _("residents who are not migrants")
    STATUS_UNKNOWN = "status-unknown", _("status not known")


CATEGORIES: dict[str, tuple[Category, ...]] = {
    Dimension.SEX: (Category.FEMALE, Category.MALE, Category.OTHER_SEX),
    Dimension.AGE: (
        Category.UNDER_18,
        Category.FROM_18,
        Category.FROM_30,
        Category.FROM_60,
        Category.AGE_UNKNOWN,
    ),
    Dimension.STATUS: (
        Category.REFUGEE,
        Category.REGULAR,
        Category.IRREGULAR,
        Category.RETURNEE,
        Category.NATIONAL,
        Category.STATUS_UNKNOWN,
    ),
}


DECIDES_WHAT_IS_PUBLISHED = ("measure", "aggregation", "counts_people", "share_of")


class Indicator(NamedInLanguages, TranslatedTexts, Sourced, Loaded):
    """What is measured. `result_type` and `measure` are IATI's codes (ResultType, IndicatorMeasure).

    A value is in `unit`; a percentage is written 58, not 0.58. `framework_item` is the goal it stands for;
    `vocabulary` and `vocabulary_code` are how others know it (IATI IndicatorVocabulary: 9 is the UN's list for the
    SDGs, 99 stands for whatever has no list there).
    """

    class Family(models.TextChoices):
        PROGRAMME = "programme", _("the programme's own")
        EUTF = "eutf", _("EU Trust Fund, common output indicators")
        SDG = "sdg", _("Sustainable Development Goals")
        LOCAL_MGI = "local-mgi", _("Local Migration Governance Indicators")
        OWN = "own", _("defined on this site")

    class ResultType(models.TextChoices):
        OUTPUT = "1", _("output")
        OUTCOME = "2", pgettext_lazy("a result", "outcome")
        IMPACT = "3", _("impact")
        OTHER = "9", pgettext_lazy("kind of result", "other")

    class Measure(models.TextChoices):
        UNIT = "1", pgettext_lazy("how it is measured", "number")
        PERCENTAGE = "2", _("percentage")
        NOMINAL = "3", _("yes or no")
        ORDINAL = "4", _("rating")
        QUALITATIVE = "5", _("in words")

    class Aggregation(models.TextChoices):
        SUM = "sum", _("values of periods and places are added up")
        LAST = "last", _("the newest value counts; newest values of places are added up")
        NONE = "none", _("never combined")

    class Worded(models.TextChoices):
        READ = "read", _("wording of its source")
        REFERENCE = "reference", _("draft wording, not yet checked against the official source")

    code = models.CharField(_("code"), max_length=40, unique=True)
    family = models.CharField(_("family"), max_length=12, choices=Family.choices, default=Family.OWN)
    definition = LongTextField(_("definition"), blank=True, help_text=_("What is counted and what is not."))
    result_type = models.CharField(_("kind of result"), max_length=1, choices=ResultType.choices)
    measure = models.CharField(_("measured as"), max_length=1, choices=Measure.choices)
    unit = models.CharField(_("unit in English"), max_length=60, blank=True, help_text=_("For example: people."))
    unit_fr = models.CharField(_("unit in French"), max_length=60, blank=True)
    unit_es = models.CharField(_("unit in Spanish"), max_length=60, blank=True)
    unit_ar = models.CharField(_("unit in Arabic"), max_length=60, blank=True)
    counts_people = models.BooleanField(
        _("counts people"),
        default=False,
        help_text=format_lazy(
            _("Totals under {threshold} are then not shown to the public."), threshold=SUPPRESSION_THRESHOLD
        ),
    )
    ascending = models.BooleanField(_("more is better"), default=True)
    aggregation = models.CharField(
        _("how values are combined"), max_length=4, choices=Aggregation.choices, default=Aggregation.NONE
    )
    share_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shares",
        limit_choices_to={"counts_people": True},
        verbose_name=_("share of these people"),
        help_text=_("For a percentage of people: whom it is a share of. A share of few people is not shown."),
    )
    over_hundred = models.BooleanField(_("a percentage over 100 is possible"), default=False)
    dimensions = CodesField(_("broken down by"), codes=Dimension.choices)
    framework_item = models.ForeignKey(
        FrameworkItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("goal or objective it contributes to"),
    )
    vocabulary = models.CharField(_("IATI indicator vocabulary"), max_length=3, blank=True)
    vocabulary_code = models.CharField(_("code in that vocabulary"), max_length=40, blank=True)
    verification = models.CharField(_("means of verification"), max_length=255, blank=True)
    wording = models.CharField(_("wording"), max_length=10, choices=Worded.choices, default=Worded.READ)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["family", "code"]
        constraints = [
            # Percentages, ratings and words are never added.
            models.CheckConstraint(
                condition=~Q(aggregation="sum") | Q(measure="1"),
                name="indicator_only_numbers_are_summed",
                violation_error_message=_("Only numbers can be added up, never percentages or ratings."),
            )
        ]

    @property
    def is_number(self) -> bool:
        """Whether a value is a number; else it is said in words."""
        return self.measure != self.Measure.QUALITATIVE

    @property
    def scale(self) -> range | None:
        """The steps of a rating, as its unit writes them ("1 to 5"); None where it does not."""
        found = SCALE.match(self.unit.strip()) if self.measure == self.Measure.ORDINAL else None
        if not found:
            return None
        steps = range(int(found[1]), int(found[2]) + 1)
        return steps if 1 < len(steps) <= MOST_STEPS else None

    def validate_number(self, number: Decimal) -> None:
        """Raises ValidationError for what can be neither a value, a baseline nor a target of this indicator."""
        wrong = self._wrong_answer(number) or self._wrong_size(number)
        if wrong:
            raise ValidationError(wrong)

    def _wrong_answer(self, number: Decimal) -> StrOrPromise:
        if not self.is_number:
            return _("This indicator is answered in words, not with a number.")
        if self.measure == self.Measure.NOMINAL and number not in (0, 1):
            return _("Enter yes or no.")
        if self.scale is not None and number not in self.scale:
            steps = {"first": self.scale[0], "last": self.scale[-1]}
            return _("A rating here is a whole number from %(first)s to %(last)s.") % steps
        return ""

    def _wrong_size(self, number: Decimal) -> StrOrPromise:
        if self.measure == self.Measure.PERCENTAGE and number > 100 and not self.over_hundred:
            return _("A percentage of this cannot be over 100.")
        if number < 0 and (self.measure != self.Measure.UNIT or self.counts_people):
            return _("This cannot be less than 0.")
        if self.counts_people and number % 1:
            return _("Enter a whole number of people.")
        return ""

    def validate_numbers(self, **numbers: Decimal | None) -> None:
        """The same by the names of fields, all at once; a number that is missing is no wrong one."""
        wrong = {}
        for name, number in numbers.items():
            try:
                if number is not None:
                    self.validate_number(number)
            except ValidationError as error:
                wrong[name] = error
        if wrong:
            raise ValidationError(wrong)

    @property
    def unit_named(self) -> Wording:
        """In the visitor's language, else in English."""
        language = languages.current()
        named = getattr(self, f"unit_{language}", "")
        return Wording(named, language) if named else Wording(self.unit, settings.LANGUAGE_CODE)

    @property
    def adds_up(self) -> bool:
        """Whether values of several places may be one number: never percentages, ratings, words."""
        return self.measure == self.Measure.UNIT and self.aggregation != self.Aggregation.NONE

    def clean(self) -> None:
        if self.aggregation == self.Aggregation.SUM and self.measure != self.Measure.UNIT:
            raise ValidationError({"aggregation": _("Only numbers can be added up, never percentages or ratings.")})
        if self.counts_people and self.measure != self.Measure.UNIT:
            raise ValidationError({"counts_people": _("Only a number can count people.")})
        if self.dimensions and self.measure != self.Measure.UNIT:
            raise ValidationError({"dimensions": _("Only a number can be broken down.")})
        if self.share_of and self.measure != self.Measure.PERCENTAGE:
            raise ValidationError({"share_of": _("Only a percentage is a share of something.")})
        self._refuse_change_of_what_is_published()

    def _refuse_change_of_what_is_published(self) -> None:
        """Raises ValidationError by field where values would be published otherwise than they were approved.

        To count people from now on is possible: it withholds more, and the form asks first.
        """
        before = type(self).objects.filter(pk=self.pk, lines__periods__measurements__isnull=False).first()
        if before is None:
            return
        changed = [name for name in DECIDES_WHAT_IS_PUBLISHED if getattr(self, name) != getattr(before, name)]
        if self.counts_people:
            changed = [name for name in changed if name != "counts_people"]
        if changed:
            why = _("There are values that were approved under the old rule. Create a new indicator for the new one.")
            raise ValidationError(dict.fromkeys(changed, why))
