"""What is the editors' own on a page: nobody else reads or changes it, by whatever door."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from accounts.roles import Role
from cities.models import CityPage, Participation, Phase
from learning.models import SessionPage
from pilots.models import PilotPage
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, has, read, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
SECRET = "two sources disagree about this"


@pytest.fixture
def tangier(tangier) -> CityPage:
    tangier.editor_note = SECRET
    tangier.save_revision().publish()
    return tangier


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(client: Client, address: str) -> dict:
    words = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    return {**{name: words.getlist(name) for name in words}, "body-count": "0"}


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def newest(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def pages_of(city: CityPage) -> list[tuple[Page, str]]:
    """Each with the name of a control that is the editors' own on it, and of one that is everybody's."""
    note = {"editor_note": SECRET}
    return [
        (factories.practice("Desk", under=city, programme_link="case-study", **note), "programme_link"),
        (factories.pilot("Pilot", under=city, kind="un-habitat", **note), "kind"),
        (city, "participations-TOTAL_FORMS"),
    ]


def test_an_official_neither_reads_nor_writes_what_is_the_editors_own(tangier):
    official = client_of(person("official", Role.OFFICIAL, tangier))
    editor = client_of(person("editor", Role.EDITOR))

    for page, control in pages_of(tangier):
        theirs, ours = (read(who.get(edit_address(page))) for who in (official, editor))

        assert text(ours, "[name=editor_note]") == SECRET, page
        assert has(ours, f"[name={control}]"), page
        assert_nowhere(theirs, SECRET)
        assert not has(theirs, f"[name=editor_note], [name={control}]"), page


def test_a_form_made_by_hand_changes_nothing_of_it(tangier):
    official = client_of(person("official", Role.OFFICIAL, tangier))
    by_hand = {"editor_note": "mine", "programme_link": "un-habitat", "origin": "call"}

    for page, _control in pages_of(tangier):
        by_hand |= {"kind": "follow-up" if isinstance(page, PilotPage) else "city"}
        answer = official.post(edit_address(page), {**form_of(official, edit_address(page)), **by_hand})
        after = newest(page)

        assert answer.status_code == 302, page
        assert after.editor_note == SECRET, page
        assert getattr(after, "programme_link", "case-study") == "case-study", page
        if isinstance(page, PilotPage):
            assert after.kind == "un-habitat"


def test_an_official_does_not_put_the_city_into_a_phase(tangier):
    phase = Phase.objects.create(number=1, name_en="One")
    Participation.objects.create(city=tangier, phase=phase, role="member", confidence_note="not sure")
    tangier.save_revision().publish()
    official = client_of(person("official", Role.OFFICIAL, tangier))
    words = form_of(official, edit_address(tangier))
    counts = {"TOTAL_FORMS": "2", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    rows = {f"participations-{name}": number for name, number in counts.items()}
    rows |= {f"participations-{row}-role": "host" for row in range(2)}

    page = official.get(edit_address(tangier))
    official.post(edit_address(tangier), {**words, **rows})

    assert_nowhere(page, "not sure")
    assert [row.role for row in newest(tangier).participations.all()] == ["member"]


def test_an_older_version_brings_no_older_note_back_and_the_comparison_tells_none(tangier):
    practice = factories.practice("Desk", under=tangier, editor_note="older note", programme_link="knowledge")
    older = practice.latest_revision
    practice.title, practice.editor_note, practice.programme_link = "Desk 2", SECRET, "case-study"
    newer = practice.save_revision()
    official = client_of(person("official", Role.OFFICIAL, tangier))
    editor = client_of(person("editor", Role.EDITOR))
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[practice.pk, older.pk, newer.pk])
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[practice.pk, older.pk])

    compared, known = (who.get(compare) for who in (official, editor))
    reverting = official.get(revert)
    official.post(edit_address(practice), form_of(official, revert))

    after = newest(practice)
    assert (after.title, after.editor_note, after.programme_link) == ("Desk", SECRET, "case-study")
    assert SECRET in texts(known, ".comparison .addition")
    assert_nowhere(compared, "disagree")
    assert_nowhere(reverting, "older note")


def test_an_organiser_publishes_sessions_and_does_not_read_the_editors_note(site):
    session = factories.session("Session", editor_note=SECRET)
    organiser = client_of(person("organiser", Role.ORGANISER))

    page = organiser.get(edit_address(session))

    assert_nowhere(page, SECRET)
    assert has(page, "[name=go_live_at]")
    assert isinstance(session, SessionPage)


def test_an_editor_classifies_as_before(tangier):
    practice = factories.practice("Desk", under=tangier)
    editor = client_of(person("editor", Role.EDITOR))

    words = form_of(editor, edit_address(practice))
    editor.post(edit_address(practice), {**words, "editor_note": "n", "programme_link": "case-study"})

    after = newest(practice)
    assert isinstance(after, PracticePage)
    assert (after.editor_note, after.programme_link) == ("n", "case-study")
