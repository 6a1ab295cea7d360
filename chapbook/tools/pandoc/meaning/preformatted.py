"""Elements that pandoc gives whole: preformatted text, and what is not text at all."""

import re
from html import unescape

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

PRE = re.compile(r"\s*<pre(?P<attributes>[^>]*)>\n?(?P<body>.*)</pre>\s*", re.S | re.I)
CODE = re.compile(r"\s*<code(?P<attributes>[^>]*)>(?P<body>.*)</code>\s*", re.S | re.I)
LANGUAGE = re.compile(r"\b(?:lang|class)\s*=\s*[\"']?(?:language-|lang-)?(?P<name>[\w+#-]+)", re.I)
MARKUP = re.compile(r"</?(?:span|b|i|em|strong|code|a|samp|kbd|var|u)\b[^>]*>", re.I)

KEPT = re.compile(r"\s*<(?:script|style|textarea|svg|math|iframe|object|video|audio)\b", re.I)
"""What begins an element whose content is no Markdown."""


def block(text: str) -> Node | None:
    """Return the code block that *text* is in HTML, or nothing."""
    match = PRE.fullmatch(text)
    if not match:
        return None
    body, said = match["body"], match["attributes"]
    if inner := CODE.fullmatch(body):
        body, said = inner["body"], inner["attributes"] + said
    found = LANGUAGE.search(said)
    words = unescape(MARKUP.sub("", body)).strip("\n")
    return {"t": "CodeBlock", "c": [ast.attr("", [found["name"]] if found else []), words]}
