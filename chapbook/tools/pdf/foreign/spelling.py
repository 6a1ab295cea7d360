"""Names whose bytes are no UTF-8, as programs of some countries wrote them."""

from typing import Any

import pikepdf
from pikepdf import Name


def is_readable(name: Any) -> bool:
    """Tell whether *name* can be read as text."""
    try:
        str(name)
    except UnicodeDecodeError:
        return False
    return True


def respell(holder: Any, key: str) -> None:
    """Write the name that *holder* has under *key* in ASCII if it cannot be read.

    The same bytes always become the same name.
    """
    said = holder.get(key)
    if isinstance(said, pikepdf.Name) and not is_readable(said):
        holder[key] = Name("/" + said.unparse()[1:].decode("ascii", "replace").replace("#", "x"))
