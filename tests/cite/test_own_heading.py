from chapbook import cite, load
from tests.conftest import Desk

TEXT = """---
title: T
author: A B
date: 2026-03-01
lang: en
bibliography: w.bib
---

# Start

Said [@a].

# Works cited

::: {#refs}
:::

# Appendix

More.
"""


def test_an_appendix_may_follow_the_reference_list(desk: Desk) -> None:
    """The article's own heading names the list, and no empty section is left in its place."""
    desk.article("@book{a, title = {A}, author = {B, C}, year = 2001}\n", "w.bib")
    article = cite.article(load.manuscript(desk.article(TEXT)))
    titles = [heading.text for heading in article.headings]
    assert titles[:3] == ["Start", "Appendix", "Works cited"]
