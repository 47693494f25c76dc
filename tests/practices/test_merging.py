"""Two practices made one: what goes over, what stays, and where the old addresses lead."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cities.models import CheckIn, ContactRequest
from core.models import Figure, Source
from home.models import FeaturedPractice
from learning.models import AgendaItem, Lesson, SessionTransfer
from practices.merging import merge, moves
from practices.models import Assessment, Confirmation, PracticePage, PracticePartner, PracticeRelation, Transfer
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, has, texts


class World:
    """The one that is kept, of Rabat, and the other, of Lyon."""

    def __init__(self) -> None:
        kept = factories.practice("A house", under=factories.city("Rabat"), slug="house")
        self.pair = kept, factories.practice("The same house", under=factories.city("Lyon"), slug="same")
        self.editor = person("editor", "editor")


pytestmark = [pytest.mark.django_db, pytest.mark.begins_with(world=World)]


@pytest.fixture
def editor(world):
    return world.editor


@pytest.fixture
def pair(world):
    return world.pair


def again(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk)


def test_whatever_names_the_other_names_the_kept_one_in_public_and_in_drafts(pair, editor):
    kept, other = pair
    session = factories.session(practices=[other], lessons=[Lesson(text="Ask early", practice=other)])
    factories.session("Draft only", practices=[])
    session.agenda_items = [AgendaItem(title="A visit", practice=other)]
    session.summary = "Half written."
    session.save_revision()
    pilot, report = factories.pilot(practices=[other, kept]), factories.publication(practices=[other])
    guide, dossier = factories.guide(featured=[other]), factories.dossier(of={other: "Cheap."})
    site = factories.site()
    site.featured_practices = [FeaturedPractice(practice=other)]
    site.save_revision().publish()

    merge(kept=kept, absorbed=other, by=editor)
    session = again(session)
    draft = session.get_latest_revision_as_object()

    assert [*session.practices.all(), session.lessons.get().practice] == [kept, kept]
    assert [draft.agenda_items.all()[0].practice, *draft.practices.all()] == [kept, kept]
    assert (session.summary, draft.summary, session.has_unpublished_changes) == ("", "Half written.", True)
    assert [list(again(page).practices.all()) for page in (pilot, report)] == [[kept], [kept]]
    rows = [again(guide).featured_practices, again(dossier).practices, again(site).featured_practices]
    assert [row.get().practice for row in rows] == [kept, kept, kept]


def test_records_about_the_other_go_over(pair, editor):
    kept, other = pair
    Assessment.objects.create(practice=other, level=2, why="Measured.")
    Confirmation.objects.create(practice=other, answer="still-true", by_role="housing office")
    city = factories.city("Tunis")
    request = ContactRequest.objects.create(
        to_city=city, about=other.page_ptr, purpose="question", language="en", sender=editor
    )
    kinds = ContentType.objects.get_for_model(PracticePage)
    check = CheckIn.objects.create(
        kind="still-true", content_type=kinds, object_id=other.pk, city=city, due=timezone.localdate()
    )

    told = {move.label: move.number for move in moves(other)}
    merge(kept=kept, absorbed=other, by=editor)
    request.refresh_from_db()
    check.refresh_from_db()

    assert (told["assessments"], told["confirmations"]) == (1, 1)
    assert (kept.assessments.count(), kept.confirmations.count()) == (1, 1)
    assert (request.about_id, check.object_id) == (kept.pk, kept.pk)


def test_it_takes_the_facts_and_says_nothing_twice(pair, editor):
    kept, other = pair
    housing, women = factories.theme("housing"), factories.target_group("women")
    shared = Source(label="Report", url="https://example.org/")
    for page, label in ((kept, "Theirs"), (other, "Only here")):
        page.themes, page.sources = [housing], [Source(label=shared.label, url=shared.url), Source(label=label)]
        page.relations = [PracticeRelation(kind="built-on", label="EU fund")]
        page.figures = [Figure(label="people", value=9)]
        page.save_revision().publish()
    other.target_groups, other.partners = [women], [PracticePartner(name="Red Cross")]
    other.tags.add("winter")
    other.save_revision().publish()

    merge(kept=kept, absorbed=again(other), by=editor)
    kept = again(kept)

    assert [list(kept.themes.all()), list(kept.target_groups.all())] == [[housing], [women]]
    assert [source.label for source in kept.sources.all()] == ["Report", "Theirs", "Only here"]
    assert [kept.relations.count(), kept.partners.count(), kept.figures.count()] == [1, 1, 1]
    assert [city.title for city in kept.further_cities.all()] == ["Lyon"]
    assert [tag.name for tag in kept.tags.all()] == ["winter"]
    assert not kept.has_unpublished_changes


def test_its_transfers_go_over_and_two_statements_of_one_become_one(pair, editor):
    kept, other = pair
    getxo = {"receiver_name": "Getxo"}
    lyon = other.get_parent().specific
    said = Transfer.objects.create(practice=kept, giver=lyon, basis="reported", sources=[{"label": "Press"}], **getxo)
    again_said = Transfer.objects.create(practice=other, basis="documented", sources=[{"label": "Report"}], **getxo)
    alone = Transfer.objects.create(practice=other, receiver_name="Oran", basis="reported")
    became = Transfer.objects.create(giver_name="Turin", became=other, receiver=lyon, basis="reported")
    session, pilot = factories.session(), factories.pilot(transfer=again_said)
    SessionTransfer.objects.create(session=session, transfer=again_said)

    merge(kept=kept, absorbed=other, by=editor)
    for transfer in (said, alone, became):
        transfer.refresh_from_db()

    assert (said.basis, [source["label"] for source in said.sources]) == ("documented", ["Press", "Report"])
    assert (alone.practice, alone.giver.title) == (kept, "Lyon")
    assert became.became == kept
    assert [session.transfers.get().transfer, again(pilot).transfer] == [said, said]
    assert Transfer.objects.public().count() == 3


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_other_leaves_the_site_and_its_address_leads_to_the_kept_one_in_each_language(
    client, pair, editor, language
):
    kept, other = pair
    factories.translate(other, "fr")

    merge(kept=kept, absorbed=other, by=editor)
    answer = client.get(f"/{language}/cities/lyon/same/")

    assert (answer.status_code, answer["Location"]) == (301, f"/{language}/cities/rabat/house/")
    other = again(other)
    assert not other.live
    assert not other.translations.live().exists()
    assert other.locked
    assert "A house" in other.editor_note
    assert not any(Page.find_problems())


def test_what_was_never_public_is_named_in_no_history_but_its_own(client, pair, editor):
    kept, _other = pair
    draft = factories.practice("Secret", live=False)

    merge(kept=kept, absorbed=draft, by=editor)
    logged = PageLogEntry.objects.filter(page=kept, action="practices.merge").get()

    assert "Secret" not in str(logged.data)
    assert str(logged.formatter.format_message(logged)) == "Took over the facts of “a draft”"


@pytest.mark.parametrize("why", ["itself", "a draft", "a transfer between them", "a session waits for its day"])
def test_what_cannot_be_one_is_refused_and_nothing_has_moved(pair, editor, why):
    kept, other = pair
    Assessment.objects.create(practice=other, level=2, why="Measured.")
    session = factories.session("They met", practices=[other])
    if why == "itself":
        kept = other
    elif why == "a draft":
        kept.unpublish()
    elif why == "a transfer between them":
        Transfer.objects.create(practice=kept, became=other, receiver_name="Lyon", basis="reported")
    else:
        session.go_live_at = timezone.now() + timezone.timedelta(days=3)
        session.save_revision(approved_go_live_at=session.go_live_at)

    with pytest.raises(ValidationError):
        merge(kept=kept, absorbed=other, by=editor)

    assert again(other).live
    assert other.assessments.count() == 1


def test_an_editor_sees_what_would_move_before_it_does(client, pair, editor):
    kept, other = pair
    Assessment.objects.create(practice=other, level=2, why="Measured.")
    client.force_login(editor)
    address = reverse("practices_merge", args=[other.pk])

    offered = client.get(reverse("wagtailadmin_pages:edit", args=[other.pk]))
    asked = client.get(address, {"into": kept.pk})
    before = again(other).live
    client.post(address, {"into": kept.pk})

    assert has(offered, f"[href='{address}']")
    assert "assessments: 1" in texts(asked, "main li")
    assert before
    assert not again(other).live


@pytest.mark.parametrize("role", ["official", "focal-point", "translator", "mne"])
def test_who_may_not_publish_merges_nothing(client, pair, role):
    kept, other = pair
    draft = factories.practice("Secret", live=False)
    client.force_login(person("somebody", role, other.get_parent().specific))
    address = reverse("practices_merge", args=[other.pk])

    answers = [client.get(address), client.post(address, {"into": kept.pk})]
    hidden = client.get(reverse("practices_merge", args=[draft.pk]))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert_nowhere(hidden, "Secret")
    assert again(other).live
