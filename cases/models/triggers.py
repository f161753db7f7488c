"""What the database itself refuses, whoever asks."""

import pgtrigger

from cases.lifecycle import stage_paths

# The unit %(unit)s of case %(case)s is accused, lies below an accused unit, or is led by an accused person.
_SHUT_OUT = """
    EXISTS (
        SELECT 1
        FROM cases_accused accused
        JOIN organizations_unit unit ON unit.id = {unit}
        WHERE accused.case_id = {case}
          AND (accused.unit_id = ANY (unit.lineage)
               OR accused.person_id IN (
                   SELECT tenure.person_id
                   FROM organizations_tenure tenure
                   JOIN organizations_post post ON post.id = tenure.post_id
                   WHERE post.unit_id = ANY (unit.lineage)
                     AND tenure.from_on <= CURRENT_DATE
                     AND (tenure.to_on IS NULL OR tenure.to_on >= CURRENT_DATE)))
    )
"""


def stage_follows_table() -> pgtrigger.FSM:
    """``stage`` changes only along the lifecycle table."""
    return pgtrigger.FSM(name="stage_follows_table", field="stage", transitions=stage_paths())


def never_deleted(name: str) -> pgtrigger.Protect:
    """Nothing acknowledged is ever lost: rows can't be deleted."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete)


def append_only() -> list[pgtrigger.Trigger]:
    """Rows are written once: no update, no delete, no truncate."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="no_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="RAISE EXCEPTION 'the trail of a case is append-only';",
        ),
    ]


def unit_outside_firewall(*, name: str, column: str, case: str, operation) -> pgtrigger.Trigger:
    """A row that gives a case to a unit is refused when the case accuses that unit's side (R2, M11)."""
    shut_out = _SHUT_OUT.format(unit=f"NEW.{column}", case=case)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
            IF NEW.{column} IS NOT NULL AND {shut_out} THEN
                RAISE EXCEPTION 'firewall: this case accuses the unit or those who lead it'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def accused_holds_no_case() -> pgtrigger.Trigger:
    """Whoever is named as accused may not hold the case at that moment: it has to be recalled first."""
    holder = _SHUT_OUT.format(unit="holder.unit_id", case="NEW.case_id")
    return pgtrigger.Trigger(
        name="accused_holds_no_case",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF EXISTS (
                SELECT 1
                FROM (SELECT responsible_id AS unit_id FROM cases_case WHERE id = NEW.case_id
                      UNION ALL
                      SELECT desk_id FROM cases_case WHERE id = NEW.case_id
                      UNION ALL
                      SELECT unit_id FROM cases_cohandler WHERE case_id = NEW.case_id) holder
                WHERE holder.unit_id IS NOT NULL AND {holder}
            ) THEN
                RAISE EXCEPTION 'firewall: the accused side still holds this case'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
