"""The programme in four languages: from the editors' files to live pages, never over what a person has written."""

from __future__ import annotations

import json
import shutil
from io import StringIO
from pathlib import Path
from uuid import UUID

import polib
import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict
from wagtail.models import Page

from cities.models import Organisation
from facets import ask
from facets.panels import Panels
from intake.errors import LoadRefusedError
from intake.report import Outcome, Report
from intake.row_ids import row_uuid
from learning.models import SessionPage
from monitoring.models import Indicator
from practices.models import PracticePage, PracticeTranslation
from search.sources import records as search_records
from tests.programme import FILES, copied, edit, load_from, load_kinds, records

PRACTICE = "lyon-guillotiere-renewal"
TITLE, INTRO = f"{PRACTICE} · title", f"{PRACTICE} · intro"


def messages_in(folder, *options: str) -> str:
    """Bring the files of translators up to date; returns what is printed."""
    said = StringIO()
    call_command("make_programme_messages", str(folder), *options, stdout=said)
    return said.getvalue()


def translate(folder, kind: str, language: str = "fr", only: tuple[str, ...] = (), **texts: str) -> None:
    """Fill in what is empty (of records whose id begins with one of `only`), or the texts of these contexts."""
    path = folder / "locale" / language / f"{kind}.po"
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgctxt.startswith(only or ("",)) and not entry.msgstr:
            entry.msgstr = texts.get(entry.msgctxt) or f"É {entry.msgid}"[: max(len(entry.msgid), 10)]
    file.save()


def french(record: str = PRACTICE) -> PracticeTranslation:
    return PracticeTranslation.objects.get(subject__programme_id=record, language="fr")


class Untranslated:
    """The programme's content without the translations of its files."""

    def __init__(self) -> None:
        load_from(translated=False)


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=Untranslated)]


@pytest.fixture
def folder(world, tmp_path, tmp_path_factory):
    """The files with empty translations beside them, which are made once."""
    empty = tmp_path_factory.getbasetemp() / "without_translations"
    if not empty.exists():
        begun = copied(tmp_path / "begun")
        shutil.rmtree(begun / "locale")
        messages_in(begun)
        begun.rename(empty)
    return Path(shutil.copytree(empty, tmp_path / "mc2cm"))


def load_again(folder, *kinds: str) -> Report:
    """With the translations of these kinds: what the others bring is there."""
    return load_kinds(*(kinds or ("practices",)), folder=folder, translated=True)


# --- the files of translators -----------------------------------------------------------------------------------------
def test_every_text_of_the_files_has_a_place_for_its_translation(folder):
    practices = polib.pofile(str(folder / "locale" / "ar" / "practices.po"))

    of_one = {entry.msgctxt: entry.msgid for entry in practices if entry.msgctxt.startswith(PRACTICE)}
    record = next(one for one in records("practices") if one["id"] == PRACTICE)
    assert of_one[f"{PRACTICE} · how_it_works"] == record["solution"]
    assert list(of_one)[:2] == [TITLE, INTRO]
    assert len({entry.msgctxt for entry in practices}) == len(practices)


def test_the_files_of_translators_are_those_of_the_facts(world):
    assert "All up to date." in messages_in(FILES, "--check")


def test_writing_them_twice_changes_nothing(folder):
    before = {path: path.read_text() for path in folder.glob("locale/*/*.po")}

    said = messages_in(folder, "--check")

    assert {path: path.read_text() for path in folder.glob("locale/*/*.po")} == before
    assert "All up to date." in said


def test_a_changed_original_makes_its_translation_fuzzy_and_says_what_it_was(folder):
    translate(folder, "practices", only=(PRACTICE,))
    before = next(one["title"] for one in records("practices") if one["id"] == PRACTICE)
    edit(folder, "practices", PRACTICE, title="Another title")

    with pytest.raises(CommandError, match=r"locale/fr/practices\.po"):
        messages_in(folder, "--check")
    said = messages_in(folder)

    entry = polib.pofile(str(folder / "locale/fr/practices.po")).find(TITLE, by="msgctxt")
    assert (entry.msgid, entry.previous_msgid, entry.flags) == ("Another title", before, ["fuzzy"])
    line = next(line for line in said.splitlines() if line.startswith("practices") and " fr " in line)
    assert line.split()[-2:] == ["1", "(2)"]


