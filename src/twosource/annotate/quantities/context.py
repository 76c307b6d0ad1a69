"""The words around a number that say how it is meant: bounds before and after it, currencies, units, rates."""

import re

from twosource.model.annotation import Bound


def _any_of(words: object) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "|".join(re.escape(word).replace(r"\ ", r"[ \u00a0\n]+") for word in ordered)


_BOUND_WORDS: dict[str, Bound] = {
    "more than": "more than", "over": "more than", "above": "more than", "exceeding": "more than",
    "in excess of": "more than", "upwards of": "more than", "upward of": "more than", "north of": "more than",
    "just over": "more than", "well over": "more than", "greater than": "more than", "better than": "more than",
    "slightly more than": "more than", "just more than": "more than", "a little over": "more than",
    "higher than": "more than", "topping": "more than", "past": "more than",
    "at least": "at least", "no fewer than": "at least", "no less than": "at least", "not less than": "at least",
    "a minimum of": "at least", "minimum of": "at least", "not fewer than": "at least",
    "less than": "less than", "fewer than": "less than", "under": "less than", "below": "less than",
    "south of": "less than", "well under": "less than", "lower than": "less than", "short of": "less than",
    "just short of": "nearly", "little more than": "about", "little less than": "nearly",
    "slightly less than": "nearly", "a little under": "nearly",
    "at most": "at most", "up to": "at most", "as many as": "at most", "as much as": "at most",
    "no more than": "at most", "not more than": "at most", "a maximum of": "at most", "maximum of": "at most",
    "a total of up to": "at most", "as high as": "at most", "not exceeding": "at most",
    "about": "about", "around": "about", "roughly": "about", "approximately": "about", "some": "about",
    "an estimated": "about", "estimated": "about", "circa": "about", "approx.": "about", "approx": "about",
    "somewhere around": "about", "in the region of": "about", "on the order of": "about", "or so": "about",
    "an average of": "about", "averaging": "about", "perhaps": "about", "about as many as": "about",
    "nearly": "nearly", "almost": "nearly", "just under": "nearly", "close to": "nearly", "nearing": "nearly",
    "approaching": "nearly", "just below": "nearly", "virtually": "nearly", "not quite": "nearly",
}  # fmt: skip
_BOUND_BEFORE = re.compile(
    rf"(?:^|(?<=[\s(“\"'‘—–-]))(?P<bound>{_any_of(_BOUND_WORDS)}|[~≈><≥≤])[ \u00a0\n]*(?:a[ \u00a0]"
    rf"|the[ \u00a0]|an[ \u00a0])?$",
    re.IGNORECASE,
)
_SIGNS: dict[str, Bound] = {
    "~": "about",
    "≈": "about",
    ">": "more than",
    "<": "less than",
    "≥": "at least",
    "≤": "at most",
}
_BOUND_AFTER = re.compile(
    r"(?:[ \u00a0\n]+(?P<more>or[ ]more|or[ ](?:higher|older|above|greater)|and[ ](?:up|over))"
    r"|[ \u00a0\n]+(?P<less>or[ ](?:less|fewer|below|under|younger))|[ \u00a0\n]+(?P<so>or[ ]so)"
    r"|(?P<plus>\+|[ -]plus\b))(?!\w)",
    re.IGNORECASE,
)
_BOUND_WINDOW = 28

