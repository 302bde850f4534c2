"""The desk as a browser sees it: open a page, change some fields, press a button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Article, Paragraph


def address(row: Article | Paragraph, page: str = "change") -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_{page}", args=[row.pk])


def fields_of(client: Client, url: str) -> dict[str, Any]:
    """What the browser would send if nothing were touched: a textarea's line ends are CR LF."""
    form = client.get(url).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in values.items()
        if value not in (None, False)
    }


def press(client: Client, row: Article | Paragraph, button: str = "_save", **fields: Any) -> Any:
    url = address(row)
    return send(client, row, fields_of(client, url) | fields, button)


def send(
    client: Client, row: Article | Paragraph, fields: dict[str, Any], button: str = "_save"
) -> Any:
    return client.post(address(row), {**fields, button: ""})


def messages_of(client: Client, response: Any) -> Sequence[str]:
    return [str(message) for message in client.get(response["Location"]).context["messages"]]


def errors_of(response: Any) -> str:
    """What the form that was sent is refused for; "" where it was taken."""
    if response.context is None:
        return ""
    errors = response.context["adminform"].form.errors
    return " ".join(str(each) for found in errors.values() for each in found)


def waiting_of(client: Client, kind: str) -> int:
    """How many tasks of a kind the desk's first page and its inbox tell of: the same number."""
    queues = {queue.address: queue.number for queue in client.get("/admin/").context["queues"]}
    shown = {each.kind.key: each.number for each in client.get("/admin/inbox/").context["kinds"]}
    assert queues[f"/admin/inbox/?kind={kind}"] == shown[kind]
    return int(shown[kind])
