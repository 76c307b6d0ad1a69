"""Who is speaking: the attributions of one article with their speakers, addressees, kinds and stances."""

from twosource.annotate.speakers.resolution import resolve_attributions

__all__ = ["resolve_attributions"]
