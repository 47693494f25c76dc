from .commitments import Commitment
from .evaluations import CriterionScore, Evaluation, EvaluationInvitation

__all__ = ["Commitment", "CriterionScore", "Evaluation", "EvaluationInvitation"]
