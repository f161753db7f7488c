"""What the database is told of disposals, written from the registry: the function that removes, and the gate before everything kept.

The functions belong to the owner of the tables. ``retention_dispose`` runs with the owner's rights, so a role that may delete
nothing of the trail can have a record disposed of, and can't do it in any other way; it asks itself whether two people
decided on the very list. The gate asks it again of every single row, and no switch of a session opens it.
A later migration that changes the registry runs ``gate_statements()`` anew; a test tells when one is missing.
"""

from retention.rules import ENDED_STAGES, Part, removed_parts

_ENDED = ", ".join(f"'{stage}'" for stage in ENDED_STAGES)

DIGEST = """
CREATE OR REPLACE FUNCTION public.retention_digest(the_batch bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(string_agg(
        concat_ws('|', case_id, number, record_class, coalesce(term_id, 0), to_char(due_on, 'YYYY-MM-DD'), ended_year, area_id),
        E'\\n' ORDER BY case_id, record_class), 'UTF8')), 'hex')
    FROM retention_disposalline WHERE batch_id = the_batch
$$
"""

# A case with a hold on it or on another case of its matter, or that hasn't ended, is open to no disposal.
MAY_GO = f"""
CREATE OR REPLACE FUNCTION public.retention_may_go(the_case bigint) RETURNS boolean
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
    AND NOT EXISTS (SELECT 1 FROM cases_case WHERE id = the_case AND stage NOT IN ({_ENDED}))
$$
"""

GATE = """
CREATE OR REPLACE FUNCTION public.retention_gate() RETURNS trigger
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
END $$
"""

_HEAD = """
CREATE OR REPLACE FUNCTION public.retention_dispose(the_line bigint, digests jsonb) RETURNS bigint
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
"""

# Of an identity the boxes are emptied: that there was a name is one of the case's facts, and counted.
_IDENTITY = f"""
    IF line.record_class = 'identity' THEN
        IF the_identity IS NULL OR EXISTS (
            SELECT 1 FROM cases_case WHERE id = the_case AND stage NOT IN ({_ENDED})) THEN
            RAISE EXCEPTION 'the case % has no identity that can go', the_case USING ERRCODE = 'check_violation';
        END IF;
        DELETE FROM accounts_representative WHERE identity_id = the_identity;
        GET DIAGNOSTICS gone = ROW_COUNT;
        UPDATE accounts_sealedidentity
        SET name_box = '', phone_box = '', phone_mark = '', email_box = '', email_mark = '' WHERE id = the_identity;
        removed := jsonb_build_object('accounts.SealedIdentity', 1)
            || CASE WHEN gone > 0 THEN jsonb_build_object('accounts.Representative', gone) ELSE '{{}}' END;
"""

_CASE = """
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
            WHERE NOT tgisinternal AND tgtype & 8 = 8 AND tgname LIKE 'pgtrigger\\_%'
              AND tgrelid IN ({kept})), true);
        INSERT INTO retention_fileremoval (path, line_id, noted_at, attempts)
        SELECT left(hex, 2) || '/' || hex || '.' || part, the_line, now(), 0
        FROM (SELECT replace(file_id::text, '-', '') AS hex FROM cases_attachment WHERE case_id = the_case) files
        CROSS JOIN (VALUES ('original'), ('copy')) parts (part);
        SELECT count(*) INTO file_count FROM cases_attachment WHERE case_id = the_case;
        INSERT INTO retention_fileremoval (path, line_id, noted_at, attempts)
        SELECT file, the_line, now(), 0 FROM cases_exportjob WHERE file <> '';
        trail := ARRAY(SELECT id FROM cases_caseevent WHERE case_id = the_case ORDER BY id);
"""

_TAIL = """
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
END $$
"""


def dispose_statement() -> str:
    """The function that disposes of the record of one line."""
    kept = ", ".join(f"'{part.table}'::regclass" for part in removed_parts() if part.is_kept)
    steps = "".join(map(_step, removed_parts()))
    return _HEAD + _IDENTITY + _CASE.replace("{kept}", kept) + steps + _TAIL


def _step(part: Part) -> str:
    return f"""
        DELETE FROM {part.table} WHERE {part.where};
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN removed := removed || jsonb_build_object('{part.label}', gone); END IF;
"""


def gate_triggers() -> list[str]:
    """A gate before every table whose rows are kept."""
    return [
        f"CREATE OR REPLACE TRIGGER retention_gate BEFORE DELETE ON public.{part.table}"
        f" FOR EACH ROW EXECUTE FUNCTION public.retention_gate('{part.case_of}')"
        for part in removed_parts()
        if part.is_kept
    ]


def gate_statements() -> list[str]:
    """Everything, in its order."""
    return [DIGEST, MAY_GO, GATE, dispose_statement(), *gate_triggers()]
