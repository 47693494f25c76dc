from .activities import Activity, ActivityFile
from .funder_reports import FunderReport

__all__ = ["Activity", "ActivityFile", "FunderReport"]
