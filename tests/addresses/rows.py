"""A site with a row of everything that an address of it may be about."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE
from django.contrib.auth.models import AbstractBaseUser, Group, User
from django.db.models import Model
from django.utils import timezone

from articles import store
from articles.exchange.documents import preview_upload, read_upload
from articles.listings.change import save_listing
from articles.models import (
    Article,
    Author,
    Correction,
    Duplicate,
    Erasure,
    ImportRun,
    Job,
    Link,
    LogLine,
    Masthead,
    Policy,
    Publisher,
    ReaderReport,
    ReleaseSet,
    SourceNotice,
    StaticPage,
    Tombstone,
    Topic,
    TrackingRule,
    TrashedArticle,
    Upload,
)
from articles.models.import_run import RunKind
from articles.models.source_notice import NoticeKind
from articles.publishing.publish import publish
from tests.documents.make import SENTENCE
from tests.make import (
    make_article,
    make_change,
    make_imported,
    make_item,
    make_label_review,
    make_noise_line,
    make_run,
)
from tests.pictures.make import make_picture, make_picture_address
from tests.tasks import chores
from tests.worked import work_off

SLUG = "the-lighthouse"


def _listings() -> list[Model]:
    """One of each kind, under the slug that addresses of tests have."""
    for model in (Topic, Author, Publisher):
        save_listing(model(kind=model.KIND, name="The lighthouse", about="It is lit."))
    return [Topic.objects.get(), Author.objects.get(), Publisher.objects.get()]


def make_rows(user: AbstractBaseUser) -> dict[str, Model]:
    """Make one row of each model that the desk knows, by the names of the models.

    With them, by names of addresses, those that only these are about; all is of this user.
    """
    assert isinstance(user, User)
    article = make_imported(SENTENCE, f'{SENTENCE} <a href="https://hesk.example/">There</a>.')
    assert article.source
    store.rename(article.pk, SLUG)
    article.refresh_from_db()
    publish(article)
    make_label_review(article)
    later, trashed = make_article(), make_article()
    store.delete([trashed.pk], by=user)
    run = article.source.run
    make_item(run, "rejected")
    notice = SourceNotice.objects.create(
        article=article, source=article.source, run=run, kind=NoticeKind.AHEAD
    )
    preview = _previewed(user)
    rows: list[Model] = [
        user, Group.objects.create(name="Night desk"), article, article.source, run, notice,
        article.sections.first() or article, article.paragraphs.get(position=0),
        Link.objects.get(), make_change(article), make_noise_line("Read more"),
        Duplicate.objects.create(earlier=article, later=later, shared=80),
        TrashedArticle.with_deleted.get(pk=trashed.pk),
        Tombstone.objects.create(external_id="gone", headline="Gone", deleted_at=timezone.now()),
        Erasure.objects.create(kind="passage", ground="Court order", counts={}),
        Policy.objects.create(publisher="The Hesk Post"),
        TrackingRule.objects.create(pattern="ref"), make_picture(), _job(),
        make_picture_address("https://hesk.example/pier.jpg"),
        StaticPage.objects.create(slug=SLUG, title="About us", is_public=True), Masthead.get(),
        Correction.objects.create(
            article=article, note="There are 400.", before_number=1, after_number=1
        ),
        ReleaseSet.objects.create(name="Election night"),
        *_listings(), ReaderReport.objects.create(article=article, text="It says lihgt."),
        _logged(user, article),
    ]  # fmt: skip
    return {
        **{row._meta.model_name or "": row for row in rows},
        "articles_article_notice": article,
        "articles_importrun_apply": make_run(kind=RunKind.PREVIEW, updated=1),
        **{
            f"articles_importrun_import_{page}": preview
            for page in ("preview", "confirm", "discard")
        },
    }


def _logged(user: User, article: Article) -> LogLine:
    LogLine.objects.log_actions(user.pk, [article], CHANGE, "Published.", single_object=True)
    return LogLine(pk=LogLine.objects.get().pk)


def _previewed(user: User) -> ImportRun:
    content = f'{{"id": "new", "paragraphs": ["{SENTENCE}"]}}'.encode()
    upload = Upload(user=user, name="new.json", content=content)
    return preview_upload(upload, read_upload(content, upload.name), user)


def _job() -> Job:
    """One that has failed, with all that is told of it."""
    chores.refuse.enqueue()
    work_off()
    return Job.objects.get()
