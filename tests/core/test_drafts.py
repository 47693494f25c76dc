"""What is typed stays until the server has it: in every form of ours, with a script and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import User
from accounts.roles import Role
from practices.models import PracticePage, Transfer
from tests import factories
from tests.factories import monitoring
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, text, texts
from tests.reporting.iati_facts import ready_phase, ready_pilot

TEMPLATES = settings.ROOT / "templates"
pytestmark = [pytest.mark.django_db, pytest.mark.alike]
TEXT = "What we do in the medina, in one sentence."


# --- every form --------------------------------------------------------------------------------------------------
def forms() -> list[tuple[str, str]]:
    """Of every template of ours that has a form to be posted, the form's tag."""
    found = []
    for template in sorted(TEMPLATES.rglob("*.html")):
        tags = re.findall(r"<form\b[^>]*>", template.read_text())
        found += [(str(template.relative_to(TEMPLATES)), tag) for tag in tags if re.search(r'method="post"', tag, re.I)]
    return found


@pytest.mark.parametrize(("template", "tag"), forms())
def test_no_form_asks_not_to_be_kept(template, tag):
    assert 'data-keep="no"' not in tag


def test_every_page_keeps_what_is_typed_in_it():
    """By its base; the pages for the case that nothing works have no form."""
    bases = [TEMPLATES / "base.html", TEMPLATES / "wagtailadmin/base.html"]
    without_base = [
        template.name
        for template in TEMPLATES.rglob("*.html")
        if "<html" in template.read_text() and template not in bases and "emails" not in template.parts
    ]

    assert all('include "components/_drafts.html"' in base.read_text() for base in bases)
    assert not [name for name in without_base for template in TEMPLATES.rglob(name) if "<form" in template.read_text()]


def test_what_is_kept_excludes_secrets():
    script = Path(settings.ROOT / "static/js/drafts.js").read_text()

    assert '[type="password"], [autocomplete="one-time-code"]' in script
    assert 'location.pathname.startsWith("/accounts/")' in script


# --- what the server says ----------------------------------------------------------------------------------------
@pytest.fixture
def official(client, tangier):
    user = person("official", Role.FOCAL_POINT, tangier)
    client.force_login(user)
    return user


@pytest.fixture
def draft(tangier):
    return factories.practice("One desk", under=tangier, live=False)


