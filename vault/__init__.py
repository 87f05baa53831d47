"""Encryption at rest: sealing, fingerprints for exact search, and sealed model fields."""
