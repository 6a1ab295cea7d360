"""Calibration: each judge accepts a good file, and names exactly the one thing broken in a copy."""

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from chapbook.tools.judges.browser import ColourScheme
from chapbook.tools.validator import Failure
from tests.checkers import axe, browser, html_validate, require, vnu


def only(failures: list[Failure]) -> Failure:
    """Return the one failure that there is."""
    assert len(failures) == 1, failures
    return failures[0]


@pytest.fixture
def web_page_with(web_page: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that adds HTML to the end of the good page's text."""

    def add(html: str) -> Path:
        page = tmp_path / "tea.html"
        good = web_page.read_text(encoding="utf-8")
        page.write_text(good.replace("</main>", f"{html}\n</main>"), encoding="utf-8")
        return page

    return add


@pytest.mark.proof
@pytest.mark.node
@pytest.mark.java
class TestNu:
    """The Nu HTML checker."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(vnu)

    def test_accepts_a_good_page(self, web_page: Path) -> None:
        """A good page has no failures."""
        assert vnu.failures(web_page) == []

    def test_opens_any_name_in_any_locale(
        self, web_page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name outside ASCII is no fault of a page, where the locale is "C" either."""
        monkeypatch.setenv("LC_ALL", "C")
        odd = tmp_path / "thé & 茶 #1.html"
        odd.write_bytes(web_page.read_bytes().replace(b' id="last"', b' id=""'))
        assert only(vnu.failures(odd)).context.startswith("thé & 茶 #1.html:")

    def test_names_errors_and_warnings(
        self, web_page: Path, web_page_with: Callable[[str], Path]
    ) -> None:
        """Of two pages the bad one is named, with an error and a warning at their lines."""
        bad = web_page_with('<img src="x.png">\n<section><p>No heading.</p></section>')
        line = web_page.read_text(encoding="utf-8").partition("</main>")[0].count("\n") + 1
        error, warning = vnu.failures(web_page, bad)
        assert (error.rule, error.context) == ("error", f"tea.html:{line}:1")
        assert "alt" in error.message
        assert (warning.rule, warning.context) == ("warning", f"tea.html:{line + 1}:1")


@pytest.mark.proof
@pytest.mark.node
class TestHtmlValidate:
    """html-validate on web pages."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(html_validate)

    def test_accepts_a_good_page(self, web_page: Path) -> None:
        """A good page has no failures."""
        assert html_validate.failures(web_page) == []

    def test_names_one_defect(self, web_page_with: Callable[[str], Path]) -> None:
        """A list that is none is one failure for each rule, at its line."""
        bad = web_page_with('<div role="list"><div role="listitem">Tea</div></div>')
        failure = only(html_validate.failures(bad))
        assert (failure.rule, failure.count) == ("prefer-native-element", 2)
        assert failure.context.startswith("tea.html:16:")


@pytest.mark.proof
@pytest.mark.node
@pytest.mark.browser
class TestAxe:
    """axe in the browser, on three widths, light and dark."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(axe)

    def test_accepts_a_good_page(self, web_page: Path) -> None:
        """A good page has no failures on any width, light or dark."""
        assert axe.failures(web_page) == []

    @pytest.mark.parametrize(
        ("html", "rule", "where"),
        [
            ('<img src="data:," width="9" height="9">', "image-alt", "dark, light"),
            (
                "<style>@media (prefers-color-scheme: dark) { #last { color: #333 } }</style>",
                "color-contrast",
                "(320, 768, 1280 px; dark)",
            ),
            (
                '<p style="width: 700px">Wide.</p>',
                "horizontal-overflow",
                "p (320 px; dark, light)",
            ),
            ("<script>console.error('oh')</script>", "console-error", "oh (320, 768, 1280 px)"),
            ("<script>throw new Error('oh')</script>", "console-error", "Error: oh"),
        ],
    )
    def test_names_one_defect(
        self, web_page_with: Callable[[str], Path], html: str, rule: str, where: str
    ) -> None:
        """One defect is one failure, with the widths and colour schemes that show it."""
        failure = only(axe.failures(web_page_with(html)))
        assert failure.rule == rule
        assert where in failure.context

    def test_lets_a_page_marker_have_a_title(self, web_page_with: Callable[[str], Path]) -> None:
        """The number of a page is a marker's title; as a label it is a fault to axe."""
        marker = '<p>a <span role="doc-pagebreak" id="page-7" title="7"></span> b</p>'
        assert axe.failures(web_page_with(marker), widths_px=[768]) == []
        labelled = marker.replace("title", "aria-label")
        assert only(axe.failures(web_page_with(labelled), widths_px=[768])).rule == (
            "aria-prohibited-attr"
        )

    def test_tells_pages_apart(self, web_page: Path, web_page_with: Callable[[str], Path]) -> None:
        """Of two pages in one run only the bad one is named."""
        bad = web_page_with("<p><a href='#last'></a></p>")
        bad = bad.rename(bad.with_name("bad.html"))
        failure = only(axe.failures(web_page, bad, widths_px=[768]))
        assert failure.rule == "link-name"
        assert failure.context.startswith("bad.html: a")


@pytest.mark.proof
@pytest.mark.node
@pytest.mark.browser
class TestBrowser:
    """The browser that cannot reach the network."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(browser)

    @pytest.fixture
    def server(self) -> Iterator[tuple[str, list[str]]]:
        """Serve this machine alone; yield the address and the list of paths asked for."""
        asked: list[str] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *_: object) -> None:
                """Write no log: ``asked`` is one."""

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            yield f"127.0.0.1:{server.server_port}", asked
            server.shutdown()
            thread.join()

    def test_pictures_a_page(self, web_page: Path, tmp_path: Path) -> None:
        """A picture is as wide as asked, shows the colour scheme, and needs nothing else."""
        corners = {}
        for scheme in ColourScheme:
            png = tmp_path / f"{scheme}.png"
            visit = browser.screenshot(web_page, png, width_px=400, colour_scheme=scheme)
            assert (visit.requests, visit.errors) == ((), ())
            with Image.open(png) as image:
                assert image.size == (400, visit.height_px)
                corners[scheme] = image.convert("RGB").getpixel((0, 0))
        assert corners == {ColourScheme.LIGHT: (255,) * 3, ColourScheme.DARK: (17,) * 3}

    def test_blocks_and_records_the_network(
        self,
        web_page_with: Callable[[str], Path],
        server: tuple[str, list[str]],
        tmp_path: Path,
    ) -> None:
        """What a page asks the network for is recorded and never gets out."""
        address, asked = server
        page = web_page_with(
            f'<img src="http://{address}/a.png" alt="A" width="9" height="9">'
            f'<link rel="prefetch" href="http://{address}/b">'
            f"<script>fetch('http://{address}/c').catch(() => 0);"
            f"new WebSocket('ws://{address}/d')</script>"
        )
        visit = browser.screenshot(page, tmp_path / "tea.png", width_px=400)
        wanted = {f"http://{address}/a.png", f"http://{address}/c", f"ws://{address}/d"}
        assert wanted <= set(visit.requests)
        assert asked == []

    def test_axe_reports_the_network(
        self, web_page_with: Callable[[str], Path], server: tuple[str, list[str]]
    ) -> None:
        """A page that asks the network for a picture has one failure, which names the address."""
        address, asked = server
        page = web_page_with(
            f'<img src="http://{address}/a.png" alt="A cup" width="90" height="90">'
        )
        failure = only(axe.failures(page, widths_px=[320]))
        assert failure.rule == "network-request"
        assert f"http://{address}/a.png" in failure.context
        assert asked == []
