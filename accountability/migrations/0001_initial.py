import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accidents", "0001_initial"),
        ("documents", "0001_initial"),
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="标识")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("notice", "通报"),
                            ("interview", "约谈"),
                            ("yellow_card", "黄牌警告"),
                            ("veto", "一票否决"),
                        ],
                        max_length=20,
                        verbose_name="措施",
                    ),
                ),
                (
                    "recipient_role",
                    models.CharField(
                        choices=[
                            ("township_government", "乡镇人民政府（街道办事处）"),
                            ("county_government", "区县（市）人民政府、管委会"),
                            ("county_department", "区县（市）主管部门"),
                        ],
                        max_length=30,
                        verbose_name="对象类别",
                    ),
                ),
                ("recipient_code", models.CharField(blank=True, max_length=40, verbose_name="对象代码")),
                ("recipient_name", models.CharField(max_length=100, verbose_name="对象")),
                ("place_code", models.CharField(db_index=True, max_length=12, verbose_name="地点代码")),
                ("window_start", models.DateField(verbose_name="周期起")),
                ("window_end", models.DateField(verbose_name="周期止")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "拟处理"),
                            ("expected", "待省级文件"),
                            ("drafting", "在办"),
                            ("issued", "已印发"),
                            ("closed", "办结"),
                            ("declined", "不予处理"),
                            ("lapsed", "已失效"),
                            ("revoked", "已撤销"),
                            ("lifted", "已解除"),
                            ("expired", "到期终止"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("explanation", models.JSONField(default=dict, verbose_name="依据说明")),
                (
                    "flag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "无"),
                            ("basis_changed", "依据有变"),
                            ("basis_gone", "依据已不成立"),
                            ("proposed_again", "条件再次成立"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="提示",
                    ),
                ),
                ("flag_fingerprint", models.CharField(blank=True, max_length=64, verbose_name="提示所对依据")),
                (
                    "answered_fingerprints",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="已答复依据",
                    ),
                ),
                ("is_proposed", models.BooleanField(default=True, verbose_name="规则现仍要求")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("lapse_reason", models.CharField(blank=True, max_length=500, verbose_name="失效原因")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="同意时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="印发时间")),
                ("report_due_on", models.DateField(blank=True, null=True, verbose_name="整改报告期限")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="解除时间")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                ("external_document", models.CharField(blank=True, max_length=100, verbose_name="省级文件")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版次")),
            ],
            options={
                "verbose_name": "处理决定",
                "verbose_name_plural": "处理决定",
                "ordering": ["-proposed_at", "rule__order", "recipient_code", "id"],
            },
        ),
        migrations.CreateModel(
            name="DecisionBasis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "依据事故",
                "verbose_name_plural": "依据事故",
                "ordering": ["decision_id", "accident__occurred_at", "accident__code"],
            },
        ),
        migrations.CreateModel(
            name="DecisionBasisEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=200, verbose_name="标识")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("notice", "通报"),
                            ("interview", "约谈"),
                            ("yellow_card", "黄牌警告"),
                            ("veto", "一票否决"),
                        ],
                        max_length=20,
                        verbose_name="措施",
                    ),
                ),
                (
                    "recipient_role",
                    models.CharField(
                        choices=[
                            ("township_government", "乡镇人民政府（街道办事处）"),
                            ("county_government", "区县（市）人民政府、管委会"),
                            ("county_department", "区县（市）主管部门"),
                        ],
                        max_length=30,
                        verbose_name="对象类别",
                    ),
                ),
                ("recipient_code", models.CharField(blank=True, max_length=40, verbose_name="对象代码")),
                ("recipient_name", models.CharField(max_length=100, verbose_name="对象")),
                ("place_code", models.CharField(max_length=12, verbose_name="地点代码")),
                ("window_start", models.DateField(verbose_name="周期起")),
                ("window_end", models.DateField(verbose_name="周期止")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "拟处理"),
                            ("expected", "待省级文件"),
                            ("drafting", "在办"),
                            ("issued", "已印发"),
                            ("closed", "办结"),
                            ("declined", "不予处理"),
                            ("lapsed", "已失效"),
                            ("revoked", "已撤销"),
                            ("lifted", "已解除"),
                            ("expired", "到期终止"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("explanation", models.JSONField(default=dict, verbose_name="依据说明")),
                (
                    "flag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "无"),
                            ("basis_changed", "依据有变"),
                            ("basis_gone", "依据已不成立"),
                            ("proposed_again", "条件再次成立"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="提示",
                    ),
                ),
                ("flag_fingerprint", models.CharField(blank=True, max_length=64, verbose_name="提示所对依据")),
                (
                    "answered_fingerprints",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="已答复依据",
                    ),
                ),
                ("is_proposed", models.BooleanField(default=True, verbose_name="规则现仍要求")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("lapse_reason", models.CharField(blank=True, max_length=500, verbose_name="失效原因")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="同意时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="印发时间")),
                ("report_due_on", models.DateField(blank=True, null=True, verbose_name="整改报告期限")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="解除时间")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                ("external_document", models.CharField(blank=True, max_length=100, verbose_name="省级文件")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版次")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FollowUpLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("veto_request", "实行一票否决的请示"),
                            ("interview_minutes", "约谈纪要"),
                            ("supervision", "督办函"),
                            ("urging", "催办函"),
                            ("acceptance", "整改验收意见"),
                            ("lifting", "解除黄牌警告通知"),
                            ("revocation", "撤销通知"),
                        ],
                        max_length=20,
                        verbose_name="用途",
                    ),
                ),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="要素")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("is_approved", models.BooleanField(blank=True, null=True, verbose_name="批准")),
                ("approval_number", models.CharField(blank=True, max_length=60, verbose_name="批准文号")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("approval_recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="批复登记时间")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版次")),
            ],
            options={
                "verbose_name": "后续文书",
                "verbose_name_plural": "后续文书",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="FollowUpLetterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("veto_request", "实行一票否决的请示"),
                            ("interview_minutes", "约谈纪要"),
                            ("supervision", "督办函"),
                            ("urging", "催办函"),
                            ("acceptance", "整改验收意见"),
                            ("lifting", "解除黄牌警告通知"),
                            ("revocation", "撤销通知"),
                        ],
                        max_length=20,
                        verbose_name="用途",
                    ),
                ),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="要素")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("is_approved", models.BooleanField(blank=True, null=True, verbose_name="批准")),
                ("approval_number", models.CharField(blank=True, max_length=60, verbose_name="批准文号")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("approval_recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="批复登记时间")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版次")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("notice", "通报"),
                            ("interview", "约谈"),
                            ("yellow_card", "黄牌警告"),
                            ("veto", "一票否决"),
                        ],
                        max_length=20,
                        verbose_name="措施",
                    ),
                ),
                ("clause", models.CharField(max_length=100, verbose_name="条款")),
                ("month", models.DateField(blank=True, null=True, verbose_name="通报月份")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="要素")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版次")),
            ],
            options={
                "verbose_name": "处理文书",
                "verbose_name_plural": "处理文书",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="LetterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("notice", "通报"),
                            ("interview", "约谈"),
                            ("yellow_card", "黄牌警告"),
                            ("veto", "一票否决"),
                        ],
                        max_length=20,
                        verbose_name="措施",
                    ),
                ),
                ("clause", models.CharField(max_length=100, verbose_name="条款")),
                ("month", models.DateField(blank=True, null=True, verbose_name="通报月份")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="要素")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版次")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReconciliationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("window_start", models.DateField(verbose_name="周期起")),
                ("requested_at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "待重算",
                "verbose_name_plural": "待重算",
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=10, verbose_name="编号")),
                ("order", models.PositiveIntegerField(verbose_name="排序")),
                ("clause", models.CharField(max_length=100, verbose_name="条款")),
                ("clause_text", models.CharField(max_length=300, verbose_name="条款原文")),
                ("article", models.CharField(blank=True, max_length=60, verbose_name="条号")),
                (
                    "production",
                    models.CharField(
                        choices=[("yes", "生产"), ("no", "非生产"), ("any", "不限")],
                        max_length=10,
                        verbose_name="生产性质",
                    ),
                ),
                (
                    "level_min",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("larger", "较大"),
                            ("major", "重大"),
                            ("extraordinary", "特别重大"),
                        ],
                        max_length=15,
                        verbose_name="最低等级",
                    ),
                ),
                (
                    "level_max",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("larger", "较大"),
                            ("major", "重大"),
                            ("extraordinary", "特别重大"),
                        ],
                        max_length=15,
                        verbose_name="最高等级",
                    ),
                ),
                ("finding_any", models.JSONField(blank=True, default=list, verbose_name="须有认定之一")),
                (
                    "recipient_role",
                    models.CharField(
                        choices=[
                            ("township_government", "乡镇人民政府（街道办事处）"),
                            ("county_government", "区县（市）人民政府、管委会"),
                            ("county_department", "区县（市）主管部门"),
                        ],
                        max_length=30,
                        verbose_name="对象",
                    ),
                ),
                ("threshold", models.PositiveSmallIntegerField(verbose_name="门槛")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("notice", "通报"),
                            ("interview", "约谈"),
                            ("yellow_card", "黄牌警告"),
                            ("veto", "一票否决"),
                        ],
                        max_length=20,
                        verbose_name="措施",
                    ),
                ),
                (
                    "issuing_level",
                    models.CharField(
                        choices=[("city", "市"), ("province", "省")], max_length=10, verbose_name="作出层级"
                    ),
                ),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
                ("confirmation_note", models.CharField(blank=True, max_length=200, verbose_name="待确认事项")),
            ],
            options={
                "verbose_name": "规则",
                "verbose_name_plural": "规则",
                "ordering": ["rule_set", "order"],
            },
        ),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="代码")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("title", models.CharField(max_length=100, verbose_name="名称")),
                ("legal_basis", models.CharField(max_length=200, verbose_name="依据")),
                ("valid_from", models.DateField(verbose_name="施行日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("author", models.CharField(max_length=60, verbose_name="编制")),
                ("checker", models.CharField(blank=True, max_length=60, verbose_name="复核")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("checked", "已复核"),
                            ("published", "已发布"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="内容摘要")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="发布时间")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
                ("withdrawal_reason", models.CharField(blank=True, max_length=500, verbose_name="撤回原因")),
                ("basis_title", models.CharField(blank=True, max_length=200, verbose_name="依据标题")),
                ("effects", models.JSONField(blank=True, default=dict, verbose_name="措施后果")),
                ("article", models.CharField(blank=True, max_length=60, verbose_name="条号")),
                ("confirmation_note", models.CharField(blank=True, max_length=300, verbose_name="待市局确认事项")),
                ("issuer", models.CharField(max_length=100, verbose_name="发布机关")),
                (
                    "use",
                    models.CharField(
                        choices=[("applied", "据以办理"), ("comparison", "只作对照")],
                        max_length=20,
                        verbose_name="用途",
                    ),
                ),
                (
                    "window",
                    models.CharField(
                        choices=[
                            ("calendar_year", "自然年（1月1日至12月31日）"),
                            ("appraisal_year", "考核年度（上年12月1日至11月30日）"),
                        ],
                        max_length=20,
                        verbose_name="统计周期",
                    ),
                ),
                (
                    "dated_by",
                    models.CharField(
                        choices=[("occurred", "发生日期"), ("counted", "计入日期")],
                        max_length=10,
                        verbose_name="日期口径",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人账号",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="编制人账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "规则集",
                "verbose_name_plural": "规则集",
                "ordering": ["code", "-version"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="同意人",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="county",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.division",
                verbose_name="区县（市）",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="决定人",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="recipient_organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="organizations.organization",
                verbose_name="对象机构",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supersedes",
                to="accountability.decision",
                verbose_name="被更重措施取代",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="trigger",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accidents.accident",
                verbose_name="触发事故",
            ),
        ),
        migrations.AddField(
            model_name="decisionbasis",
            name="accident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision_bases",
                to="accidents.accident",
                verbose_name="事故",
            ),
        ),
        migrations.AddField(
            model_name="decisionbasis",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="basis",
                to="accountability.decision",
                verbose_name="处理决定",
            ),
        ),
        migrations.AddField(
            model_name="decisionbasis",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accidents.accidentrevision",
                verbose_name="采用的版次",
            ),
        ),
        migrations.AddField(
            model_name="decisionbasisevent",
            name="accident",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accidents.accident",
                verbose_name="事故",
            ),
        ),
        migrations.AddField(
            model_name="decisionbasisevent",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accountability.decision",
                verbose_name="处理决定",
            ),
        ),
        migrations.AddField(
            model_name="decisionbasisevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="decisionbasisevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="accountability.decisionbasis",
            ),
        ),
        migrations.AddField(
            model_name="decisionbasisevent",
            name="revision",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accidents.accidentrevision",
                verbose_name="采用的版次",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="同意人",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="county",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organizations.division",
                verbose_name="区县（市）",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="决定人",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="accountability.decision",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="recipient_organization",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organizations.organization",
                verbose_name="对象机构",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accountability.decision",
                verbose_name="被更重措施取代",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="trigger",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accidents.accident",
                verbose_name="触发事故",
            ),
        ),
        migrations.AddField(
            model_name="followupletter",
            name="approval_recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="批复登记人",
            ),
        ),
        migrations.AddField(
            model_name="followupletter",
            name="decisions",
            field=models.ManyToManyField(
                related_name="follow_up_letters", to="accountability.decision", verbose_name="处理决定"
            ),
        ),
        migrations.AddField(
            model_name="followupletter",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_up_letter",
                to="documents.document",
                verbose_name="公文",
            ),
        ),
        migrations.AddField(
            model_name="followupletterevent",
            name="approval_recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="批复登记人",
            ),
        ),
        migrations.AddField(
            model_name="followupletterevent",
            name="document",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
                verbose_name="公文",
            ),
        ),
        migrations.AddField(
            model_name="followupletterevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="followupletterevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="accountability.followupletter",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letter",
                to="documents.document",
                verbose_name="公文",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="trigger",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accidents.accident",
                verbose_name="触发事故",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="letter",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accountability.letter",
                verbose_name="文书",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="letter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="accountability.letter",
                verbose_name="文书",
            ),
        ),
        migrations.AddField(
            model_name="letterevent",
            name="document",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
                verbose_name="公文",
            ),
        ),
        migrations.AddField(
            model_name="letterevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="letterevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="accountability.letter",
            ),
        ),
        migrations.AddField(
            model_name="letterevent",
            name="trigger",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accidents.accident",
                verbose_name="触发事故",
            ),
        ),
        migrations.AddField(
            model_name="reconciliationrequest",
            name="county",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organizations.division",
                verbose_name="区县（市）",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="rule",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accountability.rule",
                verbose_name="规则",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="accountability.rule",
                verbose_name="规则",
            ),
        ),
        migrations.AddField(
            model_name="ruleset",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="organizations.division", verbose_name="适用区域"
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="rule_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rules",
                to="accountability.ruleset",
                verbose_name="规则集",
            ),
        ),
        migrations.AddField(
            model_name="reconciliationrequest",
            name="rule_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accountability.ruleset",
                verbose_name="规则集",
            ),
        ),
        migrations.AddField(
            model_name="letterevent",
            name="rule_set",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accountability.ruleset",
                verbose_name="规则集",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="rule_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accountability.ruleset",
                verbose_name="规则集",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionbasis",
            constraint=models.UniqueConstraint(fields=("decision", "accident"), name="decision_basis_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionbasis",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_decisionbasisevent" ("accident_id", "decision_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT new_values."accident_id", new_values."decision_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revision_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ec9f49cca11c5540dfef72b25a050af87acf9ba1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_84340",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accountability_decisionbasis",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionbasis",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_decisionbasisevent" ("accident_id", "decision_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT new_values."accident_id", new_values."decision_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revision_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="441bb751f92e69b03cc77cc9c82ff0ceb10d8982",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4fcb5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accountability_decisionbasis",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionbasis",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_decisionbasisevent" ("accident_id", "decision_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT old_values."accident_id", old_values."decision_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revision_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f045b395714054b7deea6c61f07a7eee8c22eade",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_de872",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accountability_decisionbasis",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionbasisevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e7f12bb1cadb71c279a082d512c6a7a04132f378",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f788b",
                    table="accountability_decisionbasisevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="followupletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approval_recorded_at", None), ("is_approved", None)),
                    models.Q(
                        ("approval_recorded_at__isnull", False),
                        ("is_approved__isnull", False),
                        ("purpose", "veto_request"),
                    ),
                    _connector="OR",
                ),
                name="follow_up_letter_approval",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupletter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_followupletterevent" ("approval_number", "approval_recorded_at", "approval_recorded_by_id", "approved_on", "details", "document_id", "id", "is_approved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "version") SELECT new_values."approval_number", new_values."approval_recorded_at", new_values."approval_recorded_by_id", new_values."approved_on", new_values."details", new_values."document_id", new_values."id", new_values."is_approved", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."reason", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="419c96756bd84a6f6ca713073efca4691a36cf02",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9c191",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accountability_followupletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupletter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_followupletterevent" ("approval_number", "approval_recorded_at", "approval_recorded_by_id", "approved_on", "details", "document_id", "id", "is_approved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "version") SELECT new_values."approval_number", new_values."approval_recorded_at", new_values."approval_recorded_by_id", new_values."approved_on", new_values."details", new_values."document_id", new_values."id", new_values."is_approved", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."reason", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a42a9c6ab47a47ec038cf7d5b7becf5789726b96",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6248f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accountability_followupletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupletter",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_followupletterevent" ("approval_number", "approval_recorded_at", "approval_recorded_by_id", "approved_on", "details", "document_id", "id", "is_approved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "version") SELECT old_values."approval_number", old_values."approval_recorded_at", old_values."approval_recorded_by_id", old_values."approved_on", old_values."details", old_values."document_id", old_values."id", old_values."is_approved", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."reason", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2c4cdfa9d02065abc237342045e776b2f439307a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3a046",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accountability_followupletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupletterevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7bd010d57c620e5f9d3052e6ee25bf68e5b64b72",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2ed50",
                    table="accountability_followupletterevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="744175c820fba9a09b88f1a08322c785605de214",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dd603",
                    table="accountability_decisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["county", "window_start"], name="decision_window_idx"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["status", "measure"], name="decision_status_idx"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "proposed",
                            "expected",
                            "drafting",
                            "issued",
                            "closed",
                            "declined",
                            "lapsed",
                            "revoked",
                            "lifted",
                            "expired",
                        ],
                    )
                ),
                name="decision_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["drafting", "issued"]), _negated=True),
                    ("letter__isnull", False),
                    _connector="OR",
                ),
                name="decision_in_letter",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "issued"), _negated=True), ("issued_at__isnull", False), _connector="OR"
                ),
                name="decision_issued_when",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0f709bcb76d95a176fa394ca3a52db73af026fcb",
                    operation="DELETE",
                    pgid="pgtrigger_decision_stays_b3ba7",
                    table="accountability_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_decisionevent" ("answered_fingerprints", "approved_at", "approved_by_id", "closed_at", "county_id", "decided_at", "decided_by_id", "explanation", "external_document", "flag", "flag_fingerprint", "id", "is_proposed", "issued_at", "key", "lapse_reason", "letter_id", "lifted_at", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_code", "proposed_at", "reason", "recipient_code", "recipient_name", "recipient_organization_id", "recipient_role", "report_due_on", "revoked_at", "rule_id", "status", "superseded_by_id", "trigger_id", "version", "window_end", "window_start") SELECT new_values."answered_fingerprints", new_values."approved_at", new_values."approved_by_id", new_values."closed_at", new_values."county_id", new_values."decided_at", new_values."decided_by_id", new_values."explanation", new_values."external_document", new_values."flag", new_values."flag_fingerprint", new_values."id", new_values."is_proposed", new_values."issued_at", new_values."key", new_values."lapse_reason", new_values."letter_id", new_values."lifted_at", new_values."measure", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_code", new_values."proposed_at", new_values."reason", new_values."recipient_code", new_values."recipient_name", new_values."recipient_organization_id", new_values."recipient_role", new_values."report_due_on", new_values."revoked_at", new_values."rule_id", new_values."status", new_values."superseded_by_id", new_values."trigger_id", new_values."version", new_values."window_end", new_values."window_start" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d6e5f7e19cb3fbdeeec378818f055cd1e731ecd0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8a5df",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accountability_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_decisionevent" ("answered_fingerprints", "approved_at", "approved_by_id", "closed_at", "county_id", "decided_at", "decided_by_id", "explanation", "external_document", "flag", "flag_fingerprint", "id", "is_proposed", "issued_at", "key", "lapse_reason", "letter_id", "lifted_at", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_code", "proposed_at", "reason", "recipient_code", "recipient_name", "recipient_organization_id", "recipient_role", "report_due_on", "revoked_at", "rule_id", "status", "superseded_by_id", "trigger_id", "version", "window_end", "window_start") SELECT new_values."answered_fingerprints", new_values."approved_at", new_values."approved_by_id", new_values."closed_at", new_values."county_id", new_values."decided_at", new_values."decided_by_id", new_values."explanation", new_values."external_document", new_values."flag", new_values."flag_fingerprint", new_values."id", new_values."is_proposed", new_values."issued_at", new_values."key", new_values."lapse_reason", new_values."letter_id", new_values."lifted_at", new_values."measure", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_code", new_values."proposed_at", new_values."reason", new_values."recipient_code", new_values."recipient_name", new_values."recipient_organization_id", new_values."recipient_role", new_values."report_due_on", new_values."revoked_at", new_values."rule_id", new_values."status", new_values."superseded_by_id", new_values."trigger_id", new_values."version", new_values."window_end", new_values."window_start" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a5baf0107b43d4db4c93138db187df13489532d1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4ac77",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accountability_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_decisionevent" ("answered_fingerprints", "approved_at", "approved_by_id", "closed_at", "county_id", "decided_at", "decided_by_id", "explanation", "external_document", "flag", "flag_fingerprint", "id", "is_proposed", "issued_at", "key", "lapse_reason", "letter_id", "lifted_at", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_code", "proposed_at", "reason", "recipient_code", "recipient_name", "recipient_organization_id", "recipient_role", "report_due_on", "revoked_at", "rule_id", "status", "superseded_by_id", "trigger_id", "version", "window_end", "window_start") SELECT old_values."answered_fingerprints", old_values."approved_at", old_values."approved_by_id", old_values."closed_at", old_values."county_id", old_values."decided_at", old_values."decided_by_id", old_values."explanation", old_values."external_document", old_values."flag", old_values."flag_fingerprint", old_values."id", old_values."is_proposed", old_values."issued_at", old_values."key", old_values."lapse_reason", old_values."letter_id", old_values."lifted_at", old_values."measure", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_code", old_values."proposed_at", old_values."reason", old_values."recipient_code", old_values."recipient_name", old_values."recipient_organization_id", old_values."recipient_role", old_values."report_due_on", old_values."revoked_at", old_values."rule_id", old_values."status", old_values."superseded_by_id", old_values."trigger_id", old_values."version", old_values."window_end", old_values."window_start" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="59e0d117520f4065a16680a24c626a954ef4a0bb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8ea13",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accountability_decision",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.UniqueConstraint(fields=("code", "version"), name="accountability_ruleset_version_once"),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    models.Q(models.Q(("checker", ""), _negated=True), models.Q(("digest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="accountability_ruleset_checked",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("drafted_by", models.F("checked_by")), _negated=True),
                    models.Q(
                        models.Q(("author", models.F("checker")), _negated=True),
                        ("drafted_by__isnull", False),
                        _connector="OR",
                    ),
                ),
                name="accountability_ruleset_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at", None), ("status__in", ["draft", "checked"])),
                    models.Q(("published_at__isnull", False), ("status__in", ["published", "withdrawn"])),
                    _connector="OR",
                ),
                name="accountability_ruleset_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("status", "withdrawn"), _negated=True), ("withdrawn_at", None)),
                    models.Q(
                        ("status", "withdrawn"),
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="accountability_ruleset_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="accountability_ruleset_validity",
                violation_error_message="有效期截止日不能早于施行日期。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ruleset",
            trigger=pgtrigger.compiler.Trigger(
                name="published_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status IN ('published', 'withdrawn'))",
                    func="\n                    IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'withdrawn'\n                        AND to_jsonb(NEW) - ARRAY['status', 'withdrawn_at', 'withdrawal_reason']\n                          = to_jsonb(OLD) - ARRAY['status', 'withdrawn_at', 'withdrawal_reason']\n                    THEN\n                        RETURN NEW;\n                    END IF;\n                    RAISE EXCEPTION 'a published version is immutable';\n                ",
                    hash="dd0e116912bc59041eca39ccf0efb9a11743bc5a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_published_immutable_81838",
                    table="accountability_ruleset",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(fields=("rule_set", "code"), name="rule_code_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rule",
            trigger=pgtrigger.compiler.Trigger(
                name="rows_of_published_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            PERFORM 1 FROM accountability_ruleset WHERE id IN (NEW.rule_set_id, OLD.rule_set_id) FOR KEY SHARE;\n            IF EXISTS (\n                SELECT 1 FROM accountability_ruleset\n                WHERE id IN (NEW.rule_set_id, OLD.rule_set_id) AND status IN ('published', 'withdrawn')\n            ) THEN\n                RAISE EXCEPTION 'rows of a published version are immutable';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="68903303107909cd0c491116e4376f44f2239eab",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_rows_of_published_immutable_36a07",
                    table="accountability_rule",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="reconciliationrequest",
            index=models.Index(fields=["county", "rule_set", "window_start"], name="reconciliation_request_idx"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letterevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="25752bec6458c78404713a68ff850851cf192083",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8cc54",
                    table="accountability_letterevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_letterevent" ("clause", "details", "document_id", "id", "measure", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_set_id", "trigger_id", "version") SELECT new_values."clause", new_values."details", new_values."document_id", new_values."id", new_values."measure", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rule_set_id", new_values."trigger_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3b7f4d3266bda081a0c407a8b757b2964bba5839",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4e13a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accountability_letter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_letterevent" ("clause", "details", "document_id", "id", "measure", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_set_id", "trigger_id", "version") SELECT new_values."clause", new_values."details", new_values."document_id", new_values."id", new_values."measure", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rule_set_id", new_values."trigger_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6f6b2300d87e9b3146ed844ca19485e9ff5a6b0e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5ca20",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accountability_letter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_letterevent" ("clause", "details", "document_id", "id", "measure", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_set_id", "trigger_id", "version") SELECT old_values."clause", old_values."details", old_values."document_id", old_values."id", old_values."measure", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rule_set_id", old_values."trigger_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="bb6c87359a3da583976c432f2c65bf8460b832d4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7d2fb",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accountability_letter",
                    when="AFTER",
                ),
            ),
        ),
    ]
