"""A place on the front page may have a headline of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0048_owners_of_articles")]

    operations = [
        migrations.AddField(
            model_name="arrangedslot",
            name="headline",
            field=models.CharField(blank=True, max_length=200, verbose_name="headline"),
        ),
    ]
