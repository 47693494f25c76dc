"""What every page type of ours keeps when a draft is saved: see docs/decisions/0020."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, get_default_page_content_type

from core import hosts

from .holds import is_held

NOT_WRITTEN = {  # what a revision holds besides what somebody wrote
    *("path", "depth", "numchild", "url_path", "live", "has_unpublished_changes", "latest_revision", "live_revision"),
    *("first_published_at", "last_published_at", "latest_revision_created_at", "draft_title", "expired", "owner"),
    *("locked", "locked_at", "locked_by", "words_digest", "pk"),
}


class KeptRevisions(hosts.Page):
    """Inherit before `Page`: what others rely on is never overwritten, and no revision is made that says nothing new.

    Wagtail's autosave overwrites the newest revision of its writer, also when that is what visitors read meanwhile,
    what a reviewer approved, or what waits for its day; and it makes a new one where nothing was written, by which
    a page published a moment ago has "unpublished changes".
    """

    is_sent_back = False
    """Set where a reviewer sends it back (core.fields.DraftForm): a text that is not yet right is kept as it is."""

    def save_revision(self, *args, overwrite_revision=None, previous_revision=None, approved_go_live_at=None, **kwargs):
        latest = Revision.objects.filter(pk=self.latest_revision_id).first() if self.pk else None
        if latest and not (previous_revision or approved_go_live_at) and self._says_what(latest):
            return latest
        if overwrite_revision and overwrite_revision == latest and self._is_relied_on(latest, kwargs.get("user")):
            overwrite_revision = None
        if self.is_sent_back:
            kwargs["clean"] = False
        return super().save_revision(
            *args,
            overwrite_revision=overwrite_revision,
            previous_revision=previous_revision,
            approved_go_live_at=approved_go_live_at,
            **kwargs,
        )

    def publish(self, *args, **kwargs):
        """Every way to the public leads through here: a button, a review's end, a day that was chosen.

        Raises ValidationError for a page on hold.
        """
        if is_held(self):
            raise ValidationError(_("This page is on hold: nothing of it is published until an editor lifts the hold."))
        return super().publish(*args, **kwargs)

    def _says_what(self, revision: Revision) -> bool:
        now = json.loads(json.dumps(self.serializable_data(), cls=DjangoJSONEncoder))
        return _written(now) == _written(revision.content)

    def _is_relied_on(self, revision: Revision, user) -> bool:
        """It is public, was sent to a review, is scheduled, or is the draft of somebody else."""
        if revision.user_id != (user and user.pk) or revision.approved_go_live_at:
            return True
        is_public = type(self).objects.filter(Q(live_revision=revision), pk=self.pk).exists()
        reviews = TaskState.objects.filter(
            revision=revision, workflow_state__base_content_type=get_default_page_content_type()
        )
        return is_public or reviews.exists()


def _written(content: dict) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in NOT_WRITTEN}
