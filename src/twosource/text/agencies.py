"""News agencies by the names under which texts credit them."""

import re

AGENCIES: dict[str, str] = {
    "ap": "AP",
    "associated press": "AP",
    "the ap": "AP",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "thomson reuters foundation": "Reuters",
    "reuters staff": "Reuters",
    "reuters life!": "Reuters",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "agence france presse": "AFP",
    "upi": "UPI",
    "united press international": "UPI",
    "dpa": "dpa",
    "deutsche presse-agentur": "dpa",
    "pa": "PA",
    "pa media": "PA",
    "press association": "PA",
    "cp": "CP",
    "canadian press": "CP",
    "aap": "AAP",
    "australian associated press": "AAP",
    "pti": "PTI",
    "press trust of india": "PTI",
    "ani": "ANI",
    "ians": "IANS",
    "xinhua": "Xinhua",
    "tass": "TASS",
    "itar-tass": "TASS",
    "interfax": "Interfax",
    "ria novosti": "RIA Novosti",
    "ria": "RIA Novosti",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo",
    "jiji press": "Jiji Press",
    "yonhap": "Yonhap",
    "bernama": "Bernama",
    "antara": "Antara",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "aa": "Anadolu",
    "irna": "IRNA",
    "wam": "WAM",
    "efe": "EFE",
    "ansa": "ANSA",
    "apa": "APA",
    "ats": "Keystone-ATS",
    "keystone-ats": "Keystone-ATS",
    "belga": "Belga",
    "anp": "ANP",
    "ntb": "NTB",
    "tt": "TT",
    "ritzau": "Ritzau",
    "stt": "STT",
    "pap": "PAP",
    "ctk": "CTK",
    "mti": "MTI",
    "ukrinform": "Ukrinform",
    "unian": "UNIAN",
    "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg",
    "dow jones": "Dow Jones",
    "dow jones newswires": "Dow Jones",
    "mcclatchy": "McClatchy",
    "tribune news service": "TNS",
    "tns": "TNS",
    "states newsroom": "States Newsroom",
    "cnn": "CNN",
    "cnn wire": "CNN",
    "inter press service": "IPS",
    "ips": "IPS",
}
"""Names in lower case without "the" → the name used everywhere else in Twosource."""

_CODE = re.compile(r"[A-Z][A-Z&]{1,6}|[A-Z][A-Z]+[a-z]{1,3}")
_ORGANISATION = re.compile(
    r"\b(?:wire|news|press|agency|agence|service|media|bureau|newsroom|newswires?|network|radio|times|post)\b",
    re.IGNORECASE,
)


def known_agency(name: str) -> str | None:
    """The usual short name of the agency `name` ("The Associated Press" → "AP"); None for any other text."""
    key = " ".join(name.casefold().split()).strip(" .,()/[]")
    return AGENCIES.get(key.removeprefix("the ")) or AGENCIES.get(key)


def agency_in_credit(name: str) -> str | None:
    """The agency a bracket in a dateline names: a known agency by its usual name; an unknown one as written where it
    looks like one, a code in capitals ("NW") or a name such as "Meridian Wire". None for any other text."""
    written = " ".join(name.split()).strip(" .,")
    if known := known_agency(written):
        return known
    if len(written) <= 40 and (_CODE.fullmatch(written) or (written[:1].isupper() and _ORGANISATION.search(written))):
        return written
    return None
