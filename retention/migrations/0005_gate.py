from django.db import migrations

# What of retention/services/gate.py says more than 0003_gate: the function that removes, and the tables that came since;
# a test compares the database with it.
GATE = [
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
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.evaluations_callattempt FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT above.case_id FROM evaluations_callback above WHERE above.id = ($1).call_back_id')""",
    r"""CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.evaluations_callback FOR EACH ROW EXECUTE FUNCTION public.retention_gate('SELECT ($1).case_id')""",
]


class Migration(migrations.Migration):

    dependencies = [
        ('retention', '0004_terms_by_two_keys'),
        ('evaluations', '0006_service_windows'),
    ]

    operations = [migrations.RunSQL(GATE, migrations.RunSQL.noop)]
