"""A city: a subject, and the page its practices and pilots hang under."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Orderable

from cities.city_form import AskedPanel, CityForm
from core.editorial import EditorialRows
from core.fields import CodesField, ProseField, TimeZoneField
from core.languages import OF_THE_WORLD
from core.models import (
    Country,
    Figure,
    IndexPage,
    Region,
    Row,
    SubjectPage,
    TranslationPage,
    WithOtherNames,
    Words,
    subject_key,
)
from core.word_lists import LINES

from .organisations import Phase

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

# A language by the name it gives itself: these are not translated.
LANGUAGES_OF_WORK = OF_THE_WORLD


class Situation(models.TextChoices):
    """What migration is to a city."""

    ARRIVAL = "arrival", _("arrival")
    TRANSIT = "transit", _("transit")
    SETTLED = "settled", _("settled communities")
    DISPLACEMENT = "displacement", _("displacement")
    RETURN = "return", _("return")


class CityIndexPage(IndexPage):
    heading = _("Cities")
    searched_rows = (*SubjectPage.searched_rows, "facts__label")
    presenter = "cities.directory.city_index_context"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["cities.CityPage"]

    class Meta:
        verbose_name = _("cities index")


class CityWords(Words):
    """A city's name is a fact; its words are the intro and what stands here."""

    NAMED_PARTS = ("summary",)

    summary = ProseField(_("profile"), words=250, help_text=_("Migration in this city."))
    local_government = models.CharField(_("local government"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def word_fields(self) -> list[str]:
        return ["intro", *self.NAMED_PARTS]


class CityPage(CityWords, WithOtherNames, SubjectPage):
    """`latitude` and `longitude` in degrees (WGS 84); `timezone` an IANA name; `geonames_id` as in geonames.org."""

    class Kind(models.TextChoices):
        CITY = "city", _("city")
        METROPOLIS = "metropolis", _("metropolis")
        PROVINCE = "province", _("province")
        GROUP = "group", _("group of municipalities")

    class Size(models.TextChoices):
        """By inhabitants of the city proper: under 100,000; under 500,000; under 1 million; more."""

        SMALL = "small", _("small: under 100,000 inhabitants")
        MEDIUM = "medium", _("medium: 100,000 to 500,000")
        LARGE = "large", _("large: 500,000 to 1 million")
        VERY_LARGE = "very-large", _("very large: over 1 million")
        UNKNOWN = "unknown", _("size not known")

    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="cities", verbose_name=_("country")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    timezone = TimeZoneField(_("time zone"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CITY)
    situations = CodesField(_("situation"), codes=Situation.choices)
    working_languages = CodesField(_("working languages"), codes=LANGUAGES_OF_WORK)
    geonames_id = models.PositiveIntegerField(_("GeoNames id"), null=True, blank=True)

    editorial_rows = ("participations",)
    is_of_a_city = True
    presenter = "cities.presenting.city_context"
    base_form_class = CityForm
    parent_page_types = ["cities.CityIndexPage"]
    content_panels = [
        MultiFieldPanel(
            [
                *(FieldPanel(f"name_{code}") for code in ("en", "fr", "es", "ar")),
                FieldPanel("other_names", widget=AdminAutoHeightTextInput(attrs=LINES)),
                FieldPanel("other_names_source"),
                AskedPanel("is_another", disable_comments=True),
            ],
            _("Name"),
        ),
        FieldPanel("intro"),
        *SubjectPage.lead_picture_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("local_government"),
                FieldPanel("country"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("timezone")]),
                FieldPanel("geonames_id"),
                FieldPanel("situations"),
                FieldPanel("working_languages"),
            ],
            _("City facts"),
        ),
        InlinePanel("facts", heading=_("Figures with year and source"), label=_("Fact")),
        InlinePanel("powers", heading=_("Powers held"), label=_("Power")),
        EditorialRows("participations", heading=_("Part in the programme"), label=_("Participation")),
        *SubjectPage.source_panels,
    ]

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def full_clean(self, *args, **kwargs) -> None:
        self._take_title_from_name()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._take_title_from_name()
        super().minimal_clean()

    slug: str  # Wagtail's

    def _take_title_from_name(self) -> None:
        """Wagtail lists pages by title; a city is listed by its name in the language it was written in."""
        self.title = self.draft_title = str(self.name_in(self.language))
        self.slug = self.slug or slugify(self.name_in("en")) or slugify(self.title, allow_unicode=True)

    @cached_property
    def figures_known(self) -> list[CityFact]:
        """Its facts in their order, read once."""
        return list(self.facts.all())

    @cached_property
    def population(self) -> CityFact | None:
        """The latest population of the city proper; one without a year counts as the oldest."""
        known = [fact for fact in self.figures_known if fact.kind == CityFact.Kind.POPULATION]
        return max(known, key=lambda fact: fact.year or 0, default=None)

    @property
    def size(self) -> str:
        if self.population is None:
            return self.Size.UNKNOWN
        bands = [(100_000, self.Size.SMALL), (500_000, self.Size.MEDIUM), (1_000_000, self.Size.LARGE)]
        return next((size for limit, size in bands if self.population.value < limit), self.Size.VERY_LARGE)

    @property
    def size_label(self) -> StrOrPromise:
        return self.Size(self.size).label

    @cached_property
    def regions(self) -> list[Region]:
        """The smallest M49 region it lies in, then the programme's own: larger M49 regions say nothing more."""
        found = list(self.country.regions.all()) if self.country else []
        wider = {region.parent_id for region in found}
        return sorted((region for region in found if region.pk not in wider), key=lambda region: region.scheme)

    @property
    def region(self) -> Region | None:
        """The M49 region, the one a visitor filters by."""
        return next((region for region in self.regions if region.scheme == Region.Scheme.M49), None)

    def words_of_rows(self) -> list[str]:
        return [*super().words_of_rows(), *self.all_names(), self.local_government]


