"""Manifests, packages and receipts as bytes, files and dataclasses."""
