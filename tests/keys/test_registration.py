"""The proof by which a fresh laptop is known."""

from dataclasses import replace

from nightschool.domain.device import Device
from nightschool.domain.stamp import DeviceId
from nightschool.keys import registration, sealing, signing

DEVICE = Device(
    DeviceId(b"12345678"),
    "laptop",
    (),
    signing.public_key(signing.new_key()),
    sealing.recipient_of(sealing.new_identity()),
)


def test_a_proof_fits_its_secret_and_its_laptop_alone() -> None:
    secret = registration.new_secret()
    proof = registration.proof(secret, DEVICE)
    assert registration.verify_proof(secret, DEVICE, proof)
    assert not registration.verify_proof(registration.new_secret(), DEVICE, proof)
    for other in (
        replace(DEVICE, device=DeviceId(b"87654321")),
        replace(DEVICE, verify_key=bytes(32)),
        replace(DEVICE, recipient=sealing.recipient_of(sealing.new_identity())),
    ):
        assert not registration.verify_proof(secret, other, proof)
    assert not registration.verify_proof(secret, DEVICE, proof[:-1])
