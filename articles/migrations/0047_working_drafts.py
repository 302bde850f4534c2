import articles.models.compressed
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0046_listings_are_large'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkingDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=36)),
                ('base', models.PositiveIntegerField(default=0)),
                ('fields', articles.models.compressed.CompressedJSONField(default=dict)),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='working_drafts', to='articles.article')),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='working_drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'working draft',
                'verbose_name_plural': 'working drafts',
                'ordering': ('-kept_at', '-pk'),
                'default_permissions': (),
                'indexes': [models.Index(fields=['article', 'owner'], name='working_draft_article')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'key'), name='working_draft_once_for_each_opening')],
            },
        ),
    ]
