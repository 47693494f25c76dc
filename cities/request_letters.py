"""Who gets the letters about a question: the role of the city asked, and whoever asked. Neither sees an address."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import post
from accounts.models import User
from accounts.roles import Role, people_with

from .belonging import role_of
from .models import CityPage, ContactRequest


def those_who_answer(city: CityPage) -> QuerySet[User]:
    """The city's role; the editors while nobody writes for the city."""
    role = role_of(city)
    return role if role.exists() else people_with(Role.EDITOR)


def those_who_asked(contact: ContactRequest) -> list[User]:
    """The person, or, when that one has left, the role of the city in whose name it was asked."""
    if contact.sender and contact.sender.is_active:
        return [contact.sender]
    return list(role_of(contact.sender_city)) if contact.sender_city else []


def who_asks(contact: ContactRequest) -> str:
    """As the city asked is told: a city, not a person, where a city asks."""
    if contact.sender_city:
        return str(contact.sender_city.name)
    if contact.sender_id:
        return _("a member of the programme team")
    if not contact.visitor_name:
        return _("a visitor")
    return f"{contact.visitor_name}, {contact.visitor_organisation}"


def write_to_city(event: str, contact: ContactRequest, **context) -> None:
    post.send(event, those_who_answer(contact.to_city), contact=contact, about=about(contact), **context)


def write_to_asker(event: str, contact: ContactRequest, **context) -> None:
    context |= {"contact": contact, "about": about(contact)}
    if contact.visitor_email:
        post.send_to_address(event, contact.visitor_email, contact.language, **context)
    else:
        post.send(event, those_who_asked(contact), language=contact.language, **context)


def about(contact: ContactRequest):
    """The page the question is about, while anybody can read it."""
    page = contact.about
    return page.specific if page is not None and page.live else None
