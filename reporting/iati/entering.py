"""Enters into pilots what only the file needs. The pilots are their cities': nothing else of them is touched."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from core.revising import revise
from pilots.models import PilotPage


@transaction.atomic
def give_identifiers(identifiers: Mapping[PilotPage, str], *, by) -> None:
    """Into the page as it is public and into its draft. Raises ValidationError with the pilots that could not be."""
    refused = {}
    for pilot, identifier in identifiers.items():
        if pilot.iati_identifier == identifier:
            continue
        try:
            revise(pilot, lambda page, given=identifier: setattr(page, "iati_identifier", given), user=by)
        except ValidationError as error:
            refused[str(pilot.pk)] = error.messages
    if refused:
        raise ValidationError(refused)
