"""The web app: pages over an archive, rendered on the server; one file a kind of page."""
