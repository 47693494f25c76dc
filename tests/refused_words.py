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
    about_people: bool = False
    """Refused in the programme's prose too, where other words have their everyday meaning."""

    @property
    def pattern(self) -> re.Pattern:
        return re.compile(rf"(?<!\w)(?:{self.words})(?!\w)", re.IGNORECASE)


def _fr(words: str, instead: str, *but_in: str, still_used: bool = False, about_people: bool = False) -> Refused:
    return Refused("fr", words, instead, frozenset(but_in), still_used, about_people)


def _es(words: str, instead: str, *but_in: str, still_used: bool = False, about_people: bool = False) -> Refused:
    return Refused("es", words, instead, frozenset(but_in), still_used, about_people)


def _ar(words: str, instead: str, *but_in: str, still_used: bool = False, about_people: bool = False) -> Refused:
    """In Arabic a word may have و ب ل ف ك and the article before it, and endings behind it."""
    return Refused(
        "ar", rf"[وفبلك]{{0,2}}(?:ال|لل)?(?:{words})\w{{0,3}}", instead, frozenset(but_in), still_used, about_people
    )


ON_PAPER = "In case you lose both phone and key. Each code works once. Keep them on paper, not on the phone."

PUT_TO_THE_TEST = ("transfer it tests", "Tests a practice that came from %(place)s", "piloting", "Tested in")

REFUSED = (
    _fr(
        "lettres?",
        "courriel",
        "Used in addresses: letters, digits, hyphens.",
        "“%(value)s” has no letters or digits, so there was nothing to search for.",
        "“%(word)s” has no letters or digits.",
        "Write two letters, for example fr.",
        "In two letters: en, fr, es, ar, de, it, pt, ca …",
    ),
    _fr("e-mails?|mails?|courriers?", "courriel"),
    _fr(
        "éditeurs?|éditrices?|équipe éditoriale",
        "la rédaction",
        "publisher",
        "Publisher",
        "Publishers",
        "The publisher’s own address, if there is one.",
        "Tick this when the address is not the publisher’s own, and the publisher’s is not known.",
    ),
    _fr("notifier|notifiée?s?", "communiquer"),
    _fr("déclarer|déclarez|(?<!ayant )déclarée?s?", "communiquer"),
    _fr("monitoring", "suivi"),
    _fr("suivi-évaluation", "suivi et évaluation"),
    _fr("sans papiers|avec papiers", "en situation irrégulière, en situation régulière", about_people=True),
    _fr("migrants illégaux|illéga(?:l|ux|les?)", "en situation irrégulière", about_people=True),
    _fr("de mémoire", "formulation provisoire"),
    _fr("connecté|déconnecté|invité", "une tournure épicène : session ouverte, fermée ; la personne invitée"),
    _fr("êtes (?:[\\w ]+ )?(?:inscrit|placé)", "une tournure épicène : votre inscription, vous rejoignez la liste"),
    _fr("(?<!une ou )un collègue", "une ou un collègue, une personne de l’équipe"),
    _fr("sur place", "en présentiel"),
    _es("rol(?! de los gobiernos locales)|roles|papel", "función", ON_PAPER),
    _es("mesas?", "escritorio", "panel"),
    _es(
        "cartas?(?! de Lampedusa| de Ciudades Integradoras| de los gobiernos locales)",
        "correo",
        "declaration or charter",
    ),
    _es("notific\\w+", "comunicar"),
    _es("periodos?", "período"),
    _es("pruebas?", "evidencia", *PUT_TO_THE_TEST),
    _es("la redacción|los editores", "equipo editorial"),
    _es("(?:un|el|del|al) par", "un o una colega, entre pares"),
    _es("un colega", "un o una colega, alguien de su equipo"),
    _es("financiadore?s?", "entidad financiadora"),
    _es("situación legal", "situación jurídica"),
    _es("ilegal(?:es)?|(?:con|sin) papeles", "en situación regular, en situación irregular", about_people=True),
    _es("de memoria", "redacción provisional"),
    _ar("المتابعة والتقييم", "الرصد والتقييم"),
    _ar("نقطة الاتصال|نقاط الاتصال|نقطة اتصال|نقاط اتصال", "جهة الاتصال"),
    _ar("سطر نتائج|سطرا نتائج|أسطر نتائج", "بند نتيجة"),
    _ar("محجوب", "غير منشور"),
    _ar("نموذج|نماذج", "استمارة"),
    _ar("إنجليزي", "الإنكليزية"),
    _ar("منظمة التعاون الاقتصادي والتنمية", "منظمة التعاون والتنمية في الميدان الاقتصادي"),
    _ar("آذار|نيسان|أيار|حزيران|تموز|تشرين|إبريل", "أبريل، مارس …"),
    _ar("بلا أوراق|لديهم أوراق", "في وضع غير نظامي، في وضع نظامي", about_people=True),
    _ar("غير شرعي|غير قانوني", "غير نظامي", about_people=True),
    _ar("صفحة أولى|الصفحة الأولى", "الصفحة الرئيسية"),
    _ar("مدينة مانحة|المدينة المانحة", "المدينة المقدِّمة"),
    _ar("محرّ?رون|محرّ?رين|فريق التحرير", "هيئة التحرير"),
    _ar("مسوّد", "مسودة"),
    _ar("متقادم", "غير محدَّث"),
)
