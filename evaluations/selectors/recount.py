"""The scores of a round once more, by one statement of the database over the raw votes, ballots and answers (M63).

It shares nothing with ``rules/scores.py`` but the numbers in the tables. What citizens and visitors said is counted where they
left it; an alarm that was borne out after the round was closed changes it no more; what appeals set aside is taken off.
"""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from evaluations.models import Appraised, Round
from evaluations.selectors.scores import newest_scores

RECOUNT = """
WITH asked AS (
    SELECT round.id AS round_id, round.begins_on, round.ends_on, terms.*
    FROM evaluations_round round
    JOIN evaluations_appraisalterms terms ON terms.id = round.terms_id
    WHERE round.id = %(round)s
), appraised AS (
    SELECT one.id, one.unit_id FROM evaluations_appraised one JOIN asked ON asked.round_id = one.round_id
), votes AS (
    SELECT appraised.id AS appraised_id, rating.grade, count(*) AS n
    FROM appraised
    JOIN cases_answer answer ON answer.unit_id = appraised.unit_id
    JOIN evaluations_rating rating ON rating.answer_id = answer.id
    JOIN asked ON rating.rated_at >= asked.begins_on::timestamp AT TIME ZONE 'Asia/Shanghai'
        AND rating.rated_at < (asked.ends_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
    GROUP BY appraised.id, rating.grade
    UNION ALL
    SELECT appraised.id, called.grade, count(*)
    FROM appraised
    JOIN cases_answer answer ON answer.unit_id = appraised.unit_id
    JOIN evaluations_callback called ON called.answer_id = answer.id AND called.state = 'done'
    JOIN asked ON called.done_at >= asked.begins_on::timestamp AT TIME ZONE 'Asia/Shanghai'
        AND called.done_at < (asked.ends_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
    WHERE NOT EXISTS (
        SELECT FROM evaluations_rating rating
        WHERE rating.answer_id = answer.id
            AND rating.rated_at < (asked.ends_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
    GROUP BY appraised.id, called.grade
    UNION ALL
    SELECT appraised.id, vote.grade, count(*)
    FROM appraised
    JOIN evaluations_visit visit ON visit.unit_id = appraised.unit_id
    JOIN evaluations_invitation invitation ON invitation.visit_id = visit.id
    JOIN evaluations_visitvote vote ON vote.invitation_id = invitation.id
    JOIN asked ON vote.voted_at >= asked.begins_on::timestamp AT TIME ZONE 'Asia/Shanghai'
        AND vote.voted_at < (asked.ends_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
    WHERE NOT EXISTS (
        SELECT FROM evaluations_visitalarm alarm
        JOIN evaluations_visitalarm_votes flagged ON flagged.visitalarm_id = alarm.id
        WHERE flagged.visitvote_id = vote.id AND alarm.state = 'upheld' AND alarm.decided_at <= (
            SELECT max(at) FROM evaluations_roundevent WHERE round_id = asked.round_id AND move = 'close'))
    GROUP BY appraised.id, vote.grade
    UNION ALL
    SELECT appeal.appraised_id, aside.grade, -aside.n
    FROM evaluations_scoreappeal appeal JOIN appraised ON appraised.id = appeal.appraised_id
    CROSS JOIN LATERAL (VALUES
        ('satisfied', appeal.satisfied_aside), ('mostly', appeal.mostly_aside),
        ('dissatisfied', appeal.dissatisfied_aside)) aside (grade, n)
    WHERE appeal.decision = 'granted'
), answers AS (
    SELECT answer.appraised_id, answer.grade, count(*) AS n
    FROM evaluations_surveyanswer answer
    JOIN evaluations_survey survey ON survey.id = answer.survey_id AND survey.state = 'taken'
    JOIN appraised ON appraised.id = answer.appraised_id
    GROUP BY answer.appraised_id, answer.grade
), points AS (
    SELECT word.grade, word.points FROM asked CROSS JOIN LATERAL (VALUES
        ('satisfied', satisfied_points), ('mostly', mostly_points),
        ('dissatisfied', dissatisfied_points)) word (grade, points)
), direct AS (
    SELECT appraised_id, sum(n) AS n, round(sum(n * points)::numeric / nullif(sum(n), 0), 2) AS score
    FROM votes JOIN points USING (grade) GROUP BY appraised_id
), third AS (
    SELECT appraised_id, sum(n) AS n, round(sum(n * points)::numeric / sum(n), 2) AS score
    FROM answers JOIN points USING (grade) GROUP BY appraised_id
), questions AS (
    SELECT weight, row_number() OVER (ORDER BY position) AS place
    FROM evaluations_criterion WHERE round_id = %(round)s AND NOT is_list
), sheets AS (
    SELECT ballot.appraised_id, cardinality(ballot.items) AS items,
        (SELECT coalesce(sum(questions.weight * given.mark), 0)
         FROM unnest(ballot.general) WITH ORDINALITY given (mark, place) JOIN questions USING (place)) AS own,
        (SELECT sum(mark) FROM unnest(ballot.items) mark) AS of_list
    FROM evaluations_ballot ballot JOIN appraised ON appraised.id = ballot.appraised_id
), team AS (
    SELECT appraised_id, count(*) AS n,
        round(sum((items * own + of_list * (
            SELECT weight FROM evaluations_criterion WHERE round_id = %(round)s AND is_list)) * 20)::numeric
            / (100 * max(items) * count(*)), 2) AS score
    FROM sheets GROUP BY appraised_id
), parts AS (
    SELECT appraised.id,
        CASE WHEN direct.n >= asked.least_direct THEN direct.score END AS direct,
        CASE WHEN team.n >= asked.least_group THEN team.score END AS team,
        CASE WHEN third.n >= asked.least_third THEN third.score END AS third
    FROM appraised CROSS JOIN asked
    LEFT JOIN direct ON direct.appraised_id = appraised.id
    LEFT JOIN team ON team.appraised_id = appraised.id
    LEFT JOIN third ON third.appraised_id = appraised.id
), weighed AS (
    SELECT parts.*,
        CASE WHEN team IS NULL THEN 0 ELSE asked."group" END AS of_team,
        CASE WHEN parts.third IS NULL THEN 0 ELSE asked.third END AS of_third
    FROM parts CROSS JOIN asked
)
SELECT id, direct, team, third,
    round(((100 - of_team - of_third) * direct + of_team * coalesce(team, 0)
        + of_third * coalesce(third, 0)) / 100, 2) AS total
FROM weighed
"""