def edit_address(page: PracticePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_browser_is_told_which_text_was_taken(client, official):
    address = reverse("desk_settings")

    refused = client.post(address, {"requests_per_month": "many", "_draft": "abc123def"})
    taken = client.post(address, {"requests_per_month": "10", "contact_role": "Desk", "_draft": "abc123def"})

    assert "saved_draft" not in refused.cookies
    assert taken.cookies["saved_draft"].value == "abc123def"


def test_who_is_signed_in_is_told_to_their_own_browser(client, official):
    assert client.get(reverse("session")).json()["person"] == official.pk
    assert Client().get(reverse("session")).json()["person"] is None


# --- after the session is over -----------------------------------------------------------------------------------
def test_autosave_says_that_the_session_is_over(draft):
    answer = Client().post(edit_address(draft), {"title": TEXT}, headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()["error_code"]) == (401, "signed_out")


@pytest.mark.parametrize("field", ["summary", "message"])
def test_what_was_sent_without_a_session_is_held_and_can_be_sent_again(draft, field):
    sent = {field: TEXT, "status": "running", "password": "not to be shown", "csrfmiddlewaretoken": "old"}

    answer = Client().post(edit_address(draft), sent)

    assert answer.status_code == 403
    assert text(answer, f"form.form [name={field}]") == TEXT
    assert attributes(answer, "form.form [name=status]", "value") == ["running"]
    assert attributes(answer, "form.form", "action") == [edit_address(draft)]
    assert_nowhere(answer, "not to be shown")
    assert answer["Cache-Control"] == "no-store"


def test_where_nothing_was_written_one_is_led_to_sign_in(draft):
    answer = Client().post(edit_address(draft), {"step": "close"})

    assert answer.url.startswith("/accounts/login/")


@pytest.mark.parametrize(("origin", "is_held"), [("http://testserver", True), ("https://elsewhere.example", False)])
def test_a_form_older_than_the_session_is_held_unless_another_site_sent_it(official, draft, origin, is_held):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(official)

    answer = browser.post(edit_address(draft), {"summary": TEXT}, headers={"origin": origin})

    assert answer.status_code == 403
    assert texts(answer, "form.form [name=summary]") == [TEXT] * is_held
    assert (TEXT in text(answer, "body")) == is_held


# --- a newer version ---------------------------------------------------------------------------------------------
def test_an_editor_is_told_of_a_newer_version_by_somebody_else_and_saves_by_pressing_again(client, official, draft):
    sent = {**typed(client, draft), "summary": TEXT}
    draft.summary = "Written by a colleague."
    newest = draft.save_revision(user=person("colleague", Role.EDITOR))

    told = client.post(edit_address(draft), sent)
    kept = PracticePage.objects.get(pk=draft.pk).latest_revision
    client.post(edit_address(draft), {**sent, "loaded_revision_id": newest.pk})

    assert "colleague" in str(told.context["form"].non_field_errors())
    assert text(told, "[name=summary]") == TEXT
    assert kept == newest
    assert PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object().summary == TEXT


def test_saving_what_is_saved_already_makes_no_new_version(client, official, draft):
    before = PracticePage.objects.get(pk=draft.pk).latest_revision_id

    client.post(edit_address(draft), typed(client, draft))

    assert PracticePage.objects.get(pk=draft.pk).latest_revision_id == before


def typed(client: Client, page: PracticePage) -> dict:
    """The page's own form, as it stands."""
    found = querydict_from_html(client.get(edit_address(page)).content.decode(), form_id="page-edit-form")
    return {**{name: found.getlist(name) for name in found}, "further_cities": [], "body-count": "0"}


def test_a_city_s_desk_is_not_written_over_unseen(client, official, tangier):
    address = reverse("desk_settings")
    (seen,) = set(attributes(client.get(address), "[name=seen_version]", "value"))
    mine = {"requests_per_month": "10", "contact_role": "Mine", "seen_version": seen}

    client.post(address, {"requests_per_month": "20", "contact_role": "Theirs", "seen_version": seen})
    told = client.post(address, mine)
    (again,) = set(attributes(told, "[name=seen_version]", "value"))
    taken = client.post(address, {**mine, "seen_version": again})

    assert "Theirs" in str(told.context["form"].non_field_errors())
    assert taken.status_code == 302


def records() -> dict[str, tuple[str, str, str, str]]:
    """Where each is written, the name of a control, and what two people type there."""
    phase = ready_phase()
    pilot = ready_pilot(phase)
    line = monitoring.line(phase)
    monitoring.period(line)
    facts, organisation = reverse("iati", args=[phase.pk]), phase.reporting_organisation
    lisbon = factories.city("Lisbon")
    transfer = Transfer.objects.create(
        practice=factories.practice(under=lisbon), giver=lisbon, receiver_name="Tangier", basis="documented"
    )
    return {
        "line of a framework": (reverse("framework_line", args=[line.pk]), "baseline_comment", "Theirs", "Mine"),
        "period": (reverse("framework_line", args=[line.pk]), "form-0-target_comment", "Theirs", "Mine"),
        "facts of a phase": (facts, "phase-sector_code", "15130", "15190"),
        "facts of an organisation": (facts, "organisations-0-iati_ref", f"{organisation.iati_ref}-1", "XM-TEST-0003"),
        "identifiers": (facts, f"pilots-{pilot.pk}", f"{pilot.iati_identifier}-1", f"{pilot.iati_identifier}-2"),
        "transfer": (reverse("transfer:edit", args=[transfer.pk]), "receiver_name", "Tétouan", "Rabat"),
        "theme": (reverse("theme:edit", args=[factories.theme("housing").pk]), "name_en", "Homes", "Housing"),
    }


def form_with(name: str, html: str) -> dict:
    """What the form that has this control would send."""
    found = (querydict_from_html(html, form_index=index) for index in range(html.count("<form")))
    form = next(one for one in found if name in one)
    return {key: form.getlist(key) for key in form}


@pytest.mark.begins_with(world=records)
@pytest.mark.parametrize(
    "which",
    [
        *("line of a framework", "period", "facts of a phase", "facts of an organisation"),
        *("identifiers", "transfer", "theme"),
    ],
)
def test_records_are_not_written_over_unseen(client, world, which):
    """Who saves later is told what was saved meanwhile, and saves by pressing again."""
    client.force_login(User.objects.create_superuser("admin", "admin@example.org"))
    address, name, theirs, mine = world[which]
    opened = form_with(name, client.get(address).content.decode())

    saved = client.post(address, {**opened, name: theirs})
    told = client.post(address, {**opened, name: mine}).content.decode()
    meanwhile = form_with(name, client.get(address).content.decode())[name]
    again = client.post(address, form_with(name, told))

    assert (saved.status_code, again.status_code) == (302, 302)
    complaints = " ".join(texts(told, ".messages .errorlist li, form > [role=alert] li, form .wrong"))
    assert "Somebody saved another version" in complaints
    assert theirs in complaints
    assert meanwhile == [theirs]
    assert form_with(name, client.get(address).content.decode())[name] == [mine]
