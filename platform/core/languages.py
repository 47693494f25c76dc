"""The four languages, and texts that know which one they are in."""

from __future__ import annotations

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.translation import get_language_info, pgettext_lazy

CODES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)
OWN_NAMES: dict[str, str] = dict(settings.LANGUAGES)
_NAMES = {
    "en": pgettext_lazy("a language, inside a sentence", "English"),
    "fr": pgettext_lazy("a language, inside a sentence", "French"),
    "es": pgettext_lazy("a language, inside a sentence", "Spanish"),
    "ar": pgettext_lazy("a language, inside a sentence", "Arabic"),
    "zh": pgettext_lazy("a language, inside a sentence", "Chinese"),
}
OF_THE_WORLD: list[tuple[str, str]] = sorted(
    [("zh", "中文")]  # Django knows it by its scripts only
    + [(code, info["name_local"]) for code, info in LANG_INFO.items() if len(code) == 2 and "name_local" in info]
)
"""Any language something may be written or spoken in, by its own name."""
SHORT_NAMES = {"en": "EN", "fr": "FR", "es": "ES", "ar": "ع"}


def current() -> str:
    """The visitor's language, one of `CODES` whatever variant the browser asked for."""
    language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    return language if language in CODES else settings.LANGUAGE_CODE


def direction(code: str) -> str:
    """`rtl` or `ltr`, as HTML's `dir` wants it."""
    return "rtl" if code in settings.LANGUAGES_BIDI else "ltr"


def name_of(code: str) -> str:
    """As the visitor's language calls it inside a sentence. Django's own names are written as headings are (“Anglais”),
    spell Arabic's otherwise than we do, and know Chinese by its scripts only."""
    if code in _NAMES:
        return str(_NAMES[code])
    name = get_language_info(code)["name_translated"]
    return name if current() == "en" else name.lower()


def preferred(first: str) -> list[str]:
    """The order in which a missing name is looked for: the language asked for, then the house's."""
    return [first, *(code for code in CODES if code != first)]


class Wording(str):
    """A text that carries its language, so that a template can mark what is not in the visitor's."""

    language: str

    def __new__(cls, text: str, language: str) -> Wording:
        wording = super().__new__(cls, text)
        wording.language = language
        return wording
