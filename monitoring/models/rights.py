"""By what every queryset of this room asks who may, beside the city in the tree (`cities.tree.under`)."""

from __future__ import annotations

from accounts.roles import Role, holds


def is_mne(user) -> bool:
    """Whether the person monitors the programme; an administrator does."""
    return holds(user, Role.MNE)
