"""The group that a site's set-up made gets its rights to the masthead and to pages, as a new site's has them.

It is known by its name and by all the rights that every release has given it. One that has been
made by hand, or has lost some of them since, stays as it is: somebody decided what it may do.
"""

from typing import Any

from django.db import migrations

GROUP = "Editors"
# What the first release gave, and each since.
GIVEN = {
    *(f"{act}_{model}" for model in ("article", "section", "paragraph", "link")
      for act in ("add", "change", "view")),
    *(f"view_{model}" for model in ("sourcedocument", "importrun", "version", "edition")),
    "publish_article",
    *(f"{act}_picture" for act in ("add", "change", "view")),
}
NAMES = {
    ("masthead", "change"), ("masthead", "view"),
    ("staticpage", "add"), ("staticpage", "change"), ("staticpage", "delete"),
    ("staticpage", "view"),
}
WORDS = {"masthead": "masthead", "staticpage": "static page"}


def give_rights(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(database).filter(name=GROUP).first()
    if group is None:
        return
    own = group.permissions.using(database).filter(content_type__app_label="articles")
    if not GIVEN <= set(own.values_list("codename", flat=True)):
        return
    # They are made when all migrations are done, which is too late.
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    for model, act in sorted(NAMES):
        kind, _made = kinds.get_or_create(app_label="articles", model=model)
        right, _made = permissions.get_or_create(
            content_type=kind,
            codename=f"{act}_{model}",
            defaults={"name": f"Can {act} {WORDS[model]}"},
        )
        group.permissions.add(right)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0041_static_pages_written"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=True),
    ]
