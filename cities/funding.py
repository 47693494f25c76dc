"""How each funder wants to be named, wherever something that it paid for is shown: its emblem and its sentences.

The European Union asks for its emblem beside the words "Funded by the European Union", and for a sentence by which it
answers for nothing of the contents ("Communicating and raising EU visibility: guidance for external actions", 2022).
Which funders there are, the phases and pilots say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import languages
from core.caching import cached_until_change

from .models import Organisation

OF_THE_EU = {"EUTF", "DG NEAR", "DG INTPA", "EU"}
"""Acronyms of what pays for the European Union: the Union is named, not the fund."""
SWISS = {"SDC"}


@dataclass(frozen=True)
class Acknowledgement:
    """`emblem`: the static file of an emblem, where its owner asks for one; `disclaimer`: what follows the sentence."""

    sentence: str
    disclaimer: str = ""
    emblem: str = ""


def funders_of_the_programme() -> list[Acknowledgement]:
    """Of all its phases. The same on every page, in each language."""

    def read() -> list[Acknowledgement]:
        funders = Organisation.objects.filter(funded_phases__isnull=False).distinct().order_by("funded_phases", "pk")
        return acknowledgements(funders)

    return cached_until_change(("funders of the programme", languages.current()), read)


def acknowledgements(funders: Iterable[Organisation]) -> list[Acknowledgement]:
    """In their order, but the Union first, as it asks; each once."""
    found = [acknowledgement(one) for one in funders]
    return sorted(dict.fromkeys(found), key=lambda one: not one.emblem)


def acknowledgement(funder: Organisation) -> Acknowledgement:
    """In the current language."""
    if funder.acronym in OF_THE_EU:
        return Acknowledgement(
            _("Funded by the European Union"),
            _(
                "The contents are the sole responsibility of the programme’s partners and do not necessarily reflect "
                "the views of the European Union."
            ),
            "images/eu-emblem.svg",
        )
    if funder.acronym in SWISS:
        return Acknowledgement(
            _("Co-funded by the Swiss Agency for Development and Cooperation (SDC)"),
            _("The contents do not necessarily reflect its views."),
        )
    return Acknowledgement(_("Funded by %(funder)s") % {"funder": funder.name})
