"""Every kind of record: how it hangs on a case and goes with it, or why it stays. The database is told the same.

The statements that remove, and the gate that lets nothing else be removed, are written from here
(``services/gate.py``); a test fails for a kind of record without a line, and when the database was told something else.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Rows of one table that go with a case.

    ``where`` finds them, ``case_of`` says of one row (``$1``) whose they are; both are SQL with the case as ``the_case``.
    ``is_kept`` rows are refused to everybody but a disposal by the gate.
    """

    label: str
    where: str
    case_of: str = ""
    is_kept: bool = True

    @property
    def table(self) -> str:
        """The name of the table."""
        return self.label.lower().replace(".", "_")


@dataclass(frozen=True)
class Gone:
    """Goes with its case."""

    part: Part
    how: str


@dataclass(frozen=True)
class Kept:
    """Stays, and why."""

    why: str


def _own(label: str, *, is_kept: bool = True) -> Gone:
    """Has the case in a column of its own."""
    part = Part(label, "case_id = the_case", "SELECT ($1).case_id", is_kept)
    return Gone(part, "by its case")


def _below(label: str, column: str, above: str, *, is_kept: bool = True) -> Gone:
    """Belongs to a row that has the case."""
    table = above.lower().replace(".", "_")
    part = Part(
        label,
        f"{column} IN (SELECT id FROM {table} WHERE case_id = the_case)",
        f"SELECT above.case_id FROM {table} above WHERE above.id = ($1).{column}",
        is_kept,
    )
    return Gone(part, f"by its {above}")


# Every notice about a case begins its key with what it tells of.
_NOTICE_KEYS = """
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
"""
_NOTICES = f"""id IN (
    SELECT notice.id FROM ({_NOTICE_KEYS}) about (key)
    CROSS JOIN LATERAL (
        SELECT id FROM notices_notice
        WHERE dedupe_key ~>=~ about.key AND dedupe_key ~<~ (about.key || ';')
          AND (dedupe_key = about.key OR dedupe_key ~>=~ (about.key || ':'))
        OFFSET 0) notice
    UNION ALL
    SELECT id FROM notices_notice WHERE identity_id = the_identity)"""
_FIGURES = "Sums and codes without a word; the days that were counted stay counted."
_REGISTER = "The register of areas, units and officials isn't about a case."
_PEOPLE = "Belongs to a user."
_PROGRAMME = "What was broadcast, and how it was prepared; no words of a case."
_LIBRARY = "Belongs to a library that the site uses; nothing of a case stands there."
_PERMANENT = "A case that has one is kept for ever."
_AUDIT = "The audit outlives what it tells of: numbers and names of columns, no words of a case."
_RETENTION = "Bears out that the case was disposed of."

