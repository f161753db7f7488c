"""What the database itself refuses of an order, whoever asks."""

import pgtrigger

from cases.models.triggers import SHUT_OUT
from supervision.lifecycle import order_paths

# The case, or another one of its matter, accuses the leader who is named, or a unit that he leads today.
_LEADER_ACCUSED = """
    EXISTS (
        SELECT 1
        FROM cases_accused accused
        WHERE accused.case_id IN (
                SELECT NEW.case_id
                UNION ALL
                SELECT mate.id FROM cases_case own JOIN cases_case mate ON mate.matter_id = own.matter_id
                WHERE own.id = NEW.case_id AND own.matter_id IS NOT NULL)
          AND (accused.person_id = NEW.leader_id
               OR accused.unit_id IN (
                   SELECT post.unit_id
                   FROM organizations_tenure tenure
                   JOIN organizations_post post ON post.id = tenure.post_id
                   WHERE tenure.person_id = NEW.leader_id
                     AND tenure.from_on <= (now() AT TIME ZONE 'Asia/Shanghai')::date
                     AND (tenure.to_on IS NULL OR tenure.to_on >= (now() AT TIME ZONE 'Asia/Shanghai')::date)))
    )
"""


class StageFollowsTable(pgtrigger.FSM):
    """``stage`` changes only along the lifecycle table of orders."""

    name = "order_stage_follows_table"
    field = "stage"
    when = pgtrigger.After
    transitions = order_paths()


def order_outside_firewall() -> pgtrigger.Trigger:
    """An order about a case isn't given to a unit or leader that the case accuses, nor to one below these (R2)."""
    shut_out = SHUT_OUT.format(unit="NEW.addressee_id", case="NEW.case_id")
    return pgtrigger.Trigger(
        name="order_outside_firewall",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("case_id", "addressee_id", "leader_id"),
        condition=pgtrigger.Q(new__case__isnull=False),
        func=f"""
            IF {shut_out} OR {_LEADER_ACCUSED} THEN
                RAISE EXCEPTION 'firewall: this case accuses the unit that is ordered, or those who lead it'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def numbers_without_gap() -> pgtrigger.Trigger:
    """Each commission counts its orders of a year from one, and leaves no number out."""
    return pgtrigger.Trigger(
        name="order_numbers_without_gap",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.serial <> 1 + (SELECT COALESCE(MAX(serial), 0) FROM supervision_order
                                  WHERE issuer_id = NEW.issuer_id AND year = NEW.year) THEN
                RAISE EXCEPTION 'the next number of this commission and year is another one'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
