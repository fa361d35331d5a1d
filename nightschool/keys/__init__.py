"""Sign-in, key slots, signing, sealing: the only room with cryptography."""
