"""Evaluations and commitments, as the verbs of the room leave them."""

from __future__ import annotations

from evaluations import evaluating
from evaluations.commitments import committing
from evaluations.evaluating import Criterion, Verdict
from evaluations.models import Commitment, Evaluation
from tests.factories import framework_item, measured

WHOLE = {criterion: Verdict(3, f"Because of {criterion}.") for criterion in Criterion.values}


def evaluation(of, *, by: str = "independent", said=WHOLE, officer=None, **facts) -> Evaluation:
    """A complete draft, on a page, or on that of a phase."""
    usual = {"timing": "mid-term", "evaluator": "University of Sfax", "summary": "It reaches families."}
    draft = Evaluation(**{"page": measured(of), "by": by, **usual, **facts})
    return evaluating.save_draft(draft, by=officer, verdicts=said)


def submitted(of, **facts) -> Evaluation:
    return evaluating.submit(evaluation(of, **facts), by=None)


def published(of, *, editor=None, **facts) -> Evaluation:
    return evaluating.publish(submitted(of, **facts), by=editor)


def commitment(city, text: str = "Receive every newcomer.", **facts) -> Commitment:
    """A draft, to an objective of the Global Compact unless said otherwise."""
    to = {} if "recommendation" in facts else {"framework_item": framework_item("gcm-objective", "1")}
    return committing.save_draft(Commitment(city=city, text=text, **{**to, **facts}), by=None)


def committed(city, text: str = "Receive every newcomer.", **facts) -> Commitment:
    return committing.publish(commitment(city, text, **facts), by=None)
