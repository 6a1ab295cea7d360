import pytest

from tests.verify.damage import swapped
from tests.verify.works import Judge, only

PARAGRAPH = b"They grow towards the light."


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        (b"</main>", b"<h1>Text</h1></main>", "edition-invalid", "main headings"),
        (b'lang="en-GB"', b'lang="fr"', "edition-invalid", "language"),
        (b"</main>", b'<img alt="" src="https://example.org/a.png"></main>', "edition-invalid",
         "<img> fetches https://example.org/a.png"),
        (b"</main>", b'<script src="x.js"></script></main>', "edition-invalid", "<script>"),
        (b"</style>", b"@import 'https://example.org/a.css';</style>", "edition-invalid",
         "style sheet fetches"),
        (b"</style>", b"p{background:url(b.png)}</style>", "edition-invalid",
         "style sheet fetches b.png"),
        (b"</main>", b'<p id="sec-text"></p></main>', "edition-invalid", '"sec-text" stands 2'),
        (b"</main>", b'<a href="#gone">x</a></main>', "edition-invalid", "nowhere: #gone"),
        (b"</main>", b'<p aria-labelledby="gone"></p></main>', "edition-invalid",
         '"gone" names nothing'),
        (b"</main>", b'<img src="data:image/gif;base64,R0lGOD"></main>', "edition-invalid",
         "no alternative text"),
        (b"</main>", b"<!--" + b"-" * 1_100_000 + b"--></main>", "edition-layout", "MB large"),
        (PARAGRAPH, PARAGRAPH.replace(b"towards ", b""), "edition-unlike",
         "grow towards the light."),
        (PARAGRAPH, b"", "edition-unlike", '"2. They grow'),
    ],
)  # fmt: skip
def test_one_fault_in_the_page_is_the_one_thing_found(
    judge: Judge, old: bytes, new: bytes, code: str, words: str
) -> None:
    """Each fault of a web page is found, and nothing else with it."""
    assert only(judge("html", swapped(old, new)), code, words)


def test_a_link_without_effect_is_no_fault(judge: Judge) -> None:
    """Links to other pages, to the top and canonical addresses are left alone."""
    added = b'<a href="https://example.org/">x</a><a href="#">top</a></main>'
    assert judge("html", swapped(b"</main>", added)) == []


def test_an_empty_page_is_found(judge: Judge) -> None:
    """A file without a byte cannot be read."""
    assert only(judge("html", lambda _: b""), "edition-invalid", "cannot be read as HTML")
