import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Campaigns, plans, deployment."""

    replaces = [
        ('sectors', '0001_campaign_and_plans'),
        ('sectors', '0002_deployment'),
        ('sectors', '0003_evidence_files'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_squashed_0001'),
        ('organizations', '0001_squashed_0005'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_hant', models.CharField(blank=True, max_length=120, verbose_name='name in traditional characters')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='code')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('set_up_at', models.DateTimeField(verbose_name='set up at')),
                ('set_up_by', models.ForeignKey(blank=True, help_text='Empty when it was loaded from the files.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set up by')),
            ],
            options={
                'verbose_name': 'campaign',
                'verbose_name_plural': 'campaigns',
                'ordering': ['-starts_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_ends_after_start')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='925cda38669132bdaebf5448742cfb4e98d6994e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_02b85', table='sectors_campaign', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='CampaignPhase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=10, verbose_name='phase')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='sectors.campaign', verbose_name='campaign')),
            ],
            options={
                'verbose_name': 'phase',
                'verbose_name_plural': 'phases',
                'ordering': ['campaign', 'starts_on'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'name'), name='phase_once_in_campaign'), models.CheckConstraint(condition=models.Q(('name__in', ['deploy', 'rectify', 'inspect'])), name='phase_is_known'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='phase_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('campaign', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='DATERANGE', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='phase_one_a_day')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='7581f48db055334c02a7c4e5412b9e2be299e7c0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_24346', table='sectors_campaignphase', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Deployment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deployed_on', models.DateField(blank=True, null=True, verbose_name='deployed on')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='number of the document')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent down on')),
                ('read_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='organizations.area', verbose_name='area')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='sectors.campaign', verbose_name='campaign')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='organizations.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'deployment in an area',
                'verbose_name_plural': 'deployments in areas',
                'ordering': ['campaign', 'area', 'sector'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'sector', 'area'), name='deployment_once_in_area'), models.CheckConstraint(condition=models.Q(models.Q(('deployed_on', None), ('document', '')), models.Q(('deployed_on__isnull', False), ('document__gt', '')), _connector='OR'), name='deployment_has_document'), models.CheckConstraint(condition=models.Q(('read_on', None), models.Q(('read_on__gte', models.F('sent_on')), ('sent_on__isnull', False)), _connector='OR'), name='deployment_read_after_sent'), models.CheckConstraint(condition=models.Q(('confirmed_on', None), models.Q(('confirmed_on__gte', models.F('read_on')), ('read_on__isnull', False)), _connector='OR'), name='deployment_confirmed_after_read')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='09d25f4b1e957697841338c65675cda5cd8bf408', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_9f361', table='sectors_deployment', when='AFTER')), pgtrigger.compiler.Trigger(name='deployment_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9942cffc26d3a41fd451e697a33797e905e86aa4', operation='DELETE', pgid='pgtrigger_deployment_never_deleted_b5c66', table='sectors_deployment', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('aim', models.TextField(blank=True, verbose_name='what the plan is to achieve')),
                ('state', models.CharField(default='draft', max_length=10, verbose_name='state')),
                ('begun_at', models.DateTimeField(verbose_name='begun at')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('begun_by', models.ForeignKey(blank=True, help_text='Empty when it was loaded from the files.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'version of a plan',
                'verbose_name_plural': 'versions of plans',
                'ordering': ['plan', '-number'],
            },
        ),
        migrations.CreateModel(
            name='PlanApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='lapses at')),
                ('decision', models.CharField(blank=True, max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('decision_note', models.TextField(blank=True, verbose_name='remark')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='sectors.planversion', verbose_name='version of a plan')),
            ],
            options={
                'verbose_name': 'approval of a plan',
                'verbose_name_plural': 'approvals of plans',
                'ordering': ['id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='sectors_planapproval_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='sectors_planapproval_two_persons'), models.UniqueConstraint(condition=models.Q(('decision__in', ['', 'granted'])), fields=('version',), name='plan_approval_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='plan_approval_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7b0a8f44bfe680786254b9e014f7a59504621fc3', operation='DELETE', pgid='pgtrigger_plan_approval_never_deleted_dc45f', table='sectors_planapproval', when='BEFORE')), pgtrigger.compiler.Trigger(name='plan_approval_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='a302f695a76367d13079edbc7455dee669e2d1a5', operation='UPDATE', pgid='pgtrigger_plan_approval_decided_once_29d03', table='sectors_planapproval', when='BEFORE')), pgtrigger.compiler.Trigger(name='plan_approval_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.version_id IS DISTINCT FROM OLD.version_id THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='90db56323beae89701245aa1cb56a2b69506f8bd', operation='UPDATE', pgid='pgtrigger_plan_approval_stays_befe4', table='sectors_planapproval', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='SectorPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='sectors.campaign', verbose_name='campaign')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='organizations.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'sector plan',
                'verbose_name_plural': 'sector plans',
                'ordering': ['campaign', 'sector'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'sector'), name='plan_once_in_campaign')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='e5b711c7cd4f97fe0a81f17b936391eb76d96ccc', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_015ca', table='sectors_sectorplan', when='AFTER')), pgtrigger.compiler.Trigger(name='plan_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d10e600358e753783ae0fe96a5fa6cfa5162e471', operation='DELETE', pgid='pgtrigger_plan_never_deleted_14673', table='sectors_sectorplan', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='planversion',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='sectors.sectorplan', verbose_name='sector plan'),
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='sectors.sectorplan', verbose_name='sector plan')),
            ],
            options={
                'verbose_name': 'numbered item of a plan',
                'verbose_name_plural': 'numbered items of plans',
                'ordering': ['plan', 'number'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='task_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(default='measure', max_length=10, verbose_name='kind')),
                ('heading', models.CharField(blank=True, help_text='Items with the same heading stand together, such as those of one programme.', max_length=40, verbose_name='heading')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='what is done')),
                ('standard', models.TextField(blank=True, verbose_name='standard')),
                ('leader_post', models.CharField(blank=True, help_text='In the words of that day: a new holder answers for a new version.', max_length=120, verbose_name='post of the leader')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('indicator', models.CharField(blank=True, max_length=200, verbose_name='indicator')),
                ('source', models.CharField(blank=True, max_length=40, verbose_name='source in the plan of the action')),
                ('leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='organizations.person', verbose_name='responsible leader')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='organizations.unit', verbose_name='owner')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='sectors.planversion', verbose_name='version of a plan')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='sectors.task', verbose_name='numbered item of a plan')),
            ],
            options={
                'verbose_name': 'item of a plan',
                'verbose_name_plural': 'items of plans',
                'ordering': ['version', 'task__number'],
                'constraints': [models.UniqueConstraint(fields=('version', 'task'), name='item_once_in_version'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='item_has_title')],
                'triggers': [pgtrigger.compiler.Trigger(name='item_only_in_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (\n            SELECT 1 FROM sectors_planversion\n            WHERE id IN (COALESCE(NEW.version_id, OLD.version_id), OLD.version_id) AND state <> 'draft'\n        ) THEN\n            RAISE EXCEPTION 'only a draft changes: this version waits or is approved' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN COALESCE(NEW, OLD);\n    ", hash='bfb508562f1c722e3d081031b733559eaf11df64', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_item_only_in_draft_6f219', table='sectors_planitem', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='a6893a8cf890856735656ecec9350db5e56ceb6c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_86bb3', table='sectors_planitem', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='TaskEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12, verbose_name='kind')),
                ('progress', models.CharField(blank=True, max_length=10, verbose_name='progress')),
                ('holds', models.BooleanField(default=True, verbose_name='holds')),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='score')),
                ('words', models.TextField(verbose_name='evidence')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='number of the document')),
                ('day', models.DateField(verbose_name='day')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='sectors.task', verbose_name='numbered item of a plan')),
            ],
            options={
                'verbose_name': 'line about an item of a plan',
                'verbose_name_plural': 'lines about items of plans',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['progress', 'deployed', 'carried_out', 'checked', 'assessed', 'self', 'inspection'])), name='entry_is_known'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='entry_has_evidence'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'progress'), ('progress__in', ['waiting', 'running', 'done'])), models.Q(models.Q(('kind', 'progress'), _negated=True), ('progress', '')), _connector='OR'), name='entry_progress_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('self', 'inspection')), ('score__isnull', False), ('score__lte', 100)), models.Q(models.Q(('kind__in', ('self', 'inspection')), _negated=True), ('score', None)), _connector='OR'), name='entry_score_is_whole')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9d409bcf6fd6dc1269194fa5200569653fafe18b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c96e', table='sectors_taskentry', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'what is written down about a plan is append-only';", hash='08ae95d2c14ba06a2360500a933f25721861458b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f3ac1', table='sectors_taskentry', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='TaskFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='sectors.taskentry', verbose_name='line about an item of a plan')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='task_file', to='files.storedfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'file about an item of a plan',
                'verbose_name_plural': 'files about items of plans',
                'ordering': ['id'],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b4b6f40b1da6e9e6a77793efcbaeeb46148bd26f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_203b2', table='sectors_taskfile', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'what is written down about a plan is append-only';", hash='7b72e2249b25393df8c8d95ecbca86cd750e4d8d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_33bb1', table='sectors_taskfile', when='BEFORE'))],
            },
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='version_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved'), _negated=True), fields=('plan',), name='version_one_under_work'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('state', 'approved')), models.Q(('approved_at', None), ('published_at', None), ('state__in', ['draft', 'asked'])), _connector='OR'), name='version_published_when_approved'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='version_published_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planversion',
            trigger=pgtrigger.compiler.Trigger(name='version_follows_steps', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:asked,asked:draft,asked:approved}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='06c5c8f97ad09b893164cf95414e9121a8c4ff51', operation='UPDATE', pgid='pgtrigger_version_follows_steps_7e2c1', table='sectors_planversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planversion',
            trigger=pgtrigger.compiler.Trigger(name='version_whole_before_approval', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.state <> 'draft' AND (\n            NOT EXISTS (SELECT 1 FROM sectors_planitem WHERE version_id = NEW.id) OR EXISTS (\n                SELECT 1 FROM sectors_planitem\n                WHERE version_id = NEW.id AND (owner_id IS NULL OR due_on IS NULL OR btrim(standard) = '')\n            )\n        ) THEN\n            RAISE EXCEPTION 'an item lacks its owner, day or standard' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='7c2ac8d129056f1ff8cec9a648be4e1cdf4a89b7', operation='UPDATE', pgid='pgtrigger_version_whole_before_approval_f78c5', table='sectors_planversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planversion',
            trigger=pgtrigger.compiler.Trigger(name='version_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='53eb6ee6b868816d31b5f89eed68066b4877759f', operation='DELETE', pgid='pgtrigger_version_never_deleted_f90fc', table='sectors_planversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planversion',
            trigger=pgtrigger.compiler.Trigger(name='version_begun_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.plan_id IS DISTINCT FROM OLD.plan_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.begun_by_id IS DISTINCT FROM OLD.begun_by_id OR NEW.begun_at IS DISTINCT FROM OLD.begun_at THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='966112a26140523b958aad04b7a578996c1876f2', operation='UPDATE', pgid='pgtrigger_version_begun_stays_52d5b', table='sectors_planversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planversion',
            trigger=pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='3e9c3a3835caff1e275659eea4e10ac7db7e20cc', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_ee500', table='sectors_planversion', when='AFTER')),
        ),
    ]
