"""Numbers as people write them: `1 234,5`, `1,234.5`, `١٢٣٤٫٥`. What could be read in two ways is asked about.

Values keep 15 digits before the decimal separator and three behind it; other columns say their own limits.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import languages

LONGEST = 60
DIGITS, DECIMALS = 15, 3
SPACES = re.compile(r"[\s'’]+")
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
MINUS = str.maketrans("\u2212\u2013", "--")
ARABIC_DECIMAL, ARABIC_THOUSANDS = "\u066b", "\u066c"
SPACE = " "
SEPARATORS = f".,{ARABIC_DECIMAL}{ARABIC_THOUSANDS}{SPACE}"
ANY_NUMBER = re.compile(rf"\d[\d{SEPARATORS}]*")
DECIMAL_SEPARATORS = {"en": ".", "fr": ",", "es": ",", "ar": "."}
THOUSANDS_SEPARATORS = {"en": ",", "es": "."}
"""What a lone separator before three digits is. French has no thousands' point; in Arabic the comma has both uses."""
GROUPED_FROM = {"es": 10_000}
"""The Spanish Academy's rule: numbers of four digits are written in one."""


def western_digits(text: str) -> str:
    """`١٢` and `۱۲` as `12`, without the invisible signs that come along with pasted Arabic."""
    text = INVISIBLE.sub("", text)
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)


def without_percent_sign(text: str) -> str:
    return re.sub("^[%\u066a]|[%\u066a]$", "", INVISIBLE.sub("", text).strip()).strip()


def read_number(
    text: str, language: str | None = None, *, digits: int = DIGITS, decimals: int = DECIMALS, grouped: bool = True
) -> Decimal:
    """The number that `text` says to a reader of `language` (the visitor's, when not said).

    At most `digits` stand before the decimal separator and `decimals` behind it. Not `grouped`: it is never so large
    that it has thousands, and a lone separator is the decimal one. Raises ValidationError (codes `invalid`,
    `ambiguous`, `too_long`) with a message that shows the way out.
    """
    language = language or languages.current()
    plain = SPACES.sub(SPACE, western_digits(text[: LONGEST * 2]).translate(MINUS)).strip()
    plain = re.sub("^- ", "-", plain)
    if not re.fullmatch(rf"-?[\d{SEPARATORS}]*\d", plain) or len(text) > LONGEST:
        raise _not_a_number(text, language)
    number = Decimal(_with_point(plain, text, language, grouped=grouped))
    exponent = cast(int, number.normalize().as_tuple().exponent)  # what has digits is a number and finite
    if abs(number) >= 10**digits or -exponent > decimals:
        raise _too_long(digits, decimals)
    return number


def number_for_input(number: Decimal | int | None, language: str | None = None) -> str:
    """As it stands in a form: in the language's way, without thousands, so that it is read back as the same."""
    if number is None:
        return ""
    return shortest(number).replace(".", DECIMAL_SEPARATORS[language or languages.current()])


def display_number(number: Decimal | int | None) -> str:
    """As it is read: in the language's way, with thousands and without a tail of zeros."""
    if number is None:
        return ""
    exact = Decimal(number).normalize()
    grouped = abs(exact) >= GROUPED_FROM.get(languages.current(), 0)
    return number_format(exact if exact % 1 else int(exact), use_l10n=True, force_grouping=grouped)


def display_money(currency: str, amount: Decimal) -> str:
    # Translators: an amount of money: "EUR 50,000"; the space between the two is one that does not break
    return pgettext("money", "%(currency)s\u00a0%(number)s") % {"currency": currency, "number": display_number(amount)}


def shortest(number: Decimal | int) -> str:
    """As programs write it, without a tail of zeros: `87`, not `87.000`."""
    return f"{Decimal(number).normalize():f}"


def _with_point(plain: str, text: str, language: str, *, grouped: bool) -> str:
    """The same number as Python writes it."""
    separators = [sign for sign in plain if sign in SEPARATORS]
    if not separators:
        return plain
    whole, decimals = plain, ""
    if _closes_number(plain, separators, language, grouped=grouped):
        whole, _sign, decimals = plain.rpartition(separators[-1])
    groups = re.split(f"[{SEPARATORS}]", whole.lstrip("-"))
    kinds = {sign for sign in whole if sign in SEPARATORS}
    if len(kinds) > 1 or (kinds and not _are_thousands(groups)):
        raise _not_a_number(text, language)
    sign = "-" if plain.startswith("-") else ""
    return f"{sign}{''.join(groups) or '0'}.{decimals or '0'}"


