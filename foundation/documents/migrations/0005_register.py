"""The register book as a view, so that documents and reserved numbers are read as one list."""

import django.db.models.deletion
from django.db import migrations, models

VIEW = """
create view documents_register as
select 2 * id as id, series_id, number_year as year, number, status as state,
       id as document_id, null::bigint as reserved_id
  from documents_document where number is not null
union all
select 2 * id + 1, series_id, year, number, state, null::bigint, id
  from documents_reservednumber where state <> 'used'
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_official_documents")]

    operations = [
        migrations.RunSQL(VIEW, "drop view documents_register"),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reserved", "预留"),
                            ("issuing", "印制中"),
                            ("issued", "已印发"),
                            ("revoked", "已撤销"),
                            ("voided", "作废"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
            ],
            options={
                "verbose_name": "发文登记",
                "verbose_name_plural": "发文登记簿",
                "db_table": "documents_register",
                "ordering": ["series", "year", "number"],
                "managed": False,
            },
        ),
    ]
