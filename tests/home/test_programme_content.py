"""What the programme's files say to visitors: nothing twice, no remark of an editor, nothing that leads nowhere."""

from __future__ import annotations

import re

import pytest
from django.db.models import CharField, TextField
from modelcluster.models import get_all_child_relations

from core.models import SubjectPage
from learning.models import SessionPage
from pilots.models import PilotPage
from practices.models import PracticePage
from tests.pages import has, read, texts
from tests.programme import FILES, public_records

pytestmark = [pytest.mark.usefixtures("programme"), pytest.mark.alike]
REMARKS = re.compile(
    r"from memory|undated|excerpt|stored page|sources? read|to be confirmed|programme.s archive|\bseed:"
    r"|not (?:found|stated|shown|checked)|no (?:user|beneficiary|impact)?\s*(?:figures|numbers) (?:in|found)",
    re.IGNORECASE,
)
PRIVATE = {"editor_note", "url_path", "url", "loaded_fingerprint", "confidence_note", "slug", "programme_id"}
ENDANGERED = re.compile("Ouar" + "dani|Terre d.asile Tun" + "isie", re.IGNORECASE)


def words_of(page: SubjectPage) -> dict[str, str]:
    """What a page says in its own fields and in its rows, but for what only editors see."""
    said = {}
    for owner in [page, *(row for name in rows_of(page) for row in getattr(page, name).all())]:
        for field in owner._meta.get_fields():
            if isinstance(field, CharField | TextField) and field.name not in PRIVATE and field.concrete:
                said[f"{type(owner).__name__}.{field.name}"] = str(getattr(owner, field.attname) or "")
    return said


def rows_of(page: SubjectPage) -> list[str]:
    return [relation.get_accessor_name() for relation in get_all_child_relations(type(page))]


def test_no_remark_of_an_editor_is_public():
    pages = [one for model in SubjectPage.__subclasses__() for one in model.objects.live()]
    told = {(page.slug, name): text for page in pages for name, text in words_of(page).items() if REMARKS.search(text)}

    assert told == {}


def test_no_address_number_or_name_of_a_person_is_in_the_files():
    files = {path.name: path.read_text("utf-8") for path in FILES.glob("*.json")}

    assert [name for name, text in files.items() if re.search(r"[\w.]+@[\w-]+\.\w+|\+\d{2}[\d /-]{7,}", text)] == []
    assert [name for name, text in files.items() if ENDANGERED.search(text)] == []
    assert [name for name, text in files.items() if "technocracy" in text] == []


def test_a_practice_says_nothing_twice(client):
    practices = list(PracticePage.objects.live()[:8])

    for practice in practices:
        said = texts(client.get(practice.get_url()), "main p")
        assert sum(said.count(words) for words in {practice.intro, practice.how_it_works}) <= 1, practice.slug


def test_a_figure_is_as_exact_as_the_text_beside_it():
    figures = {
        (page.programme_id, figure.label): figure.qualifier
        for page in [*PracticePage.objects.all(), *PilotPage.objects.all()]
        for figure in page.figures.all()
    }

    assert figures["turin-moi", "with a home by September 2021"] == "over"  # "more than 170 had a home"
    assert figures["beirut-mobile-clinic", "residents assisted"] == "over"  # "More than 3,500 residents"
    assert figures["tangeraccueil", "entities interviewed"] == "about"  # "some sixty bodies"


def test_every_figure_names_its_source_or_leads_to_those_of_the_page(client):
    for practice in PracticePage.objects.filter(figures__isnull=False).distinct():
        sources = read(client.get(practice.get_url())).select("main tbody td:last-child")
        assert sources, practice.slug
        assert all(has(source, "a[href]") for source in sources), practice.slug


def test_no_document_of_a_session_leads_nowhere(client):
    sessions = [one for one in SessionPage.objects.live() if one.documents.exists()]

    assert sessions
    for session in sessions:
        page = client.get(session.get_url())
        assert has(page, "#documents") == has(page, "#documents + ul h3"), session.slug
        assert texts(page, "#documents + ul h3:not(:has(a[href]))") == [], session.slug


def test_the_front_page_offers_what_is_next_only_when_something_is(client):
    coming = SessionPage.objects.live().of_programme().upcoming().exists()

    assert ("See upcoming sessions" in texts(client.get("/en/"), ".hero .button")) == coming


def test_a_phase_without_anything_is_not_offered(client):
    page = client.get("/en/monitoring/")

    assert has(page, "main [href='?phase=2']")
    assert not has(page, "[href*='?phase=3']")


def test_the_number_of_records_is_what_the_files_have():
    assert PracticePage.objects.live().count() == len(public_records("practices"))
