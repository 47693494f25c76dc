"""Addresses: docs/how-to/find-a-word.md says which room answers which."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.uploads.serving import media, sealed
from core.views import healthz, readyz, robots
from home.sitemaps import PageSitemap

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, sealed))),
    path("healthz", healthz),
    path("readyz", readyz),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}),
    *i18n_patterns(
        path("", include("cities.urls")),
        path("", include("practices.urls")),
        path("", include("home.urls")),
        path("", include(wagtail_urls)),
    ),
]
if settings.SERVE_MEDIA:
    # Pictures only: documents go through `documents/`, which looks at who asks.
    urlpatterns.insert(0, re_path(r"^media/(?P<folder>images|original_images|avatar_images)/(?P<path>.*)$", media))

handler404 = "core.views.not_found"
handler500 = "core.views.went_wrong"
