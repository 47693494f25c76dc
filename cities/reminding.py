"""Reminders: one letter with all the questions that wait for a city, at most one in a calendar month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.post import send
from accounts.roles import Role, people_with
from core import due
from core.languages import Wording

from .belonging import focal_points_of, people_of
from .checking_in import ASKED_BEFORE, LINK_LASTS, Kind, kinds, new_link, open_due
from .models import CheckIn, CityPage, Desk


@dataclass(frozen=True)
class Question:
    """One question of a letter; its words are read while the letter is written, in the reader's language."""

    kind: Kind
    target: Any
    due: date
    token: str
    role: Role

    @property
    def text(self) -> str:
        return self.kind.question(self.target)

    @property
    def title(self) -> Wording | str:
        return self.kind.title(self.target)

    @property
    def url(self) -> str:
        return self.kind.desk_url(self.target, self.role) or reverse("check_in", args=[self.token])

    @property
    def at_the_desk(self) -> bool:
        return bool(self.kind.desk_url(self.target, self.role))


@due.register("questions to cities")
def ask_cities() -> int:
    """Opens what falls due and reminds the cities it waits for. Gives how many cities were written to."""
    today = timezone.localdate()
    open_due(today)
    return sum(remind(city, today) for city in _cities_to_write_to(today))


def _cities_to_write_to(today: date) -> list[CityPage]:
    """Those with a question that no letter has asked yet, or whose link has run out.

    A link that lasts longer than any was made while the clock was ahead.
    """
    now = timezone.now()
    unasked = Q(token_expires__isnull=True) | Q(token_expires__lte=now) | Q(token_expires__gt=now + LINK_LASTS)
    waiting = CheckIn.objects.due(today + ASKED_BEFORE).filter(unasked)
    return list(CityPage.objects.filter(pk__in=waiting.values("city")).order_by("path"))


@transaction.atomic
def remind(city: CityPage, today: date) -> bool:
    """Writes to the city's role, unless it was written to this month: whoever claims the month writes."""
    letters = _letters(city, _waiting_for(city, today))
    if not letters or not _claim_month(city, today):
        return False
    for role, (readers, waiting) in letters.items():
        questions = [
            Question(kind, target, check_in.due, new_link(check_in, sent_to=role), role)
            for kind, target, check_in in waiting
        ]
        desk = [question.at_the_desk for question in questions]
        told = {"by_link": not all(desk), "at_the_desk": any(desk)}
        send("check_in", readers, city=city, role=role, questions=questions, **told)
    return True


def who_answers_for(city: CityPage, falls_to: Role = Role.EDITOR) -> tuple[Role, list[User]]:
    """Its focal points, else all who write for it, else those of the programme, who find somebody to ask."""
    for role, people in (
        (Role.FOCAL_POINT, focal_points_of(city)),
        (Role.OFFICIAL, people_of(city)),
        (falls_to, people_with(falls_to)),
    ):
        readers = list(people)
        if readers:
            return role, readers
    return falls_to, []


Waiting = tuple[Kind, Any, CheckIn]


def _letters(city: CityPage, waiting: list[Waiting]) -> dict[Role, tuple[list[User], list[Waiting]]]:
    """One with everything; where the city has nobody, one for each role of the programme that finds somebody."""
    answering = {role: who_answers_for(city, role) for role in {kind.falls_to for kind, _target, _one in waiting}}
    letters: dict[Role, tuple[list[User], list[Waiting]]] = {}
    for question in waiting:
        role, readers = answering[question[0].falls_to]
        if readers:
            letters.setdefault(role, (readers, []))[1].append(question)
    return letters


def _waiting_for(city: CityPage, today: date) -> list[Waiting]:
    """All that is open for the city, so that its newest letter has every link, oldest due first; not what is gone."""
    waiting = list(CheckIn.objects.due(today + ASKED_BEFORE).filter(city=city))
    found = []
    for kind in kinds():
        of_kind = [check_in for check_in in waiting if check_in.kind == kind.code]
        targets = kind.targets([check_in.object_id for check_in in of_kind])
        found += [(kind, targets[one.object_id], one) for one in of_kind if one.object_id in targets]
    return sorted(found, key=lambda question: (question[2].due, question[2].pk))


def _claim_month(city: CityPage, today: date) -> bool:
    """The row is written only when its month has passed: of two processes one finds it written.

    A day that is still to come was written while the clock was ahead.
    """
    Desk.objects.get_or_create(city=city)
    passed = Q(reminded_on__isnull=True) | Q(reminded_on__lt=today.replace(day=1)) | Q(reminded_on__gt=today)
    return bool(Desk.objects.filter(passed, city=city).update(reminded_on=today))
