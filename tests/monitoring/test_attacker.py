"""The attacker finds no small number in all that is public; and finds each one without the mend that hides it.

Of each kind of leak one life: few people (1 to 4) are in what became public, and everything that comes with them says
how many. `tests.monitoring.attacker` is he.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import islice, product

import hypothesis
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from monitoring import publication, suppressing
from monitoring.framework import forms
from monitoring.framework.forms import LineForm
from monitoring.measuring import withdraw
from monitoring.models import Indicator, ResultLine
from monitoring.publication import COLUMNS, decided_of
from monitoring.suppressing import Published, is_small
from monitoring.values import attaching
from tests import factories
from tests.factories import monitoring as made
from tests.monitoring.attacker import histories_left, reads, taken_back, truths_left
from tests.reporting.iati_facts import ready_phase, ready_pilot

FEW = (3, 1, 2, 4)
FIRST, SECOND = ("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-06-30")


class World:
    """A pilot with a line, before anything of it is published. `files` say of how many people they are."""

    def __init__(self) -> None:
        self.pilot = ready_pilot(ready_phase(), "TangerAccueil", under=factories.city("Tangier"))
        self.line = made.line(self.pilot, made.indicator("Trained"))
        self.files: dict[int, Document | Image] = {}

    def reads(self) -> Iterator:
        return reads(self.pilot)

    def lines(self) -> Iterator:
        """The pages of the lines alone: what he keeps of a moment at which nothing is withheld in a new way."""
        return islice(self.reads(), self.pilot.result_lines.count())


pytestmark = [pytest.mark.alike, pytest.mark.begins_with(world=World)]


def paper(few: int) -> Document:
    return Document.objects.create(title=f"List of {few}", file=ContentFile(f"{few} names", name=f"list-of-{few}.txt"))


def photo(few: int) -> Image:
    return Image.objects.create(title="photo", file=get_test_image_file(f"{few}.jpg", size=(20 + few, 20)))


# --- lives: each says of `few` people, in one way only, how many they are -------------------------------------------
def documents(world: World, few: int) -> Iterator:
    """A list that was sent with two values."""
    made.approved(made.period(world.line, *SECOND), few, documents=[world.files[few]])
    made.approved(made.period(world.line, *FIRST), 30, documents=[world.files[few]])
    yield world.reads()


def notes(world: World, few: int) -> Iterator:
    company = {"narrative": f"{few} came", "source": f"List of {few}", "source_url": f"https://example.org/{few}"}
    period = made.period(world.line, *SECOND)
    made.approved(period, few, measured_on=date(2026, 2, few), qualifier=("", "about")[few % 2], **company)
    yield world.reads()


def the_note_of_the_baseline(world: World, few: int) -> Iterator:
    facts = {"baseline": few, "baseline_year": 2024, "baseline_comment": f"{few} women", "target": 100}
    ResultLine.objects.filter(pk=world.line.pk).update(**facts)
    made.approved(made.period(world.line, *SECOND), 30)
    yield world.reads()


def photos(world: World, few: int) -> Iterator:
    period = made.period(world.line, *SECOND)
    made.approved(period, few, photo=world.files[few], photo_description=f"{few} women")
    yield world.reads()


def newest_counts(world: World) -> None:
    Indicator.objects.filter(pk=world.line.indicator_id).update(aggregation="last")
    world.line.refresh_from_db()


def periods(world: World, few: int) -> Iterator:
    newest_counts(world)
    made.approved(made.period(world.line, *FIRST), 150)
    made.approved(made.period(world.line, *SECOND), 150 + few)
    yield world.reads()


def breakdowns_over_periods(world: World, few: int) -> Iterator:
    newest_counts(world)
    made.approved(made.period(world.line, *FIRST), 150, parts={"sex": {"female": Decimal(80), "male": Decimal(70)}})
    parts = {"sex": {"female": Decimal(90 - few), "male": Decimal(70 + few)}}
    made.approved(made.period(world.line, *SECOND), 160, parts=parts)
    yield world.reads()


def percentages(world: World, few: int) -> Iterator:
    yield from one_of_them(world, few, of=world.line.indicator)


def percentages_of_nobody_knows_whom(world: World, few: int) -> Iterator:
    yield from one_of_them(world, few, of=None)


def one_of_them(world: World, few: int, of: Indicator | None) -> Iterator:
    made.approved(made.period(world.line, *SECOND), few)
    made.approved(made.period(made.line(world.pilot, share_of(of)), *SECOND), one_in(few))
    yield world.reads()


def share_of(people: Indicator | None) -> Indicator:
    facts = {"measure": "2", "aggregation": "none", "counts_people": False, "dimensions": []}
    return made.indicator("Found work", code="SHARE", share_of=people, **facts)


def one_in(few: int) -> Decimal:
    return round(Decimal(100) / few, 1)


def settings(world: World, few: int) -> Iterator:
    """An officer says afterwards that the indicator counts no people."""
    made.approved(made.period(world.line, *SECOND), few)
    indicator = world.line.indicator
    indicator.counts_people = False
    with suppress(ValidationError):
        indicator.full_clean()
        indicator.save()
    yield world.reads()


def history(world: World, few: int) -> Iterator:
    """The year before is reported late: he has kept what was public until then."""
    newest_counts(world)
    made.approved(made.period(world.line, *SECOND), 160)
    yield world.lines()
    made.approved(made.period(world.line, *FIRST), 160 - few)
    yield world.reads()


def a_correction(world: World, few: int) -> Iterator:
    """The number of another period was corrected since: he has kept what it was."""
    newest_counts(world)
    first = made.period(world.line, *FIRST)
    made.approved(first, 160)
    yield world.lines()
    made.approved(first, 190)
    made.approved(made.period(world.line, *SECOND), 160 + few)
    yield world.reads()


def a_withdrawal(world: World, few: int) -> Iterator:
    newest_counts(world)
    value = made.approved(made.period(world.line, *FIRST), 160)
    yield world.lines()
    withdraw(value, by=None, note="Not ours")
    made.approved(made.period(world.line, *SECOND), 160 + few)
    yield world.reads()


def a_percentage_whose_people_were_withdrawn(world: World, few: int) -> Iterator:
    people = made.approved(made.period(world.line, *SECOND), few)
    made.approved(made.period(made.line(world.pilot, share_of(None)), *SECOND), one_in(few))
    yield world.lines()
    withdraw(people, by=None, note="Not ours")
    yield world.reads()


def a_percentage_before_its_people(world: World, few: int) -> Iterator:
    made.approved(made.period(made.line(world.pilot, share_of(world.line.indicator)), *SECOND), one_in(few))
    yield world.lines()
    made.approved(made.period(world.line, *SECOND), few)
    yield world.reads()


def a_baseline_that_is_set_afterwards(world: World, few: int) -> Iterator:
    newest_counts(world)
    made.approved(made.period(world.line, *SECOND), 160)
    yield world.lines()
    form = LineForm({"baseline": 160 - few, "baseline_year": 2024, "exported": "on"}, instance=world.line)
    if form.is_valid():
        form.save()
    yield world.reads()


FILES = {documents: paper, photos: photo}


# --- what hides it --------------------------------------------------------------------------------------------------
def as_if_nobody_were_named(value: Decimal, people: Iterable[Published], *, is_of_them: bool) -> Published:
    people = list(people)
    return suppressing.published_share(value, people, is_of_them=is_of_them and bool(people))


NOT_HIDDEN = property(lambda _shown: False)
STANDS = Q(state__in=("approved", ""))
MENDS = {
    documents: (attaching, "comes_with_a_withheld_value", lambda _document: False),
    notes: (Published, "hides_its_company", NOT_HIDDEN),
    the_note_of_the_baseline: (Published, "hides_its_company", NOT_HIDDEN),
    photos: (Published, "hides_its_company", NOT_HIDDEN),
    periods: (suppressing, "_apart_from", lambda _others, shown: shown),
    breakdowns_over_periods: (suppressing, "_differ_by_few", lambda *_numbers: False),
    percentages: (publication, "published_share", lambda value, _people, **_kind: Published(value)),
    percentages_of_nobody_knows_whom: (
        publication,
        "published_share",
        lambda value, _people, **_kind: Published(value),
    ),
    settings: (Indicator, "_refuse_change_of_what_is_published", lambda _indicator: None),
    history: (publication, "_turn", lambda row: (row["period__ends"], row["pk"])),
    a_correction: (publication, "EVER_PUBLISHED", STANDS),
    a_withdrawal: (publication, "EVER_PUBLISHED", STANDS),
    a_percentage_whose_people_were_withdrawn: (publication, "EVER_PUBLISHED", STANDS),
    a_baseline_that_is_set_afterwards: (forms, "values_changed_by_baseline", lambda _line, _baseline: 0),
    a_percentage_before_its_people: (publication, "published_share", as_if_nobody_were_named),
}
"""Of each life the one place that hides the number, and what it would be if somebody took the rule away."""


def left(life, world: World, *, enough: int = 0) -> list[int]:
    def lived(few: int) -> Iterator:
        with taken_back():
            yield from life(world, few)

    return truths_left(lived, FEW[0], FEW[1:], enough=enough)


@pytest.mark.django_db
@pytest.mark.parametrize("life", MENDS)
def test_he_is_left_in_doubt_and_without_the_mend_he_knows(world, monkeypatch, life):
    if life in FILES:
        world.files = {few: FILES[life](few) for few in sorted(FEW)}

    assert len(left(life, world, enough=2)) > 1

    monkeypatch.setattr(*MENDS[life])
    assert left(life, world) == [FEW[0]]


# --- numbers alone, whatever they are -------------------------------------------------------------------------------
HISTORIES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=3)


def published_in_the_end(history) -> object:
    """Women and men, of a line whose periods do not add up: of one period, of another, and of the first corrected."""
    parts = {at: {"sex": {"female": Decimal(women), "male": Decimal(men)}} for at, (women, men) in enumerate(history)}
    return decided_of([row(at, women + men) for at, (women, men) in enumerate(history)], parts)


def row(at: int, total: int) -> dict:
    year = {"period__starts": date(2020 + at % 2, 1, 1), "period__ends": date(2020 + at % 2, 12, 31)}
    facts = dict.fromkeys(COLUMNS) | {
        "pk": at,
        "period_id": at % 2,
        "period__line_id": 1,
        "value": Decimal(total),
        **year,
    }
    counted = {"period__line__indicator__counts_people": True, "period__line__indicator__aggregation": "last"}
    return {**facts, **counted, "basis": "reported", "state": "approved", "is_public": True, "published_in": at}


def few_people(history) -> Iterator[tuple[tuple, Callable[[tuple], int]]]:
    """Whatever is a small number of people in a history: in a period, or in one more than in another."""
    numbers = {("women", at): lambda told, at=at: told[at][0] for at in range(len(history))}
    numbers |= {("men", at): lambda told, at=at: told[at][1] for at in range(len(history))}
    numbers |= {("total", at): lambda told, at=at: sum(told[at]) for at in range(len(history))}
    for (what, at), number in numbers.items():
        yield (what, at), number
        for before in range(at):
            yield (
                (what, before, at),
                lambda told, number=number, other=numbers[what, before]: abs(number(told) - other(told)),
            )


@hypothesis.settings(max_examples=8, deadline=None, derandomize=True)
@given(history=HISTORIES)
def test_of_no_few_people_can_he_tell_how_many_they_are(history):
    certain = {few: number for few, number in few_people(history) if is_small(number(history))}

    for other in histories_left(published_in_the_end, tuple(history), list(product(range(13), repeat=2))):
        certain = {few: number for few, number in certain.items() if number(other) == number(history)}
        if not certain:
            break

    assert not certain
