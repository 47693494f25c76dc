"""Roles as a reader reads them."""

from __future__ import annotations

from accounts.roles import Role


def role_said(by_role: str) -> str:
    """A role of which only the code is kept; what was written in words stays."""
    return str(Role(by_role).label) if by_role in Role.values else by_role
