"""WeasyPrint: HTML and CSS laid out on pages.

Nothing else imports ``weasyprint``.  ``layout`` is the one way in.
"""

from chapbook.tools.weasy.layout import Layout, PrintJob, layout, warm_up

__all__ = ["Layout", "PrintJob", "layout", "warm_up"]
