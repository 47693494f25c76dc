"""How what belongs to a city reads: its figures, its part in the programme, and who asks it."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.figures import EXACTNESS
from core.listing import listed
from core.numbers import display_number
from core.partial_dates import display_period

from .models import CityFact, ContactRequest, Participation


def display_figure(fact: CityFact) -> str:
    """`about 12,000`, or `30 %`: the number with its unit, and how exact it is."""
    unit = f"\u00a0{fact.unit}" if fact.unit else ""
    return EXACTNESS[fact.qualifier] % {"value": f"{display_number(fact.value)}{unit}"}


def display_participation(part: Participation, *, with_period: bool = True) -> str:
    """`Member, phase 1 (2015–2018)`; without a phase only the role."""
    role = capfirst(part.get_role_display())
    if part.phase is None:
        return role
    text = pgettext("part in the programme", "%(role)s, phase %(number)s") % {"role": role, "number": part.phase.number}
    period = display_period(part.phase.start, part.phase.end) if with_period else ""
    if not period:
        return text
    # Translators: a part in the programme, and from when to when that phase was
    return pgettext("part in the programme", "%(part)s (%(period)s)") % {"part": text, "period": period}


def display_asker(contact: ContactRequest, *, names_visitor: bool = True) -> str:
    """Whom the city asked is told of: a city, not a person, where a city asks."""
    if contact.sender_city:
        return str(contact.sender_city.name)
    if contact.sender_id:
        return _("a member of the programme team")
    if not contact.visitor_name or not names_visitor:
        return _("a visitor")
    return listed([contact.visitor_name, contact.visitor_organisation])
