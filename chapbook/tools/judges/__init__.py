"""Judges from outside: programs that we did not write, which finished files are put before.

A judge never decides what is published; it can only refute a promise.  Each module that judges has

    locate()         finds everything that is needed, or raises ``MissingToolError``
    version()        the version of the judge, as its makers count
    failures(file)   a list of ``chapbook.tools.validator.Failure``, empty where it finds nothing

as ``tools.page_validation``, ``tools.verapdf`` and ``tools.epubcheck`` have, which builds use too.
The programs of npm lie in ``tests/tools/node_modules``; ``make validators`` fetches them.
"""
