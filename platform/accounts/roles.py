"""The roles of the platform, and the groups of those that are not of one city.

A city's people have their rights from the city's own group (cities.offices), everybody else from one of these.
"""

from __future__ import annotations

from collections import defaultdict

from django.apps import AppConfig, apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from core.permissions import TRANSLATORS


class Role(models.TextChoices):
    """What a person is invited as. The first three are of a city."""

    OFFICIAL = "official", _("official")
    FOCAL_POINT = "focal-point", _("focal point")
    OBSERVER = "observer", _("observer")
    EDITOR = "editor", _("editor")
    TRANSLATOR = "translator", _("translator")
    ORGANISER = "organiser", _("organiser of sessions")
    MNE = "mne", _("M&E officer")


OF_A_CITY = (Role.OFFICIAL, Role.FOCAL_POINT, Role.OBSERVER)
GROUPS = {
    Role.EDITOR: "Editors",
    Role.TRANSLATOR: TRANSLATORS,
    Role.ORGANISER: "Organisers",
    Role.MNE: "M&E officers",
}
ON_EVERY_PAGE = {
    Role.EDITOR: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    Role.TRANSLATOR: ("add", "change"),
}
FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
_granted: dict[Role, set[str]] = defaultdict(lambda: {"wagtailadmin.access_admin"})
_sections: list[tuple[Role, type[Page], tuple[str, ...]]] = []


def grant(role: Role, *permissions: str) -> None:
    """A room says what a role may do to its records: `grant(Role.EDITOR, "cities.change_organisation")`."""
    _granted[role].update(permissions)


def grant_section(role: Role, model: type[Page], *actions: str) -> None:
    """A room says which of its index pages a role works under, and what it may do there."""
    _sections.append((role, model, actions))
    post_save.connect(_open_section, sender=model, dispatch_uid=("roles", model))


def _open_section(sender, instance, created, raw=False, **kwargs) -> None:  # noqa: FBT002 (a signal's)
    for role, model, actions in _sections:
        if model is sender and created and not raw:
            allow_on_page(Group.objects.get(name=GROUPS[role]), instance.page_ptr, actions)


def groups_of(user) -> set[str]:
    """The names of a person's groups, read once for each person that a request loads."""
    if not user.is_authenticated or not user.is_active:
        return set()
    if not hasattr(user, "_names_of_groups"):
        user._names_of_groups = set(user.groups.values_list("name", flat=True))
    return user._names_of_groups


def holds(user, role: Role) -> bool:
    """Whether the person has this role of the platform. An administrator has them all."""
    return (user.is_active and user.is_superuser) or GROUPS[role] in groups_of(user)


def people_with(role: Role) -> models.QuerySet:
    """Active people of the role's group; letters to a role go to them."""
    return get_user_model().objects.filter(is_active=True, groups__name=GROUPS[role])


def open_role_groups() -> None:
    """Makes and repairs the groups: their permissions on the root page, on files and on records."""
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    for role, name in GROUPS.items():
        granted = Q(pk__isnull=True)
        for permission in _granted[role]:
            app, codename = permission.split(".")
            granted |= Q(content_type__app_label=app, codename=codename)
        group, _is_new = Group.objects.get_or_create(name=name)
        group.permissions.set(Permission.objects.filter(granted))
        if root is not None:
            allow_on_page(group, root, ON_EVERY_PAGE.get(role, ()))
    if files is not None:
        allow_files(Group.objects.get(name=GROUPS[Role.EDITOR]), files)
        # a collection of its own: whoever may choose in the root may choose in every city's
        sessions = files.get_children().filter(name="Sessions").first() or files.add_child(
            instance=Collection(name="Sessions")
        )
        allow_files(Group.objects.get(name=GROUPS[Role.ORGANISER]), sessions)
    for role, model, actions in _sections:
        for page in model.objects.all():
            allow_on_page(Group.objects.get(name=GROUPS[role]), page.page_ptr, actions)


def allow_on_page(group: Group, page: Page, actions: tuple[str, ...]) -> None:
    """Gives `group` exactly these actions on `page` and what hangs under it."""
    wanted = {f"{action}_page" for action in actions}
    given = GroupPagePermission.objects.filter(group=group, page=page)
    given.exclude(permission__codename__in=wanted).delete()
    held = given.values_list("permission", flat=True)
    missing = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=wanted).exclude(pk__in=held)
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=permission) for permission in missing
    )


def allow_files(group: Group, collection: Collection) -> None:
    """Images and documents of `collection`: add, change, choose."""
    held = GroupCollectionPermission.objects.filter(group=group, collection=collection).values("permission")
    files = Permission.objects.filter(content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=FILES)
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in files.exclude(pk__in=held)
    )


def open_after_migrating(sender: AppConfig, **kwargs) -> None:
    """Once every app's permissions exist: after the last app that has models."""
    if sender is [app for app in apps.get_app_configs() if app.models_module][-1]:
        open_role_groups()
