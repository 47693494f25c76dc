"""Dates as sources give them: a year, a month, a day, or only words.

A missing month is unknown, not January: the value keeps what is known and nothing more. It is stored as text, an ISO
date cut off where knowledge ends ("2016", "2016-07", "2016-07-12"), so that the database sorts it; words that are no
date ("5 May (2021 or 2022)") follow a "~"; nothing known is the empty string, and None in Python.
"""

import calendar
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.query_utils import DeferredAttribute
from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import TextFieldComparison, register_comparison_class

from core.partial_date_forms import NotADateError, either_year, in_calendar, iso_parts, tidy, written_parts

WORDS_MARK = "~"


@dataclass(frozen=True)
class PartialDate:
    """A year, perhaps with month and day, or words; raises NotADateError for a day that does not exist."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    words: str = ""

    def __post_init__(self):
        known = [part is not None for part in (self.year, self.month, self.day)]
        if known != sorted(known, reverse=True) or known[0] == bool(self.words):
            raise ValueError("A partial date is a year, a year and month, a day, or words.")
        if self.year:
            in_calendar((self.year, self.month, self.day), self.iso)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "2016", "2016-07" or "2016-07-12" and nothing else; raises NotADateError with the reason."""
        return cls(*iso_parts(text))

    @classmethod
    def read(cls, text: str) -> "PartialDate | None":
        """Read what a person writes, as the form does: figures, month names, words; raises NotADateError."""
        text = tidy(text)
        if not text:
            return None
        parts = written_parts(text)
        return cls(*parts) if parts else cls(words=text)

    @classmethod
    def from_stored(cls, text: str) -> "PartialDate | None":
        """Read what the database and revisions hold; raises NotADateError."""
        if text.startswith(WORDS_MARK) and text != WORDS_MARK:
            return cls(words=text.removeprefix(WORDS_MARK))
        return cls.parse(text) if text else None

    @property
    def stored(self) -> str:
        """The text that the database and revisions hold."""
        return f"{WORDS_MARK}{self.words}" if self.words else self.iso

    @property
    def iso(self) -> str:
        """The ISO date as far as it is known, valid in ``<time datetime>``; empty when there are only words."""
        if self.words:
            return ""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])

    def first_day(self) -> date | None:
        """Return the earliest day it can mean, None when there are only words."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date | None:
        """Return the latest day it can mean, None when there are only words."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def display(self) -> str:
        """Return it as one writes it in the active language; words as they are, unless they leave a year open."""
        first = self.first_day()
        return _either_year(self.words) if first is None else _written(first, self._format())

    __str__ = display

    def _format(self) -> str:
        if self.day:
            return "DATE_FORMAT"
        return "YEAR_MONTH_FORMAT" if self.month else "Y"


def _either_year(words: str) -> str:
    """English keeps "5 May (2021 or 2022)"; in the other languages it would be the one English line of a list."""
    with suppress(NotADateError):
        days = None if (get_language() or "en").startswith("en") else either_year(words)
        if days:
            first, second = (PartialDate(*parts).display() for parts in days)
            # Translators: one of two days: "5 May 2021 or 5 May 2022"
            return pgettext("days", "%(first)s or %(second)s") % {"first": first, "second": second}
    return words


def _written(day: date, format_name: str) -> str:
    pattern = formats.get_format(format_name)
    if day.day == 1 and (get_language() or "").startswith("fr"):
        pattern = pattern.replace("j", r"j\e\r")  # 1er mars: the one ordinal French keeps
    return formats.date_format(day, pattern)


def display_period(start: PartialDate | None, end: PartialDate | None, *, open_ended: bool = False) -> str:
    """Return "16–18 March 2021", "2009–2011", "9 January 2020 to 31 March 2021" in the active language.

    Without an end the start stands alone, or as "since 2016" when the caller knows that it goes on (``open_ended``).
    """
    if start is None or end is None:
        return _half_period(start, end, open_ended=open_ended)
    if start == end:
        return start.display()
    first, last = start.first_day(), end.first_day()
    if first is None or last is None or start._format() != end._format():
        return _uneven(start, end) % {"start": start.display(), "end": end.display()}
    if start.day:
        return _period_of_days(first, last)
    return _period_of_months(first, last) if start.month else f"{start}–{end}"


def _uneven(start: PartialDate, end: PartialDate) -> str:
    """French and Spanish have an article before a day, and none before a month or a year."""
    if start.day:
        # Translators: "9 January 2020 to 2021"
        return pgettext("uneven period, from a day", "%(start)s to %(end)s")
    if end.day:
        # Translators: "2020 to 31 March 2021"
        return pgettext("uneven period, to a day", "%(start)s to %(end)s")
    # Translators: a period whose two ends are known differently well: "2018 to March 2021"
    return pgettext("uneven period", "%(start)s to %(end)s")