def test_what_is_no_longer_said_is_obsolete_and_comes_back(folder):
    translate(folder, "practices", only=(PRACTICE,))
    problem = next(one["problem"] for one in records("practices") if one["id"] == PRACTICE)
    edit(folder, "practices", PRACTICE, problem=None)
    messages_in(folder)
    path = str(folder / "locale/fr/practices.po")
    context = f"{PRACTICE} · challenge"
    gone = next(entry for entry in polib.pofile(path) if entry.msgctxt == context)

    edit(folder, "practices", PRACTICE, problem=problem)
    messages_in(folder)

    back = next(entry for entry in polib.pofile(path) if entry.msgctxt == context)
    assert gone.obsolete
    assert (back.obsolete, back.flags, back.msgstr) == (False, [], gone.msgstr)


def test_a_loading_without_translations_leaves_what_is_translated(programme):
    def translated() -> list:
        return list(Organisation.objects.order_by("pk").values_list("translated_texts", flat=True))

    before, pages = translated(), PracticeTranslation.objects.count()

    report = load_from(translated=False)

    assert any(before)
    assert (translated(), PracticeTranslation.objects.count()) == (before, pages)
    assert (report.total(Outcome.CHANGED), report.kept) == (0, [])


def test_a_record_that_changed_keeps_its_translations_without_them_in_the_files(programme, tmp_path):
    folder = copied(tmp_path)
    before = Organisation.objects.get(programme_id="uclg").translated_texts
    edit(folder, "organisations", "uclg", url="https://example.org/")

    report = load_kinds("organisations", folder=folder)

    after = Organisation.objects.get(programme_id="uclg")
    assert report.counts["organisations"][Outcome.CHANGED] == 1
    assert after.translated_texts == before != {}


# --- pages ------------------------------------------------------------------------------------------------------------
def test_what_is_translated_is_live_at_once_and_says_who_has_not_checked_it(folder, client):
    translate(folder, "practices", only=(PRACTICE,))

    report = load_again(folder)

    page = french()
    assert report.counts["translations, fr"] == {Outcome.CREATED: 1}
    assert (page.live, page.is_unchecked, page.is_outdated, page.has_unpublished_changes) == (True, True, False, False)
    assert page.latest_revision.as_object().title == page.title
    assert page.latest_revision_id == page.live_revision_id
    assert not any(Page.find_problems())
    french_page = client.get(page.subject.url.replace("/en/", "/fr/"))
    assert "pas encore vérifié par la ville" in french_page.content.decode()


def test_a_second_loading_changes_nothing(folder):
    translate(folder, "practices", only=("lyon", "turin"))
    translate(folder, "pilots", "ar")
    load_again(folder, "practices", "pilots")

    report = load_from(folder)

    assert (report.total(Outcome.CREATED), report.total(Outcome.CHANGED), report.kept) == (0, 0, [])
    assert report.counts["translations, fr"].total() > 10


def test_rows_records_and_names_are_translated_too(folder):
    for kind in ("sessions", "organisations", "indicators"):
        translate(folder, kind, "es")
    load_again(folder, "sessions", "organisations", "indicators")

    session = SessionPage.objects.get(programme_id="p2p-amman-2017").translations.get(language="es")
    document = session.subject.documents.first()
    assert session.row_words[str(document.uuid)]["title"] == f"É {document.title}"[: len(document.title)]
    uclg = Organisation.objects.get(programme_id="uclg")
    assert uclg.text("role", "es").startswith("É ")
    assert (uclg.text("role", "fr"), uclg.text("role", "fr").language) == (uclg.role, "en")
    assert any(one.text("definition", "es").startswith("É ") for one in Indicator.objects.exclude(definition=""))


def test_a_corrected_original_leaves_its_translation_outdated_until_it_is_seen(folder):
    translate(folder, "practices", only=(PRACTICE,))
    load_again(folder)
    edit(folder, "practices", PRACTICE, results="Counted again.")

    load_again(folder)
    was_outdated = french().is_outdated
    file = polib.pofile(str(folder / "locale/fr/practices.po"))
    entry = next(one for one in file if one.msgctxt == f"{PRACTICE} · results")
    entry.msgid, entry.msgstr = "Counted again.", "Compté de nouveau."
    file.save()
    load_again(folder)

    assert was_outdated
    assert (french().results, french().is_outdated) == ("Compté de nouveau.", False)


