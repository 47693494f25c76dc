"""The forms in which people write a date: figures, month names in our languages, or words that are no date at all.

Kept apart from the value itself: here is text, there is the calendar.
"""

import functools
import re
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _

from core.folding import fold

Parts = tuple[int, int | None, int | None]

IMPOSSIBLE = _("“%(text)s” does not exist: there is no such month or day.")
NOT_ISO = _("“%(text)s” is not written as 2016, 2016-07 or 2016-07-12.")
NOT_READ = _(
    "“%(text)s” cannot be read as a date. Write a year (2016), a month (2016-07 or 07/2016), "
    "a day (2016-07-12 or 12/07/2016), or words."
)

ISO = re.compile(r"(?P<year>[1-9][0-9]{3})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
YEAR, MONTH, DAY = r"(?P<year>[1-9]\d{3})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
FIGURES = [
    re.compile(rf"{YEAR}(?:(?P<mark>[-/.]){MONTH}(?:(?P=mark){DAY})?)?"),
    re.compile(rf"(?:{DAY}(?P<mark>[-/.]))?{MONTH}[-/.]{YEAR}"),  # the day comes first, as in all our languages
]
PLAIN = re.compile(r"[\w\s.,،/-]+")  # a question mark or a bracket says doubt: then it stays words
ORDINAL = re.compile(r"\b([0-9]{1,2})(?:er|o|º|st|nd|rd|th)\b", re.IGNORECASE)
DAY_ALONE = re.compile(r"[0-9]{1,2}")
FILLERS = {"de", "del", "el", "le", "of", "the"}
DIRECTION_SIGNS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
REGIONAL = {  # the Levant's names, the Maghreb's, and shorter or older forms in use; Django has one name a language
    1: "كانون الثاني، جانفي، janv",
    2: "شباط، فيفري، févr",
    3: "آذار، mar",
    4: "نيسان، أفريل، avr",
    5: "أيار، ماي",
    6: "حزيران، جوان، يونيه",
    7: "تموز، جويلية، يوليوز، يوليه، juil",
    8: "آب، أوت، غشت",
    9: "أيلول، شتنبر، setiembre، sept، set",
    10: "تشرين الأول",
    11: "تشرين الثاني، نونبر",
    12: "كانون الأول، دجنبر، déc",
}
EITHER_YEAR = re.compile(r"(?P<day>[^()]{1,40}) \((?P<first>[1-9]\d{3}) or (?P<second>[1-9]\d{3})\)")
TWO_WORDS = re.compile(r"\b(كانون|تشرين) (اول|ثاني)\b")


class NotADateError(ValueError):
    """What was written is no date; the message is translated when it is read, not when it is raised."""

    def __init__(self, message, text: str):
        super().__init__(message, text)
        self.message = message
        self.params = {"text": text}

    def __str__(self) -> str:
        return str(self.message) % self.params


def in_calendar(parts: Parts, text: str) -> Parts:
    """Return the parts when they are a date that exists; raises NotADateError."""
    year, month, day = parts
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise NotADateError(IMPOSSIBLE, text) from None
    if 0 in (month, day):
        raise NotADateError(IMPOSSIBLE, text)
    return parts


def iso_parts(text: str) -> Parts:
    """Return year, month and day of a strict ISO date or its beginning; raises NotADateError."""
    match = ISO.fullmatch(text)
    if match is None:
        raise NotADateError(NOT_ISO, text)
    return in_calendar(_numbers(match), text)


def written_parts(text: str) -> Parts | None:
    """Return year, month and day as an editor wrote them, None when these are words; raises NotADateError."""
    plain = re.sub(r"\d", lambda figure: str(int(figure[0])), text)
    for form in FIGURES:
        if match := form.fullmatch(plain):
            return in_calendar(_numbers(match), text)
    if PLAIN.fullmatch(plain) and (parts := _with_month_name(plain)):
        return in_calendar(parts, text)
    if not any(char.isalpha() for char in text):
        raise NotADateError(NOT_READ, text)
    return None


def either_year(words: str) -> tuple[Parts, Parts] | None:
    """Return the two days that "5 May (2021 or 2022)" leaves open, None of other words; raises NotADateError."""
    match = EITHER_YEAR.fullmatch(words)
    if match is None:
        return None
    first, second = (_with_month_name(f"{match['day']} {match[year]}") for year in ("first", "second"))
    return (in_calendar(first, words), in_calendar(second, words)) if first and second else None


def tidy(text: str) -> str:
    """Return the text with single spaces and without the invisible signs that come along with pasted Arabic."""
    return " ".join(text.translate(DIRECTION_SIGNS).split())


def _numbers(match: re.Match) -> Parts:
    year, month, day = (match["year"], match["month"], match["day"])
    return int(year), int(month) if month else None, int(day) if day else None


def _with_month_name(text: str) -> Parts | None:
    """Read "July 2016", "12 de julio de 2016", "July 12, 2016": one month name, perhaps a day, and the year last.

    One month may stand under two names, as the United Nations write it: "نيسان/أبريل 2016".
    """
    folded = TWO_WORDS.sub(r"\1_\2", fold(ORDINAL.sub(r"\1", text)))
    words = [word for word in folded.split() if word not in FILLERS]
    months = [month_names()[word] for word in words if word in month_names()]
    days = [word for word in words[:-1] if word not in month_names()]
    if (
        len(set(months)) != 1
        or len(days) > 1
        or not all(map(DAY_ALONE.fullmatch, days))
        or not re.fullmatch(YEAR, words[-1])
    ):
        return None
    return int(words[-1]), months[0], int(days[0]) if days else None


@functools.cache
def month_names() -> dict[str, int]:
    """Return the folded names of the months, long and short, in every language of the site and every country."""
    names = {
        fold(name).replace(" ", "_"): number for number, several in REGIONAL.items() for name in several.split("، ")
    }
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {fold(str(name)): number for months in (MONTHS_3, MONTHS) for number, name in months.items()}
    return names
