"""After how many days something lapses that takes two people and that nobody has decided (ADR 21). No law sets these: the
defaults are this system's, so that nothing waits for ever and nothing is decided long after its reason is gone."""

from common.env import env_int

# A citizen's name is needed for a step at hand; whoever needs it later says so anew.
IDENTITY_REQUEST_DAYS = env_int("IDENTITY_REQUEST_DAYS", 15)
# What becomes public is due within 20 working days (Regulations on Open Government Information (2019), art. 26); twice as
# long after that the text may no longer be true.
PUBLIC_TEXT_DAYS = env_int("PUBLIC_TEXT_DAYS", 60)
# A unit hands a case back only with consent (Regulations on Petition Work (2022), art. 23): silence isn't consent. Before
# that the clock of the decision has turned red and the case has come before the next level.
OBJECTION_DAYS = env_int("OBJECTION_DAYS", 30)
# The term itself may be extended by 30 days (Regulations on Letters and Visits (2005), art. 33); waiting half of that for a
# decision, the unit has to reckon with the date as it is.
MORE_TIME_DAYS = env_int("MORE_TIME_DAYS", 15)
# What was found is weighed for a person's office and standing: after a month somebody weighs it anew.
MEASURE_PROPOSAL_DAYS = env_int("MEASURE_PROPOSAL_DAYS", 30)
# A suspicion against a citizen who complained is either confirmed by a city's commission soon, or it is gone (R11).
FALSE_ACCUSATION_DAYS = env_int("FALSE_ACCUSATION_DAYS", 30)
# Whoever asked has made sure by telephone or in person who it is that lost them; that proves nothing a week later, and the
# account can't be used meanwhile.
FACTOR_RESET_DAYS = env_int("FACTOR_RESET_DAYS", 7)
# Whoever is to keep away handles the matter meanwhile, so a demand can't lie long; afterwards the citizen can ask anew.
RECUSAL_DAYS = env_int("RECUSAL_DAYS", 15)
# Holds are placed and cases are reopened meanwhile: a list of two months ago is drawn up anew.
DISPOSAL_DAYS = env_int("DISPOSAL_DAYS", 60)
# A hold goes on as long as nobody lifts it, so nothing is lost when a request has lapsed.
HOLD_LIFTING_DAYS = env_int("HOLD_LIFTING_DAYS", 30)
# The term in force goes on as long as nobody decides.
TERM_CHANGE_DAYS = env_int("TERM_CHANGE_DAYS", 30)
# A campaign lasts about a year, its deploying two months: what has waited for a month is worked over and put forward anew.
PLAN_APPROVAL_DAYS = env_int("PLAN_APPROVAL_DAYS", 30)
# What is told of a month is old news after two weeks: whoever drafted it looks at it once more.
BULLETIN_REVIEW_DAYS = env_int("BULLETIN_REVIEW_DAYS", 14)
# The named units have had their time by then, and a case may have been reopened meanwhile.
BULLETIN_RELEASE_DAYS = env_int("BULLETIN_RELEASE_DAYS", 30)
# Something wrong stands before everybody as long as nobody decides.
BULLETIN_CORRECTION_DAYS = env_int("BULLETIN_CORRECTION_DAYS", 7)
# A session is a week or two ahead: what is approved later than that comes after the broadcast.
SUBSTITUTE_DAYS = env_int("SUBSTITUTE_DAYS", 10)
# Votes of a period are old news after a month: who asks later looks at them once more.
ROUND_PUBLICATION_DAYS = env_int("ROUND_PUBLICATION_DAYS", 30)
# As long as an appeal of a decision on accountability may take (Interim Provisions on Accountability (2009)).
SCORE_APPEAL_DAYS = env_int("SCORE_APPEAL_DAYS", 30)
