"""Where files are kept."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath

from django.core.files.storage import FileSystemStorage


class UnguessableStorage(FileSystemStorage):
    """Each file has a folder that nobody can guess: a draft's picture cannot be fetched before its page is live.

    That is all that protects a picture, and enough: pictures are sent without asking who wants them, since a page
    shows many. A document is asked for one at a time: `serving` looks at who asks. The file keeps its own name, for
    people who save it.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        path = PurePosixPath(name)
        unguessable = path.parent / secrets.token_urlsafe(12) / path.name
        return super().get_available_name(str(unguessable), max_length=max_length)
