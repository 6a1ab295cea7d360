import pytest

from chapbook.load import source

ARTICLE = """---
title: "`@front`"
---

@one `@two` ``@three ` @four``

```
@five
```

- In a list:

  ~~~ python
  @six
  ~~~

<!-- @seven
`@eight` --> @nine

``` {.x}
<!-- @ten
```

@eleven `unclosed @twelve

@thirteen
"""


@pytest.mark.parametrize("word", ["one", "nine", "eleven", "twelve", "thirteen"])
def test_text_is_searched(word: str) -> None:
    """What is typed as text is found, with the offset that it has in the file."""
    read = source.from_text(ARTICLE, "a.md")
    assert read.searchable.index(f"@{word}") == read.text.index(f"@{word}")


@pytest.mark.parametrize(
    "word", ["front", "two", "three", "four", "five", "six", "seven", "eight", "ten"]
)
def test_code_comments_and_front_matter_are_not_searched(word: str) -> None:
    """What only looks like Markdown is blanked, in whichever order it is nested."""
    assert f"@{word}" not in source.from_text(ARTICLE, "a.md").searchable


@pytest.mark.parametrize(
    "hidden", ["`@x`", "<!-- @x -->", "<!-- @x", "```\n@x\n```", "~~~\n@x\n~~~", "> ~~~~\n@x"]
)
def test_what_hides_text_does_so_alone(hidden: str) -> None:
    """Each kind is blanked where there is none of the others in the file."""
    read = source.from_text(f"Seen @y.\n\n{hidden}\n", "a.md")
    assert "@x" not in read.searchable
    assert read.searchable.index("@y") == read.text.index("@y")


def test_what_is_searched_has_the_lines_of_the_file() -> None:
    """Blanking keeps every line end, so that offsets and lines stay true."""
    read = source.from_text(ARTICLE, "a.md")
    assert [len(line) for line in read.searchable.split("\n")] == [
        len(line) for line in ARTICLE.split("\n")
    ]
    assert read.body_line == 4


def test_a_later_rule_is_not_front_matter() -> None:
    """Only a block that begins on the first line is front matter."""
    assert source.front_matter_text(source.from_text("Text\n\n---\na: b\n---\n", "a.md")) is None
