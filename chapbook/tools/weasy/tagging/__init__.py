"""Tags for what WeasyPrint draws: the structure that a screen reader reads (ISO 32000-1, 14.7).

It takes the place of WeasyPrint's own ``pdf.tags``, which begins a new tag for every box; why, and
what came of it: ``docs/decisions/0001-tagging.md``.

    gather   boxes of all pages    -> one Node for each element, in the order of the source
    build    Nodes                 -> Tags: what each element is (roles, lists, tables, notes)
    marks    while pages are drawn -> every mark gets its number, everything else is an artifact
    write    Tags                  -> the structure tree
"""

from chapbook.tools.weasy.tagging.marks import Tagging, mend

__all__ = ["Tagging", "mend"]
"""``mend`` teaches WeasyPrint; a ``Tagging`` is needed for each document that is written."""
