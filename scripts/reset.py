"""`make reset`: delete the trial's database and queue, so that the next `make run` begins anew."""

import shutil

from scripts.machine import ROOT, run_main
from scripts.servers import delete_lasting_data


def main() -> int:
    """Delete the data of the embedded servers and what anchors its audit; databases given by DATABASE_URL are not touched."""
    delete_lasting_data()
    shutil.rmtree(ROOT / "var" / "anchors", ignore_errors=True)
    print("The trial data is deleted.")
    return 0


if __name__ == "__main__":
    run_main(main)
