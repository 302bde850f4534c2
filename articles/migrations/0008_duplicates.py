"""The index of long sentences, the duplicates found by it, and what policies say of copies."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_newest_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Duplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shared', models.PositiveSmallIntegerField(help_text='How many per cent of the shorter text the other has as well.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='in common')),
                ('earlier', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='earlier article')),
                ('later', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='later article')),
                ('run', models.ForeignKey(blank=True, help_text='The import that brought the second one.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='articles.importrun', verbose_name='import run')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('verdict', models.CharField(blank=True, choices=[('both', 'Both are kept'), ('earlier', 'The earlier one stands'), ('later', 'The later one stands'), ('different', 'Not the same story')], max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'duplicate',
                'ordering': ('found_at', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TellingSentence',
            fields=[
                ('pk', models.CompositePrimaryKey('article_id', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article')),
                ('number', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='policy',
            name='copies',
            field=models.CharField(blank=True, choices=[('', 'Shown on the desk, nothing is held'), ('ask', 'One live copy: an editor publishes any other')], default='', help_text='What becomes of an article whose story is live already under another key or from another publisher.', max_length=10, verbose_name='copies'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(('copies__in', ['', 'ask'])), name='policy_copies_known'),
        ),
        migrations.AddIndex(
            model_name='duplicate',
            index=models.Index(condition=models.Q(('verdict', '')), fields=['found_at'], name='duplicate_open'),
        ),
        migrations.AddConstraint(
            model_name='duplicate',
            constraint=models.UniqueConstraint(fields=('earlier', 'later'), name='duplicate_once'),
        ),
        migrations.AddConstraint(
            model_name='duplicate',
            constraint=models.CheckConstraint(condition=models.Q(('earlier__lt', models.F('later'))), name='duplicate_in_order'),
        ),
        migrations.AddConstraint(
            model_name='duplicate',
            constraint=models.CheckConstraint(condition=models.Q(('shared__lte', 100)), name='duplicate_shared'),
        ),
        migrations.AddConstraint(
            model_name='duplicate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('verdict', '')), models.Q(('decided_at__isnull', False), ('verdict__in', ['both', 'earlier', 'later', 'different'])), _connector='OR'), name='duplicate_decided_at'),
        ),
        migrations.AddIndex(
            model_name='tellingsentence',
            index=models.Index(fields=['number'], name='telling_sentence_number'),
        ),
    ]
