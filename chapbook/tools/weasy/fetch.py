"""What WeasyPrint may load: the files that we hand to it, and nothing else."""

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE_URL = "https://article.invalid/"
"""Where documents pretend to live.  A constant, since WeasyPrint names images by their
address and the folder of a build must not show in its bytes."""


# WeasyPrint carries no types.
class Shelf(URLFetcher):  # type: ignore[misc]
    """Hands out the files of one document by name.

    Everything else, whatever CSS, HTML or SVG asks for, is refused; WeasyPrint then
    logs an error, which becomes a finding.
    """

    def __init__(self, files: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=("https", "data"))
        self._files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the file that *url* names.

        Raises:
            PermissionError: It is not one of ours.
        """
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = url.removeprefix(BASE_URL)
        if not url.startswith(BASE_URL) or name not in self._files:
            raise PermissionError(f"{url} is not part of the article")
        data, media_type = self._files[name]
        return URLFetcherResponse(url, data, {"Content-Type": media_type})
