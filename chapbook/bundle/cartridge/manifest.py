"""``imsmanifest.xml``: what a cartridge is, its table of contents, and its files.

    manifest > metadata (schema, schemaversion, lom), organizations > organization > item, resources

Source: Common Cartridge Profile: Implementation, "Content packaging profile" and "Metadata
profile", and ``ccv1p1_imscp_v1p2_v1p0.xsd``, which that of version 1.3 repeats.
"""

from collections.abc import Iterator
from urllib.parse import quote

from lxml import etree

from chapbook.bundle import words
from chapbook.bundle.cartridge.parts import Cartridge, Entry, Kind, Resource
from chapbook.bundle.cartridge.profile import XSI, Profile
from chapbook.licences import LICENCES
from chapbook.pack import BoundPack

NAME = "imsmanifest.xml"


def written(cartridge: Cartridge, bound: BoundPack, profile: Profile) -> bytes:
    """Return the manifest of *cartridge*.

    The namespace stands in the first line: Moodle looks for it in the first 500 bytes.
    """
    spaces = {None: profile.package, "lom": profile.lom_resource, "lomimscc": profile.lom}
    root = etree.Element(f"{{{profile.package}}}manifest", nsmap={**spaces, "xsi": XSI})
    locations = {
        profile.package: "imscp_v1p2_v1p0",
        profile.lom: "LOM/lommanifest_v1p0",
        profile.lom_resource: "LOM/lomresource_v1p0",
    }
    said = " ".join(f"{space} {profile.schema(name)}" for space, name in locations.items())
    root.set("identifier", cartridge.identifier)
    root.set(f"{{{XSI}}}schemaLocation", said)
    _metadata(root, bound, profile)
    _organization(root, cartridge)
    listed = _below(root, "resources")
    for resource in resources(cartridge):
        _resource(listed, resource, profile)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def resources(cartridge: Cartridge) -> Iterator[Resource]:
    """Yield every resource of *cartridge* once, in the order of its contents."""
    entries = list(cartridge.modules)
    while entries:
        entry = entries.pop(0)
        if entry.resource:
            yield entry.resource
        yield from entry.below
        entries[:0] = entry.entries
    yield from cartridge.hidden


def _metadata(root: etree._Element, bound: BoundPack, profile: Profile) -> None:
    """Say what the whole is; the profile of LOM has no place for a version but a description."""
    metadata, said = bound.pack.metadata, _below(root, "metadata")
    _below(said, "schema").text = "IMS Common Cartridge"
    _below(said, "schemaversion").text = profile.version
    lom = etree.SubElement(said, f"{{{profile.lom}}}lom")
    general = _below(lom, "general")
    _string(general, "title", metadata.title, metadata.lang)
    for lang in dict.fromkeys([metadata.lang, *(b.record.lang for b in bound.readings)]):
        _below(general, "language").text = lang
    for text in _descriptions(bound):
        _string(general, "description", text, metadata.lang)
    for word, lang in _keywords(bound).items():
        _string(general, "keyword", word, lang)
    life = _below(lom, "lifeCycle")
    for name in metadata.instructor:
        _contribution(life, name.display, metadata.date.isoformat())
    rights = _below(lom, "rights")
    value = _below(_below(rights, "copyrightAndOtherRestrictions"), "value")
    value.text = "yes"
    _string(rights, "description", _rights(bound), metadata.lang)


def _keywords(bound: BoundPack) -> dict[str, str]:
    """Return the keywords of the articles, each once, with its language.

    Where no article has any, the titles of the parts say what the whole is about.
    """
    found: dict[str, str] = {}
    for each in bound.readings:
        for word in filter(None, map(str.strip, each.record.keywords)):
            found.setdefault(word, each.record.lang)
    return found or dict.fromkeys(
        (part.title for part in bound.pack.parts), bound.pack.metadata.lang
    )


def _descriptions(bound: BoundPack) -> Iterator[str]:
    """Yield what is said of the pack: subtitle, course and term, version."""
    metadata = bound.pack.metadata
    for text in (metadata.subtitle, metadata.course, metadata.term, metadata.institution):
        if text:
            yield text
    if metadata.version:
        yield bound.pack.labels["version"].format(version=metadata.version)


def _rights(bound: BoundPack) -> str:
    """Return under which licence the pack stands, and that readings keep theirs."""
    licence = bound.pack.metadata.license
    labels = bound.pack.labels
    own = [f"{each.title}: {words.short_rights(each, labels)}" for each in bound.readings]
    name = LICENCES.get(licence, (licence, None))[0] if licence else ""
    head = [labels["pack-licence-line"].format(licence=name)] if name else []
    return " ".join([*head, "; ".join(own)])


def _contribution(life: etree._Element, name: str, date: str) -> None:
    """Say who put the pack together and when; *name* as a vCard, which LOM wants."""
    contribute = _below(life, "contribute")
    _below(_below(contribute, "role"), "value").text = "author"
    escaped = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    _below(contribute, "entity").text = f"BEGIN:VCARD\nVERSION:3.0\nFN:{escaped}\nEND:VCARD"
    _below(_below(contribute, "date"), "dateTime").text = date


def _organization(root: etree._Element, cartridge: Cartridge) -> None:
    """Write the table of contents; its one root has no title (CP 1.2 profile, "ItemOrg")."""
    organization = _below(_below(root, "organizations"), "organization")
    organization.set("identifier", f"{cartridge.identifier}-contents")
    organization.set("structure", "rooted-hierarchy")
    top = _below(organization, "item")
    top.set("identifier", f"{cartridge.identifier}-root")
    for module in cartridge.modules:
        _item(top, module)


def _item(parent: etree._Element, entry: Entry) -> None:
    """Write *entry* and what stands below it."""
    item = _below(parent, "item")
    item.set("identifier", entry.identifier)
    if entry.resource:
        item.set("identifierref", entry.resource.identifier)
    _below(item, "title").text = entry.title
    for inner in entry.entries:
        _item(item, inner)


def _resource(listed: etree._Element, resource: Resource, profile: Profile) -> None:
    """Write *resource*: metadata, files, dependencies, in this order."""
    types = {
        Kind.CONTENT: "webcontent",
        Kind.QUIZ: profile.quiz_type,
        Kind.LINK: profile.link_type,
    }
    element = _below(listed, "resource")
    element.set("identifier", resource.identifier)
    element.set("type", types[resource.kind])
    if resource.kind is Kind.CONTENT:
        element.set("href", quote(resource.files[0].path))
    if resource.is_for_teachers:
        lom = etree.SubElement(_below(element, "metadata"), f"{{{profile.lom_resource}}}lom")
        role = _below(_below(lom, "educational"), "intendedEndUserRole")
        _below(role, "source").text = profile.roles
        _below(role, "value").text = "Instructor"
    for file in resource.files:
        _below(element, "file").set("href", quote(file.path))
    for needed in resource.needs:
        _below(element, "dependency").set("identifierref", needed)


def _string(parent: etree._Element, name: str, text: str, lang: str) -> None:
    """Write *text* in the language *lang* as LOM writes words."""
    string = _below(_below(parent, name), "string")
    string.set("language", lang)
    string.text = text


def _below(parent: etree._Element, name: str) -> etree._Element:
    """Add the element *name* to *parent*, in its namespace."""
    return etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
