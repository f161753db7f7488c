"""Writing the notice that goes with every refusal to accept; called by ``move_case`` in its transaction."""

from cases.models import Case, CaseEvent, Letter


def write_letter(*, case: Case, event: CaseEvent) -> Letter:
    """The letter of a refusal, with its number; what it says is what the desk decided, word for word."""
    return Letter.objects.create(
        case=case,
        event=event,
        desk=case.desk,
        written_at=event.at,
        reason=case.decline_reason,
        forum=case.forum,
        way_out=event.details["way_out"],
    )
