"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

urlpatterns: list = [
    # --- for everybody

    # --- the results framework

    # --- values: entered, judged

    # --- the board

    # --- evaluations, commitments

    # --- files that leave the house

    # --- reports
]
