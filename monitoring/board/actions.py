"""What an M&E officer does to many lines of the board at once: reminds their cities, closes and opens their periods."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role
from cities.checking_in import open_due
from cities.models import CheckIn, CityPage, Desk
from cities.reminding import remind
from cities.silence import is_silent
from cities.tree import city_path
from core.bidi import isolated
from core.listing import listed
from core.numbers import display_number
from monitoring.framework.framing import lock_periods
from monitoring.models import Period

from .question import BoardQuestion
from .standing import WANTED, standing_in

ALL = "all"


@dataclass
class Reminded:
    """Which cities were written to (and in which role), which had been already this month, where there is nobody, and
    which get no letters.
    `without_city`: lines that no city reports on."""

    written: dict[CityPage, str] = field(default_factory=dict)
    already: list[CityPage] = field(default_factory=list)
    nobody: list[CityPage] = field(default_factory=list)
    silent: list[CityPage] = field(default_factory=list)
    without_city: int = 0


def act(question: BoardQuestion, posted: QueryDict, *, by) -> list[str]:
    """What the pressed button says, to the ticked lines or to all that the question finds; gives what happened.

    Raises ValidationError.
    """
    periods = question.periods
    if posted.get("which") != ALL:
        ticked = [key for key in posted.getlist("period") if key.isdecimal() and len(key) < 19]
        periods = periods.filter(pk__in=ticked)
        if not ticked:
            raise ValidationError(_("Tick lines first, or choose all lines."))
    if posted.get("do") == "remind":
        return reminded_in_words(remind_cities(periods))
    if posted.get("do") in ("close", "open"):
        locked = posted["do"] == "close"
        number = lock_periods(periods, locked=locked, by=by)
        closed = ngettext("%(number)s line has been closed.", "%(number)s lines have been closed.", number)
        opened = ngettext("%(number)s line has been opened.", "%(number)s lines have been opened.", number)
        return [(closed if locked else opened) % {"number": display_number(number)}]
    raise ValidationError(_("Choose what to do."))


# --- reminders --------------------------------------------------------------------------------------------------
def remind_cities(periods: models.QuerySet[Period], today: date | None = None) -> Reminded:
    """One letter to each city from which a value of these periods is due, overdue or to be mended.

    The letter holds all that waits for the city, not only these. Whoever was written to this month is not again.
    """
    today = today or timezone.localdate()
    places = periods.filter(standing_in(*WANTED), locked=False).values_list("line__page__path", flat=True)
    paths = [path and city_path(path) for path in places]
    cities = CityPage.objects.filter(path__in=set(filter(None, paths))).order_by("path")
    known = {city.path: city for city in cities}
    done = Reminded(without_city=sum(path not in known for path in paths))
    open_due(today)
    for city in known.values():
        if remind(city, today):
            newest = CheckIn.objects.open().filter(city=city).order_by("-sent")
            done.written[city] = newest.values_list("sent_to", flat=True).first() or ""
        elif is_silent(city):
            done.silent.append(city)
        elif Desk.objects.filter(city=city, reminded_on__gte=today.replace(day=1)).exists():
            done.already.append(city)
        else:
            done.nobody.append(city)
    return done


def reminded_in_words(done: Reminded) -> list[str]:
    sentences = [
        (_("Email sent to: %(cities)s."), [_with_role(city, role) for city, role in done.written.items()]),
        (_("Already written to this month: %(cities)s."), [isolated(city.name) for city in done.already]),
        (_("Gets no emails for now: %(cities)s."), [isolated(city.name) for city in done.silent]),
        (_("Nobody to write to: %(cities)s."), [isolated(city.name) for city in done.nobody]),
    ]
    words = [text % {"cities": listed(cities)} for text, cities in sentences if cities]
    if done.without_city:
        text = ngettext(
            "%(number)s line does not belong to a city: you report on it yourself.",
            "%(number)s lines do not belong to a city: you report on them yourself.",
            done.without_city,
        )
        words.append(text % {"number": display_number(done.without_city)})
    return words or [_("No values are due from a city here: no emails were sent.")]


def _with_role(city: CityPage, role: str) -> str:
    """Where the city has nobody, the letter went to a role of the programme: that is worth knowing."""
    who = Role(role).label if role else ""
    # Translators: a city, and the role there that was written to: "Tangier (focal point)"
    return _("%(city)s (%(role)s)") % {"city": isolated(city.name), "role": who} if who else isolated(city.name)
