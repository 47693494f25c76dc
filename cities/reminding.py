"""Reminders: one letter with all the questions that wait for a city, at most one in a calendar month."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from .checking_in import ASKED_BEFORE, LINK_LASTS, CheckInKind, kinds, new_link, open_due
from .models import CheckIn, CityPage, Desk
from .silence import is_silent, silent_cities


@dataclass(frozen=True)
class CheckInQuestion:
    """One question of a letter; its words are read while the letter is written, in the reader's language."""

    kind: CheckInKind
    target: Any
    check_in: CheckIn
    role: Role = Role.EDITOR
    """Whom the letter is for."""
    token: str = ""

    @property
    def text(self) -> str:
        return self.kind.question(self.target)

    @property
    def title(self) -> Wording | str:
        return self.kind.title(self.target)

    @property
    def due(self) -> date:
        return self.check_in.due

    @property
    def url(self) -> str:
        return self.kind.desk_url(self.target, self.role) or reverse("check_in", args=[self.token])

    @property
    def at_the_desk(self) -> bool:
        return bool(self.kind.desk_url(self.target, self.role))


@due.register("questions to cities")
def ask_cities() -> int:
    """Opens what falls due and reminds the cities it waits for. Gives how many cities were written to.

    Those are the cities with a question that no letter has asked yet, or whose link has run out. A link that lasts
    longer than any was made while the clock was ahead.
    """
    today, now = timezone.localdate(), timezone.now()
    open_due(today)
    unasked = Q(token_expires__isnull=True) | Q(token_expires__lte=now) | Q(token_expires__gt=now + LINK_LASTS)
    waiting = CheckIn.objects.due(today + ASKED_BEFORE).filter(unasked)
    cities = list(
        CityPage.objects.filter(pk__in=waiting.values("city")).exclude(pk__in=silent_cities()).order_by("path")
    )
    return sum(remind(city, today) for city in cities)


@transaction.atomic
def remind(city: CityPage, today: date) -> bool:
    """Writes to the city's role, unless it was written to this month: whoever claims the month writes. Of a city that
    gets no letters nobody else is asked either.

    One letter with everything; where the city has nobody, one for each role of the programme that finds somebody.
    """
    if is_silent(city):
        return False
    questions = _questions_to(city, today)
    answering = {role: who_answers_for(city, role) for role in {question.kind.falls_to for question in questions}}
    letters: dict[Role, tuple[list[User], list[CheckInQuestion]]] = {}
    for question in questions:
        role, readers = answering[question.kind.falls_to]
        if readers:
            letters.setdefault(role, (readers, []))[1].append(question)
    if not letters or not _claim_month(city, today):
        return False
    for role, (readers, asked) in letters.items():
        linked = [replace(one, role=role, token=new_link(one.check_in, sent_to=role)) for one in asked]
        desk = [question.at_the_desk for question in linked]
        ways = {"by_link": not all(desk), "at_the_desk": any(desk)}
        send("check_in", readers, city=city, role=role, questions=linked, **ways)
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


def _questions_to(city: CityPage, today: date) -> list[CheckInQuestion]:
    """All that is open for the city, so that its newest letter has every link, oldest due first; not what is gone."""
    waiting = list(CheckIn.objects.due(today + ASKED_BEFORE).filter(city=city))
    found = []
    for kind in kinds():
        of_kind = [check_in for check_in in waiting if check_in.kind == kind.code]
        targets = kind.targets([check_in.object_id for check_in in of_kind])
        found += [CheckInQuestion(kind, targets[one.object_id], one) for one in of_kind if one.object_id in targets]
    return sorted(found, key=lambda question: (question.due, question.check_in.pk))


def _claim_month(city: CityPage, today: date) -> bool:
    """The row is written only when its month has passed: of two processes one finds it written.

    A day that is still to come was written while the clock was ahead.
    """
    Desk.objects.get_or_create(city=city)
    passed = Q(reminded_on__isnull=True) | Q(reminded_on__lt=today.replace(day=1)) | Q(reminded_on__gt=today)
    return bool(Desk.objects.filter(passed, city=city).update(reminded_on=today))
