from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0057_runs_by_start"),
    ]

    operations = [
        migrations.AddField(
            model_name="workingdraft",
            name="serial",
            field=models.PositiveBigIntegerField(default=0),
        ),
    ]
