"""Groups that publish may arrange the front page, as a new site's may.

They are known by the names that the handbook gives them; others stay as they are: somebody decided
what they may do.
"""

from typing import Any

from django.db import migrations

GROUPS = ("Editors", "Publishers")


def give_right(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(database)
    publishing = groups.filter(
        name__in=GROUPS,
        permissions__content_type__app_label="articles",
        permissions__codename="publish_article",
    )
    for group in publishing:
        # They are made when all migrations are done, which is too late.
        kinds = apps.get_model("contenttypes", "ContentType").objects.using(database)
        kind, _made = kinds.get_or_create(app_label="articles", model="arrangement")
        right, _made = (
            apps.get_model("auth", "Permission")
            .objects.using(database)
            .get_or_create(
                content_type=kind,
                codename="arrange_front",
                defaults={"name": "Can arrange the front page"},
            )
        )
        group.permissions.add(right)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0043_arrangements_of_the_front_page"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(give_right, migrations.RunPython.noop, elidable=True),
    ]
