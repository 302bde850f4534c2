"""`check_archive`: its words and its exit code."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article
from tests.make import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_pictures")]


def test_a_whole_archive_is_called_so() -> None:
    make_article()
    out = StringIO()
    call_command("check_archive", stdout=out)
    assert out.getvalue() == "The archive is whole.\n"


def test_each_fault_is_a_line_with_what_to_do_and_the_exit_code_says_so() -> None:
    article = make_article()
    Article.objects.update(headline="Another\x1b[2J")
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("check_archive", stderr=err)
    assert stopped.value.code == 1
    assert err.getvalue() == (
        f"articles.Article {article.pk}: its lines are not those of its version 1. "
        "Change a word of it on the desk and save: all its rows are written anew.\n1 fault.\n"
    )
