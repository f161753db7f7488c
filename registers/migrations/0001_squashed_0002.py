import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The registers of the sectors."""

    replaces = [
        ('registers', '0001_registers'),
        ('registers', '0002_subsidies_property_acceptance'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('cases', '0001_squashed_0037'),
        ('organizations', '0001_squashed_0005'),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=20, verbose_name='rule')),
                ('since', models.DateField(verbose_name='since')),
                ('level', models.CharField(default='unit', max_length=10, verbose_name='came up to')),
                ('figures', models.JSONField(default=dict, verbose_name='figures')),
                ('is_once', models.BooleanField(default=False, verbose_name='made once only')),
                ('is_for_commission', models.BooleanField(default=False, verbose_name='for the commission alone')),
                ('state', models.CharField(default='open', max_length=10, verbose_name='state')),
                ('found_at', models.DateTimeField(verbose_name='found at')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='no longer so since')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dismissed by')),
            ],
            options={
                'verbose_name': 'alarm',
                'verbose_name_plural': 'alarms',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='FindingCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(verbose_name='opened at')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='case')),
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='link', to='registers.finding', verbose_name='alarm')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
            ],
            options={
                'verbose_name': 'case of an alarm',
                'verbose_name_plural': 'cases of alarms',
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=20, verbose_name='register')),
                ('number', models.CharField(max_length=80, verbose_name='number')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('group', models.CharField(blank=True, max_length=300, verbose_name='group')),
                ('cells', models.JSONField(default=dict, verbose_name='cells')),
                ('source', models.CharField(max_length=5, verbose_name='source')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='rules asked on')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.area', verbose_name='area')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.sector', verbose_name='sector')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='organizations.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'record',
                'verbose_name_plural': 'records',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['register', '-id'], name='record_of_register'), models.Index(condition=models.Q(('group', ''), _negated=True), fields=['group'], name='record_group'), models.Index(fields=['checked_on'], name='record_checked')],
                'constraints': [models.UniqueConstraint(fields=('register', 'unit', 'number'), name='record_once'), models.CheckConstraint(condition=models.Q(('register__in', ['projects', 'compensation', 'land-notices', 'village-projects', 'rural-fees', 'burdens', 'subsidy-claims', 'collective-assets', 'collective-deals', 'hazards', 'joint-actions', 'workshops', 'recalls', 'action-plans', 'local-rules', 'fee-watch', 'school-pages', 'acceptance', 'drug-use', 'drug-prices', 'clean-hospitals', 'hospital-openness'])), name='record_register_is_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='record_holds', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.register = 'recalls' AND\n       (NEW.cells->>'taken_back')::numeric + (NEW.cells->>'destroyed')::numeric > (NEW.cells->>'sold')::numeric THEN\n        RAISE EXCEPTION 'taken back and destroyed are more than was sold' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.register = 'hazards' AND NOT jsonb_exists_all(NEW.cells,\n       array['general_duty', 'direct_duty', 'local_duty', 'enterprise_duty', 'due_on']) THEN\n        RAISE EXCEPTION 'a hazard has four duty holders and a day' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='65bf0a90440d311c593da098a6d4823d9c525ea6', operation='INSERT OR UPDATE', pgid='pgtrigger_record_holds_f26fd', table='registers_record', when='BEFORE')), pgtrigger.compiler.Trigger(name='record_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."register" IS DISTINCT FROM (NEW."register") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='08e3a65383c01d6ee6b44115192cf2c48f5a21ef', operation='UPDATE', pgid='pgtrigger_record_stays_979bc', table='registers_record', when='BEFORE')), pgtrigger.compiler.Trigger(name='record_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6850def3e975d4274f836eefb926f712d42f3b2b', operation='DELETE', pgid='pgtrigger_record_never_deleted_be4d0', table='registers_record', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'cells', 'checked_on')", func='RETURN NULL;', hash='ac68dffe702d15ea3c58e24913fd46c64969b487', operation='UPDATE OR DELETE', pgid='pgtrigger_written_down_d9b03', table='registers_record', when='AFTER'))],
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='registers.record', verbose_name='record'),
        ),
        migrations.CreateModel(
            name='RecordEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('name', models.CharField(max_length=12, verbose_name='event')),
                ('note', models.TextField(blank=True, verbose_name='reason')),
                ('details', models.JSONField(default=dict, verbose_name='particulars')),
                ('is_for_commission', models.BooleanField(default=False, verbose_name='for the commission alone')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='registers.record', verbose_name='record')),
            ],
            options={
                'verbose_name': 'event of a record',
                'verbose_name_plural': 'events of records',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['record', 'id'], name='record_trail')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d4d7e4eee47635c35d9924a46e2f24dab891e62b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c3d75', table='registers_recordevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the history of a record is append-only';", hash='2903d531c9764796a42db68d48839bf05e167c7c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_596c0', table='registers_recordevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=20, verbose_name='register')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('rows', models.JSONField(default=list, verbose_name='rows')),
                ('problems', models.JSONField(default=list, verbose_name='problems')),
                ('state', models.CharField(default='prepared', max_length=10, verbose_name='state')),
                ('counts', models.JSONField(default=dict, verbose_name='counts')),
                ('made_at', models.DateTimeField(verbose_name='read at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('state', 'confirmed')), models.Q(('confirmed_at', None), ('state', 'prepared')), _connector='OR'), name='import_confirmed_when')],
            },
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['state', 'record'], name='finding_state'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'dismissed'))), fields=('record', 'rule'), name='finding_once_alive'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(condition=models.Q(('is_once', True)), fields=('record', 'rule'), name='finding_once_ever'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None)), _connector='OR'), name='finding_closed_when'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'dismissed'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='finding_dismissed_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='finding_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."record_id" IS DISTINCT FROM (NEW."record_id") OR OLD."rule" IS DISTINCT FROM (NEW."rule") OR OLD."found_at" IS DISTINCT FROM (NEW."found_at") OR OLD."is_once" IS DISTINCT FROM (NEW."is_once"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a98ba79c2bfdc5485410be49395d93d6f06354ec', operation='UPDATE', pgid='pgtrigger_finding_stays_ac044', table='registers_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='finding_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4bacd8bcc7bd00eac7f4de5228358913df286f92', operation='DELETE', pgid='pgtrigger_finding_never_deleted_9a588', table='registers_finding', when='BEFORE')),
        ),
    ]
