import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyInstance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_start", models.DateField(verbose_name="期间起")),
                ("period_end", models.DateField(verbose_name="期间止")),
                ("label", models.CharField(max_length=30, verbose_name="期间")),
                ("due_on", models.DateField(verbose_name="到期日")),
                ("is_certain", models.BooleanField(verbose_name="到期日已确定")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待办"), ("done", "已完成")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="办理说明")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
            ],
            options={
                "verbose_name": "周期事项办理",
                "verbose_name_plural": "周期事项办理",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="RecurringDuty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("label", models.CharField(max_length=30, verbose_name="事项")),
                ("detail", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("month", "每月"),
                            ("quarter", "每季度"),
                            ("half_year", "每半年"),
                            ("year", "每年"),
                            ("dates", "每年固定日期"),
                        ],
                        max_length=10,
                        verbose_name="周期",
                    ),
                ),
                (
                    "dates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="日期（MM-DD）",
                    ),
                ),
                (
                    "due_by",
                    models.CharField(
                        choices=[
                            ("workday_of", "期内第几个工作日"),
                            ("workday_after", "期满后第几个工作日"),
                            ("date", "某月某日，遇休息日顺延"),
                        ],
                        max_length=15,
                        verbose_name="到期日算法",
                    ),
                ),
                (
                    "due_number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="第几个工作日或几日"
                    ),
                ),
                (
                    "due_month",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="期内第几个月"
                    ),
                ),
                ("lead_days", models.PositiveSmallIntegerField(default=10, verbose_name="提前几日提醒")),
                ("permission", models.CharField(max_length=60, verbose_name="所需权限")),
                ("button", models.CharField(max_length=10, verbose_name="按钮文字")),
                ("url", models.CharField(max_length=200, verbose_name="办理页面")),
                ("first_day", models.DateField(verbose_name="自何日起")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recurring_duties",
                        to="organizations.organization",
                        verbose_name="办理单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "周期事项",
                "verbose_name_plural": "周期事项",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="DutyInstanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("period_start", models.DateField(verbose_name="期间起")),
                ("period_end", models.DateField(verbose_name="期间止")),
                ("label", models.CharField(max_length=30, verbose_name="期间")),
                ("due_on", models.DateField(verbose_name="到期日")),
                ("is_certain", models.BooleanField(verbose_name="到期日已确定")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待办"), ("done", "已完成")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="办理说明")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
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
                        to="recurrence.dutyinstance",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="recurrence.recurringduty",
                        verbose_name="周期事项",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="dutyinstance",
            name="duty",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instances",
                to="recurrence.recurringduty",
                verbose_name="周期事项",
            ),
        ),
        migrations.CreateModel(
            name="RecurringDutyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="代码")),
                ("label", models.CharField(max_length=30, verbose_name="事项")),
                ("detail", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("month", "每月"),
                            ("quarter", "每季度"),
                            ("half_year", "每半年"),
                            ("year", "每年"),
                            ("dates", "每年固定日期"),
                        ],
                        max_length=10,
                        verbose_name="周期",
                    ),
                ),
                (
                    "dates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="日期（MM-DD）",
                    ),
                ),
                (
                    "due_by",
                    models.CharField(
                        choices=[
                            ("workday_of", "期内第几个工作日"),
                            ("workday_after", "期满后第几个工作日"),
                            ("date", "某月某日，遇休息日顺延"),
                        ],
                        max_length=15,
                        verbose_name="到期日算法",
                    ),
                ),
                (
                    "due_number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="第几个工作日或几日"
                    ),
                ),
                (
                    "due_month",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="期内第几个月"
                    ),
                ),
                ("lead_days", models.PositiveSmallIntegerField(default=10, verbose_name="提前几日提醒")),
                ("permission", models.CharField(max_length=60, verbose_name="所需权限")),
                ("button", models.CharField(max_length=10, verbose_name="按钮文字")),
                ("url", models.CharField(max_length=200, verbose_name="办理页面")),
                ("first_day", models.DateField(verbose_name="自何日起")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="办理单位",
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
                        to="recurrence.recurringduty",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringduty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurrence_recurringdutyevent" ("basis", "button", "code", "dates", "detail", "due_by", "due_month", "due_number", "first_day", "frequency", "id", "is_active", "label", "lead_days", "organization_id", "permission", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url") SELECT new_values."basis", new_values."button", new_values."code", new_values."dates", new_values."detail", new_values."due_by", new_values."due_month", new_values."due_number", new_values."first_day", new_values."frequency", new_values."id", new_values."is_active", new_values."label", new_values."lead_days", new_values."organization_id", new_values."permission", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="df4cff62e509914ac4c26f308e1075661ada97a0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d0570",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="recurrence_recurringduty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringduty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurrence_recurringdutyevent" ("basis", "button", "code", "dates", "detail", "due_by", "due_month", "due_number", "first_day", "frequency", "id", "is_active", "label", "lead_days", "organization_id", "permission", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url") SELECT new_values."basis", new_values."button", new_values."code", new_values."dates", new_values."detail", new_values."due_by", new_values."due_month", new_values."due_number", new_values."first_day", new_values."frequency", new_values."id", new_values."is_active", new_values."label", new_values."lead_days", new_values."organization_id", new_values."permission", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cb4ee782e40d71ee25ae5a38b869438c38e9cf5f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_591c1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="recurrence_recurringduty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringduty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurrence_recurringdutyevent" ("basis", "button", "code", "dates", "detail", "due_by", "due_month", "due_number", "first_day", "frequency", "id", "is_active", "label", "lead_days", "organization_id", "permission", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "url") SELECT old_values."basis", old_values."button", old_values."code", old_values."dates", old_values."detail", old_values."due_by", old_values."due_month", old_values."due_number", old_values."first_day", old_values."frequency", old_values."id", old_values."is_active", old_values."label", old_values."lead_days", old_values."organization_id", old_values."permission", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f7eaf96a77735e4c7912173ab0b1bd1bd496963d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_862ec",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="recurrence_recurringduty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyinstanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a719c7c45b6a0f08a7f4202ad6ae540305dfd5b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4b2f5",
                    table="recurrence_dutyinstanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="dutyinstance",
            index=models.Index(condition=models.Q(("state", "open")), fields=["due_on"], name="duty_instance_open_idx"),
        ),
        migrations.AddConstraint(
            model_name="dutyinstance",
            constraint=models.UniqueConstraint(fields=("duty", "period_start"), name="duty_instance_once"),
        ),
        migrations.AddConstraint(
            model_name="dutyinstance",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_end__gte", models.F("period_start"))), name="duty_instance_span"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyinstance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurrence_dutyinstanceevent" ("done_at", "done_by_id", "due_on", "duty_id", "id", "is_certain", "label", "note", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") SELECT new_values."done_at", new_values."done_by_id", new_values."due_on", new_values."duty_id", new_values."id", new_values."is_certain", new_values."label", new_values."note", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ea295042fe829d719b1bfa69d78fa8212931d0e7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5d9aa",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="recurrence_dutyinstance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyinstance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurrence_dutyinstanceevent" ("done_at", "done_by_id", "due_on", "duty_id", "id", "is_certain", "label", "note", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") SELECT new_values."done_at", new_values."done_by_id", new_values."due_on", new_values."duty_id", new_values."id", new_values."is_certain", new_values."label", new_values."note", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="84262ed8305ff964366f48bff1df6ce2001d4dae",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fa2aa",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="recurrence_dutyinstance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyinstance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurrence_dutyinstanceevent" ("done_at", "done_by_id", "due_on", "duty_id", "id", "is_certain", "label", "note", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") SELECT old_values."done_at", old_values."done_by_id", old_values."due_on", old_values."duty_id", old_values."id", old_values."is_certain", old_values."label", old_values."note", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="bbaf50be572ee8be2dd0fd83f5547475f158d9e0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4c140",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="recurrence_dutyinstance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringdutyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="db88c268aa23a36cdb255c8a8756821b3b5a902e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_38708",
                    table="recurrence_recurringdutyevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
