"""How what is known of practices reads, the same on every page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.roles import Role
from core.display import Evidence, Sign
from core.languages import Wording
from core.numbers import display_number
from core.partial_dates import display_period

from .models import Assessment, PracticePage

GOING_ON = {PracticePage.Status.RUNNING, PracticePage.Status.PERMANENT, PracticePage.Status.PILOT}
ROLES_OF_A_CITY = {
    Role.FOCAL_POINT: gettext_lazy("Focal point of %(city)s"),
    Role.OFFICIAL: gettext_lazy("Official of %(city)s"),
    Role.EDITOR: gettext_lazy("An editor, for %(city)s"),
}


def display_practice_period(practice: PracticePage) -> str:
    """When it is or was: "since 2016" while it goes on."""
    return display_period(practice.starts, practice.ends, open_ended=practice.status in GOING_ON)


def display_place_and_time(place: str, time: str) -> str:
    """ "Tangier, 2020-2021", or only the place."""
    # Translators: a place and a time, as in "Tangier, 2020-2021"
    return _("%(place)s, %(time)s") % {"place": place, "time": time} if time else place


def display_role(by_role: str, city: Wording | str) -> str:
    """Who answered for a city: a role of which only the code is kept, or one that was written in words."""
    of_city = ROLES_OF_A_CITY.get(by_role)
    return str(of_city) % {"city": city} if of_city else by_role


def display_number_of_practices(number: int) -> str:
    return ngettext("%(number)s practice", "%(number)s practices", number) % {"number": display_number(number)}


def evidence_of(level: int | None) -> Evidence:
    """A level of evidence as pages show it."""
    if level is None:
        return Evidence(None, _("Not assessed yet"))
    meaning = Assessment.Level(level).label
    return Evidence(level, _("Level %(level)s of 5, %(meaning)s") % {"level": level, "meaning": meaning})


def transfer_sign(text: str) -> Sign:
    """Transfers are red and have an arrow, wherever they are named."""
    return Sign(text, "arrow", "due", is_bold=True)
