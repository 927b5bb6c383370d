import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                ("is_workday", models.BooleanField(verbose_name="上班")),
                ("name", models.CharField(max_length=30, verbose_name="名称")),
                ("source", models.CharField(max_length=100, verbose_name="依据")),
            ],
            options={
                "verbose_name": "节假日",
                "verbose_name_plural": "节假日",
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="OfficeDeadline",
            fields=[
                ("kind", models.SlugField(max_length=40, primary_key=True, serialize=False, verbose_name="待办类别")),
                ("label", models.CharField(max_length=30, verbose_name="事项")),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="工作日",
                    ),
                ),
                ("needs_confirmation", models.BooleanField(default=True, verbose_name="待市局确认")),
                ("basis", models.CharField(blank=True, max_length=100, verbose_name="依据")),
            ],
            options={
                "verbose_name": "办理时限",
                "verbose_name_plural": "办理时限",
                "ordering": ["kind"],
            },
        ),
    ]
