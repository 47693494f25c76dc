"""Choosing a peer in a form."""

from __future__ import annotations

from itertools import groupby

from django import forms

from core.listing import listed

from .models import Membership


class PeerChoices(forms.models.ModelChoiceIterator):
    """A group for each city, its people by name and role; never by address."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        for city, members in groupby(self.queryset, key=lambda member: member.city):
            yield (str(city.name), [self.choice(member) for member in members])


class PeerField(forms.ModelChoiceField):
    """Its queryset is of `cities.peers.peers_of`, in that order."""

    iterator = PeerChoices

    def __init__(self, **kwargs) -> None:
        super().__init__(Membership.objects.none(), **kwargs)

    def label_from_instance(self, member: Membership) -> str:
        name = member.user.get_full_name() or member.user.get_username().partition("@")[0]
        return listed([name, member.get_role_display()])
