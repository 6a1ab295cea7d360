"""One Markdown article in, every edition of it out."""

VERSION = "0.1.0"
