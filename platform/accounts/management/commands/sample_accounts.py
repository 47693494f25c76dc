"""The sample people: roles, not persons."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

SAMPLE_ADMINS = ("admin",)


class Command(BaseCommand):
    help = "Creates the sample accounts and prints user name and password once. Refuses under production settings."

    def handle(self, *args, **options) -> None:
        if settings.SETTINGS_MODULE.endswith(".production"):
            raise CommandError("Sample accounts are not made under production settings.")
        for name in SAMPLE_ADMINS:
            self._create(name)

    def _create(self, name: str) -> None:
        User = get_user_model()  # noqa: N806 (a class)
        if User.objects.filter(username=name).exists():
            self.stdout.write(f"{name}: exists, unchanged")
            return
        password = settings.SAMPLE_PASSWORD or secrets.token_urlsafe(12)
        User.objects.create_superuser(name, f"{name}@example.org", password)
        self.stdout.write(f"user name: {name}   password: {password}")
