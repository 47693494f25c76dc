"""Which writes make what is kept (core.keeping) be made anew. Here, because only home may know every room."""

from cities.models import CityPage, Participation
from core.facets import watch_vocabulary
from learning.models import SessionPage
from pilots.models import PilotPage
from practices.models import PracticePage, PracticeTranslation, Transfer

MODELS = (
    CityPage,
    Participation,
    PilotPage,
    PracticePage,
    PracticeTranslation,
    SessionPage,
    SessionPage.cities.through,
    Transfer,
)


def watch_what_is_kept() -> None:
    """Cuts of the chart, the chart itself and the numbers of the front page are read from these."""
    watch_vocabulary("kept", *MODELS)
