"""The REST API over an archive."""
