"""What this room shows of evaluations and commitments on the pages of pilots, practices and cities."""

from __future__ import annotations

from django import template

from cities.models import CityPage
from evaluations import presenting as evaluations
from evaluations.commitments import presenting as commitments
from learning.models import Recommendation

register = template.Library()


@register.simple_tag(takes_context=True)
def evaluations_of(context, page) -> evaluations.EvaluationsOfPage:
    """`{% evaluations_of page as evaluations %}`: `.newest` and `.earlier`; false where there are none."""
    return evaluations.evaluations_of(page, context.get("request"))


@register.simple_tag(takes_context=True)
def commitments_of(context, city: CityPage) -> list[commitments.CommitmentCard]:
    """`{% commitments_of page as commitments %}`: for `evaluations/commitments/_commitments.html`."""
    return commitments.commitments_of(city, context.get("request"))


@register.simple_tag(takes_context=True)
def commitments_to(context, recommendation: Recommendation) -> list[commitments.CommitmentCard]:
    """`{% commitments_to recommendation as commitments %}`: for `evaluations/commitments/_commitments_to.html`."""
    return commitments.commitments_to(recommendation, context.get("request"))
