from .checkins import CheckIn
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
from .messages import RequestMessage
from .offices import Desk, Office
from .organisations import Organisation, Phase
from .people import Invitation, Membership
from .requests import ContactRequest
from .tasks import CityCheckTask, EditorialReviewTask

__all__ = [
    "LANGUAGES_OF_WORK",
    "CheckIn",
    "CityCheckTask",
    "CityFact",
    "CityIndexPage",
    "CityPage",
    "CityPower",
    "CityTranslation",
    "ContactRequest",
    "Desk",
    "EditorialReviewTask",
    "Invitation",
    "Membership",
    "Office",
    "Organisation",
    "Participation",
    "Phase",
    "RequestMessage",
    "Situation",
]
