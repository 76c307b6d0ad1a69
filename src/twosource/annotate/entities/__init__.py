"""The entities of one article: names found, kinds settled, mentions gathered."""

from twosource.annotate.entities.resolution import resolve_entities

__all__ = ["resolve_entities"]
