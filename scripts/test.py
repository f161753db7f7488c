"""`make test`: run the suite on servers of its own and pass on pytest's exit code."""

import sys

from scripts import messages
from scripts.machine import ROOT, run_main
from scripts.servers import throwaway_servers
from scripts.template import plant_seed, template_database
from scripts.with_servers import run_in_foreground


def main() -> int:
    """Run pytest with the arguments of the command line after ours."""
    messages.compile_catalogs(ROOT)
    with throwaway_servers(plant=plant_seed) as services, template_database(services) as template:
        # To drop what is deleted with our own server would take seconds.
        kept = ["--reuse-db"] if services.client_programs else []
        command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *kept, *sys.argv[1:]]
        settings = {
            "DJANGO_SETTINGS_MODULE": "campaign.settings.test",
            "TEST_DATABASE_TEMPLATE": template,
            # Each of the many processes would compile the project, and both workers the tests, anew.
            "PYTHONDONTWRITEBYTECODE": "",
        }
        return run_in_foreground(command, services.environment | settings, services.client_programs)


if __name__ == "__main__":
    run_main(main)
