"""pandoc: reading Markdown, writing formats, resolving citations.

Nothing else imports ``pypandoc``, which carries the program.
"""
