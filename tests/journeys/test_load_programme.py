"""The programme's files become the site's content: all of it, nothing else, never over what a person has changed."""

from __future__ import annotations

import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend

from cities.models import CityPage, Desk, Organisation, Phase
from core import languages
from core.holding import lift
from core.models import FrameworkItem, Hold, Region, Source, TargetGroup, Theme
from core.models.holds import is_held
from home.models import HomePage, StandardPage
from intake.errors import LoadRefusedError
from intake.kinds import registered
from intake.loader import load
from intake.report import Outcome
from intake.states import fingerprint
from learning.models import PublicationPage, SessionPage
from pilots.models import PilotIndexPage, PilotPage
from practices.models import PracticePage, Transfer
from search.models import SearchTerm
from tests.programme import FILES, copied, edit, load_from, programme_in, public_records, records


def events() -> list[dict]:
    """The events of the agenda that are neither phases nor sessions."""
    return [one for one in records("events") if one.get("kind") != "project phase" and "session_id" not in one]


def ids(pages) -> set[str]:
    return set(pages.values_list("programme_id", flat=True))


def published(page: Page) -> Page:
    """As an editor publishes what they changed."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


# --- all of it ------------------------------------------------------------------------------------------------------
def test_there_is_a_page_for_each_record_of_the_files(programme):
    pilots = [one for one in public_records("pilots") if not one.get("is_aggregate")]

    assert ids(CityPage.objects.live()) == {one["id"] for one in public_records("cities")}
    assert ids(PracticePage.objects.live()) == {one["id"] for one in public_records("practices")}
    assert ids(SessionPage.objects.live().of_programme()) == {one["id"] for one in public_records("sessions")}
    assert ids(SessionPage.objects.live().filter(phase=None)) == {one["id"] for one in events()}
    assert PublicationPage.objects.live().count() == len(public_records("publications"))
    assert PilotPage.objects.live().count() == len(pilots)
    assert (len(records("cities")), len(records("practices")), len(records("sessions"))) == (41, 68, 31)
    assert (len(records("publications")), len(pilots), len(events())) == (44, 7, 15)


def test_there_is_a_record_for_everything_that_is_no_page(programme):
    meta = json.loads((FILES / "themes.json").read_text())["meta"]

    assert Organisation.objects.count() == len(records("organisations"))
    assert [phase.programme_id for phase in Phase.objects.all()] == ["mc2cm-phase-1", "mc2cm-phase-2", "mc2cm-rucp"]
    assert Theme.objects.count() == len(records("themes"))
    assert TargetGroup.objects.count() == len(meta["target_groups"])
    assert SearchTerm.objects.count() == len(records("terms"))
    assert Region.objects.get(code="015").name_fr == meta["regions"][0]["label"]["fr"]
    assert Region.objects.filter(scheme="programme").count() == len(meta["shores"])
    frameworks = Counter(FrameworkItem.objects.values_list("framework", flat=True))
    assert (frameworks["sdg-goal"], frameworks["gcm-objective"], frameworks["gcm-principle"]) == (17, 23, 10)
    assert (frameworks["nua"], frameworks["local-mgi"], frameworks["oecd-checklist"]) == (11, 6, 12)


def test_cities_and_organisations_have_their_other_names_with_the_source(programme):
    turin, uclg = CityPage.objects.get(slug="turin"), Organisation.objects.get(programme_id="uclg")
    fes = CityPage.objects.get(slug="fes")

    assert {"Turin", "Turín", "تورينو", "Torino"} <= set(turin.all_names())
    assert {"UCLG", "CGLU"} <= set(uclg.all_names())
    assert (fes.other_names, fes.other_names_source) == ("Fes\nFas", "GeoNames")
    assert not CityPage.objects.filter(other_names="").exists()
    assert not Organisation.objects.exclude(other_names="").filter(other_names_source="").exists()


def test_frameworks_shores_and_organisations_are_called_by_their_names_in_each_language(programme):
    uclg, shore = Organisation.objects.get(programme_id="uclg"), Region.objects.get(code="south-east")
    item = FrameworkItem.objects.get(framework="sdg-goal", code="11")

    assert (uclg.acronym_in("fr"), uclg.acronym_in("es"), uclg.acronym_in("ar")) == ("CGLU", "CGLU", "UCLG")
    assert (str(shore.name_in("fr")), str(shore.name_in("ar"))) == ("Rives sud et est", "الضفتان الجنوبية والشرقية")
    assert item.name_in("es") == "Ciudades y comunidades sostenibles"
    for code in languages.CODES:
        assert not FrameworkItem.objects.filter(**{f"name_{code}": ""}).exists()
    assert "our own words in: ar" in FrameworkItem.objects.get(framework="gcm-objective", code="15").note
    assert str(Phase.objects.get(programme_id="mc2cm-rucp").name_in("fr")) == "MC2CM-RUCP, suite du projet"


def test_a_search_term_joins_words_of_four_languages(programme):
    housing = SearchTerm.objects.get(programme_id="housing")

    firsts = [housing.words_in(code)[0] for code in ("en", "fr", "es", "ar")]
    assert firsts == ["housing", "logement", "vivienda", "سكن"]
    assert not SearchTerm.objects.filter(source="").exists()


def test_statements_of_one_transfer_are_one_with_the_sources_of_all(programme):
    tangier = Transfer.objects.get(programme_id="barcelona-saier>tangier")

    stated_by = [("practices", "tangier-accueil"), ("practices", "barcelona-saier"), ("pilots", "tangeraccueil")]
    sources = {url for file, key in stated_by for one in records(file) if one["id"] == key for url in one["sources"]}
    assert Transfer.objects.count() == 7
    assert {source["url"] for source in tangier.sources} == sources
    assert (tangier.practice.programme_id, tangier.became.programme_id) == ("barcelona-saier", "tangier-accueil")
    assert tangier.basis == Transfer.Basis.DOCUMENTED
    assert PilotPage.objects.get(programme_id="tangeraccueil").transfer == tangier


def test_what_only_the_press_says_is_a_reported_transfer(programme):
    madrid = Transfer.objects.get(programme_id="barcelona>madrid")

    assert (madrid.practice, madrid.giver.programme_id) == (None, "barcelona")
    assert madrid.became.programme_id == "madrid-neighbour-card"
    assert madrid.basis == Transfer.Basis.REPORTED
    assert Transfer.objects.filter(receiver=None).count() == 5


def test_every_table_entry_is_used(programme):
    again = programme_in()
    load(again)

    assert again.tables.unused() == []


def test_the_tree_is_sound_and_every_page_has_a_published_revision(programme):
    pages = [page for page in Page.objects.all().specific() if hasattr(page, "words_digest") and not is_held(page)]

    assert not any(Page.find_problems())
    assert [page for page in pages if page.live_revision_id is None or not page.words_digest] == []
    assert [page for page in pages if page.has_unpublished_changes] == []


def test_front_and_standard_pages_are_there_in_four_languages(programme):
    pages = [HomePage.objects.get(), *StandardPage.objects.all()]

    assert {page.slug for page in pages} == {"home", "about", "accessibility", "privacy"}
    assert [sorted(page.public_languages()) for page in pages] == [["ar", "en", "es", "fr"]] * 4
    assert not any(words.is_outdated for page in pages for words in page.translations.all())


def test_what_was_loaded_is_found_by_search(programme):
    hits = get_search_backend().search("marvila", PracticePage.objects.live())

    assert [hit.programme_id for hit in hits] == ["lisbon-refugiarte"]


def test_what_uses_a_page_is_known(programme):
    lisbon = CityPage.objects.get(programme_id="lisbon")

    session = SessionPage.objects.get(programme_id="p2p-lisbon-2016")

    assert str(session.pk) in ReferenceIndex.get_references_to(lisbon).values_list("object_id", flat=True)


def test_the_record_that_sums_up_is_a_note_under_the_pilots(programme):
    index = PilotIndexPage.objects.get()

    assert "Pilot projects of phase 1" in index.note
    assert index.note_sources


# --- nothing else ---------------------------------------------------------------------------------------------------
def test_a_practice_says_what_the_file_says_and_leaves_the_rest_empty(programme):
    parts = ("in_place", "did_not_work", "participation", "sustainability")

    for record in records("practices"):
        page = PracticePage.objects.get(programme_id=record["id"])
        assert (page.challenge, page.how_it_works) == (record.get("problem", ""), record["solution"])
        assert (page.results, page.advice) == (record.get("results", ""), record.get("lessons", ""))
        assert str(page.starts or "") == str(record.get("start_year", ""))
        assert [getattr(page, name) for name in parts] == [record.get(name, "") for name in parts]
        assert {theme.code for theme in page.themes.all()} == set(record["themes"])


def test_each_page_has_the_sources_of_its_record(programme):
    official = {one["url"]: one["official_url"] for one in records("references") if one.get("official_url")}
    for file, model in (("cities", CityPage), ("practices", PracticePage), ("pilots", PilotPage)):
        for record in records(file):
            page = model.objects.filter(programme_id=record["id"]).first()
            wanted = {"" if url.startswith("seed:") else official.get(url, url) for url in record["sources"]}
            assert page is None or set(page.sources.values_list("url", flat=True)) == wanted
    assert not Source.objects.filter(label__contains="seed").exists()


# --- again ----------------------------------------------------------------------------------------------------------
def test_a_second_loading_changes_nothing_and_says_so(programme):
    revisions = Revision.objects.count()

    report = load_from()

    assert (report.total(Outcome.CREATED), report.total(Outcome.CHANGED), report.total(Outcome.KEPT)) == (0, 0, 0)
    assert report.total(Outcome.UNCHANGED) > 300
    assert Revision.objects.count() == revisions


def test_a_record_that_changed_in_the_files_is_changed_on_the_site(programme, tmp_path):
    folder = copied(tmp_path)
    edit(folder, "practices", "beirut-mapping", status="running", themes=["housing"])

    report = load_from(folder)

    page = PracticePage.objects.get(programme_id="beirut-mapping")
    assert report.counts["practices"][Outcome.CHANGED] == report.total(Outcome.CHANGED) == 1
    assert (page.status, [theme.code for theme in page.themes.all()]) == ("running", ["housing"])
    assert page.live_revision.content["status"] == "running"


def test_another_name_and_another_word_are_changed_on_the_site(programme, tmp_path):
    folder = copied(tmp_path)
    edit(folder, "cities", "turin", other_names={"names": ["Torino", "Augusta Taurinorum"], "source": "GeoNames"})
    edit(folder, "terms", "sport", words={"en": ["sport"], "es": ["deporte"]})

    report = load_from(folder)

    assert report.total(Outcome.CHANGED) == 2
    assert CityPage.objects.get(slug="turin").other_names_listed() == ["Torino", "Augusta Taurinorum"]
    assert SearchTerm.objects.get(programme_id="sport").words_fr == ""


def test_a_word_goes_from_one_search_term_to_another_and_may_be_an_editor_s_too(programme, tmp_path):
    SearchTerm.objects.create(words_en="chess, board game")
    folder = copied(tmp_path)
    edit(folder, "terms", "culture", words={"en": ["culture", "basketball"], "fr": ["culturel"]})
    edit(folder, "terms", "sport", words={"en": ["sport", "chess"], "es": ["deporte"]})

    report = load_from(folder)

    assert (report.total(Outcome.CHANGED), report.total(Outcome.KEPT)) == (2, 0)
    assert SearchTerm.objects.get(programme_id="culture").words_in("en") == ["culture", "basketball"]
    assert SearchTerm.objects.get(programme_id="sport").words_in("en") == ["sport", "chess"]


def test_what_was_loaded_before_there_were_other_names_is_given_them(programme):
    """Its fingerprint was made without them."""
    kind = next(kind for kind in registered() if kind.model is Organisation)
    iom = Organisation.objects.get(programme_id="iom")
    for name in kind.added:
        setattr(iom, name, "")
    names = kind.facts(next(one for one in kind.records(programme_in()) if one.id == "iom"))
    iom.loaded_fingerprint = fingerprint(kind.present(iom, sorted(set(names) - set(kind.added)), programme_in()))
    iom.save()

    report = load_from()

    iom.refresh_from_db()
    assert (report.kept, report.total(Outcome.CHANGED)) == ([], 1)
    assert "UN Migration" in iom.other_names_listed()
    assert iom.acronym_in("es") == "OIM"


def test_a_row_whose_words_stay_is_the_same_row_after_a_change(programme, tmp_path):
    page = PracticePage.objects.get(programme_id="turin-axto")
    before = {row.label: row.uuid for row in page.figures.all()}
    folder = copied(tmp_path)
    rows = [{"label": "axes", "value": 6}, {"label": "actions in all", "value": 44}]
    edit(folder, "practices", "turin-axto", results_figures=rows)

    load_from(folder, translated=False)

    after = {row.label: (row.uuid, row.value) for row in page.figures.all()}
    assert after["axes"] == (before["axes"], 6)
    assert after["actions in all"][0] not in before.values()


def test_a_practice_that_moved_to_another_city_moves(programme, tmp_path):
    folder = copied(tmp_path)
    edit(folder, "practices", "turin-axto", city="naples")

    load_from(folder)

    page = PracticePage.objects.get(programme_id="turin-axto")
    assert page.get_parent().specific.programme_id == "naples"
    assert not any(Page.find_problems())


def test_what_a_person_has_changed_is_kept_and_listed(programme, tmp_path):
    page = PracticePage.objects.get(programme_id="beirut-mapping")
    page.results = "The city counted again in 2024."
    published(page)
    folder = copied(tmp_path)
    edit(folder, "practices", "beirut-mapping", results="Something else.")

    report = load_from(folder)

    page.refresh_from_db()
    assert page.results == "The city counted again in 2024."
    kept = {kind: (key, address) for kind, key, address in report.kept}
    assert kept["practices"][0] == "beirut-mapping"
    assert kept["practices"][1].endswith(page.get_url())
    assert kept.keys() <= {"practices", *(f"translations, {code}" for code in languages.CODES)}


def test_a_row_or_a_tie_that_a_person_has_changed_counts_as_changed(programme):
    with_row, with_theme = PracticePage.objects.filter(programme_id__in=["turin-axto", "turin-moi"]).order_by("slug")
    with_row.figures.first().delete()
    with_theme.themes.add(Theme.objects.get(code="health"))
    with_theme.save()

    report = load_from()

    assert {key for kind, key, _address in report.kept if kind == "practices"} == {"turin-axto", "turin-moi"}


def test_what_a_person_is_working_on_or_has_taken_off_the_site_is_kept(programme, tmp_path):
    draft, hidden = PracticePage.objects.filter(programme_id__in=["turin-axto", "turin-moi"]).order_by("slug")
    draft.results = "Not ready yet."
    draft.save_revision()
    hidden.unpublish()
    folder = copied(tmp_path)
    for key in ("turin-axto", "turin-moi"):
        edit(folder, "practices", key, results="Something else.")

    report = load_from(folder)

    hidden.refresh_from_db()
    assert {key for kind, key, _address in report.kept if kind == "practices"} == {"turin-axto", "turin-moi"}
    assert not hidden.live


def test_a_theme_that_a_person_has_renamed_is_kept(programme):
    Theme.objects.filter(code="health").update(name_fr="Santé pour tous")

    report = load_from()

    assert [(kind, key) for kind, key, _address in report.kept] == [("themes", "health")]
    assert Theme.objects.get(code="health").name_fr == "Santé pour tous"


def test_other_names_and_search_terms_that_a_person_has_changed_are_kept(programme):
    SearchTerm.objects.filter(programme_id="sport").update(words_en="sport, chess")
    Organisation.objects.filter(programme_id="iom").update(other_names="")

    report = load_from()

    assert [(kind, key) for kind, key, _address in report.kept] == [("search terms", "sport"), ("organisations", "iom")]
    assert SearchTerm.objects.get(programme_id="sport").words_in("en") == ["sport", "chess"]


def test_a_translation_that_a_person_has_changed_keeps_the_page(programme):
    words = StandardPage.objects.get(slug="about").translations.get(language="fr")
    words.intro = "Autrement dit."
    published(words)

    report = load_from()

    assert [(kind, key) for kind, key, _address in report.kept] == [("standard pages", "about")]


def test_publishing_without_a_change_is_no_change(programme):
    published(PracticePage.objects.get(programme_id="vienna-jugendcollege"))
    published(SessionPage.objects.get(programme_id="beirut-final-2017"))

    assert load_from().kept == []


# --- the command ----------------------------------------------------------------------------------------------------
def test_a_dry_run_tells_what_would_be_done_and_does_nothing(programme, tmp_path):
    folder = copied(tmp_path)
    edit(folder, "practices", "beirut-mapping", status="running")
    said = StringIO()

    call_command("load_programme", str(folder), dry_run=True, stdout=said, verbosity=0)

    line = next(line for line in said.getvalue().splitlines() if line.startswith("practices"))
    assert line.split()[1:] == ["0", "1", str(len(public_records("practices")) - 1), "0", "4"]
    assert "nothing was written" in said.getvalue()
    assert PracticePage.objects.get(programme_id="beirut-mapping").status == "ended"


def test_the_command_lists_what_it_kept_by_id_and_address(programme):
    page = PracticePage.objects.get(programme_id="beirut-mapping")
    page.results = "The city counted again in 2024."
    published(page)
    said = StringIO()

    call_command("load_programme", str(FILES), stdout=said, verbosity=0)

    assert f"practices, beirut-mapping  {page.full_url}" in said.getvalue()


def spoilt(folder, file: str, old: str, new: str) -> None:
    path = folder / f"{file}.json"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


BAD = {
    "no JSON": (
        lambda folder: spoilt(folder, "practices", '"id": "lyon-altm",', '"id": "lyon-altm"'),
        "practices.json: is no JSON: line ",
    ),
    "a missing file": (lambda folder: (folder / "pilots.json").unlink(), "pilots.json: is missing"),
    "an unknown city": (
        lambda folder: edit(folder, "practices", "lyon-altm", city="lyons"),
        "practices.json, lyon-altm, city: there is no city “lyons”",
    ),
    "an unknown host city": (
        lambda folder: edit(folder, "sessions", "p2p-lisbon-2016", host_city="lisboa"),
        "sessions.json, p2p-lisbon-2016, host_city: there is no city “lisboa”",
    ),
    "an unknown theme": (
        lambda folder: edit(folder, "pilots", "beirut-msc", themes=["homes"]),
        "pilots.json, beirut-msc, themes: there is no theme “homes”",
    ),
    "an impossible date": (
        lambda folder: edit(folder, "events", "idm-cmc-2015", start_date="2015-02-30"),
        "events.json, idm-cmc-2015, start_date: “2015-02-30” does not exist",
    ),
    "an end before the start": (
        lambda folder: edit(folder, "sessions", "p2p-lisbon-2016", end_date="2016-07-01"),
        "sessions.json, p2p-lisbon-2016, ends:",
    ),
    "a duplicate id": (
        lambda folder: edit(folder, "cities", "tunis", id="tangier"),
        "cities.json, tangier, id: is there twice",
    ),
    "words that no table knows": (
        lambda folder: edit(folder, "practices", "lyon-altm", status="asleep"),
        "practices.json, lyon-altm, status: “asleep” is not known: add it to the table “practice_status”",
    ),
    "a target group that no table knows": (
        lambda folder: edit(folder, "practices", "lyon-altm", target_groups=["aliens"]),
        "practices.json, lyon-altm, target_groups: “aliens” is not known",
    ),
    "a missing title": (
        lambda folder: edit(folder, "publications", "pln-20", title=None),
        "publications.json, pln-20, title: is missing",
    ),
    "a wrong type": (
        lambda folder: edit(folder, "practices", "lyon-altm", start_year="2015"),
        "practices.json, lyon-altm, start_year: is '2015', not a whole number",
    ),
    "a title too long": (
        lambda folder: edit(folder, "publications", "pln-20", title="long " * 60),
        "publications.json, pln-20, title:",
    ),
    "an unknown SDG": (
        lambda folder: edit(folder, "practices", "lyon-altm", sdgs=[18]),
        "practices.json, lyon-altm, sdgs: there is no framework item “sdg-goal:18”",
    ),
    "an unknown pilot": (
        lambda folder: edit(folder, "practices", "beirut-municipal-social-cell", pilot="beirut"),
        "practices.json, beirut-municipal-social-cell, pilot: there is no pilot “beirut”",
    ),
    "an unknown session": (
        lambda folder: edit(folder, "practices", "lyon-altm", related_sessions=["p2p-lisboa"]),
        "practices.json, lyon-altm, related_sessions: there is no session “p2p-lisboa”",
    ),
    "a word of two search terms": (
        lambda folder: edit(folder, "terms", "sport", words={"en": ["sport", "accommodation"]}),
        "terms.json, sport, words.en: “accommodation” stands in housing already",
    ),
    "a search term in a fifth language": (
        lambda folder: edit(folder, "terms", "sport", words={"en": ["sport"], "it": ["calcio"]}),
        "terms.json, sport, words.it: is none of en, fr, es, ar",
    ),
    "other names without a source": (
        lambda folder: edit(folder, "cities", "turin", other_names={"names": ["Torino"]}),
        "cities.json, turin, other_names.source: is missing",
    ),
    "a country in another region": (
        lambda folder: edit(folder, "cities", "tunis", un_m49_subregion={"code": "039"}),
        "cities.json, tunis, un_m49_subregion.code: “039” is no region of TN",
    ),
    "a place that may be a city written wrongly": (
        lambda folder: edit(folder, "practices", "barcelona-saier", transfer={"adapted_by": ["tangeir"]}),
        "practices.json, barcelona-saier, transfer.adapted_by: “tangeir” is not known",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_refused_by_name_and_the_database_is_as_before(programme, tmp_path, kind):
    folder = copied(tmp_path)
    edit(folder, "themes", "housing", description="Changed before the error is met.")
    spoil, message = BAD[kind]
    spoil(folder)
    revisions = Revision.objects.count()

    with pytest.raises(CommandError) as refusal:
        call_command("load_programme", str(folder), verbosity=0)

    assert message in str(refusal.value)
    assert refusal.value.returncode == 1
    assert Theme.objects.get(code="housing").description != "Changed before the error is met."
    assert Revision.objects.count() == revisions
    assert ids(PracticePage.objects.filter(live=False)) <= held_in_files()


def test_all_that_is_wrong_in_a_file_is_told_in_one_go(programme, tmp_path):
    folder = copied(tmp_path)
    edit(folder, "practices", "lyon-altm", city="lyons", themes=["homes"])
    edit(folder, "practices", "turin-moi", status="asleep")

    with pytest.raises(CommandError) as refusal:
        call_command("load_programme", str(folder), verbosity=0)

    assert str(refusal.value).count("\n") == 3


# --- what must not be public ----------------------------------------------------------------------------------------
def held_in_files() -> set[str]:
    return {one["id"] for file in ("practices", "pilots") for one in records(file) if "hold" in one}


def test_what_the_files_hold_is_kept_as_a_draft_and_passed_over(programme):
    holds = Hold.objects.open()

    assert {one.page.specific.programme_id for one in holds} == held_in_files()
    assert not Page.objects.filter(pk__in=holds.values("page"), live=True).exists()
    assert all(one.page.specific.latest_revision for one in holds)
    report = load_from()
    assert report.total(Outcome.HELD) == holds.count() == 6
    assert report.total(Outcome.KEPT) == report.total(Outcome.CHANGED) == report.total(Outcome.CREATED) == 0
    assert "On hold, so nothing of them was loaded:" in report.lines()


def test_a_hold_that_was_lifted_stays_lifted(programme):
    placed = Hold.objects.get(page__slug="sousse-solidaire")
    lift(hold=placed, by=None)
    published(placed.page.specific)

    load_from()

    assert PracticePage.objects.get(programme_id="sousse-solidaire").live
    assert not Hold.objects.open().filter(page=placed.page).exists()


def test_what_the_files_hold_anew_leaves_the_site(programme, tmp_path):
    folder = copied(tmp_path)
    why = {"why": "The association is in danger.", "look_again_on": "2027-01-31"}
    edit(folder, "cities", "nador", hold=why)
    edit(folder, "sessions", "subregional-sfax-2019", hold=why)

    report = load_from(folder)

    assert not CityPage.objects.get(slug="nador").live
    assert not PracticePage.objects.descendant_of(CityPage.objects.get(slug="nador")).live().exists()
    assert not SessionPage.objects.get(slug="subregional-sfax-2019").live
    assert {("cities", "nador"), ("sessions", "subregional-sfax-2019")} <= set(report.held)
    assert [key for _kind, key in report.held if key == "nador-narratives"]


@pytest.mark.parametrize(
    "wrong", [{"why": "Danger."}, {"look_again_on": "2027-01-31"}, {"why": "Danger.", "look_again_on": "soon"}]
)
def test_a_hold_without_a_reason_or_a_day_is_refused(programme, tmp_path, wrong):
    folder = copied(tmp_path)
    edit(folder, "practices", "lyon-altm", hold=wrong)

    with pytest.raises(LoadRefusedError, match=r"practices.json, lyon-altm, hold\."):
        load_from(folder)


def test_cities_that_get_no_letters_are_set_once(programme):
    silent = {one["id"] for one in records("cities") if one.get("no_letters")}
    assert set(Desk.objects.filter(no_letters=True).values_list("city__programme_id", flat=True)) == silent
    Desk.objects.update(no_letters=False)

    load_from()

    assert not Desk.objects.filter(no_letters=True).exists()


def test_cyprus_lies_on_the_northern_shore(programme):
    shores = {
        region.code: set(region.countries.values_list("code", flat=True))
        for region in Region.objects.filter(scheme="programme")
    }

    assert "CY" in shores["north"]
    assert "CY" not in shores["south-east"]
    assert Region.objects.get(code="north").name_ar == "الضفة الشمالية"
