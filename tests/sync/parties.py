"""A county and a school that exchange packages, for the tests of their bytes."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nightschool.domain.stamp import DeviceId
from nightschool.keys import sealing, signing
from nightschool.sync.manifest import Addressee, Desk, Known, Manifest, PackageRef
from nightschool.sync.package import Prepared, prepare

DATA_KEY = bytes(range(32))


@dataclass(frozen=True)
class Party:
    """A desk with its private keys."""

    desk: Desk
    signing_key: bytes
    identity: str

    @property
    def addressee(self) -> Addressee:
        return Addressee(self.desk.recipient, self.desk.device)


def party(name: str, *scopes: str) -> Party:
    signing_key, identity = signing.new_key(), sealing.new_identity()
    desk = Desk(
        device=DeviceId(os.urandom(8)),
        name=name,
        scopes=scopes,
        verify_key=signing.public_key(signing_key),
        recipient=sealing.recipient_of(identity),
    )
    return Party(desk, signing_key, identity)


def draft(sender: Party, *receivers: Party, number: int = 7) -> Manifest:
    return Manifest(
        schema="a1b2c3d4",
        schema_number=3,
        program="0.1.0",
        made_at=datetime(2019, 3, 12, 20, 30, tzinfo=UTC),
        sender=sender.desk,
        addressees=tuple(receiver.addressee for receiver in receivers),
        scopes=sender.desk.scopes,
        number=number,
        earlier=tuple(PackageRef(n, n.to_bytes(32)) for n in range(1, number)),
        seq_after=40,
        seq_upto=55,
        full=False,
        knowledge={sender.desk.scopes[0]: {sender.desk.device: Known(99, None)}},
        rows={"lessons": 2, "attendance": 80},
    )


def packed(manifest: Manifest, sender: Party, folder: Path, photos: bool = False) -> Prepared:
    """A package whose databases are noise: these tests never look into them."""
    data, pictures = folder / "draft.db", folder / "draft-photos.db"
    data.write_bytes(os.urandom(3000))
    pictures.write_bytes(os.urandom(2000))
    return prepare(manifest, sender.signing_key, DATA_KEY, data, pictures if photos else None)


def bytes_of(prepared: Prepared) -> bytes:
    return b"".join(
        part if isinstance(part, bytes) else part.read_bytes() for part in prepared.parts
    )
