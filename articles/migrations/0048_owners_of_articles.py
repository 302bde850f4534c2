"""Articles get owners; those that were written here, the person who wrote their first version."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_owners(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    articles = apps.get_model("articles", "Article")._base_manager.using(database)
    first = apps.get_model("articles", "Version").objects.using(database).filter(
        article=models.OuterRef("pk"), number=1, reason="edit"
    )
    # An import has no author: most articles are never looked at by this.
    written = apps.get_model("articles", "Version").objects.using(database).filter(
        number=1, reason="edit", created_by__isnull=False
    )
    articles.filter(pk__in=written.values("article")).update(
        owner=models.Subquery(first.values("created_by")[:1])
    )


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0047_working_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ('-changed_at', '-pk'), 'permissions': [('publish_article', 'Can publish and withdraw articles'), ('purge_article', 'Can delete articles for good'), ('change_own_article', 'Can change drafts that are the own'), ('publish_under_embargo', 'Can publish articles before their embargo ends')], 'verbose_name': 'article', 'verbose_name_plural': 'articles'},
        ),
        migrations.AddField(
            model_name='article',
            name='owner',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, help_text='Who looks after it: who made it here, or took it since.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('deleted_at', None), ('owner__isnull', False)), fields=['owner', '-changed_at', '-id'], name='article_by_owner'),
        ),
        migrations.RunPython(name_owners, migrations.RunPython.noop, elidable=True),
    ]