# What goes, in the order in which it goes: what others hang on comes after them.
_GOES = (
    _below("evaluations.Rating", "answer_id", "cases.Answer", is_kept=False),
    _own("registers.FindingCase", is_kept=False),
    _own("supervision.AnswerMark", is_kept=False),
    _own("supervision.LeadEvidence"),
    Gone(
        Part(
            "notices.SmsPart",
            f"notice_id IN (SELECT id FROM notices_notice WHERE {_NOTICES})",
            is_kept=False,
        ),
        "by its notices.Notice",
    ),
    Gone(Part("notices.Notice", _NOTICES, is_kept=False), "by what its key tells of, or its identity"),
    _below("evaluations.CallAttempt", "call_back_id", "evaluations.CallBack"),
    _own("evaluations.CallBack"),
    _below("retention.HoldLifting", "hold_id", "retention.Hold"),
    _own("retention.Hold"),
    _own("complaints.Receipt", is_kept=False),
    _own("complaints.Submission", is_kept=False),
    _own("complaints.Arrival", is_kept=False),
    _below("cases.ReviewDecision", "review_id", "cases.Review"),
    _own("cases.Review"),
    _below("cases.PersonOutcome", "conclusion_id", "cases.Conclusion"),
    _own("cases.Conclusion"),
    _own("cases.Letter"),
    _below("cases.NoteMention", "note_id", "cases.CaseNote"),
    _own("cases.CaseNote"),
    _below("cases.Contribution", "part_id", "cases.Part"),
    _own("cases.Part"),
    _own("cases.Recusal"),
    _own("cases.PublicAnswer"),
    _own("cases.CaseRequest"),
    _own("cases.IdentityRequest"),
    _own("cases.CaseMessage"),
    _own("cases.SealedHandover"),
    _below("hotline.EditionLine", "question_id", "hotline.Question"),
    _own("hotline.Question"),
    _own("cases.BulkItem", is_kept=False),
    _own("cases.CoHandler", is_kept=False),
    _own("cases.Accused"),
    _below("cases.ClockSignal", "clock_id", "cases.CaseClock", is_kept=False),
    _below("cases.ClockPause", "clock_id", "cases.CaseClock"),
    _own("cases.CaseClock", is_kept=False),
    Gone(
        Part(
            "files.StoredFile",
            "id IN (SELECT file_id FROM cases_attachment WHERE case_id = the_case)",
            "SELECT piece.case_id FROM cases_attachment piece WHERE piece.file_id = ($1).id",
        ),
        "by its cases.Attachment; original and copy are deleted from the storage afterwards",
    ),
    _own("cases.Attachment"),
    _own("cases.CaseEvent"),
    _own("cases.Answer", is_kept=False),
    Gone(
        Part("accounts.Representative", "identity_id = the_identity", is_kept=False),
        "by its accounts.SealedIdentity",
    ),
    Gone(Part("accounts.SealedIdentity", "id = the_identity", is_kept=False), "by its case"),
    Gone(Part("cases.Case", "id = the_case", "SELECT ($1).id"), "itself, with what is searched of it"),
    Gone(
        Part(
            "cases.Matter",
            "id = the_matter AND NOT EXISTS (SELECT 1 FROM cases_case WHERE matter_id = the_matter)",
            is_kept=False,
        ),
        "with the last of its cases",
    ),
    Gone(
        Part("cases.ExportJob", "true", is_kept=False),
        "every file of the list that lies there, as one of them may name the case; nobody's lasts longer than a day",
    ),
)
_STAYS = {
    _FIGURES: ("dashboard.CaseFact", "dashboard.FactDay", "dashboard.FactStay", "dashboard.FigureCell",
               "dashboard.StayCell", "dashboard.FigureState"),
    _REGISTER: ("organizations.Area", "organizations.Unit", "organizations.Sector",
                "organizations.SectorLead", "organizations.SectorWord", "organizations.Person", "organizations.Post",
                "organizations.Tenure"),
    _PEOPLE: ("accounts.User", "accounts.User_groups", "accounts.User_user_permissions", "accounts.Duty",
              "accounts.Tie", "accounts.AppFactor", "accounts.Passkey", "accounts.RecoveryCode",
              "accounts.FactorReset", "accounts.StaffSession", "accounts.CalendarKey", "accounts.SystemToken",
              "notices.Preference", "cases.SavedFilter", "cases.ListChoice"),
    _LIBRARY: ("admin.LogEntry", "auth.Permission", "auth.Group", "auth.Group_permissions",
               "contenttypes.ContentType", "sessions.Session", "axes.AccessFailureLog", "axes.AccessAttempt",
               "axes.AccessAttemptExpiration", "axes.AccessLog", "knox.AuthToken"),
    _PERMANENT: ("supervision.Accountability", "supervision.MeasureProposal", "supervision.Appeal",
                 "supervision.FalseAccusation", "supervision.AccountEvent", "supervision.Order",
                 "supervision.Demand", "supervision.DemandReply", "supervision.OrderEvent",
                 "supervision.OrderClock", "supervision.OrderSignal",
                 "bulletins.Item", "bulletins.Passage", "bulletins.ReplyRequest"),
    "What was told of concluded cases is a record of its own, and quotes only cases that are kept for ever.": (
        "bulletins.Bulletin", "bulletins.Figure", "bulletins.BulletinEvent", "bulletins.Edition",
        "bulletins.EditionCounter", "bulletins.EditionReview", "bulletins.EditionRelease", "bulletins.Correction",
        "bulletins.Recipient", "bulletins.StudyRecord"),
    _AUDIT: ("audit.AuditEntry", "audit.Reading", "audit.AuditSeal", "audit.ChainMark", "audit.Verification"),
    _RETENTION: ("retention.DisposalBatch", "retention.DisposalLine", "retention.Tombstone",
                 "retention.TombstoneRow", "retention.Term", "retention.TermChange"),
    "A dismissed lead keeps its sums; the piece of evidence goes.": ("supervision.Lead", "supervision.LeadEvent"),
    "A limit, a counter, a day or words of the house.": (
        "evaluations.CallShare", "supervision.Threshold", "supervision.OrderCounter", "cases.DayDecision", "cases.ReplyTemplate",
        "notices.Template", "notices.Route"),
    "Weights learned from very many cases; the next training leaves out what is gone.": ("cases.TriageModel",),
    "Swept away a month after the move by itself; the lines on its cases go.": ("cases.BulkJob",),
    "The plans of a campaign and what became of them; no complaint stands in them.": (
        "sectors.Campaign", "sectors.CampaignPhase", "sectors.SectorPlan", "sectors.PlanVersion", "sectors.PlanItem",
        "sectors.PlanApproval", "sectors.Task", "sectors.TaskEntry", "sectors.Deployment"),
    "A file about a plan is never one of a case, and is kept for ever with its line.": ("sectors.TaskFile",),
    _PROGRAMME: (
        "hotline.Session", "hotline.SessionEvent", "hotline.Guest", "hotline.SubstituteApproval", "hotline.SessionStep",
        "hotline.SessionUpdate", "hotline.Edition", "hotline.Guidance", "hotline.GuidanceReceipt"),
    "Who was appraised how; votes, sheets and answers without a name, and no words of a case.": (
        "evaluations.AppraisalTerms", "evaluations.Round", "evaluations.RoundEvent", "evaluations.RoundPublication",
        "evaluations.Criterion", "evaluations.Appraised", "evaluations.SheetItem", "evaluations.Member",
        "evaluations.Member_ties", "evaluations.BallotCode", "evaluations.Ballot", "evaluations.DirectTally",
        "evaluations.Survey", "evaluations.SurveyAnswer", "evaluations.Veto", "evaluations.Score",
        "evaluations.ScoreAppeal"),
    "A register of a sector, with its rules; what was complained of stands in the case that was made of it.": (
        "registers.Record", "registers.RecordEvent", "registers.Finding"),
    "Not a case yet; swept away after a day.": ("complaints.TextPart", "registers.ImportBatch", "evaluations.VisitBatch"),
    "Goes as soon as the file is deleted.": ("retention.FileRemoval",),
    "What visitors say of a window: no case, no name; the number is gone when it was drawn, its mark a month later.": (
        "evaluations.Visit", "evaluations.VisitDraw", "evaluations.Invitation", "evaluations.VisitVote",
        "evaluations.InvitationReply", "evaluations.VisitAlarm", "evaluations.VisitAlarm_votes",
        "evaluations.VisitAlarmReturn"),
    "The list of the service windows, its limits, and marks of numbers that are never asked.": (
        "evaluations.ServiceWindow", "evaluations.WindowRule", "evaluations.StaffPhone", "evaluations.RatingOptOut"),
}  # fmt: skip
REGISTRY: dict[str, Gone | Kept] = {gone.part.label: gone for gone in _GOES} | {
    label: Kept(why) for why, labels in _STAYS.items() for label in labels
}


def removed_parts() -> list[Part]:
    """What goes, in the order in which it goes."""
    return [gone.part for gone in _GOES]
