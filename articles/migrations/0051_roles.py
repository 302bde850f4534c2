"""The groups of a newsroom's roles. One that exists stays as somebody made it."""

from typing import Any

from django.contrib.auth.management import create_permissions
from django.db import migrations

from articles.roles import make_roles

_APPS = ("articles", "auth", "admin")


def make_groups(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    for name in _APPS:
        # They are made when all migrations are done, which is too late; and only of an app that
        # says that it has models.
        app = apps.get_app_config(name)
        app.models_module = True
        create_permissions(app, verbosity=0, using=database, apps=apps)
    make_roles(
        apps.get_model("auth", "Group").objects.using(database),
        apps.get_model("auth", "Permission").objects.using(database),
    )


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0050_publish_until_and_withdrawals"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=True),
    ]
