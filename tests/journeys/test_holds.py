"""A page on hold is nowhere: every page, list, file and chart is read before and after, and each way back is tried.

Tangier is held once, with all that hangs under it; then one of each kind of page by itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page, Revision

from accounts.models import Letter, User
from accounts.post import send_digests
from accounts.roles import Role
from cities.checking_in import new_link, open_due
from cities.models import CheckIn, CityPage, Participation
from cities.reminding import ask_cities
from core.holding import hold, lift, put_off
from core.models import Hold
from core.scheduling import publish_scheduled
from core.waiting import waiting_for
from practices.models import PracticePage, PracticeRelation, Transfer
from tests import factories
from tests.factories import evaluations, monitoring
from tests.factories.people import person
from tests.factories.questions import question

SECRET = "Zellige"
WHY = "The press named Bougainvillea."
FILES = ["sitemap.xml", "en/monitoring/iati.xml"]
FILES += [
    f"en/monitoring/{what}.{kind}" for what in ("results", "frameworks", "evaluations") for kind in ("csv", "xlsx")
]
SEARCHES = [f"{code}/search/?q={SECRET.lower()}" for code in ("en", "fr", "ar")]
LATER = timezone.localdate() + timedelta(days=90)


class World:
    """Zellige, a city with one of everything, each with its name; Lisbon, whose pages name what is Zellige's."""

    def __init__(self) -> None:
        phase = factories.phase()
        factories.phase_page(phase)
        member = {"participations": [Participation(phase=phase, role="member")]}
        where = {"latitude": 35.7, "longitude": -5.8}
        self.city = factories.city(SECRET, summary=f"{SECRET} receives.", **where, **member)
        self.lisbon = factories.city("Lisbon", country=factories.country("PT"), latitude=38.7, longitude=-9.1)
        self.official = person("official", Role.OFFICIAL, self.city)
        self.editor = person("editor", Role.EDITOR)
        self.officer = person("officer", Role.MNE)
        themes = [factories.theme()]
        file = ContentFile(b"figures", name="report.txt")
        self.document = Document.objects.create(title=f"{SECRET} report", file=file)
        body = [("file", {"document": self.document, "title": "Report"})]
        self.practice = factories.practice(
            f"{SECRET} desk", under=self.city, intro=f"{SECRET} asks.", themes=themes, body=body
        )
        self.practice.tags.add(f"{SECRET} tag")
        self.practice.save()
        self.translation = factories.translate(self.practice, "fr", f"Bureau {SECRET}", intro=f"{SECRET} demande.")
        self.other = factories.practice(
            "Welcome",
            under=self.lisbon,
            themes=themes,
            further_cities=[self.city],
            relations=[PracticeRelation(kind="meant-for", city=self.city)],
        )
        self.pilot = factories.pilot(f"{SECRET} pilot", under=self.city, themes=themes, phase=phase)
        self.session = factories.session(
            f"{SECRET} meeting",
            host_city=self.city,
            cities=[self.city, self.lisbon],
            practices=[self.practice, self.other],
            themes=themes,
            starts="2021-05-05",
            phase=phase,
        )
        self.visit = factories.session(
            "Visit", host_city=self.lisbon, cities=[self.city], practices=[self.practice], phase=phase
        )
        self.publication = factories.publication(
            f"{SECRET} profile", cities=[self.city], session=self.session, practices=[self.practice]
        )
        factories.guide(
            featured=[self.practice, self.other],
            dossiers=[factories.dossier(of={self.practice: "First.", self.other: "Then."})],
        )
        Transfer.objects.create(
            practice=self.practice,
            giver=self.city,
            receiver=self.lisbon,
            basis="documented",
            status="adopted",
            since="2020",
        )
        Transfer.objects.create(
            practice=self.other, receiver=self.city, basis="documented", status="adopted", since="2020"
        )
        monitoring.approved(monitoring.period(monitoring.line(self.pilot)), 77, officer=self.officer)
        evaluations.published(self.pilot, summary=f"{SECRET} learned.")
        evaluations.committed(self.city, f"{SECRET} promises.")


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


