"""What editions say of their articles as of now, for those that are here already."""

from typing import Any

from django.db import migrations
from django.db.models import Case, CharField, DateTimeField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

TOGETHER = 500


def keep_states(apps: Any, schema_editor: Any) -> None:
    article, edition, turn = (
        apps.get_model("articles", name) for name in ("Article", "Edition", "StateTurn")
    )
    now = timezone.now()
    last = 0
    while keys := list(
        edition.objects.filter(article__gt=last)
        .order_by("article")
        .values_list("article", flat=True)
        .distinct()[:TOGETHER]
    ):
        last = keys[-1]
        rows = list(_states(article, edition, now).filter(pk__in=keys).only("pk"))
        for row in rows:
            row.kept_state, row.kept_state_at = row.state, row.state_at
        article._base_manager.bulk_update(rows, ["kept_state", "kept_state_at"], batch_size=100)
        ahead = edition.objects.filter(article__in=keys).exclude(live_until=F("live_from"))
        moments = {
            (key, moment)
            for key, *both in ahead.values_list("article_id", "live_from", "live_until")
            for moment in both
            if moment and moment > now
        }
        turn.objects.filter(article__in=keys).delete()
        turn.objects.bulk_create(turn(article_id=key, at=at) for key, at in sorted(moments))


def _states(article: Any, edition: Any, now: Any) -> Any:
    mine = edition.objects.filter(article=OuterRef("pk")).order_by()
    live = mine.filter(Q(live_until=None) | Q(live_until__gt=now), live_from__lte=now)
    same = live.filter(version__number=OuterRef("version"), slug=OuterRef("slug"))
    real = mine.exclude(live_until=F("live_from"))
    ahead = real.filter(live_from__gt=now).order_by("live_from")
    begun = real.filter(live_from__lte=now).order_by("-live_until")
    articles = article._base_manager.annotate(
        state=Case(
            When(Exists(same), then=Value("live")),
            When(Exists(live), then=Value("changed")),
            When(Exists(ahead), then=Value("scheduled")),
            When(Exists(begun), then=Value("withdrawn")),
            default=Value("draft"),
            output_field=CharField(),
        )
    )
    return articles.annotate(
        state_at=Case(
            When(state__in=("live", "changed"), then=Subquery(live.values("first_published_at")[:1])),
            When(state="scheduled", then=Subquery(ahead.values("live_from")[:1])),
            When(state="withdrawn", then=Subquery(begun.values("live_until")[:1])),
            output_field=DateTimeField(null=True),
        )
    )


class Migration(migrations.Migration):
    # A batch at a time: who is stopped begins anew, and finds the same.
    atomic = False

    dependencies = [
        ("articles", "0022_kept_states"),
    ]

    operations = [
        migrations.RunPython(keep_states, migrations.RunPython.noop),
    ]
