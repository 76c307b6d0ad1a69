"""Which statements of which reports say the same: candidates, features of pairs, their scorer, and the groups."""

from twosource.compare.alignment.align import AlignedGroup, align_statements, group_statements

__all__ = ["AlignedGroup", "align_statements", "group_statements"]