class CityTranslation(CityWords, TranslationPage):
    subject = subject_key("cities.CityPage")

    parent_page_types = ["cities.CityPage"]
    content_panels = [
        TranslationPage.language_panel,
        *(FieldPanel(name) for name in ("intro", "summary", "local_government", "body")),
    ]

    class Meta:
        verbose_name = _("translation of a city")
        constraints = [TranslationPage.one_per_language("city_translation_once")]


class CityFact(Row):
    """A figure about a city, with its year and source. `value` in inhabitants, or in `unit`."""

    class Kind(models.TextChoices):
        POPULATION = "population", _("population of the city")
        POPULATION_WIDER = "population-wider", _("population of the wider area")
        MIGRATION = "migration", _("migration")
        OTHER = "other", _("other")

    WORDS = ("label", "note")

    city = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    label = models.CharField(_("what is counted"), max_length=255, blank=True)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=2, default=Decimal(0))
    qualifier = models.CharField(
        _("how exact"), max_length=10, choices=Figure.Qualifier.choices, default=Figure.Qualifier.STATED
    )
    unit = models.CharField(_("unit"), max_length=20, blank=True, help_text=_("For example: %"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("label")]),
        FieldRowPanel([FieldPanel("qualifier"), FieldPanel("value"), FieldPanel("unit"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("url")]),
        FieldPanel("note"),
    ]

    class Meta(Row.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")


class CityPower(Orderable):
    """What the city itself may decide."""

    class Field(models.TextChoices):
        HOUSING = "housing", _("housing")
        SCHOOLS = "schools", _("schools")
        HEALTH = "health", _("health")
        EMPLOYMENT = "employment", _("employment")
        POLICING = "policing", _("policing")
        REGISTRATION = "registration", _("registration of residents")

    class Extent(models.TextChoices):
        FULL = "full", _("full")
        SHARED = "shared", _("shared")
        NONE = "none", _("none")

    city = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="powers")
    field = models.CharField(_("field"), max_length=20, choices=Field.choices)
    extent = models.CharField(_("extent"), max_length=10, choices=Extent.choices)

    class Meta(Orderable.Meta):
        verbose_name = _("power")
        verbose_name_plural = _("powers")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "field"],
                name="city_power_once",
                violation_error_message=_("This power has already been named."),
            )
        ]


class Participation(Orderable):
    """A city's part in a phase of the programme (no phase: named by the programme, phase not known)."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        HOST = "host", _("host of a session")
        ASSOCIATED = "associated", _("associated partner")
        PEER = "peer", _("peer city")
        CANDIDATE = "candidate", _("candidate")

    city = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="participations")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="participations")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    confidence_note = models.CharField(_("how sure we are"), max_length=255, blank=True, help_text=_("Never public."))

    class Meta(Orderable.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
