import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# What retention/services/gate.py says on this day; a test compares the database with it.
GATE = [
    r"""CREATE OR REPLACE FUNCTION public.retention_digest(the_batch bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(string_agg(
        concat_ws('|', case_id, number, record_class, coalesce(term_id, 0), to_char(due_on, 'YYYY-MM-DD'), ended_year, area_id),
        E'\n' ORDER BY case_id, record_class), 'UTF8')), 'hex')
    FROM retention_disposalline WHERE batch_id = the_batch
$$""",
    r"""CREATE OR REPLACE FUNCTION public.retention_may_go(the_case bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM retention_disposalline line JOIN retention_disposalbatch batch ON batch.id = line.batch_id
        WHERE line.case_id = the_case AND line.state = 'waiting' AND line.record_class <> 'identity'
          AND batch.decision = 'granted' AND batch.decided_by_id <> batch.asked_by_id)
    AND NOT EXISTS (
        SELECT 1 FROM retention_hold hold
        WHERE hold.case_id IN (
                SELECT the_case
                UNION ALL
                SELECT mate.id FROM cases_case own JOIN cases_case mate ON mate.matter_id = own.matter_id
                WHERE own.id = the_case AND own.matter_id IS NOT NULL)
          AND hold.lifted_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM cases_case WHERE id = the_case AND stage NOT IN ('closed', 'declined', 'withdrawn'))
$$""",
    r"""CREATE OR REPLACE FUNCTION public.retention_gate() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_case bigint;
BEGIN
    EXECUTE TG_ARGV[0] INTO of_case USING OLD;
    IF of_case IS NULL OR NOT public.retention_may_go(of_case) THEN
        RAISE EXCEPTION 'kept: a row of % goes only by a disposal that two people decided on', TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$""",
    r"""CREATE OR REPLACE FUNCTION public.retention_dispose(the_line bigint, digests jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    line retention_disposalline%ROWTYPE;
    batch retention_disposalbatch%ROWTYPE;
    the_case bigint;
    the_identity uuid;
    the_matter bigint;
    the_stone bigint;
    removed jsonb := '{}';
    trail bigint[];
    gone bigint;
    file_count bigint := 0;
    ignored text := coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{}');
BEGIN
    SET CONSTRAINTS ALL DEFERRED;
    SELECT * INTO line FROM retention_disposalline WHERE id = the_line FOR UPDATE;
    SELECT * INTO batch FROM retention_disposalbatch WHERE id = line.batch_id FOR SHARE;
    the_case := line.case_id;
    PERFORM 1 FROM cases_case WHERE id = the_case FOR UPDATE;
    SELECT identity_id, matter_id INTO the_identity, the_matter FROM cases_case WHERE id = the_case;
    IF NOT FOUND OR line.state IS DISTINCT FROM 'waiting' OR batch.decision <> 'granted'
       OR batch.decided_by_id = batch.asked_by_id OR batch.digest <> public.retention_digest(batch.id) THEN
        RAISE EXCEPTION 'line % is not one of a list that two people decided on', the_line USING ERRCODE = 'check_violation';
    END IF;

    IF line.record_class = 'identity' THEN
        IF the_identity IS NULL OR EXISTS (
            SELECT 1 FROM cases_case WHERE id = the_case AND stage NOT IN ('closed', 'declined', 'withdrawn')) THEN
            RAISE EXCEPTION 'the case % has no identity that can go', the_case USING ERRCODE = 'check_violation';
        END IF;
        DELETE FROM accounts_representative WHERE identity_id = the_identity;
        GET DIAGNOSTICS gone = ROW_COUNT;
        UPDATE accounts_sealedidentity
        SET name_box = '', phone_box = '', phone_mark = '', email_box = '', email_mark = '' WHERE id = the_identity;
        removed := jsonb_build_object('accounts.SealedIdentity', 1)
            || CASE WHEN gone > 0 THEN jsonb_build_object('accounts.Representative', gone) ELSE '{}' END;

    ELSE
        IF NOT public.retention_may_go(the_case) THEN
            RAISE EXCEPTION 'the case % is held or open', the_case USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM cases_caseevent WHERE case_id = the_case AND NOT digests ? id::text) THEN
            RAISE EXCEPTION 'a row of the trail is not named' USING ERRCODE = 'check_violation';
        END IF;
        -- The rows that never go otherwise step aside here, and the gate stays where it is.
        PERFORM set_config('pgtrigger.ignore', (
            SELECT array_agg(DISTINCT tgname)::text FROM pg_trigger
            WHERE NOT tgisinternal AND tgtype & 8 = 8 AND tgname LIKE 'pgtrigger\_%'
              AND tgrelid IN ('supervision_leadevidence'::regclass, 'evaluations_callattempt'::regclass, 'evaluations_callback'::regclass, 'retention_holdlifting'::regclass, 'retention_hold'::regclass, 'cases_reviewdecision'::regclass, 'cases_review'::regclass, 'cases_personoutcome'::regclass, 'cases_conclusion'::regclass, 'cases_letter'::regclass, 'cases_notemention'::regclass, 'cases_casenote'::regclass, 'cases_contribution'::regclass, 'cases_part'::regclass, 'cases_recusal'::regclass, 'cases_publicanswer'::regclass, 'cases_caserequest'::regclass, 'cases_identityrequest'::regclass, 'cases_casemessage'::regclass, 'cases_sealedhandover'::regclass, 'hotline_editionline'::regclass, 'hotline_question'::regclass, 'cases_accused'::regclass, 'cases_clockpause'::regclass, 'files_storedfile'::regclass, 'cases_attachment'::regclass, 'cases_caseevent'::regclass, 'cases_case'::regclass)), true);
        INSERT INTO retention_fileremoval (path, line_id, noted_at, attempts)
        SELECT left(hex, 2) || '/' || hex || '.' || part, the_line, now(), 0
        FROM (SELECT replace(file_id::text, '-', '') AS hex FROM cases_attachment WHERE case_id = the_case) files
        CROSS JOIN (VALUES ('original'), ('copy')) parts (part);
        SELECT count(*) INTO file_count FROM cases_attachment WHERE case_id = the_case;
        INSERT INTO retention_fileremoval (path, line_id, noted_at, attempts)
        SELECT file, the_line, now(), 0 FROM cases_exportjob WHERE file <> '';
        trail := ARRAY(SELECT id FROM cases_caseevent WHERE case_id = the_case ORDER BY id);

        DELETE FROM evaluations_rating WHERE answer_id IN (SELECT id FROM cases_answer WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('evaluations.Rating', gone); END IF;

        DELETE FROM registers_findingcase WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('registers.FindingCase', gone); END IF;

        DELETE FROM supervision_answermark WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('supervision.AnswerMark', gone); END IF;

        DELETE FROM supervision_leadevidence WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('supervision.LeadEvidence', gone); END IF;

        DELETE FROM notices_smspart WHERE notice_id IN (SELECT id FROM notices_notice WHERE id IN (
    SELECT notice.id FROM (
    SELECT 'event:' || id FROM cases_caseevent WHERE case_id = the_case
    UNION ALL SELECT 'signal:' || signal.id FROM cases_clocksignal signal
              JOIN cases_caseclock clock ON clock.id = signal.clock_id WHERE clock.case_id = the_case
    UNION ALL SELECT 'note:' || id FROM cases_casenote WHERE case_id = the_case
    UNION ALL SELECT 'act:identity:' || id FROM cases_identityrequest WHERE case_id = the_case
    UNION ALL SELECT 'act:release:' || id FROM cases_publicanswer WHERE case_id = the_case
    UNION ALL SELECT 'act:recusal:' || id FROM cases_recusal WHERE case_id = the_case
    UNION ALL SELECT 'recusal:' || id FROM cases_recusal WHERE case_id = the_case
    UNION ALL SELECT 'accepted:' || the_case::text
    UNION ALL SELECT 'act:hold_lifting:' || lifting.id FROM retention_holdlifting lifting
              JOIN retention_hold hold ON hold.id = lifting.hold_id WHERE hold.case_id = the_case
    UNION ALL SELECT 'call_back:' || id FROM evaluations_callback WHERE case_id = the_case
    UNION ALL SELECT 'arrival:' || key FROM complaints_arrival WHERE case_id = the_case
) about (key)
    CROSS JOIN LATERAL (
        SELECT id FROM notices_notice
        WHERE dedupe_key ~>=~ about.key AND dedupe_key ~<~ (about.key || ';')
          AND (dedupe_key = about.key OR dedupe_key ~>=~ (about.key || ':'))
        OFFSET 0) notice
    UNION ALL
    SELECT id FROM notices_notice WHERE identity_id = the_identity));
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('notices.SmsPart', gone); END IF;

        DELETE FROM notices_notice WHERE id IN (
    SELECT notice.id FROM (
    SELECT 'event:' || id FROM cases_caseevent WHERE case_id = the_case
    UNION ALL SELECT 'signal:' || signal.id FROM cases_clocksignal signal
              JOIN cases_caseclock clock ON clock.id = signal.clock_id WHERE clock.case_id = the_case
    UNION ALL SELECT 'note:' || id FROM cases_casenote WHERE case_id = the_case
    UNION ALL SELECT 'act:identity:' || id FROM cases_identityrequest WHERE case_id = the_case
    UNION ALL SELECT 'act:release:' || id FROM cases_publicanswer WHERE case_id = the_case
    UNION ALL SELECT 'act:recusal:' || id FROM cases_recusal WHERE case_id = the_case
    UNION ALL SELECT 'recusal:' || id FROM cases_recusal WHERE case_id = the_case
    UNION ALL SELECT 'accepted:' || the_case::text
    UNION ALL SELECT 'act:hold_lifting:' || lifting.id FROM retention_holdlifting lifting
              JOIN retention_hold hold ON hold.id = lifting.hold_id WHERE hold.case_id = the_case
    UNION ALL SELECT 'call_back:' || id FROM evaluations_callback WHERE case_id = the_case
    UNION ALL SELECT 'arrival:' || key FROM complaints_arrival WHERE case_id = the_case
) about (key)
    CROSS JOIN LATERAL (
        SELECT id FROM notices_notice
        WHERE dedupe_key ~>=~ about.key AND dedupe_key ~<~ (about.key || ';')
          AND (dedupe_key = about.key OR dedupe_key ~>=~ (about.key || ':'))
        OFFSET 0) notice
    UNION ALL
    SELECT id FROM notices_notice WHERE identity_id = the_identity);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('notices.Notice', gone); END IF;

        DELETE FROM evaluations_callattempt WHERE call_back_id IN (SELECT id FROM evaluations_callback WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('evaluations.CallAttempt', gone); END IF;

        DELETE FROM evaluations_callback WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('evaluations.CallBack', gone); END IF;

        DELETE FROM retention_holdlifting WHERE hold_id IN (SELECT id FROM retention_hold WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('retention.HoldLifting', gone); END IF;

        DELETE FROM retention_hold WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('retention.Hold', gone); END IF;

        DELETE FROM complaints_receipt WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('complaints.Receipt', gone); END IF;

        DELETE FROM complaints_submission WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('complaints.Submission', gone); END IF;

        DELETE FROM complaints_arrival WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('complaints.Arrival', gone); END IF;

        DELETE FROM cases_reviewdecision WHERE review_id IN (SELECT id FROM cases_review WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.ReviewDecision', gone); END IF;

        DELETE FROM cases_review WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Review', gone); END IF;

        DELETE FROM cases_personoutcome WHERE conclusion_id IN (SELECT id FROM cases_conclusion WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.PersonOutcome', gone); END IF;

        DELETE FROM cases_conclusion WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Conclusion', gone); END IF;

        DELETE FROM cases_letter WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Letter', gone); END IF;

        DELETE FROM cases_notemention WHERE note_id IN (SELECT id FROM cases_casenote WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.NoteMention', gone); END IF;

        DELETE FROM cases_casenote WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.CaseNote', gone); END IF;

        DELETE FROM cases_contribution WHERE part_id IN (SELECT id FROM cases_part WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Contribution', gone); END IF;

        DELETE FROM cases_part WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Part', gone); END IF;

        DELETE FROM cases_recusal WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Recusal', gone); END IF;

        DELETE FROM cases_publicanswer WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.PublicAnswer', gone); END IF;

        DELETE FROM cases_caserequest WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.CaseRequest', gone); END IF;

        DELETE FROM cases_identityrequest WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.IdentityRequest', gone); END IF;

        DELETE FROM cases_casemessage WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.CaseMessage', gone); END IF;

        DELETE FROM cases_sealedhandover WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.SealedHandover', gone); END IF;

        DELETE FROM hotline_editionline WHERE question_id IN (SELECT id FROM hotline_question WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('hotline.EditionLine', gone); END IF;

        DELETE FROM hotline_question WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('hotline.Question', gone); END IF;

        DELETE FROM cases_bulkitem WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.BulkItem', gone); END IF;

        DELETE FROM cases_cohandler WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.CoHandler', gone); END IF;

        DELETE FROM cases_accused WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Accused', gone); END IF;

        DELETE FROM cases_clocksignal WHERE clock_id IN (SELECT id FROM cases_caseclock WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.ClockSignal', gone); END IF;

        DELETE FROM cases_clockpause WHERE clock_id IN (SELECT id FROM cases_caseclock WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.ClockPause', gone); END IF;

        DELETE FROM cases_caseclock WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.CaseClock', gone); END IF;

        DELETE FROM files_storedfile WHERE id IN (SELECT file_id FROM cases_attachment WHERE case_id = the_case);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('files.StoredFile', gone); END IF;

        DELETE FROM cases_attachment WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Attachment', gone); END IF;

        DELETE FROM cases_caseevent WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.CaseEvent', gone); END IF;

        DELETE FROM cases_answer WHERE case_id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Answer', gone); END IF;

        DELETE FROM accounts_representative WHERE identity_id = the_identity;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('accounts.Representative', gone); END IF;

        DELETE FROM accounts_sealedidentity WHERE id = the_identity;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('accounts.SealedIdentity', gone); END IF;

        DELETE FROM cases_case WHERE id = the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Case', gone); END IF;

        DELETE FROM cases_matter WHERE id = the_matter AND NOT EXISTS (SELECT 1 FROM cases_case WHERE matter_id = the_matter);
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.Matter', gone); END IF;

        DELETE FROM cases_exportjob WHERE true;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('cases.ExportJob', gone); END IF;

        PERFORM set_config('pgtrigger.ignore', ignored, true);
    END IF;
    INSERT INTO retention_tombstone
        (batch_id, line_id, case_id, number, record_class, ended_year, area_id, disposed_at, rows, files)
    VALUES (line.batch_id, line.id, the_case, line.number, line.record_class, line.ended_year, line.area_id,
            now(), removed, file_count)
    RETURNING id INTO the_stone;
    IF line.record_class <> 'identity' THEN
        INSERT INTO retention_tombstonerow (tombstone_id, source, "row", digest)
        SELECT the_stone, 'cases_caseevent', row_id, decode(digests ->> row_id::text, 'hex') FROM unnest(trail) row_id;
    END IF;
    UPDATE retention_disposalline SET state = 'removed', done_at = now() WHERE id = the_line;
    RETURN the_stone;
END $$""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.supervision_leadevidence FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.evaluations_callattempt FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM evaluations_callback above WHERE above.id = ($1).call_back_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.evaluations_callback FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.retention_holdlifting FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM retention_hold above WHERE above.id = ($1).hold_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.retention_hold FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_reviewdecision FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM cases_review above WHERE above.id = ($1).review_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_review FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_personoutcome FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM cases_conclusion above WHERE above.id = ($1).conclusion_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_conclusion FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_letter FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_notemention FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM cases_casenote above WHERE above.id = ($1).note_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_casenote FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_contribution FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM cases_part above WHERE above.id = ($1).part_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_part FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_recusal FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_publicanswer FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_caserequest FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_identityrequest FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_casemessage FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_sealedhandover FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.hotline_editionline FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM hotline_question above WHERE above.id = ($1).question_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.hotline_question FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_accused FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_clockpause FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM cases_caseclock above WHERE above.id = ($1).clock_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.files_storedfile FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT piece.case_id FROM cases_attachment piece WHERE piece.file_id = ($1).id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_attachment FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_caseevent FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.cases_case FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).id')""",
]


