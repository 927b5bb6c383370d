import accidents.rules.vocabulary
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import foundation.common.search
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Trigger SQL stands once, in the models: the hashes below make `makemigrations --check` report a change of it.
from accidents.models.revision import ONLY_SUPERSEDED_ONCE
from accidents.models.tally import COME, GONE, tally_changes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("ui", "0001_initial"),  # the function of the search index
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccidentType",
            fields=[
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("event_word", models.CharField(blank=True, max_length=40, verbose_name="事故名称用词")),
                ("edition", models.CharField(max_length=40, verbose_name="标准")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("is_fire", models.BooleanField(default=False, verbose_name="火灾")),
                ("order", models.PositiveIntegerField(verbose_name="排序")),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
            ],
            options={
                "verbose_name": "事故类型",
                "verbose_name_plural": "事故类型",
                "ordering": ["edition", "order"],
            },
        ),
        migrations.CreateModel(
            name="Accident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="事故名称")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "已上报，待核实"),
                            ("returned", "退回待改"),
                            ("verified", "已核实"),
                            ("write_off_pending", "核销审核中"),
                            ("written_off", "已核销"),
                            ("merged", "已并入"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("occurred_at", models.DateTimeField(blank=True, null=True, verbose_name="发生时间")),
                ("counted_on", models.DateField(blank=True, null=True, verbose_name="计入日期")),
                ("location", models.CharField(blank=True, max_length=200, verbose_name="详细地点")),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="经度"),
                ),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="纬度"),
                ),
                (
                    "production",
                    models.CharField(
                        choices=[("yes", "生产安全事故"), ("no", "非生产安全事故"), ("pending", "待认定")],
                        default="pending",
                        max_length=10,
                        verbose_name="是否生产安全事故",
                    ),
                ),
                ("has_no_department", models.BooleanField(default=False, verbose_name="无主管部门")),
                ("enterprise_name", models.CharField(blank=True, max_length=120, verbose_name="单位名称")),
                (
                    "enterprise_credit_code",
                    models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
                ),
                ("deaths", models.PositiveIntegerField(default=0, verbose_name="死亡")),
                ("missing", models.PositiveIntegerField(default=0, verbose_name="失踪")),
                ("missing_presumed_dead", models.BooleanField(default=False, verbose_name="失踪人员推定死亡")),
                ("serious_injuries", models.PositiveIntegerField(default=0, verbose_name="重伤")),
                ("acute_poisonings", models.PositiveIntegerField(default=0, verbose_name="急性工业中毒")),
                ("minor_injuries", models.PositiveIntegerField(default=0, verbose_name="轻伤")),
                (
                    "direct_loss",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="直接经济损失（万元）"
                    ),
                ),
                ("is_loss_unknown", models.BooleanField(default=False, verbose_name="损失未填")),
                ("casualty_changed_on", models.DateField(blank=True, null=True, verbose_name="伤亡变化日期")),
                ("known_at", models.DateTimeField(blank=True, null=True, verbose_name="接报时间")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="上报时间")),
                ("summary", models.TextField(blank=True, verbose_name="事故经过")),
                ("backfill_reason", models.CharField(blank=True, max_length=200, verbose_name="补录原因")),
                ("not_liable", models.JSONField(blank=True, default=list, verbose_name="认定无责任的对象")),
                (
                    "findings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="迟漏谎瞒认定",
                    ),
                ),
                ("counted_deaths", models.PositiveIntegerField(default=0, verbose_name="计入死亡人数")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("larger", "较大"),
                            ("major", "重大"),
                            ("extraordinary", "特别重大"),
                        ],
                        default="ordinary",
                        max_length=15,
                        verbose_name="等级",
                    ),
                ),
                ("level_basis", models.JSONField(default=list, verbose_name="等级依据")),
                ("search_key", models.TextField(blank=True, editable=False, verbose_name="检索键")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="事故编号")),
                ("draft_code", models.CharField(max_length=40, unique=True, verbose_name="草稿编号")),
                ("place_code", models.CharField(max_length=12, verbose_name="地点代码")),
                ("external_number", models.CharField(blank=True, max_length=60, verbose_name="直报系统编号")),
                ("created_at", models.DateTimeField(verbose_name="建立时间")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                ("registered_at", models.DateTimeField(blank=True, null=True, verbose_name="录入时间")),
                ("is_backfill", models.BooleanField(default=False, verbose_name="补录")),
                ("revision_number", models.PositiveIntegerField(default=0, verbose_name="版次")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="保存次数")),
                ("return_reason", models.CharField(blank=True, max_length=500, verbose_name="退回原因")),
                ("is_quick", models.BooleanField(default=False, verbose_name="快报稿")),
                ("deleted_at", models.DateTimeField(blank=True, null=True, verbose_name="草稿删除时间")),
                ("is_demo", models.BooleanField(default=False, verbose_name="演示数据")),
                ("has_given_name", models.BooleanField(default=False, verbose_name="名称由人填写")),
                (
                    "search_terms",
                    models.GeneratedField(
                        db_persist=True,
                        expression=foundation.common.search.SearchTerms("search_key"),
                        output_field=django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), size=None
                        ),
                        verbose_name="检索字组",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.division",
                        verbose_name="区县（市）",
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
                        verbose_name="填报人",
                    ),
                ),
                (
                    "drafting_organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="填报单位",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.sector",
                        verbose_name="行业领域",
                    ),
                ),
                (
                    "supervising_department",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="主管部门",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.division",
                        verbose_name="乡镇（街道）",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.division",
                        verbose_name="村（社区）",
                    ),
                ),
                (
                    "accident_type",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accidents.accidenttype",
                        verbose_name="事故类型",
                    ),
                ),
            ],
            options={
                "verbose_name": "事故",
                "verbose_name_plural": "事故",
                "ordering": ["-occurred_at", "-code"],
            },
        ),
        migrations.CreateModel(
            name="AccidentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="事故名称")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "已上报，待核实"),
                            ("returned", "退回待改"),
                            ("verified", "已核实"),
                            ("write_off_pending", "核销审核中"),
                            ("written_off", "已核销"),
                            ("merged", "已并入"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("occurred_at", models.DateTimeField(blank=True, null=True, verbose_name="发生时间")),
                ("counted_on", models.DateField(blank=True, null=True, verbose_name="计入日期")),
                ("location", models.CharField(blank=True, max_length=200, verbose_name="详细地点")),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="经度"),
                ),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="纬度"),
                ),
                (
                    "production",
                    models.CharField(
                        choices=[("yes", "生产安全事故"), ("no", "非生产安全事故"), ("pending", "待认定")],
                        default="pending",
                        max_length=10,
                        verbose_name="是否生产安全事故",
                    ),
                ),
                ("has_no_department", models.BooleanField(default=False, verbose_name="无主管部门")),
                ("enterprise_name", models.CharField(blank=True, max_length=120, verbose_name="单位名称")),
                (
                    "enterprise_credit_code",
                    models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
                ),
                ("deaths", models.PositiveIntegerField(default=0, verbose_name="死亡")),
                ("missing", models.PositiveIntegerField(default=0, verbose_name="失踪")),
                ("missing_presumed_dead", models.BooleanField(default=False, verbose_name="失踪人员推定死亡")),
                ("serious_injuries", models.PositiveIntegerField(default=0, verbose_name="重伤")),
                ("acute_poisonings", models.PositiveIntegerField(default=0, verbose_name="急性工业中毒")),
                ("minor_injuries", models.PositiveIntegerField(default=0, verbose_name="轻伤")),
                (
                    "direct_loss",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="直接经济损失（万元）"
                    ),
                ),
                ("is_loss_unknown", models.BooleanField(default=False, verbose_name="损失未填")),
                ("casualty_changed_on", models.DateField(blank=True, null=True, verbose_name="伤亡变化日期")),
                ("known_at", models.DateTimeField(blank=True, null=True, verbose_name="接报时间")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="上报时间")),
                ("summary", models.TextField(blank=True, verbose_name="事故经过")),
                ("backfill_reason", models.CharField(blank=True, max_length=200, verbose_name="补录原因")),
                ("not_liable", models.JSONField(blank=True, default=list, verbose_name="认定无责任的对象")),
                (
                    "findings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="迟漏谎瞒认定",
                    ),
                ),
                ("counted_deaths", models.PositiveIntegerField(default=0, verbose_name="计入死亡人数")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("larger", "较大"),
                            ("major", "重大"),
                            ("extraordinary", "特别重大"),
                        ],
                        default="ordinary",
                        max_length=15,
                        verbose_name="等级",
                    ),
                ),
                ("level_basis", models.JSONField(default=list, verbose_name="等级依据")),
                ("search_key", models.TextField(blank=True, editable=False, verbose_name="检索键")),
                ("code", models.CharField(max_length=40, verbose_name="事故编号")),
                ("draft_code", models.CharField(max_length=40, verbose_name="草稿编号")),
                ("place_code", models.CharField(max_length=12, verbose_name="地点代码")),
                ("external_number", models.CharField(blank=True, max_length=60, verbose_name="直报系统编号")),
                ("created_at", models.DateTimeField(verbose_name="建立时间")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                ("registered_at", models.DateTimeField(blank=True, null=True, verbose_name="录入时间")),
                ("is_backfill", models.BooleanField(default=False, verbose_name="补录")),
                ("revision_number", models.PositiveIntegerField(default=0, verbose_name="版次")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="保存次数")),
                ("return_reason", models.CharField(blank=True, max_length=500, verbose_name="退回原因")),
                ("is_quick", models.BooleanField(default=False, verbose_name="快报稿")),
                ("deleted_at", models.DateTimeField(blank=True, null=True, verbose_name="草稿删除时间")),
                ("is_demo", models.BooleanField(default=False, verbose_name="演示数据")),
                ("has_given_name", models.BooleanField(default=False, verbose_name="名称由人填写")),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.division",
                        verbose_name="区县（市）",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填报人",
                    ),
                ),
                (
                    "drafting_organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="填报单位",
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
                        to="accidents.accident",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.sector",
                        verbose_name="行业领域",
                    ),
                ),
                (
                    "supervising_department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.organization",
                        verbose_name="主管部门",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.division",
                        verbose_name="乡镇（街道）",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organizations.division",
                        verbose_name="村（社区）",
                    ),
                ),
                (
                    "accident_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accidents.accidenttype",
                        verbose_name="事故类型",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CodeCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="已取到")),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organizations.division",
                        verbose_name="区县（市）",
                    ),
                ),
            ],
            options={
                "verbose_name": "事故编号计数",
                "verbose_name_plural": "事故编号计数",
            },
        ),
        migrations.CreateModel(
            name="AccidentTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="月份")),
                (
                    "production",
                    models.CharField(
                        choices=[("yes", "生产安全事故"), ("no", "非生产安全事故"), ("pending", "待认定")],
                        max_length=10,
                        verbose_name="是否生产安全事故",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("larger", "较大"),
                            ("major", "重大"),
                            ("extraordinary", "特别重大"),
                        ],
                        max_length=15,
                        verbose_name="等级",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "已上报，待核实"),
                            ("returned", "退回待改"),
                            ("verified", "已核实"),
                            ("write_off_pending", "核销审核中"),
                            ("written_off", "已核销"),
                            ("merged", "已并入"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("is_backfill", models.BooleanField(verbose_name="补录")),
                ("accidents", models.IntegerField(verbose_name="起数")),
                ("deaths", models.IntegerField(verbose_name="计入死亡人数")),
                ("injuries", models.IntegerField(verbose_name="受伤人数")),
                (
                    "direct_loss",
                    models.DecimalField(decimal_places=2, max_digits=20, verbose_name="直接经济损失（万元）"),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organizations.division",
                        verbose_name="区县（市）",
                    ),
                ),
            ],
            options={
                "verbose_name": "事故合计",
                "verbose_name_plural": "事故合计",
                "indexes": [
                    models.Index(
                        fields=["county", "month"],
                        name="tally_county_idx",
                        opclasses=["varchar_pattern_ops", "date_ops"],
                    ),
                    models.Index(fields=["month"], name="tally_month_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccidentRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="事故名称")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "已上报，待核实"),
                            ("returned", "退回待改"),
                            ("verified", "已核实"),
                            ("write_off_pending", "核销审核中"),
                            ("written_off", "已核销"),
                            ("merged", "已并入"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("occurred_at", models.DateTimeField(blank=True, null=True, verbose_name="发生时间")),
                ("counted_on", models.DateField(blank=True, null=True, verbose_name="计入日期")),
                ("location", models.CharField(blank=True, max_length=200, verbose_name="详细地点")),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="经度"),
                ),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="纬度"),
                ),
                (
                    "production",
                    models.CharField(
                        choices=[("yes", "生产安全事故"), ("no", "非生产安全事故"), ("pending", "待认定")],
                        default="pending",
                        max_length=10,
                        verbose_name="是否生产安全事故",
                    ),
                ),
                ("has_no_department", models.BooleanField(default=False, verbose_name="无主管部门")),
                ("enterprise_name", models.CharField(blank=True, max_length=120, verbose_name="单位名称")),
                (
                    "enterprise_credit_code",
                    models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
                ),
                ("deaths", models.PositiveIntegerField(default=0, verbose_name="死亡")),
                ("missing", models.PositiveIntegerField(default=0, verbose_name="失踪")),
                ("missing_presumed_dead", models.BooleanField(default=False, verbose_name="失踪人员推定死亡")),
                ("serious_injuries", models.PositiveIntegerField(default=0, verbose_name="重伤")),
                ("acute_poisonings", models.PositiveIntegerField(default=0, verbose_name="急性工业中毒")),
                ("minor_injuries", models.PositiveIntegerField(default=0, verbose_name="轻伤")),
                (
                    "direct_loss",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="直接经济损失（万元）"
                    ),
                ),
                ("is_loss_unknown", models.BooleanField(default=False, verbose_name="损失未填")),
                ("casualty_changed_on", models.DateField(blank=True, null=True, verbose_name="伤亡变化日期")),
                ("known_at", models.DateTimeField(blank=True, null=True, verbose_name="接报时间")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="上报时间")),
                ("summary", models.TextField(blank=True, verbose_name="事故经过")),
                ("backfill_reason", models.CharField(blank=True, max_length=200, verbose_name="补录原因")),
                ("not_liable", models.JSONField(blank=True, default=list, verbose_name="认定无责任的对象")),
                (
                    "findings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="迟漏谎瞒认定",
                    ),
                ),
                ("counted_deaths", models.PositiveIntegerField(default=0, verbose_name="计入死亡人数")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("larger", "较大"),
                            ("major", "重大"),
                            ("extraordinary", "特别重大"),
                        ],
                        default="ordinary",
                        max_length=15,
                        verbose_name="等级",
                    ),
                ),
                ("level_basis", models.JSONField(default=list, verbose_name="等级依据")),
                ("search_key", models.TextField(blank=True, editable=False, verbose_name="检索键")),
                ("number", models.PositiveIntegerField(verbose_name="版次")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flash", "快报"),
                            ("follow_up", "续报"),
                            ("final", "终报"),
                            ("correction", "更正"),
                            ("verification", "核实"),
                            ("return", "退回"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="被更新时间")),
                ("is_backfill", models.BooleanField(default=False, verbose_name="补录")),
                ("author_name", models.CharField(max_length=60, verbose_name="记录人姓名")),
                ("author_organization", models.CharField(max_length=100, verbose_name="记录单位")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                (
                    "accident",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="accidents.accident",
                        verbose_name="事故",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.division",
                        verbose_name="区县（市）",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.sector",
                        verbose_name="行业领域",
                    ),
                ),
                (
                    "supervising_department",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="主管部门",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.division",
                        verbose_name="乡镇（街道）",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.division",
                        verbose_name="村（社区）",
                    ),
                ),
                (
                    "accident_type",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accidents.accidenttype",
                        verbose_name="事故类型",
                    ),
                ),
            ],
            options={
                "verbose_name": "事故版次",
                "verbose_name_plural": "事故版次",
                "ordering": ["accident_id", "number"],
                "indexes": [
                    models.Index(
                        fields=["accident", "recorded_at"],
                        include=(
                            "id",
                            "superseded_at",
                            "county",
                            "township",
                            "status",
                            "production",
                            "level",
                            "is_backfill",
                            "counted_deaths",
                            "direct_loss",
                            "serious_injuries",
                            "acute_poisonings",
                            "minor_injuries",
                        ),
                        name="revision_as_of_idx",
                    ),
                    models.Index(
                        fields=["occurred_at"],
                        include=(
                            "accident",
                            "recorded_at",
                            "id",
                            "superseded_at",
                            "county",
                            "township",
                            "status",
                            "production",
                            "level",
                            "is_backfill",
                            "counted_deaths",
                            "direct_loss",
                            "serious_injuries",
                            "acute_poisonings",
                            "minor_injuries",
                        ),
                        name="revision_occurred_idx",
                    ),
                    models.Index(
                        condition=models.Q(("superseded_at", None)),
                        fields=["recorded_at"],
                        include=(
                            "accident",
                            "id",
                            "superseded_at",
                            "county",
                            "township",
                            "status",
                            "production",
                            "level",
                            "is_backfill",
                            "counted_deaths",
                            "direct_loss",
                            "serious_injuries",
                            "acute_poisonings",
                            "minor_injuries",
                            "occurred_at",
                        ),
                        name="revision_added_idx",
                    ),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        include=(
                            "accident",
                            "recorded_at",
                            "county",
                            "township",
                            "status",
                            "production",
                            "level",
                            "is_backfill",
                            "counted_deaths",
                            "direct_loss",
                            "serious_injuries",
                            "acute_poisonings",
                            "minor_injuries",
                            "occurred_at",
                        ),
                        name="revision_ended_idx",
                    ),
                    models.Index(
                        fields=["county", "occurred_at"],
                        name="revision_county_idx",
                        opclasses=["varchar_pattern_ops", "timestamptz_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("level__in", ["larger", "major", "extraordinary"])),
                        fields=["occurred_at"],
                        name="revision_larger_idx",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("accident", "number"), name="revision_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("accident",),
                        name="revision_one_valid_per_accident",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at", None), ("superseded_at__gte", models.F("recorded_at")), _connector="OR"
                        ),
                        name="revision_superseded_after_recorded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("occurred_at__lte", models.F("recorded_at"))), name="revision_not_in_future"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accidentrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="revision_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ae4d242d260529608c90a49757c3e515ce909144",
                    operation="DELETE",
                    pgid="pgtrigger_revision_stays_d7b74",
                    table="accidents_accidentrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accidentrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="revision_superseded_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE expected accidents_accidentrevision%ROWTYPE;",
                    func=ONLY_SUPERSEDED_ONCE,
                    hash="dd7681757e8c5af3e44110d5f25e98eed46691ef",
                    operation="UPDATE",
                    pgid="pgtrigger_revision_superseded_once_f7e92",
                    table="accidents_accidentrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accidentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="202b17bc218cd94f58e45e003638b3ca861e3804",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ce9ed",
                    table="accidents_accidentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="accident",
            index=models.Index(
                fields=["-occurred_at", "-code"],
                include=(
                    "place_code",
                    "id",
                    "county",
                    "township",
                    "status",
                    "production",
                    "level",
                    "is_backfill",
                    "counted_deaths",
                    "direct_loss",
                    "serious_injuries",
                    "acute_poisonings",
                    "minor_injuries",
                ),
                name="accident_occurred_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="accident",
            index=models.Index(
                fields=["place_code", "occurred_at"],
                include=(
                    "id",
                    "county",
                    "township",
                    "status",
                    "production",
                    "level",
                    "is_backfill",
                    "counted_deaths",
                    "direct_loss",
                    "serious_injuries",
                    "acute_poisonings",
                    "minor_injuries",
                ),
                name="accident_place_idx",
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="accident",
            index=models.Index(
                fields=["county", "occurred_at"],
                name="accident_county_idx",
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="accident",
            index=models.Index(fields=["supervising_department", "occurred_at"], name="accident_department_idx"),
        ),
        migrations.AddIndex(
            model_name="accident",
            index=models.Index(
                condition=models.Q(("level__in", ["larger", "major", "extraordinary"])),
                fields=["occurred_at"],
                name="accident_larger_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="accident",
            index=models.Index(
                condition=models.Q(("status", accidents.rules.vocabulary.Status["DRAFT"])),
                fields=["saved_at"],
                name="accident_draft_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="accident",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("code"), "text_pattern_ops"
                ),
                name="accident_code_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="accident",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search_terms"], name="accident_search_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="accident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "submitted",
                            "returned",
                            "verified",
                            "write_off_pending",
                            "written_off",
                            "merged",
                            "withdrawn",
                        ],
                    )
                ),
                name="accident_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="accident",
            constraint=models.CheckConstraint(
                condition=models.Q(("direct_loss__gte", 0)), name="accident_loss_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="accident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    models.Q(
                        ("counted_on__isnull", False),
                        ("occurred_at__isnull", False),
                        ("registered_at__isnull", False),
                        ("revision_number__gte", 1),
                        ("sector__isnull", False),
                        ("township__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="accident_registered_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="accident",
            constraint=models.CheckConstraint(
                condition=models.Q(("deleted_at", None), ("status", "draft"), _connector="OR"),
                name="accident_deleted_is_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="accident",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_loss_unknown", False), ("direct_loss", 0), _connector="OR"),
                name="accident_unknown_loss_is_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="accident",
            constraint=models.CheckConstraint(
                condition=models.Q(("has_no_department", False), ("supervising_department", None), _connector="OR"),
                name="accident_department_or_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="accident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("registered_at", None), ("occurred_at__lte", models.F("registered_at")), _connector="OR"
                ),
                name="accident_not_in_future",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accident",
            trigger=pgtrigger.compiler.Trigger(
                name="accident_registered_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (OLD.\"status\" = 'draft'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8b07ea1be904226ed07da00f0ee38c861db96670",
                    operation="DELETE",
                    pgid="pgtrigger_accident_registered_stays_b4d6e",
                    table="accidents_accident",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accident",
            trigger=pgtrigger.compiler.Trigger(
                name="accident_tally_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func=tally_changes(COME),
                    hash="7380ee826b48a24709469cc6e89d751362d088d8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_accident_tally_insert_97bb4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accidents_accident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accident",
            trigger=pgtrigger.compiler.Trigger(
                name="accident_tally_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func=tally_changes(f"{GONE} UNION ALL {COME}"),
                    hash="26d2cb10b4267da8926a2b6e999d31721a162fa9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_accident_tally_update_8bf7c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accidents_accident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accident",
            trigger=pgtrigger.compiler.Trigger(
                name="accident_tally_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func=tally_changes(GONE),
                    hash="0879da6859dc432075f6ea3b8e2bd30db166c6b4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_accident_tally_delete_3a8b6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accidents_accident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accident",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accidents_accidentevent" ("accident_type_id", "acute_poisonings", "backfill_reason", "casualty_changed_on", "code", "counted_deaths", "counted_on", "county_id", "created_at", "deaths", "deleted_at", "direct_loss", "draft_code", "drafted_by_id", "drafting_organization_id", "enterprise_credit_code", "enterprise_name", "external_number", "findings", "has_given_name", "has_no_department", "id", "is_backfill", "is_demo", "is_loss_unknown", "is_quick", "known_at", "latitude", "level", "level_basis", "location", "longitude", "minor_injuries", "missing", "missing_presumed_dead", "name", "not_liable", "occurred_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_code", "production", "registered_at", "registered_by_id", "reported_at", "return_reason", "revision_number", "saved_at", "search_key", "sector_id", "serious_injuries", "status", "summary", "supervising_department_id", "township_id", "version", "village_id") SELECT new_values."accident_type_id", new_values."acute_poisonings", new_values."backfill_reason", new_values."casualty_changed_on", new_values."code", new_values."counted_deaths", new_values."counted_on", new_values."county_id", new_values."created_at", new_values."deaths", new_values."deleted_at", new_values."direct_loss", new_values."draft_code", new_values."drafted_by_id", new_values."drafting_organization_id", new_values."enterprise_credit_code", new_values."enterprise_name", new_values."external_number", new_values."findings", new_values."has_given_name", new_values."has_no_department", new_values."id", new_values."is_backfill", new_values."is_demo", new_values."is_loss_unknown", new_values."is_quick", new_values."known_at", new_values."latitude", new_values."level", new_values."level_basis", new_values."location", new_values."longitude", new_values."minor_injuries", new_values."missing", new_values."missing_presumed_dead", new_values."name", new_values."not_liable", new_values."occurred_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_code", new_values."production", new_values."registered_at", new_values."registered_by_id", new_values."reported_at", new_values."return_reason", new_values."revision_number", new_values."saved_at", new_values."search_key", new_values."sector_id", new_values."serious_injuries", new_values."status", new_values."summary", new_values."supervising_department_id", new_values."township_id", new_values."version", new_values."village_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1435efa68b4fbf258741dd53a9c2e22e3a60dffb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d542d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accidents_accident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accident",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accidents_accidentevent" ("accident_type_id", "acute_poisonings", "backfill_reason", "casualty_changed_on", "code", "counted_deaths", "counted_on", "county_id", "created_at", "deaths", "deleted_at", "direct_loss", "draft_code", "drafted_by_id", "drafting_organization_id", "enterprise_credit_code", "enterprise_name", "external_number", "findings", "has_given_name", "has_no_department", "id", "is_backfill", "is_demo", "is_loss_unknown", "is_quick", "known_at", "latitude", "level", "level_basis", "location", "longitude", "minor_injuries", "missing", "missing_presumed_dead", "name", "not_liable", "occurred_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_code", "production", "registered_at", "registered_by_id", "reported_at", "return_reason", "revision_number", "saved_at", "search_key", "sector_id", "serious_injuries", "status", "summary", "supervising_department_id", "township_id", "version", "village_id") SELECT new_values."accident_type_id", new_values."acute_poisonings", new_values."backfill_reason", new_values."casualty_changed_on", new_values."code", new_values."counted_deaths", new_values."counted_on", new_values."county_id", new_values."created_at", new_values."deaths", new_values."deleted_at", new_values."direct_loss", new_values."draft_code", new_values."drafted_by_id", new_values."drafting_organization_id", new_values."enterprise_credit_code", new_values."enterprise_name", new_values."external_number", new_values."findings", new_values."has_given_name", new_values."has_no_department", new_values."id", new_values."is_backfill", new_values."is_demo", new_values."is_loss_unknown", new_values."is_quick", new_values."known_at", new_values."latitude", new_values."level", new_values."level_basis", new_values."location", new_values."longitude", new_values."minor_injuries", new_values."missing", new_values."missing_presumed_dead", new_values."name", new_values."not_liable", new_values."occurred_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_code", new_values."production", new_values."registered_at", new_values."registered_by_id", new_values."reported_at", new_values."return_reason", new_values."revision_number", new_values."saved_at", new_values."search_key", new_values."sector_id", new_values."serious_injuries", new_values."status", new_values."summary", new_values."supervising_department_id", new_values."township_id", new_values."version", new_values."village_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."accident_type_id" IS DISTINCT FROM (new_values."accident_type_id") OR old_values."acute_poisonings" IS DISTINCT FROM (new_values."acute_poisonings") OR old_values."backfill_reason" IS DISTINCT FROM (new_values."backfill_reason") OR old_values."casualty_changed_on" IS DISTINCT FROM (new_values."casualty_changed_on") OR old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."counted_deaths" IS DISTINCT FROM (new_values."counted_deaths") OR old_values."counted_on" IS DISTINCT FROM (new_values."counted_on") OR old_values."county_id" IS DISTINCT FROM (new_values."county_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."deaths" IS DISTINCT FROM (new_values."deaths") OR old_values."deleted_at" IS DISTINCT FROM (new_values."deleted_at") OR old_values."direct_loss" IS DISTINCT FROM (new_values."direct_loss") OR old_values."draft_code" IS DISTINCT FROM (new_values."draft_code") OR old_values."drafted_by_id" IS DISTINCT FROM (new_values."drafted_by_id") OR old_values."drafting_organization_id" IS DISTINCT FROM (new_values."drafting_organization_id") OR old_values."enterprise_credit_code" IS DISTINCT FROM (new_values."enterprise_credit_code") OR old_values."enterprise_name" IS DISTINCT FROM (new_values."enterprise_name") OR old_values."external_number" IS DISTINCT FROM (new_values."external_number") OR old_values."findings" IS DISTINCT FROM (new_values."findings") OR old_values."has_given_name" IS DISTINCT FROM (new_values."has_given_name") OR old_values."has_no_department" IS DISTINCT FROM (new_values."has_no_department") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_backfill" IS DISTINCT FROM (new_values."is_backfill") OR old_values."is_demo" IS DISTINCT FROM (new_values."is_demo") OR old_values."is_loss_unknown" IS DISTINCT FROM (new_values."is_loss_unknown") OR old_values."is_quick" IS DISTINCT FROM (new_values."is_quick") OR old_values."known_at" IS DISTINCT FROM (new_values."known_at") OR old_values."latitude" IS DISTINCT FROM (new_values."latitude") OR old_values."level" IS DISTINCT FROM (new_values."level") OR old_values."level_basis" IS DISTINCT FROM (new_values."level_basis") OR old_values."location" IS DISTINCT FROM (new_values."location") OR old_values."longitude" IS DISTINCT FROM (new_values."longitude") OR old_values."minor_injuries" IS DISTINCT FROM (new_values."minor_injuries") OR old_values."missing" IS DISTINCT FROM (new_values."missing") OR old_values."missing_presumed_dead" IS DISTINCT FROM (new_values."missing_presumed_dead") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."not_liable" IS DISTINCT FROM (new_values."not_liable") OR old_values."occurred_at" IS DISTINCT FROM (new_values."occurred_at") OR old_values."place_code" IS DISTINCT FROM (new_values."place_code") OR old_values."production" IS DISTINCT FROM (new_values."production") OR old_values."registered_at" IS DISTINCT FROM (new_values."registered_at") OR old_values."registered_by_id" IS DISTINCT FROM (new_values."registered_by_id") OR old_values."reported_at" IS DISTINCT FROM (new_values."reported_at") OR old_values."return_reason" IS DISTINCT FROM (new_values."return_reason") OR old_values."revision_number" IS DISTINCT FROM (new_values."revision_number") OR old_values."saved_at" IS DISTINCT FROM (new_values."saved_at") OR old_values."search_key" IS DISTINCT FROM (new_values."search_key") OR old_values."sector_id" IS DISTINCT FROM (new_values."sector_id") OR old_values."serious_injuries" IS DISTINCT FROM (new_values."serious_injuries") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."summary" IS DISTINCT FROM (new_values."summary") OR old_values."supervising_department_id" IS DISTINCT FROM (new_values."supervising_department_id") OR old_values."township_id" IS DISTINCT FROM (new_values."township_id") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."village_id" IS DISTINCT FROM (new_values."village_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="83b56b6497edb93353df125bfd2cb0a71595dcb3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c43f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accidents_accident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accident",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accidents_accidentevent" ("accident_type_id", "acute_poisonings", "backfill_reason", "casualty_changed_on", "code", "counted_deaths", "counted_on", "county_id", "created_at", "deaths", "deleted_at", "direct_loss", "draft_code", "drafted_by_id", "drafting_organization_id", "enterprise_credit_code", "enterprise_name", "external_number", "findings", "has_given_name", "has_no_department", "id", "is_backfill", "is_demo", "is_loss_unknown", "is_quick", "known_at", "latitude", "level", "level_basis", "location", "longitude", "minor_injuries", "missing", "missing_presumed_dead", "name", "not_liable", "occurred_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_code", "production", "registered_at", "registered_by_id", "reported_at", "return_reason", "revision_number", "saved_at", "search_key", "sector_id", "serious_injuries", "status", "summary", "supervising_department_id", "township_id", "version", "village_id") SELECT old_values."accident_type_id", old_values."acute_poisonings", old_values."backfill_reason", old_values."casualty_changed_on", old_values."code", old_values."counted_deaths", old_values."counted_on", old_values."county_id", old_values."created_at", old_values."deaths", old_values."deleted_at", old_values."direct_loss", old_values."draft_code", old_values."drafted_by_id", old_values."drafting_organization_id", old_values."enterprise_credit_code", old_values."enterprise_name", old_values."external_number", old_values."findings", old_values."has_given_name", old_values."has_no_department", old_values."id", old_values."is_backfill", old_values."is_demo", old_values."is_loss_unknown", old_values."is_quick", old_values."known_at", old_values."latitude", old_values."level", old_values."level_basis", old_values."location", old_values."longitude", old_values."minor_injuries", old_values."missing", old_values."missing_presumed_dead", old_values."name", old_values."not_liable", old_values."occurred_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_code", old_values."production", old_values."registered_at", old_values."registered_by_id", old_values."reported_at", old_values."return_reason", old_values."revision_number", old_values."saved_at", old_values."search_key", old_values."sector_id", old_values."serious_injuries", old_values."status", old_values."summary", old_values."supervising_department_id", old_values."township_id", old_values."version", old_values."village_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="cdbb4dcb5378db082bb1de277d59f70174bcc4c8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_57e96",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accidents_accident",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="codecounter",
            constraint=models.UniqueConstraint(fields=("county", "year"), name="accident_counter_once"),
        ),
        # Pages are asked for by many at once: a second process for one page takes the processor from another page, and a
        # page of fifty rows lets it read thousands ahead.
        migrations.RunSQL(
            "ALTER TABLE accidents_accident SET (parallel_workers = 0);"
            "ALTER TABLE accidents_accidentrevision SET (parallel_workers = 0)",
            "ALTER TABLE accidents_accident RESET (parallel_workers);"
            "ALTER TABLE accidents_accidentrevision RESET (parallel_workers)",
        ),
    ]
