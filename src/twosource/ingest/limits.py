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
LARGEST_FEED = 50 * 2**20
"""Bytes of one feed, sitemap or feed list, unpacked: the most the sitemap protocol allows; feeds rarely have 1 MB."""
MOST_FEED_ITEMS = 2_000
"""Items kept of one feed, the newest; feeds have 10 to 200."""
MOST_SITEMAP_URLS = 50_000
"""Addresses kept of one sitemap: the most the sitemap protocol allows."""
MOST_LISTED_FEEDS = 20_000
"""Feeds kept of one feed list."""
LONGEST_ADDRESS = 4_000
"""Characters of an address; servers refuse longer ones."""
LONGEST_SUMMARY = 20_000
"""Characters kept of a feed item's teaser."""
MOST_BROKEN_RECORDS = 1_000
"""Damaged places of one web archive after which its reading ends."""
