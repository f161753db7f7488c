"""How people sign in: what a password has to be, who needs a second factor, and when it is asked for again."""

from common.env import env_bool, env_int, env_text

# Length counts, and that nobody else uses it (OWASP ASVS 5.0, 6.2.1, 6.2.4, 6.2.12). Neither a mixture of kinds of
# characters nor a change every few months is asked for (6.2.5, 6.2.10): both make people write passwords down.
PASSWORD_SHORTEST = env_int("PASSWORD_SHORTEST", 10)
# A file of digests of stolen passwords, one SHA-1 in hex a line, sorted, as "Have I Been Pwned" gives it away; empty: none.
BREACHED_PASSWORDS = env_text("BREACHED_PASSWORDS", "")
_DJANGO = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_DJANGO}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": f"{_DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": PASSWORD_SHORTEST}},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
    {"NAME": "common.passwords.BreachedPasswordValidator", "OPTIONS": {"path": BREACHED_PASSWORDS}},
]

# Inspectors, leaders of commissions and administrators sign in with two factors, one of them cryptographic (GB/T
# 22239-2019, 8.1.4.1 d). Off only where another system in front asks for the second one.
SECOND_FACTOR_REQUIRED = env_bool("SECOND_FACTOR_REQUIRED", True)
# Wrong codes of one user in a quarter of an hour, from wherever they come: one of a million is right at a time.
SECOND_FACTOR_TRIES = env_int("SECOND_FACTOR_TRIES", 5)
# What matters most is done only so long after the second factor was shown; then it is asked for again. 0: never.
STEP_UP_MINUTES = env_int("STEP_UP_MINUTES", 15)
