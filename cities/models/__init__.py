from .cities import (
    LANGUAGES_OF_WORK,
    CityFact,
    CityIndexPage,
    CityPage,
    CityPower,
    CityTranslation,
    Participation,
    Situation,
)
from .organisations import Organisation, Phase

__all__ = [
    "LANGUAGES_OF_WORK",
    "CityFact",
    "CityIndexPage",
    "CityPage",
    "CityPower",
    "CityTranslation",
    "Organisation",
    "Participation",
    "Phase",
    "Situation",
]
