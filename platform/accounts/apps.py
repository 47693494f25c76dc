from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleInAdmin(WagtailUsersAppConfig):
    user_viewset = "accounts.people_in_admin.PeopleViewSet"


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = _("Accounts")
    never_shown = {
        "User": "public pages name roles and offices, no persons",
        "Letter": "for its reader only",
    }

    def ready(self) -> None:
        from core.editorial import EDITORIAL  # noqa: PLC0415 (once the models are there)

        from . import interface_language, post  # noqa: F401, PLC0415 (register themselves, once the models are there)
        from .roles import Role, grant, open_after_migrating  # noqa: PLC0415 (once the models are there)

        vocabularies = ("theme", "targetgroup", "region", "country", "frameworkitem")
        grant(Role.EDITOR, *(f"core.{action}_{name}" for action in ("add", "change") for name in vocabularies))
        grant(Role.EDITOR, *(f"search.{action}_searchterm" for action in ("add", "change", "delete")))
        grant(Role.EDITOR, EDITORIAL)
        grant(Role.EDITOR, "wagtailredirects.add_redirect", "wagtailredirects.change_redirect")
        post_migrate.connect(open_after_migrating)
