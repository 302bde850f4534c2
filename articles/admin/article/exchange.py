"""Import and export on the article list: import-export's pages over our formats and resources."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm, ImportForm

from articles.documents.source import DocumentRejected
from articles.exchange.bounds import MOST_ARTICLES, MOST_BYTES, too_large
from articles.exchange.formats import FORMATS, Documents, ExchangeFormat
from articles.exchange.report import Report
from articles.exchange.resources import ArticleResource, DocumentResource
from articles.exchange.table import COLUMNS
from articles.exchange.uploads import UploadStorage, claim
from articles.models import Upload


def sentence(rejected: DocumentRejected) -> str:
    """Return why a file is rejected, and what to do."""
    where = f" ({rejected.position})" if rejected.position else ""
    text = _("The file %(reason)s%(where)s. %(hint)s")
    return text % {"reason": rejected.reason, "where": where, "hint": rejected.hint}


class UploadForm(ImportForm):
    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        text = _(
            "At most %(megabytes)d MB and %(articles)d articles. "
            "Nothing is stored before you have seen a preview and confirmed it."
        )
        most = {"megabytes": MOST_BYTES // 2**20, "articles": MOST_ARTICLES}
        self.fields["import_file"].help_text = text % most

    def clean_import_file(self) -> Upload:
        """Return the file as an upload of this user; the storage saves it."""
        file = self.cleaned_data["import_file"]
        if (file.size or 0) > MOST_BYTES:
            rejected = too_large(f"is larger than {MOST_BYTES // 2**20} MB")
            raise forms.ValidationError(sentence(rejected))
        return Upload(user=self.user, name=file.name or "upload", content=file.read())


class ConfirmForm(forms.Form):
    """Takes the upload's key alone, and claims it: all else is as when the preview was shown."""

    import_file_name = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        key = self.cleaned_data.get("import_file_name", "")
        upload = claim(key, self.user)
        if upload is None:
            raise forms.ValidationError(
                _(
                    "This upload was confirmed already, or it is over an hour old. "
                    "Nothing was imported; upload the file again."
                )
            )
        names = [format.NAME for format in FORMATS]
        return {
            "upload": upload,
            "original_file_name": upload.name,
            "format": names.index(upload.format),
        }


class ExchangeMixin(ImportExportMixin):
    """The first base of the article admin."""

    # Typed here, since import-export's own types are None or unknown.
    model: Any
    opts: Any
    admin_site: Any
    resource_classes: Any = (ArticleResource,)
    import_form_class: Any = UploadForm
    confirm_form_class: Any = ConfirmForm
    export_form_class: Any = ExportForm
    tmp_storage_class: Any = UploadStorage

    @property
    def formats(self) -> tuple[type[ExchangeFormat], ...]:
        return FORMATS

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Require both permissions: an import creates articles and changes them."""
        codenames = [get_permission_codename(code, self.opts) for code in ("add", "change")]
        return request.user.has_perms([f"{self.opts.app_label}.{name}" for name in codenames])

    def get_import_form_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_import_form_kwargs(request), "user": request.user}

    def get_confirm_form_kwargs(
        self, request: HttpRequest, import_form: UploadForm | None = None
    ) -> dict[str, Any]:
        kwargs = super().get_confirm_form_kwargs(request, import_form)
        return {**kwargs, "user": request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "columns": COLUMNS}

    def write_to_tmp_storage(
        self, import_file: Upload, input_format: ExchangeFormat
    ) -> UploadStorage:
        import_file.format = input_format.NAME
        storage = UploadStorage(import_file)
        storage.save()
        return storage

    def add_data_read_fail_error_to_form(self, form: UploadForm, error: Exception) -> None:
        """Say what is wrong with the file, and keep nothing of it."""
        form.cleaned_data["import_file"].delete()
        if not isinstance(error, DocumentRejected):
            raise error
        form.add_error("import_file", sentence(error))

    def choose_import_resource_class(
        self, form: forms.Form, request: HttpRequest
    ) -> type[ArticleResource | DocumentResource]:
        chosen = FORMATS[int(form.cleaned_data["format"])]
        return DocumentResource if chosen is Documents else ArticleResource

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Import in one transaction, which begins with the claim: nobody else can import it too."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            form = self.create_confirm_form(request)
            if not form.is_valid():
                messages.error(request, form.errors["__all__"][0])
                return HttpResponseRedirect(self._url("import"))
            chosen = FORMATS[form.cleaned_data["format"]]
            dataset = chosen().create_dataset(form.cleaned_data["upload"])
            result = self.process_dataset(dataset, form, request, **kwargs)
            response: HttpResponse = self.process_result(result, request)
        return response

    def add_success_message(self, result: Report, request: HttpRequest) -> None:
        text = _("Import finished: %(summary)s.") % {"summary": result.summary()}
        messages.success(request, text)
        for row in result.rejected():
            messages.warning(request, f"{row.where}: {row.reason}. {row.hint}")

    def _url(self, name: str) -> str:
        app, model = self.get_model_info()
        return reverse(f"{self.admin_site.name}:{app}_{model}_{name}")
