"""What a person may know of in the editors' interface: one queryset that every list, chooser and guard starts from."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page, UploadedFile
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from .form_references import register_visible
from .permissions import translation_models, translations_of_live, tree_policy


def visible_in_admin(user) -> PageQuerySet:
    """Whatever anybody can read, and what the person may work on; never another city's draft.

    A translation is public when it and its subject are. The question is put together once a request, as a person's
    permissions are read: a form asks it for each of its fields.
    """
    if user.is_active and user.is_superuser:
        return Page.objects.all()
    if not hasattr(user, "_visible_in_admin"):
        public = Page.objects.live().public().not_exact_type(*translation_models()) | translations_of_live().live()
        user._visible_in_admin = public | tree_policy().explorable_instances(user)
    return user._visible_in_admin.all()


def files_visible_in_admin(user, model: type[Model]) -> QuerySet:
    """The images or documents of the collections a person works with."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, {"add", "change", "delete", "choose"})


def oversees(user) -> bool:
    """Whether the person publishes anywhere on the site: reports about everybody's work are theirs. Asked once a
    request, as a person's permissions are."""
    if not hasattr(user, "_oversees"):
        root = Page.get_first_root_node()
        user._oversees = tree_policy().user_has_permission_for_instance(user, "publish", root)
    return user._oversees


register_visible(Page, lambda user, _model: visible_in_admin(user))
for files in (AbstractImage, AbstractDocument):
    register_visible(files, files_visible_in_admin)
register_visible(UploadedFile, lambda user, model: model._default_manager.filter(uploaded_by_user=user))
