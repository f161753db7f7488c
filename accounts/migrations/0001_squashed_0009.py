import accounts.querysets
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Users, duties, ties, factors, sealed identities."""

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_names_of_columns'),
        ('accounts', '0003_phone_marks'),
        ('accounts', '0004_email_addresses'),
        ('accounts', '0005_representatives'),
        ('accounts', '0006_calendar_keys'),
        ('accounts', '0007_ties_end'),
        ('accounts', '0008_three_administrators'),
        ('accounts', '0009_second_factors'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('organizations', '0001_squashed_0005'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('full_name', models.CharField(max_length=60, verbose_name='full name')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('language', models.CharField(default='zh-hans', max_length=10, verbose_name='language')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('person', models.ForeignKey(blank=True, help_text='An official never sees a case that accuses him or her.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='organizations.person', verbose_name='is the official')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'ordering': ['username'],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'password,full_name,email,phone', 'last_login')", func='RETURN NULL;', hash='afeddf9e6c730f5b22205139873e610b05cd9921', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_bce20', table='accounts_user', when='AFTER'))],
            },
            managers=[
                ('objects', accounts.querysets.AccountManager()),
            ],
        ),
        migrations.CreateModel(
            name='AppFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret_box', models.TextField(editable=False)),
                ('last_step', models.BigIntegerField(editable=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='set up at')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used at')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='app_factor', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'authenticator app',
                'verbose_name_plural': 'authenticator apps',
                'ordering': ['user'],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'secret_box', 'last_step,used_at')", func='RETURN NULL;', hash='63140bac8f098db7cb416685b821d786e3c91904', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_3674a', table='accounts_appfactor', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_key', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'address of a calendar',
                'verbose_name_plural': 'addresses of calendars',
                'ordering': ['user'],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'digest', '')", func='RETURN NULL;', hash='99f680daaaaad92caca9366d255166003e577156', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_08c01', table='accounts_calendarkey', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('credential_id', models.CharField(editable=False, max_length=1400, unique=True)),
                ('credential', models.TextField(editable=False)),
                ('sign_count', models.BigIntegerField(default=0, editable=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='set up at')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'passkey',
                'verbose_name_plural': 'passkeys',
                'ordering': ['user', 'made_at'],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'credential_id,credential', 'sign_count,used_at')", func='RETURN NULL;', hash='ba216d23f310fb0985337598f12263ae5203ce76', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_58f53', table='accounts_passkey', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'recovery code',
                'verbose_name_plural': 'recovery codes',
                'ordering': ['user', 'id'],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'digest', '')", func='RETURN NULL;', hash='ea20f300de0ff05f06aad807313f3446a66613e3', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_28c63', table='accounts_recoverycode', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SealedIdentity',
            fields=[
                ('name_box', models.TextField(blank=True, editable=False)),
                ('phone_box', models.TextField(blank=True, editable=False)),
                ('phone_mark', models.CharField(blank=True, editable=False, max_length=32)),
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('email_box', models.TextField(blank=True, db_default='', editable=False)),
                ('email_mark', models.CharField(blank=True, db_default='', editable=False, max_length=32)),
                ('wants_no_sms', models.BooleanField(db_default=False, default=False, verbose_name='wants no text messages')),
                ('may_be_called', models.BooleanField(db_default=False, default=False, verbose_name='may be called back')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created at')),
            ],
            options={
                'verbose_name': 'sealed identity',
                'verbose_name_plural': 'sealed identities',
                'indexes': [models.Index(condition=models.Q(('phone_mark', ''), _negated=True), fields=['phone_mark'], name='identity_phone'), models.Index(condition=models.Q(('email_mark', ''), _negated=True), fields=['email_mark'], name='identity_email')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'name_box,phone_box,phone_mark,email_box,email_mark', '')", func='RETURN NULL;', hash='54a83542d3d708b663768abb619f5a3817e1940c', operation='UPDATE OR DELETE', pgid='pgtrigger_written_down_79f28', table='accounts_sealedidentity', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='StaffSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(editable=False, max_length=40, unique=True)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_sessions', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['-started_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=20, verbose_name='role')),
                ('from_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='organizations.unit', verbose_name='unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'duty',
                'verbose_name_plural': 'duties',
                'ordering': ['user', 'role'],
                'indexes': [models.Index(fields=['unit', 'role'], name='accounts_du_unit_id_d5b6da_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('user', 'unit', 'role'), name='duty_once'), models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='duty_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), (models.Func(models.F('from_on'), models.F('to_on'), models.Value('[]'), function='DATERANGE', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&'), (models.Case(models.When(models.Q(('role__in', ['audit_admin', 'media', 'security_admin', 'system_admin'])), then=models.F('role')), default=models.Value('work'), output_field=models.CharField(max_length=20)), '<>')], name='administrator_is_nothing_else')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='40c30fdd9b4bcf9ad947832bd8e0232baed09f69', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_95c77', table='accounts_duty', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='FactorReset',
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
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='factor_resets', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'reset of second factors',
                'verbose_name_plural': 'resets of second factors',
                'ordering': ['-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='accounts_factorreset_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='accounts_factorreset_two_persons'), models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('user',), name='reset_asked_once'), models.CheckConstraint(condition=models.Q(models.Q(('asked_by', models.F('user')), _negated=True), models.Q(('decided_by', None), models.Q(('decided_by', models.F('user')), _negated=True), _connector='OR')), name='reset_not_by_its_user')],
                'triggers': [pgtrigger.compiler.Trigger(name='factor_reset_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c50110b28c63503b4db2c838a36eb547962e1f41', operation='DELETE', pgid='pgtrigger_factor_reset_never_deleted_e3128', table='accounts_factorreset', when='BEFORE')), pgtrigger.compiler.Trigger(name='factor_reset_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='920b38c440f397a42366f5ab6f6df84624c84451', operation='UPDATE', pgid='pgtrigger_factor_reset_decided_once_dab53', table='accounts_factorreset', when='BEFORE')), pgtrigger.compiler.Trigger(name='factor_reset_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.user_id IS DISTINCT FROM OLD.user_id THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='32260e8f851b35cffc6d0b18c918882f5ef16678', operation='UPDATE', pgid='pgtrigger_factor_reset_stays_c337b', table='accounts_factorreset', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='4f7c713209e9d8232f14be907749110c8a7955ce', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_e5440', table='accounts_factorreset', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_box', models.TextField(blank=True, editable=False)),
                ('phone_box', models.TextField(blank=True, editable=False)),
                ('phone_mark', models.CharField(blank=True, editable=False, max_length=32)),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('identity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representatives', to='accounts.sealedidentity', verbose_name='sealed identity')),
            ],
            options={
                'verbose_name': 'representative',
                'verbose_name_plural': 'representatives',
                'ordering': ['identity', 'position'],
                'indexes': [models.Index(condition=models.Q(('phone_mark', ''), _negated=True), fields=['phone_mark'], name='representative_phone')],
                'constraints': [models.UniqueConstraint(fields=('identity', 'position'), name='representative_once'), models.CheckConstraint(condition=models.Q(('position__range', (1, 5))), name='representatives_at_most_five')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'name_box,phone_box,phone_mark', '')", func='RETURN NULL;', hash='4bf8c27a9de93aae2508b797ecccff10df1df3e3', operation='UPDATE OR DELETE', pgid='pgtrigger_written_down_41d01', table='accounts_representative', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(max_length=20, verbose_name='relation')),
                ('declared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='declared at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('end_reason', models.TextField(blank=True, verbose_name='why it ended')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ties', to='organizations.person', verbose_name='official')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ties', to='organizations.unit', verbose_name='unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ties', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'declared tie',
                'verbose_name_plural': 'declared ties',
                'ordering': ['user', '-declared_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('person', None), ('unit__isnull', False)), models.Q(('person__isnull', False), ('unit', None)), _connector='OR'), name='tie_to_unit_or_person'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at', None)), models.Q(('ended_at__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='tie_ends_with_reason')],
                'triggers': [pgtrigger.compiler.Trigger(name='tie_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='771b14953f7643b90eecab2ab35d19daef9edec3', operation='DELETE', pgid='pgtrigger_tie_never_deleted_0787a', table='accounts_tie', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='d608b055724d01b6ee782049b72bf4c84c134c1e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_bc1e8', table='accounts_tie', when='AFTER'))],
            },
        ),
    ]
