import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The hotline programme."""

    replaces = [
        ('hotline', '0001_hotline'),
        ('hotline', '0002_form_marks'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('cases', '0001_squashed_0037'),
        ('organizations', '0001_squashed_0005'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, verbose_name='introduction')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'feedback edition',
                'verbose_name_plural': 'feedback editions',
                'ordering': ['-drafted_at'],
            },
        ),
        migrations.CreateModel(
            name='Guidance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='version')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('confirm_by', models.DateField(blank=True, null=True, verbose_name='to be confirmed by')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'guidance on the programme',
                'verbose_name_plural': 'guidance on the programme',
                'ordering': ['-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirm_by', None), ('sent_at', None), ('sent_by', None)), models.Q(('confirm_by__isnull', False), ('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='guidance_sent_whole'), models.CheckConstraint(condition=models.Q(('sent_by', None), models.Q(('sent_by', models.F('written_by')), _negated=True), _connector='OR'), name='guidance_two_persons')],
                'triggers': [pgtrigger.compiler.Trigger(name='guidance_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1bac8c3224588f9a70604cc795ba8d748b684cd7', operation='DELETE', pgid='pgtrigger_guidance_never_deleted_f7e05', table='hotline_guidance', when='BEFORE')), pgtrigger.compiler.Trigger(name='guidance_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.number IS DISTINCT FROM OLD.number THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='a85a97c2fddf094959520100a4288b182f479cf6', operation='UPDATE', pgid='pgtrigger_guidance_stays_25e48', table='hotline_guidance', when='BEFORE')), pgtrigger.compiler.Trigger(name='guidance_sent_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL)', func="RAISE EXCEPTION 'what was sent stays as it is' USING ERRCODE = 'check_violation';", hash='9f3ca4679157be91e16b315bc0e4c869ab6d4f19', operation='UPDATE', pgid='pgtrigger_guidance_sent_stays_368e5', table='hotline_guidance', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='33fd4b1e2522e3de3c99821d706d3bea7ea8fec6', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_8ed7e', table='hotline_guidance', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='GuidanceReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='sent', max_length=10, verbose_name='state')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('guidance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='hotline.guidance', verbose_name='guidance on the programme')),
                ('read_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guidance_receipts', to='organizations.unit', verbose_name='commission of the city')),
            ],
            options={
                'verbose_name': 'receipt of the guidance',
                'verbose_name_plural': 'receipts of the guidance',
                'ordering': ['guidance', 'unit__code'],
                'constraints': [models.UniqueConstraint(fields=('guidance', 'unit'), name='guidance_received_once'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('read_at', None), ('read_by', None), ('state', 'sent')), models.Q(('confirmed_at', None), ('read_at__isnull', False), ('read_by__isnull', False), ('state', 'read')), models.Q(('confirmed_at__gte', models.F('read_at')), ('confirmed_by__isnull', False), ('read_at__isnull', False), ('state', 'confirmed')), _connector='OR'), name='guidance_receipt_in_order')],
                'triggers': [pgtrigger.compiler.Trigger(name='receipt_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='270f817de3189fc4e17becaff4d7d3e8d2a6c0ff', operation='DELETE', pgid='pgtrigger_receipt_never_deleted_e800f', table='hotline_guidancereceipt', when='BEFORE')), pgtrigger.compiler.Trigger(name='receipt_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.guidance_id IS DISTINCT FROM OLD.guidance_id OR NEW.unit_id IS DISTINCT FROM OLD.unit_id THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='259a9365b6cf5b42b211533f7d81ef9e517d2bde', operation='UPDATE', pgid='pgtrigger_receipt_stays_9b1d9', table='hotline_guidancereceipt', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='62e23c5cbd8a5d9ea303650dde68741748dd0a0c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_4c5a3', table='hotline_guidancereceipt', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(default='waiting', max_length=10, verbose_name='stage')),
                ('lane', models.CharField(max_length=10, verbose_name='lane')),
                ('outlet', models.CharField(max_length=10, verbose_name='outlet')),
                ('text', models.TextField(verbose_name='what was asked')),
                ('air_text', models.CharField(blank=True, max_length=300, verbose_name='what may be said on the air')),
                ('reply', models.CharField(blank=True, max_length=500, verbose_name='what was said on the air')),
                ('promise_on', models.DateField(blank=True, null=True, verbose_name='promised by')),
                ('place', models.IntegerField(default=0, verbose_name='place in the queue')),
                ('form_mark', models.CharField(blank=True, db_default='', default='', editable=False, max_length=64)),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='put on the air at')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hotline_questions', to='cases.case', verbose_name='case')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='followers', to='hotline.question', verbose_name='the same as')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
            ],
            options={
                'verbose_name': 'question of a session',
                'verbose_name_plural': 'questions of sessions',
                'ordering': ['session', 'place', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EditionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=10, verbose_name='state')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='hotline.edition', verbose_name='feedback edition')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='hotline.question', verbose_name='question of a session')),
            ],
            options={
                'verbose_name': 'line of a feedback edition',
                'verbose_name_plural': 'lines of feedback editions',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'question'), name='edition_line_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'late', 'answered', 'done', 'elsewhere'])), name='edition_state_is_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='317dd02aa572d7d8e628772d7e8264fbcb9d4968', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11050', table='hotline_editionline', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'what was published of a promise is append-only';", hash='5928d0dc0940bee1a511a36eaa4627435994f85f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b79a1', table='hotline_editionline', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.PositiveIntegerField(verbose_name='serial number')),
                ('stage', models.CharField(default='planned', max_length=10, verbose_name='stage')),
                ('topic', models.CharField(max_length=120, verbose_name='topic')),
                ('starts_at', models.DateTimeField(verbose_name='begins at')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('outlets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None, verbose_name='outlets')),
                ('planned_at', models.DateTimeField(verbose_name='planned at')),
                ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='announced at')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='on the air at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='off the air at')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hotline_sessions', to='organizations.unit', verbose_name='commission that holds the line')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='planned by')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hotline_sessions', to='organizations.sector', verbose_name='sector')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hotline_evenings', to='organizations.unit', verbose_name='unit on the line')),
            ],
            options={
                'verbose_name': 'hotline session',
                'verbose_name_plural': 'hotline sessions',
                'ordering': ['-starts_at', '-id'],
                'indexes': [models.Index(fields=['starts_at'], name='session_begins')],
                'constraints': [models.UniqueConstraint(fields=('organiser', 'serial'), name='session_numbered_once'), models.UniqueConstraint(condition=models.Q(('stage', 'on_air')), fields=('organiser',), name='session_one_on_air'), models.CheckConstraint(condition=models.Q(('stage__in', ['planned', 'confirmed', 'prepared', 'on_air', 'off_air', 'closed', 'cancelled'])), name='session_stage_is_known'), models.CheckConstraint(condition=models.Q(('outlets__contained_by', ['radio', 'tv', 'web', 'press', 'microblog']), ('outlets__len__gte', 1)), name='session_outlets_are_known'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 240)), name='session_has_length'), models.CheckConstraint(condition=models.Q(models.Q(('began_at', None), ('stage__in', ['planned', 'confirmed', 'prepared', 'cancelled'])), models.Q(('announced_at__isnull', False), ('began_at__isnull', False), ('stage__in', ['on_air', 'off_air', 'closed'])), _connector='OR'), name='session_on_air_since'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('stage__in', ['off_air', 'closed'])), models.Q(models.Q(('stage__in', ['off_air', 'closed']), _negated=True), ('ended_at', None)), _connector='OR'), name='session_off_air_since')],
                'triggers': [pgtrigger.compiler.Trigger(name='session_follows_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{confirmed:cancelled,confirmed:planned,confirmed:prepared,off_air:closed,on_air:off_air,planned:cancelled,planned:confirmed,prepared:cancelled,prepared:on_air,prepared:planned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='3300df573a9f1b70b6b56b70fdf145f7c8a55815', operation='UPDATE', pgid='pgtrigger_session_follows_table_52e36', table='hotline_session', when='BEFORE')), pgtrigger.compiler.Trigger(name='session_closes_with_cases', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."stage" = \'closed\' AND NOT (OLD."stage" = \'closed\'))', func="\n        IF EXISTS (\n            SELECT 1 FROM hotline_question\n            WHERE session_id = NEW.id AND (case_id IS NULL OR stage IN ('waiting', 'asked'))\n        ) THEN\n            RAISE EXCEPTION 'a question of this session waits or has no case' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='325009a23bd68d3b2b8ce4b3443e194a53ee69fe', operation='UPDATE', pgid='pgtrigger_session_closes_with_cases_bd047', table='hotline_session', when='BEFORE')), pgtrigger.compiler.Trigger(name='session_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e402932f5358931f55a3c4a7f515821331fbc72d', operation='DELETE', pgid='pgtrigger_session_never_deleted_a63bf', table='hotline_session', when='BEFORE')), pgtrigger.compiler.Trigger(name='session_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.organiser_id IS DISTINCT FROM OLD.organiser_id OR NEW.serial IS DISTINCT FROM OLD.serial OR NEW.planned_by_id IS DISTINCT FROM OLD.planned_by_id OR NEW.planned_at IS DISTINCT FROM OLD.planned_at THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='d91bbbb4cf6e793ef19e7a183454ae7cd6c67023', operation='UPDATE', pgid='pgtrigger_session_stays_97199', table='hotline_session', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='273eb192e6cf87e15942856203f7a14c16ee408c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_4b7d7', table='hotline_session', when='AFTER'))],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='hotline.session', verbose_name='hotline session'),
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('post', models.CharField(max_length=80, verbose_name='post')),
                ('rank', models.CharField(max_length=10, verbose_name='rank')),
                ('reported_at', models.DateTimeField(verbose_name='reported at')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.person', verbose_name='official of the register')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='hotline.session', verbose_name='hotline session')),
            ],
            options={
                'verbose_name': 'guest of a session',
                'verbose_name_plural': 'guests of sessions',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('rank__in', ['first', 'deputy', 'other'])), name='guest_rank_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('post', ''), _negated=True)), name='guest_is_named')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b69dbe011a01574bb08e2b4f1af546c60a35cce9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f8d59', table='hotline_guest', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'who was reported as guest is append-only';", hash='07d9e31b1d3f661d889e0a6c1cc02b51cfce8a55', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_77063', table='hotline_guest', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='session',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='edition', to='hotline.session', verbose_name='hotline session'),
        ),
        migrations.CreateModel(
            name='SessionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('move', models.CharField(max_length=20, verbose_name='move')),
                ('from_stage', models.CharField(blank=True, max_length=10, verbose_name='stage before')),
                ('to_stage', models.CharField(blank=True, max_length=10, verbose_name='stage after')),
                ('party', models.CharField(blank=True, max_length=12, verbose_name='acting as')),
                ('note', models.TextField(blank=True, verbose_name='reason')),
                ('details', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='particulars')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='hotline.session', verbose_name='hotline session')),
            ],
            options={
                'verbose_name': 'event of a session',
                'verbose_name_plural': 'events of sessions',
                'ordering': ['id'],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e57c82c58ca0628ef3234b0c67a5ac4dafe1bda0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1ee02', table='hotline_sessionevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the trail of a session is append-only';", hash='f1ef104f62a3504847750efdbe3fabecc92e8065', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ea3f9', table='hotline_sessionevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='SessionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=10, verbose_name='step')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('remind_at', models.DateTimeField(verbose_name='reminder at')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='remark')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='hotline.session', verbose_name='hotline session')),
            ],
            options={
                'verbose_name': 'step of a session',
                'verbose_name_plural': 'steps of sessions',
                'ordering': ['session', 'due_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('done_at', None), ('reminded_at', None)), fields=['remind_at'], name='step_to_remind_of')],
                'constraints': [models.UniqueConstraint(fields=('session', 'name'), name='step_once_in_session'), models.CheckConstraint(condition=models.Q(('name__in', ['guest', 'facts', 'lanes', 'arrive'])), name='step_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='step_done_by_somebody')],
                'triggers': [pgtrigger.compiler.Trigger(name='step_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='93f479e3dfd1e3c4c0c81e7c76293a903c619556', operation='DELETE', pgid='pgtrigger_step_never_deleted_39a96', table='hotline_sessionstep', when='BEFORE')), pgtrigger.compiler.Trigger(name='step_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.session_id IS DISTINCT FROM OLD.session_id OR NEW.name IS DISTINCT FROM OLD.name THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='d021292a353b783fa95bc598e9811da148e8e3c5', operation='UPDATE', pgid='pgtrigger_step_stays_baba9', table='hotline_sessionstep', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', 'reminded_at')", func='RETURN NULL;', hash='57c77cc11d704ef34622010539f34aaba396dd5e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_918ab', table='hotline_sessionstep', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SessionUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='update')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='hotline.session', verbose_name='hotline session')),
            ],
            options={
                'verbose_name': 'update of a session',
                'verbose_name_plural': 'updates of sessions',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='update_says_something')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5dd20287393c7d3892e9763ebee3a2f11da45345', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2c39e', table='hotline_sessionupdate', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'what was written for the public is append-only';", hash='2db6d1714059d47079f5d4056526efcf313584f4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_43f17', table='hotline_sessionupdate', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='SubstituteApproval',
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
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='hotline.guest', verbose_name='guest of a session')),
            ],
            options={
                'verbose_name': 'approval of a substitute',
                'verbose_name_plural': 'approvals of substitutes',
                'ordering': ['id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='hotline_substituteapproval_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='hotline_substituteapproval_two_persons'), models.UniqueConstraint(condition=models.Q(('decision__in', ['', 'granted'])), fields=('guest',), name='substitute_approved_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='substitute_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='316bdc0027e09b4a42f0c60aa4b922ecfe46f2f2', operation='DELETE', pgid='pgtrigger_substitute_never_deleted_febda', table='hotline_substituteapproval', when='BEFORE')), pgtrigger.compiler.Trigger(name='substitute_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='abef6ec80648e392316714f93b55748c55601b63', operation='UPDATE', pgid='pgtrigger_substitute_decided_once_8e8e0', table='hotline_substituteapproval', when='BEFORE')), pgtrigger.compiler.Trigger(name='substitute_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.guest_id IS DISTINCT FROM OLD.guest_id THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='37aa1946ff6480cf295b1453ad12be839177cb3c', operation='UPDATE', pgid='pgtrigger_substitute_stays_97326', table='hotline_substituteapproval', when='BEFORE'))],
            },
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['session', 'stage', 'place'], name='question_queue'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'asked')), fields=('session',), name='question_one_on_air'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('form_mark', ''), _negated=True), fields=('session', 'form_mark'), name='question_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['waiting', 'asked', 'answered', 'promised', 'passed_on', 'merged'])), name='question_stage_is_known'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('lane__in', ['phone', 'sms', 'web', 'taken', 'imported'])), name='question_lane_is_known'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('outlet__in', ['radio', 'tv', 'web', 'press', 'microblog'])), name='question_outlet_is_known'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('stage', 'waiting'), ('case__isnull', False), _connector='OR'), name='question_has_case'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'asked'), _negated=True), models.Q(models.Q(('air_text', ''), _negated=True), ('asked_at__isnull', False)), _connector='OR'), name='question_cleared_for_air'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('promise_on__isnull', False), ('stage', 'promised'), models.Q(('reply', ''), _negated=True)), models.Q(models.Q(('stage', 'promised'), _negated=True), ('promise_on', None)), _connector='OR'), name='question_promise_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('stage', 'merged')), models.Q(models.Q(('stage', 'merged'), _negated=True), ('merged_into', None)), _connector='OR'), name='question_merged_into_one'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='question_not_its_own'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('stage__in', ('answered', 'promised', 'passed_on', 'merged'))), models.Q(models.Q(('stage__in', ('answered', 'promised', 'passed_on', 'merged')), _negated=True), ('settled_at', None), ('settled_by', None)), _connector='OR'), name='question_settled_since'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False), models.Q(('text', ''), _negated=True)), _connector='OR'), name='edition_published_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_follows_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{answered:promised,asked:answered,asked:passed_on,asked:promised,asked:waiting,waiting:asked,waiting:merged,waiting:passed_on}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='5b39ea7344986480bae936b35d5f69352628ac41', operation='UPDATE', pgid='pgtrigger_question_follows_table_c73e9', table='hotline_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_outside_studio', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."stage" IN (\'asked\', \'promised\'))', func="\n        IF EXISTS (\n            SELECT 1 FROM cases_case own\n            JOIN cases_case mate ON mate.id = own.id OR mate.matter_id = own.matter_id\n            JOIN cases_accused accused ON accused.case_id = mate.id\n            JOIN hotline_session session ON session.id = NEW.session_id\n            JOIN organizations_unit unit ON unit.id = session.unit_id\n            WHERE own.id = NEW.case_id AND (\n                accused.unit_id = ANY (unit.lineage) OR EXISTS (\n                    SELECT 1 FROM organizations_tenure tenure JOIN organizations_post post ON post.id = tenure.post_id\n                    WHERE tenure.person_id = accused.person_id AND post.unit_id = ANY (unit.lineage)\n                      AND tenure.from_on <= CURRENT_DATE AND (tenure.to_on IS NULL OR tenure.to_on >= CURRENT_DATE))\n            )\n        ) THEN\n            RAISE EXCEPTION 'the question complains of those in the studio' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='46a80ca75131bf526c93a15e7029883ee4d4c6db', operation='INSERT OR UPDATE', pgid='pgtrigger_question_outside_studio_a1a40', table='hotline_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_while_lanes_open', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (\n            SELECT 1 FROM hotline_session\n            WHERE id = NEW.session_id AND (announced_at IS NULL OR stage IN ('closed', 'cancelled'))\n        ) THEN\n            RAISE EXCEPTION 'this session takes no questions' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='3bcb3104a5ab6b6d15b0ffaa10a1c001f3ad7d36', operation='INSERT', pgid='pgtrigger_question_while_lanes_open_625c6', table='hotline_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='07c7fd9b3522e77282c2fa867d3830bd2b3ee619', operation='DELETE', pgid='pgtrigger_question_never_deleted_67f0c', table='hotline_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='question_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.session_id IS DISTINCT FROM OLD.session_id OR NEW.lane IS DISTINCT FROM OLD.lane OR NEW.outlet IS DISTINCT FROM OLD.outlet OR NEW.text IS DISTINCT FROM OLD.text OR NEW.received_at IS DISTINCT FROM OLD.received_at THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='b67ff2e0aa7e8686ab3c96c69b3817c68ef786f5', operation='UPDATE', pgid='pgtrigger_question_stays_3cc4c', table='hotline_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'text,air_text,reply', '')", func='RETURN NULL;', hash='1b1117bca4691829abc5f3a0c81405b2acb93a69', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_3117f', table='hotline_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='edition_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='cbc8cde49ba0d209d9f3b4db052ecd797805cea7', operation='DELETE', pgid='pgtrigger_edition_never_deleted_305b6', table='hotline_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='edition_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.session_id IS DISTINCT FROM OLD.session_id OR NEW.drafted_at IS DISTINCT FROM OLD.drafted_at THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='7a88da0c08a18f6022195d1212c828817d5927e6', operation='UPDATE', pgid='pgtrigger_edition_stays_f1da7', table='hotline_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='36a6deeed70fb2a440ade22985325f1b0997f7d2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_7d457', table='hotline_edition', when='AFTER')),
        ),
    ]
