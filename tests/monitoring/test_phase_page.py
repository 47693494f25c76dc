"""The page of a phase: made once, named by its phase, protected by its results, under no city, read at `?phase=2`."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from accounts.roles import Role
from cities.belonging import city_of
from cities.models import CityIndexPage, Phase
from intake.report import Outcome
from monitoring.framework import framing
from monitoring.framework.places import Place
from monitoring.models import MonitoringPage, PhasePage, ResultLine
from monitoring.subjects import subjects_of, title_of
from reporting.files.subjects import Subjects
from tests import factories
from tests.factories import evaluations
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import assert_nowhere, has, text, texts
from tests.programme import load_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
NAMES = {
    "name_en": "MC2CM phase 2",
    "name_fr": "MC2CM, phase 2",
    "name_es": "MC2CM, fase 2",
    "name_ar": "المرحلة الثانية",
}
REFUSED = r"(belong to pilots, practices, cities and phases|not to a translation)"
ROWS = ("figures", "sources", "comments", "lead_pictures")


@pytest.fixture
def page():
    return factories.phase_page(factories.phase(2, **NAMES))


def form_of(phase: Phase, **typed) -> dict:
    counts = {f"{row}-{part}": "0" for row in ROWS for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {"phase": phase.pk, "intro": "", "language": "en", "action-publish": "1", **counts, **typed}


def begin() -> str:
    return reverse("wagtailadmin_pages:add", args=["monitoring", "phasepage", MonitoringPage.objects.get().pk])


# --- made -------------------------------------------------------------------------------------------------------------
def test_the_programme_brings_the_page_of_each_phase_once(programme):
    pages = list(PhasePage.objects.live().select_related("phase").order_by("phase__number"))

    again = load_kinds("pages of phases")

    assert [page.phase for page in pages] == list(Phase.objects.order_by("number"))
    assert [page.title for page in pages] == [phase.name_en for phase in Phase.objects.order_by("number")]
    assert {page.get_parent().specific_class for page in pages} == {MonitoringPage}
    assert again.counts["pages of phases"][Outcome.UNCHANGED] == len(pages) == PhasePage.objects.count()
    assert not Page.find_problems()[0]


def test_a_page_that_an_editor_made_first_is_left_as_it_is(programme):
    phase = Phase.objects.get(number=3)
    phase.page.delete()
    factories.phase_page(phase, intro="What comes next.")

    again = load_kinds("pages of phases")

    assert PhasePage.objects.get(phase=phase).intro == "What comes next."
    assert again.counts["pages of phases"][Outcome.KEPT] == 1


def test_a_phase_has_one_page_that_stays_with_it(page):
    second = PhasePage(phase=page.phase, language="en")

    with pytest.raises(ValidationError, match="already has a page"):
        MonitoringPage.objects.get().add_child(instance=second)
    page.phase = factories.phase(3)
    with pytest.raises(ValidationError, match="A page cannot change its phase: results have been entered"):
        page.full_clean()


def test_when_a_phase_begins_an_editor_adds_its_facts_and_then_its_page(client, page):
    client.force_login(person("editor", Role.EDITOR))
    early = client.get(begin()).status_code
    names = {f"name_{code}": f"Phase 3 ({code})" for code in ("en", "fr", "es", "ar")}
    facts = {"programme": "MC2CM", "number": 3, "sector_code": "15190", "currency": "EUR", "start": "2027"}
    client.post(reverse("phase:add"), {**names, **facts, "end": ""})
    third = Phase.objects.get(number=3)

    client.post(begin(), form_of(third))
    twice = client.post(begin(), form_of(third)).status_code

    assert (early, twice) == (302, 302)  # every phase has its page
    assert (third.page.live, third.page.title, third.page.slug) == (True, "Phase 3 (en)", "phase-3")
    client.force_login(person("mne", Role.MNE))
    assert "Phase 3 (en)" in texts(client.get(reverse("frameworks")), "th[scope=row] a")


def test_it_is_neither_copied_nor_moved(admin_client, page):
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}

    copied_to = admin_client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)

    assert copied_to.status_code == 302
    assert PhasePage.objects.get() == page
    for other in (CityIndexPage.objects.get(), factories.site(), factories.city()):
        assert not page.can_move_to(other)


# --- needed -----------------------------------------------------------------------------------------------------------
def test_a_phase_or_its_page_stays_as_long_as_it_has_results(admin_client, page):
    line = made.line(page)
    evaluations.evaluation(page)
    facts = reverse("phase:delete", args=[page.phase.pk])
    tree = reverse("wagtailadmin_pages:delete", args=[page.pk])

    of_facts, of_page = (
        " ".join(texts(admin_client.post(address, follow=True), ".messages .error")) for address in (facts, tree)
    )

    assert "“MC2CM phase 2” cannot be deleted: it is used by pages of phases (1)." in of_facts
    assert "is used by evaluations (1), results framework (1)." in of_page
    line.delete()
    page.evaluations.all().delete()
    admin_client.post(tree)
    admin_client.post(facts)
    assert not Phase.objects.exists()


def test_results_are_of_pages_of_four_kinds_and_of_no_translation(page):
    measured = [page, factories.pilot(), factories.practice(), factories.city()]
    others = [MonitoringPage.objects.get(), factories.session(), factories.translate(page, "fr", intro="Deux.")]

    for one in measured:
        framing.add_lines(place=Place(one), indicators=[made.indicator()], by=None)
    for one in others:
        with pytest.raises(ValidationError, match=REFUSED):
            framing.add_lines(place=Place(one), indicators=[made.indicator()], by=None)
        with pytest.raises(ValidationError, match=REFUSED):
            evaluations.evaluation(one)


def test_what_a_draft_has_is_not_public():
    draft = factories.phase_page(live=False)
    value = made.approved(made.period(made.line(draft)), 40)

    assert not ResultLine.objects.public().exists()
    assert not type(value).objects.public().exists()


# --- where it stands --------------------------------------------------------------------------------------------------
def test_it_stands_as_deep_as_a_city_and_is_under_none(client, page):
    city = factories.city("Tangier")
    line = made.line(page)
    made.submitted(made.period(line))

    assert (page.depth, len(page.path)) == (city.depth, len(city.path))
    assert city_of(page) is None
    assert subjects_of([line])[line.pk].city is None
    assert (Subjects().of([line])[line.pk].city, Subjects().of([line])[line.pk].kind) == ("", "phase")
    client.force_login(person("mne", Role.MNE))
    listed = client.get(reverse("measurements"))
    assert "city" not in listed.context["form"].fields
    assert listed.context["rows"][0].city == ""
    client.force_login(person("official", Role.OFFICIAL, city))
    assert client.get(reverse("measure", args=[line.periods.get().pk])).status_code == 404


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_its_place_in_the_tree_leads_to_the_results_of_its_phase(client, page, language, signed_in):
    factories.phase_page(factories.phase(3))
    factories.translate(page, "fr", intro="La deuxième phase.")
    if signed_in:
        client.force_login(person("mne", Role.MNE, language=language))

    answer = client.get(f"/{language}/monitoring/phase-2/")
    translated = client.get(f"/{language}/monitoring/phase-2/fr/")

    assert (answer.status_code, answer.url) == (302, f"/{language}/monitoring/?phase=2")
    assert (translated.status_code, translated.url) == (302, "/fr/monitoring/?phase=2")
    with translation.override(language):
        assert page.get_url() == answer.url
    assert client.get(answer.url).context["phase"] == page.phase


def test_a_draft_leads_nowhere(client):
    factories.phase_page(live=False)

    assert client.get("/en/monitoring/phase-2/").status_code == 404


def test_the_sitemap_and_the_board_of_translations_know_nothing_of_a_page_without_words(client, admin_client, page):
    board = reverse("translation_board")

    sitemap, rows = client.get("/sitemap.xml").content.decode(), admin_client.get(board).context["rows"]

    assert "phase" not in sitemap
    assert not [row for row in rows if row.model is PhasePage]
    page.intro = "Cities learned from each other."
    page.save_revision().publish()
    [row] = [row for row in admin_client.get(board).context["rows"] if row.model is PhasePage]
    assert (row.title, row.city) == ("MC2CM phase 2", "")


# --- its words --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_its_title_is_the_name_of_the_phase_in_each_language(client, page, language):
    officer = person("mne", Role.MNE)
    client.force_login(officer)

    with translation.override(language):
        title = title_of(PhasePage.objects.get())
    frameworks = client.get(f"/{language}/desk/frameworks/")

    assert str(title) == NAMES[f"name_{language}"]
    assert texts(frameworks, "th[scope=row] a") == [NAMES[f"name_{language}"]]


def test_a_translation_is_called_as_its_phase_and_says_the_sentence_in_its_language(client, page):
    usual = client.get("/fr/monitoring/?phase=2")
    page.intro = "Cities learned from each other."
    page.save_revision().publish()
    words = factories.translate(page, "fr", page.title, intro="Les villes ont appris les unes des autres.")

    french, spanish = (client.get(f"/{code}/monitoring/?phase=2") for code in ("fr", "es"))

    assert words.title == page.title
    assert_nowhere(usual, "Les villes ont appris")
    assert text(french, ".lede") == "Les villes ont appris les unes des autres."
    assert not has(french, ".lede[lang], .lede[dir]")
    assert text(spanish, ".lede[lang=en][dir=ltr]") == "Cities learned from each other."


def test_its_preview_is_the_page_of_results_with_the_words_that_are_being_written(client, page):
    page.intro = "Not yet said."

    shown = page.make_preview_request(preview_mode="en")

    assert text(shown, "h1") == "Phase two at a glance"
    assert text(shown, ".lede") == "Not yet said."
    assert_nowhere(client.get("/en/monitoring/?phase=2"), "Not yet said.")
