import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Notices and who is told what."""

    replaces = [
        ('notices', '0001_initial'),
        ('notices', '0002_names_of_columns'),
        ('notices', '0009_answers_to_senders'),
        ('notices', '0014_templates_and_routes'),
        ('notices', '0015_quick_news'),
        ('notices', '0017_written_down'),
        ('notices', '0020_two_keys_of_resets'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed_0009'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10, verbose_name='channel')),
                ('wording', models.CharField(max_length=30, verbose_name='wording')),
                ('context', models.JSONField(default=dict, verbose_name='particulars')),
                ('language', models.CharField(default='zh-hans', max_length=10, verbose_name='language')),
                ('path', models.CharField(blank=True, max_length=200, verbose_name='page')),
                ('dedupe_key', models.CharField(max_length=120, unique=True)),
                ('state', models.CharField(default='pending', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created at')),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('sealed_box', models.TextField(blank=True, db_default='', editable=False)),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                ('delivery', models.CharField(blank=True, db_default='', max_length=10, verbose_name='delivery')),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='delivered at')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='left undelivered at')),
                ('closed_reason', models.CharField(blank=True, db_default='', max_length=200, verbose_name='reason')),
                ('closed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='left undelivered by')),
                ('digest', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bundled', to='notices.notice', verbose_name='summary')),
                ('identity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='accounts.sealedidentity', verbose_name='sealed identity')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='receiver')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['pending', 'retrying', 'sending', 'unknown'])), fields=['next_attempt_at'], name='notice_to_send'), models.Index(condition=models.Q(('state', 'gathered')), fields=['next_attempt_at'], name='notice_gathered'), models.Index(condition=models.Q(('digest__isnull', False)), fields=['digest'], name='notice_digest'), models.Index(condition=models.Q(('channel', 'in_app')), fields=['user', '-id'], name='notice_inbox'), models.Index(condition=models.Q(('channel', 'in_app'), ('read_at', None)), fields=['user', '-id'], name='notice_unread'), models.Index(condition=models.Q(('channel', 'in_app'), ('read_at', None), ('wording', 'revenge_reported')), fields=['user', '-id'], name='notice_revenge'), models.Index(condition=models.Q(('state', 'dead')), fields=['-id'], name='notice_dead')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('identity', None), ('sealed_box', ''), ('user__isnull', False)), models.Q(('identity__isnull', False), ('sealed_box', ''), ('user', None)), models.Q(('channel__in', ['email', 'sms']), ('identity', None), ('user', None)), _connector='OR'), name='notice_to_user_or_citizen'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sealed_box', ''), _connector='OR'), name='notice_sent_forgets'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('state', 'sent'), _negated=True), name='notice_sent_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_at__isnull', False), models.Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='notice_closed_with_reason')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'dead\')', execute="public.audit_note('id', 'identity_id,context,path,dedupe_key,sealed_box,last_error,closed_reason', 'next_attempt_at')", func='RETURN NULL;', hash='2fec7ddb1dbad4b2f9723bd998b42882fcf0b39b', operation='UPDATE OR DELETE', pgid='pgtrigger_written_down_50af5', table='notices_notice', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(default='at_once', max_length=10, verbose_name='e-mail')),
                ('sms', models.CharField(default='at_once', max_length=10, verbose_name='text message')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preference', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'wish about notices',
                'verbose_name_plural': 'wishes about notices',
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='03f1c62f599d131b076ad3859d5774f145f83c56', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_38a27', table='notices_preference', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wording', models.CharField(max_length=30, verbose_name='wording')),
                ('role', models.CharField(max_length=20, verbose_name='role')),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, null=True, size=None, verbose_name='channels')),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='set at')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'verbose_name': 'route of notices',
                'verbose_name_plural': 'routes of notices',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['wording', 'role', '-id'], name='route_newest')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b19073fb3d83d04a50dec2708bbf6a0ecaeb1ed8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5da04', table='notices_route', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the history of the routes is append-only';", hash='f93a85ecc4e2e0680fcce61c47d6851d0437dfd4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8a242', table='notices_route', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='b1c031278aeaf2f8d3b9849a928d50072b9899b1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_294eb', table='notices_route', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SmsPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('total', models.PositiveSmallIntegerField(verbose_name='parts')),
                ('state', models.CharField(default='waiting', max_length=10, verbose_name='state')),
                ('message_id', models.CharField(blank=True, max_length=65, verbose_name='number at the SMS centre')),
                ('delivery', models.CharField(blank=True, max_length=10, verbose_name='delivery')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sms_parts', to='notices.notice', verbose_name='notice')),
            ],
            options={
                'verbose_name': 'part of a text message',
                'verbose_name_plural': 'parts of text messages',
                'indexes': [models.Index(condition=models.Q(('message_id', ''), _negated=True), fields=['message_id'], name='sms_part_message'), models.Index(condition=models.Q(('state__in', ['submitted', 'unknown'])), fields=['submitted_at'], name='sms_part_open')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'number'), name='sms_part_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', models.F('total'))), name='sms_part_of_total')],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wording', models.CharField(max_length=30, verbose_name='wording')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('channel', models.CharField(max_length=10, verbose_name='channel')),
                ('text', models.TextField(blank=True, verbose_name='words')),
                ('valid_from', models.DateTimeField(default=django.utils.timezone.now, verbose_name='valid from')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written at')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'template',
                'verbose_name_plural': 'templates',
                'ordering': ['-valid_from', '-id'],
                'indexes': [models.Index(fields=['wording', 'valid_from'], name='template_of_wording')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1321b1b864610cd08f6181477c10fc4e0735bb81', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_314a4', table='notices_template', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the history of the templates is append-only';", hash='542f5964fa3ebefea720bce7d042798bb0b447fb', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d8b75', table='notices_template', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='3e90d52ea30e73d62742dfdc88deed4c424fc5ee', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_2b26c', table='notices_template', when='AFTER'))],
            },
        ),
    ]
