"""Tables in and out of the article list: import-export's pages over our formats and resource."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm, ImportForm

from articles.admin.access import may_import
from articles.admin.uploads import describe_bounds, describe_rejection, taken_file
from articles.documents.messages import gettext as translated
from articles.documents.source import DocumentRejected
from articles.exchange.bounds import TO_DOCUMENTS
from articles.exchange.documents import holds_documents
from articles.exchange.formats import FORMATS, ExchangeFormat
from articles.exchange.report import Report
from articles.exchange.resources import ArticleResource
from articles.exchange.table import COLUMNS
from articles.exchange.uploads import UploadStorage, claim
from articles.models import Article, Upload

_NAMES: Final = [format.NAME for format in FORMATS]
_GONE: Final = gettext_lazy(
    "This upload was confirmed already, or it is over an hour old. "
    "Nothing was imported; upload the file again."
)


class UploadForm(ImportForm):
    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["import_file"].help_text = describe_bounds()

    def clean_import_file(self) -> Upload:
        """Return the file as an upload of this user; the storage saves it."""
        return taken_file(self.cleaned_data["import_file"], self.user)


class ConfirmForm(forms.Form):
    """Takes the upload's key alone, and claims it: all else is as when the preview was shown."""

    import_file_name = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        key = self.cleaned_data.get("import_file_name", "")
        waiting = Upload.objects.waiting_for(self.user)
        upload = claim(waiting.filter(key=key, format__in=_NAMES))
        if upload is None:
            raise forms.ValidationError(_GONE)
        return {
            "upload": upload,
            "original_file_name": upload.name,
            "format": _NAMES.index(upload.format),
        }


class ExchangeMixin(ImportExportMixin):
    """The first base of the article admin."""

    # Typed here, since import-export's own types are None or unknown.
    model: Any
    opts: Any
    admin_site: Any
    import_export_change_list_template: Any = "admin/articles/article/change_list.html"
    resource_classes: Any = (ArticleResource,)
    import_form_class: Any = UploadForm
    confirm_form_class: Any = ConfirmForm
    export_form_class: Any = ExportForm
    tmp_storage_class: Any = UploadStorage

    @property
    def formats(self) -> tuple[type[ExchangeFormat], ...]:
        return FORMATS

    def has_import_permission(self, request: HttpRequest) -> bool:
        return may_import(request)

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
        """Tell what is wrong with the file, and keep nothing of it."""
        upload = form.cleaned_data["import_file"]
        upload.delete()
        if not isinstance(error, DocumentRejected):
            raise error
        if error.hint != TO_DOCUMENTS and holds_documents(upload.content, upload.name):
            error.hint = f"{translated(error.hint)} {translated(TO_DOCUMENTS)}"
        form.add_error("import_file", describe_rejection(error))

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """Export what the list shows; lead to the list where that cannot be looked for."""
        try:
            response: HttpResponse = super().export_action(request)
        except IncorrectLookupParameters:
            response = HttpResponseRedirect(self._url("changelist"))
        return response

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Return the rows of the list at this address; raise IncorrectLookupParameters.

        import-export's own makes a list that is asked for nothing until the rows are written.
        """
        page: Any = self
        articles: QuerySet[Article] = page.get_changelist_instance(request).queryset
        return articles

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Import in one transaction, which begins with the claim: nobody else can import it too."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            form = self.create_confirm_form(request)
            if not form.is_valid():
                messages.error(request, _GONE)
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