def text_of(answer) -> str:
    return html.unescape(
        (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")
    )


def public_addresses(client: Client) -> Iterator[tuple[str, str]]:
    """Every address that a visitor is led to from the front pages, and the files; each with what it answers."""
    waiting = ["/en/", "/fr/", "/ar/", *(f"/{one}" for one in FILES + SEARCHES)]
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        text = text_of(answer)
        yield address, text
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for link in re.findall(r'href="([^"#]+)', text):
            split = urlsplit(urljoin(f"http://testserver{address}", link))
            found = f"{split.path}?{split.query}" if split.query else split.path
            is_ours = split.hostname == "testserver" and re.match(r"/(en|fr|ar|documents)/", found)
            # one filter at a time: their combinations are without end, and ask what each asks
            if is_ours and found not in seen and found.count("=") < 2:
                seen.add(found)
                waiting.append(found)


def told(client: Client, word: str = SECRET) -> set[str]:
    """The addresses at which a visitor reads the word."""
    return {address for address, text in public_addresses(client) if word in text}


def hold_it(page: Page, **facts) -> Hold:
    return hold(page=page, **{"why": WHY, "look_again_on": LATER, **facts})


def test_nothing_tells_of_a_city_on_hold_nor_of_what_hangs_under_it(client, world):
    for page in (world.session, world.publication):
        hold_it(page)
    before = told(client)
    hold_it(world.city)

    assert len(before) > 20
    assert told(client) == set()
    assert client.get(world.document.url).status_code == 404
    live = Page.objects.filter(path__startswith=world.city.path, live=True)
    assert not live.exists()


@pytest.mark.parametrize("kind", ["practice", "pilot", "session", "publication"])
def test_nothing_tells_of_a_page_on_hold(client, world, kind):
    page = getattr(world, kind)
    assert page.title in text_of(client.get(page.url))

    hold_it(page)

    assert told(client, page.title) == set()
    assert not Page.objects.filter(path__startswith=page.path, live=True).exists()


def test_nobody_but_an_editor_reads_why(client, world):
    placed = hold_it(world.practice, by=world.editor)
    answers = {}
    for who in (world.editor, world.official, world.officer, person("translator", Role.TRANSLATOR)):
        client.force_login(who)
        places = [
            reverse("wagtailadmin_pages:edit", args=[world.practice.pk]),
            reverse("page_hold", args=[world.practice.pk]),
        ]
        places += [
            reverse("holds"),
            reverse("wagtailadmin_pages:history", args=[world.practice.pk]),
            reverse("wagtailadmin_home"),
        ]
        places += [reverse("wagtailadmin_explore", args=[world.city.pk])]
        answers[who.username] = [place for place in places if WHY in text_of(client.get(place, follow=True))]

    assert {name: len(found) for name, found in answers.items()} == {
        "editor": 3,
        "official": 0,
        "officer": 0,
        "translator": 0,
    }
    assert str(placed) == world.practice.title


def test_only_an_editor_places_and_lifts_a_hold(client, world):
    address = reverse("page_hold", args=[world.practice.pk])
    form = {"why": WHY, "look_again_on": f"{LATER:%d/%m/%Y}"}
    for who in (world.official, world.officer):
        client.force_login(who)
        assert client.post(address, form).status_code != 200
        assert not Hold.objects.exists()
    client.force_login(world.editor)

    assert client.post(address, {**form, "why": ""}).status_code == 200
    assert client.post(address, form).status_code == 302
    standing = Hold.objects.get()
    assert (standing.placed_by, standing.why, standing.look_again_on) == (world.editor, WHY, LATER)
    assert "Put on hold" in text_of(client.get(reverse("wagtailadmin_pages:history", args=[world.practice.pk])))
    assert client.post(address, {"look_again_on": "31/12/2099"}).status_code == 302
    assert client.post(address, {"lift": "1"}).status_code == 302
    standing.refresh_from_db()
    assert (standing.look_again_on, standing.lifted_by) == (date(2099, 12, 31), world.editor)
    assert not PracticePage.objects.get(pk=world.practice.pk).live
    assert WHY in text_of(client.get(address))


@pytest.mark.parametrize("of", ["city", "practice", "translation"])
def test_what_is_held_cannot_be_published_by_anybody(world, of):
    page = getattr(world, of)
    hold_it(world.city)
    page = Page.objects.get(pk=page.pk).specific

    with pytest.raises(ValidationError, match="on hold"):
        page.save_revision().publish()
    for who in (world.editor, User.objects.create_superuser("admin", "admin@example.org", "password")):
        may = page.permissions_for_user(User.objects.get(pk=who.pk))
        may_any = (may.can_publish(), may.can_publish_subpage(), may.can_submit_for_moderation())
        assert not any(may_any)


def test_the_button_and_the_bulk_action_publish_nothing_that_is_held(client, world):
    hold_it(world.practice)
    client.force_login(world.editor)
    edit = reverse("wagtailadmin_pages:edit", args=[world.practice.pk])

    assert 'name="action-publish"' not in text_of(client.get(edit))
    assert "action-publish" in text_of(client.get(reverse("wagtailadmin_pages:edit", args=[world.other.pk])))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={world.practice.pk}", {"include_descendants": "on"})
    assert not Page.objects.get(pk=world.practice.pk).live


def test_a_day_that_was_chosen_passes_and_a_review_ends(world):
    waiting = factories.practice("Draft", under=world.city, live=False)
    waiting.go_live_at = timezone.now() + timedelta(days=1)
    waiting.save_revision().publish()
    reviewed = factories.practice("Reviewed", under=world.city, live=False)
    reviewed.get_workflow().start(reviewed, world.official)
    Letter.objects.all().delete()
    hold_it(world.city, by=world.editor)

    publish_scheduled()

    assert not Page.objects.filter(pk__in=[waiting.pk, reviewed.pk], live=True).exists()
    assert reviewed.specific.current_workflow_state is None
    assert not Letter.objects.exists()


def test_no_hold_leaves_a_day_on_which_the_page_goes_public(world):
    waiting = factories.practice("Draft", under=world.city, live=False)
    waiting.go_live_at = timezone.now() + timedelta(days=1)
    waiting.save_revision().publish()

    hold_it(world.practice.get_parent())

    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_page_that_is_moved_under_a_hold_leaves_the_site(world):
    hold_it(world.city)

    PracticePage.objects.get(pk=world.other.pk).move(world.city, pos="last-child")

    assert not Page.objects.get(pk=world.other.pk).live


def test_no_letter_tells_of_what_is_held(world, mailoutbox):
    then = timezone.now() - timedelta(days=350)
    PracticePage.objects.filter(pk=world.practice.pk).update(first_published_at=then, last_published_at=then)
    User.objects.filter(pk=world.official.pk).update(letters=User.Letters.DAILY)
    open_due(timezone.localdate())
    check_in = CheckIn.objects.get(object_id=world.practice.pk)
    token = new_link(check_in, sent_to="official")
    ask_cities()
    question(to=world.city, days_ago=20)
    hold_it(world.city)

    ask_cities()
    send_digests()

    assert [letter.subject for letter in mail.outbox if SECRET in f"{letter.subject}{letter.body}"] == []
    with_link = Client().get(reverse("check_in", args=[token]))
    assert with_link.status_code == 410
    assert SECRET not in text_of(with_link)


def test_editors_are_reminded_on_the_day(world):
    placed = hold_it(world.practice, look_again_on=timezone.localdate() - timedelta(days=1))
    on_the_desk = [one.url for one in waiting_for(world.editor)]

    assert reverse("page_hold", args=[world.practice.pk]) in on_the_desk
    assert reverse("page_hold", args=[world.practice.pk]) not in [one.url for one in waiting_for(world.official)]
    put_off(hold=placed, until=LATER)
    assert reverse("page_hold", args=[world.practice.pk]) not in [one.url for one in waiting_for(world.editor)]
    with pytest.raises(ValidationError):
        put_off(hold=placed, until=timezone.localdate())


def test_a_hold_is_placed_once_and_lifted_once(world):
    placed = hold_it(world.practice)
    with pytest.raises(ValidationError):
        hold_it(world.practice)
    lift(hold=placed, by=world.editor)
    with pytest.raises(ValidationError):
        lift(hold=placed, by=world.editor)

    world.practice.refresh_from_db()
    world.practice.save_revision().publish()

    assert PracticePage.objects.get(pk=world.practice.pk).live


def test_a_translation_and_the_front_page_are_not_held_by_themselves(world):
    for page in (world.translation, CityPage.objects.first().get_parent().get_parent()):
        with pytest.raises(ValidationError):
            hold_it(page)
