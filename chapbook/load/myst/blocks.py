"""Walking through a MyST text block by block.

Code, comments and formulas pass as they are.  Everything else is read as CommonMark, on
which MyST rests, and written so that pandoc reads the same: a heading, a list or a
quotation may there stand right below a paragraph, pandoc wants an empty line.
"""

import re
from collections.abc import Sequence

from chapbook.load.myst import directives, formulas, paragraphs, parts, syntax
from chapbook.load.myst.desk import Desk
from chapbook.model import Line

QUOTE = re.compile(r"^(?P<mark>[ ]{0,3}>[ ]?)(?P<rest>.*)$")
FIELD = re.compile(r"^:(?P<name>[A-Za-z][^:\n]*):(?:[ \t]+(?P<value>.*))?$")
SUBSTITUTION = re.compile(r"^ {0,3}\{\{\s*(?P<key>[^{}<>\n|]+?)\s*\}\}[ \t]*$")
"""A key of a substitution on a line of its own, which may stand for several blocks."""
ENVIRONMENT = re.compile(r"^ {0,3}\\begin\{(?P<name>[A-Za-z]+\*?)\}")
HTML_BOX = re.compile(r"^<div class=\"admonition ?(?P<classes>[^\"]*)\"[^<>]*>[ \t]*$")
HTML_TITLE = re.compile(r"^[ \t]*<p class=\"(?:admonition-)?title\">(?P<title>.*)</p>[ \t]*$")
"""Admonitions as HTML (https://myst-parser.readthedocs.io/en/latest/syntax/optional.html)."""


def read(lines: Sequence[Line], desk: Desk) -> list[Line]:
    """Return *lines* in pandoc's Markdown."""
    return _Walk(lines, desk).done()


