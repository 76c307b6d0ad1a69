"""In-document coreference: which names, descriptions and pronouns of one article mean the same."""
