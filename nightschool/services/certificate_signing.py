"""Signing what a certificate's QR code says, with this desk's own key."""

from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import claim_of
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import certificate_qr
from nightschool.services import desks
from nightschool.services.workspace import Workspace
from nightschool.storage.database import Write
from nightschool.storage.queries import workspaces


def signed(write: Write, workspace: Workspace, certificate: Certificate) -> str:
    """The text of the certificate's QR code, signed by this desk; equal input gives equal text.

    Raises `UserError` where the code has no room for the name.
    """
    private = workspaces.secrets(write.connection)[desks.SIGNING]
    try:
        return certificate_qr.write(claim_of(certificate), private)
    except ValueError as error:
        raise UserError(
            _("%(name)s is too long for a certificate's code.") % {"name": certificate.name},
            _("Shorten the name."),
        ) from error
