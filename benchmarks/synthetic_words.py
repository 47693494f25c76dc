"""Words for practices that do not exist: some of the field's own, with a long tail of rare ones, as in real texts."""

from __future__ import annotations

from itertools import accumulate
from random import Random

MARKS = {"en": "Synthetic", "fr": "Synthétique", "es": "Sintético", "ar": "اصطناعي"}
COMMON = {
    "en": "city housing school refugees newcomers desk language work health families neighbours rights council young "
    "women training service public local migrants reception culture market law partners centre street",
    "fr": "ville logement école réfugiés arrivants guichet langue emploi santé familles voisins droits conseil jeunes "
    "femmes formation service public local migrants accueil culture marché loi partenaires centre rue",
    "es": "ciudad vivienda escuela refugiados recién oficina lengua empleo salud familias vecinos derechos consejo "
    "jóvenes mujeres formación servicio público local migrantes acogida cultura mercado ley socios centro calle",
    "ar": "المدينة السكن المدرسة اللاجئين الوافدين المكتب اللغة العمل الصحة العائلات الجيران الحقوق المجلس الشباب "
    "النساء التدريب الخدمة العامة المحلية المهاجرين الاستقبال الثقافة السوق القانون الشركاء المركز الشارع",
}
SYLLABLES = {
    "ar": ["با", "تي", "مو", "را", "سا", "دي", "كا", "نو", "لي", "ها", "في", "زا"],
    "": ["ba", "ti", "mo", "ra", "sen", "di", "ka", "nol", "li", "ha", "ver", "za"],
}
RARE = 6_000
EVENNESS = 300  # the first word is about every thousandth, so that a quarter of the practices has it
PARTS = {"summary": 50, "challenge": 60, "how_it_works": 90, "results": 60}


class Writer:
    """Writes in one language; the same seed writes the same."""

    def __init__(self, random: Random, language: str) -> None:
        self.random, self.language = random, language
        syllables = SYLLABLES.get(language, SYLLABLES[""])
        rare = sorted({"".join(random.choices(syllables, k=random.randint(2, 4))) for _ in range(RARE)})
        self.words = [*COMMON[language].split(), *rare]
        self.weights = list(accumulate(1 / (place + EVENNESS) for place in range(len(self.words))))

    def sentence(self, words: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=words))

    def title(self, number: int) -> str:
        return f"{MARKS[self.language]} {self.sentence(4)} {number}"

    def practice(self, number: int) -> dict[str, str]:
        """Title, intro and the parts of a snapshot."""
        parts = {name: f"{self.sentence(words)}." for name, words in PARTS.items()}
        return {"title": self.title(number), "intro": f"{self.sentence(18)}."[:300], **parts}
