"""Django's command, and the address counts as confirmed: whoever may run it at the console vouches for it."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.management.commands import createsuperuser
from django.db import transaction

from accounts.models import User


class Command(createsuperuser.Command):
    """Without this the first administrator could sign in only once mail can be sent."""

    help = "Creates an administrator who can sign in at once, whether or not mail can be sent yet."

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        there = set(User.objects.values_list("pk", flat=True))
        super().handle(*args, **options)
        for administrator in User.objects.filter(is_superuser=True).exclude(pk__in=there).exclude(email=""):
            EmailAddress.objects.create(user=administrator, email=administrator.email, verified=True, primary=True)
