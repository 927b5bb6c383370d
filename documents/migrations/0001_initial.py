import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import documents.models.document


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
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
                            ("partly_revoked", "部分撤销"),
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
        migrations.CreateModel(
            name="CountersignatureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField(verbose_name="送会签时间")),
                ("text_version", models.PositiveIntegerField(verbose_name="会签文稿版次")),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[("", "未答复"), ("agreed", "同意"), ("objected", "不同意")],
                        default="",
                        max_length=10,
                        verbose_name="意见",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="会签意见")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="会签时间")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="文种")),
                ("kind_label", models.CharField(max_length=30, verbose_name="文种名称")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("content", models.JSONField(verbose_name="内容")),
                ("copies_to", models.TextField(blank=True, verbose_name="抄送")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "起草"),
                            ("returned", "退回修改"),
                            ("in_review", "审核"),
                            ("signed", "已签发"),
                            ("issuing", "印制中"),
                            ("issued", "已印发"),
                            ("voided", "作废"),
                            ("revoked", "已撤销"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版次")),
                ("drafted_at", models.DateTimeField(verbose_name="拟稿时间")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="送审时间")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="核稿时间")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="签发时间")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="取号时间")),
                ("printed_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                ("return_reason", models.CharField(blank=True, max_length=500, verbose_name="退回理由")),
                ("review_remark", models.CharField(blank=True, max_length=500, verbose_name="核稿意见")),
                ("sign_remark", models.CharField(blank=True, max_length=500, verbose_name="签发意见")),
                ("reply_by", models.DateField(blank=True, null=True, verbose_name="要求回复日期")),
                ("revokes_because", models.CharField(blank=True, max_length=500, verbose_name="撤销事由")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                ("revoked_reason", models.CharField(blank=True, max_length=500, verbose_name="撤销理由")),
                (
                    "partly_revoked_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="部分撤销通知文号",
                    ),
                ),
                ("number_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="文号年份")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="文号")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="发文字号")),
                (
                    "pdf",
                    models.FileField(
                        blank=True,
                        max_length=255,
                        storage=documents.models.document.frozen_storage,
                        upload_to=documents.models.document.frozen_name,
                        verbose_name="正本",
                    ),
                ),
                ("pdf_sha256", models.CharField(blank=True, max_length=64, verbose_name="正本 SHA-256")),
                ("pdf_sm3", models.CharField(blank=True, max_length=64, verbose_name="正本 SM3")),
                ("pdf_signed_by", models.CharField(blank=True, max_length=200, verbose_name="电子签名证书")),
                (
                    "verification_code",
                    models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name="核验码"),
                ),
                ("pdf_pages", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="页数")),
                ("rendered_at", models.DateTimeField(blank=True, null=True, verbose_name="制成时间")),
                ("render_attempts", models.PositiveIntegerField(default=0, verbose_name="制版次数")),
                ("render_error", models.TextField(blank=True, verbose_name="制版故障")),
            ],
            options={
                "verbose_name": "公文",
                "verbose_name_plural": "公文",
                "ordering": ["-drafted_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=30, verbose_name="文种")),
                ("kind_label", models.CharField(max_length=30, verbose_name="文种名称")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("content", models.JSONField(verbose_name="内容")),
                ("copies_to", models.TextField(blank=True, verbose_name="抄送")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "起草"),
                            ("returned", "退回修改"),
                            ("in_review", "审核"),
                            ("signed", "已签发"),
                            ("issuing", "印制中"),
                            ("issued", "已印发"),
                            ("voided", "作废"),
                            ("revoked", "已撤销"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版次")),
                ("drafted_at", models.DateTimeField(verbose_name="拟稿时间")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="送审时间")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="核稿时间")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="签发时间")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="取号时间")),
                ("printed_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                ("return_reason", models.CharField(blank=True, max_length=500, verbose_name="退回理由")),
                ("review_remark", models.CharField(blank=True, max_length=500, verbose_name="核稿意见")),
                ("sign_remark", models.CharField(blank=True, max_length=500, verbose_name="签发意见")),
                ("reply_by", models.DateField(blank=True, null=True, verbose_name="要求回复日期")),
                ("revokes_because", models.CharField(blank=True, max_length=500, verbose_name="撤销事由")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                ("revoked_reason", models.CharField(blank=True, max_length=500, verbose_name="撤销理由")),
                (
                    "partly_revoked_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="部分撤销通知文号",
                    ),
                ),
                ("number_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="文号年份")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="文号")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="发文字号")),
                (
                    "pdf",
                    models.FileField(
                        blank=True,
                        max_length=255,
                        storage=documents.models.document.frozen_storage,
                        upload_to=documents.models.document.frozen_name,
                        verbose_name="正本",
                    ),
                ),
                ("pdf_sha256", models.CharField(blank=True, max_length=64, verbose_name="正本 SHA-256")),
                ("pdf_sm3", models.CharField(blank=True, max_length=64, verbose_name="正本 SM3")),
                ("pdf_signed_by", models.CharField(blank=True, max_length=200, verbose_name="电子签名证书")),
                ("verification_code", models.CharField(blank=True, max_length=16, null=True, verbose_name="核验码")),
                ("pdf_pages", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="页数")),
                ("rendered_at", models.DateTimeField(blank=True, null=True, verbose_name="制成时间")),
                ("render_attempts", models.PositiveIntegerField(default=0, verbose_name="制版次数")),
                ("render_error", models.TextField(blank=True, verbose_name="制版故障")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DocumentKind",
            fields=[
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False, verbose_name="代码")),
                ("label", models.CharField(max_length=30, verbose_name="名称")),
                ("is_upward", models.BooleanField(default=False, verbose_name="上行文")),
                ("is_free", models.BooleanField(default=False, verbose_name="可直接起草")),
                ("main_recipients", models.CharField(blank=True, max_length=60, verbose_name="主送")),
                ("copies_to", models.CharField(blank=True, max_length=200, verbose_name="抄送")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
            ],
            options={
                "verbose_name": "文种",
                "verbose_name_plural": "文种",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="DocumentKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("code", models.CharField(max_length=30, serialize=False, verbose_name="代码")),
                ("label", models.CharField(max_length=30, verbose_name="名称")),
                ("is_upward", models.BooleanField(default=False, verbose_name="上行文")),
                ("is_free", models.BooleanField(default=False, verbose_name="可直接起草")),
                ("main_recipients", models.CharField(blank=True, max_length=60, verbose_name="主送")),
                ("copies_to", models.CharField(blank=True, max_length=200, verbose_name="抄送")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DocumentRecipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("main", "主送"), ("named", "被通报、被警告单位"), ("copy", "抄送")],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("must_acknowledge", models.BooleanField(default=True, verbose_name="须签收")),
                ("served_at", models.DateTimeField(blank=True, null=True, verbose_name="送达时间")),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                ("on_paper", models.BooleanField(default=False, verbose_name="纸质签收")),
                ("paper_signer", models.CharField(blank=True, max_length=60, verbose_name="纸质签收人")),
                ("must_reply", models.BooleanField(default=False, verbose_name="须回复")),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="回复时间")),
                ("reply", models.TextField(blank=True, verbose_name="回复内容")),
                ("is_paper_reply", models.BooleanField(default=False, verbose_name="纸质回复")),
            ],
            options={
                "verbose_name": "收文单位",
                "verbose_name_plural": "收文单位",
                "ordering": ["document_id", "role", "organization__order", "organization_id"],
            },
        ),
        migrations.CreateModel(
            name="DocumentRecipientEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[("main", "主送"), ("named", "被通报、被警告单位"), ("copy", "抄送")],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("must_acknowledge", models.BooleanField(default=True, verbose_name="须签收")),
                ("served_at", models.DateTimeField(blank=True, null=True, verbose_name="送达时间")),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                ("on_paper", models.BooleanField(default=False, verbose_name="纸质签收")),
                ("paper_signer", models.CharField(blank=True, max_length=60, verbose_name="纸质签收人")),
                ("must_reply", models.BooleanField(default=False, verbose_name="须回复")),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="回复时间")),
                ("reply", models.TextField(blank=True, verbose_name="回复内容")),
                ("is_paper_reply", models.BooleanField(default=False, verbose_name="纸质回复")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="版次")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("content", models.JSONField(verbose_name="内容")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
            ],
            options={
                "verbose_name": "公文版次",
                "verbose_name_plural": "公文版次",
                "ordering": ["version"],
            },
        ),
        migrations.CreateModel(
            name="NumberCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="已取到")),
            ],
            options={
                "verbose_name": "文号计数",
                "verbose_name_plural": "文号计数",
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("agency_code", models.CharField(max_length=20, unique=True, verbose_name="机关代字")),
                ("issuer_mark", models.CharField(max_length=60, verbose_name="发文机关标志")),
                (
                    "form",
                    models.CharField(
                        choices=[("document", "文件"), ("letter", "信函"), ("minutes", "纪要")],
                        default="document",
                        max_length=20,
                        verbose_name="格式",
                    ),
                ),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
            ],
            options={
                "verbose_name": "文号序列",
                "verbose_name_plural": "文号序列",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="NumberSeriesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("code", models.CharField(max_length=40, serialize=False, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("agency_code", models.CharField(max_length=20, verbose_name="机关代字")),
                ("issuer_mark", models.CharField(max_length=60, verbose_name="发文机关标志")),
                (
                    "form",
                    models.CharField(
                        choices=[("document", "文件"), ("letter", "信函"), ("minutes", "纪要")],
                        default="document",
                        max_length=20,
                        verbose_name="格式",
                    ),
                ),
                ("needs_confirmation", models.BooleanField(default=False, verbose_name="待市局确认")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReservedNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "state",
                    models.CharField(
                        choices=[("reserved", "预留"), ("used", "已用"), ("voided", "作废")],
                        default="reserved",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="预留事由")),
                ("reserved_at", models.DateTimeField(verbose_name="预留时间")),
                ("void_reason", models.CharField(blank=True, max_length=200, verbose_name="作废理由")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
            ],
            options={
                "verbose_name": "预留文号",
                "verbose_name_plural": "预留文号",
                "ordering": ["series", "year", "number"],
            },
        ),
        migrations.CreateModel(
            name="ReservedNumberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "state",
                    models.CharField(
                        choices=[("reserved", "预留"), ("used", "已用"), ("voided", "作废")],
                        default="reserved",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="预留事由")),
                ("reserved_at", models.DateTimeField(verbose_name="预留时间")),
                ("void_reason", models.CharField(blank=True, max_length=200, verbose_name="作废理由")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="所依版次")),
                ("entries", models.JSONField(verbose_name="各栏内容")),
                ("page", models.CharField(max_length=36, verbose_name="页面")),
                ("saved_at", models.DateTimeField(verbose_name="自动保存时间")),
            ],
            options={
                "verbose_name": "未保存的文稿",
                "verbose_name_plural": "未保存的文稿",
            },
        ),
        migrations.CreateModel(
            name="Countersignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(verbose_name="送会签时间")),
                ("text_version", models.PositiveIntegerField(verbose_name="会签文稿版次")),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[("", "未答复"), ("agreed", "同意"), ("objected", "不同意")],
                        default="",
                        max_length=10,
                        verbose_name="意见",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="会签意见")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="会签时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="会签人",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="送会签人",
                    ),
                ),
            ],
            options={
                "verbose_name": "会签",
                "verbose_name_plural": "会签",
                "ordering": ["document_id", "asked_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="countersignature",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.organization",
                verbose_name="会签单位",
            ),
        ),
        migrations.AddField(
            model_name="countersignatureevent",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="会签人",
            ),
        ),
        migrations.AddField(
            model_name="countersignatureevent",
            name="asked_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="送会签人",
            ),
        ),
        migrations.AddField(
            model_name="countersignatureevent",
            name="organization",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organizations.organization",
                verbose_name="会签单位",
            ),
        ),
        migrations.AddField(
            model_name="countersignatureevent",
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
            model_name="countersignatureevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="documents.countersignature",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="drafted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="拟稿人",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="issued_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="印发人",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="核稿人",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="revokes",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revocations",
                to="documents.document",
                verbose_name="所撤销公文",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="签发人",
            ),
        ),
        migrations.AddField(
            model_name="countersignatureevent",
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
            model_name="countersignature",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="countersignatures",
                to="documents.document",
                verbose_name="公文",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="drafted_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="拟稿人",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="issued_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="印发人",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
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
            model_name="documentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="核稿人",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="revokes",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
                verbose_name="所撤销公文",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="签发人",
            ),
        ),
        migrations.AddField(
            model_name="documentkindevent",
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
            model_name="documentkindevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="documents.documentkind",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipient",
            name="acknowledged_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="签收人",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipient",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="recipients",
                to="documents.document",
                verbose_name="公文",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipient",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.organization",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipient",
            name="replied_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回复人",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipientevent",
            name="acknowledged_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="签收人",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipientevent",
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
            model_name="documentrecipientevent",
            name="organization",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organizations.organization",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipientevent",
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
            model_name="documentrecipientevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="documents.documentrecipient",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipientevent",
            name="replied_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回复人",
            ),
        ),
        migrations.AddField(
            model_name="documentversion",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="documents.document",
                verbose_name="公文",
            ),
        ),
        migrations.AddField(
            model_name="documentversion",
            name="saved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="保存人",
            ),
        ),
        migrations.AddField(
            model_name="numberseries",
            name="issuer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="organizations.organization", verbose_name="发文机关"
            ),
        ),
        migrations.AddField(
            model_name="numbercounter",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="documents.numberseries", verbose_name="序列"
            ),
        ),
        migrations.AddField(
            model_name="documentkindevent",
            name="series",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.numberseries",
                verbose_name="文号序列",
            ),
        ),
        migrations.AddField(
            model_name="documentkind",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kinds",
                to="documents.numberseries",
                verbose_name="文号序列",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="series",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.numberseries",
                verbose_name="文号序列",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="documents.numberseries", verbose_name="文号序列"
            ),
        ),
        migrations.AddField(
            model_name="numberseriesevent",
            name="issuer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organizations.organization",
                verbose_name="发文机关",
            ),
        ),
        migrations.AddField(
            model_name="numberseriesevent",
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
            model_name="numberseriesevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="documents.numberseries",
            ),
        ),
        migrations.AddField(
            model_name="reservednumber",
            name="document",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reserved_number",
                to="documents.document",
                verbose_name="用于公文",
            ),
        ),
        migrations.AddField(
            model_name="reservednumber",
            name="reserved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="预留人",
            ),
        ),
        migrations.AddField(
            model_name="reservednumber",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reserved_numbers",
                to="documents.numberseries",
                verbose_name="文号序列",
            ),
        ),
        migrations.AddField(
            model_name="reservednumber",
            name="voided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="作废人",
            ),
        ),
        migrations.AddField(
            model_name="reservednumberevent",
            name="document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
                verbose_name="用于公文",
            ),
        ),
        migrations.AddField(
            model_name="reservednumberevent",
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
            model_name="reservednumberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="row_history",
                to="documents.reservednumber",
            ),
        ),
        migrations.AddField(
            model_name="reservednumberevent",
            name="reserved_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="预留人",
            ),
        ),
        migrations.AddField(
            model_name="reservednumberevent",
            name="series",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.numberseries",
                verbose_name="文号序列",
            ),
        ),
        migrations.AddField(
            model_name="reservednumberevent",
            name="voided_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="作废人",
            ),
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="working_copies",
                to="documents.document",
                verbose_name="公文",
            ),
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="起草人",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countersignatureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7cb6559bf98571e3d3b8f6e997a2e6308e353f9c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4542e",
                    table="documents_countersignatureevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="countersignature",
            constraint=models.UniqueConstraint(fields=("document", "organization"), name="countersignature_once"),
        ),
        migrations.AddConstraint(
            model_name="countersignature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("opinion", "")),
                    models.Q(models.Q(("opinion", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="countersignature_answered",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countersignature",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_countersignatureevent" ("answered_at", "answered_by_id", "asked_at", "asked_by_id", "document_id", "id", "opinion", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "text_version") SELECT new_values."answered_at", new_values."answered_by_id", new_values."asked_at", new_values."asked_by_id", new_values."document_id", new_values."id", new_values."opinion", new_values."organization_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."remark", new_values."text_version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e3e671d025997fec96f8d4b29d41737fb5e7fe30",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7f193",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_countersignature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countersignature",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_countersignatureevent" ("answered_at", "answered_by_id", "asked_at", "asked_by_id", "document_id", "id", "opinion", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "text_version") SELECT new_values."answered_at", new_values."answered_by_id", new_values."asked_at", new_values."asked_by_id", new_values."document_id", new_values."id", new_values."opinion", new_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."remark", new_values."text_version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7d675cecd4c2c65f6c29f185269c62e3ae8747a9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_41418",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_countersignature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countersignature",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_countersignatureevent" ("answered_at", "answered_by_id", "asked_at", "asked_by_id", "document_id", "id", "opinion", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "text_version") SELECT old_values."answered_at", old_values."answered_by_id", old_values."asked_at", old_values."asked_by_id", old_values."document_id", old_values."id", old_values."opinion", old_values."organization_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."remark", old_values."text_version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="242eeedebaa578a7b1f07320fe8c4b62f81757b2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4ef81",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_countersignature",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="documentrecipient",
            constraint=models.UniqueConstraint(
                fields=("document", "organization", "role"), name="document_recipient_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentrecipient",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentrecipientevent" ("acknowledged_at", "acknowledged_by_id", "document_id", "id", "is_paper_reply", "must_acknowledge", "must_reply", "on_paper", "organization_id", "paper_signer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "reply", "role", "served_at") SELECT new_values."acknowledged_at", new_values."acknowledged_by_id", new_values."document_id", new_values."id", new_values."is_paper_reply", new_values."must_acknowledge", new_values."must_reply", new_values."on_paper", new_values."organization_id", new_values."paper_signer", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."replied_at", new_values."replied_by_id", new_values."reply", new_values."role", new_values."served_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2641e07ae28f394a73e413840b377f419595fe71",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9e5dd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_documentrecipient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentrecipient",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentrecipientevent" ("acknowledged_at", "acknowledged_by_id", "document_id", "id", "is_paper_reply", "must_acknowledge", "must_reply", "on_paper", "organization_id", "paper_signer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "reply", "role", "served_at") SELECT new_values."acknowledged_at", new_values."acknowledged_by_id", new_values."document_id", new_values."id", new_values."is_paper_reply", new_values."must_acknowledge", new_values."must_reply", new_values."on_paper", new_values."organization_id", new_values."paper_signer", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."replied_at", new_values."replied_by_id", new_values."reply", new_values."role", new_values."served_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="423f43399fa16b2850e598fc9801200420069443",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f2514",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_documentrecipient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentrecipient",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentrecipientevent" ("acknowledged_at", "acknowledged_by_id", "document_id", "id", "is_paper_reply", "must_acknowledge", "must_reply", "on_paper", "organization_id", "paper_signer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "reply", "role", "served_at") SELECT old_values."acknowledged_at", old_values."acknowledged_by_id", old_values."document_id", old_values."id", old_values."is_paper_reply", old_values."must_acknowledge", old_values."must_reply", old_values."on_paper", old_values."organization_id", old_values."paper_signer", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."replied_at", old_values."replied_by_id", old_values."reply", old_values."role", old_values."served_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9bcf8c50b3da1e2c5aa2fab4167cc4ce04ceb0f3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f1c51",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_documentrecipient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentrecipientevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0ab7de73154afc546f157287ed2176cf88649331",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_47a10",
                    table="documents_documentrecipientevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.UniqueConstraint(fields=("document", "version"), name="document_version_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="document_version_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="653055032fd8ac0e0bee75fde0f0b5970f84624a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_document_version_append_only_ccc2e",
                    table="documents_documentversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="numberseries",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_numberseriesevent" ("agency_code", "basis", "code", "form", "issuer_id", "issuer_mark", "name", "needs_confirmation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."agency_code", new_values."basis", new_values."code", new_values."form", new_values."issuer_id", new_values."issuer_mark", new_values."name", new_values."needs_confirmation", _pgh_attached_context.value, NOW(), \'insert\', new_values."code" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b803078b5be70bef5ab47825a8f3886709f7c5fd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1965",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_numberseries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="numberseries",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_numberseriesevent" ("agency_code", "basis", "code", "form", "issuer_id", "issuer_mark", "name", "needs_confirmation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."agency_code", new_values."basis", new_values."code", new_values."form", new_values."issuer_id", new_values."issuer_mark", new_values."name", new_values."needs_confirmation", _pgh_attached_context.value, NOW(), \'update\', new_values."code" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9dad13ddd8896c298bd0d4a7d3444048832cf522",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fa34a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_numberseries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="numberseries",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_numberseriesevent" ("agency_code", "basis", "code", "form", "issuer_id", "issuer_mark", "name", "needs_confirmation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."agency_code", old_values."basis", old_values."code", old_values."form", old_values."issuer_id", old_values."issuer_mark", old_values."name", old_values."needs_confirmation", _pgh_attached_context.value, NOW(), \'delete\', old_values."code" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="62572ff300028c2b56dbe42c208ef083425c1c4c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_961a5",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_numberseries",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="numbercounter",
            constraint=models.UniqueConstraint(fields=("series", "year"), name="number_counter_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentkindevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e59c120985a845e7c0cb01dc091a9d724481f176",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d3bd9",
                    table="documents_documentkindevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentkind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentkindevent" ("basis", "code", "copies_to", "is_free", "is_upward", "label", "main_recipients", "needs_confirmation", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") SELECT new_values."basis", new_values."code", new_values."copies_to", new_values."is_free", new_values."is_upward", new_values."label", new_values."main_recipients", new_values."needs_confirmation", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."code", new_values."series_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d7c446cbbd6155bed1ca8275924a6f0d751b491e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4419a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_documentkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentkindevent" ("basis", "code", "copies_to", "is_free", "is_upward", "label", "main_recipients", "needs_confirmation", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") SELECT new_values."basis", new_values."code", new_values."copies_to", new_values."is_free", new_values."is_upward", new_values."label", new_values."main_recipients", new_values."needs_confirmation", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."code", new_values."series_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e4522c8e322cf8187d77e72f98c183c8b34385f7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_00c53",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_documentkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentkind",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentkindevent" ("basis", "code", "copies_to", "is_free", "is_upward", "label", "main_recipients", "needs_confirmation", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") SELECT old_values."basis", old_values."code", old_values."copies_to", old_values."is_free", old_values."is_upward", old_values."label", old_values."main_recipients", old_values."needs_confirmation", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."code", old_values."series_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce198829deae1a0ca47fb5235d1c71c7f1939a2e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_afaef",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_documentkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="401291d04b3fa5f3d2b51241f67950bd6896846e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9e7ed",
                    table="documents_documentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("series", "number_year", "number"), include=("id",), name="document_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["draft", "returned", "in_review", "signed", "issuing", "issued", "voided", "revoked"],
                    )
                ),
                name="document_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["issuing", "issued", "revoked"]), _negated=True),
                    models.Q(
                        ("dated_on__isnull", False),
                        ("number__isnull", False),
                        ("number_year__isnull", False),
                        ("printed_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="document_issued_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["issued", "revoked"]), _negated=True),
                    models.Q(models.Q(("pdf", ""), _negated=True), models.Q(("pdf_sha256", ""), _negated=True)),
                    _connector="OR",
                ),
                name="document_issued_has_bytes",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_by", None), models.Q(("signed_by", models.F("drafted_by")), _negated=True), _connector="OR"
                ),
                name="document_drafter_does_not_sign",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="document_no_delete_numbered",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."number" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5579a78c2a623f3df5a74a6259c392e5b82e5b9c",
                    operation="DELETE",
                    pgid="pgtrigger_document_no_delete_numbered_6aed3",
                    table="documents_document",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="document_issued_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status IN ('issued', 'revoked')\n    AND ROW(OLD.kind, OLD.series_id, OLD.title, OLD.content, OLD.copies_to, OLD.dated_on, OLD.number_year, OLD.number, OLD.document_number, OLD.printed_on, OLD.pdf, OLD.pdf_sha256, OLD.pdf_sm3, OLD.pdf_signed_by, OLD.pdf_pages, OLD.verification_code) IS DISTINCT FROM ROW(NEW.kind, NEW.series_id, NEW.title, NEW.content, NEW.copies_to, NEW.dated_on, NEW.number_year, NEW.number, NEW.document_number, NEW.printed_on, NEW.pdf, NEW.pdf_sha256, NEW.pdf_sm3, NEW.pdf_signed_by, NEW.pdf_pages, NEW.verification_code))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e5c5b48c08c78fbfc8ed9c5e04186198e7cb3f5e",
                    operation="UPDATE",
                    pgid="pgtrigger_document_issued_frozen_8f80d",
                    table="documents_document",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="document_number_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.number IS NOT NULL AND ROW(OLD.series_id, OLD.title, OLD.content, OLD.dated_on, OLD.number_year, OLD.number, OLD.document_number, OLD.printed_on) IS DISTINCT FROM ROW(NEW.series_id, NEW.title, NEW.content, NEW.dated_on, NEW.number_year, NEW.number, NEW.document_number, NEW.printed_on))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e7b9634648cef098793556766ea66a1b40c6426f",
                    operation="UPDATE",
                    pgid="pgtrigger_document_number_kept_ab2b6",
                    table="documents_document",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentevent" ("content", "copies_to", "dated_on", "document_number", "drafted_at", "drafted_by_id", "id", "issued_at", "issued_by_id", "kind", "kind_label", "number", "number_year", "partly_revoked_by", "pdf", "pdf_pages", "pdf_sha256", "pdf_signed_by", "pdf_sm3", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "render_attempts", "render_error", "rendered_at", "reply_by", "return_reason", "review_remark", "reviewed_at", "reviewed_by_id", "revoked_at", "revoked_reason", "revokes_because", "revokes_id", "series_id", "sign_remark", "signed_at", "signed_by_id", "status", "submitted_at", "title", "verification_code", "version") SELECT new_values."content", new_values."copies_to", new_values."dated_on", new_values."document_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."kind_label", new_values."number", new_values."number_year", new_values."partly_revoked_by", new_values."pdf", new_values."pdf_pages", new_values."pdf_sha256", new_values."pdf_signed_by", new_values."pdf_sm3", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."printed_on", new_values."render_attempts", new_values."render_error", new_values."rendered_at", new_values."reply_by", new_values."return_reason", new_values."review_remark", new_values."reviewed_at", new_values."reviewed_by_id", new_values."revoked_at", new_values."revoked_reason", new_values."revokes_because", new_values."revokes_id", new_values."series_id", new_values."sign_remark", new_values."signed_at", new_values."signed_by_id", new_values."status", new_values."submitted_at", new_values."title", new_values."verification_code", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a5216de340bc584312b974e3053e135c80ca6737",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_be524",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentevent" ("content", "copies_to", "dated_on", "document_number", "drafted_at", "drafted_by_id", "id", "issued_at", "issued_by_id", "kind", "kind_label", "number", "number_year", "partly_revoked_by", "pdf", "pdf_pages", "pdf_sha256", "pdf_signed_by", "pdf_sm3", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "render_attempts", "render_error", "rendered_at", "reply_by", "return_reason", "review_remark", "reviewed_at", "reviewed_by_id", "revoked_at", "revoked_reason", "revokes_because", "revokes_id", "series_id", "sign_remark", "signed_at", "signed_by_id", "status", "submitted_at", "title", "verification_code", "version") SELECT new_values."content", new_values."copies_to", new_values."dated_on", new_values."document_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."kind_label", new_values."number", new_values."number_year", new_values."partly_revoked_by", new_values."pdf", new_values."pdf_pages", new_values."pdf_sha256", new_values."pdf_signed_by", new_values."pdf_sm3", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."printed_on", new_values."render_attempts", new_values."render_error", new_values."rendered_at", new_values."reply_by", new_values."return_reason", new_values."review_remark", new_values."reviewed_at", new_values."reviewed_by_id", new_values."revoked_at", new_values."revoked_reason", new_values."revokes_because", new_values."revokes_id", new_values."series_id", new_values."sign_remark", new_values."signed_at", new_values."signed_by_id", new_values."status", new_values."submitted_at", new_values."title", new_values."verification_code", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d7eab5f3f38c99d276a68ce8fa04007b55531c3d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3ed6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentevent" ("content", "copies_to", "dated_on", "document_number", "drafted_at", "drafted_by_id", "id", "issued_at", "issued_by_id", "kind", "kind_label", "number", "number_year", "partly_revoked_by", "pdf", "pdf_pages", "pdf_sha256", "pdf_signed_by", "pdf_sm3", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "render_attempts", "render_error", "rendered_at", "reply_by", "return_reason", "review_remark", "reviewed_at", "reviewed_by_id", "revoked_at", "revoked_reason", "revokes_because", "revokes_id", "series_id", "sign_remark", "signed_at", "signed_by_id", "status", "submitted_at", "title", "verification_code", "version") SELECT old_values."content", old_values."copies_to", old_values."dated_on", old_values."document_number", old_values."drafted_at", old_values."drafted_by_id", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."kind_label", old_values."number", old_values."number_year", old_values."partly_revoked_by", old_values."pdf", old_values."pdf_pages", old_values."pdf_sha256", old_values."pdf_signed_by", old_values."pdf_sm3", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."printed_on", old_values."render_attempts", old_values."render_error", old_values."rendered_at", old_values."reply_by", old_values."return_reason", old_values."review_remark", old_values."reviewed_at", old_values."reviewed_by_id", old_values."revoked_at", old_values."revoked_reason", old_values."revokes_because", old_values."revokes_id", old_values."series_id", old_values."sign_remark", old_values."signed_at", old_values."signed_by_id", old_values."status", old_values."submitted_at", old_values."title", old_values."verification_code", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="900c6cf3c46a237d9c5870b52af2b9625a8e6460",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0c008",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="numberseriesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4829efd4f444b6281f0efa08be15f7e05aa94f04",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_391fb",
                    table="documents_numberseriesevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reservednumber",
            constraint=models.UniqueConstraint(fields=("series", "year", "number"), name="reserved_number_once"),
        ),
        migrations.AddConstraint(
            model_name="reservednumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document", None), ("state", "reserved"), ("voided_at", None)),
                    models.Q(("document__isnull", False), ("state", "used"), ("voided_at", None)),
                    models.Q(
                        ("document", None),
                        ("state", "voided"),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reserved_number_state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservednumber",
            trigger=pgtrigger.compiler.Trigger(
                name="reserved_number_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8ae64b5fa4fdad3788c62f8cf5e2dfa450771c5a",
                    operation="DELETE",
                    pgid="pgtrigger_reserved_number_stays_abdd5",
                    table="documents_reservednumber",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservednumber",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_reservednumberevent" ("document_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserved_at", "reserved_by_id", "series_id", "state", "void_reason", "voided_at", "voided_by_id", "year") SELECT new_values."document_id", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."reserved_at", new_values."reserved_by_id", new_values."series_id", new_values."state", new_values."void_reason", new_values."voided_at", new_values."voided_by_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0151fbe2e23b833e91f0f78055a205c210f72473",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8ed35",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_reservednumber",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservednumber",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_reservednumberevent" ("document_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserved_at", "reserved_by_id", "series_id", "state", "void_reason", "voided_at", "voided_by_id", "year") SELECT new_values."document_id", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."reserved_at", new_values."reserved_by_id", new_values."series_id", new_values."state", new_values."void_reason", new_values."voided_at", new_values."voided_by_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b67955583c64f3a593f67acdfefd033c3354f271",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bc538",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_reservednumber",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservednumber",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_reservednumberevent" ("document_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserved_at", "reserved_by_id", "series_id", "state", "void_reason", "voided_at", "voided_by_id", "year") SELECT old_values."document_id", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."reserved_at", old_values."reserved_by_id", old_values."series_id", old_values."state", old_values."void_reason", old_values."voided_at", old_values."voided_by_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0ff39a3de65f70bf919ee8e37e4d3c043663cd17",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ecfc4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_reservednumber",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservednumberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="397617328964d77e9e60b13c6042d4ed026d0953",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0d4dc",
                    table="documents_reservednumberevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="workingcopy",
            constraint=models.UniqueConstraint(fields=("document", "user"), name="working_copy_one_a_person"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["-issued_at", "-drafted_at", "id"], name="document_newest_idx"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("status__in", ["draft", "returned", "in_review", "signed", "issuing"])),
                fields=["status"],
                name="document_open_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                django.db.models.expressions.CombinedExpression(models.F("id"), "*", models.Value(2)),
                name="document_entry_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="documentrecipient",
            index=models.Index(
                condition=models.Q(
                    ("acknowledged_at__isnull", True), ("must_acknowledge", True), ("served_at__isnull", False)
                ),
                fields=["organization"],
                name="recipient_receipt_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="documentrecipient",
            index=models.Index(
                condition=models.Q(("must_reply", True), ("replied_at__isnull", True), ("served_at__isnull", False)),
                fields=["organization"],
                name="recipient_reply_idx",
            ),
        ),
        migrations.RunSQL(
            """
create view documents_register as
select id * 2 as id, series_id, number_year as year, number,
       case when status = 'issued' and cardinality(partly_revoked_by) > 0 then 'partly_revoked'
            else status end as state,
       id as document_id, null::bigint as reserved_id
  from documents_document where number is not null
union all
select id * 2 + 1, series_id, year, number, state, null::bigint, id
  from documents_reservednumber where state <> 'used'
""",
            "drop view documents_register",
        ),
    ]
