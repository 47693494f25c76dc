"""Words that a translation may not use, because the glossary has one word for what they mean.

`still_used` marks a row that the catalogues do not keep yet: whoever brings them there takes the mark away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused:
    language: str
    words: str
    """A regular expression, of whole words."""
    instead: str
    but_in: frozenset[str] = field(default_factory=frozenset)
    """The msgids in whose translation the word means something else."""
    still_used: bool = False

    @property
    def pattern(self) -> re.Pattern:
        return re.compile(rf"(?<!\w)(?:{self.words})(?!\w)", re.IGNORECASE)


def _fr(words: str, instead: str, *but_in: str, still_used: bool = False) -> Refused:
    return Refused("fr", words, instead, frozenset(but_in), still_used)


def _es(words: str, instead: str, *but_in: str, still_used: bool = False) -> Refused:
    return Refused("es", words, instead, frozenset(but_in), still_used)


def _ar(words: str, instead: str, *but_in: str, still_used: bool = False) -> Refused:
    """In Arabic a word may have و ب ل ف ك and the article before it, and endings behind it."""
    return Refused("ar", rf"[وفبلك]{{0,2}}(?:ال|لل)?(?:{words})\w{{0,3}}", instead, frozenset(but_in), still_used)


ON_PAPER = "In case you lose both phone and key. Each code works once. Keep them on paper, not on the phone."

REFUSED = (
    _fr("lettres?", "courriel", "Used in addresses: letters, digits, hyphens.", still_used=True),
    _fr("e-mails?|mails?|courriers?", "courriel", still_used=True),
    _fr(
        "éditeurs?|éditrices?|équipe éditoriale",
        "la rédaction",
        "publisher",
        "Publisher",
        "Publishers",
        still_used=True,
    ),
    _fr("notifier|notifiée?s?", "communiquer"),
    _fr("déclarer|déclarez|déclarée?s?", "communiquer", still_used=True),
    _fr("monitoring", "suivi"),
    _fr("suivi-évaluation", "suivi et évaluation", still_used=True),
    _fr("sans papiers|avec papiers", "en situation irrégulière, en situation régulière"),
    _fr("migrants illégaux|illéga(?:l|ux|les?)", "en situation irrégulière"),
    _fr("de mémoire", "formulation provisoire"),
    _fr(
        "connecté|déconnecté|invité",
        "une tournure épicène : session ouverte, fermée ; la personne invitée",
        still_used=True,
    ),
    _es("rol|roles|papel", "función", ON_PAPER, still_used=True),
    _es("mesas?", "escritorio", "panel", still_used=True),
    _es("cartas?", "correo", still_used=True),
    _es("notific\\w+", "comunicar", still_used=True),
    _es("periodos?", "período", still_used=True),
    _es("pruebas?", "evidencia", "Proof", still_used=True),
    _es("la redacción|los editores", "equipo editorial", still_used=True),
    _es("situación legal", "situación jurídica", still_used=True),
    _es("ilegal(?:es)?|(?:con|sin) papeles", "en situación regular, en situación irregular"),
    _es("de memoria", "redacción provisional"),
    _ar("المتابعة والتقييم", "الرصد والتقييم"),
    _ar("نقطة الاتصال|نقاط الاتصال|نقطة اتصال|نقاط اتصال", "جهة الاتصال"),
    _ar("سطر نتائج|سطرا نتائج|أسطر نتائج", "بند نتيجة"),
    _ar("محجوب", "غير منشور"),
    _ar("نموذج|نماذج", "استمارة"),
    _ar("إنجليزي", "الإنكليزية"),
    _ar("منظمة التعاون الاقتصادي والتنمية", "منظمة التعاون والتنمية في الميدان الاقتصادي"),
    _ar("آذار|نيسان|أيار|حزيران|تموز|تشرين|إبريل", "أبريل، مارس …"),
    _ar("بلا أوراق|لديهم أوراق", "في وضع غير نظامي، في وضع نظامي"),
    _ar("غير شرعي|غير قانوني", "غير نظامي"),
    _ar("صفحة أولى|الصفحة الأولى", "الصفحة الرئيسية"),
    _ar("مدينة مانحة|المدينة المانحة", "المدينة المقدِّمة"),
    _ar("محررون|محررين|فريق التحرير", "هيئة التحرير"),
    _ar("متقادم", "غير محدَّث"),
)
