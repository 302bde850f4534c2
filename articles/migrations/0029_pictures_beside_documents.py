

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0028_lists_of_articles'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='pictures',
            field=models.PositiveIntegerField(default=0, help_text='How many pictures came in that lie beside its documents, or would.'),
        ),
        migrations.AddField(
            model_name='sourcedocument',
            name='lacks_pictures',
            field=models.BooleanField(default=False, help_text='Whether it names pictures beside it that were not there when it came in.'),
        ),
    ]
