"""Who hands a sheet out: name, telephone and the like, printed beside the article's words.

A clinic is no part of an article.  Its sheets say the same as all others, and whom to ask.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """What sheets say of the clinic, practice, school or library that hands them out."""

    stem: str
    """The name of its file without the ending: that of the folder of its sheets."""
    name: str
    department: str = ""
    telephone: str = ""
    address: tuple[str, ...] = ()
    """The lines of its postal address."""
    hours: str = ""
    """When somebody answers, in the words of the clinic."""
    email: str = ""
    website: str = ""
    logo: bytes = b""
    """A picture, fit to embed; empty without one."""
    logo_name: str = ""
    """The name under which pages find it."""
    logo_media_type: str = ""
    logo_alt: str = ""
    """The words that stand for it."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that sheets say of it."""
        said = (self.name, self.department, self.telephone, *self.address, self.hours)
        return tuple(part for part in (*said, self.email, self.website, self.logo_alt) if part)
