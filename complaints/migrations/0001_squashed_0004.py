import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What comes in, and receipts."""

    replaces = [
        ('complaints', '0001_initial'),
        ('complaints', '0002_names_of_columns'),
        ('complaints', '0003_temporary_codes'),
        ('complaints', '0004_inbox'),
    ]

    initial = True

    dependencies = [
        ('cases', '0001_squashed_0037'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('fate', models.CharField(max_length=10, verbose_name='what became of it')),
                ('at', models.DateTimeField(db_index=True, verbose_name='dealt with at')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='cases.case', verbose_name='case')),
            ],
            options={
                'verbose_name': 'arrival',
                'verbose_name_plural': 'arrivals',
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hint', models.BigIntegerField(db_index=True)),
                ('hash', models.CharField(max_length=120)),
                ('issued_at', models.DateTimeField(verbose_name='issued at')),
                ('is_temporary', models.BooleanField(default=False, verbose_name='temporary')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='cases.case', verbose_name='case')),
            ],
            options={
                'verbose_name': 'receipt',
                'verbose_name_plural': 'receipts',
            },
        ),
        migrations.CreateModel(
            name='TextPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.CharField(max_length=32)),
                ('number', models.PositiveSmallIntegerField()),
                ('total', models.PositiveSmallIntegerField()),
                ('box', models.TextField(editable=False)),
                ('at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'part of a text message',
                'verbose_name_plural': 'parts of text messages',
                'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='text_part_once')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60, verbose_name='source')),
                ('key', models.CharField(max_length=100, verbose_name='key')),
                ('digest', models.CharField(max_length=64)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='cases.case', verbose_name='case')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='submission_once')],
            },
        ),
    ]
