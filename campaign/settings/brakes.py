"""How much may come in, from one client and from all together; docs/abuse.md says what happens beyond."""

from common.env import env_int, env_text

# Citizens' addresses are never kept; what is counted is only how often somebody guessed wrongly in all.
# The header in which the proxy in front passes on who asks, such as X-Real-IP; empty where there is no proxy.
CLIENT_ADDRESS_HEADER = env_text("CLIENT_ADDRESS_HEADER", "")
# Wrong receipt codes: of one client within ten minutes, and of all together within one. The second is for guessing from
# very many addresses, as only a large number of them could come near a code at all.
# So many wrong ones shut nobody out: each code then costs a small computation or a minute's wait first (ADR 0010).
RECEIPT_GUESSES_PER_CLIENT = env_int("RECEIPT_GUESSES_PER_CLIENT", 10)
RECEIPT_GUESSES_PER_MINUTE = env_int("RECEIPT_GUESSES_PER_MINUTE", 600)
# Many citizens may share one address; more than this within an hour is a flood. Asking while typing is counted by minute.
COMPLAINTS_PER_CLIENT = env_int("COMPLAINTS_PER_CLIENT", 60)
QUESTIONS_PER_CLIENT = env_int("QUESTIONS_PER_CLIENT", 120)
FILES_PER_CLIENT = env_int("FILES_PER_CLIENT", 300)
# Of all together in a minute; beyond it, and for a client that has used half of its own, sending costs the same effort.
CALM_COMPLAINTS_PER_MINUTE = env_int("CALM_COMPLAINTS_PER_MINUTE", 120)
CALM_FILES_PER_MINUTE = env_int("CALM_FILES_PER_MINUTE", 300)
# Rounds of PBKDF2 for each candidate that a browser tries; docs/abuse.md says what that means on an old phone.
PROOF_ROUNDS = env_int("PROOF_ROUNDS", 1_000)
# Without a script: how long a ticket waits, and how many of them one client may use in an hour.
TICKET_WAIT_SECONDS = env_int("TICKET_WAIT_SECONDS", 45)
TICKETS_PER_CLIENT = env_int("TICKETS_PER_CLIENT", 20)
# Of a web process with eight threads so many work for the public at a time (one for each processor in all), and so many
# requests wait for their turn, for so long; the other threads are the staff's, and who comes beyond is told to come back.
PUBLIC_SEATS = env_int("PUBLIC_SEATS", 1)
PUBLIC_QUEUE = env_int("PUBLIC_QUEUE", 3)
PUBLIC_WAIT_SECONDS = env_int("PUBLIC_WAIT_SECONDS", 5)
# Wrong passwords of one client in a quarter of an hour, whatever the names; a pair is locked much earlier (below 5).
SIGN_INS_PER_CLIENT = env_int("SIGN_INS_PER_CLIENT", 100)
# Calendar programs ask for due dates by a secret address: so often each within an hour, and so many wrong ones of one client.
CALENDAR_READS_PER_KEY = env_int("CALENDAR_READS_PER_KEY", 60)
CALENDAR_GUESSES_PER_CLIENT = env_int("CALENDAR_GUESSES_PER_CLIENT", 20)
