"""``index.html``: one page about everything in ``output/``, to put on a web server as it stands.

It is made at publishing time from the manifest as it will be and from the built files, so
that it lists exactly what is there.

    about   what the page says of an article, noted in the manifest by the article's own build
    works   works and files as the page lists them, with pictures of their first pages
    page    the page
"""

from chapbook.shelf.about import about
from chapbook.shelf.page import POLICY, page, styles
from chapbook.shelf.works import NAME, maker

__all__ = ["NAME", "POLICY", "about", "maker", "page", "styles"]