def test_what_a_person_has_written_since_is_kept_and_listed(folder):
    translate(folder, "practices", only=(PRACTICE,))
    load_again(folder)
    page = french()
    page.intro = "Dit par la ville elle-même."
    page.save_revision().publish()
    path = folder / "locale/fr/practices.po"
    path.write_text(path.read_text().replace("É ", "Ê "))

    report = load_again(folder)

    assert french().intro == "Dit par la ville elle-même."
    assert not french().is_unchecked
    assert [(kind, key) for kind, key, _address in report.kept] == [("translations, fr", f"practices, {PRACTICE}")]


def test_a_translation_of_a_subject_that_a_person_has_changed_is_a_draft(folder):
    subject = PracticePage.objects.get(programme_id=PRACTICE)
    subject.results = "The city counted again."
    subject.save_revision().publish()
    translate(folder, "practices", only=(PRACTICE,))

    load_again(folder)
    again = load_again(folder)

    assert (french().live, french().has_unpublished_changes) == (False, True)
    assert again.counts["translations, fr"] == {Outcome.UNCHANGED: 1}


def test_without_title_and_first_sentence_there_is_no_page(folder):
    path = folder / "locale/fr/practices.po"
    file = polib.pofile(str(path))
    next(one for one in file if one.msgctxt == TITLE).msgstr = "Un titre"
    file.save()

    load_again(folder)

    assert not PracticeTranslation.objects.exists()


def test_a_fuzzy_text_is_not_loaded(folder):
    translate(folder, "practices", only=(PRACTICE,))
    file = polib.pofile(str(folder / "locale/fr/practices.po"))
    next(one for one in file if one.msgctxt == f"{PRACTICE} · how_it_works").flags.append("fuzzy")
    file.save()

    load_again(folder)

    assert french().how_it_works == ""
    assert french().wording("how_it_works").language == "en"


def test_facets_and_search_know_what_was_loaded(folder):
    translate(folder, "practices", "ar", only=("lyon",))
    load_again(folder)

    facet = next(one for one in Panels(ask("practices", QueryDict()), "/p/", "ar").facets() if one.name == "lang")
    counts = {box.value: int(box.count) for box in [*facet.values, *facet.more]}
    of_lyon = PracticePage.objects.live().filter(programme_id__startswith="lyon")
    found = list(search_records(list(of_lyon.values_list("pk", flat=True))))
    assert counts["ar"] == of_lyon.count() > 1
    assert counts["en"] == PracticePage.objects.live().count()
    assert all(record.titles.get("ar") for record in found)
    assert {tuple(page.public_languages()) for page in of_lyon} == {("en", "ar")}


# --- what is refused --------------------------------------------------------------------------------------------------
def entry_of(folder, **values) -> None:
    path = folder / "locale/fr/practices.po"
    file = polib.pofile(str(path))
    file.append(polib.POEntry(**values))
    file.save()


BAD = {
    "an unknown record": (
        {"msgctxt": "atlantis · title", "msgid": "Sunk", "msgstr": "Englouti"},
        "locale/fr/practices.po, atlantis, title: there is no such text",
    ),
    "an unknown field": (
        {"msgctxt": f"{PRACTICE} · colour", "msgid": "Red", "msgstr": "Rouge"},
        f"locale/fr/practices.po, {PRACTICE}, colour: there is no such text",
    ),
    "an unknown row": (
        {"msgctxt": f"{PRACTICE} · figures · ships · label", "msgid": "ships", "msgstr": "navires"},
        f"locale/fr/practices.po, {PRACTICE}, figures · ships · label: there is no such text",
    ),
}


@pytest.mark.parametrize(("entry", "message"), BAD.values(), ids=BAD)
def test_what_nobody_has_written_cannot_be_translated(folder, entry, message):
    entry_of(folder, **entry)

    with pytest.raises(LoadRefusedError) as refused:
        load_again(folder)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("original", "translation", "message"),
    [
        ("%(number)s homes", "%(nombre)s logements", "placeholders"),
        ("{number} homes", "logements", "placeholders"),
        ("<b>Homes</b>", "<i>Logements</i>", "markup"),
        ("Homes", "L" * 256, "255"),
    ],
)
def test_a_translation_that_is_not_made_like_its_original_is_refused(folder, original, translation, message):
    edit(folder, "practices", PRACTICE, title=original)
    messages_in(folder)
    file = polib.pofile(str(folder / "locale/fr/practices.po"))
    next(one for one in file if one.msgctxt == TITLE).msgstr = translation
    file.save()

    with pytest.raises(LoadRefusedError) as refused:
        load_again(folder)

    assert f"locale/fr/practices.po, {PRACTICE}, title" in str(refused.value)
    assert message in str(refused.value)


