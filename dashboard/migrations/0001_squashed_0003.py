import django.db.models.deletion
from django.db import migrations, models


# What one case adds to each of its days: when it came in, when it ended and what it came to, when its first answer was released.
FACT_DAYS = """
CREATE VIEW dashboard_factday AS
SELECT case_id, received_on AS day, city, area, desk, unit, sector, channel, is_assigned,
       1::bigint AS received, 0::bigint AS closed, 0::bigint AS declined, 0::bigint AS withdrawn, 0::bigint AS late,
       0::bigint AS days, 0::bigint AS answered, 0::bigint AS reopened, 0::bigint AS rated, 0::bigint AS satisfied,
       0::bigint AS mostly, 0::bigint AS proved, 0::bigint AS paid, 0::bigint AS money
FROM dashboard_casefact
UNION ALL
SELECT case_id, ended_on, city, area, desk, unit, sector, channel, is_assigned,
       0, (ending = 'closed')::int, (ending = 'declined')::int, (ending = 'withdrawn')::int, is_late::int,
       coalesce(days, 0), 0, 0, 0, 0, 0, (finding IN ('proved', 'partly'))::int, (money > 0)::int, money
FROM dashboard_casefact WHERE ended_on IS NOT NULL
UNION ALL
SELECT case_id, answered_on, city, area, desk, unit, sector, channel, is_assigned,
       0, 0, 0, 0, 0, 0, 1, is_reopened::int, (grade <> '')::int, (grade = 'satisfied')::int, (grade = 'mostly')::int,
       0, 0, 0
FROM dashboard_casefact WHERE answered_on IS NOT NULL
"""

FACT_STAYS = """
CREATE VIEW dashboard_factstay AS
SELECT case_id, ended_on AS day, city, area, desk, unit, sector, channel, is_assigned, stay.stage, stay.stayed,
       1::bigint AS cases
FROM dashboard_casefact CROSS JOIN LATERAL (VALUES
    ('total', days), ('received', stay_received), ('accepted', stay_accepted), ('assigned', stay_assigned),
    ('handling', stay_handling), ('answered', stay_answered)
) stay (stage, stayed)
WHERE ending = 'closed' AND stay.stayed IS NOT NULL
"""


