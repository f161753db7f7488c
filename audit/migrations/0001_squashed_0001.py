import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The audit trail and its seals."""

    replaces = [
        ('audit', '0001_audit'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChainMark',
            fields=[
                ('source', models.CharField(max_length=63, primary_key=True, serialize=False, verbose_name='table')),
                ('up_to', models.BigIntegerField(verbose_name='up to row')),
                ('writers', models.JSONField(default=list, verbose_name='transactions that are waited for')),
                ('noted_at', models.DateTimeField(verbose_name='noted at')),
            ],
            options={
                'verbose_name': 'mark of the chain',
                'verbose_name_plural': 'marks of the chain',
                'ordering': ['source'],
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('source', models.CharField(max_length=63, verbose_name='table')),
                ('columns', models.TextField(verbose_name='columns')),
                ('after_id', models.BigIntegerField(verbose_name='after row')),
                ('last_id', models.BigIntegerField(verbose_name='up to row')),
                ('row_ids', models.BinaryField(verbose_name='rows')),
                ('digests', models.BinaryField(verbose_name='digests')),
                ('previous', models.BinaryField(verbose_name='hash of the block before')),
                ('hash', models.BinaryField(verbose_name='hash')),
                ('sealed_at', models.DateTimeField(verbose_name='sealed at')),
            ],
            options={
                'verbose_name': 'block of the chain',
                'verbose_name_plural': 'blocks of the chain',
                'ordering': ['number'],
                'indexes': [models.Index(fields=['source', '-last_id'], name='seal_of_source')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='58497631d50c091587f7dcd41f2a458611cec2af', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a3ab', table='audit_auditseal', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the chain is append-only';", hash='24b7134636667c92dad7f5ebc8e927b4fb9697b6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9331a', table='audit_auditseal', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='at')),
                ('act', models.CharField(max_length=10, verbose_name='what happened')),
                ('database_role', models.CharField(max_length=63, verbose_name='database role')),
                ('table', models.CharField(max_length=63, verbose_name='kind of record')),
                ('row', models.CharField(max_length=40, verbose_name='record')),
                ('changes', models.JSONField(default=dict, verbose_name='what has changed')),
                ('actor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['table', '-id'], name='entry_of_table')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab24cb77a22d3160dc788fecde00a98236f14d09', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6cfb3', table='audit_auditentry', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the audit is append-only';", hash='a3b96b29fbf0d3dfaff4088621aa115e786193c9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f9722', table='audit_auditentry', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='at')),
                ('kind', models.CharField(max_length=15, verbose_name='what')),
                ('case_id', models.BigIntegerField(blank=True, null=True, verbose_name='case')),
                ('item', models.CharField(blank=True, max_length=60, verbose_name='record')),
                ('reader', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'read log',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['reader', '-id'], name='reading_of_reader'), models.Index(condition=models.Q(('case_id__isnull', False)), fields=['case_id', '-id'], name='reading_of_case')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9da2c7f3d49370d438b99b872ed126d15999be3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0ff8f', table='audit_reading', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the read log is append-only';", hash='c162e901720adb9f5cf97fd9afaadfee5724f1ae', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f5873', table='audit_reading', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='last sign of life')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('state', models.CharField(default='waiting', max_length=10, verbose_name='state')),
                ('blocks', models.BigIntegerField(default=0, verbose_name='blocks')),
                ('blocks_done', models.BigIntegerField(default=0, verbose_name='blocks verified')),
                ('rows', models.BigIntegerField(default=0, verbose_name='rows verified')),
                ('faults', models.JSONField(default=list, verbose_name='what is wrong')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
            ],
            options={
                'verbose_name': 'verification',
                'verbose_name_plural': 'verifications',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sound'), _negated=True), ('faults', []), _connector='OR'), name='sound_without_faults')],
            },
        ),
    ]
