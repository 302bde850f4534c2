import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0013_erased_articles_by_number'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecondFactorDemand',
            fields=[
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='second_factor_demand', serialize=False, to='auth.group', verbose_name='group')),
            ],
            options={
                'verbose_name': 'demand of a second factor',
                'verbose_name_plural': 'demands of a second factor',
            },
        ),
    ]