class Migration(migrations.Migration):
    """The figures, and the views that they are added up from."""

    replaces = [
        ('dashboard', '0001_figures'),
        ('dashboard', '0002_facts_outlive_cases'),
        ('dashboard', '0003_conclusions'),
    ]

    initial = True

    dependencies = [
        ('cases', '0001_squashed_0037'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactDay',
            fields=[
                ('city', models.BigIntegerField(default=0)),
                ('area', models.BigIntegerField(default=0)),
                ('desk', models.BigIntegerField(default=0)),
                ('unit', models.BigIntegerField(default=0)),
                ('sector', models.BigIntegerField(default=0)),
                ('channel', models.CharField(max_length=10)),
                ('is_assigned', models.BooleanField(default=False)),
                ('received', models.BigIntegerField(default=0)),
                ('closed', models.BigIntegerField(default=0)),
                ('declined', models.BigIntegerField(default=0)),
                ('withdrawn', models.BigIntegerField(default=0)),
                ('late', models.BigIntegerField(default=0)),
                ('days', models.BigIntegerField(default=0)),
                ('answered', models.BigIntegerField(default=0)),
                ('reopened', models.BigIntegerField(default=0)),
                ('rated', models.BigIntegerField(default=0)),
                ('satisfied', models.BigIntegerField(default=0)),
                ('mostly', models.BigIntegerField(default=0)),
                ('proved', models.BigIntegerField(default=0)),
                ('paid', models.BigIntegerField(default=0)),
                ('money', models.BigIntegerField(default=0)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                ('day', models.DateField()),
            ],
            options={
                'db_table': 'dashboard_factday',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='FactStay',
            fields=[
                ('city', models.BigIntegerField(default=0)),
                ('area', models.BigIntegerField(default=0)),
                ('desk', models.BigIntegerField(default=0)),
                ('unit', models.BigIntegerField(default=0)),
                ('sector', models.BigIntegerField(default=0)),
                ('channel', models.CharField(max_length=10)),
                ('is_assigned', models.BooleanField(default=False)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                ('day', models.DateField()),
                ('stage', models.CharField(max_length=10)),
                ('stayed', models.IntegerField()),
                ('cases', models.BigIntegerField()),
            ],
            options={
                'db_table': 'dashboard_factstay',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='FigureState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_up_to', models.BigIntegerField(default=0)),
                ('seen_up_to', models.BigIntegerField(default=0)),
                ('seen_before', models.BigIntegerField(default=0)),
                ('counted_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CaseFact',
            fields=[
                ('city', models.BigIntegerField(default=0)),
                ('area', models.BigIntegerField(default=0)),
                ('desk', models.BigIntegerField(default=0)),
                ('unit', models.BigIntegerField(default=0)),
                ('sector', models.BigIntegerField(default=0)),
                ('channel', models.CharField(max_length=10)),
                ('is_assigned', models.BooleanField(default=False)),
                ('case', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                ('received_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('ending', models.CharField(blank=True, max_length=10)),
                ('is_late', models.BooleanField()),
                ('days', models.IntegerField(null=True)),
                ('finding', models.CharField(blank=True, max_length=10)),
                ('money', models.BigIntegerField(default=0)),
                ('answered_on', models.DateField(null=True)),
                ('is_reopened', models.BooleanField()),
                ('grade', models.CharField(blank=True, max_length=12)),
                ('stay_received', models.IntegerField(null=True)),
                ('stay_accepted', models.IntegerField(null=True)),
                ('stay_assigned', models.IntegerField(null=True)),
                ('stay_handling', models.IntegerField(null=True)),
                ('stay_answered', models.IntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['area', 'received_on'], name='fact_area'), models.Index(condition=models.Q(('unit__gt', 0)), fields=['unit', 'received_on'], name='fact_unit'), models.Index(fields=['desk'], name='fact_desk')],
            },
        ),
        migrations.CreateModel(
            name='FigureCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('city', models.BigIntegerField(default=0)),
                ('area', models.BigIntegerField(default=0)),
                ('desk', models.BigIntegerField(default=0)),
                ('unit', models.BigIntegerField(default=0)),
                ('sector', models.BigIntegerField(default=0)),
                ('channel', models.CharField(max_length=10)),
                ('is_assigned', models.BooleanField(default=False)),
                ('received', models.BigIntegerField(default=0)),
                ('closed', models.BigIntegerField(default=0)),
                ('declined', models.BigIntegerField(default=0)),
                ('withdrawn', models.BigIntegerField(default=0)),
                ('late', models.BigIntegerField(default=0)),
                ('days', models.BigIntegerField(default=0)),
                ('answered', models.BigIntegerField(default=0)),
                ('reopened', models.BigIntegerField(default=0)),
                ('rated', models.BigIntegerField(default=0)),
                ('satisfied', models.BigIntegerField(default=0)),
                ('mostly', models.BigIntegerField(default=0)),
                ('proved', models.BigIntegerField(default=0)),
                ('paid', models.BigIntegerField(default=0)),
                ('money', models.BigIntegerField(default=0)),
                ('span', models.CharField(max_length=5)),
                ('level', models.CharField(max_length=5)),
                ('day', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['level', 'span', 'desk', 'day'], name='cell_desk')],
                'constraints': [models.UniqueConstraint(fields=('level', 'span', 'city', 'day', 'area', 'desk', 'unit', 'sector', 'channel', 'is_assigned'), name='cell_once')],
            },
        ),
        migrations.CreateModel(
            name='StayCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('city', models.BigIntegerField(default=0)),
                ('area', models.BigIntegerField(default=0)),
                ('desk', models.BigIntegerField(default=0)),
                ('unit', models.BigIntegerField(default=0)),
                ('sector', models.BigIntegerField(default=0)),
                ('channel', models.CharField(max_length=10)),
                ('is_assigned', models.BooleanField(default=False)),
                ('level', models.CharField(max_length=5)),
                ('day', models.DateField()),
                ('stage', models.CharField(max_length=10)),
                ('stayed', models.IntegerField()),
                ('cases', models.BigIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['level', 'desk', 'day'], name='stay_desk')],
                'constraints': [models.UniqueConstraint(fields=('level', 'city', 'channel', 'day', 'area', 'desk', 'unit', 'sector', 'is_assigned', 'stage', 'stayed'), name='stay_once')],
            },
        ),
        migrations.RunSQL(FACT_DAYS, "DROP VIEW dashboard_factday"),
        migrations.RunSQL(FACT_STAYS, "DROP VIEW dashboard_factstay"),
    ]