CURRENCY_SIGNS = {
    "$": "USD", "US$": "USD", "U.S. $": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "Can$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "Mex$": "MXN", "£": "GBP",
    "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH", "Rs": "INR",
    "Rs.": "INR", "dlrs": "USD", "#": "GBP",
}  # fmt: skip
CURRENCY_CODES = frozenset(
    "USD EUR GBP JPY CNY RMB INR CAD AUD NZD CHF SEK NOK DKK PLN CZK HUF RUB UAH TRY ILS AED SAR ZAR BRL MXN ARS KRW "  # noqa: SIM905
    "TWD HKD SGD THB IDR MYR PHP VND PKR BDT NGN EGP KES".split()
)
CURRENCY_WORDS = {
    "dollar": ("USD", 1.0), "dollars": ("USD", 1.0), "dlrs": ("USD", 1.0), "bucks": ("USD", 1.0),
    "u.s. dollars": ("USD", 1.0), "us dollars": ("USD", 1.0), "american dollars": ("USD", 1.0),
    "canadian dollars": ("CAD", 1.0), "australian dollars": ("AUD", 1.0), "hong kong dollars": ("HKD", 1.0),
    "singapore dollars": ("SGD", 1.0), "new zealand dollars": ("NZD", 1.0),
    "cents": ("USD", 0.01), "cent": ("USD", 0.01), "canadian cents": ("CAD", 0.01),
    "euro": ("EUR", 1.0), "euros": ("EUR", 1.0), "eurocents": ("EUR", 0.01),
    "pounds sterling": ("GBP", 1.0), "sterling": ("GBP", 1.0), "british pounds": ("GBP", 1.0), "quid": ("GBP", 1.0),
    "pence": ("GBP", 0.01), "yen": ("JPY", 1.0), "yuan": ("CNY", 1.0), "renminbi": ("CNY", 1.0),
    "rupee": ("INR", 1.0), "rupees": ("INR", 1.0), "ruble": ("RUB", 1.0), "rubles": ("RUB", 1.0),
    "rouble": ("RUB", 1.0), "roubles": ("RUB", 1.0), "hryvnia": ("UAH", 1.0), "hryvnias": ("UAH", 1.0),
    "swiss francs": ("CHF", 1.0), "francs": ("CHF", 1.0), "franc": ("CHF", 1.0), "marks": ("DEM", 1.0),
    "deutsche marks": ("DEM", 1.0), "kronor": ("SEK", 1.0), "krona": ("SEK", 1.0), "kroner": ("NOK", 1.0),
    "norwegian kroner": ("NOK", 1.0), "danish kroner": ("DKK", 1.0), "swedish kronor": ("SEK", 1.0),
    "zlotys": ("PLN", 1.0), "zloty": ("PLN", 1.0), "shekels": ("ILS", 1.0), "shekel": ("ILS", 1.0),
    "lira": ("TRY", 1.0), "liras": ("TRY", 1.0), "lire": ("ITL", 1.0), "rand": ("ZAR", 1.0), "reais": ("BRL", 1.0),
    "pesos": ("MXN", 1.0),
    "dirhams": ("AED", 1.0), "riyals": ("SAR", 1.0), "won": ("KRW", 1.0), "baht": ("THB", 1.0),
    "naira": ("NGN", 1.0), "bitcoin": ("BTC", 1.0), "bitcoins": ("BTC", 1.0),
}  # fmt: skip
_SIGN_BEFORE = re.compile(
    rf"(?P<sign>(?<![A-Za-z])(?:{_any_of(CURRENCY_SIGNS)})|(?<![A-Za-z])(?:{_any_of(CURRENCY_CODES)}))[ \u00a0]?$"
)
_CURRENCY_AFTER = re.compile(
    rf"[ \u00a0\n-]?(?P<word>{_any_of(CURRENCY_WORDS)})\b|[ \u00a0](?P<code>{_any_of(CURRENCY_CODES)})\b"
    rf"|(?P<sign>[€£])|(?P<glued>[cp])(?!\w)",
    re.IGNORECASE,
)

