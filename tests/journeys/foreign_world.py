"""What Tangier works on, one of each kind of thing that an address of the site can name, all with the same key.

So one number in an address tries every kind at once, and each thing has the secret word in its text.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)

from accounts.models import User
from accounts.roles import OF_A_CITY, Role
from cities import asking, checking_in, corresponding, inviting
from cities.belonging import end_membership
from cities.models import CheckIn, CityPage, ContactRequest, Invitation, Membership, Organisation, Phase, RequestMessage
from core.models import Country, FrameworkItem, Region, TargetGroup, Theme
from evaluations import peers
from evaluations.models import Commitment, Evaluation, EvaluationInvitation
from learning.models import Introduction, Lesson, Recommendation, Registration, SessionInvitation, SessionTeam
from monitoring.models import Indicator, Measurement, Period, ResultLine
from practices import peer_reviewing
from practices.models import PeerReview, PracticePage, Transfer
from reporting.models import ActivityFile, FunderReport
from search.models import SearchTerm
from tests import factories
from tests.factories.people import person

SECRET = "Zellige"
FOREIGN, NOTHING, OWN = 7_001, 6_999, 5_001
"""Keys: of everything of Tangier's, of nothing at all, and of a draft of Lisbon's in review."""
LATER = timedelta(days=7)


class ForeignWorld:
    """Two cities, Tangier with a draft of everything; and people who are not of Tangier."""

    def __init__(self) -> None:
        self.tangier, self.lisbon = factories.city("Tangier"), factories.city("Lisbon")
        factories.city(f"{SECRET} city", slug="zellige", live=False)
        self.author = person("author", Role.OFFICIAL, self.tangier, first_name=f"{SECRET} author")
        self.practice = self._practice(FOREIGN, self.tangier, f"{SECRET} desk")
        self._hanging_on_it()
        self._files()
        self._said_to_the_city()
        self._measured()
        self._asked_of_peers()
        self._organised()
        self._settings()
        self.own = self._practice(OWN, self.lisbon, "Ours")

    def _practice(self, key: int, city: CityPage, title: str) -> PracticePage:
        page = PracticePage(pk=key, title=title, slug=f"practice-{key}", intro=f"{title} for all", live=False)
        page.owner = self.author
        city.add_child(instance=page)
        page.save_revision(user=self.author)
        return PracticePage.objects.get(pk=key)

    def _hanging_on_it(self) -> None:
        page = self.practice
        revision = Revision.objects.get(pk=page.latest_revision_id)
        revision.pk = FOREIGN
        revision.save(force_insert=True)
        kinds = {"content_type": revision.content_type, "base_content_type": revision.base_content_type}
        workflow = Workflow.objects.first()
        state = WorkflowState.objects.create(
            pk=FOREIGN, **kinds, object_id=str(page.pk), workflow=workflow, requested_by=self.author
        )
        own_kind = ContentType.objects.get_for_model(TaskState)
        for task in workflow.tasks[:1]:
            TaskState.objects.create(
                pk=FOREIGN, workflow_state=state, task=task, revision=revision, content_type=own_kind
            )
        WorkflowState.objects.filter(pk=FOREIGN).update(current_task_state=FOREIGN)
        EditingSession.objects.create(
            pk=FOREIGN,
            user=self.author,
            content_type=kinds["content_type"],
            object_id=str(page.pk),
            last_seen_at=timezone.now(),
        )

    def _files(self) -> None:
        files = self.tangier.office.collection.add_child(instance=Collection(pk=FOREIGN, name=f"{SECRET} files"))
        about = {"pk": FOREIGN, "collection": files, "uploaded_by_user": self.author}
        self.image = Image.objects.create(title=f"{SECRET} photo", file=get_test_image_file(size=(40, 30)), **about)
        text = ContentFile(f"{SECRET} figures".encode(), name=f"{SECRET}.txt")
        self.document = Document.objects.create(title=f"{SECRET} report", file=text, **about)
        UploadedFile.objects.create(
            pk=FOREIGN,
            for_content_type=ContentType.objects.get_for_model(Image),
            file=get_test_image_file(size=(40, 30)),
            uploaded_by_user=self.author,
        )

    def _said_to_the_city(self) -> None:
        self.question = ContactRequest.objects.create(
            pk=FOREIGN,
            to_city=self.tangier,
            purpose="question",
            language="en",
            message=f"{SECRET} question",
            state="accepted",
            visitor_name=f"{SECRET} Ana",
            visitor_organisation="Valencia",
            visitor_email="ana@valencia.es",
            sent=timezone.now(),
        )
        document = ContentFile(f"{SECRET} plan".encode(), name="plan.txt")
        RequestMessage.objects.create(
            pk=FOREIGN, contact=self.question, by_city=True, text=SECRET, document=document, document_name="plan.txt"
        )
        self.invitation = Invitation.objects.create(
            pk=FOREIGN,
            email="zellige@example.org",
            language="en",
            role=Role.OFFICIAL,
            city=self.tangier,
            token_hash="invitation",
            expires=timezone.now() + LATER,
        )
        User.objects.create_user(SECRET, f"{SECRET}@example.org", "password", pk=FOREIGN, first_name=SECRET)
        Membership.objects.create(pk=FOREIGN, user_id=FOREIGN, city=self.tangier, role=Role.OFFICIAL)

    def _organised(self) -> None:
        """A session that Tangier's author runs, with somebody who comes; a publication. Both are drafts."""
        session = factories.session(f"{SECRET} session", slug="zellige", live=False, status="planned")
        SessionTeam.objects.create(pk=FOREIGN, session=session, person=self.author)
        about = {"pk": FOREIGN, "session": session, "email": "zellige@example.org", "language": "en"}
        one = Registration.objects.create(**about, email_key="zellige@example.org", name=SECRET, state="confirmed")
        other = Registration.objects.create(session=session, name=SECRET, email_key="other@example.org", language="en")
        theme = factories.theme()
        Introduction.objects.create(pk=FOREIGN, session=session, wants=one, offers=other, theme=theme)
        SessionInvitation.objects.create(**about, token_hash="of a session")
        Lesson.objects.create(pk=FOREIGN, session=session, text=f"{SECRET} lesson", city=self.tangier)
        publication = factories.publication(f"{SECRET} book", slug="zellige", live=False)
        Recommendation.objects.create(pk=FOREIGN, publication=publication, words=f"{SECRET} for all")

    def _measured(self) -> None:
        page, day = self.practice.page_ptr, date(2026, 6, 30)
        indicator = Indicator.objects.create(
            pk=FOREIGN, code="I-1", name_en=f"{SECRET} people", result_type="output", measure="unit", unit="people"
        )
        line = ResultLine.objects.create(pk=FOREIGN, page=page, indicator=indicator)
        period = Period.objects.create(pk=FOREIGN, line=line, starts=date(2026, 1, 1), ends=day)
        value = Measurement.objects.create(
            pk=FOREIGN, period=period, value=77, narrative=SECRET, state="draft", basis="reported", photo=self.image
        )
        value.documents.add(self.document)
        self.evaluation = Evaluation.objects.create(
            pk=FOREIGN, page=page, timing="mid-term", by="self", evaluator=SECRET, summary=SECRET
        )
        goal = factories.framework_item("gcm-objective", "1")
        Commitment.objects.create(pk=FOREIGN, city=self.tangier, text=SECRET, framework_item=goal)
        FunderReport.objects.create(
            pk=FOREIGN,
            page=self.tangier.page_ptr,
            starts=day,
            ends=day,
            language="en",
            state="done",
            html=SECRET,
            pdf=b"Zellige",
        )
        phase = Phase.objects.create(pk=FOREIGN, number=9, programme="MC2CM", name_en="Phase 9")
        ActivityFile.objects.create(pk=FOREIGN, phase=phase, xml=f"<secret>{SECRET}</secret>")
        Transfer.objects.create(
            pk=FOREIGN,
            practice=self.practice,
            receiver=self.tangier,
            basis=Transfer.Basis.PROPOSED,
            status=Transfer.Status.CONSIDERING,
        )

    def _asked_of_peers(self) -> None:
        asked = {"pk": FOREIGN, "city": self.tangier, "expires": timezone.now() + LATER, "note": SECRET}
        self.peer_evaluation = EvaluationInvitation.objects.create(
            evaluation=self.evaluation, peer=self.author, token_hash="evaluation", **asked
        )
        revision = self.practice.latest_revision
        self.peer_review = PeerReview.objects.create(
            practice=self.practice, revision=revision, reviewer=self.author, token_hash="review", **asked
        )

    def _settings(self) -> None:
        Group.objects.create(pk=FOREIGN, name=f"{SECRET} group")
        Redirect.objects.create(pk=FOREIGN, old_path="/zellige", redirect_link=f"/en/{SECRET}")
        Workflow.objects.create(pk=FOREIGN, name=f"{SECRET} workflow")
        Task.objects.create(pk=FOREIGN, name=f"{SECRET} task", content_type=ContentType.objects.get_for_model(Task))
        Site.objects.create(pk=FOREIGN, hostname="zellige.example.org", root_page_id=self.tangier.get_parent().pk)
        Theme.objects.create(pk=FOREIGN, code="zellige", name_en=SECRET)
        TargetGroup.objects.create(pk=FOREIGN, code="zellige", name_en=SECRET)
        FrameworkItem.objects.create(pk=FOREIGN, framework="sdg-goal", code="99", name_en=SECRET)
        Region.objects.create(pk=FOREIGN, code="zellige", name_en=SECRET)
        Country.objects.create(pk=FOREIGN, code="ZZ", iso3="ZZZ", name_en=SECRET)
        SearchTerm.objects.create(pk=FOREIGN, words_en=f"{SECRET}, tile")
        Organisation.objects.create(pk=FOREIGN, name_en=SECRET, kind="network")
        Authenticator.objects.create(pk=FOREIGN, user=self.author, type="webauthn", data={"name": SECRET})
        shut = {"pk": FOREIGN, "restriction_type": "password", "password": SECRET}
        PageViewRestriction.objects.create(page=self.practice, **shut)
        CollectionViewRestriction.objects.create(collection=self.image.collection, **shut)

    def stranger(self, who: str) -> User | None:
        """Somebody with this role, of Lisbon or of no city; who was of Tangier once; or a visitor."""
        if who == "visitor":
            return None
        if who == "former":
            former = person(who, Role.FOCAL_POINT, self.tangier)
            end_membership(Membership.objects.get(user=former))
            return User.objects.get(pk=former.pk)
        return person(who, who, self.lisbon if who in OF_A_CITY else None)

    def keys(self) -> dict[str, str]:
        """A good key of each kind of link, by the address it opens."""
        tokens: dict[str, tuple[object, Callable[[str], str]]] = {
            "invitation": (self.invitation, inviting._hash),
            "peer_evaluation": (self.peer_evaluation, peers._hash),
            "peer_review": (self.peer_review, peer_reviewing._hash),
            "check_in": (self._check_in(), checking_in._hashed),
            "ask_confirm": (self._unconfirmed(), asking._hash),
        }
        for name, (record, hashed) in tokens.items():
            type(record).objects.filter(pk=record.pk).update(token_hash=hashed(f"key-of-{name}"))
        link = corresponding.visitors_link(self.question)
        return {**{name: f"key-of-{name}" for name in tokens}, "conversation": link.rstrip("/").rpartition("/")[2]}

    def _check_in(self) -> CheckIn:
        kind = next(iter(checking_in.kinds()))
        return CheckIn.objects.create(
            kind=kind.code,
            city=self.tangier,
            content_type=ContentType.objects.get_for_model(kind.model),
            object_id=FOREIGN,
            due=date(2026, 6, 30),
            token_expires=timezone.now() + LATER,
        )

    def _unconfirmed(self) -> ContactRequest:
        return ContactRequest.objects.create(
            to_city=self.tangier,
            purpose="question",
            language="en",
            message=SECRET,
            state="unconfirmed",
            visitor_name=SECRET,
            visitor_organisation="Valencia",
            visitor_email="ana@valencia.es",
            token_hash="question",
        )
