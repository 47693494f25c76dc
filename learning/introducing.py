"""Introducing two who come to a session: both are asked, and once both have agreed each gets the other's address.

What one of them answers is told to nobody. All of it happens inside `places_of`, so that of two organisers, or two
clicks, the second finds what the first has done.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from core.folding import fold_words
from core.listing import listed

from .models import Introduction, Registration, SessionDesk
from .needs_and_offers import pair_of, participants
from .registering import places_of
from .registration_letters import write_to_person
from .signed_links import link_of

ASKED = "learning.introduction_asked"
SHORTEST_NAME = 3
"""Letters; a shorter part of a name is a word of many languages."""
CONTACT = re.compile(r"@|https?:|www\.|(?:\d[\s().+/-]{0,3}){7}", re.IGNORECASE)
"""An address or a telephone number."""


def ask_both(*, one: Registration, other: Registration, by: User) -> Introduction:
    """Asks both whether they want to be introduced, each by letter. Again, whichever comes first: nothing.

    Raises ValidationError: the session is cancelled; one of them has no place any more, or agrees to no introduction
    any more; neither wants what the other offers.
    """
    with places_of(one.session) as desk:
        before = Introduction.objects.of(one).of(other).first()
        if before is not None:
            return before
        found = participants(desk.session).filter(pk__in={one.pk, other.pk})
        pair = pair_of(*found) if len(found) == 2 else None
        if pair is None or desk.status == SessionDesk.Status.CANCELLED:
            raise ValidationError(_("These two can no longer be introduced."))
        introduction = Introduction.objects.create(
            session=desk.session, wants=pair.learner, offers=pair.giver, theme=pair.themes[0]
        )
        for reader, about in ((pair.learner, pair.giver), (pair.giver, pair.learner)):
            reader.session = desk.session
            _write("registration_introduction", introduction, reader, about)
        log(instance=desk.session, action=ASKED, user=by)
        return introduction


def answer(*, introduction: Introduction, registration: Registration, agrees: bool) -> Introduction:
    """What `registration`, one of the two, says to it; it can be changed until both have agreed. Again: nothing.

    When both have, each gets the other's name and address. Raises ValidationError when it is not open any more.
    """
    with places_of(registration.session) as desk:
        found = of_registration(registration).filter(pk=introduction.pk).first()
        if found is None or not (found.is_agreed or is_open(found)):
            raise ValidationError(_("This introduction is no longer possible."))
        if found.is_agreed:
            return found
        side, now = found.side_of(registration), timezone.now()
        said, unsaid = ("agreed", "refused") if agrees else ("refused", "agreed")
        setattr(found, f"{side}_{said}", getattr(found, f"{side}_{said}") or now)
        setattr(found, f"{side}_{unsaid}", None)
        found.save(update_fields=[f"{side}_agreed", f"{side}_refused"])
        if found.is_agreed:
            for reader, about in ((found.wants, found.offers), (found.offers, found.wants)):
                reader.session = desk.session
                _write("registration_introduced", found, reader, about)
        return found


def of_registration(registration: Registration):
    """The introductions that somebody was asked about, with both sides."""
    return Introduction.objects.of(registration).select_related("wants__city", "offers__city", "theme")


def is_open(introduction: Introduction) -> bool:
    """Whether an answer still counts: both come still, and both still want introductions."""
    sides = (introduction.wants, introduction.offers)
    return not introduction.is_agreed and all(one.agrees_to_introductions and not one.is_over for one in sides)


# --- what one is told of the other ------------------------------------------------------------------------------
def described(person: Registration) -> str:
    """By function and city, never by name: what is read before both have agreed. In the active language."""
    function = without_names(person.function, person)
    return listed(part for part in (function or _("a participant"), person.place_name) if part)


def words_of(person: Registration, introduction: Introduction) -> str:
    """Their own words about it; none where those would say who they are."""
    side = introduction.side_of(person)
    return without_names(getattr(person, f"{side}_in_words"), person)


def without_names(text: str, person: Registration) -> str:
    """The text, or nothing where it says a part of the person's name, an address or a telephone number."""
    names = {part for part in fold_words(person.name) if len(part) >= SHORTEST_NAME}
    return "" if CONTACT.search(text) or names & set(fold_words(text)) else text


def _write(event: str, introduction: Introduction, reader: Registration, about: Registration) -> None:
    with translation.override(reader.language):
        what = {
            "introduction": introduction,
            "is_learner": introduction.side_of(reader) == "wants",
            "theme": str(introduction.theme.name),
            "who": described(about),
            "words": words_of(about, introduction),
            "other": about if introduction.is_agreed else None,
            "other_place": about.place_name,
            "introduction_link": link_of(reader, "registration_introduction", introduction.pk),
        }
    write_to_person(event, reader, **what)
