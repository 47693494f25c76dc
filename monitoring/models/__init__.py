from .commitments import Commitment
from .evaluations import CriterionScore, Evaluation, EvaluationInvitation
from .files import Activity, ActivityFile, Contribution, FunderReport
from .frameworks import COMMENTS, MEASURED, Period, ResultLine
from .indicators import CATEGORIES, Category, Dimension, Indicator
from .measurements import DOCUMENTED, OPEN, Measurement, MeasurementPart, MeasurementStep, State
from .pages import MonitoringPage

__all__ = [
    "CATEGORIES",
    "COMMENTS",
    "DOCUMENTED",
    "MEASURED",
    "OPEN",
    "Activity",
    "ActivityFile",
    "Category",
    "Commitment",
    "Contribution",
    "CriterionScore",
    "Dimension",
    "Evaluation",
    "EvaluationInvitation",
    "FunderReport",
    "Indicator",
    "Measurement",
    "MeasurementPart",
    "MeasurementStep",
    "MonitoringPage",
    "Period",
    "ResultLine",
    "State",
]
