import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="类别")),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("parameters", models.JSONField(blank=True, default=dict, verbose_name="参数")),
                ("digest", models.CharField(max_length=64, verbose_name="参数摘要")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "等待"),
                            ("running", "进行中"),
                            ("done", "已完成"),
                            ("cancelled", "已取消"),
                            ("failed", "失败"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=200, verbose_name="结果说明")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已完成数")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="总数")),
                ("word", models.CharField(blank=True, max_length=40, verbose_name="进度说明")),
                ("is_cancel_asked", models.BooleanField(default=False, verbose_name="已要求取消")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="开始次数")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("interruptions", models.PositiveSmallIntegerField(default=0, verbose_name="中断次数")),
                ("created_at", models.DateTimeField(verbose_name="发起时间")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="开始时间")),
                ("beat_at", models.DateTimeField(blank=True, null=True, verbose_name="最近心跳")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("scopes", models.JSONField(blank=True, default=dict, verbose_name="运行时的管辖范围")),
                ("file", models.FileField(blank=True, upload_to="", verbose_name="结果文件")),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="文件名")),
                ("content_type", models.CharField(blank=True, max_length=100, verbose_name="类型")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="字节数")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="保存至")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
            ],
            options={
                "verbose_name": "后台任务",
                "verbose_name_plural": "后台任务",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["owner", "-created_at"], name="job_owner_idx"),
                    models.Index(
                        condition=models.Q(("status__in", ["waiting", "running"])),
                        fields=["created_at"],
                        name="job_open_idx",
                    ),
                    models.Index(
                        condition=models.Q(("file", ""), _negated=True), fields=["expires_at"], name="job_expiry_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["waiting", "running"])),
                        fields=("owner", "digest"),
                        name="job_one_open",
                    )
                ],
            },
        ),
    ]
