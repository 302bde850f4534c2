"""PostgreSQL plans pages of listings as for large ones.

Most names are listed once or twice, so that it would take any listing for a short one: read all of
it, and sort that. For the few that have a tenth of the archive that costs the more the more there
is; by the index of their order each page costs the same, for short ones, too.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_EXPECT = 'ALTER TABLE articles_listededition ALTER COLUMN listing_id SET (n_distinct = {})'


def expect_few_names(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_EXPECT.format(20))


def expect_what_is_there(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_EXPECT.format(0))


class Migration(migrations.Migration):
    dependencies = [("articles", "0045_names_in_words")]

    operations = [migrations.RunPython(expect_few_names, expect_what_is_there)]
