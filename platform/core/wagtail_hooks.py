"""Vocabularies in the editors' interface: one menu, one list each."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSetGroup

from . import translating  # noqa: F401 (registers what leads from an original to its translations)
from .admin_api import OwnDocuments, OwnImages
from .bulk_actions import DISCREET
from .bulk_tagging import TagBulkAction
from .deletion import refuse_to_delete_many, refuse_to_delete_what_is_needed
from .form_references import VisibleReferencesMixin
from .glyphs import GlyphField
from .hold_pages import FORMATTERS, HoldsMenuItem, all_holds, offer_hold, page_hold, say_that_it_is_held
from .models import Country, FrameworkItem, Region, TargetGroup, Theme, TranslationPage
from .newer_version import RecordViewSet
from .page_writing import refuse_an_action_sent_by_autosave
from .uploads.serving import refuse_unless_public
from .visibility import visible_in_admin

NAMES = MultiFieldPanel([FieldPanel(f"name_{code}") for code in ("en", "fr", "es", "ar")], _("Name"))
LISTED_NAMES = ["name_en", "name_fr", "name_es", "name_ar"]


class ThemeForm(WagtailAdminModelForm):
    icon = GlyphField(required=False, label=_("icon"), help_text=_("The drawing beside its name."))


class ThemeViewSet(RecordViewSet):
    model = Theme
    icon = "tag"
    list_display = ["code", *LISTED_NAMES]
    search_fields = LISTED_NAMES
    edit_handler = ObjectList(
        [FieldPanel("code"), NAMES, FieldPanel("description"), FieldPanel("icon"), FieldPanel("order")],
        base_form_class=ThemeForm,
    )


class TargetGroupViewSet(RecordViewSet):
    model = TargetGroup
    icon = "group"
    list_display = ["code", *LISTED_NAMES]
    search_fields = LISTED_NAMES
    panels = [FieldPanel("code"), NAMES, FieldPanel("order")]


class RegionForm(VisibleReferencesMixin, WagtailAdminModelForm):
    """Countries name their regions; whoever makes a region looks for its countries here."""

    code = forms.SlugField(max_length=30, label=_("code"), help_text=_("Used in addresses: letters, digits, hyphens."))
    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(), required=False, label=_("countries"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["countries"] = self.instance.countries.all()
        self.fields["countries"].help_text = _(
            "The filter lists a UN M49 region when a practice is in one of its countries, unless "
            "smaller regions within it contain them all. The programme’s own regions are not listed, "
            "but you can link to them."
        )

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.countries.set(self.cleaned_data["countries"])


class RegionViewSet(RecordViewSet):
    model = Region
    icon = "site"
    list_display = ["code", *LISTED_NAMES, "scheme"]
    list_filter = ["scheme"]
    search_fields = LISTED_NAMES
    edit_handler = ObjectList(
        [FieldPanel("code"), FieldPanel("scheme"), NAMES, FieldPanel("parent"), FieldPanel("countries")],
        base_form_class=RegionForm,
    )


class CountryViewSet(RecordViewSet):
    model = Country
    icon = "globe"
    list_display = ["code", *LISTED_NAMES]
    search_fields = ["code", *LISTED_NAMES]
    panels = [FieldPanel("code"), FieldPanel("iso3"), NAMES, FieldPanel("regions")]


class FrameworkItemViewSet(RecordViewSet):
    model = FrameworkItem
    icon = "list-ul"
    list_display = ["framework", "code", *LISTED_NAMES]
    list_filter = ["framework"]
    search_fields = ["code", *LISTED_NAMES]
    panels = [
        FieldPanel("framework"),
        FieldPanel("code"),
        NAMES,
        FieldPanel("url"),
        FieldPanel("order"),
        FieldPanel("note"),
    ]


class VocabularyGroup(ModelViewSetGroup):
    """A room with a vocabulary of its own adds it to `items`."""

    menu_label = _("Vocabularies")
    menu_icon = "tag"
    menu_order = 400
    items = [ThemeViewSet, TargetGroupViewSet, RegionViewSet, CountryViewSet, FrameworkItemViewSet]


@hooks.register("register_admin_viewset")
def register_vocabularies() -> VocabularyGroup:
    return VocabularyGroup()


hooks.register("before_serve_document", refuse_unless_public)
hooks.register("before_create_page", refuse_an_action_sent_by_autosave, order=-100)
hooks.register("before_edit_page", refuse_an_action_sent_by_autosave, order=-100)
hooks.register("before_delete_page", refuse_to_delete_what_is_needed)
hooks.register("before_bulk_action", refuse_to_delete_many)


@hooks.register("before_copy_page")
def refuse_to_copy_a_translation(request, page):
    """A translation goes where its subject goes: copied alone it would have none."""
    if isinstance(page.specific, TranslationPage):
        messages.error(request, _("A translation is copied with its original, not by itself."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("construct_page_chooser_queryset")
def choose_among_what_one_may_know_of(pages, request):
    """Stock choosers list the drafts of everybody."""
    return pages.filter(pk__in=visible_in_admin(request.user).values("pk"))


@hooks.register("before_create_page")
def refuse_what_one_may_not_begin(request, parent, kind):
    """A city has several kinds of children, and a translator begins only one of them."""
    if not parent.permissions_for_user(request.user).can_add(kind):
        raise PermissionDenied


@hooks.register("construct_admin_api", order=100)
def give_only_own_files(router):
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)


for action in DISCREET:  # in place of Wagtail's, by the order of INSTALLED_APPS
    hooks.register("register_bulk_action", action, order=100)

hooks.register("register_bulk_action", TagBulkAction)


# --- holds ------------------------------------------------------------------------------------------------------------
hooks.register("register_page_header_buttons", offer_hold)
hooks.register("before_edit_page", say_that_it_is_held)


@hooks.register("register_admin_urls")
def register_holds() -> list:
    return [
        path("pages/<int:page_id>/hold/", page_hold, name="page_hold"),
        path("reports/holds/", all_holds, name="holds"),
    ]


@hooks.register("register_reports_menu_item")
def offer_list_of_holds() -> HoldsMenuItem:
    return HoldsMenuItem(_("Pages on hold"), reverse("holds"), icon_name="lock", order=110)


@hooks.register("register_log_actions")
def register_log_of_holds(actions) -> None:
    for name, formatter in FORMATTERS.items():
        actions.register_action(name)(formatter)
