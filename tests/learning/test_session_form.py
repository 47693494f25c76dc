"""The editors' form of a session: hours are those of its place, and nothing typed becomes something else."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.roles import Role
from learning.models import AgendaItem, SessionPage
from tests import factories
from tests.factories.people import person
from tests.pages import attributes, has, read, text, texts

ROWS = ("broad_themes", "agenda_items", "organisers", "documents", "lessons", "sources", "comments")


class World:
    def __init__(self) -> None:
        self.editor = person("editor", Role.EDITOR)
        self.session = factories.session(starts="2026-12-10")


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


@pytest.fixture
def session(world):
    return world.session


@pytest.fixture(autouse=True)
def _signed_in(client, world):
    client.force_login(world.editor)


def written(session: SessionPage, *items: dict, **fields) -> dict:
    """What a browser sends for the session's form, with `items` for its programme."""
    keys = list(AgendaItem.objects.filter(session=session).values_list("id", flat=True))
    rows = [
        {"title": "Welcome", "kind": "talk", "id": keys[n] if n < len(keys) else "", **item}
        for n, item in enumerate(items)
    ]
    of_rows = {name: inline_formset([]) for name in ROWS} | {"agenda_items": inline_formset(rows, initial=len(keys))}
    chosen = {"language": "en", "kind": "workshop", "body-count": "0"}
    return {**nested_form_data(of_rows), **chosen, "title": session.title, "slug": session.slug, **fields}


def send(client, session: SessionPage, *items: dict, **fields):
    return client.post(reverse("wagtailadmin_pages:edit", args=[session.pk]), written(session, *items, **fields))


def draft_of(session: SessionPage) -> SessionPage:
    return Page.objects.get(pk=session.pk).specific.get_latest_revision_as_object()


def form_of(client, session: SessionPage) -> BeautifulSoup:
    return read(client.get(reverse("wagtailadmin_pages:edit", args=[session.pk])))


def value_in(form, control: str) -> str:
    (value,) = attributes(form, f"input[name={control}]", "value")
    return value


@pytest.mark.parametrize(
    ("zone", "typed", "moment"),
    [
        ("Africa/Casablanca", "10/12/2026 09:30", datetime(2026, 12, 10, 8, 30, tzinfo=UTC)),
        ("Europe/Rome", "27/03/2027 09:30", datetime(2027, 3, 27, 8, 30, tzinfo=UTC)),  # the day before summer time
        ("Europe/Rome", "28/03/2027 09:30", datetime(2027, 3, 28, 7, 30, tzinfo=UTC)),
        ("Asia/Amman", "2026-12-10 9h30", datetime(2026, 12, 10, 6, 30, tzinfo=UTC)),
    ],
)
def test_hours_are_typed_and_shown_in_the_zone_of_the_session(client, session, zone, typed, moment):
    answer = send(client, session, {"starts": typed}, timezone=zone, **{"action-publish": "1"})

    session.refresh_from_db()
    page, form = client.get(session.get_url()), form_of(client, session)
    assert answer.status_code == 302
    assert session.agenda_items.get().starts == moment
    assert texts(page, "#programme ~ ol .when time") == ["09:30"]
    assert zone in text(page, "#programme ~ ol .when")
    assert value_in(form, "agenda_items-0-starts").endswith(" 09:30")


def test_another_zone_keeps_the_hours(client):
    session = factories.session(
        timezone="Europe/Rome",
        agenda_items=[AgendaItem(title="Welcome", starts=datetime(2026, 12, 10, 8, 30, tzinfo=UTC))],
    )

    send(
        client,
        session,
        {"starts": value_in(form_of(client, session), "agenda_items-0-starts")},
        timezone="Africa/Tunis",
    )
    send(client, session, {"starts": "10/12/2026 09:30"}, timezone="Asia/Amman")

    assert draft_of(session).agenda_items.get().starts == datetime(2026, 12, 10, 6, 30, tzinfo=UTC)


def test_hours_without_a_zone_are_kept_in_a_draft_and_asked_about_before_they_are_public(client, session):
    kept = send(client, session, {"starts": "10/12/2026 09:30"})
    refused = send(client, session, {"starts": "10/12/2026 09:30"}, **{"action-publish": "1"})

    assert kept.status_code == 302
    assert value_in(form_of(client, session), "agenda_items-0-starts") == "10/12/2026 09:30"
    assert text(refused, "[data-contentpath=timezone] .error-message") == "Enter the time zone of these times."


def test_hours_are_understood_as_people_write_them(client, session):
    send(client, session, starts_at="9h30", ends_at="9:30 pm", timezone="Africa/Tunis")

    draft = draft_of(session)
    assert (draft.starts_at, draft.ends_at) == (time(9, 30), time(21, 30))


@pytest.mark.parametrize("typed", ["9:30", "10/12/2026", "31/02/2026 09:30", "in the morning", "02:30 28/03/2027"])
def test_what_is_no_moment_is_refused_and_stays_as_it_was_typed(client, session, typed):
    answer = send(client, session, {"starts": typed}, timezone="Europe/Rome")

    assert answer.status_code == 200
    assert value_in(answer, "agenda_items-0-starts") == typed


def test_how_it_was_worked_is_kept_though_its_control_has_another_name(client):
    session = factories.session(method="Site visit")

    form = form_of(client, session)
    send(client, session, **{"method-field": "Site visit\nGroup work"})

    assert not has(form, "[name=method]")
    assert draft_of(session).method.split() == ["Site", "visit", "Group", "work"]