def test_a_language_that_is_not_ours_is_refused(folder):
    (folder / "locale/fr").rename(folder / "locale/de")

    with pytest.raises(LoadRefusedError, match=r"locale/de/cities\.po: “de” is no language of ours"):
        load_again(folder)


# --- rows -------------------------------------------------------------------------------------------------------------
def with_row_ids(folder) -> None:
    messages_in(folder, "--add-row-ids")


def a_figure(folder) -> tuple[str, dict]:
    """A practice of the files with a figure, and the figure."""
    practices = json.loads((folder / "practices.json").read_text())["records"]
    return next((one["id"], one["results_figures"][0]) for one in practices if one.get("results_figures"))


def test_ids_are_given_to_rows_once(folder):
    with_row_ids(folder)
    before = (folder / "practices.json").read_text()
    with_row_ids(folder)

    _key, figure = a_figure(folder)
    assert next(iter(figure)) == "id"
    assert (folder / "practices.json").read_text() == before
    assert load_from(folder).total(Outcome.CHANGED) == 0


def test_correcting_a_label_leaves_the_row_and_its_translation(folder):
    with_row_ids(folder)
    key, figure = a_figure(folder)
    translate(folder, "practices", only=(key,))
    load_again(folder)
    uuid = PracticePage.objects.get(programme_id=key).figures.first().uuid

    edit(folder, "practices", key, results_figures=[{**figure, "label": "Counted otherwise"}])
    messages_in(folder)
    load_again(folder)

    row = PracticePage.objects.get(programme_id=key).figures.first()
    file = polib.pofile(str(folder / "locale/fr/practices.po"))
    context = f"{key} · figures · {figure['id']} · label"
    assert (row.uuid, row.label) == (uuid, "Counted otherwise")
    assert uuid == row_uuid(key, "figures", figure["id"])
    assert next(one for one in file if one.msgctxt == context).flags == ["fuzzy"]


def test_rows_loaded_before_they_had_ids_keep_their_translations(folder):
    key, _figure = a_figure(folder)
    page = PracticePage.objects.get(programme_id=key)
    row = page.figures.first()
    old = UUID(int=7)
    type(row).objects.filter(pk=row.pk).update(uuid=old)
    page = PracticePage.objects.get(pk=page.pk)
    page.save_revision().publish()
    page = PracticePage.objects.get(pk=page.pk)
    words = PracticeTranslation(
        title="À la main", intro="Écrit.", language="fr", slug="fr", row_words={str(old): {"label": "gens"}}
    )
    page.add_child(instance=words)
    words.check_against_subject()
    words.save_revision().publish()

    report = load_again(folder)

    page = PracticePage.objects.get(pk=page.pk)
    new = page.figures.first().uuid
    words = french(key)
    assert report.kept == []
    assert new != old
    assert words.row_words == {str(new): {"label": "gens"}}
    assert words.latest_revision.content["row_words"] == json.dumps(words.row_words) or str(new) in str(
        words.latest_revision.content
    )
    assert not words.is_outdated


# --- original titles --------------------------------------------------------------------------------------------------
def test_an_original_title_is_shown_in_its_language_and_found(folder, client):
    edit(folder, "practices", PRACTICE, original_title={"text": "Quartier de la Guillotière", "language": "fr"})
    load_again(folder)

    page = PracticePage.objects.get(programme_id=PRACTICE)
    found = next(record for record in search_records([page.pk]))
    shown = client.get(page.url).content.decode()
    assert '<bdi lang="fr" dir="ltr">Quartier de la Guillotière</bdi>' in shown
    assert found.titles["fr"] == ["Quartier de la Guillotière"]
    assert "guillotiere" in page.folded_words()


def test_an_original_title_in_no_known_language_is_refused(folder):
    edit(folder, "practices", PRACTICE, original_title={"text": "Xyz", "language": "xx"})

    with pytest.raises(LoadRefusedError, match=r"original_title\.language: “xx” is no language"):
        load_again(folder)
