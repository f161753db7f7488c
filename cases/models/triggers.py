"""What the database itself refuses, whoever asks."""

import pgtrigger

from cases.lifecycle import stage_paths
from common.triggers import append_only as append_only
from common.triggers import never_deleted as never_deleted
from common.triggers import text_stays as text_stays

# The case {case}, or another case of its matter, accuses {unit}, a unit above it, or somebody who leads one of these
# today, as China counts the days.
SHUT_OUT = """
    EXISTS (
        SELECT 1
        FROM cases_accused accused
        JOIN organizations_unit unit ON unit.id = {unit}
        WHERE accused.case_id IN (
                SELECT {case}
                UNION ALL
                SELECT mate.id FROM cases_case own JOIN cases_case mate ON mate.matter_id = own.matter_id
                WHERE own.id = {case} AND own.matter_id IS NOT NULL)
          AND (accused.unit_id = ANY (unit.lineage)
               OR accused.person_id IN (
                   SELECT tenure.person_id
                   FROM organizations_tenure tenure
                   JOIN organizations_post post ON post.id = tenure.post_id
                   WHERE post.unit_id = ANY (unit.lineage)
                     AND tenure.from_on <= (now() AT TIME ZONE 'Asia/Shanghai')::date
                     AND (tenure.to_on IS NULL OR tenure.to_on >= (now() AT TIME ZONE 'Asia/Shanghai')::date)))
    )
"""


# The columns that say who has a case.
_HOLDERS = ("responsible_id", "desk_id", "escalated_to_id", "reviewer_id")


class StageFollowsTable(pgtrigger.FSM):
    """``stage`` changes only along the lifecycle table.

    It looks after the update: a trigger before it would have the database make the search index of the row anew.
    """

    name = "stage_follows_table"
    field = "stage"
    when = pgtrigger.After
    transitions = stage_paths()


def nothing_concludes_elsewhere() -> pgtrigger.Trigger:
    """The time to conclude doesn't run for what a court, an arbitration body or a review decides (M29)."""
    return pgtrigger.Trigger(
        name="nothing_concludes_elsewhere",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__name="conclude", new__stopped_at__isnull=True),
        func="""
            IF EXISTS (SELECT 1 FROM cases_case WHERE id = NEW.case_id AND forum <> '') THEN
                RAISE EXCEPTION 'this case belongs to another procedure: its time to conclude does not run'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def holders_outside_firewall() -> pgtrigger.Trigger:
    """A case isn't given to a unit when it accuses that unit's side (R2, M11)."""
    return _refuse(
        name="holders_outside_firewall",
        operation=pgtrigger.UpdateOf(*_HOLDERS),
        condition=pgtrigger.AnyChange(*_HOLDERS),
        holders="VALUES (NEW.responsible_id), (NEW.desk_id), (NEW.escalated_to_id), (NEW.reviewer_id)",
        case="NEW.id",
    )


def matter_outside_firewall() -> pgtrigger.Trigger:
    """Cases become one matter only if none of them accuses the side that has another one."""
    return _refuse(
        name="matter_outside_firewall",
        operation=pgtrigger.UpdateOf("matter_id"),
        condition=pgtrigger.AnyChange("matter_id"),
        holders="""
            SELECT unnest(ARRAY[mate.responsible_id, mate.desk_id, mate.escalated_to_id, mate.reviewer_id])
            FROM cases_case mate WHERE mate.matter_id = NEW.matter_id
            UNION ALL
            SELECT helper.unit_id FROM cases_cohandler helper
            JOIN cases_case mate ON mate.id = helper.case_id WHERE mate.matter_id = NEW.matter_id
        """,
        case="NEW.id",
    )


def co_handler_outside_firewall(name: str = "co_handler_outside_firewall") -> pgtrigger.Trigger:
    """A unit of the accused side doesn't help with the case either."""
    return _refuse(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update,
        holders="VALUES (NEW.unit_id)",
        case="NEW.case_id",
    )


def accused_holds_no_case() -> pgtrigger.Trigger:
    """Whoever is named as accused may not hold the case at that moment: it has to be recalled first."""
    return _refuse(
        name="accused_holds_no_case",
        operation=pgtrigger.Insert | pgtrigger.Update,
        holders="""
            SELECT unnest(ARRAY[responsible_id, desk_id, escalated_to_id, reviewer_id])
            FROM cases_case WHERE id = NEW.case_id
            UNION ALL
            SELECT unit_id FROM cases_cohandler WHERE case_id = NEW.case_id
            UNION ALL
            SELECT unnest(ARRAY[mate.responsible_id, mate.desk_id, mate.escalated_to_id, mate.reviewer_id])
            FROM cases_case own JOIN cases_case mate ON mate.matter_id = own.matter_id AND mate.stage <> 'closed'
            WHERE own.id = NEW.case_id AND own.matter_id IS NOT NULL
        """,
        case="NEW.case_id",
    )


def _refuse(*, name: str, operation, holders: str, case: str, condition=None) -> pgtrigger.Trigger:
    """Refuse a change after which one of the holders, a list of unit ids, would be of the side that the case accuses."""
    shut_out = SHUT_OUT.format(unit="holder.unit_id", case=case)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        condition=condition,
        func=f"""
            IF EXISTS (SELECT 1 FROM ({holders}) holder (unit_id) WHERE {shut_out}) THEN
                RAISE EXCEPTION 'firewall: this case accuses the unit that holds it, or those who lead it'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
