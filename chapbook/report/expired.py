"""Telling that handouts were withheld, because their review is overdue."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from chapbook.edition import Edition
from chapbook.errors import ExitCode
from chapbook.report import Outcome


def told(outcome: Outcome, withheld: Sequence[Edition], withdrawn: Collection[str] = ()) -> Outcome:
    """Return *outcome* with the handouts that were *withheld*, and a status that says so.

    Args:
        outcome: What came of the editions that were made.
        withheld: The editions that were asked for.
        withdrawn: Those that were taken out of ``output/``, as the manifest names them.
    """
    if not withheld and not withdrawn:
        return outcome
    names = [row.name for row in withheld]
    lines = [outcome.text, ""] if outcome.text else []
    if names:
        lines += [f"Withheld, because their review is overdue: {', '.join(names)}."]
    data = {**outcome.data, "withheld": names, "withdrawn": sorted(withdrawn)}
    return replace(outcome, text="\n".join(lines).rstrip(), data=data, exit_code=ExitCode.EXPIRED)
