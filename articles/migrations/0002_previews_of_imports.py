"""A preview of an import is a run that knows its upload, and the import knows its preview."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_as_of_the_house'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='importrun',
            name='import_run_kind',
        ),
        migrations.AddField(
            model_name='importrun',
            name='preview',
            field=models.OneToOneField(blank=True, help_text='The preview of an upload that was confirmed with this import.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.importrun'),
        ),
        migrations.AddField(
            model_name='upload',
            name='preview',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.importrun'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='kind',
            field=models.CharField(choices=[('import', 'Import'), ('reparse', 'Re-parse'), ('preview', 'Preview'), ('import_preview', 'Import preview')], default='import', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'import'), ('kind', 'reparse'), ('kind', 'preview'), ('kind', 'import_preview'), _connector='OR'), name='import_run_kind'),
        ),
    ]
