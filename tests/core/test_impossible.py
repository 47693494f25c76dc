"""What no database can answer or keep is told as what it is."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from wagtail.test.utils.form_data import querydict_from_html

from core.counters import CountersCache
from home.models import TranslationAssignment
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import text
from tests.rooms import is_ours

pytestmark = pytest.mark.django_db
HUGE = "9" * 25


def addresses_with_a_number() -> list[str]:
    """Every address of ours that takes a number, with one that no row has."""
    found = []

    def walk(patterns, prefix: str) -> None:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and "<int:" in route and is_ours(pattern.callback.__module__):
                found.append(route)

    walk(get_resolver().url_patterns, "/")
    return sorted(set(found))


def filled(route: str) -> str:
    route = re.sub(r"<int:\w+>", HUGE, route)
    return re.sub(r"<\w+:\w+>", "x", route).replace("//", "/").replace("^", "").replace("$", "")


def test_there_are_such_addresses():
    assert len(addresses_with_a_number()) > 15


def test_a_number_that_no_row_has_is_not_found(client, site):
    client.force_login(person("mne", "mne"))
    answers = {route: client.get(filled(route), follow=True).status_code for route in addresses_with_a_number()}

    assert {route: code for route, code in answers.items() if code >= 500} == {}


@pytest.mark.parametrize("value", [HUGE, "1e999999", "-1", "٣", "x%00y", "%00"])
@pytest.mark.parametrize(
    "address",
    [
        "/en/practices/?theme={0}&page={0}&q={0}&city={0}&size={0}&sdg={0}",
        "/en/library/?year={0}&page={0}&kind={0}&q={0}",
        "/en/pilots/?page={0}&theme={0}",
        "/en/sessions/?page={0}",
        "/en/ask/lisbon/?about={0}",
        "/en/monitoring/lines/?phase={0}&page={0}&indicator={0}",
        "/en/monitoring/results.csv?phase={0}&city={0}&indicator={0}",
        "/en/monitoring/coverage/?phase={0}",
        "/en/desk/translations/?page={0}",
    ],
)
def test_no_value_in_an_address_breaks_a_page_or_swells_it(client, site, address, value):
    factories.city("Lisbon", slug="lisbon")

    answer = client.get(address.format(value), follow=True)

    assert answer.status_code < 500
    assert answer.streaming or len(answer.content) < 200_000


def test_when_nothing_can_be_saved_it_is_said_and_the_text_is_not_taken_for_sent(client, site, monkeypatch):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    factories.city("Lisbon", slug="lisbon")
    monkeypatch.setattr("cities.ask_pages.ask", full)
    data = {"purpose": "question", "message": "Who?", "language": "en", "visitor_name": "A", "consent": "on"}
    data |= {"visitor_organisation": "B", "visitor_email": "a@example.org"}

    answer = client.post("/en/ask/lisbon/", data)

    assert answer.status_code == 503
    assert "what you typed is still in the form" in text(answer, "main .lede")


def test_who_only_reads_goes_on_reading_on_a_full_disk(client, site, settings):
    if connection.vendor != "sqlite":
        pytest.skip("A read-only PostgreSQL is the operator's to make; SQLite can be told.")
    settings.CACHES = settings.CACHES | {"default": settings.COUNTERS}
    call_command("createcachetable", verbosity=0)
    practice = factories.practice()
    addresses = [site.get_url(), practice.get_url(), "/en/practices/", "/en/monitoring/", "/ar/cities/"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            answers = [client.get(address, follow=True).status_code for address in addresses]
        finally:
            cursor.execute("PRAGMA query_only = OFF")

    assert answers == [200] * len(addresses)


def test_a_counter_that_cannot_be_kept_refuses_rather_than_fails(monkeypatch):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("django.core.cache.backends.db.DatabaseCache._base_set", full)

    assert CountersCache("portolan_cache", {}).add("key", 1) is False


def test_a_form_of_which_a_part_is_missing_is_told_so_and_nothing_is_kept(client, site):
    lisbon = factories.city("Lisbon")
    page = factories.practice("Before", under=lisbon, live=False)
    client.force_login(person("official", "official", lisbon))
    where = reverse("wagtailadmin_pages:edit", args=[page.pk])
    whole = querydict_from_html(client.get(where).content.decode(), form_id="page-edit-form").copy()
    whole["title"] = "After"
    one = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "heading", "body-0-value": "A"}
    steps = {**one, "body-0-type": "steps", "body-0-value-title": "", "body-0-value-steps-count": "x"}
    broken = [
        {},
        {**one, "body-count": "x"},
        {**one, "body-count": "2"},
        {**one, "body-0-order": ""},
        steps,
    ]
    sent = [whole.dict() | {"body-count": "0"} | extra for extra in broken[1:]] + [whole.dict()]
    edits = [client.post(where, data) for data in sent]

    copied = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {"new_title": "Copy"})

    assert [answer.status_code for answer in [*edits, copied]] == [400] * 6
    assert "what you typed is still in the form" in text(copied, "main .lede")
    assert page.specific.get_latest_revision_as_object().title == "Before"


@pytest.mark.parametrize("key", ["1e999999", "NaN", "-1", "a\0b", "1" * 5000, "\u0663" * 30])
def test_what_is_no_key_of_anything_names_nothing_in_a_form_either(client, site, key):
    lisbon = factories.city("Lisbon")
    page = factories.practice("Ours", under=lisbon, live=False)
    line = made.line(page)
    made.period(line)
    copy = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": key}

    client.force_login(person("official", "official", lisbon))
    copied = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copy)
    client.force_login(person("mne", "mne"))
    kept = client.post(reverse("framework_line", args=[line.pk]), {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": key})
    added = client.post(reverse("framework_add", args=[page.pk]), {"add": key, "step": "add"})

    assert copied.status_code in (302, 404)  # to the same below a language, which is not found
    assert kept.status_code in (200, 400)
    assert added.status_code in (200, 404)
    assert type(page).objects.filter(slug="copy").count() == 0


def test_a_form_that_leads_on_to_a_word_is_refused_before_it_is_saved(client, site):
    client.force_login(person("translator", "translator"))
    step = {"subject": factories.practice().pk, "language": "fr", "step": "take", "next": "words"}

    answer = client.post(reverse("assign_translation"), step)

    assert answer.status_code == 400
    assert not TranslationAssignment.objects.exists()


@pytest.mark.parametrize("row", ["9999", "x", ""])
def test_a_row_of_a_record_that_is_not_there_is_refused_and_nothing_is_kept(client, site, row):
    client.force_login(person("mne", "mne"))
    period = made.period(made.line(factories.phase()))
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row, "form-0-target": "7"}

    answer = client.post(reverse("framework_line", args=[period.line_id]), {"baseline": "4", "exported": "on", **rows})

    period.line.refresh_from_db()
    assert (answer.status_code, period.line.baseline) == (400, None)
