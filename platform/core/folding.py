"""Text made comparable: what is indexed and what is asked for are folded the same way.

SQLite folds accents in search and PostgreSQL does not, and neither knows the Arabic article. Folding here, before
the database sees the text, gives the same hits everywhere.
"""

import re
import unicodedata

TATWEEL = "\u0640"
LAM = "\u0644"

# What Unicode does not take apart by itself: letters of our languages and of names met in them.
LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    TATWEEL: "",
}

# The article, alone or behind "and", "in", "like", "for". The lookaheads keep short words whole: what is left has two
# letters after the bare article (الحي), three behind a prefix (والسكن, but not والد). It repeats, so that folding
# twice changes nothing and العاب meets الالعاب. "For the refugees" (للاجئين) is written without one of its three lams:
# a word too central here to be folded away from لاجئين.
LETTER = "[\u0621-\u06d3]"
ARTICLE = re.compile(
    rf"(?<!\S)(?:ال(?={LETTER}{{2}})|[وف]?ل(?=لاجي(?:ا|ه|ين|ون|ات)?(?!\S))|[وف]?(?:[بكل]?ال|لل)(?={LETTER}{{3}}))+"
)


# Where a number meets a word: PostgreSQL takes "1e5b" apart and SQLite does not, and covid19 is COVID-19.
SEAM = re.compile(r"(?<=[0-9])(?=[^\W0-9_])|(?<=[^\W0-9_])(?=[0-9])")


class _Folding(dict):
    """One character to its folded form, worked out the first time it is met: ``str.translate`` does the rest."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = self.of(chr(code))
        return folded

    @staticmethod
    def of(char: str) -> str:
        if char in LETTERS:
            return LETTERS[char]
        category = unicodedata.category(char)
        if category[0] == "M" or category == "Cf":  # marks, and the invisible joiners and direction signs
            return ""
        if category == "Nd":
            return str(unicodedata.digit(char))
        return char.lower() if char.isalnum() else " "


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return lower-case words and numbers without accents, punctuation or Arabic article, one space between them.

    Rule: house.md, trap 3. Decomposing twice is needed: a few characters fold into something composed.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_FOLDING)
    words = [word if word.isalpha() else SEAM.sub(" ", word) for word in plain.split()]
    folded = " ".join(words)
    return ARTICLE.sub("", folded) if LAM in folded else folded


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text, in order, repetitions kept."""
    return fold(text).split()