@dataclass(frozen=True)
class Recounted:
    """What the database says of a unit beside what the page says, and whether the ballots are those of the closing day."""

    appraised: int
    unit: str
    on_page: tuple[Decimal | None, ...]
    by_database: tuple[Decimal | None, ...]
    is_box_whole: bool

    @property
    def is_equal(self) -> bool:
        """Whether every number is the same, and no ballot was touched."""
        return self.on_page == self.by_database and self.is_box_whole


def recount(found: Round) -> list[Recounted]:
    """Every score of the round that counts now, reckoned anew by the database."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"round": found.pk})
        by_database = {row[0]: tuple(row[1:]) for row in cursor.fetchall()}
    return [
        Recounted(
            appraised=score.appraised_id,
            unit=str(score.appraised.unit),
            on_page=(score.direct, score.group, score.third, score.total),
            by_database=by_database.get(score.appraised_id, (None,) * 4),
            is_box_whole=score.appraised.box_digest == box_digest(score.appraised),
        )
        for score in newest_scores(found)
    ]


def box_digest(appraised: Appraised) -> str:
    """One number for all ballots on a unit, whatever their order."""
    ballots = appraised.ballots.order_by("pk").values_list("pk", "general", "items")
    lines = [json.dumps([str(pk), general, items]) for pk, general, items in ballots]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
