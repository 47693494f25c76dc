"""A commitment as it is read: to what, what the city will do, by when, how it stands, and where that can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from wagtail.models import Page

from cities.models import CityPage
from core.languages import Wording
from monitoring.models import Commitment

SIGNS = {
    Commitment.Status.PROPOSED: ("planned", ""),
    Commitment.Status.COMMITTED: ("planned", ""),
    Commitment.Status.UNDER_WAY: ("running", "wait"),
    Commitment.Status.KEPT: ("check", "ok"),
    Commitment.Status.DROPPED: ("stopped", ""),
}


@dataclass(frozen=True)
class ShownCommitment:
    """`to_kind`: which framework, or which publication; `to`: the goal or recommendation."""

    pk: int
    to_kind: str
    to: Wording
    text: Wording
    by_when: str
    state: dict
    evidence: str
    """The title of a practice or pilot of the city that is public, as it was first written."""
    evidence_url: str
    source: str
    city: CityPage
    is_public: bool


def with_ties(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """With all that `shown_commitments` reads."""
    return commitments.select_related("recommendation__publication", "framework_item", "evidence", "city__country")


def commitments_of(city: CityPage, request: HttpRequest | None = None) -> list[ShownCommitment]:
    """The public ones. One query where there is no evidence."""
    public = with_ties(Commitment.objects.public().filter(city=city.pk)) if city.pk else ()
    return shown_commitments(public, request)


def shown_commitments(commitments: Iterable[Commitment], request: HttpRequest | None = None) -> list[ShownCommitment]:
    return [_shown(commitment, request) for commitment in commitments]


def _shown(one: Commitment, request: HttpRequest | None) -> ShownCommitment:
    icon, tone = SIGNS[Commitment.Status(one.status)]
    evidence = one.evidence if one.evidence and one.evidence.live else None
    kind, to = _to(one)
    return ShownCommitment(
        pk=one.pk,
        to_kind=kind,
        to=to,
        text=Wording(one.text, one.language),
        by_when=date_format(one.target_date) if one.target_date else "",
        state={"icon": icon, "tone": tone, "text": capfirst(one.get_status_display())},
        evidence=evidence.title if evidence else "",
        evidence_url=_url(evidence, request) if evidence else "",
        source=one.source,
        city=one.city,
        is_public=one.published is not None,
    )


def _to(one: Commitment) -> tuple[Wording, Wording]:
    """A goal by its framework and number; a recommendation by its publication, in whose language it is."""
    if one.framework_item:
        item = one.framework_item
        name = item.name
        return item.get_framework_display(), Wording(f"{item.code} {name}", name.language)
    publication = one.recommendation.publication
    return Wording(publication.title, publication.language), Wording(one.recommendation.words, publication.language)


def _url(page: Page, request: HttpRequest | None) -> str:
    return page.get_url(request) or ""
