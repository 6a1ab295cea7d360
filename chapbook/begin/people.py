"""Names of authors as they stand below a title, as a list of people."""

import re

BETWEEN = re.compile(r"\s*(?:,|;|\s(?:and|und|et|och|&)\s)+\s*")
DEGREE = re.compile(r"(?:(?:Univ\.-)?(?:Prof|Dr|PD|med|rer|nat|phil|Dipl|Ing)\.?(?:-\w+\.)?\s+)+")
"""Academic titles before a name, which bibliographies leave out."""


def separated(line: str) -> str:
    """Return the names in *line* with ``;`` between them.

    "Ada Lovelace, Charles Babbage and Mary Somerville" are three; "Lovelace, Ada" is one.
    """
    line = re.sub(r"(?:^|(?<=\n))(?:by|von|par)\s+", "", line, flags=re.I)
    names = [DEGREE.sub("", name).strip() for name in BETWEEN.split(line)]
    names = [name for name in names if name]
    several = len(names) > 1 and all(" " in name or "\u00a0" in name for name in names)
    return "; ".join(names) if several else DEGREE.sub("", line).strip()
