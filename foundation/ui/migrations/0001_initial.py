import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SEARCH_TERMS = """
CREATE FUNCTION search_terms(folded text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 500 AS $$
    SELECT array_agg(DISTINCT chars[i] || chars[i + 1])
    FROM (SELECT string_to_array(folded, NULL) AS chars) AS split, generate_series(1, cardinality(chars) - 1) AS i
$$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(SEARCH_TERMS, "DROP FUNCTION search_terms(text)"),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list_name", models.CharField(max_length=60, verbose_name="列表")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="条件")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="所有人",
                    ),
                ),
            ],
            options={
                "verbose_name": "列表视图",
                "verbose_name_plural": "列表视图",
                "ordering": ["list_name", "saved_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "list_name", "name"), name="saved_view_name_once")
                ],
            },
        ),
    ]
