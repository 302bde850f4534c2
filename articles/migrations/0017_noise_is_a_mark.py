"""Noise was a kind of paragraph; now any kind can be noise."""

from typing import Any

from django.db import migrations, models


def mark_noise(apps: Any, schema_editor: Any) -> None:
    paragraphs = apps.get_model("articles", "Paragraph").objects
    paragraphs.filter(kind="noise").update(kind="body", noise=True)


def make_noise_a_kind(apps: Any, schema_editor: Any) -> None:
    paragraphs = apps.get_model("articles", "Paragraph").objects
    paragraphs.filter(noise=True).update(kind="noise")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_rich_paragraphs'),
    ]

    operations = [
        migrations.RunPython(mark_noise, make_noise_a_kind),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'body'), ('kind', 'list_item'), ('kind', 'quote'), ('kind', 'subheading'), ('kind', 'picture'), ('kind', 'table'), ('kind', 'embed'), ('kind', 'preformatted'), ('kind', 'rule'), ('kind', 'box'), _connector='OR'), name='paragraph_kind'),
        ),
    ]
