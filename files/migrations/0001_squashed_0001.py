import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):
    """Kept files."""

    replaces = [
        ('files', '0001_files'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('key_box', models.TextField(editable=False)),
                ('kind', models.CharField(max_length=10, verbose_name='kind')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the original')),
                ('state', models.CharField(default='waiting', max_length=10, verbose_name='state')),
                ('fault', models.CharField(blank=True, max_length=20, verbose_name='why refused')),
                ('stored_at', models.DateTimeField(verbose_name='stored at')),
                ('scanned_at', models.DateTimeField(blank=True, null=True, verbose_name='scanned at')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='scans tried')),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
                'ordering': ['stored_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['attempts', 'stored_at'], name='file_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['image', 'audio', 'video', 'pdf', 'office', 'text'])), name='file_kind_is_known'), models.CheckConstraint(condition=models.Q(('size__gt', 0), models.Q(('name', ''), _negated=True)), name='file_has_name_and_size'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='file_has_its_hash'), models.CheckConstraint(condition=models.Q(models.Q(('fault', ''), ('scanned_at', None), ('state', 'waiting')), models.Q(('fault', ''), ('state', 'clean')), models.Q(('scanned_at__isnull', False), ('state', 'refused'), models.Q(('fault', ''), _negated=True)), _connector='OR'), name='file_state_has_its_reason')],
                'triggers': [pgtrigger.compiler.Trigger(name='file_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e06e74aedc9667a208dd39be55356451023027af', operation='DELETE', pgid='pgtrigger_file_never_deleted_f7fad', table='files_storedfile', when='BEFORE')), pgtrigger.compiler.Trigger(name='file_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."stored_at" IS DISTINCT FROM (NEW."stored_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1242a2375406a2fc69b1a38f9af8b7afd269074e', operation='UPDATE', pgid='pgtrigger_file_stays_93b52', table='files_storedfile', when='BEFORE')), pgtrigger.compiler.Trigger(name='file_state_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:clean,waiting:refused}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='8af111a138f458c4e8f0990d0f96348623b43a44', operation='UPDATE', pgid='pgtrigger_file_state_is_final_f6b6a', table='files_storedfile', when='BEFORE'))],
            },
        ),
    ]
