"""Finished files of packs, opened as a stranger would and held against their readings.

A judge is a module with a function ``findings(case) -> Iterator[Finding]``.
"""

from chapbook.verify.packs.case import PackCase, cases

__all__ = ["PackCase", "cases"]
