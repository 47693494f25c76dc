"""Which transfers a person may know of, where a form takes one."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet

from core.form_references import register_visible
from core.permissions import tree_policy

from .models import Transfer


def visible_transfers(user, model: type[Model] = Transfer) -> QuerySet:
    """What a visitor sees, and whatever the practices and cities that they work on take part in: proposals too."""
    own = tree_policy().instances_user_has_any_permission_for(user, {"add", "change", "publish"}).values("pk")
    part = Q(practice__in=own) | Q(became__in=own) | Q(giver__in=own) | Q(receiver__in=own)
    return model.objects.filter(part | Q(pk__in=model.objects.public().values("pk")))


register_visible(Transfer, visible_transfers)
