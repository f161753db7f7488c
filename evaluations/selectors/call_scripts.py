"""What is read out in a call."""

from cases.models import Case, Conclusion
from evaluations.choices import LAW_SECTORS, SCRIPTS, Matter, Script


def script_of(case: Case) -> Script:
    """The script for the kind of matter: law enforcement, money that was to be returned, or anything else."""
    if case.sector and case.sector.code in LAW_SECTORS:
        return SCRIPTS[Matter.LAW]
    gives_back = Conclusion.objects.filter(case=case, money__gt=0).exists()
    return SCRIPTS[Matter.MONEY if gives_back else Matter.GENERAL]
