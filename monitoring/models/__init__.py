from .contributions import Contribution
from .frameworks import COMMENTS, MEASURED, Period, ResultLine, refuse_unmeasured
from .indicators import CATEGORIES, Category, Dimension, Indicator
from .measurements import DOCUMENTED, OPEN, Measurement, MeasurementPart, MeasurementStep, State
from .pages import MonitoringPage, PhasePage, PhaseTranslation

__all__ = [
    "CATEGORIES",
    "COMMENTS",
    "DOCUMENTED",
    "MEASURED",
    "OPEN",
    "Category",
    "Contribution",
    "Dimension",
    "Indicator",
    "Measurement",
    "MeasurementPart",
    "MeasurementStep",
    "MonitoringPage",
    "Period",
    "PhasePage",
    "PhaseTranslation",
    "ResultLine",
    "State",
    "refuse_unmeasured",
]
