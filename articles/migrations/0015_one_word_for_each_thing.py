"""Names that the field knows, the same from class to column: doubts are label reviews, changes of
sources conflicts, noise lines noise rules, keys external ids, addresses urls, details metadata.
"""

from django.db import migrations


def rename_column(model: str, table: str, old: str, new: str) -> migrations.RunSQL:
    """A part of a composite primary key, which RenameField does not know."""
    quoted = '"{}"'.format
    sql = "ALTER TABLE {} RENAME COLUMN {} TO {}"
    return migrations.RunSQL(
        sql.format(quoted(table), quoted(old), quoted(new)),
        sql.format(quoted(table), quoted(new), quoted(old)),
        state_operations=[migrations.RenameField(model, old, new)],
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_links_of_editions")]

    operations = [
        # What names a column or a model that gets another name is made anew afterwards.
        migrations.RemoveConstraint("doubt", "doubt_once"),
        migrations.RemoveConstraint("doubt", "doubt_labels"),
        migrations.RemoveConstraint("doubt", "doubt_confidence"),
        migrations.RemoveConstraint("doubt", "doubt_answered_at"),
        migrations.RemoveIndex("doubt", "doubt_open"),
        migrations.RemoveConstraint("sourcechange", "source_change_one_open_for_each_part"),
        migrations.RemoveConstraint("sourcechange", "source_change_closed_at"),
        migrations.RemoveIndex("sourcechange", "source_change_article"),
        migrations.RemoveIndex("sourcechange", "source_change_open"),
        migrations.RemoveConstraint("noiseline", "noise_line_state"),
        migrations.RemoveConstraint("noiseline", "noise_line_text"),
        migrations.RemoveConstraint("noiseline", "noise_line_decided_at"),
        migrations.RemoveConstraint("noiseline", "noise_line_proposed_of_publisher"),
        migrations.RemoveConstraint("noiseline", "noise_line_as_text"),
        migrations.RemoveIndex("noiseline", "noise_line_proposed"),
        migrations.RemoveConstraint("article", "article_once_for_each_key"),
        migrations.RemoveConstraint("sourcedocument", "source_document_once"),
        migrations.RemoveIndex("sourcedocument", "source_document_address"),
        migrations.RemoveIndex("runitem", "run_item_key"),
        migrations.RemoveConstraint("policy", "policy_once"),
        migrations.RemoveConstraint("policy", "policy_choices"),
        migrations.RemoveIndex("edition", "edition_address"),
        migrations.RemoveIndex("editionlink", "edition_link_number"),
        migrations.AlterModelOptions("sourcedocument", {"verbose_name": "source document"}),
        migrations.AlterModelOptions("policy", {"verbose_name_plural": "policies"}),
        migrations.RenameModel("Doubt", "LabelReview"),
        migrations.RenameField("labelreview", "answer", "reviewed_label"),
        migrations.RenameField("labelreview", "answered_at", "reviewed_at"),
        migrations.RenameField("labelreview", "answered_by", "reviewed_by"),
        migrations.RenameModel("SourceChange", "Conflict"),
        migrations.RenameField("conflict", "choice", "resolution"),
        migrations.RenameField("conflict", "closed_at", "resolved_at"),
        migrations.RenameField("conflict", "closed_by", "resolved_by"),
        migrations.RenameField("conflict", "closed_in", "resolved_in"),
        migrations.RenameModel("NoiseLine", "NoiseRule"),
        migrations.RenameField("article", "key", "external_id"),
        migrations.RenameField("article", "address", "url"),
        migrations.RenameField("sourcedocument", "key", "external_id"),
        migrations.RenameField("sourcedocument", "address_number", "url_hash"),
        migrations.RenameField("runitem", "key", "external_id"),
        migrations.RenameField("runitem", "remedy", "hint"),
        migrations.RenameField("policy", "keys", "external_ids"),
        migrations.RenameField("policy", "details", "metadata"),
        migrations.RenameField("edition", "address", "url"),
        migrations.RenameField("edition", "address_number", "url_hash"),
        rename_column("editionlink", "articles_editionlink", "number", "url_hash"),
    ]
