"""Articles out of the desk and back in, as a member of staff does it."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.exchange.formats import FORMATS, ExchangeFormat

EXPORT = "admin:articles_article_export"
IMPORT = "admin:articles_article_import"
CONFIRM = "admin:articles_article_process_import"


def number_of(exchanged: type[ExchangeFormat]) -> int:
    return FORMATS.index(exchanged)


def export(editor: Client, exchanged: type[ExchangeFormat], query: str = "") -> bytes:
    address = f"{reverse(EXPORT)}{query}"
    response = editor.post(address, {"resource": 0, "format": number_of(exchanged)})
    assert "attachment" in response["Content-Disposition"]
    return response.content


def preview(
    editor: Client, exchanged: type[ExchangeFormat], content: bytes, name: str = "articles.file"
) -> Any:
    file = SimpleUploadedFile(name, content)
    data = {"resource": 0, "format": number_of(exchanged), "import_file": file}
    return editor.post(reverse(IMPORT), data)


def confirm(editor: Client, previewed: Any) -> Any:
    form = previewed.context["confirm_form"]
    return editor.post(reverse(CONFIRM), {"import_file_name": form["import_file_name"].value()})


def outcomes(previewed: Any) -> list[str]:
    return [str(row.outcome) for row in previewed.context["result"].rows]


def texts_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]
