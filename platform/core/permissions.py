"""Who may do what to a page: the tree says it, and this is the one place that reads the tree.

Wagtail asks a policy about many pages and a tester about one. Ours differ from Wagtail's in this: translators may touch
translations everywhere and originals nowhere; a city's people never delete what was published, nor move it; and what a
person may not edit, they know of only when it is public.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.utils.functional import cached_property
from wagtail.models import GroupPagePermission, Page, PagePermissionTester, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.query import PageQuerySet

from .models.holds import held_paths, stands_under

TRANSLATORS = "Translators"
"""The group whose permissions on the root mean: translations only."""


class TreePermissionPolicy(PagePermissionPolicy):
    """The permissions of Wagtail's groups on the tree, with those of the translators read as ours."""

    permission_cache_name = "_tree_permissions"

    def get_all_permissions_for_user(self, user) -> list[GroupPagePermission]:
        """Read once a request; those of the translators are only counted: see `translates`."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            user._translates = False
            return []
        given = GroupPagePermission.objects.filter(group__user=user).select_related("page", "permission", "group")
        user._translates = any(permission.group.name == TRANSLATORS for permission in given)
        return [permission for permission in given if permission.group.name != TRANSLATORS]

    def translates(self, user) -> bool:
        self.get_cached_permissions_for_user(user)
        return user._translates

    def user_has_any_permission(self, user, actions) -> bool:
        if super().user_has_any_permission(user, actions):
            return True
        return self.translates(user) and bool({"add", "change"} & set(actions))

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        return self.translates(user) and "change" in actions and translations_of_live().filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions) -> PageQuerySet:
        pages = super().instances_user_has_any_permission_for(user, actions)
        if self.translates(user) and {"add", "change"} & set(actions):
            pages |= translations_of_live()
        return pages

    def explorable_instances(self, user) -> PageQuerySet:
        """For a translator also every live page: the way to what may be translated."""
        if not self.translates(user):
            return super().explorable_instances(user) if self._explores(user) else self.model._default_manager.none()
        pages = Page.objects.filter(Q(live=True) | Q(depth=1)) | translations_of_live()
        return pages | super().explorable_instances(user) if self._explores(user) else pages

    def explorable_root_instance(self, user) -> Page | None:
        return Page.get_first_root_node() if self.translates(user) else super().explorable_root_instance(user)

    def _explores(self, user) -> bool:
        return user.is_superuser or bool(self.get_cached_permissions_for_user(user))


def tree_policy() -> TreePermissionPolicy:
    return policy_registry.get_by_type(Page)


def is_translation(kind: type[Page] | None) -> bool:
    """Page types of ours say so themselves (`core.models.permitted`), Wagtail's own say nothing."""
    return getattr(kind, "is_translation", False)


def translation_models() -> list[type[Page]]:
    return [kind for kind in get_page_models() if is_translation(kind)]


def translations_of_live() -> PageQuerySet:
    """Translations, drafts too, of subjects that anybody can read."""
    types = ContentType.objects.get_for_models(*translation_models()).values()
    parent = Page.objects.filter(path=OuterRef("parent_path"), live=True)
    above = Substr("path", 1, Length("path") - Page.steplen)
    kinds = Page.objects.filter(content_type__in=types)
    return Page.objects.filter(pk__in=kinds.annotate(parent_path=above).filter(Exists(parent)).values("pk"))


class TreePermissionTester(PagePermissionTester):
    """What one person may do to one page."""

    def __init__(self, user, page) -> None:
        super().__init__(user, page)
        self.translates = user.is_active and tree_policy().translates(user)

    @property
    def is_translation(self) -> bool:
        return is_translation(self.page.specific_class)

    @cached_property
    def is_public_translation(self) -> bool:
        """A translation, draft or not, of a subject that anybody can read."""
        return self.is_translation and self.page.get_parent().live

    @cached_property
    def holds_published(self) -> bool:
        """Whether this page or one below it is, or once was, public."""
        published = Q(live=True) | Q(first_published_at__isnull=False)
        return self.page.get_descendants(inclusive=True).filter(published).exists()

    def may(self, action: str) -> bool:
        """By the groups' permissions alone."""
        return self.user.is_active and (self.user.is_superuser or action in self.permissions)

    @property
    def is_held(self) -> bool:
        """Asked of every row of a list: the holds are read once a request, as a person's permissions are."""
        if not hasattr(self.user, "_held_paths"):
            self.user._held_paths = held_paths()
        return stands_under(self.page.path, self.user._held_paths)

    def can_publish(self) -> bool:
        return not self.is_held and super().can_publish()

    def can_publish_subpage(self) -> bool:
        return not self.is_held and super().can_publish_subpage()

    def can_edit(self) -> bool:
        if super().can_edit():
            return True
        return self.translates and self.is_public_translation

    def can_add_subpage(self) -> bool:
        if super().can_add_subpage():
            return True
        return self.translates and self.page.live and getattr(self.page.specific_class, "is_subject", False)

    def can_add(self, kind: type[Page]) -> bool:
        """Whether a page of this class may be begun here: a translator begins translations and nothing else."""
        if not self.can_add_subpage():
            return False
        return super().can_add_subpage() or is_translation(kind)

    def can_delete(self, ignore_bulk=False) -> bool:  # noqa: FBT002 (Wagtail's signature)
        """A draft, with its draft translations, by whoever may edit it; what was ever published, by its publishers."""
        if self.page_is_root or not self.user.is_active:
            return False
        if self.user.is_superuser or "publish" in self.permissions:
            return super().can_delete(ignore_bulk=ignore_bulk)
        return self._may_edit_above and self.can_edit() and not self.holds_published

    @property
    def _may_edit_above(self) -> bool:
        """A city's page is the root of what the city may touch: it is not the city's to delete."""
        given = self.permission_policy.get_cached_permissions_for_user(self.user)
        above = [one for one in given if one.permission.codename == "change_page" and one.page_id != self.page.pk]
        return self.translates or any(self.page.path.startswith(one.page.path) for one in above)

    def can_move(self) -> bool:
        """Moving is deleting here and adding there, and what a city writes stays under the city: publishers move."""
        return self.may("publish") and super().can_move()

    def can_copy(self) -> bool:
        """A translation is copied with its original only."""
        return super().can_edit() and not self.is_translation

    def can_submit_for_moderation(self) -> bool:
        return self.can_edit() and not self.is_held and super().can_submit_for_moderation()

    def can_view_revisions(self) -> bool:
        """History is the business of those who may edit."""
        return self.can_edit() or self.can_publish()

    def can_set_view_restrictions(self) -> bool:
        """What is published is public: a page behind a password would still be counted, searched and listed."""
        return False


register_permission_policy(Page, TreePermissionPolicy(Page))
