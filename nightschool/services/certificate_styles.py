"""How a county's certificates look and what they say: set at the county, dealt out by the sync."""

from nightschool.documents import fonts
from nightschool.domain import certificate_style as rules
from nightschool.domain.certificate_style import Style, Words
from nightschool.domain.codes import CertificateKind, Role
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import certificates as found
from nightschool.storage.queries import workspaces
from nightschool.storage.tables import Synced

LONGEST_TITLE = 12
LONGEST_LINE = 60


def style_of(workspace: Workspace) -> Style:
    """The look that holds here."""
    with workspace.database.read() as connection:
        return found.style(connection, workspace.county)


def words_of(workspace: Workspace, kind: CertificateKind) -> Words:
    """What the county says on this kind; empty where the program's words hold."""
    with workspace.database.read() as connection:
        return found.words(connection, workspace.county, kind)


def set_style(workspace: Workspace, style: Style) -> None:
    """Set the look of what is issued from now on; what was issued stays as it is.

    Raises `UserError` at any other desk, and for an issuer that no font here can print.
    """
    _require_county(workspace)
    fonts.require(style.issuer, fonts.KAI)
    _require_short(style.issuer, LONGEST_LINE)
    with workspace.database.write() as write:
        _put(write, tables.CertificateStyle, rules.style_key(workspace.scope), style)


def set_words(workspace: Workspace, words: Words) -> None:
    """Set what one kind says from now on; an empty text gives back the program's.

    Raises `UserError` at any other desk, for an unknown place in braces, for text that is too
    long, and for a character that no font here can print.
    """
    _require_county(workspace)
    rules.check_wording(words.wording)
    _require_short(words.title, LONGEST_TITLE)
    for text in (words.closing, words.yi_title, words.yi_line):
        _require_short(text, LONGEST_LINE)
    for text in (words.wording, words.closing, words.yi_title, words.yi_line):
        fonts.require(text, fonts.KAI)
    fonts.require(words.title, fonts.SERIF)
    with workspace.database.write() as write:
        _put(write, tables.CertificateWords, rules.words_key(workspace.scope, words.kind), words)


def _put(write: Write, model: type[Synced], row: RowId, settings: Style | Words) -> None:
    values = rows.values_of(settings)
    if not rows.existing(write.connection, model, [(row,)]):
        county = workspaces.identity(write.connection).scope
        rows.insert(write, model, [{"id": row, "scope": county, **values}])
    rows.edit(write, model, {(row,): values})


def _require_county(workspace: Workspace) -> None:
    if workspace.role is not Role.COUNTY:
        raise UserError(
            _("How certificates look is the county's to set."),
            _("The county sets it and sends it with its next package."),
        )


def _require_short(text: str, most: int) -> None:
    if len(text) > most:
        raise UserError(
            _("“%(text)s” is longer than %(most)d characters.") % {"text": text, "most": most},
            _("Shorten it."),
        )
