"""Pictures that come in on the desk: by a form that takes several, or one at a time as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.access import author_of
from articles.admin.page import desk_page
from articles.admin.pictures.files import PictureFiles
from articles.admin.pictures.picker import described
from articles.pictures.original import MOST_BYTES, PictureRefused, too_many_bytes
from articles.pictures.take import TakenPicture, take_picture

# Of one form: each takes half a second.
MOST_FILES: Final = 20
_CHOOSE: Final = gettext_lazy("Choose a file.")


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Take one file or several."""

    widget = _Files(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return them all; raise ValidationError for none, or for too many."""
        files = list(data or [])
        if not files:
            raise forms.ValidationError(_CHOOSE)
        if len(files) > MOST_FILES:
            text = _("Choose %(number)d files at most.") % {"number": MOST_FILES}
            raise forms.ValidationError(text)
        return files


class PicturesForm(forms.Form):
    """Choose pictures to send."""

    pictures = _FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF or GIF, each up to 40 MB. What a file says of itself, such as a "
            "credit, fills its fields. Where it was taken is never shown to readers."
        ),
    )


class PictureUploads(PictureFiles):
    """Add uploads to the admin of pictures: for those who may add pictures."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.send_view))
        return [path("send/", view, name="articles_picture_send"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form; take what is sent, and lead to the picture, or to all of them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = PicturesForm(*((request.POST, request.FILES) if is_sent else ()))
        if is_sent and form.is_valid():
            taken = [self._take_and_tell(request, file) for file in form.cleaned_data["pictures"]]
            found = [each for each in taken if each]
            if found:
                return self._after(request, found)
        context = {
            "title": _("Add pictures"),
            "page_class": "pictures-add",
            "style": "articles/desk/pictures.css",
            "form": form,
        }
        return desk_page(self, request, "picture/add.html", context)

    def send_view(self, request: HttpRequest) -> HttpResponse:
        """Take one picture, `file` of a form, and return it as JSON; a refusal in `error`, 422."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        file = request.FILES.get("file")
        if file is None:
            return JsonResponse({"error": str(_CHOOSE)}, status=422)
        try:
            taken = self._take(request, file)
        except PictureRefused as refused:
            return JsonResponse({"error": str(refused)}, status=422)
        notes = [*taken.notes, *filter(None, [taken.read])]
        answer = {**described(taken.picture), "new": taken.is_new, "notes": notes}
        return JsonResponse(answer, status=201 if taken.is_new else 200)

    def _take(self, request: HttpRequest, file: UploadedFile[Any]) -> TakenPicture:
        """Take one file; raises `PictureRefused`."""
        if (file.size or 0) > MOST_BYTES:
            raise too_many_bytes()
        taken = take_picture(file.read(), name=file.name or "", by=author_of(request))
        if taken.is_new:
            self.log_addition(request, taken.picture, _("Sent."))
        return taken

    def _take_and_tell(self, request: HttpRequest, file: UploadedFile[Any]) -> TakenPicture | None:
        try:
            taken = self._take(request, file)
        except PictureRefused as refused:
            text = _("%(file)s was not taken. %(reason)s")
            names = {"file": file.name, "reason": refused}
            self.message_user(request, text % names, messages.ERROR)
            return None
        for note in taken.notes:
            self.message_user(request, note, messages.WARNING)
        if taken.read:
            self.message_user(request, taken.read, messages.INFO)
        return taken

    def _after(self, request: HttpRequest, found: Sequence[TakenPicture]) -> HttpResponse:
        """Tell what was taken, and lead to it."""
        for taken in found:
            if taken.is_new:
                page = reverse("admin:articles_picture_change", args=[taken.picture.pk])
                link = format_html('<a href="{}">{}</a>', page, taken.picture)
                told = format_html(_("{link} is in the library."), link=link)
                self.message_user(request, told, messages.SUCCESS)
        if len(found) == 1 and self.has_view_permission(request):
            page = reverse("admin:articles_picture_change", args=[found[0].picture.pk])
            return HttpResponseRedirect(page)
        if self.has_view_permission(request):
            return HttpResponseRedirect(reverse("admin:articles_picture_changelist"))
        return HttpResponseRedirect(reverse("admin:articles_picture_add"))
