"""QR codes as drawings.

The same text gives the same bytes; the drawing has no size of its own beyond one unit a
module and carries the quiet zone of four modules that readers need (ISO/IEC 18004, 6.3.8).
"""

import io

import segno

QUIET_ZONE = 4
"""Modules of white around the code."""


def svg(text: str) -> bytes:
    """Return *text* as a QR code, as an SVG file.

    Error correction is level M at least, so that a crease or a stain does no harm, and
    higher where it costs no larger code.

    Raises:
        segno.DataOverflowError: *text* is longer than a code can hold.
    """
    code = segno.make_qr(text, error="m", boost_error=True)
    out = io.BytesIO()
    code.save(out, kind="svg", border=QUIET_ZONE, xmldecl=False, light="#fff", omitsize=True)
    return out.getvalue()
