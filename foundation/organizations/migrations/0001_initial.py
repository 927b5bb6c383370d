import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sector",
            fields=[
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False, verbose_name="代码")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                ("event_word", models.CharField(blank=True, max_length=40, verbose_name="事故名称用词")),
                ("order", models.PositiveIntegerField(verbose_name="排序")),
                ("department_function", models.CharField(blank=True, max_length=30, verbose_name="通常主管部门职能")),
                ("is_road_traffic", models.BooleanField(default=False, verbose_name="道路交通")),
                ("is_fire", models.BooleanField(default=False, verbose_name="火灾")),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "行业领域",
                "verbose_name_plural": "行业领域",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                ("code", models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name="区划代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("short_name", models.CharField(max_length=30, verbose_name="简称")),
                ("map_name", models.CharField(blank=True, max_length=10, verbose_name="图上名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "市"),
                            ("county", "区县（市）"),
                            ("township", "乡镇（街道）"),
                            ("village", "村（社区）"),
                        ],
                        max_length=10,
                        verbose_name="层级",
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=20, verbose_name="类别")),
                ("name_key", models.CharField(max_length=200, verbose_name="拼音")),
                ("initials", models.CharField(db_index=True, max_length=60, verbose_name="拼音首字母")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="经度"),
                ),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="纬度"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organizations.division",
                        verbose_name="上级",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="organizations.division",
                        verbose_name="继任区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "verbose_name_plural": "行政区划",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="机构代码")),
                ("name", models.CharField(max_length=100, verbose_name="全称")),
                ("short_name", models.CharField(max_length=60, verbose_name="简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city_bureau", "市应急管理局"),
                            ("bureau_section", "市局科室"),
                            ("bureau_unit", "市局二级机构"),
                            ("safety_committee", "市安委会"),
                            ("committee_office", "市安委办"),
                            ("city_department", "市直部门"),
                            ("county_government", "区县（市）人民政府、管委会"),
                            ("county_bureau", "区县（市）应急管理局"),
                            ("county_department", "区县（市）主管部门"),
                            ("township_government", "乡镇人民政府、街道办事处"),
                        ],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                ("function", models.CharField(blank=True, max_length=30, verbose_name="职能")),
                ("is_supervising", models.BooleanField(default=False, verbose_name="可作主管部门")),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="名称依据")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("name_key", models.CharField(max_length=300, verbose_name="拼音")),
                ("initials", models.CharField(db_index=True, max_length=100, verbose_name="拼音首字母")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organizations.division",
                        verbose_name="所在区划",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organizations.organization",
                        verbose_name="上级机构",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receives_for",
                        to="organizations.organization",
                        verbose_name="代收单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "机构",
                "verbose_name_plural": "机构",
                "ordering": ["division_id", "order", "name_key", "id"],
            },
        ),
        migrations.CreateModel(
            name="OrganizationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40, verbose_name="机构代码")),
                ("name", models.CharField(max_length=100, verbose_name="全称")),
                ("short_name", models.CharField(max_length=60, verbose_name="简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city_bureau", "市应急管理局"),
                            ("bureau_section", "市局科室"),
                            ("bureau_unit", "市局二级机构"),
                            ("safety_committee", "市安委会"),
                            ("committee_office", "市安委办"),
                            ("city_department", "市直部门"),
                            ("county_government", "区县（市）人民政府、管委会"),
                            ("county_bureau", "区县（市）应急管理局"),
                            ("county_department", "区县（市）主管部门"),
                            ("township_government", "乡镇人民政府、街道办事处"),
                        ],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                ("function", models.CharField(blank=True, max_length=30, verbose_name="职能")),
                ("is_supervising", models.BooleanField(default=False, verbose_name="可作主管部门")),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="名称依据")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("name_key", models.CharField(max_length=300, verbose_name="拼音")),
                ("initials", models.CharField(max_length=100, verbose_name="拼音首字母")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                (
                    "division",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.division",
                        verbose_name="所在区划",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="上级机构",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="row_history",
                        to="organizations.organization",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="代收单位",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="division",
            index=models.Index(fields=["level", "code"], name="division_level_idx"),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("is_active", True), ("kind__in", ["county_government", "township_government", "county_bureau"])
                ),
                fields=("division", "kind"),
                name="organization_one_government",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organizations_organizationevent" ("basis", "code", "division_id", "function", "id", "initials", "is_active", "is_supervising", "kind", "name", "name_key", "needs_confirmation", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "short_name") SELECT new_values."basis", new_values."code", new_values."division_id", new_values."function", new_values."id", new_values."initials", new_values."is_active", new_values."is_supervising", new_values."kind", new_values."name", new_values."name_key", new_values."needs_confirmation", new_values."order", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_by_id", new_values."short_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a7cadbf9e618e2a84da010e3d482a2280184a0da",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a753",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organizations_organizationevent" ("basis", "code", "division_id", "function", "id", "initials", "is_active", "is_supervising", "kind", "name", "name_key", "needs_confirmation", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "short_name") SELECT new_values."basis", new_values."code", new_values."division_id", new_values."function", new_values."id", new_values."initials", new_values."is_active", new_values."is_supervising", new_values."kind", new_values."name", new_values."name_key", new_values."needs_confirmation", new_values."order", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_by_id", new_values."short_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cc75957206a688e8e9ffd4ea5a4ec0c98d868573",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73a92",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organizations_organizationevent" ("basis", "code", "division_id", "function", "id", "initials", "is_active", "is_supervising", "kind", "name", "name_key", "needs_confirmation", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "short_name") SELECT old_values."basis", old_values."code", old_values."division_id", old_values."function", old_values."id", old_values."initials", old_values."is_active", old_values."is_supervising", old_values."kind", old_values."name", old_values."name_key", old_values."needs_confirmation", old_values."order", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_by_id", old_values."short_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="391a461fe10fee6f8d2763fb651a82379c4d8e1d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84ac6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b57d657ff616d824ae4a63d9d1c32f035699505a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88049",
                    table="organizations_organizationevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