class _Walk:
    """A walk through some lines."""

    def __init__(self, lines: Sequence[Line], desk: Desk) -> None:
        self.lines = lines
        self.desk = desk
        self.index = 0
        self.out: list[Line] = []
        self.run: list[Line] = []
        """The lines of the block of text that is being read."""
        self.waiting = ""
        """The id that the next block gets."""
        self.in_list = False
        self.closing = ""
        """What closes the part that is being read."""

    def done(self) -> list[Line]:
        """Walk to the end and return what was written."""
        while self.index < len(self.lines):
            self._step()
        self._end_run()
        if self.lines:
            self._anchor(self.lines[-1].reads(""))
            self._close_part(self.lines[-1])
        return self.out

    def _step(self) -> None:
        """Read what begins at the next line."""
        line = self.lines[self.index]
        for reader in (
            self._blank,
            self._code,
            self._verbatim,
            self._html,
            self._sign,
            self._quote,
        ):
            taken = reader(line)
            if taken:
                self.index += taken
                return
        self.in_list = self.in_list or bool(paragraphs.ITEM.match(line.text))
        if (
            not self.run
            and not line.text.startswith((" ", "\t"))
            and not paragraphs.ITEM.match(line.text)
        ):
            self.in_list = False
        self.run.append(line)
        self.index += 1

    def _blank(self, line: Line) -> int:
        """Read a line without text."""
        if line.text.strip():
            return 0
        self._end_run()
        self.out.append(line)
        return 1

    def _code(self, line: Line) -> int:
        """Read fenced or indented code, or a directive."""
        if not self.run and not self.in_list and re.match(r" {4}|\t", line.text):
            self._pass([line])
            return 1
        fence = syntax.fence_at(self.lines, self.index)
        if fence is None:
            return 0
        self._end_run()
        if not fence.is_directive:
            self._pass(fence.lines)
            return len(fence.lines)
        directive = syntax.with_label(fence.directive(), self.waiting)
        self.waiting = ""
        written = directives.written(directive, self.desk)
        self.out += syntax.indented(written, fence.indent)
        return len(fence.lines)

    def _verbatim(self, line: Line) -> int:
        """Read a comment, a formula on its own lines, or a LaTeX environment."""
        text = line.text.lstrip()
        environment = ENVIRONMENT.match(line.text)
        if environment:
            end = re.compile(rf"\\end\{{{re.escape(environment['name'])}\}}")
        elif text.startswith("<!--"):
            end = re.compile("-->")
        elif text.startswith("$$"):
            return self._formula()
        else:
            return 0
        count = self._until(end)
        self._end_run()
        self._pass(self.lines[self.index : self.index + count])
        return count

    def _html(self, line: Line) -> int:
        """Read an admonition that is written as HTML."""
        box = HTML_BOX.match(line.text)
        if not box or self.run:
            return 0
        count = self._until(re.compile("^</div>[ \t]*$"))
        taken = self.lines[self.index : self.index + count]
        title = HTML_TITLE.match(taken[1].text) if count > 2 else None
        written = syntax.Directive(
            name="admonition",
            argument=title["title"] if title else "",
            options={"class": box["classes"]},
            opening=line,
            body=tuple(taken[2 if title else 1 : -1]),
            closing=taken[-1],
        )
        self.out += directives.written(syntax.with_label(written, self.waiting), self.desk)
        self.waiting = ""
        return count

    def _formula(self) -> int:
        """Read a formula between two pairs of dollars, with its label."""
        first = self.lines[self.index].text.strip()
        count = 1 if "$$" in first[2:] else self._until(re.compile(r"\$\$"), 1)
        taken = self.lines[self.index : self.index + count]
        if not taken[-1].text.rstrip().endswith(("$$", ")")):
            return 0
        self._end_run()
        label = syntax.EQUATION_LABEL.search(taken[-1].text)
        identifier = self.desk.names.identifier(label["label"]) if label else self.waiting
        self.waiting = ""
        self.out += formulas.labelled(taken, identifier)
        return count

    def _until(self, end: re.Pattern[str], skip: int = 0) -> int:
        """Return how many lines there are to the first in which *end* is found, with it."""
        rest = self.lines[self.index :]
        found = (n for n, line in enumerate(rest[skip:], skip + 1) if end.search(line.text))
        return next(found, len(rest))

    def _sign(self, line: Line) -> int:
        """Read a line that prints nothing by itself: a target, comment, break or attributes."""
        target = syntax.TARGET.match(line.text)
        named = syntax.ATTRIBUTES.match(line.text) if not self.run else None
        if target:
            self._end_run()
            self.waiting = self.desk.names.identifier(target["label"])
        elif named and self.index + 1 < len(self.lines):
            label = re.search(r"#([^\s{}]+)", named["inside"])
            self.waiting = self.desk.names.identifier(label[1]) if label else self.waiting
        elif syntax.BREAK.match(line.text):
            self._end_run()
            self._open_part(line)
        elif line.text.startswith("%"):
            self._end_run()
        elif not self.run and FIELD.match(line.text):
            return self._fields()
        else:
            return 0
        self.out.append(line.reads(""))
        return 1

    def _open_part(self, line: Line) -> None:
        """Begin what a break names, after the end of what the last one named."""
        self._close_part(line)
        opening, self.closing = parts.around(
            parts.named(line.text), self.desk.words, self.desk.level
        )
        if opening:
            self.out += [line.reads(""), line.reads(opening)]

    def _close_part(self, line: Line) -> None:
        """End the part that is being read."""
        if self.closing:
            self.out += [line.reads(""), line.reads(self.closing), line.reads("")]
        self.closing = ""

    def _fields(self) -> int:
        """Read a list of fields, ``:name: value``."""
        count = 0
        for line in self.lines[self.index :]:
            field = FIELD.match(line.text)
            if not field and not (count and re.match(r"[ \t]+\S", line.text)):
                break
            text = f"| **{field['name']}:** {field['value'] or ''}" if field else line.text
            self.out.append(line.reads(self.desk.inline(text.rstrip(), [line])))
            count += 1
        self.out.append(self.lines[self.index + count - 1].reads(""))
        return count

    def _quote(self, line: Line) -> int:
        """Read a quotation."""
        if not QUOTE.match(line.text):
            return 0
        taken: list[Line] = []
        for each in self.lines[self.index :]:
            quote = QUOTE.match(each.text)
            if not quote:
                break
            taken.append(each.reads(quote["rest"]))
        if self.run and not self.in_list:
            self._end_run()
            self.out.append(line.reads(""))
        self._end_run()
        self._anchor(line)
        for each in read(taken, self.desk):
            self.out.append(each.reads(f"> {each.text}".rstrip()))
        return len(taken)

    def _pass(self, lines: Sequence[Line]) -> None:
        """Write *lines* as they are."""
        self._anchor(lines[0])
        self.out += lines

    def _anchor(self, line: Line) -> None:
        """Write the id that waits, above a block that cannot carry it."""
        if self.waiting:
            self.out += [line.reads(f"[]{{#{self.waiting}}}"), line.reads("")]
            self.waiting = ""

    def _end_run(self) -> None:
        """Write the block of text that ends here."""
        if not self.run:
            return
        run, self.run = self.run, []
        if self._substituted(run):
            return
        text = self.desk.inline("\n".join(line.text for line in run), run)
        texts = text.split("\n")
        texts += [""] * (len(run) - len(texts))
        written = [run[min(index, len(run) - 1)].reads(text) for index, text in enumerate(texts)]
        label, self.waiting = self.waiting, ""
        named = paragraphs.labelled(written, label) if label else written
        self.out += paragraphs.parted(named)

    def _substituted(self, run: list[Line]) -> bool:
        """Write the blocks that *run* stands for, if it is the key of a substitution alone."""
        found = SUBSTITUTION.match(run[0].text) if len(run) == 1 else None
        key = found["key"] if found else ""
        value = self.desk.substitutions.get(key, "")
        if "\n" not in value or key in self.desk.within:
            return False
        self._anchor(run[0])
        self.desk.within.add(key)
        self.out += self.desk.blocks([run[0].reads(text) for text in value.split("\n")])
        self.desk.within.remove(key)
        return True
