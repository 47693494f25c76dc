"""Questions to a city that fall due on a day: opened, sent to its role (cities.reminding), answered in one click.

Rooms register what they ask; nothing here knows what a question is about.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.languages import Wording
from core.tokens import hashed, new_token

from .models import CheckIn

ASKED_BEFORE = timedelta(days=35)
"""A question is put this long before it is due, so that an answer can be in time."""
LINK_LASTS = timedelta(days=60)
LONGEST_TEXT = 1_000


@dataclass(frozen=True)
class Due:
    """That a city is to be asked about one row, and by when it should have answered."""

    target: int
    city: int
    day: date


@dataclass(frozen=True)
class NextStep:
    """What an answer leads on to, for somebody who signs in."""

    label: str
    url: str


class CheckInKind(ABC):
    """One kind of question, about rows of one model. A room inherits it and registers an instance."""

    code: str
    model: type[models.Model]
    answers: type[models.TextChoices]
    falls_to: Role = Role.EDITOR
    """Who is asked about a city that has nobody."""

    def desk_url(self, target, role: str = "") -> str:
        """Where who signs in, as `role`, answers it, when a link must not; else nothing."""
        return ""

    @abstractmethod
    def due_by(self, day: date) -> Iterable[Due]:
        """Every row to be asked about that falls due until `day`, open question or not."""

    @abstractmethod
    def targets(self, keys: Iterable[int]) -> Mapping[int, Any]:
        """The rows by their key, without those that nobody can be asked about any more."""

    @abstractmethod
    def question(self, target) -> str:
        """In the current language."""

    @abstractmethod
    def title(self, target) -> Wording | str:
        """What it is about, in the words that are shown to a visitor."""

    @abstractmethod
    def url(self, target) -> str:
        """Where it can be read by anybody, under the current language."""

    @abstractmethod
    def answered(self, target, *, answer: str, by_role: str, text: str) -> None:
        """What an answer changes. `by_role` is a role's code or words. Raises ValidationError."""

    @abstractmethod
    def next_step(self, target, answer: str) -> NextStep | None:
        """What follows from the answer."""


_kinds: dict[str, CheckInKind] = {}


def register(kind: CheckInKind) -> CheckInKind:
    _kinds[kind.code] = kind
    return kind


def kinds() -> Iterable[CheckInKind]:
    return _kinds.values()


def kind_of(check_in: CheckIn) -> CheckInKind:
    return _kinds[check_in.kind]


def target_of(check_in: CheckIn) -> Any | None:
    """What is asked about, or nothing when it is gone."""
    return kind_of(check_in).targets([check_in.object_id]).get(check_in.object_id)


def of_kind(kind: CheckInKind) -> models.QuerySet[CheckIn]:
    return CheckIn.objects.filter(kind=kind.code, content_type=ContentType.objects.get_for_model(kind.model))


def open_due(today: date) -> None:
    """Opens what falls due until `ASKED_BEFORE` from `today`. A question that is open is not opened again."""
    for kind in kinds():
        content_type = ContentType.objects.get_for_model(kind.model)
        CheckIn.objects.bulk_create(
            [
                CheckIn(kind=kind.code, city_id=due.city, content_type=content_type, object_id=due.target, due=due.day)
                for due in kind.due_by(today + ASKED_BEFORE)
            ],
            batch_size=500,
            ignore_conflicts=True,  # the constraint `check_in_open_once`
        )


# --- links ----------------------------------------------------------------------------------------------------
def new_link(check_in: CheckIn, *, sent_to: str) -> str:
    """A new token, which ends the one before. Only the role that gets it and its hash are kept."""
    token, now = new_token(), timezone.now()
    check_in.token_hash, check_in.token_expires = _hashed(token), now + LINK_LASTS
    check_in.sent, check_in.sent_to = now, sent_to
    check_in.save(update_fields=["token_hash", "token_expires", "sent", "sent_to"])
    return token


def by_token(token: str) -> CheckIn | None:
    return CheckIn.objects.filter(token_hash=_hashed(token)).select_related("city").first()


def _hashed(token: str) -> str:
    return hashed(token, of="cities.check-in")


# --- answers --------------------------------------------------------------------------------------------------
@transaction.atomic
def answer(check_in: CheckIn, *, answer: str, by_role: str, text: str = "") -> CheckIn:
    """The first answer counts; what comes after changes nothing and gives the first. Raises ValidationError."""
    kind, target = kind_of(check_in), target_of(check_in)
    if target is None:
        raise ValidationError(_("The page you asked about is no longer public."))
    if answer not in kind.answers.values:
        raise ValidationError(_("Choose one of the answers."))
    if _close(CheckIn.objects.filter(pk=check_in.pk), answer, text):
        kind.answered(target, answer=answer, by_role=by_role, text=text)
    check_in.refresh_from_db()
    return check_in


def close(kind: CheckInKind, target: int, *, answer: str, text: str = "") -> bool:
    """Answers the open check-in about `target`, if there is one: for an answer that came another way."""
    return _close(of_kind(kind).filter(object_id=target), answer, text)


def _close(check_ins: models.QuerySet[CheckIn], answer: str, text: str) -> bool:
    """Whoever finds it open answers it. Raises ValidationError for a text that is too long: nothing is cut."""
    MaxLengthValidator(LONGEST_TEXT)(text.strip())
    return bool(check_ins.open().update(answered=timezone.now(), answer=answer, text=text.strip()))
