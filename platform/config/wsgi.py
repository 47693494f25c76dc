"""The WSGI entry point. `platform/` must be on the path: see platform/README.md."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()


def _build_indexes() -> None:
    """Facets and search, before anybody asks, or the first visitor waits for them: ten seconds at 20,000 practices."""
    from django.db import DatabaseError, connections  # noqa: PLC0415 (once Django is set up)

    import facets  # noqa: PLC0415
    from core.garbage import settle  # noqa: PLC0415
    from search.current_index import current_index  # noqa: PLC0415

    try:
        facets.build_all()
        current_index().prepare()
        settle()
    except DatabaseError:
        logging.getLogger(__name__).warning("The first visitor builds facets and search: the database is not ready.")
    finally:
        connections.close_all()  # none may be shared with the workers that are forked from here


_build_indexes()