MEASURES = {
    "mile": "miles", "miles": "miles", "kilometer": "kilometers", "kilometers": "kilometers",
    "kilometre": "kilometers", "kilometres": "kilometers", "km": "kilometers", "kms": "kilometers",
    "meter": "meters", "meters": "meters", "metre": "meters", "metres": "meters", "foot": "feet", "feet": "feet",
    "ft": "feet", "inch": "inches", "inches": "inches", "in.": "inches", "yard": "yards", "yards": "yards",
    "centimeter": "centimeters", "centimeters": "centimeters", "centimetre": "centimeters",
    "centimetres": "centimeters",
    "cm": "centimeters", "millimeters": "millimeters", "millimetres": "millimeters", "millimeter": "millimeters",
    "mm": "millimeters",
    "nautical miles": "nautical miles", "light-years": "light-years",
    "acre": "acres", "acres": "acres", "hectare": "hectares", "hectares": "hectares",
    "square mile": "square miles", "square miles": "square miles", "sq km": "square kilometers",
    "sq. km": "square kilometers",
    "square kilometer": "square kilometers", "square kilometers": "square kilometers",
    "square kilometre": "square kilometers", "square kilometres": "square kilometers", "square feet": "square feet",
    "square foot": "square feet", "square meters": "square meters", "square metres": "square meters",
    "square meter": "square meters",
    "cubic feet": "cubic feet", "cubic meters": "cubic meters", "cubic metres": "cubic meters",
    "ton": "tons", "tons": "tons", "tonne": "tonnes", "tonnes": "tonnes", "metric tons": "tonnes",
    "metric ton": "tonnes",
    "kilogram": "kilograms", "kilograms": "kilograms", "kilo": "kilograms", "kilos": "kilograms", "kg": "kilograms",
    "gram": "grams", "grams": "grams", "milligrams": "milligrams", "mg": "milligrams", "pound": "pounds",
    "pounds": "pounds", "lb": "pounds", "lbs": "pounds", "ounce": "ounces", "ounces": "ounces", "oz": "ounces",
    "gallon": "gallons", "gallons": "gallons", "liter": "liters", "liters": "liters", "litre": "liters",
    "litres": "liters", "milliliters": "milliliters", "ml": "milliliters",
    "degree": "degrees", "degrees": "degrees", "degrees celsius": "degrees Celsius", "°c": "degrees Celsius",
    "degrees fahrenheit": "degrees Fahrenheit", "°f": "degrees Fahrenheit", "°": "degrees",
    "degrees c": "degrees Celsius",
    "degrees f": "degrees Fahrenheit",
    "watt": "watts", "watts": "watts", "kilowatts": "kilowatts", "kilowatt": "kilowatts", "megawatt": "megawatts",
    "megawatts": "megawatts", "mw": "megawatts", "gigawatt": "gigawatts", "gigawatts": "gigawatts", "gw": "gigawatts",
    "kilowatt-hours": "kilowatt-hours", "kwh": "kilowatt-hours", "megahertz": "megahertz", "gigabytes": "gigabytes",
    "gb": "gigabytes", "terabytes": "terabytes", "megabytes": "megabytes", "mb": "megabytes", "tb": "terabytes",
    "carat": "carats", "carats": "carats", "volts": "volts", "kilotons": "kilotons", "horsepower": "horsepower",
    "basis points": "basis points", "basis point": "basis points", "knots": "knots", "decibels": "decibels",
}  # fmt: skip
_SPEEDS = {
    "mph": ("miles", "hour"),
    "kph": ("kilometers", "hour"),
    "km/h": ("kilometers", "hour"),
    "bpd": ("barrels", "day"),
}
_MEASURE_AFTER = re.compile(
    rf"[ \u00a0\n-]?(?P<speed>{_any_of(_SPEEDS)})\b|[ \u00a0\n]*(?P<measure>{_any_of(MEASURES)})(?!\w)"
    rf"|-(?P<hyphened>{_any_of(MEASURES)})\b",
    re.IGNORECASE,
)
_PERCENT_AFTER = re.compile(
    r"[ \u00a0]?%|[ \u00a0\n-]?(?:percentage[ -]points?|pct[ ]points?|ppts?)\b|[ \u00a0\n-](?:per[ ]?cent"
    r"|pct\.?|pc)(?:age)?(?:[ -]points?)?\b",
    re.IGNORECASE,
)
TIME_UNITS = (
    "second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century", "night",
)  # fmt: skip
_RATE_AFTER = re.compile(
    r"[ \u00a0\n]+(?:per|a|an|each|every)[ \u00a0\n]+(?P<per>second|minute|hour|day|week|fortnight|month"
    r"|quarter|year|night|"
    r"share|person|capita|barrel|gallon|liter|litre|ton|tonne|mile|kilometer|kilometre|head|ounce|pound|unit|ticket|"
    r"household|square foot|square mile|acre|passenger|student|child|game|piece|month|annum|vehicle"
    r"|worker|employee)\b(?![ -](?:ago|earlier|later|before|after))"
    r"|(?:/(?P<slash>second|minute|hour|day|week|month|year|night|share|barrel))\b"
    r"|[ \u00a0\n]+(?P<per_number>per[ \u00a0\n]+(?:100,000|1,000|million|thousand"
    r"|100)(?:[ \u00a0\n]+(?:people|residents|inhabitants|population|births))?)"
    r"|[ \u00a0\n]+(?P<adverb>daily|weekly|monthly|annually|yearly|hourly|nightly)\b(?![ ]+(?:newspaper|paper))"
    r"|[ \u00a0\n]+(?P<apiece>apiece)\b",
    re.IGNORECASE,
)
_ADVERB_UNITS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year",
              "hourly": "hour",
                 "nightly": "night"}  # fmt: skip