def _half_period(start: PartialDate | None, end: PartialDate | None, *, open_ended: bool) -> str:
    known = start or end
    if known is None:
        return ""
    if known.words or (start and not open_ended):
        return known.display()
    words = {"date": known.display()}
    if start:
        return (pgettext("day", "since %(date)s") if start.day else pgettext("month or year", "since %(date)s")) % words
    return (pgettext("day", "until %(date)s") if known.day else pgettext("month or year", "until %(date)s")) % words


def _period_of_days(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{_written(first, 'j')}–{_written(last, 'DATE_FORMAT')}"
    beginning = _written(first, "MONTH_DAY_FORMAT" if first.year == last.year else "DATE_FORMAT")
    # Translators: from one day to another: "28 June to 3 July 2021"
    return pgettext("days", "%(start)s to %(end)s") % {"start": beginning, "end": _written(last, "DATE_FORMAT")}


def _period_of_months(first: date, last: date) -> str:
    beginning = _written(first, "F" if first.year == last.year else "YEAR_MONTH_FORMAT")
    # Translators: from one month to another: "March to June 2021"
    return pgettext("months", "%(start)s to %(end)s") % {
        "start": beginning,
        "end": _written(last, "YEAR_MONTH_FORMAT"),
    }


def undated_last(field: str, *, newest_first: bool = True) -> list:
    """Return ``order_by`` expressions on a partial date; undated and words come last in both directions."""
    undated = Q(**{field: ""}) | Q(**{f"{field}__startswith": WORDS_MARK}) | Q(**{f"{field}__isnull": True})
    by_date = F(field).desc() if newest_first else F(field).asc()
    return [Case(When(undated, then=Value(1)), default=Value(0)), by_date]


def newest_first_key(stored: str) -> int:
    """What `undated_last` does in the database, for a date as it is stored: smaller the later; without a date 1.

    2016 comes after 2016-07, as the texts do.
    """
    if not stored or stored.startswith(WORDS_MARK):
        return 1
    return -int(stored.replace("-", "").ljust(8, "0"))


def refuse_end_before_start(starts: PartialDate | None, ends: PartialDate | None) -> None:
    """For a model's `clean`: raises ValidationError at `ends` when it surely lies before `starts`."""
    if not (isinstance(starts, PartialDate) and isinstance(ends, PartialDate)):
        return  # not known, or not a date: the field itself says so
    last, first = ends.last_day(), starts.first_day()
    if last is not None and first is not None and last < first:
        raise ValidationError({"ends": _("The end is before the start.")})


class PartialDateFormField(forms.CharField):
    """One line of text that is read as a date, and shown again as it can be read."""

    def to_python(self, value) -> PartialDate | None:  # type: ignore[override]  # as Django's own fields of text do
        """Return the date, None when nothing is written; raises ValidationError for one that does not exist."""
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.read(super().to_python(value) or "")
        except NotADateError as error:
            raise ValidationError(error.message, code="invalid", params=error.params) from error

    def run_validators(self, value):
        """Measure the text, not the value."""
        super().run_validators(self.prepare_value(value) if value else "")

    def prepare_value(self, value):
        """Show a stored date as ISO, which reads the same in every language, and words as they are."""
        return (value.words or value.iso) if isinstance(value, PartialDate) else value


class _Assigned(DeferredAttribute):
    """Stored text and dates become a PartialDate when assigned; what is none stays, for ``full_clean`` to name it."""

    def __set__(self, instance, value):
        with suppress(ValidationError):
            value = self.field.to_python(value)
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:
    TextAsDate = models.CharField["PartialDate | date | str | None", "PartialDate | None"]
else:
    TextAsDate = models.CharField


class PartialDateField(TextAsDate):
    """A PartialDate or None; not null in the database, where nothing known is the empty string."""

    description = _("Partial date")
    descriptor_class = _Assigned

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection) -> PartialDate | None:
        """Read the column."""
        return self.to_python(value)

    def to_python(self, value) -> PartialDate | None:
        """Read the stored text, as revisions hold it, or a date; raises ValidationError."""
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, date):
            return PartialDate(value.year, value.month, value.day)
        try:
            return PartialDate.from_stored(str(value))
        except NotADateError as error:
            raise ValidationError(error.message, code="invalid", params=error.params) from error

    def get_prep_value(self, value) -> str:
        """Return the stored text; raises ValidationError rather than store what is no date."""
        value = self.to_python(value)
        return value.stored if value else ""

    def value_to_string(self, obj) -> str:
        """Return the stored text for serialisers, and so for Wagtail's revisions."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        """Refuse an empty value only where one is required: None is how empty looks here, null or not."""
        if value is not None:
            super().validate(value, model_instance)
        elif not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value):
        """Measure the stored text."""
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs):
        """Return the one-line input, a sign shorter than the column: words carry a mark there."""
        return super().formfield(
            **{"form_class": PartialDateFormField, "max_length": self.max_length - len(WORDS_MARK)} | kwargs
        )


class _PartialDateComparison(TextFieldComparison):
    """Wagtail's comparison of two revisions reads text letter by letter, which a PartialDate is not."""

    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = str(self.val_a or ""), str(self.val_b or "")


register_comparison_class(PartialDateField, comparison_class=_PartialDateComparison)
