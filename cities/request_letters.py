"""Who gets the letters about a question: the role of the city asked, and whoever asked. Neither sees an address."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.models import Page

from accounts import post
from accounts.models import User
from accounts.roles import Role, people_with

from .belonging import role_of
from .models import CityPage, ContactRequest
from .silence import names_what_is_held


def answering_people(city: CityPage) -> QuerySet[User]:
    """The city's role; the editors while nobody writes for the city."""
    role = role_of(city)
    return role if role.exists() else people_with(Role.EDITOR)


def asking_people(contact: ContactRequest) -> list[User]:
    """The person, or, when that one has left, the role of the city in whose name it was asked."""
    if contact.sender and contact.sender.is_active:
        return [contact.sender]
    return list(role_of(contact.sender_city)) if contact.sender_city else []


def write_to_city(event: str, contact: ContactRequest, **context) -> None:
    post.send(event, answering_people(contact.to_city), contact=contact, about=public_page(contact), **context)


def write_to_asker(event: str, contact: ContactRequest, **context) -> None:
    context |= {"contact": contact, "about": public_page(contact)}
    if names_what_is_held(context):
        return
    if contact.visitor_email:
        post.send_to_address(event, contact.visitor_email, contact.language, **context)
    else:
        post.send(event, asking_people(contact), language=contact.language, **context)


def public_page(contact: ContactRequest) -> Page | None:
    """The page the question is about, while anybody can read it."""
    page = contact.about
    return page.specific if page is not None and page.live else None
