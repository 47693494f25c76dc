"""Two workers of one site, one index on the disk: whatever changes is found by both at once, and after a restart."""

from __future__ import annotations

import urllib.request
from urllib.parse import quote

import pytest

from core.models import Theme
from practices.models import PracticePage
from search.models import SearchTerm
from tests import factories
from tests.journeys.running import database_of_many, two_workers
from tests.pages import read, text

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.xdist_group("workers")]


@pytest.fixture
def site_of_many(tmp_path, monkeypatch):
    """One practice about housing, in a database and with an index that many processes share."""
    monkeypatch.setenv("SEARCH_INDEX", str(tmp_path / "search"))
    city = factories.city(name_en="Beirut", country=factories.country("LB"))
    factories.practice("A desk", slug="a-desk", under=city, themes=[factories.theme("housing", name_en="Housing")])
    with database_of_many(tmp_path):
        yield city


def found(address: str, words: str) -> int:
    answer = urllib.request.urlopen(f"{address}/en/practices/?q={quote(words)}", timeout=30)  # noqa: S310 (http)
    return int(text(read(answer.read().decode()), "#count").split()[0].replace("No", "0"))


def test_whatever_changes_is_found_by_both_at_once_and_after_a_restart(site_of_many):
    city, words = site_of_many, ["Lodging", "Bayrut", "keys", "guichet", "MNA"]
    practice = PracticePage.objects.get(slug="a-desk")
    with two_workers() as (first, second):
        before = [found(address, word) for word in words for address in (first, second)]

        theme = Theme.objects.get(code="housing")
        theme.name_en = "Lodging"
        theme.save()
        renamed = [found(address, "Lodging") for address in (first, second)]
        city.other_names = "Bayrut"
        city.save()
        spelled = [found(address, "Bayrut") for address in (second, first)]
        practice.intro = "Keys for minors."
        practice.save_revision().publish()
        written = [found(address, "keys") for address in (first, second)]
        french = factories.translate(practice, "fr", "Un guichet")
        translated = [found(address, "guichet") for address in (second, first)]
        SearchTerm.objects.create(words_en="minors", words_fr="MNA")
        joined = [found(address, "MNA") for address in (first, second)]
        french.unpublish()
        gone = [found(address, "guichet") for address in (first, second)]

    assert before == [0] * 10
    assert [renamed, spelled, written, translated, joined] == [[1, 1]] * 5
    assert gone == [0, 0]
    with two_workers() as addresses:
        again = [[found(address, word) for address in addresses] for word in words]
    assert again == [[1, 1], [1, 1], [1, 1], [0, 0], [1, 1]]
