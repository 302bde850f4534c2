"""Values and permissions under the names that 0015 gave to what they are of."""

from typing import Any

from django.db import migrations

# Codenames of permissions; Django renames content types with their models, but not these.
PERMISSIONS = {
    "view_noiseline": ("view_noiserule", "Can view noise rule"),
}


def rename(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    conflicts = apps.get_model("articles", "Conflict").objects.using(database)
    conflicts.filter(resolution="own").update(resolution="manual")
    conflicts.filter(part="address").update(part="url")
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    for old, (new, name) in PERMISSIONS.items():
        mine = permissions.filter(content_type__app_label="articles", codename=old)
        mine.update(codename=new, name=name)


def rename_back(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    conflicts = apps.get_model("articles", "Conflict").objects.using(database)
    conflicts.filter(resolution="manual").update(resolution="own")
    conflicts.filter(part="url").update(part="address")
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    for old, (new, _) in PERMISSIONS.items():
        mine = permissions.filter(content_type__app_label="articles", codename=new)
        mine.update(codename=old, name=old.replace("_", " ").replace("view", "Can view"))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_one_word_for_each_thing"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(rename, rename_back, elidable=True)]
