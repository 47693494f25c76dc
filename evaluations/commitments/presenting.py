"""A commitment as it is read: to what, what the city will do, by when, how it stands, and where that can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst

from cities.models import CityPage
from core.display import Link, Sign
from core.languages import Wording
from evaluations.models import Commitment
from learning.models import Recommendation

SIGNS = {
    Commitment.Status.PROPOSED: ("planned", ""),
    Commitment.Status.COMMITTED: ("planned", ""),
    Commitment.Status.UNDER_WAY: ("running", "wait"),
    Commitment.Status.KEPT: ("check", "ok"),
    Commitment.Status.DROPPED: ("stopped", ""),
}


@dataclass(frozen=True)
class CommitmentCard:
    """`to_kind`: which framework, or which publication; `to`: the goal or recommendation."""

    pk: int
    to_kind: str
    to: Wording
    text: Wording
    by_when: str
    state: Sign
    evidence: Link | None
    """A practice or pilot of the city that is public, with its title as it was first written."""
    source: str
    city: CityPage
    is_public: bool


def with_related(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """With all that `commitment_cards` reads."""
    return commitments.select_related("recommendation__publication", "framework_item", "evidence", "city__country")


def commitments_of(city: CityPage, request: HttpRequest | None = None) -> list[CommitmentCard]:
    """The public ones. One query where there is no evidence."""
    public = with_related(Commitment.objects.public().filter(city=city.pk)) if city.pk else ()
    return commitment_cards(public, request)


def commitments_to(recommendation: Recommendation, request: HttpRequest | None = None) -> list[CommitmentCard]:
    """The public ones, by city; to what is said where they stand."""
    public = with_related(Commitment.objects.public().filter(recommendation=recommendation)).order_by(
        "city__title", "pk"
    )
    nothing = Wording("", recommendation.publication.language)
    return [replace(card, to_kind="", to=nothing) for card in commitment_cards(public, request)]


def commitment_cards(commitments: Iterable[Commitment], request: HttpRequest | None = None) -> list[CommitmentCard]:
    """A goal is named by its framework and number; a recommendation by its publication, in whose language it is."""
    cards = []
    for one in commitments:
        if one.framework_item:
            item = one.framework_item
            kind, to = item.get_framework_display(), Wording(f"{item.code} {item.name}", item.name.language)
        else:
            publication = one.recommendation.publication
            kind = Wording(publication.title, publication.language)
            to = Wording(one.recommendation.words, publication.language)
        evidence = one.evidence if one.evidence and one.evidence.live else None
        cards.append(
            CommitmentCard(
                pk=one.pk,
                to_kind=kind,
                to=to,
                text=Wording(one.text, one.language),
                by_when=date_format(one.target_date) if one.target_date else "",
                state=Sign(capfirst(one.get_status_display()), *SIGNS[Commitment.Status(one.status)]),
                evidence=Link(evidence.title, evidence.get_url(request) or "") if evidence else None,
                source=one.source,
                city=one.city,
                is_public=one.published is not None,
            )
        )
    return cards
