"""Addresses: docs/how-to/find-a-word.md says which room answers which."""

from allauth.account.views import logout
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from accounts.views import to_password_reset, to_sign_in
from cities import people_pages
from core.page_writing import one_at_a_time
from core.tags_known import propose
from core.uploads.serving import media, sealed
from core.views import not_found, robots, security_txt
from home.sitemaps import ListSitemap, PageSitemap, RecommendationSitemap

urlpatterns = [
    path("accounts/invitation/<str:token>/", people_pages.invitation, name="invitation"),
    path("accounts/", include("accounts.urls")),
    # One door: what Wagtail has of its own leads there.
    path("admin/login/", to_sign_in),
    path("admin/logout/", logout),
    path("admin/account/", RedirectView.as_view(pattern_name="account")),
    re_path("^admin/password_reset/", to_password_reset),
    path("admin/failwhale/", not_found, {"exception": None}),  # Wagtail's, which fails on purpose for whoever asks
    path("admin/tag-autocomplete/", propose),
    path("admin/tag-autocomplete/<slug:app_name>/<slug:model_name>/", propose),
    path("admin/", include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, one_at_a_time))),
    path("documents/", include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, sealed))),
    path("robots.txt", robots),
    path(".well-known/security.txt", security_txt),
    path(
        "sitemap.xml",
        sitemap,
        {"sitemaps": {"pages": PageSitemap, "recommendations": RecommendationSitemap, "lists": ListSitemap}},
    ),
    *i18n_patterns(
        path("_util/login/", to_sign_in),
        path("", include("cities.urls")),
        path("", include("practices.urls")),
        path("", include("learning.urls")),
        path("", include("monitoring.urls")),
        path("", include("evaluations.urls")),
        path("", include("reporting.urls")),
        path("", include("home.urls")),
        path("", include(wagtail_urls)),
    ),
]
if settings.SERVE_MEDIA:
    # Pictures only: documents go through `documents/`, which looks at who asks.
    urlpatterns.insert(0, re_path(r"^media/(?P<folder>images|original_images|avatar_images)/(?P<path>.*)$", media))

handler429 = "core.views.too_many_requests"  # for django-allauth and whoever else counts attempts
handler404 = "core.views.not_found"
handler500 = "core.views.went_wrong"
