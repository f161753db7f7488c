"""What the database itself refuses of bulletins, whoever asks."""

import pgtrigger

from bulletins.lifecycle import edition_paths

_UNSETTLED = """
    NOT EXISTS (SELECT 1 FROM cases_case WHERE id = {case} AND stage = 'closed')
    OR EXISTS (SELECT 1 FROM supervision_accountability
               WHERE case_id = {case} AND stage NOT IN ('final', 'lifted', 'cleared'))
    OR NOT EXISTS (SELECT 1 FROM supervision_accountability
                   WHERE case_id = {case} AND stage = 'final' AND liability = 'direct')
    OR COALESCE((SELECT finding NOT IN ('proved', 'partly') FROM cases_conclusion
                 WHERE case_id = {case} ORDER BY id DESC LIMIT 1), true)
"""


def only_settled_cases() -> pgtrigger.Trigger:
    """An item quotes a closed case that was proved, and in which nobody's accountability is open."""
    return pgtrigger.Trigger(
        name="item_of_settled_case",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=f"""
            IF {_UNSETTLED.format(case="NEW.case_id")} THEN
                RAISE EXCEPTION 'this case is not concluded, or accountability in it is open'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def released_settled() -> pgtrigger.Trigger:
    """The same once more when an edition is released: a case may have been reopened meanwhile."""
    return pgtrigger.Trigger(
        name="edition_released_settled",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("stage"),
        condition=pgtrigger.Q(new__stage="released"),
        func=f"""
            IF EXISTS (SELECT 1 FROM bulletins_item item
                       JOIN bulletins_passage passage ON passage.item_id = item.id
                       WHERE passage.edition_id = NEW.id AND NOT passage.is_left_out
                         AND ({_UNSETTLED.format(case="item.case_id")})) THEN
                RAISE EXCEPTION 'a quoted case is not concluded, or accountability in it is open'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def stage_follows_table() -> pgtrigger.FSM:
    """``stage`` changes only along the lifecycle table of editions."""
    return pgtrigger.FSM(name="edition_follows_table", field="stage", transitions=edition_paths())


def words_only_in_draft() -> pgtrigger.Trigger:
    """Whoever decides on an edition decides on these very words."""
    return pgtrigger.Trigger(
        name="edition_words_only_in_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF (OLD.stage <> 'draft' AND (NEW.title, NEW.opening, NEW.closing)
                    IS DISTINCT FROM (OLD.title, OLD.opening, OLD.closing))
               OR (OLD.serial IS NOT NULL AND (NEW.word, NEW.year, NEW.serial)
                    IS DISTINCT FROM (OLD.word, OLD.year, OLD.serial)) THEN
                RAISE EXCEPTION 'only a draft changes, and a number stays' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def released_by_three() -> pgtrigger.Trigger:
    """No edition is released unless a third person has granted it, on the words of a second one."""
    return pgtrigger.Trigger(
        name="edition_released_by_three",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("stage"),
        condition=pgtrigger.Q(new__stage="released"),
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM bulletins_editionrelease act
                JOIN bulletins_editionreview review ON review.id = act.review_id
                WHERE act.edition_id = NEW.id AND act.decision = 'granted' AND review.decision = 'granted'
                  AND review.asked_by_id <> review.decided_by_id AND review.decided_by_id = act.asked_by_id
                  AND act.decided_by_id NOT IN (review.asked_by_id, review.decided_by_id)
                  AND act.id = (SELECT MAX(id) FROM bulletins_editionrelease WHERE edition_id = NEW.id)) THEN
                RAISE EXCEPTION 'three people release an edition' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def numbers_without_gap() -> pgtrigger.Trigger:
    """Each commission counts its circulars of a year from one, and leaves no number out."""
    return pgtrigger.Trigger(
        name="edition_numbers_without_gap",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("serial"),
        condition=pgtrigger.Q(new__serial__isnull=False, old__serial__isnull=True),
        func="""
            IF NEW.serial <> 1 + (SELECT COALESCE(MAX(serial), 0) FROM bulletins_edition
                                  WHERE issuer_id = NEW.issuer_id AND year = NEW.year) THEN
                RAISE EXCEPTION 'the next number of this commission and year is another one'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def passages_only_in_draft() -> pgtrigger.Trigger:
    """The passages of an edition are written, and left out, only while it is a draft."""
    return pgtrigger.Trigger(
        name="passage_only_in_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (SELECT 1 FROM bulletins_edition
                       WHERE id IN (COALESCE(NEW.edition_id, OLD.edition_id), OLD.edition_id)
                         AND stage <> 'draft') THEN
                RAISE EXCEPTION 'only a draft changes' USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


def items_only_in_drafts() -> pgtrigger.Trigger:
    """What both editions share changes only while both are drafts."""
    return pgtrigger.Trigger(
        name="item_only_in_drafts",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (SELECT 1 FROM bulletins_edition
                       WHERE bulletin_id IN (COALESCE(NEW.bulletin_id, OLD.bulletin_id), OLD.bulletin_id)
                         AND stage <> 'draft') THEN
                RAISE EXCEPTION 'an edition has left the desk' USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )
