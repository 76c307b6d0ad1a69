"""Revisions: how two editions of one article differ in their words and in what they tell."""

from twosource.compare.revisions.difference import compare_revisions

__all__ = ["compare_revisions"]
