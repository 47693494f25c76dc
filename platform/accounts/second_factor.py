"""Who must sign in with a second factor, and who has one.

The rule: whoever can publish or see personal data. A room above this one adds its own people with `also_required_for`.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from .models import User
from .roles import GROUPS, Role, groups_of

ROLES = (Role.EDITOR, Role.ORGANISER, Role.MNE)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none

Rule = Callable[[User], bool]
_also: list[Rule] = []


def also_required_for(rule: Rule) -> Rule:
    """A room's own rule: a decorator. The rule asks the database once."""
    _also.append(rule)
    return rule


def must_have_second_factor(user: User) -> bool:
    if not settings.REQUIRE_MFA:
        return False
    if user.is_superuser or groups_of(user) & {GROUPS[role] for role in ROLES}:
        return True
    return any(rule(user) for rule in _also)


def has_second_factor(user: User) -> bool:
    return get_adapter().is_mfa_enabled(user, FACTORS)


def lacks_second_factor(user: User) -> bool:
    """Must have one and has none. One query for who has one, which is nearly everybody who must."""
    return settings.REQUIRE_MFA and not has_second_factor(user) and must_have_second_factor(user)
