"""The county publishes which certificates are void, so that every desk of it knows."""

from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import public_voiding
from nightschool.domain.codes import Role
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import issuers
from nightschool.storage.rows import Key, Values

_Void = tables.VoidedCertificate


def publish(workspace: Workspace) -> int:
    """Bring the county's void numbers up to what its schools' certificates say.

    Done before anything leaves the office, and before a person is erased. A number stays where
    its certificate is gone. Returns how many changed; another desk than a county's changes none.
    """
    if workspace.role is not Role.COUNTY:
        return 0
    with workspace.database.write() as write:
        certificates = issuers.void_certificates(write.connection)
        stands = [(row,) for row in issuers.published_yet_standing(write.connection)]
        return _publish(write, workspace.scope, certificates) + rows.delete(write, _Void, stands)


def _publish(write: Write, county: str, certificates: list[Certificate]) -> int:
    wanted = {
        (issuers.key(one.number),): rows.values_of(voided) | {"erased": one.is_erased}
        for one in certificates
        if (voided := public_voiding(one))
    }
    there = rows.existing(write.connection, _Void, wanted)
    new, edited, back = [], dict[Key, Values](), dict[Key, Values]()
    for key, values in wanted.items():
        erased = values.pop("erased")
        if key not in there:
            new.append({"id": key[0], "scope": county, **values})
        elif there[key]["deleted"]:
            back[key] = values
        elif not erased:
            edited[key] = values
    inserted = rows.insert(write, _Void, new)
    return inserted + rows.restore(write, _Void, back) + rows.edit(write, _Void, edited)
