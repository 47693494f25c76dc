"""Evaluations by the OECD-DAC criteria (2019), by a city itself, by a peer, or by somebody independent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role, holds
from cities.belonging import cities_spoken_for
from cities.models import CityPage
from cities.tree import under
from core.fields import LongTextField
from monitoring.models import refuse_unmeasured
from monitoring.models.rights import is_mne


class EvaluationQuerySet(models.QuerySet):
    def public(self):
        """Published, of a page that anybody can read."""
        return self.filter(published__isnull=False, page__live=True)

    def visible_to(self, user):
        """What is public; to M&E officers all, to editors what waits for them, to focal points what their city says
        of itself. What others write of a city is not shown to it before it is public."""
        if is_mne(user):
            return self.all()
        seen = Q(pk__in=self.public().values("pk")) | self._own(user)
        return self.filter(seen | Q(submitted__isnull=False) if holds(user, Role.EDITOR) else seen)

    def worked_on_by(self, user):
        """For the desk: of a focal point those of the own city's pages, of editors those that reached them."""
        if is_mne(user):
            return self.all()
        own = self._own(user) | under(cities_spoken_for(user), "page__") & Q(published__isnull=False)
        return self.filter(own | Q(submitted__isnull=False) if holds(user, Role.EDITOR) else own)

    def editable_by(self, user):
        """Drafts: an M&E officer's all, and a focal point's what the own city says of itself."""
        drafts = self.filter(published__isnull=True, submitted__isnull=True)
        return drafts if is_mne(user) else drafts.filter(self._own(user))

    def publishable_by(self, user):
        """What waits, for editors: they publish it or send it back."""
        waiting = self.filter(published__isnull=True, submitted__isnull=False)
        return waiting if holds(user, Role.EDITOR) else waiting.none()

    def withdrawable_by(self, user):
        """What is published, for editors and M&E officers."""
        published = self.filter(published__isnull=False)
        return published if is_mne(user) or holds(user, Role.EDITOR) else published.none()

    def _own(self, user) -> Q:
        return under(cities_spoken_for(user), "page__") & Q(by=Evaluation.By.SELF)


class Evaluation(models.Model):
    """Of one page: a pilot, practice, city or phase. Its words stay in their `language`, and are marked."""

    class Timing(models.TextChoices):
        BASELINE = "baseline", _("at the start")
        MID_TERM = "mid-term", _("mid-term")
        FINAL = "final", _("final")
        EX_POST = "ex-post", _("after the end")

    class By(models.TextChoices):
        SELF = "self", _("by the city itself")
        PEER = "peer", _("by a peer")
        INDEPENDENT = "independent", _("independent")

    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="evaluations", verbose_name=_("subject"))
    timing = models.CharField(_("when"), max_length=10, choices=Timing.choices)
    by = models.CharField(_("by whom"), max_length=12, choices=By.choices)
    evaluator = models.CharField(
        _("evaluator"), max_length=255, blank=True, help_text=_("An organisation or a role, not a person.")
    )
    on = models.DateField(_("date"), default=timezone.localdate)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    summary = LongTextField(_("summary"), blank=True)
    lessons = LongTextField(_("lessons"), blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    created = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted = models.DateTimeField(null=True, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = EvaluationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-on", "-pk"]
        default_permissions = ()

    def clean(self) -> None:
        super().clean()
        refuse_unmeasured(self.page)


class CriterionScore(models.Model):
    """One OECD-DAC criterion of one evaluation: 1 (weak) to 4 (strong), or not assessed, and why."""

    class Criterion(models.TextChoices):
        RELEVANCE = "relevance", _("Relevance")
        COHERENCE = "coherence", _("Coherence")
        EFFECTIVENESS = "effectiveness", _("Effectiveness")
        EFFICIENCY = "efficiency", _("Efficiency")
        IMPACT = "impact", _("Impact")
        SUSTAINABILITY = "sustainability", _("Sustainability")

    class Score(models.IntegerChoices):
        WEAK = 1, pgettext_lazy("score of a criterion", "weak")
        PARTLY = 2, pgettext_lazy("score of a criterion", "partly")
        GOOD = 3, pgettext_lazy("score of a criterion", "good")
        STRONG = 4, pgettext_lazy("score of a criterion", "strong")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="scores")
    criterion = models.CharField(_("criterion"), max_length=14, choices=Criterion.choices)
    score = models.PositiveSmallIntegerField(_("score"), choices=Score.choices, null=True, blank=True)
    why = LongTextField(_("why"), blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "criterion"],
                name="criterion_once",
                violation_error_message=_("This criterion already has a score."),
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=4),
                name="score_1_to_4",
                violation_error_message=_("Enter a score from 1 to 4."),
            ),
        ]


class EvaluationInvitation(models.Model):
    """Somebody of another city is asked, by a link that expires, to evaluate as a peer. Only its hash is kept."""

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="invitation")
    city = models.ForeignKey(CityPage, models.CASCADE, null=True, related_name="+", verbose_name=_("peer's city"))
    peer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="peer_evaluations")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = LongTextField(_("what to look at"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    answered = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    @property
    def is_over(self) -> bool:
        return self.answered is None and self.expires <= timezone.now()
