"""Which writes make what is kept of results (core.keeping) be made anew: approving and documenting say so themselves.

What is written in bulk tells nobody: whoever does so calls `core.facets.changes.note_all("monitoring")`.
"""

from cities.models import Phase
from core.facets import watch_vocabulary

from .measuring import COLLECTION
from .models import ActivityFile, Contribution, Indicator, Period, ResultLine


def watch_what_is_kept() -> None:
    """Frameworks, indicators' names and rules, the budget, and whether there is a file."""
    watch_vocabulary(COLLECTION, ActivityFile, Contribution, Indicator, Period, Phase, ResultLine)
