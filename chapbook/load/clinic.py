"""Reading the file of a clinic, or a folder of them."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from chapbook.clinic import Clinic
from chapbook.errors import UsageError
from chapbook.findings import Place
from chapbook.load import picture
from chapbook.tools import yaml

ENDINGS = (".yaml", ".yml")

FORM = """name: Riverside Clinic
department: Dermatology
telephone: 0113 496 0000
address: [12 Mill Lane, Leeds LS1 4AB]
logo: riverside.svg
logo-alt: Riverside Clinic"""
"""What a file of a clinic looks like."""


def _text(value: object) -> object:
    """Read a telephone number that YAML took for a number as the text that was typed."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _lines(value: object) -> object:
    """Read an address that was typed as one text of several lines."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return value


Text = Annotated[str, BeforeValidator(_text)]


class _File(BaseModel):
    """The keys of the file."""

    model_config = ConfigDict(
        extra="forbid", alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True
    )

    name: Text = Field(min_length=1)
    department: Text = ""
    telephone: Text = ""
    address: Annotated[list[Text], BeforeValidator(_lines)] = []
    hours: Text = ""
    email: Text = ""
    website: Text = ""
    logo: Text = ""
    logo_alt: Text = ""

    @model_validator(mode="after")
    def _logo_has_words(self) -> "_File":
        if self.logo and not self.logo_alt.strip():
            raise ValueError("the logo has no words for those who do not see it: logo-alt")
        return self


def files(path: Path) -> list[Path]:
    """Return the file *path*, or the files of clinics in the folder *path*, by their names.

    Raises:
        UsageError: There is none, or two of them would have one folder for their sheets.
    """
    if not path.is_dir():
        if not path.is_file():
            raise UsageError(f'there is no clinic "{path}"', fix=f"write such a file:\n{FORM}")
        return [path]
    found = sorted(p for p in path.iterdir() if p.suffix.lower() in ENDINGS and p.is_file())
    if not found:
        raise UsageError(f'"{path}" has no file of a clinic', fix=f"write one, as a.yaml:\n{FORM}")
    stems = [each.stem.casefold() for each in found]
    if double := next((p for p in found if stems.count(p.stem.casefold()) > 1), None):
        raise UsageError(
            f'several files in "{path}" are called {double.stem}',
            why="The sheets of each clinic go to a folder of that name.",
            fix="rename one of them",
        )
    return found


def clinics(path: Path) -> list[Clinic]:
    """Read the clinic *path*, or every clinic in the folder *path*.

    Raises:
        UsageError: A file is wrong; the message names every fault with its place.
    """
    read: list[Clinic] = []
    faults: list[str] = []
    for file in files(path):
        try:
            read.append(clinic(file))
        except UsageError as error:
            faults.append(error.message)
    if faults:
        raise UsageError("\n".join(faults), fix=f"A file of a clinic looks so:\n{FORM}")
    return read


def clinic(file: Path) -> Clinic:
    """Read one *file*.

    Raises:
        UsageError: It is wrong; the message is a line for each fault, with its place.
    """
    try:
        document = yaml.load(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: it is not UTF-8") from error
    except yaml.YamlSyntaxError as error:
        raise UsageError(f"{file}:{error.line + 1}:{error.column + 1}: {error}") from error
    if not isinstance(document.data, dict):
        raise UsageError(f"{file}:1:1: it holds no keys and values")
    try:
        said = _File.model_validate(document.data)
    except ValidationError as error:
        raise UsageError("\n".join(_faults(file, document, error))) from error
    return Clinic(
        stem=file.stem,
        name=said.name,
        department=said.department,
        telephone=said.telephone,
        address=tuple(said.address),
        hours=said.hours,
        email=said.email,
        website=said.website,
        **_logo(file, said, document),
    )


def _faults(file: Path, document: yaml.YamlDocument, error: ValidationError) -> list[str]:
    """Return what pydantic says, each with its place."""
    said = []
    for fault in error.errors(include_url=False):
        line, column = document.position(fault["loc"])
        key = ".".join(map(str, fault["loc"]))
        words = fault["msg"].removeprefix("Value error, ")
        words = f'"{key}" is no key of a clinic' if fault["type"] == "extra_forbidden" else words
        words = f"{key}: {words}" if key and "is no key" not in words else words
        said.append(f"{file}:{line + 1}:{column + 1}: {words}")
    return said


def _logo(file: Path, said: _File, document: yaml.YamlDocument) -> dict[str, Any]:
    """Return the logo, which lies beside *file* or below.

    Raises:
        UsageError: It is not there, lies elsewhere, or is no picture.
    """
    if not said.logo:
        return {}
    line, column = document.position(("logo",))
    where = f"{file}:{line + 1}:{column + 1}"
    folder = file.resolve().parent
    path = (folder / said.logo).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise UsageError(f'{where}: there is no logo "{said.logo}" beside the file')
    asset, found = picture.read(said.logo, path, path.read_bytes(), Place(file=file.name))
    if asset is None:
        reasons = "; ".join(finding.message for finding in found)
        raise UsageError(f"{where}: {reasons}")
    return {
        "logo": asset.data,
        "logo_name": f"clinic-logo{Path(asset.name).suffix}",
        "logo_media_type": asset.media_type,
        "logo_alt": said.logo_alt,
    }
