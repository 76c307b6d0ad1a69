"""Lines that stand among a report's paragraphs and belong to the page: captions, corrections, promotion, copyright."""

import re
from typing import Literal, NamedTuple

from twosource.text.agencies import known_agency

NoticeKind = Literal["credit", "caption", "correction", "other"]

_CAPTION = re.compile(
    r"\(?(?:(?:file|stock|handout)\s)?(?:photos?|photographs?|pictures?|images?|graphics?"
    r"|illustrations?)(?:\s(?:credits?|captions?"
    r"|source))?(?:\s*:|\s(?:by|courtesy of|from)\s[A-Z]|/[A-Z]).{0,300}"
    r"|(?:file photo|image (?:caption|source|copyright)|media caption|enlarge (?:this )?image|toggle caption"
    r"|pictured)\b.{0,300}"
    r"|photos?|images?|pictures?"
    r"|\(?(?:[^()\n]{2,60}(?:/|\bvia\b\s?|\|\s?))?\s?(?:getty(?:\simages)?|shutterstock|epa(?:-efe)?|ap photo|alamy"
    r"|istock"
    r"|reuters photo|afp photo)\b[^()\n]{0,40}\)?\.?",
    re.IGNORECASE | re.DOTALL,
)
_CAPTION_CREDIT = re.compile(
    r"\((?:(?i:photo|picture|image|photograph|file photo|ap photo|source|credit)\b[^()]{0,80}"
    r"|[A-Z][^()/.;]{2,50}/\s?[A-Z][^()/.;]{1,50})\)\.?$"
    r"|(?:/|\s\|\s?|\svia\s)(?:Getty Images|AFP|AP|EPA|Reuters|Shutterstock|Alamy)(?: Images)?\)?\.?$"
)
_PIECE = r"(?:article|story|report|post|headline|piece|page|copy|item|blog|version|dispatch|obituary|column|interview)"
_CORRECTION = re.compile(
    r"(?:corrections?(?:\s(?:and|&)\sclarifications?)?|clarifications?|editor['’]?s?['’]?\snotes?"
    r"|publisher['’]s note)\b"
    r"(?:\s*\([^()]{1,40}\))?(?:\s(?:appended|made"
    r"|added))?(?:,?\s(?:on\s)?[A-Z]\w{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s*(?:[:.—–-].*|$)"
    rf"|(?:an?|the)\s(?:earlier|previous|original|initial)\sversion(?:s)?\sof\s(?:this|the|our)\s{_PIECE}\b.*"
    r"|(?:an?|the)\s(?:earlier|previous|original|initial)\sversion\s(?:mis\w+|incorrectly|wrongly|erroneously|said"
    r"|stated|gave|did not)\b.*"
    rf"|the\s(?:headline|caption|photo(?:graph)?)\s(?:of|on|with|in)\sthis\s{_PIECE}\b.*"
    rf"|this\s{_PIECE}\s(?:was|has\sbeen|is\sbeing|will\sbe)\s"
    r"(?:first\s|originally\s|last\s|since\s)?(?:updated|corrected|amended|edited|revised|changed|clarified"
    r"|modified)\b.*"
    r"|\((?:corrects|adds|updates|recasts|fixes|refiles)\b[^()]*\)\.?",
    re.IGNORECASE | re.DOTALL,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)\s?\d{4}|&copy;|copyright\b(?=.{0,12}(?:\d{4}|©|\bby\b|:)))(?P<who>.{0,300})"
    r"|all rights reserved\.?.{0,200}"
    r"|(?:this material may not be published|reproduction (?:is )?prohibited).{0,200}",
    re.IGNORECASE | re.DOTALL,
)
_ADVERTISEMENT = re.compile(
    r"\W{0,3}(?:advert(?:isement)?s?|advertising|sponsored(?: content| by .{1,60})?|promoted(?: content)?"
    r"|paid content|(?:advertisement )?continue reading(?: the main story)?"
    r"|(?:article|story) continues (?:below|after) .{0,40}|skip (?:advertisement|ad|to .{1,40}|past .{1,40}))\W{0,3}",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"(?:read(?:\s(?:more|also|next|this|now|on))?|also read|must read|see (?:also|more)|related(?:\s\w+)?"
    r"|more (?:on|from|about)\b"
    r"[^:]{0,60}|more|recommended(?: for you| reading)?|don['’]t miss|watch(?: now| live| more)?|listen(?: now"
    r"| to .{1,40})?"
    r"|video|in (?:pictures|depth)|explore more|trending|most (?:read|popular|viewed)|you may (?:also )?like"
    r"|what (?:to|you need to) (?:read|know) next|also (?:see|on .{1,30})|further reading|latest"
    r"|top stories)\s*(?::.{0,300}|[»>→]+.{0,200})"
    r"|(?:read more|read also|read next|see also|related (?:articles?|stories|coverage|content|topics?|links?)"
    r"|more (?:stories|on this story)"
    r"|recommended(?: for you)?|don['’]t miss|most (?:read|popular|viewed)|watch (?:live|now)|you may also like"
    r"|trending(?: now)?"
    r"|top stories|comments?|print|email|share|copy link|loading\W*|show all \d+|view (?:all|gallery"
    r"|comments).{0,20}|image \d+ of \d+)"
    r"|(?:read more|see also|more)\s(?:about|on|from|at|in)\s.{1,120}(?<![.!?])"
    r"|\(?(?:sign up|subscribe)\s(?:for|to|here|now|today|with)\b.{0,200}"
    r"|(?:get|have)\s.{2,80}\b(?:inbox|newsletters?)\b.{0,80}"
    r"|(?:join|follow|like|find)\s(?:us|our|the conversation|[A-Z@][\w ]{1,40})\s(?:on|at)\s(?:twitter|x|facebook"
    r"|instagram|telegram"
    r"|whatsapp|youtube|linkedin|threads|bluesky|google news)\b.{0,160}"
    r"|(?:share|read or share|tweet|print|save|bookmark)\s(?:this|the)\s(?:story|article|post|page)\b.{0,160}"
    r"|click here\b.{0,160}|tap here\b.{0,160}|download (?:our|the)\b.{0,80}\bapp\b.{0,80}"
    r"|for more\b.{0,80}\b(?:visit|go to|click|follow|see|sign up)\b.{0,160}"
    r"|support (?:our|independent) journalism\b.{0,200}"
    r"|our standards:.{0,120}"
    r"|this (?:article|story|report|post|piece) (?:was )?(?:first|originally) (?:appeared|published|produced)\b.{0,200}"
    r"|\d+ (?:comments?|shares?|min(?:ute)?s? read)|do you have (?:a|any) (?:tip|story|information)\b.{0,200}",
    re.IGNORECASE | re.DOTALL,
)
_TRAILING_AGENCY = re.compile(
    r"(?:(?<=[.!?\"”’])|(?<=[.!?\"”’]\s))\s?(?:[(\[](?P<bracket>[^()\[\]]{2,40})[)\]]\.?"
    r"|[—–-]{1,2}\s?(?P<dash>[A-Z][\w .'-]{1,30}))$"
)
_WIRE_LINE = re.compile(
    r"[(\[—–*-]*\s*(?:source:?\s|via\s|by\s|from\s)?(?P<who>[^()\[\]]{2,60}?)\s*[)\]*.]*", re.IGNORECASE
)