class Migration(migrations.Migration):
    """How long records are kept, and the gate before everything kept."""

    replaces = [
        ('retention', '0001_retention'),
        ('retention', '0002_gate'),
        ('retention', '0003_gate'),
        ('retention', '0004_terms_by_two_keys'),
        ('retention', '0005_gate'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed_0009'),
        ('audit', '0001_squashed_0001'),
        ('bulletins', '0001_squashed_0001'),
        ('complaints', '0001_squashed_0004'),
        ('evaluations', '0001_squashed_0006'),
        ('files', '0001_squashed_0001'),
        ('hotline', '0001_squashed_0002'),
        ('notices', '0001_squashed_0020'),
        ('registers', '0001_squashed_0002'),
        ('sectors', '0001_squashed_0003'),
        ('supervision', '0001_squashed_0005'),
        ('accounts', '__first__'),
        ('cases', '0001_squashed_0037'),
        ('organizations', '0001_squashed_0005'),
    ]

    operations = [
        migrations.CreateModel(
            name='DisposalBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='lapses at')),
                ('decision', models.CharField(blank=True, max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('decision_note', models.TextField(blank=True, verbose_name='remark')),
                ('record_class', models.CharField(max_length=15, verbose_name='class')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='digest of the list')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='carried out at')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='commission')),
            ],
            options={
                'verbose_name': 'destruction list',
                'verbose_name_plural': 'destruction lists',
                'ordering': ['-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='retention_disposalbatch_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='retention_disposalbatch_two_persons')],
                'triggers': [pgtrigger.compiler.Trigger(name='disposal_batch_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a8f131d1ce5e68c0d40bc2f517de8e760e9698cd', operation='DELETE', pgid='pgtrigger_disposal_batch_never_deleted_5313d', table='retention_disposalbatch', when='BEFORE')), pgtrigger.compiler.Trigger(name='disposal_batch_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='8dfb4fa5c2a294466de9396681ecc5acb7da9d7a', operation='UPDATE', pgid='pgtrigger_disposal_batch_decided_once_3ff60', table='retention_disposalbatch', when='BEFORE')), pgtrigger.compiler.Trigger(name='disposal_batch_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.unit_id IS DISTINCT FROM OLD.unit_id OR NEW.record_class IS DISTINCT FROM OLD.record_class THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='9b4c6fc26ff7becca4a00aaf6590232bce529ce7', operation='UPDATE', pgid='pgtrigger_disposal_batch_stays_47e4e', table='retention_disposalbatch', when='BEFORE')), pgtrigger.compiler.Trigger(name='disposal_batch_asked_first', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."decision" = \'\'))', func="RAISE EXCEPTION 'this has to be asked for first' USING ERRCODE = 'check_violation';", hash='002923d029a76c7e1835f86b1c90282e50671934', operation='INSERT', pgid='pgtrigger_disposal_batch_asked_first_939cc', table='retention_disposalbatch', when='BEFORE')), pgtrigger.compiler.Trigger(name='disposal_list_closed_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.digest <> '' AND NEW.digest <> OLD.digest THEN\n                RAISE EXCEPTION 'this list is closed' USING ERRCODE = 'check_violation';\n            END IF;\n            IF NEW.digest <> OLD.digest AND NEW.digest <> retention_digest(NEW.id) THEN\n                RAISE EXCEPTION 'the digest is not that of the lines' USING ERRCODE = 'check_violation';\n            END IF;\n            IF NEW.decision = 'granted' AND OLD.decision <> 'granted'\n               AND NEW.digest IS DISTINCT FROM retention_digest(NEW.id) THEN\n                RAISE EXCEPTION 'the list is not the one that was drawn up' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='914fb6c156563b578d694fb15c66e99900f8508f', operation='UPDATE', pgid='pgtrigger_disposal_list_closed_once_65e65', table='retention_disposalbatch', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'reason,decision_note', '')", func='RETURN NULL;', hash='c77d317ce3cfd889312faffb9e1429e9e14c9e7a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_bbf6b', table='retention_disposalbatch', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='DisposalLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_id', models.BigIntegerField(verbose_name='case')),
                ('number', models.CharField(max_length=20, verbose_name='number')),
                ('record_class', models.CharField(max_length=15, verbose_name='class')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('ended_year', models.PositiveSmallIntegerField(verbose_name='year of ending')),
                ('state', models.CharField(default='waiting', max_length=10, verbose_name='state')),
                ('why', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=15), blank=True, default=list, size=None, verbose_name='why left out')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.area', verbose_name='area')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='retention.disposalbatch', verbose_name='destruction list')),
            ],
            options={
                'verbose_name': 'line of a destruction list',
                'verbose_name_plural': 'lines of destruction lists',
                'ordering': ['batch', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FileRemoval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=200, verbose_name='file')),
                ('noted_at', models.DateTimeField(verbose_name='noted at')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='retention.disposalline', verbose_name='line of the list')),
            ],
            options={
                'verbose_name': 'file to be deleted',
                'verbose_name_plural': 'files to be deleted',
                'ordering': ['attempts', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('placed_at', models.DateTimeField(verbose_name='placed at')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted at')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.case', verbose_name='case')),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='placed by')),
            ],
            options={
                'verbose_name': 'hold',
                'verbose_name_plural': 'holds',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_has_a_reason'), models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('case',), name='held_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='hold_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d2aca4390870d92bf24395a3366752e4d65d9d83', operation='DELETE', pgid='pgtrigger_hold_never_deleted_e0b0c', table='retention_hold', when='BEFORE')), pgtrigger.compiler.Trigger(name='hold_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.case_id IS DISTINCT FROM OLD.case_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.placed_by_id IS DISTINCT FROM OLD.placed_by_id OR NEW.placed_at IS DISTINCT FROM OLD.placed_at THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='ea50f1b6194d722feb2e8a7b79860cd94954db5b', operation='UPDATE', pgid='pgtrigger_hold_stays_76807', table='retention_hold', when='BEFORE')), pgtrigger.compiler.Trigger(name='hold_lifted_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."lifted_at" IS DISTINCT FROM (NEW."lifted_at"))', func="\n            IF OLD.lifted_at IS NOT NULL OR NOT EXISTS (\n                SELECT 1 FROM retention_holdlifting lifting\n                WHERE lifting.hold_id = NEW.id AND lifting.decision = 'granted'\n                  AND lifting.decided_by_id <> lifting.asked_by_id) THEN\n                RAISE EXCEPTION 'a hold is lifted once, and by two people' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='91169e4a79b18bb5504ea6a2665e9ce70e33563e', operation='UPDATE', pgid='pgtrigger_hold_lifted_by_two_f873e', table='retention_hold', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'reason', '')", func='RETURN NULL;', hash='3c7b5171262da37a3a9ba92a3b5fcf994f9a9ace', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_2208d', table='retention_hold', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='HoldLifting',
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
                ('hold', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='liftings', to='retention.hold', verbose_name='hold')),
            ],
            options={
                'verbose_name': 'lifting of a hold',
                'verbose_name_plural': 'liftings of holds',
                'ordering': ['-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='retention_holdlifting_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='retention_holdlifting_two_persons'), models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('hold',), name='lifting_asked_once'), models.UniqueConstraint(condition=models.Q(('decision', 'granted')), fields=('hold',), name='hold_lifted_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='hold_lifting_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e5fb12cc5689133683454a6872402e9b850b66fa', operation='DELETE', pgid='pgtrigger_hold_lifting_never_deleted_4ab4a', table='retention_holdlifting', when='BEFORE')), pgtrigger.compiler.Trigger(name='hold_lifting_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='e275d6bc0060525b90f411a603643404c1232e86', operation='UPDATE', pgid='pgtrigger_hold_lifting_decided_once_c383c', table='retention_holdlifting', when='BEFORE')), pgtrigger.compiler.Trigger(name='hold_lifting_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.hold_id IS DISTINCT FROM OLD.hold_id THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='e88b860044bb2762b2666f4e532f8bd1362648ae', operation='UPDATE', pgid='pgtrigger_hold_lifting_stays_3a798', table='retention_holdlifting', when='BEFORE')), pgtrigger.compiler.Trigger(name='hold_lifting_asked_first', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."decision" = \'\'))', func="RAISE EXCEPTION 'this has to be asked for first' USING ERRCODE = 'check_violation';", hash='fb7a249da966342d8e23af4bdb6a45c51ac3ee28', operation='INSERT', pgid='pgtrigger_hold_lifting_asked_first_69453', table='retention_holdlifting', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'reason,decision_note', '')", func='RETURN NULL;', hash='8502af03ce72d93981bf18e1208c231f5a12d4c0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_7f1b1', table='retention_holdlifting', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_class', models.CharField(max_length=15, verbose_name='class')),
                ('years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='years')),
                ('effective_on', models.DateField(verbose_name='valid from')),
                ('set_at', models.DateTimeField(verbose_name='set at')),
                ('reason', models.TextField(verbose_name='reason')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'verbose_name': 'term of a class of records',
                'verbose_name_plural': 'terms of classes of records',
                'ordering': ['record_class', '-effective_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('record_class__in', ['accountable', 'supervised', 'answered', 'unanswered', 'identity'])), name='term_class_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='term_has_a_reason')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b1b58b78be116f8a1890b4da905979d9fde7430', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_93aed', table='retention_term', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the history of the terms is append-only';", hash='d62989b3b830a48c1f0986a77266602a56749669', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c01ea', table='retention_term', when='BEFORE')), pgtrigger.compiler.Trigger(name='term_set_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NOT EXISTS (\n                SELECT 1 FROM retention_termchange change\n                WHERE change.record_class = NEW.record_class AND change.years IS NOT DISTINCT FROM NEW.years\n                  AND change.decision = 'granted' AND change.decided_at = NEW.set_at\n                  AND change.asked_by_id = NEW.set_by_id AND change.decided_by_id <> change.asked_by_id) THEN\n                RAISE EXCEPTION 'a term is set by two people' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='cc96def23be16888ea4d6f4871c475a0de0139ca', operation='INSERT', pgid='pgtrigger_term_set_by_two_4cdab', table='retention_term', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='disposalline',
            name='term',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='retention.term', verbose_name='term'),
        ),
        migrations.CreateModel(
            name='TermChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='lapses at')),
                ('decision', models.CharField(blank=True, max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('decision_note', models.TextField(blank=True, verbose_name='remark')),
                ('record_class', models.CharField(max_length=15, verbose_name='class')),
                ('years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='years')),
                ('effective_on', models.DateField(verbose_name='valid from')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'change of a term',
                'verbose_name_plural': 'changes of terms',
                'ordering': ['-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='retention_termchange_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='retention_termchange_two_persons'), models.CheckConstraint(condition=models.Q(('record_class__in', ['accountable', 'supervised', 'answered', 'unanswered', 'identity'])), name='term_change_class_is_known'), models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('record_class',), name='term_change_asked_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='term_change_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b2e2e399f4f8079520e3f30ef44ca25822640f5d', operation='DELETE', pgid='pgtrigger_term_change_never_deleted_12d6f', table='retention_termchange', when='BEFORE')), pgtrigger.compiler.Trigger(name='term_change_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='bb9b841a097561985483383b3936179252b6088c', operation='UPDATE', pgid='pgtrigger_term_change_decided_once_395a0', table='retention_termchange', when='BEFORE')), pgtrigger.compiler.Trigger(name='term_change_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.record_class IS DISTINCT FROM OLD.record_class OR NEW.years IS DISTINCT FROM OLD.years OR NEW.effective_on IS DISTINCT FROM OLD.effective_on THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='0f0fd4825211b9f9227245c485bc28061dcbb064', operation='UPDATE', pgid='pgtrigger_term_change_stays_6745c', table='retention_termchange', when='BEFORE')), pgtrigger.compiler.Trigger(name='term_change_asked_first', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."decision" = \'\'))', func="RAISE EXCEPTION 'this has to be asked for first' USING ERRCODE = 'check_violation';", hash='849be2c40cb73a5ce00d66a508df37629c118173', operation='INSERT', pgid='pgtrigger_term_change_asked_first_2e158', table='retention_termchange', when='BEFORE')), pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', 'reason,decision_note', '')", func='RETURN NULL;', hash='a26855bee5646a97128127b3cbf305e148f5c52c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_8c09f', table='retention_termchange', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_id', models.BigIntegerField(verbose_name='case')),
                ('number', models.CharField(max_length=20, verbose_name='number')),
                ('record_class', models.CharField(max_length=15, verbose_name='class')),
                ('ended_year', models.PositiveSmallIntegerField(verbose_name='year of ending')),
                ('disposed_at', models.DateTimeField(verbose_name='disposed of at')),
                ('rows', models.JSONField(verbose_name='rows removed')),
                ('files', models.PositiveIntegerField(verbose_name='files removed')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.area', verbose_name='area')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tombstones', to='retention.disposalbatch', verbose_name='destruction list')),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='tombstone', to='retention.disposalline', verbose_name='line of the list')),
            ],
            options={
                'verbose_name': 'tombstone',
                'verbose_name_plural': 'tombstones',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['batch', '-id'], name='tombstone_of_batch')],
                'constraints': [models.UniqueConstraint(fields=('case_id', 'record_class'), name='disposed_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='41216062db3c7739599019228f695e7937cd5161', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_52d70', table='retention_tombstone', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the register of tombstones is append-only';", hash='c22255d7295a2bb85720b97d604be5badc64cdf6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_87b75', table='retention_tombstone', when='BEFORE')), pgtrigger.compiler.Trigger(name='only_by_disposal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NOT EXISTS (\n                SELECT 1 FROM retention_disposalline line\n                JOIN retention_disposalbatch batch ON batch.id = line.batch_id\n                WHERE line.id = (NEW.line_id) AND line.state = 'waiting' AND batch.decision = 'granted'\n                  AND batch.decided_by_id <> batch.asked_by_id) THEN\n                RAISE EXCEPTION 'a tombstone takes a disposal that two people decided on'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='0ec74470f0aef43298e1477cf03a3f15058f3390', operation='INSERT', pgid='pgtrigger_only_by_disposal_720be', table='retention_tombstone', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='TombstoneRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=63, verbose_name='table')),
                ('row', models.BigIntegerField(verbose_name='row')),
                ('digest', models.BinaryField(verbose_name='digest')),
                ('tombstone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_rows', to='retention.tombstone', verbose_name='tombstone')),
            ],
            options={
                'verbose_name': 'sealed row that was disposed of',
                'verbose_name_plural': 'sealed rows that were disposed of',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('source', 'row'), name='sealed_row_disposed_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d5b318435fff6cbbbc20668c0534fd9d16f5bff', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_94686', table='retention_tombstonerow', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the register of tombstones is append-only';", hash='8df97ab4bca83745e02a5748f3d107f9f0bc1f81', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_e1154', table='retention_tombstonerow', when='BEFORE')), pgtrigger.compiler.Trigger(name='only_by_disposal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NOT EXISTS (\n                SELECT 1 FROM retention_disposalline line\n                JOIN retention_disposalbatch batch ON batch.id = line.batch_id\n                WHERE line.id = (SELECT line_id FROM retention_tombstone WHERE id = NEW.tombstone_id) AND line.state = 'waiting' AND batch.decision = 'granted'\n                  AND batch.decided_by_id <> batch.asked_by_id) THEN\n                RAISE EXCEPTION 'a tombstone takes a disposal that two people decided on'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='617823d105ec060934407d70c8ecd06f43bf82fa', operation='INSERT', pgid='pgtrigger_only_by_disposal_68b25', table='retention_tombstonerow', when='BEFORE'))],
            },
        ),
        migrations.AddIndex(
            model_name='disposalline',
            index=models.Index(fields=['case_id'], name='line_of_case'),
        ),
        migrations.AddIndex(
            model_name='disposalline',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['batch', 'id'], name='line_waiting'),
        ),
        migrations.AddConstraint(
            model_name='disposalline',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('case_id',), name='record_listed_once'),
        ),
        migrations.AddConstraint(
            model_name='disposalline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('state', 'waiting'), ('why', [])), models.Q(('done_at__isnull', False), ('state', 'left_out'), models.Q(('why', []), _negated=True)), models.Q(('done_at__isnull', False), ('state__in', ['removed', 'dropped']), ('why', [])), _connector='OR'), name='line_state_has_its_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disposalline',
            trigger=pgtrigger.compiler.Trigger(name='disposal_line_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='19f82b5caaaab2582db6556b9e3b7e5ef524563f', operation='DELETE', pgid='pgtrigger_disposal_line_never_deleted_6eff1', table='retention_disposalline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disposalline',
            trigger=pgtrigger.compiler.Trigger(name='disposal_line_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.batch_id IS DISTINCT FROM OLD.batch_id OR NEW.case_id IS DISTINCT FROM OLD.case_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.record_class IS DISTINCT FROM OLD.record_class OR NEW.term_id IS DISTINCT FROM OLD.term_id OR NEW.due_on IS DISTINCT FROM OLD.due_on OR NEW.ended_year IS DISTINCT FROM OLD.ended_year OR NEW.area_id IS DISTINCT FROM OLD.area_id THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='4fa24316c7311b5e84ea94722b5c55fdf8bf5217', operation='UPDATE', pgid='pgtrigger_disposal_line_stays_c4294', table='retention_disposalline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disposalline',
            trigger=pgtrigger.compiler.Trigger(name='disposal_line_before_closing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.state <> 'waiting' OR NOT EXISTS (\n                SELECT 1 FROM retention_disposalbatch WHERE id = NEW.batch_id AND digest = '' AND decision = '') THEN\n                RAISE EXCEPTION 'this list is closed' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='cb7b5c1fc8a92ef1ce7e1bf0733fe90e5777d364', operation='INSERT', pgid='pgtrigger_disposal_line_before_closing_27fe2', table='retention_disposalline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disposalline',
            trigger=pgtrigger.compiler.Trigger(name='disposal_line_settled_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.state <> 'waiting' AND (NEW.state, NEW.why, NEW.done_at)\n               IS DISTINCT FROM (OLD.state, OLD.why, OLD.done_at) THEN\n                RAISE EXCEPTION 'this line is settled' USING ERRCODE = 'check_violation';\n            END IF;\n            IF NEW.state = 'removed' AND NOT EXISTS (\n                SELECT 1 FROM retention_tombstone WHERE line_id = NEW.id AND case_id = NEW.case_id) THEN\n                RAISE EXCEPTION 'there is no tombstone for this line' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='61a726dff33a41d2869aeec9a8cae7da194a961f', operation='UPDATE', pgid='pgtrigger_disposal_line_settled_once_40497', table='retention_disposalline', when='BEFORE')),
        ),
        migrations.RunSQL(GATE, migrations.RunSQL.noop),
    ]