_AGE_AFTER = re.compile(
    r"[ \u00a0\n-](?P<unit>year|month|week|day)s?[ \u00a0\n-](?:olds?)\b|[ \u00a0](?P<years>years)[ ]of[ ]age\b",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(
    r"\b(?:aged|(?:dies|died|dead)[ ]at|ages?(?:[ ]of)?|turned|turns|turning)[ \u00a0\n]+"
    r"(?:between[ ]|from[ ]|just[ ]|at least )?$",
    re.IGNORECASE,
)


def bound_before(text: str, start: int) -> tuple[int, Bound | None]:
    """Where the bound words right before `start` begin, and what they say; `start` and None where there are none."""
    window = max(0, start - _BOUND_WINDOW)
    match = _BOUND_BEFORE.search(text[window:start])
    if match is None:
        return start, None
    words = re.sub(r"\s+", " ", match["bound"].lower())
    return window + match.start("bound"), _SIGNS.get(words) or _BOUND_WORDS[words]


def bound_after(text: str, end: int) -> tuple[int, Bound | None]:
    """Where the bound words right after `end` stop ("or more", "+"), and what they say."""
    match = _BOUND_AFTER.match(text, end)
    if match is None:
        return end, None
    bound: Bound = "at least" if match["more"] or match["plus"] else ("at most" if match["less"] else "about")
    return match.end(), bound


def currency_before(text: str, start: int) -> tuple[int, str | None]:
    """Where a currency sign or code right before `start` begins, and the ISO 4217 code."""
    window = max(0, start - 8)
    match = _SIGN_BEFORE.search(text[window:start])
    if match is None:
        return start, None
    return window + match.start(), CURRENCY_SIGNS.get(match["sign"], match["sign"].replace("RMB", "CNY"))


def currency_after(text: str, end: int, scaled: bool) -> tuple[int, str, float] | None:
    """Where a currency word right after `end` stops, its ISO 4217 code and what one of it is worth in that currency
    (a cent is 0.01). Pounds are money only beside a scale word ("five million pounds"): else they are a weight."""
    match = _CURRENCY_AFTER.match(text, end)
    if match is None:
        pounds = re.compile(r"[ \u00a0\n]pounds?\b", re.IGNORECASE).match(text, end)
        return (pounds.end(), "GBP", 1.0) if pounds and scaled else None
    if match["word"]:
        code, worth = CURRENCY_WORDS[re.sub(r"\s+", " ", match["word"].lower())]
        return match.end(), code, worth
    if match["code"]:
        return (match.end(), match["code"].replace("RMB", "CNY"), 1.0) if match["code"].isupper() else None
    if match["glued"]:
        return (match.end(), "USD" if match["glued"] == "c" else "GBP", 0.01) if match["glued"].islower() else None
    return match.end(), CURRENCY_SIGNS[match["sign"]], 1.0


def percent_after(text: str, end: int) -> tuple[int, str] | None:
    """Where "%", "percent" or "percentage points" right after `end` stops, and the unit."""
    match = _PERCENT_AFTER.match(text, end)
    if match is None:
        return None
    return (
        match.end(),
        "percentage points" if "point" in match.group().lower() or "pp" in match.group().lower() else "percent",
    )


def measure_after(text: str, end: int) -> tuple[int, str, str | None] | None:
    """Where a unit of measure right after `end` stops, its plural name and, for a speed, what it is counted per."""
    match = _MEASURE_AFTER.match(text, end)
    if match is None:
        return None
    if match["speed"]:
        unit, per = _SPEEDS[match["speed"].lower()]
        return match.end(), unit, per
    word = re.sub(r"\s+", " ", (match["measure"] or match["hyphened"]).lower())
    if word in ("mw", "gw", "gb", "mb", "tb") and not (match["measure"] or match["hyphened"]).isupper():
        return None
    return match.end(), MEASURES[word], None


def rate_after(text: str, end: int) -> tuple[int, str] | None:
    """Where "per day", "a share", "/hour" or "annually" right after `end` stops, and what the rate is per."""
    match = _RATE_AFTER.match(text, end)
    if match is None:
        return None
    if match["adverb"]:
        return match.end(), _ADVERB_UNITS[match["adverb"].lower()]
    if match["per_number"]:
        return match.end(), re.sub(r"\s+", " ", match["per_number"])[4:]
    if match["apiece"]:
        return match.end(), "unit"
    per = re.sub(r"\s+", " ", (match["per"] or match["slash"]).lower())
    return match.end(), {"annum": "year", "capita": "person", "head": "person"}.get(per, per)


def age_after(text: str, end: int) -> tuple[int, str] | None:
    """Where "-year-old" or "years old" right after `end` stops, and the unit of age."""
    match = _AGE_AFTER.match(text, end)
    return (match.end(), (match["unit"] or "year").lower() + "s") if match else None


def age_before(text: str, start: int) -> int | None:
    """Where "aged" or "age" right before `start` begins."""
    window = max(0, start - 20)
    match = _AGE_BEFORE.search(text[window:start])
    return window + match.start() if match else None
