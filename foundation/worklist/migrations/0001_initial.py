import django.contrib.postgres.fields
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
            name="Todo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100, verbose_name="事项标识")),
                ("kind", models.CharField(max_length=30, verbose_name="类别")),
                ("kind_label", models.CharField(max_length=30, verbose_name="类别名称")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("badge", models.CharField(blank=True, max_length=60, verbose_name="标记")),
                ("action", models.CharField(max_length=10, verbose_name="按钮文字")),
                ("url", models.CharField(max_length=200, verbose_name="链接")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None, verbose_name="办理角色"
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="起算时间")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="应办时间")),
                ("snoozed_until", models.DateTimeField(blank=True, null=True, verbose_name="暂缓至")),
                ("snooze_reason", models.CharField(blank=True, max_length=200, verbose_name="暂缓理由")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="todos",
                        to="organizations.organization",
                        verbose_name="办理单位",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
            ],
            options={
                "verbose_name": "待办",
                "verbose_name_plural": "待办",
                "ordering": [models.OrderBy(models.F("due_at"), nulls_last=True), "id"],
            },
        ),
        migrations.CreateModel(
            name="TodoEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=100, verbose_name="事项标识")),
                ("kind", models.CharField(max_length=30, verbose_name="类别")),
                ("kind_label", models.CharField(max_length=30, verbose_name="类别名称")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("badge", models.CharField(blank=True, max_length=60, verbose_name="标记")),
                ("action", models.CharField(max_length=10, verbose_name="按钮文字")),
                ("url", models.CharField(max_length=200, verbose_name="链接")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None, verbose_name="办理角色"
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="起算时间")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="应办时间")),
                ("snoozed_until", models.DateTimeField(blank=True, null=True, verbose_name="暂缓至")),
                ("snooze_reason", models.CharField(blank=True, max_length=200, verbose_name="暂缓理由")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
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
                        to="worklist.todo",
                    ),
                ),
                (
                    "user",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=100, verbose_name="事由标识")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="内容")),
                ("url", models.CharField(blank=True, max_length=200, verbose_name="链接")),
                ("sender", models.CharField(max_length=100, verbose_name="来自")),
                ("sent_at", models.DateTimeField(verbose_name="时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="已读时间")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inbox_messages",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="收件人",
                    ),
                ),
            ],
            options={
                "verbose_name": "消息",
                "verbose_name_plural": "消息",
                "ordering": ["-sent_at", "-id"],
                "indexes": [models.Index(fields=["recipient", "read_at"], name="message_unread_idx")],
                "constraints": [models.UniqueConstraint(fields=("recipient", "event"), name="message_once")],
            },
        ),
        migrations.AddIndex(
            model_name="todo",
            index=models.Index(
                condition=models.Q(("done_at", None)), fields=["organization", "due_at"], name="todo_open_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="todo",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None)),
                fields=("key", "organization", "user"),
                name="todo_one_open",
                nulls_distinct=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="todo",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "worklist_todoevent" ("action", "badge", "detail", "done_at", "due_at", "id", "key", "kind", "kind_label", "opened_at", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles", "snooze_reason", "snoozed_until", "title", "url", "user_id") SELECT new_values."action", new_values."badge", new_values."detail", new_values."done_at", new_values."due_at", new_values."id", new_values."key", new_values."kind", new_values."kind_label", new_values."opened_at", new_values."organization_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."roles", new_values."snooze_reason", new_values."snoozed_until", new_values."title", new_values."url", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8f055ccd7b416de46cd823bd6729a3ea7d3c43a6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_04533",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="worklist_todo",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="todo",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "worklist_todoevent" ("action", "badge", "detail", "done_at", "due_at", "id", "key", "kind", "kind_label", "opened_at", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles", "snooze_reason", "snoozed_until", "title", "url", "user_id") SELECT new_values."action", new_values."badge", new_values."detail", new_values."done_at", new_values."due_at", new_values."id", new_values."key", new_values."kind", new_values."kind_label", new_values."opened_at", new_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."roles", new_values."snooze_reason", new_values."snoozed_until", new_values."title", new_values."url", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8ea31f3f5c71ef7ee1768fb95bedfd2b08cc31fd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3c24a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="worklist_todo",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="todo",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "worklist_todoevent" ("action", "badge", "detail", "done_at", "due_at", "id", "key", "kind", "kind_label", "opened_at", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles", "snooze_reason", "snoozed_until", "title", "url", "user_id") SELECT old_values."action", old_values."badge", old_values."detail", old_values."done_at", old_values."due_at", old_values."id", old_values."key", old_values."kind", old_values."kind_label", old_values."opened_at", old_values."organization_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."roles", old_values."snooze_reason", old_values."snoozed_until", old_values."title", old_values."url", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="14b564d4e86449b2b42ed82eabb807526c201185",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ae030",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="worklist_todo",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="todoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2ebb61e2c92ec5359ed2323454668ffecf2a7bb9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2bf97",
                    table="worklist_todoevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
