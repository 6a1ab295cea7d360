"""A day as the command line takes it."""

import argparse
import datetime as dt


def day(said: str) -> dt.date:
    """Read a day as YYYY-MM-DD.

    Raises:
        ArgumentTypeError: It is none.
    """
    try:
        return dt.date.fromisoformat(said)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f'"{said}" is not a day; write it as 2026-11-22'
        ) from error
