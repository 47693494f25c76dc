"""Days, hours and moments as people write them: read day first, in any of our languages, or refused in words.

A picker that replaces what it cannot read by today, or a browser's own control that sends nothing for half a date,
loses what was typed without a word: so these are fields of text.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core import hosts
from core.folding import fold
from core.numbers import western_digits
from core.partial_date_forms import IMPOSSIBLE, NotADateError, tidy, written_parts

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

LONGEST = 80
VOWEL_SIGNS = re.compile("[\u064b-\u0652]")
CLOCK = re.compile(
    r"(?:الساعة\s)?(?P<hour>\d{1,2})\s?(?:(?:[:.]|h|heures?|س)\s?(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s?(?:min|m|h)?|h|heures?|س)?"
    r"\s?(?P<half>am|pm|a\.m\.?|p\.m\.?|a\. m\.|p\. m\.|ص|م|صباحا|قبل الظهر|مساء|بعد الظهر)?"
)
MORNING = ("am", "a.m", "a.m.", "a. m.", "ص", "صباحا", "قبل الظهر")
NAMED_HOURS = {
    time(12): ("noon", "midday", "midi", "mediodia", "a mediodia", "a midi", "ظهرا", "الظهر"),
    time(0): ("midnight", "minuit", "medianoche", "a minuit", "منتصف الليل"),
}
BETWEEN = re.compile(r"\s+(?:at|à|a las|a la|الساعة|،|,|-|–)\s+|\s*[,،]\s+|(?<=\d)T(?=\d)|\s+", re.IGNORECASE)
NOT_A_DAY = _("“%(text)s” cannot be read as a day. Write the day first, for example 31/12/2026.")
NOT_AN_HOUR = _("“%(text)s” cannot be read as a time. Write it like 09:30 or 21:00.")
NOT_A_MOMENT = _("“%(text)s” cannot be read as a day and a time. Write both, for example 31/12/2026 09:30.")
DAY_FORMAT = "%d/%m/%Y"
CONTINENTS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


def read_day(text: str) -> date:
    """`31/12/2026`, `2026-12-31`, `31 décembre 2026`, `٣١/١٢/٢٠٢٦`. Raises ValidationError for anything else."""
    text = tidy(text[: LONGEST * 2])
    try:
        parts = written_parts(text) if len(text) <= LONGEST else None
    except NotADateError as error:
        message = IMPOSSIBLE if error.message == IMPOSSIBLE else NOT_A_DAY
        raise ValidationError(message, code="invalid", params=error.params) from error
    year, month, day = parts or (0, None, None)
    if not (month and day):
        raise ValidationError(NOT_A_DAY, code="invalid", params={"text": text[:LONGEST]})
    return date(year, month, day)


def read_hour(text: str) -> time:
    """`09:30`, `9h30`, `9.30`, `9:30 pm`, `21h`, `٩:٣٠`, `midi`. Raises ValidationError for anything else."""
    plain = western_digits(tidy(text[: LONGEST * 2])).casefold()
    found = next((hour for hour, names in NAMED_HOURS.items() if fold(plain) in map(fold, names)), None)
    if found is None and (match := CLOCK.fullmatch(VOWEL_SIGNS.sub("", plain))):
        found = _hour_of(match)
    if found is None:
        raise ValidationError(NOT_AN_HOUR, code="invalid", params={"text": tidy(text)[:LONGEST]})
    return found


def _hour_of(match: re.Match) -> time | None:
    """None for an hour that no clock shows: `25:00`, `0:30 pm`."""
    hour, half = int(match["hour"]), match["half"]
    if half and hour <= 12:
        hour = (hour % 12 if hour else 99) + (0 if half in MORNING else 12)
    elif half in MORNING:
        return None
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        return None


def read_moment(text: str) -> datetime:
    """A day and an hour, in this order or the other; without a zone, unless it is written as ISO 8601 with one.

    Raises ValidationError when one of them is missing.
    """
    text = tidy(text)
    if "T" in text and len(text) <= LONGEST and (found := _iso_moment(text)):
        return found
    cuts = [] if len(text) > LONGEST else list(BETWEEN.finditer(text))
    for cut in cuts:
        first, second = text[: cut.start()], text[cut.end() :]
        for day, hour in ((first, second), (second, first)):
            try:
                return datetime.combine(read_day(day), read_hour(hour))
            except ValidationError:
                continue
    raise ValidationError(NOT_A_MOMENT, code="invalid", params={"text": text[:LONGEST]})


def _iso_moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


@cache
def all_zones() -> set[str]:
    """Python looks through a folder of hundreds of files each time it is asked."""
    return available_timezones()


def known_zone(name: str) -> tzinfo | None:
    """The time zone of this IANA name; None when there is none."""
    try:
        return ZoneInfo(name) if name in all_zones() else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _hour_written(value: time | datetime) -> str:
    """Seconds only where there are some, so that what is shown is read back as the same."""
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def zones_offered() -> list[str]:
    """Places, as people look for them (`Africa/Casablanca`), and UTC; not the old names that are kept beside them."""
    places = [name for name in all_zones() if name.split("/")[0] in CONTINENTS]
    return ["UTC", *sorted(places)]


class _Typed(hosts.Field):
    """What the three fields have in common: a control of text, with an example under it where nothing else stands."""

    example: StrOrPromise = ""

    def __init__(self, *, widget=None, help_text="", **kwargs) -> None:
        attrs = {**getattr(widget, "attrs", {}), "dir": "ltr", "autocomplete": "off"}
        attrs.pop("type", None)
        hidden = getattr(widget, "is_hidden", False)
        super().__init__(
            widget=widget if hidden else forms.TextInput(attrs), help_text=help_text or self.example, **kwargs
        )

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(self.prepare_value(initial)) != self.to_python(data)
        except ValidationError:
            return True


class DateField(_Typed, forms.DateField):
    example = _("Day first, for example 31/12/2026.")

    def prepare_value(self, value):
        return value.strftime(DAY_FORMAT) if isinstance(value, date) else value

    def to_python(self, value) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if value in self.empty_values or isinstance(value, date):
            return value or None
        return read_day(value) if tidy(value) else None


class TimeField(_Typed, forms.TimeField):
    example = _("For example 09:30.")

    def prepare_value(self, value):
        return _hour_written(value) if isinstance(value, time) else value

    def to_python(self, value) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        return read_hour(value) if tidy(value) else None


class DateTimeField(_Typed, forms.DateTimeField):
    """A moment, typed and shown in `zone`: the one that is active, unless a form sets another."""

    zone: tzinfo | None = None
    example = format_lazy(
        _("Day first, for example 31/12/2026 09:30. Time zone: {zone}."),
        zone=lazy(timezone.get_current_timezone_name, str)(),
    )

    def prepare_value(self, value):
        if not isinstance(value, datetime):
            return value
        if timezone.is_aware(value):
            value = timezone.localtime(value, self.zone)
        return f"{value.strftime(DAY_FORMAT)} {_hour_written(value)}"

    def to_python(self, value) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            if not tidy(value):
                return None
            value = read_moment(value)
        if timezone.is_aware(value):
            return value
        with timezone.override(self.zone or timezone.get_current_timezone()):
            return from_current_timezone(value)
