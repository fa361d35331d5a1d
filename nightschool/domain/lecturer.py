"""Those who teach (师资)."""

from dataclasses import dataclass

from nightschool.domain.codes import Language, LecturerKind
from nightschool.domain.identity import RowId


@dataclass(frozen=True, slots=True)
class Lecturer:
    """One lecturer of a school, or of the county's pool."""

    id: RowId
    scope: str
    name: str
    kind: LecturerKind
    language: Language = Language.CHINESE
    phone: str = ""
    note: str = ""
    active: bool = True
