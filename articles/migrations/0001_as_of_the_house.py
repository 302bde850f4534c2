"""The tables as sites had them that began with it; a new one begins with what replaces it."""

from django.conf import settings
from django.db import migrations, models
import articles.documents.revisions.merge
import articles.models.compressed
import articles.models.noise_rule
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import secrets


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headline', models.TextField()),
                ('headline_origin', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('headline_provisional', models.BooleanField(default=False, help_text='The import made this headline from the text; no editor has confirmed it yet.')),
                ('standfirst', models.TextField(blank=True, help_text='One or two sentences under the headline that sum the article up.')),
                ('standfirst_origin', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('bylines', models.JSONField(blank=True, default=list)),
                ('language', models.CharField(blank=True, help_text='A BCP 47 tag such as en-GB or ar; empty if unknown.', max_length=35)),
                ('publisher', models.TextField(blank=True, help_text='Who published it first.')),
                ('url', models.TextField(blank=True, help_text='The address of the article at its publisher: https://…')),
                ('published_at', models.DateTimeField(blank=True, help_text='When its publisher published it.', null=True, verbose_name='published there')),
                ('updated_at', models.DateTimeField(blank=True, help_text='When its publisher last changed it.', null=True, verbose_name='updated there')),
                ('topics', models.JSONField(blank=True, default=list)),
                ('picture', models.TextField(blank=True, help_text='The address of its lead picture: https://…', verbose_name='lead picture')),
                ('slug', models.SlugField(allow_unicode=True, help_text="The last part of the page's address. Readers of an older address are sent on.", max_length=120, unique=True)),
                ('external_id', models.CharField(blank=True, editable=False, help_text='The key of its source document.', max_length=500)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
                ('changed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-changed_at', '-pk'),
                'permissions': [('publish_article', 'Can publish and withdraw articles')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('import', 'Import'), ('reparse', 'Re-parse'), ('preview', 'Preview')], default='import', max_length=10)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When it last recorded its progress.')),
                ('stopped_at', models.DateTimeField(blank=True, help_text='When it was interrupted before its end.', null=True)),
                ('arguments', models.JSONField(blank=True, default=dict)),
                ('parser_version', models.PositiveIntegerField()),
                ('total', models.PositiveIntegerField(blank=True, help_text='How many documents there are, where that is known.', null=True)),
                ('created', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('merged', models.PositiveIntegerField(default=0)),
                ('conflict', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('removed', models.JSONField(blank=True, default=dict, help_text='How often cleaning removed what: by sort (tag, attribute, link …) and name.')),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import run',
                'ordering': ('-started_at', '-pk'),
                'permissions': [('undo_importrun', 'Can undo import runs'), ('reparse_importrun', 'Can parse stored documents again')],
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=80)),
                ('uids', models.JSONField(blank=True, default=list)),
                ('base', models.JSONField(blank=True, default=list)),
                ('theirs', models.JSONField(blank=True, default=list)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('resolution', models.CharField(blank=True, choices=[('ours', "Kept the editor's"), ('theirs', "Took the source's"), ('manual', 'Written by hand'), ('gone', 'No longer a conflict')], max_length=10)),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='articles.article')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_in', models.ForeignKey(blank=True, help_text='The import that closed it, where no editor did.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.importrun')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='articles.importrun')),
            ],
            options={
                'verbose_name': 'conflict',
                'verbose_name_plural': 'source updates',
                'ordering': ('article', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='NoiseRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publisher', models.TextField(blank=True, help_text='As the documents name it; empty for every publisher.')),
                ('text', models.TextField(help_text='The line to the letter, as a reader sees it.')),
                ('digest', articles.models.noise_rule.LineDigest(editable=False, help_text='BLAKE2b of publisher and text, 16 bytes as hex.', max_length=32, unique=True)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('noise', 'Always noise'), ('text', 'Always text')], default='proposed', max_length=10)),
                ('documents', models.PositiveIntegerField(default=0, help_text='In how many articles it was found when it was proposed.')),
                ('as_text', models.PositiveIntegerField(default=0, help_text='In how many of those as text.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'noise rule',
                'verbose_name_plural': 'noise rules',
                'ordering': ('publisher', 'pk'),
                'permissions': [('decide_noise', 'Can decide what is always noise')],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=32)),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('body', 'Text'), ('list_item', 'List item'), ('quote', 'Quote'), ('noise', 'Noise')], max_length=10)),
                ('markup', models.TextField()),
                ('unmarked', models.TextField(blank=True, help_text='The visible text; empty where the markup is nothing else.')),
                ('origin', models.PositiveIntegerField(blank=True, null=True)),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='articles.article')),
            ],
            options={
                'ordering': ('article', 'position'),
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('url', models.TextField()),
                ('host', models.CharField(blank=True, db_index=True, max_length=255)),
                ('text', models.TextField(blank=True)),
                ('title', models.TextField(blank=True)),
                ('paragraph', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='articles.paragraph')),
            ],
            options={
                'ordering': ('paragraph', 'position'),
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publisher', models.TextField(blank=True, help_text='As the documents name it; empty for every publisher.', verbose_name='publisher')),
                ('external_ids', models.CharField(blank=True, help_text="A pattern such as wire-* that a document's key (its id, address or file name) must fit; empty for every document.", max_length=500, verbose_name='keys')),
                ('headline', models.CharField(choices=[('ask', 'Ask an editor'), ('source', 'The source'), ('editor', 'The editor')], default=articles.documents.revisions.merge.Winner['ASK'], max_length=10, verbose_name='headline')),
                ('standfirst', models.CharField(choices=[('ask', 'Ask an editor'), ('source', 'The source'), ('editor', 'The editor')], default=articles.documents.revisions.merge.Winner['ASK'], max_length=10, verbose_name='standfirst')),
                ('bylines', models.CharField(choices=[('ask', 'Ask an editor'), ('source', 'The source'), ('editor', 'The editor')], default=articles.documents.revisions.merge.Winner['ASK'], max_length=10, verbose_name='bylines')),
                ('metadata', models.CharField(choices=[('ask', 'Ask an editor'), ('source', 'The source'), ('editor', 'The editor')], default=articles.documents.revisions.merge.Winner['ASK'], help_text='The language, publisher, topics, dates and addresses of an article.', max_length=10, verbose_name='metadata')),
                ('text', models.CharField(choices=[('ask', 'Ask an editor'), ('source', 'The source'), ('editor', 'The editor')], default=articles.documents.revisions.merge.Winner['ASK'], help_text='Headings and paragraphs.', max_length=10, verbose_name='text')),
                ('updates', models.CharField(blank=True, choices=[('', 'As the import is asked to'), ('always', 'Always'), ('never', 'Never: an editor publishes')], default='', help_text="Whether a live article's readers see an update at once. What an editor has not published yet is never published so.", max_length=10, verbose_name='publish updates')),
                ('max_loss', models.PositiveSmallIntegerField(blank=True, help_text='Reject a document of which more than so many per cent of the text are noise or removed; empty for no bound.', null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='greatest loss')),
            ],
            options={
                'verbose_name_plural': 'policies',
                'ordering': ('publisher', 'external_ids'),
                'constraints': [models.UniqueConstraint(fields=('publisher', 'external_ids'), name='policy_once', violation_error_message='There is a policy for this publisher and these keys.'), models.CheckConstraint(condition=models.Q(('max_loss', None), ('max_loss__lte', 100), _connector='OR'), name='policy_max_loss'), models.CheckConstraint(condition=models.Q(('bylines__in', ['ask', 'source', 'editor']), ('headline__in', ['ask', 'source', 'editor']), ('metadata__in', ['ask', 'source', 'editor']), ('standfirst__in', ['ask', 'source', 'editor']), ('text__in', ['ask', 'source', 'editor']), ('updates__in', ['', 'always', 'never'])), name='policy_choices')],
            },
        ),
        migrations.CreateModel(
            name='RunItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('created', 'Created'), ('updated', 'Updated'), ('merged', 'Merged'), ('conflict', 'Conflict'), ('unchanged', 'Unchanged'), ('rejected', 'Rejected')], max_length=10)),
                ('file', models.TextField(blank=True)),
                ('position', models.TextField(blank=True)),
                ('external_id', models.CharField(blank=True, max_length=500)),
                ('before', models.PositiveIntegerField(default=0)),
                ('after', models.PositiveIntegerField(default=0)),
                ('reason', models.TextField(blank=True)),
                ('hint', models.TextField(blank=True)),
                ('undone', models.CharField(blank=True, choices=[('undone', 'Undone'), ('forced', 'Undone, though it was changed since'), ('left', 'Left: it was changed since')], max_length=10)),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='run_items', to='articles.article')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='articles.importrun')),
            ],
            options={
                'verbose_name': 'document of an import',
                'verbose_name_plural': 'documents of imports',
                'ordering': ('run', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=32)),
                ('position', models.PositiveIntegerField()),
                ('heading', models.TextField(blank=True)),
                ('heading_origin', models.PositiveIntegerField(blank=True, null=True)),
                ('byline', models.TextField(blank=True)),
                ('byline_origin', models.PositiveIntegerField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='articles.article')),
            ],
            options={
                'ordering': ('article', 'position'),
            },
        ),
        migrations.AddField(
            model_name='paragraph',
            name='section',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='articles.section'),
        ),
        migrations.CreateModel(
            name='SourceDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('external_id', models.CharField(max_length=500, verbose_name='key')),
                ('digest', models.CharField(help_text='BLAKE2b of the content, 16 bytes as hex.', max_length=32)),
                ('file', models.TextField(blank=True, verbose_name='file')),
                ('position', models.TextField(blank=True, verbose_name='position')),
                ('format', models.CharField(max_length=20, verbose_name='format')),
                ('content', articles.models.compressed.CompressedField()),
                ('size', models.PositiveIntegerField(help_text='Of the content, in bytes.')),
                ('url', models.TextField(blank=True, verbose_name='address')),
                ('url_hash', models.BigIntegerField(help_text='Of the address in `url`, as `documents.urls.canonical` numbers them.', null=True)),
                ('publisher', models.TextField(blank=True, verbose_name='publisher')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published there')),
                ('parser_version', models.PositiveSmallIntegerField(help_text='Of the parser that read it last, whether or not that changed its article.')),
                ('repeats', models.JSONField(blank=True, help_text='Lines that other documents which it came in with have as well, and how many documents have each: reading it again alone could not know them. None where that is not known.', null=True)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='articles.importrun', verbose_name='import run')),
            ],
            options={
                'verbose_name': 'source document',
                'ordering': ('external_id', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='LabelReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.PositiveIntegerField(help_text="The block's index in the source document.")),
                ('label', models.CharField(choices=[('body', 'Text'), ('list_item', 'List item'), ('quote', 'Quote'), ('heading', 'Heading'), ('byline', 'Byline'), ('standfirst', 'Standfirst'), ('headline', 'Headline'), ('noise', 'Noise')], max_length=10)),
                ('alternative', models.CharField(choices=[('body', 'Text'), ('list_item', 'List item'), ('quote', 'Quote'), ('heading', 'Heading'), ('byline', 'Byline'), ('standfirst', 'Standfirst'), ('headline', 'Headline'), ('noise', 'Noise')], help_text='The label to take if it is wrong.', max_length=10)),
                ('reason', models.TextField(blank=True, help_text='Why the import took the label.')),
                ('confidence', models.FloatField(help_text='How likely the label is right, from 0 to 1.')),
                ('reviewed_label', models.CharField(blank=True, choices=[('body', 'Text'), ('list_item', 'List item'), ('quote', 'Quote'), ('heading', 'Heading'), ('byline', 'Byline'), ('standfirst', 'Standfirst'), ('headline', 'Headline'), ('noise', 'Noise'), ('deleted', 'Deleted')], help_text='What the block is, as an editor has it; empty until one has looked.', max_length=10)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='label_reviews', to='articles.article')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='label_reviews', to='articles.sourcedocument')),
            ],
            options={
                'ordering': ('article', 'source', 'origin'),
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='source',
            field=models.ForeignKey(blank=True, editable=False, help_text='The source document as last imported.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.sourcedocument'),
        ),
        migrations.CreateModel(
            name='TrackingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pattern', models.CharField(help_text='The name of a parameter, such as ref, or a pattern such as ref_*. Capitals do not matter.', max_length=100, verbose_name='parameter')),
                ('host', models.CharField(blank=True, help_text='Only in addresses of this site, such as harbour.example, and of those under it; empty for every site.', max_length=255, verbose_name='site')),
                ('fate', models.CharField(choices=[('remove', 'Remove'), ('keep', 'Keep')], default='remove', help_text='Keep those that lead to another page: a rule for one site holds over one for every site, and over what is always removed.', max_length=10, verbose_name='what becomes of it')),
            ],
            options={
                'verbose_name': 'tracking parameter',
                'ordering': ('host', 'pattern'),
                'constraints': [models.UniqueConstraint(fields=('pattern', 'host'), name='tracking_rule_once', violation_error_message='There is a rule for this parameter on this site.'), models.CheckConstraint(condition=models.Q(models.Q(('pattern', ''), _negated=True), ('host', django.db.models.functions.text.Lower('host')), ('pattern', django.db.models.functions.text.Lower('pattern'))), name='tracking_rule_small_letters'), models.CheckConstraint(condition=models.Q(('host', ''), ('pattern', '*'), _negated=True), name='tracking_rule_not_everything', violation_error_message='This would fit every parameter of every address. Name a site.'), models.CheckConstraint(condition=models.Q(('fate', 'remove'), ('fate', 'keep'), _connector='OR'), name='tracking_rule_fate')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=secrets.token_urlsafe, max_length=43, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('format', models.CharField(max_length=20)),
                ('content', models.BinaryField()),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('reason', models.CharField(choices=[('import', 'Import'), ('edit', 'Edit'), ('merge', 'Merge'), ('restore', 'Restore'), ('publish', 'Publish')], max_length=10)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('parser_version', models.PositiveSmallIntegerField(blank=True, help_text='Of the parser that read the source, where an import made it follow one; what is restored has that of the version that it restores.', null=True)),
                ('imported', models.JSONField(blank=True, help_text="What that source says, where an editor's work is kept in its place.", null=True)),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='articles.article')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='articles.importrun')),
                ('source', models.ForeignKey(blank=True, db_index=False, help_text='The source document that an import made it follow.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.sourcedocument')),
            ],
            options={
                'ordering': ('article', '-number'),
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120)),
                ('headline', models.TextField()),
                ('standfirst', models.TextField(blank=True)),
                ('bylines', models.JSONField(blank=True, default=list)),
                ('language', models.CharField(blank=True, max_length=35)),
                ('publisher', models.TextField(blank=True)),
                ('url', models.TextField(blank=True)),
                ('topics', models.JSONField(blank=True, default=list)),
                ('body', models.TextField(help_text='The sections rendered as safe HTML.')),
                ('first_published_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField(help_text="When it replaced an earlier edition; empty for an article's first.", null=True)),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(blank=True, null=True)),
                ('url_hash', models.BigIntegerField(help_text="Of its publisher's page, as `documents.urls.canonical` numbers them.", null=True)),
                ('linked_at', models.DateTimeField(help_text='When links in the body were last turned, if readers had seen it.', null=True)),
                ('links_due', models.BooleanField(default=False, help_text="Whether others' links are to be turned once it is live.")),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='articles.article')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='editions', to='articles.version')),
            ],
            options={
                'ordering': ('-live_from', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='EditionLink',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'url_hash', blank=True, editable=False, primary_key=True, serialize=False)),
                ('url_hash', models.BigIntegerField()),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='articles.edition')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['url_hash'], name='edition_link_url_hash')],
            },
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'import'), ('kind', 'reparse'), ('kind', 'preview'), _connector='OR'), name='import_run_kind'),
        ),
        migrations.AddIndex(
            model_name='conflict',
            index=models.Index(fields=['article'], name='conflict_article'),
        ),
        migrations.AddIndex(
            model_name='conflict',
            index=models.Index(condition=models.Q(('resolved_at', None)), fields=['created_at'], name='conflict_open'),
        ),
        migrations.AddConstraint(
            model_name='conflict',
            constraint=models.UniqueConstraint(condition=models.Q(('resolved_at', None)), fields=('article', 'part'), name='conflict_one_open_for_each_part'),
        ),
        migrations.AddConstraint(
            model_name='conflict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolution', ''), ('resolved_at', None)), models.Q(('resolution__in', ['ours', 'theirs', 'manual', 'gone']), ('resolved_at__isnull', False)), _connector='OR'), name='conflict_resolved_at'),
        ),
        migrations.AddIndex(
            model_name='noiserule',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['created_at'], name='noise_rule_proposed'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('state', 'noise'), ('state', 'text'), _connector='OR'), name='noise_rule_state'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='noise_rule_text'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='noise_rule_decided_at'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'proposed'), _negated=True), models.Q(('publisher', ''), _negated=True), _connector='OR'), name='noise_rule_proposed_of_publisher'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.CheckConstraint(condition=models.Q(('as_text__lte', models.F('documents'))), name='noise_rule_as_text'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(fields=('paragraph', 'position'), name='link_order'),
        ),
        migrations.AddIndex(
            model_name='runitem',
            index=models.Index(fields=['run', 'outcome', 'id'], name='run_item_outcome'),
        ),
        migrations.AddIndex(
            model_name='runitem',
            index=models.Index(fields=['run', 'external_id'], name='run_item_external_id'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'created'), ('outcome', 'updated'), ('outcome', 'merged'), ('outcome', 'conflict'), ('outcome', 'unchanged'), ('outcome', 'rejected'), _connector='OR'), name='run_item_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='run_item_reason'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('article', 'position'), name='section_order'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('article', 'uid'), name='section_uid'),
        ),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.UniqueConstraint(fields=('section', 'position'), name='paragraph_order'),
        ),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.UniqueConstraint(fields=('article', 'uid'), name='paragraph_uid'),
        ),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'body'), ('kind', 'list_item'), ('kind', 'quote'), ('kind', 'noise'), _connector='OR'), name='paragraph_kind'),
        ),
        migrations.AddIndex(
            model_name='sourcedocument',
            index=models.Index(condition=models.Q(('url_hash__isnull', False)), fields=['url_hash'], name='source_document_url_hash'),
        ),
        migrations.AddConstraint(
            model_name='sourcedocument',
            constraint=models.UniqueConstraint(fields=('external_id', 'digest'), name='source_document_once'),
        ),
        migrations.AddIndex(
            model_name='labelreview',
            index=models.Index(condition=models.Q(('reviewed_at', None)), fields=['article'], name='label_review_open'),
        ),
        migrations.AddConstraint(
            model_name='labelreview',
            constraint=models.UniqueConstraint(fields=('article', 'source', 'origin'), name='label_review_once'),
        ),
        migrations.AddConstraint(
            model_name='labelreview',
            constraint=models.CheckConstraint(condition=models.Q(('alternative__in', ['headline', 'standfirst', 'heading', 'byline', 'body', 'list_item', 'quote', 'noise']), ('label__in', ['headline', 'standfirst', 'heading', 'byline', 'body', 'list_item', 'quote', 'noise'])), name='label_review_labels'),
        ),
        migrations.AddConstraint(
            model_name='labelreview',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='label_review_confidence'),
        ),
        migrations.AddConstraint(
            model_name='labelreview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at', None), ('reviewed_label', '')), models.Q(('reviewed_at__isnull', False), ('reviewed_label__in', ['headline', 'standfirst', 'heading', 'byline', 'body', 'list_item', 'quote', 'noise', 'deleted'])), _connector='OR'), name='label_review_reviewed_at'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('external_id',), name='article_once_for_each_external_id'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='version_number'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('reason', 'import'), ('reason', 'edit'), ('reason', 'merge'), ('reason', 'restore'), ('reason', 'publish'), _connector='OR'), name='version_reason'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['-first_published_at', '-id'], name='edition_newest_first'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('url_hash__isnull', False)), fields=['url_hash'], name='edition_url_hash'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('links_due', True)), fields=['live_from'], name='edition_links_due'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('live_until__isnull', True)), fields=('article',), name='edition_one_open_for_each_article'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('live_until__isnull', True)), fields=('slug',), name='edition_one_open_for_each_slug'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('live_until__isnull', True), ('live_until__gte', models.F('live_from')), _connector='OR'), name='edition_ends_after_it_begins'),
        ),
    ]
