"""Where pages may end: what the style sheet of all paper says, laid out."""

from itertools import groupby

import pytest

from chapbook.settings import TEMPLATES
from chapbook.tools import weasy

PAPER = (TEMPLATES / "css" / "page.css").read_text("utf-8")
SHEET = "@page { size: 100mm 100mm; margin: 0 } html { font-size: 10mm; line-height: 1 } "


def pages_of_ids(html: str) -> dict[str, int]:
    """Return the page on which each id of *html* stands; a line is a tenth of a page."""
    body = f"<!DOCTYPE html><style>{SHEET}td {{ padding: 0 }} * {{ margin: 0 }}</style>{html}"
    return weasy.layout(weasy.PrintJob(html=body, stylesheets=[PAPER])).pages_of_ids


def table(row_count: int) -> str:
    """Return a table of *row_count* rows with ids, below a head of one line."""
    rows = "".join(f"<tr id=row-{n}><td>{n}</td></tr>" for n in range(1, row_count + 1))
    return (
        "<table style='border-spacing: 0'><thead><tr><td>Head</td></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def test_a_table_of_one_row_lets_what_follows_go() -> None:
    """The rule for rows says nothing about the figure behind the table."""
    found = pages_of_ids(f"<p>Text</p>{table(1)}<figure id=fig style='height: 90mm'></figure>")
    assert found == {"row-1": 1, "fig": 2}


@pytest.mark.parametrize("lead_lines", range(1, 9))
def test_a_table_leaves_no_row_alone(lead_lines: int) -> None:
    """Wherever the page ends, two rows at least stand on each side."""
    html = f"<div style='height: {lead_lines}0mm'></div>{table(8)}"
    rows = [page for name, page in pages_of_ids(html).items() if name.startswith("row-")]
    assert len(rows) == 8
    assert min(len(list(run)) for _, run in groupby(rows)) > 1


@pytest.mark.parametrize("lead_lines", range(4, 9))
def test_a_description_says_on_its_page_of_what_it_is(lead_lines: int) -> None:
    """The heading and the name of the figure go over the page with the words that they are for."""
    words = "<br>".join(["Words"] * 4)
    named = f"<p id=name>Figure 1</p><p><span id=words>{words}</span></p>"
    found = pages_of_ids(
        f"<div style='height: {lead_lines}0mm'></div><h2 id=head style='break-after: avoid; "
        f"font-size: 10mm'>Descriptions</h2><div class=description>{named}</div>"
    )
    assert found["head"] == found["name"] == found["words"]
