"""What tells the versions of Common Cartridge apart.

Source: 1EdTech Common Cartridge Profile: Implementation, 1.1 (10 January 2011) and 1.3 (30 May
2014), and the schemas that belong to them, whose addresses stand in ``schemaLocation``.
"""

from dataclasses import dataclass

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
"""The namespace of questions, the same in all versions."""

XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A version of Common Cartridge."""

    version: str
    """As ``schemaversion`` says it."""
    mark: str
    """As namespaces and addresses say it: ``v1p3``."""

    @property
    def package(self) -> str:
        """The namespace of the manifest."""
        return f"http://www.imsglobal.org/xsd/imscc{self.mark}/imscp_v1p1"

    @property
    def lom(self) -> str:
        """The namespace of what the manifest says of the whole."""
        return f"http://ltsc.ieee.org/xsd/imscc{self.mark}/LOM/manifest"

    @property
    def lom_resource(self) -> str:
        """The namespace of what the manifest says of a resource."""
        return f"http://ltsc.ieee.org/xsd/imscc{self.mark}/LOM/resource"

    @property
    def link(self) -> str:
        """The namespace of web links."""
        return f"http://www.imsglobal.org/xsd/imscc{self.mark}/imswl_{self.mark}"

    @property
    def link_type(self) -> str:
        """The type of a resource that is a web link."""
        return f"imswl_xml{self.mark}"

    @property
    def quiz_type(self) -> str:
        """The type of a resource that is a quiz."""
        return f"imsqti_xmlv1p2/imscc_xml{self.mark}/assessment"

    @property
    def roles(self) -> str:
        """The vocabulary of whom a resource is for."""
        return f"IMSGLC_CC_Roles{self.mark}"

    def schema(self, name: str) -> str:
        """Return the address of the schema *name* of this version."""
        folder, _, last = name.rpartition("/")
        below = f"{folder}/" if folder else ""
        return f"http://www.imsglobal.org/profile/cc/cc{self.mark}/{below}cc{self.mark}_{last}.xsd"


PROFILES = {
    "1.1": Profile(version="1.1.0", mark="v1p1"),
    "1.3": Profile(version="1.3.0", mark="v1p3"),
}
"""By the version that a row of ``PACK_EDITIONS`` names."""
