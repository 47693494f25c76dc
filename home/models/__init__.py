from .featured import FeaturedDossier, FeaturedPractice
from .pages import HomePage, HomeTranslation, StandardPage, StandardTranslation, StandardWords

__all__ = [
    "FeaturedDossier",
    "FeaturedPractice",
    "HomePage",
    "HomeTranslation",
    "StandardPage",
    "StandardTranslation",
    "StandardWords",
]
