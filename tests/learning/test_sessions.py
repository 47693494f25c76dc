"""The list of sessions, the agenda and a session's page, as a visitor meets them."""

from __future__ import annotations

import pytest

from learning.models import AgendaItem, Lesson, SessionDocument, SessionOrganiser
from tests import factories

MOST = 20


def rich_session(number: int, **facts):
    """A session with `number` of everything a page can show."""
    cities = [factories.city(latitude=40 + n / 10, longitude=n) for n in range(number)]
    practices = [factories.practice(under=city, intro="What it is") for city in cities]
    publications = [factories.publication() for _ in range(number)]
    rows = {
        "agenda_items": [AgendaItem(title=f"Item {n}", city=cities[n], practice=practices[n]) for n in range(number)],
        "lessons": [Lesson(text=f"Lesson {n}", city=cities[n], theme=factories.theme()) for n in range(number)],
        "documents": [SessionDocument(title=f"Note {n}", publication=publications[n]) for n in range(number)],
        "organisers": [SessionOrganiser(organisation=factories.organisation(f"Org {n}")) for n in range(number)],
    }
    themes = [factories.theme(f"theme-{n}") for n in range(number)]
    items = [factories.framework_item(code=str(n + 1)) for n in range(number)]
    page = factories.session(
        phase=factories.phase(),
        country=factories.country(),
        host_city=cities[0],
        cities=cities,
        practices=practices,
        themes=themes,
        framework_items=items,
        summary="What happened there.",
        **rows,
        **facts,
    )
    for publication in publications[: number // 2]:
        publication.session = page
        publication.save()
    for subject in [page, *practices, *publications]:
        factories.translate(subject, "fr")
    return page


@pytest.mark.parametrize("number", [2, 12])
def test_a_full_session_costs_the_same_queries_however_much_it_holds(
    client, site, django_assert_max_num_queries, number
):
    page = rich_session(number)
    address = f"/fr/sessions/{page.slug}/"
    client.get(address)

    with django_assert_max_num_queries(MOST) as queries:
        answer = client.get(address)

    assert f"{page.title} (fr)" in answer.content.decode()
    print(len(queries))
