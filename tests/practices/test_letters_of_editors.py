"""What editors do to a city's pages and people is told to them, in their language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import Page, Revision

from accounts.roles import Role
from cities.models import Membership
from core.due import do_all
from practices.assessing import assess
from practices.merging import merge
from tests import factories
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal(tangier):
    return person("focal", Role.FOCAL_POINT, tangier, language="fr")


@pytest.fixture
def editor(site):
    return person("editor", Role.EDITOR, language="es")


@pytest.fixture
def practice(tangier):
    return factories.practice("Welcome desk", under=tangier)


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """What is sent by something that is done: to whom, and about what."""

    def sent(something) -> list[tuple[str, str]]:
        with django_capture_on_commit_callbacks(execute=True):
            something()
        return [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]

    return sent


def french(text: str, **values) -> str:
    with translation.override("fr"):
        return gettext(text) % values


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_unpublishing(practice, focal, editor, letters):
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[practice.pk])

    sent = letters(lambda: client_of(editor).post(unpublish))

    assert sent == [("focal", french("No longer public: %(title)s", title="Welcome desk"))]


def test_going_offline_on_a_date(practice, focal, letters):
    Page.objects.filter(pk=practice.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    sent = letters(lambda: do_all(often=True))

    assert sent == [("focal", french("No longer public: %(title)s", title="Welcome desk"))]


def test_unpublishing_many_at_once(practice, focal, editor, letters):
    other = factories.practice("Second desk", under=practice.get_parent().specific)
    factories.practice("Elsewhere")
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    sent = letters(lambda: client_of(editor).post(f"{many}?id={practice.pk}&id={other.pk}"))

    assert sorted(sent) == [
        ("focal", french("No longer public: %(title)s", title=title)) for title in ("Second desk", "Welcome desk")
    ]


def test_approved_for_a_later_day_and_public_on_it(practice, focal, editor, letters):
    official = person("official", Role.OFFICIAL, practice.get_parent().specific, language="fr")
    practice.unpublish()
    practice.go_live_at = timezone.now() + timedelta(days=1)
    practice.save_revision()
    letters(lambda: practice.get_workflow().start(practice, official))

    def approve(by) -> None:
        state = Page.objects.get(pk=practice.pk).current_workflow_task_state
        state.task.specific.on_action(state, by, "approve")

    letters(lambda: approve(focal))
    mail.outbox.clear()
    approved = letters(lambda: approve(editor))
    Revision.objects.page_revisions().filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1),
        content=Revision.objects.get(pk=practice.latest_revision_id).content | {"go_live_at": None},
    )
    mail.outbox.clear()
    public = letters(lambda: do_all(often=True))

    later, now = (french(text, title="Welcome desk") for text in ("Approved: %(title)s", "Published: %(title)s"))
    assert sorted(approved) == [("focal", later), ("official", later)]
    assert sorted(public) == [("focal", now), ("official", now)]


def test_an_evidence_level(practice, focal, editor, letters):
    sent = letters(lambda: assess(practice=practice, level=2, why="Counted before and after.", by=editor))

    assert sent == [("focal", french("Evidence level set: %(title)s", title="Welcome desk"))]
    assert "Counted before and after." in mail.outbox[0].body


def test_merging(practice, focal, editor, letters):
    kept = factories.practice("One-stop shop", under=factories.city("Lisbon"))

    sent = letters(lambda: merge(kept=kept, absorbed=practice, by=editor))

    assert sent == [("focal", french("Merged: %(merged)s", merged="Welcome desk"))]
    assert "One-stop shop" in mail.outbox[0].body


def test_a_role_that_ends_and_one_that_changes_in_place(tangier, focal, letters):
    official = person("official", Role.OFFICIAL, tangier, language="fr")
    client = client_of(focal)
    member = Membership.objects.current().get(user=official)

    letters(lambda: client.post(reverse("change_role", args=[member.pk]), {"role": Role.OBSERVER}))
    now = Membership.objects.current().get(user=official)
    sent = letters(lambda: client.post(reverse("end_membership", args=[now.pk])))

    assert now.role == Role.OBSERVER
    assert [who for who, _subject in sent] == ["official", "official"]
    assert sent[0][1] == french("Your role for %(city)s has changed", city="Tanger")
    assert sent[1][1] == french("Your role for %(city)s has ended", city="Tanger")


def test_nobody_of_another_city_changes_a_role(tangier, focal):
    member = Membership.objects.current().get(user=focal)
    elsewhere = client_of(person("other", Role.FOCAL_POINT, factories.city("Lisbon")))

    answer = elsewhere.post(reverse("change_role", args=[member.pk]), {"role": Role.OBSERVER})

    assert answer.status_code == 404
    assert Membership.objects.current().get(user=focal).role == Role.FOCAL_POINT
