from .featured import FeaturedDossier, FeaturedPractice
from .pages import HomePage, HomeTranslation, StandardPage, StandardTranslation, StandardWords
from .translations import TranslationAssignment, TranslationNotice, TranslationRequest

__all__ = [
    "FeaturedDossier",
    "FeaturedPractice",
    "HomePage",
    "HomeTranslation",
    "StandardPage",
    "StandardTranslation",
    "StandardWords",
    "TranslationAssignment",
    "TranslationNotice",
    "TranslationRequest",
]
