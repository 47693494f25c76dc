"""Which writes make what is kept (core.keeping) be made anew. Here, because only home may know every room."""

from cities.models import CityPage, Participation
from core.facets import watch_vocabulary
from learning.models import PublicationPage, PublicationTranslation, SessionPage, SessionTranslation
from pilots.models import PilotPage, PilotTranslation
from practices.models import (
    Assessment,
    Confirmation,
    DossierPage,
    DossierPractice,
    DossierTranslation,
    PracticePage,
    PracticeTranslation,
    ThemePage,
    ThemeTranslation,
    Transfer,
)

from .models import FeaturedDossier, FeaturedPractice, HomePage, StandardPage, StandardTranslation

MODELS = (
    Assessment,
    CityPage,
    Confirmation,
    DossierPage,
    DossierPractice,
    DossierTranslation,
    FeaturedDossier,
    FeaturedPractice,
    HomePage,
    Participation,
    PilotPage,
    PilotTranslation,
    PracticePage,
    PracticeTranslation,
    PublicationPage,
    PublicationTranslation,
    SessionPage,
    SessionPage.cities.through,
    SessionTranslation,
    StandardPage,
    StandardTranslation,
    ThemePage,
    ThemeTranslation,
    Transfer,
)


def watch_what_is_kept() -> None:
    """Charts and their cuts, cards of what is near, the front page's numbers and the footer are read from these."""
    watch_vocabulary("kept", *MODELS)
