"""Names in a text: where they stand, the titles beside them, what they name, and the word lists that tell."""
