from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AnsweredRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="请求摘要")),
                ("content", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="状态码")),
                ("data", models.JSONField(null=True, verbose_name="答复")),
                ("headers", models.JSONField(default=dict, verbose_name="答复头")),
                ("at", models.DateTimeField(db_index=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "已答复的请求",
                "verbose_name_plural": "已答复的请求",
            },
        ),
    ]
