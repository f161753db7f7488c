# What a developer or a trial user can ask for; `make help` lists it. Needs only Python 3.11 or newer.
PYTHON ?= python3
ARGS ?=
CMD ?=
CASES ?= 100000

# Make the virtual environment if need be, then become one of the scripts.
START = @command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	echo "Python 3.11 or newer is needed and '$(PYTHON)' is not there: install python3, or name one: make $@ PYTHON=/path/to/python3.11" >&2; \
	exit 1; }; exec "$(PYTHON)" scripts/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help run code mail text test drill leaks clocks chaos restore fuzz faults votes tamper trail imap lint servers shell messages bench guess flood clean reset

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## start the site on http://127.0.0.1:8000/ (another port: PORT=8001)
	$(START) run

code: ## show the codes that the trial's logins are asked for beside the password
	$(START) with_servers -- python manage.py show_codes

mail: ## put a sample complaint by e-mail into the trial's mailbox (var/mail)
	$(START) with_servers -- python manage.py drop_sample_mail

text: override export FROM := $(value FROM)
text: override export SAYS := $(value SAYS)
text: ## take in a text message as an SMS centre would hand it over: a sample complaint (other words: FROM=13800138000 SAYS="1")
	$(START) with_servers -- python manage.py drop_sample_text --sender="$$FROM" --words="$$SAYS"

test: ## run the tests (some of them: ARGS="complaints -k receipt")
	$(START) test $(value ARGS)

drill: export HYPOTHESIS_PROFILE = drill
drill: ## look longer: 1,000 drawn worlds for a way past the firewall, 1,000 cases for a trace on the side that they accuse, 500 citizens for one that is kept, eight worlds for a wrong sum
	$(START) test cases/tests/test_firewall.py campaign/tests/test_no_trace.py campaign/tests/test_anonymity.py dashboard/tests/test_analysis.py

leaks: export HYPOTHESIS_PROFILE = drill
leaks: ## look for a trace of whoever complained in bulletins about 1,000 drawn citizens: words, file names, metadata, pages
	$(START) test bulletins/tests/test_leaks.py -n 0

clocks: ## beat the clocks from real processes, kill them, set their time back (more: ARGS="--cases 1000 --beats 8")
	$(START) drills.clocks $(value ARGS)

chaos: ## kill every part of a site of its own while complaints come in, and count what is lost or doubled (ARGS="--kills 12 --submissions 1000")
	$(START) drills.chaos $(value ARGS)

restore: ## back up a site of its own while complaints come in, restore it on an empty server, prove that all is there (ARGS="--submissions 2000")
	$(START) drills.restore $(value ARGS)

fuzz: export HYPOTHESIS_PROFILE = drill
fuzz: ## draw 1,000 calls of each operation of the API, 250 fillings of each form, 1,000 files and messages of each kind
	$(START) test campaign/tests/test_fuzz_api.py campaign/tests/test_fuzz_forms.py campaign/tests/test_fuzz_imports.py

faults: export FAULTS := $(or $(FAULTS),5000)
faults: ## send 5,000 notices by each way out through providers that fail at 30% and report 10% twice (fewer: FAULTS=500)
	$(START) test notices/tests/test_faults.py -n 0

votes: export VOTES := $(or $(VOTES),2000)
votes: export VOTE_LINES := $(or $(VOTE_LINES),2)
votes: ## let 2,000 visitors rate by text message at once over two real lines, every fifth message delivered twice (fewer: VOTES=200)
	$(START) test evaluations/tests/test_flood.py -n 0 -s

tamper: export TRIALS := $(or $(TRIALS),1000)
tamper: ## tamper with the sealed trail in seven ways, a thousand times, and see that each is found (fewer: TRIALS=70)
	$(START) test campaign/tests/test_tampering.py -n 0 -s

trail: export TRAIL_ROWS := $(or $(TRAIL_ROWS),1000000)
trail: ## seal and verify a trail of a million rows and time both (fewer: TRAIL_ROWS=100000)
	$(START) test campaign/tests/test_trail_speed.py -n 0 -s

imap: ## take e-mails in from a real IMAP server (needs dovecot-imapd)
	$(START) test complaints/tests/test_imap.py -n 0 -rs

lint: ## check style, formatting and the direction of imports
	$(START) lint

servers: ## run a command with the servers up: CMD="python manage.py check"
	$(START) with_servers -- sh -c '$(subst ','\'',$(value CMD))'

shell: ## open a Django shell
	$(START) with_servers -- python manage.py shell

messages: ## collect the texts to translate (needs gettext)
	$(START) with_servers -- python manage.py makemessages -l zh_Hans -l zh_Hant --no-wrap --no-location --ignore .venv --ignore var --ignore node_modules --ignore static --ignore tests

bench: ## load synthetic cases and time the pages that matter (a million: CASES=1000000)
	$(START) bench --cases "$(CASES)" $(value ARGS)

guess: ## try 100,000 receipt codes and 10,000 passwords on a site of its own (fewer: ARGS="--codes 1000 --sign-ins 100")
	$(START) drills.guess $(value ARGS)

flood: ## flood the complaint form of a site of its own and time the staff's pages (ARGS="--clients 100 --seconds 60")
	$(START) drills.flood $(value ARGS)

clean: ## delete what can be made again; the trial data stays
	rm -rf .venv var/static var/static.fingerprint .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './var/*' -not -path './node_modules/*' -prune -exec rm -rf {} +
	find . -name '*.mo' -not -path './var/*' -not -path './node_modules/*' -delete

reset: ## delete the trial data
	$(START) reset