LONGEST_NOTICE = 600
"""Characters; longer paragraphs are read as the report's own account."""


class Notice(NamedTuple):
    """What a paragraph is when it is not the report's own account."""

    kind: NoticeKind
    value: str | None = None


def read_notice(paragraph: str) -> Notice | None:
    """What sort of notice the whole paragraph is, None where it may be the report's own account. The value is the
    agency for a credit, "promotion", "advertisement" or "copyright" for other notices."""
    if len(paragraph) > LONGEST_NOTICE:
        return None
    if agency := _agency_alone(paragraph):
        return Notice("credit", agency)
    if _ADVERTISEMENT.fullmatch(paragraph):
        return Notice("other", "advertisement")
    if _CORRECTION.fullmatch(paragraph):
        return Notice("correction")
    if notice := _COPYRIGHT.fullmatch(paragraph):
        return _copyright(notice["who"] or "")
    if _PROMOTION.fullmatch(paragraph):
        return Notice("other", "promotion")
    return Notice("caption") if _CAPTION.fullmatch(paragraph) or _ends_in_photo_credit(paragraph) else None


def find_trailing_agency(paragraph: str) -> tuple[int, int, str] | None:
    """The known agency credited behind the last sentence of a paragraph ("… he said. (AP)"): start, end and agency."""
    match = _TRAILING_AGENCY.search(paragraph, max(0, len(paragraph) - 60))
    if match is None:
        return None
    agency = known_agency(match["bracket"] or match["dash"])
    start = match.end() - len(match[0].lstrip())
    return (start, match.end(), agency) if agency else None


def _agency_alone(paragraph: str) -> str | None:
    match = _WIRE_LINE.fullmatch(paragraph) if len(paragraph) <= 70 else None
    return known_agency(match["who"]) if match else None


def _copyright(who: str) -> Notice:
    holder = re.sub(r"^[\s\d©,:()c-]*(?:by\s)?|[,.;].*$", "", who.strip(), flags=re.DOTALL)
    agency = known_agency(holder)
    return Notice("credit", agency) if agency else Notice("other", "copyright")


def _ends_in_photo_credit(paragraph: str) -> bool:
    tail = paragraph[-160:]
    return _CAPTION_CREDIT.search(tail) is not None and len(paragraph.split()) <= 70
