"""How much is read of one document."""

LARGEST_TEXT = 1_000_000
"""Characters of one report's text: what the parser takes at once. A long newspaper feature has 60,000."""
LARGEST_PAGE = 16 * 2**20
"""Bytes of one page or one file that holds one report."""
LARGEST_RECORD = 16 * 2**20
"""Bytes of one line of a file that holds a report a line; the file itself may be of any length."""
LARGEST_ELEMENT_COUNT = 50_000
"""Elements of one page; pages of newspapers have a few thousand."""
LONGEST_FIELD = 2_000
"""Characters of a title, byline or other field; what is longer is not one."""
LONGEST_WORD = 30
LONGEST_UNSPACED_WORD = 8
"""Characters of a text without a space up to which it is one word; the latter for scripts written without spaces."""
