"""Numbers as people write them: `1 234,5`, `1,234.5`, `١٢٣٤٫٥`. What could be read in two ways is asked about.

The database keeps 15 digits before the decimal separator and three behind it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core import languages

LONGEST = 60
DIGITS, DECIMALS = 15, 3
SPACES = re.compile(r"[\s'’]")
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
ARABIC = str.maketrans("\u2212\u2013", "--")
ARABIC_DECIMAL, ARABIC_THOUSANDS = "\u066b", "\u066c"
SEPARATORS = f".,{ARABIC_DECIMAL}{ARABIC_THOUSANDS}"
ANY_NUMBER = re.compile(rf"\d[\d\s{SEPARATORS}]*")
DECIMAL_SEPARATORS = {"en": ".", "fr": ",", "es": ","}
THOUSANDS_SEPARATORS = {"en": ",", "es": "."}
"""What a lone separator before three digits is; Arabic has both uses, and French no thousands' point."""


def read_number(text: str, language: str | None = None) -> Decimal:
    """The number that `text` says to a reader of `language` (the visitor's, when not said).

    Raises ValidationError (codes `invalid`, `ambiguous`, `too_long`) with a message that shows the way out.
    """
    language = language or languages.current()
    plain = _plain(text)
    if not re.fullmatch(rf"-?[\d{SEPARATORS}]*\d", plain) or len(plain) > LONGEST:
        raise _not_a_number(text, language)
    number = Decimal(_with_point(plain, text, language))
    exponent = number.normalize().as_tuple().exponent
    if abs(number) >= 10**DIGITS or -exponent > DECIMALS:
        raise ValidationError(_("At most 15 digits, and three behind the decimal separator."), code="too_long")
    return number


def written(number: Decimal | None, language: str | None = None) -> str:
    """As it stands in a form: in the language's way, without thousands, so that it is read back as the same."""
    if number is None:
        return ""
    language = language or languages.current()
    exact = f"{number.normalize():f}"
    decimals = len(exact.partition(".")[2])
    if language == "ar" and decimals == DECIMALS:
        return exact.replace(".", ARABIC_DECIMAL)
    return exact.replace(".", DECIMAL_SEPARATORS.get(language, ","))


def _plain(text: str) -> str:
    """Western digits, no spaces, nothing invisible."""
    text = INVISIBLE.sub("", text).translate(ARABIC)
    text = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
    return SPACES.sub("", text)


def _with_point(plain: str, text: str, language: str) -> str:
    """The same number as Python writes it."""
    separators = [sign for sign in plain if sign in SEPARATORS]
    if not separators:
        return plain
    whole, decimals = plain, ""
    if _closes_number(plain, separators, language):
        whole, _sign, decimals = plain.rpartition(separators[-1])
    groups = re.split(f"[{SEPARATORS}]", whole.lstrip("-"))
    kinds = {sign for sign in whole if sign in SEPARATORS}
    if len(kinds) > 1 or (kinds and not _are_thousands(groups)):
        raise _not_a_number(text, language)
    sign = "-" if plain.startswith("-") else ""
    return f"{sign}{''.join(groups) or '0'}.{decimals or '0'}"


def _closes_number(plain: str, separators: list[str], language: str) -> bool:
    """Whether the last separator is the decimal one; raises ValidationError where nobody can tell."""
    last = separators[-1]
    if last in (ARABIC_DECIMAL, ARABIC_THOUSANDS):
        return last == ARABIC_DECIMAL
    if len(separators) > 1:
        return separators.count(last) == 1
    before, _sign, behind = plain.lstrip("-").partition(last)
    if len(behind) != 3 or not _are_thousands([before, behind]):
        return True
    if last == DECIMAL_SEPARATORS.get(language):
        return True
    if last == THOUSANDS_SEPARATORS.get(language):
        return False
    raise _two_ways(before, behind, language)


def _are_thousands(groups: list[str]) -> bool:
    first, *others = groups
    return 1 <= len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in others)


def _two_ways(before: str, behind: str, language: str) -> ValidationError:
    return ValidationError(
        _("Is this %(thousands)s or %(decimal)s? Write it without a separator of thousands."),
        code="ambiguous",
        params={
            "thousands": f"{before}{behind}",
            "decimal": written(Decimal(f"{before}.{behind}0"), language) + "0" * (language != "ar"),
        },
    )


def _not_a_number(text: str, language: str) -> ValidationError:
    """Of "environ 300" the message shows the 300."""
    found = [part.strip(f"{SEPARATORS} \xa0\u202f") for part in ANY_NUMBER.findall(text[:LONGEST])]
    if len(found) == 1:
        return ValidationError(
            _("Write the number alone: %(number)s. The rest can be said in words."),
            code="invalid",
            params={"number": found[0]},
        )
    return ValidationError(
        _("Enter a number, for example %(number)s."),
        code="invalid",
        params={"number": number_format(Decimal("1234.5"), use_l10n=True, force_grouping=True)},
    )


class NumberField(forms.CharField):
    """A number in the visitor's way of writing, as a Decimal; None when empty.

    What was typed stays as it was typed when it is refused; `percent` takes a percent sign along.
    """

    def __init__(self, *, percent: bool = False, least: Decimal | None = None, **kwargs) -> None:
        self.percent, self.least = percent, least
        super().__init__(**{"strip": True, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}

    def prepare_value(self, value):
        return written(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, Decimal | int):
            return Decimal(value)
        text = super().to_python(value)
        if self.percent:
            text = text.strip().removesuffix("%").removesuffix("\u066a").strip()
        return read_number(text) if text else None

    def validate(self, value) -> None:
        super().validate(value)
        if value is not None and self.least is not None and value < self.least:
            raise ValidationError(_("This cannot be less than %(least)s."), params={"least": written(self.least)})

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
