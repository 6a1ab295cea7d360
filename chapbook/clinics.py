"""Sheets for one clinic after another."""

import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chapbook import report
from chapbook.commandline import Request
from chapbook.findings import ContentError


def each(request: Request, build: Callable[[Request], report.Outcome]) -> report.Outcome:
    """Build sheets for each clinic that *request* names, in a folder of its own.

    What goes wrong with one keeps the others from nothing; it is told at the end.

    Raises:
        UsageError: The file of a clinic is wrong; nothing was built.
    """
    from chapbook.load import clinic as reading

    clinics = reading.clinics(request.settings.clinics or Path())
    outcomes = []
    for number, clinic in enumerate(clinics, 1):
        report.advance(number, len(clinics), clinic.stem)
        one = replace(request, settings=request.settings.of(clinic))
        try:
            outcomes.append((clinic.stem, build(one)))
        except ContentError as error:
            outcomes.append((clinic.stem, report.refused(error)))
        gc.collect()
    return report.of_clinics(outcomes)