def _closes_number(plain: str, separators: list[str], language: str, *, grouped: bool) -> bool:
    """Whether the last separator is the decimal one; raises ValidationError where nobody can tell."""
    last = separators[-1]
    if last in (ARABIC_DECIMAL, ARABIC_THOUSANDS, SPACE):
        return last == ARABIC_DECIMAL
    if len(separators) > 1:
        return separators.count(last) == 1
    before, _sign, behind = plain.lstrip("-").partition(last)
    can_be_thousands = grouped and len(behind) == 3 and _are_thousands([before, behind])
    if not can_be_thousands or last == DECIMAL_SEPARATORS[language]:
        return True
    if last == THOUSANDS_SEPARATORS.get(language):
        return False
    raise _two_ways(before, behind, language)


def _are_thousands(groups: list[str]) -> bool:
    first, *others = groups
    return 1 <= len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in others)


def _two_ways(before: str, behind: str, language: str) -> ValidationError:
    return ValidationError(
        _("Is this %(thousands)s or %(decimal)s? Write it without a thousands separator."),
        code="ambiguous",
        params={
            "thousands": f"{before}{behind}",
            "decimal": f"{before}{DECIMAL_SEPARATORS[language]}{behind}0",
        },
    )


def _too_long(digits: int, decimals: int) -> ValidationError:
    if not decimals:
        return ValidationError(_("Enter a whole number of at most %(digits)s digits."), "too_long", {"digits": digits})
    text = _("At most %(digits)s digits before the decimal separator, and %(decimals)s after it.")
    return ValidationError(text, code="too_long", params={"digits": digits, "decimals": decimals})


def _not_a_number(text: str, language: str) -> ValidationError:
    """Of "environ 300" the message shows the 300."""
    found = [part.strip(SEPARATORS) for part in ANY_NUMBER.findall(SPACES.sub(SPACE, text[:LONGEST]))]
    if len(found) == 1 and any(sign.isalpha() for sign in text):
        return ValidationError(
            _("Write only the number: %(number)s. You can describe the rest in words."),
            code="invalid",
            params={"number": found[0]},
        )
    return ValidationError(
        _("Enter a number, for example %(number)s."),
        code="invalid",
        params={"number": display_number(Decimal("1234.5"))},
    )


class NumberField(forms.CharField):
    """A number in the visitor's way of writing, as a Decimal; None when empty.

    What was typed stays as it was typed when it is refused; `percent` takes a percent sign along. It takes the
    arguments of Django's DecimalField, so that it can stand for one in the form of a model.
    """

    def __init__(
        self,
        *,
        percent: bool = False,
        least: Decimal | None = None,
        max_digits: int = DIGITS + DECIMALS,
        decimal_places: int = DECIMALS,
        min_value: Decimal | None = None,
        max_value: Decimal | None = None,
        grouped: bool = True,
        **kwargs,
    ) -> None:
        self.percent, self.least = percent, least if min_value is None else min_value
        self.most, self.grouped = max_value, grouped
        self.digits, self.decimals = max_digits - decimal_places, decimal_places
        super().__init__(**{"strip": True, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        mode = "decimal" if self.decimals else "numeric"
        return {**super().widget_attrs(widget), "inputmode": mode, "autocomplete": "off", "dir": "ltr"}

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else number_for_input(Decimal(str(value)))

    def to_python(self, value) -> Decimal | None:  # type: ignore[override]  # as Django's own fields of text do
        if isinstance(value, Decimal | int | float):
            return Decimal(str(value))
        text = super().to_python(value) or ""
        if self.percent:
            text = without_percent_sign(text)
        if not text:
            return None
        return read_number(text, digits=self.digits, decimals=self.decimals, grouped=self.grouped)

    def validate(self, value) -> None:
        super().validate(value)
        if value is not None and self.least is not None and value < self.least:
            raise ValidationError(
                _("This cannot be less than %(least)s."), params={"least": number_for_input(self.least)}
            )
        if value is not None and self.most is not None and value > self.most:
            raise ValidationError(_("This cannot be more than %(most)s."), params={"most": number_for_input(self.most)})

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class WholeNumberField(NumberField):
    """As NumberField, for counts and years: an int."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"max_digits": DIGITS, "decimal_places": 0, **kwargs})

    def to_python(self, value) -> int | None:  # type: ignore[override]  # as Django's own fields of text do
        number = super().to_python(value)
        return None if number is None else int(number)


class DegreesField(NumberField):
    """Latitude or longitude: a lone separator is always the decimal one."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"max_digits": 20, "decimal_places": 17, "grouped": False, **kwargs})

    def to_python(self, value) -> float | None:  # type: ignore[override]  # as Django's own fields of text do
        number = super().to_python(value)
        return None if number is None else float(number)
