from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from newsroom.csp_reports import csp_reports

handler400 = "newsroom.server.refusals.bad_request"
handler403 = "newsroom.desk.not_allowed"
handler404 = "articles.site.elsewhere.page_not_found"
handler500 = "newsroom.outages.server_error"

urlpatterns = [
    # The messages of the desk's scripts, translated. The login page loads it, too: it is no secret.
    path(
        "admin/messages.js",
        JavaScriptCatalog.as_view(packages=["articles"]),
        name="script_messages",
    ),
    path("admin/help/", include("articles.admin.help.pages")),
    path("admin/", include("articles.accounts.urls")),
    path("admin/", admin.site.urls),
    # Named in every page's Content-Security-Policy.
    path("csp-reports/", csp_reports, name="csp_reports"),
    path("preview/", include("articles.previews.urls")),
    path("", include("articles.site.urls")),
]
