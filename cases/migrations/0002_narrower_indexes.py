"""A column that begins another index needs none of its own; what a desk has to do now, and what came up to a unit, is found by one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_squashed_0015"),
        ("cases", "0001_squashed_0037"),
        ("organizations", "0001_squashed_0005"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="area",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="organizations.area",
                verbose_name="area",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="city",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="city_cases",
                to="organizations.area",
                verbose_name="city",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="desk",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="desk_cases",
                to="organizations.unit",
                verbose_name="intake desk",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="escalated_to",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="escalated_cases",
                to="organizations.unit",
                verbose_name="escalated to",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="organizations.unit",
                verbose_name="responsible unit",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="reviewer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases_to_review",
                to="organizations.unit",
                verbose_name="reviewing body",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="sector",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="organizations.sector",
                verbose_name="sector",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submitted_cases",
                to=settings.AUTH_USER_MODEL,
                verbose_name="municipal system",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["desk", "stage", "red_at"],
                name="case_desk_stage",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["responsible", "stage"],
                name="case_unit_stage",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("escalated_to__isnull", False)),
                fields=["escalated_to", "due_at", "id"],
                name="case_escalated_due",
            ),
        ),
    ]
