import django.core.serializers.json
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, verbose_name="时间")),
                ("act", models.CharField(max_length=60, verbose_name="办理")),
                ("actor_id", models.BigIntegerField(null=True, verbose_name="办理人编号")),
                ("actor_name", models.CharField(max_length=60, verbose_name="办理人")),
                ("actor_organization", models.CharField(blank=True, max_length=100, verbose_name="办理人单位")),
                ("object_type", models.CharField(max_length=60, verbose_name="对象类别")),
                ("object_id", models.CharField(max_length=60, verbose_name="对象编号")),
                ("object_label", models.CharField(max_length=200, verbose_name="对象")),
                ("division_code", models.CharField(blank=True, max_length=12, verbose_name="区划代码")),
                ("message", models.TextField(blank=True, verbose_name="说明")),
                (
                    "data",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="数据"
                    ),
                ),
                ("request_id", models.CharField(blank=True, max_length=40, verbose_name="请求编号")),
            ],
            options={
                "verbose_name": "操作记录",
                "verbose_name_plural": "操作记录",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["object_type", "object_id", "at"], name="event_object_idx"),
                    models.Index(fields=["actor_id", "at"], name="event_actor_idx"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="event_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="369f2563d9bec817a59be1b0c892f70921acb056",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_event_append_only_208db",
                    table="audit_event",
                    when="BEFORE",
                ),
            ),
        ),
    ]
