"""Reports for funders: who may ask for which, how they are made, and what happens when they are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core import due
from reporting.models import FunderReport
from reporting.reports import making, rendering
from reporting.reports.subjects import pages_for
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import attributes, has, read, text

pytestmark = pytest.mark.django_db
State = FunderReport.State
DAYS = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}


@pytest.fixture
def printer(monkeypatch):
    """Making a PDF takes a second: where it is not the point, it is a word."""
    monkeypatch.setattr(rendering, "pdf_of", lambda **_page: b"%PDF")


def asked(of, by=None, **facts) -> FunderReport:
    place = {"page": factories.measured(of)}
    return FunderReport.objects.create(**place, asked_by=by, **{**DAYS, "language": "en", **facts})


def form(code: str, **answers) -> dict:
    return {"about": code, "starts": "2026-01-01", "ends": "2026-12-31", "language": "fr", **answers}


# --- who may ---------------------------------------------------------------------------------------------------
def test_everybody_is_offered_what_they_may_see():
    phase, own, other = factories.phase_page(), factories.city("Tangier"), factories.city("Sfax")
    for city in (own, other):
        factories.pilot(f"Pilot of {city.name}", under=city)
        factories.pilot("A draft", under=city, live=False)
    people = {role: person(role, role, own) for role in ("official", "observer", "mne", "editor")}

    offered = {
        role: [str(title) for group in pages_for(user) for _page, title in group.pages] for role, user in people.items()
    }

    assert offered == {
        "official": ["Tangier", "Pilot of Tangier"],
        "observer": [],
        "mne": [phase.title, "Sfax", "Tangier", "Pilot of Sfax", "Pilot of Tangier"],
        "editor": [],
    }


def test_nobody_asks_about_another_city(client):
    own, other = factories.city(), factories.city()
    client.force_login(person("official", "official", own))

    answer = client.post(reverse("funder_reports"), form(other.pk))

    assert "about" in answer.context["form"].errors
    assert not FunderReport.objects.exists()


@pytest.mark.parametrize("view", ["funder_report", "funder_report_html", "funder_report_pdf"])
def test_a_report_is_there_for_who_may_see_it(client, view):
    own = factories.city()
    pilot = factories.pilot(under=own)
    facts = {"state": State.DONE, "html": "<p>x</p>", "pdf": b"%PDF"}
    reports = [asked(of, **facts) for of in (own, pilot, factories.city(), factories.phase())]
    seen = {"official": [200, 200, 404, 404], "mne": [200] * 4, "editor": [404] * 4}

    for role, expected in seen.items():
        client.force_login(person(role, role, own))
        assert [client.get(reverse(view, args=[one.pk])).status_code for one in reports] == expected

    client.logout()
    assert client.get(reverse(view, args=[reports[0].pk])).status_code == 302


def test_who_asked_and_the_officers_can_delete(client):
    city = factories.city()
    asking, colleague = (person(name, "official", city) for name in ("asking", "colleague"))
    officer = person("mne", "mne")
    report = asked(city, asking)
    codes = []

    for user in (colleague, asking):
        client.force_login(user)
        codes.append(client.post(reverse("funder_report_discard", args=[report.pk])).status_code)
    making.discard(report=asked(city, asking), by=officer)

    assert codes == [404, 302]
    assert not FunderReport.objects.exists()


# --- made ------------------------------------------------------------------------------------------------------
def test_asked_for_on_the_desk_it_is_made_and_can_be_read(client, printer, django_capture_on_commit_callbacks):
    city = factories.city("Tangier", name_fr="Tanger")
    made.approved(made.period(made.line(city)), 1234)
    client.force_login(person("official", "official", city))

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("funder_reports"), form(city.pk))
    report = FunderReport.objects.get()
    page = client.get(reverse("funder_report_html", args=[report.pk]))
    shown = client.get(answer["Location"])

    assert (report.state, report.progress, bytes(report.pdf)) == (State.DONE, 100, b"%PDF")
    assert has(page, "html[lang=fr][dir=ltr]")
    (cell,) = read(page).select("#progress td b")
    assert "1\u202f234" in cell.get_text().replace("\xa0", "\u202f")
    assert reverse("funder_report_pdf", args=[report.pk]) in attributes(shown, "main a.button", "href")


def test_a_second_click_is_the_same_report(printer, django_capture_on_commit_callbacks):
    user = person("mne", "mne")
    factories.phase_page()
    [(subject, _title)] = pages_for(user)[0].pages

    with django_capture_on_commit_callbacks(execute=True) as calls:
        first = making.ask(by=user, about=subject, language="en", **DAYS)
        second = making.ask(by=user, about=subject, language="en", **DAYS)
        other = making.ask(by=user, about=subject, language="fr", **DAYS)
    FunderReport.objects.update(asked=timezone.now() - timedelta(minutes=2))
    later = making.ask(by=user, about=subject, language="en", **DAYS)

    assert first == second
    assert len({first.pk, other.pk, later.pk}) == 3
    assert len(calls) == 2


def test_days_that_end_before_they_start_are_refused(client):
    phase = factories.phase()
    client.force_login(person("mne", "mne"))

    answer = client.post(reverse("funder_reports"), form(factories.phase_page(phase).pk, ends="2025-01-01"))

    assert answer.context["form"].errors == {"ends": ["The end is before the start."]}
    assert attributes(answer, "[name=ends]", "value") == ["2025-01-01"]


# --- and when it is not ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("module", "verb", "trouble"),
    [
        ("making", "contents_of", "reading"),
        ("rendering", "body_of", "writing"),
        ("rendering", "pdf_of", "printing"),
    ],
)
def test_a_failure_is_said_and_one_can_try_again(client, monkeypatch, module, verb, trouble, printer):
    report = asked(factories.phase())
    client.force_login(person("mne", "mne"))

    def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(f"reporting.reports.{module}.{verb}", broken)
        making.make_report.call(report.pk)
    report.refresh_from_db()
    page = client.get(reverse("funder_report", args=[report.pk]))

    assert (report.state, report.said) == (State.FAILED, trouble)
    assert str(making.Trouble(trouble).label) in text(page, "main [role=alert]")
    assert reverse("funder_report_again", args=[report.pk]) in attributes(page, "main form", "action")

    making.ask_again(report=report)
    making.make_report.call(report.pk)
    report.refresh_from_db()
    assert (report.state, report.said) == (State.DONE, "")


def test_what_stopped_half_way_is_not_made_for_ever(client, printer):
    long_ago = timezone.now() - timedelta(hours=2)
    stopped = asked(factories.phase(), state=State.WORKING, started=long_ago, progress=40)
    under_way = asked(factories.phase(), state=State.WORKING, started=timezone.now(), progress=40)
    client.force_login(person("mne", "mne"))

    page = client.get(reverse("funder_report", args=[stopped.pk]))
    with pytest.raises(ValidationError):
        making.ask_again(report=under_way)
    due._jobs["reports that stopped, and old reports"]()
    stopped.refresh_from_db()
    under_way.refresh_from_db()

    assert "The work stopped before the end, for example because the" in text(page, "main [role=alert]")
    assert (stopped.state, stopped.said, under_way.state) == (State.FAILED, "stopped", State.WORKING)


def test_a_second_task_for_the_same_report_does_nothing(printer):
    report = asked(factories.phase(), state=State.WORKING, started=timezone.now(), progress=40)

    making.make_report.call(report.pk)
    report.refresh_from_db()

    assert (report.state, report.progress) == (State.WORKING, 40)


def test_the_page_of_a_report_under_way_says_how_far_it_is(client):
    report = asked(factories.phase(), state=State.WORKING, started=timezone.now(), progress=40)
    client.force_login(person("mne", "mne"))

    page = client.get(reverse("funder_report", args=[report.pk]))

    assert attributes(page, "progress[max='100']", "value") == ["40"]
    assert client.get(reverse("funder_report_html", args=[report.pk])).status_code == 404


def test_reports_are_erased_after_a_year():
    asked(factories.phase(), asked=timezone.now() - timedelta(days=366))
    kept = asked(factories.phase(), asked=timezone.now() - timedelta(days=300))

    making.tidy()

    assert list(FunderReport.objects.all()) == [kept]


def test_the_list_costs_the_same_however_long_it_is(client, django_assert_max_num_queries):
    client.force_login(person("mne", "mne"))
    for _number in range(3):
        asked(factories.phase(), state=State.DONE, html="x" * 1000)
        asked(factories.city(), state=State.DONE)
    client.get(reverse("funder_reports"))

    with django_assert_max_num_queries(20):
        client.get(reverse("funder_reports"))


def test_the_introduction_is_kept_in_the_made_report(client, printer, django_capture_on_commit_callbacks):
    phase = factories.phase()
    client.force_login(person("mne", "mne"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("funder_reports"), form(factories.phase_page(phase).pk, introduction="Chers partenaires"))

    report = FunderReport.objects.get()
    assert (report.introduction, report.state) == ("Chers partenaires", State.DONE)
    assert "Chers partenaires" in report.html


def test_without_a_worker_there_is_one_report_at_a_time(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    FunderReport.objects.create(
        page=factories.measured(factories.phase()),
        language="en",
        starts=date(2026, 1, 1),
        ends=date(2026, 6, 30),
        state=FunderReport.State.WORKING,
        started=timezone.now(),
    )
    officer = person("mne", "mne")

    assert "Another report is being created" in making.why_not_now(officer)

    FunderReport.objects.update(state=FunderReport.State.DONE)
    assert making.why_not_now(officer) == ""


def test_nobody_asks_for_reports_without_end():
    officer, other = person("mne", "mne"), person("other", "mne")

    answers = [making.why_not_now(officer) for _ in range(making.REPORTS.times + 1)]

    assert answers[:-1] == [""] * making.REPORTS.times
    assert "many reports" in answers[-1]
    assert making.why_not_now(other) == ""
