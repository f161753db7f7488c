"""What the database itself refuses of holds and destruction lists, whoever asks. The gate of the deletions is in the migrations."""

import pgtrigger


def asked_first(name: str) -> pgtrigger.Trigger:
    """What takes two people comes in undecided: nobody enters it decided already."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=~pgtrigger.Q(new__decision=""),
        func="RAISE EXCEPTION 'this has to be asked for first' USING ERRCODE = 'check_violation';",
    )


def lifted_by_two(name: str) -> pgtrigger.Trigger:
    """A hold ends once, and only when its lifting was granted by somebody else than whoever asked."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("lifted_at"),
        func="""
            IF OLD.lifted_at IS NOT NULL OR NOT EXISTS (
                SELECT 1 FROM retention_holdlifting lifting
                WHERE lifting.hold_id = NEW.id AND lifting.decision = 'granted'
                  AND lifting.decided_by_id <> lifting.asked_by_id) THEN
                RAISE EXCEPTION 'a hold is lifted once, and by two people' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def set_by_two(name: str) -> pgtrigger.Trigger:
    """Another term holds only as it was asked for by one person and granted by another, in the same moment."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM retention_termchange change
                WHERE change.record_class = NEW.record_class AND change.years IS NOT DISTINCT FROM NEW.years
                  AND change.decision = 'granted' AND change.decided_at = NEW.set_at
                  AND change.asked_by_id = NEW.set_by_id AND change.decided_by_id <> change.asked_by_id) THEN
                RAISE EXCEPTION 'a term is set by two people' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def list_closed_once() -> pgtrigger.Trigger:
    """The digest closes a list: it is written once, is that of the lines, and nobody decides on a list without it."""
    return pgtrigger.Trigger(
        name="disposal_list_closed_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF OLD.digest <> '' AND NEW.digest <> OLD.digest THEN
                RAISE EXCEPTION 'this list is closed' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.digest <> OLD.digest AND NEW.digest <> retention_digest(NEW.id) THEN
                RAISE EXCEPTION 'the digest is not that of the lines' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.decision = 'granted' AND OLD.decision <> 'granted'
               AND NEW.digest IS DISTINCT FROM retention_digest(NEW.id) THEN
                RAISE EXCEPTION 'the list is not the one that was drawn up' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def lines_before_closing() -> pgtrigger.Trigger:
    """Nothing is added to a list that is closed, and every line comes in waiting."""
    return pgtrigger.Trigger(
        name="disposal_line_before_closing",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.state <> 'waiting' OR NOT EXISTS (
                SELECT 1 FROM retention_disposalbatch WHERE id = NEW.batch_id AND digest = '' AND decision = '') THEN
                RAISE EXCEPTION 'this list is closed' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def line_settled_once() -> pgtrigger.Trigger:
    """A line is settled once; that its record was disposed of is only said where the tombstone stands."""
    return pgtrigger.Trigger(
        name="disposal_line_settled_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF OLD.state <> 'waiting' AND (NEW.state, NEW.why, NEW.done_at)
               IS DISTINCT FROM (OLD.state, OLD.why, OLD.done_at) THEN
                RAISE EXCEPTION 'this line is settled' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.state = 'removed' AND NOT EXISTS (
                SELECT 1 FROM retention_tombstone WHERE line_id = NEW.id AND case_id = NEW.case_id) THEN
                RAISE EXCEPTION 'there is no tombstone for this line' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def only_by_disposal(line: str) -> pgtrigger.Trigger:
    """A tombstone is set for a waiting line of a list that two people decided on, and for nothing else.

    ``line`` finds the line of a new row.
    """
    return pgtrigger.Trigger(
        name="only_by_disposal",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NOT EXISTS (
                SELECT 1 FROM retention_disposalline line
                JOIN retention_disposalbatch batch ON batch.id = line.batch_id
                WHERE line.id = ({line}) AND line.state = 'waiting' AND batch.decision = 'granted'
                  AND batch.decided_by_id <> batch.asked_by_id) THEN
                RAISE EXCEPTION 'a tombstone takes a disposal that two people decided on'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
