"""Comparisons of invented reports, built by hand: a small readable story, and one of 12 outlets, 50 claims and hostile
text in every field."""

from dataclasses import replace

from twosource.model.annotation import AnnotatedArticle, Attribution, Entity, Mention, Quantity, Speaker, TimeExpression
from twosource.model.article import Article
from twosource.model.comparison import (
    Claim,
    ClaimMention,
    Comparison,
    Coverage,
    Discrepancy,
    Exclusive,
    Notice,
    Origin,
    Passage,
    SharedQuote,
    TimelineEntry,
    Voice,
    WordingPair,
)
from twosource.model.span import Span

TIDEWAY = (
    "OSTREL — The lock gate at Ostrel gave way shortly after six on Tuesday morning, flooding two streets.\n\n"
    "“Nobody is missing, and nobody will sleep outside tonight,” Mayor Ida Brandvold told reporters there.\n\n"
    "The fire service said 31 people were brought out by boat. A Tideway reporter counted nine boats at the quay.\n\n"
    "An inspection in March had asked for the hinges to be replaced, according to a letter seen by the Tideway."
)
CANAL_POST = (
    "A lock gate broke in Ostrel early on Tuesday and water ran into two streets of the old town.\n\n"
    "“Nobody is missing,” the mayor, Ida Brandvold, said.\n\n"
    "At least 40 people were taken out by boat, the fire service said at noon.\n\n"
    "The canal company is expected to pay for the repair, its spokesman Jon Aas said in a statement."
)
WIRE = (
    "OSTREL (NW) — Two streets stood under water on Tuesday after the gate of the town lock failed.\n\n"
    "“No one is missing, and no one will sleep outside tonight,” Mayor Ida Brandvold told reporters.\n\n"
    "Thirty-one people were rescued by boat, the fire service said.\n\n"
    "The canal company will pay for the repair, it said in a statement on Wednesday."
)


def passage(article: Article, words: str, occurrence: int = 0) -> Passage:
    """Where the words stand in the article's text; ValueError where they do not."""
    start = -1
    for _ in range(occurrence + 1):
        start = article.text.index(words, start + 1)
    return Passage(article.id, start, start + len(words))


def mention(article: Article, words: str, attribution: str | None = None) -> ClaimMention:
    found = passage(article, words)
    return ClaimMention(found.article, found.start, found.end, attribution)


def attributed(article: Article, id: str, source: str, content: str, speaker: str, cue: str = "said") -> Attribution:
    spans = [passage(article, words).span for words in (source, cue, content)]
    kind = "direct" if "“" in content else "indirect"
    return Attribution(id, kind, (spans[0],), (spans[1],), (spans[2],), Speaker("e1", speaker))


def lock_gate() -> Comparison:
    """Three reports of a broken lock gate with every part of a comparison filled."""
    tideway, post, wire = _lock_gate_articles()
    a, b, c = tideway.article, post.article, wire.article
    return Comparison(
        articles=(tideway, post, wire),
        claims=_lock_gate_claims(a, b, c),
        shared_quotes=(
            SharedQuote(
                "Ida Brandvold",
                "altered",
                (
                    passage(a, "Nobody is missing, and nobody will sleep outside tonight"),
                    passage(b, "Nobody is missing"),
                    passage(c, "No one is missing, and no one will sleep outside tonight"),
                ),
            ),
        ),
        discrepancies=(
            Discrepancy(
                "number",
                "contradiction",
                "the same count at the same time: 31 or at least 40",
                (
                    passage(a, "31 people were brought out by boat"),
                    passage(b, "At least 40 people were taken out by boat"),
                    passage(c, "Thirty-one people were rescued by boat"),
                ),
                (passage(a, "31"), passage(b, "At least 40"), passage(c, "Thirty-one")),
            ),
            Discrepancy(
                "certainty",
                "difference",
                "expected in one report, certain in the other",
                (
                    passage(b, "The canal company is expected to pay for the repair"),
                    passage(c, "The canal company will pay for the repair"),
                ),
                (passage(b, "is expected to"), passage(c, "will", 1)),
            ),
        ),
        exclusives=(
            Exclusive("tideway", *_ends(passage(a, "A Tideway reporter counted nine boats at the quay")), rank=1),
            Exclusive(
                "tideway",
                *_ends(passage(a, "An inspection in March had asked for the hinges to be replaced")),
                attribution="q3",
                rank=0,
            ),
        ),
        timeline=(
            TimelineEntry("2031-03", (passage(a, "An inspection in March had asked for the hinges to be replaced"),)),
            TimelineEntry(
                "2031-05-13",
                (passage(a, "The lock gate at Ostrel gave way"), passage(b, "A lock gate broke in Ostrel")),
            ),
        ),
        voices=(
            Voice("Ida Brandvold", "tideway", 60, 58),
            Voice("Ida Brandvold", "post", 19, 17),
            Voice("Jon Aas", "post", 52, 0),
        ),
        wording=(WordingPair("the streets", (passage(a, "two streets"), passage(b, "two streets of the old town"))),),
        coverage=(
            Coverage("tideway", ("c1", "c2", "c3"), ("c4",)),
            Coverage("post", ("c1", "c2", "c3", "c4"), ()),
            Coverage("wire", ("c1", "c2", "c3", "c4"), ()),
        ),
        notices=(Notice("few_shared", "the reports share only four statements", ("tideway",)),),
        provenance={"twosource": "0.1.0", "components": {"claims": "1", "attribution": "2"}},
    )


def _ends(found: Passage) -> tuple[int, int]:
    return found.start, found.end


def _lock_gate_articles() -> tuple[AnnotatedArticle, AnnotatedArticle, AnnotatedArticle]:
    a = Article(
        "tideway",
        TIDEWAY,
        "Lock gate gives way in Ostrel",
        "The Tideway",
        "https://tideway.example/1",
        published="2031-05-13",
    )
    b = Article("post", CANAL_POST, "Old town under water", "Canal Post", published="2031-05-13T14:00:00")
    c = Article("wire", WIRE, "Two streets flooded in Ostrel", "Northern Wire", published="2031-05-14", credits=("NW",))
    mayor = Entity("e1", "Ida Brandvold", "person", (Mention(*_ends(passage(a, "Ida Brandvold"))),), ("Mayor",))
    quantity, noon = passage(a, "31"), passage(a, "Tuesday morning")
    return (
        AnnotatedArticle(
            a,
            entities=(mayor,),
            attributions=(
                attributed(
                    a,
                    "q1",
                    "Mayor Ida Brandvold",
                    "“Nobody is missing, and nobody will sleep outside tonight,”",
                    "Ida Brandvold",
                    "told",
                ),
                attributed(a, "q2", "The fire service", "31 people were brought out by boat", "fire service"),
                attributed(
                    a,
                    "q3",
                    "a letter seen by the Tideway",
                    "An inspection in March had asked for the hinges to be replaced",
                    "a letter seen by the Tideway",
                    "according to",
                ),
            ),
            times=(TimeExpression(noon.start, noon.end, "TIME", "2031-05-13TMO"),),
            quantities=(Quantity(quantity.start, quantity.end, 31.0, None, "people", "count"),),
            sentences=a.paragraphs,
        ),
        AnnotatedArticle(
            b,
            attributions=(
                attributed(b, "q1", "Ida Brandvold", "“Nobody is missing,”", "Ida Brandvold"),
                attributed(b, "q2", "the fire service", "At least 40 people were taken out by boat", "fire service"),
                attributed(b, "q3", "Jon Aas", "The canal company is expected to pay for the repair", "Jon Aas"),
            ),
        ),
        AnnotatedArticle(
            c,
            attributions=(
                attributed(
                    c,
                    "q1",
                    "Mayor Ida Brandvold",
                    "“No one is missing, and no one will sleep outside tonight,”",
                    "Ida Brandvold",
                    "told",
                ),
                attributed(c, "q2", "the fire service", "Thirty-one people were rescued by boat", "fire service"),
                attributed(c, "q3", "it", "The canal company will pay for the repair", "the canal company"),
            ),
        ),
    )


def _lock_gate_claims(a: Article, b: Article, c: Article) -> tuple[Claim, ...]:
    gate = "The lock gate at Ostrel gave way shortly after six on Tuesday morning"
    return (
        Claim(
            "c1",
            gate,
            "corroborated",
            "own reporting of two outlets that do not share text",
            (
                mention(a, gate),
                mention(b, "A lock gate broke in Ostrel early on Tuesday"),
                mention(c, "the gate of the town lock failed"),
            ),
            (
                Origin("own reporting: The Tideway", "own_reporting", (0,)),
                Origin("own reporting: Canal Post", "own_reporting", (1,)),
                Origin("Northern Wire", "agency", (2,)),
            ),
        ),
        Claim(
            "c2",
            "Nobody is missing, and nobody will sleep outside tonight",
            "shared_origin",
            "three outlets, one origin: Ida Brandvold at the town hall",
            (
                mention(a, "“Nobody is missing, and nobody will sleep outside tonight,”", "q1"),
                mention(b, "“Nobody is missing,”", "q1"),
                mention(c, "“No one is missing, and no one will sleep outside tonight,”", "q1"),
            ),
            (Origin("Ida Brandvold", "person", (0, 1, 2)),),
        ),
        Claim(
            "c3",
            "31 people were brought out by boat",
            "disputed",
            "31 or at least 40, both from the fire service",
            (
                mention(a, "31 people were brought out by boat", "q2"),
                mention(b, "At least 40 people were taken out by boat", "q2"),
                mention(c, "Thirty-one people were rescued by boat", "q2"),
            ),
            (Origin("fire service", "office", (0, 1, 2)),),
            discrepancies=(0,),
        ),
        Claim(
            "c4",
            "The canal company will pay for the repair",
            "unclear",
            "the texts do not say whether the two statements are one",
            (
                mention(b, "The canal company is expected to pay for the repair", "q3"),
                mention(c, "The canal company will pay for the repair", "q3"),
            ),
            (Origin("canal company", "office", (0, 1)),),
            certainty="expected",
            discrepancies=(1,),
        ),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    "\u202eevil\u202c",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "[bold red]rich[/bold red] <img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% raw %} &amp; \x00 \x9b31m \ud800",
    "'\"><svg onload=alert(1)> | a | b |",
    "http://evil.example www.evil.example a@evil.example",
)


def crowded(outlets: int = 12, claims: int = 50) -> Comparison:
    """A comparison of many outlets and claims, hostile text in every field a report can fill, spans that nest, cross,
    touch and leave the text."""
    articles = tuple(_crowded_article(number) for number in range(outlets))
    standings = ("corroborated", "shared_origin", "disputed", "single_source", "unclear")
    discrepancies = tuple(_crowded_discrepancy(articles, number) for number in range(8))
    found = []
    for number in range(claims):
        standing = standings[number * len(standings) // claims]
        having = articles[number % outlets :][: 1 if standing == "single_source" else 2 + number % 9] or articles[:2]
        having = having if len(having) > 1 or standing == "single_source" else articles[:3]
        mentions = tuple(_crowded_mention(article, number) for article in having)
        half = max(1, len(mentions) // 2)
        origins = (
            Origin(f"Office of {HOSTILE[number % len(HOSTILE)]}", "office", tuple(range(half))),
            Origin(f"own reporting: {number % 5}", "own_reporting", tuple(range(half, len(mentions)))),
        )
        touching = (number % 8,) if standing == "disputed" else ()
        text = f"Statement {number} {HOSTILE[number % len(HOSTILE)]}"
        found.append(Claim(f"c{number}", text, standing, f"because {text}", mentions, origins, discrepancies=touching))
    ids = [article.article.id for article in articles]
    return Comparison(
        articles,
        tuple(found),
        tuple(
            SharedQuote(HOSTILE[i], "altered", tuple(Passage(key, i * 9, i * 9 + 70) for key in ids[:4]))
            for i in range(8)
        ),
        discrepancies,
        tuple(Exclusive(key, n * 20, n * 20 + 35, rank=n) for key in ids for n in range(9)),
        tuple(
            TimelineEntry(f"2031-05-{day:02d}", (Passage(ids[day % outlets], day, day + 90),)) for day in range(1, 29)
        ),
        tuple(Voice(speaker, key, 40 + 9 * n, 5 * n) for key in ids for n, speaker in enumerate(HOSTILE)),
        tuple(WordingPair(words, (Passage(ids[0], 3, 30), Passage(ids[1], 0, 20))) for words in HOSTILE),
        tuple(Coverage(key, ("c1",), tuple(f"c{n}" for n in range(2, 30))) for key in ids),
        tuple(Notice("note", words, (ids[0], "nowhere")) for words in HOSTILE),
        {"twosource": "0.1.0", "components": {HOSTILE[0]: HOSTILE[1]}},
    )


def _crowded_article(number: int) -> AnnotatedArticle:
    hostile = HOSTILE[number % len(HOSTILE)]
    paragraphs = [
        f"Paragraph {n} of report {number} says {HOSTILE[n % len(HOSTILE)]} and more words." for n in range(12)
    ]
    name = "The Very Long Winded Municipal Intelligencer and Advertiser of " * (number % 3) + hostile
    article = Article(
        f"id-{number}-{hostile}",
        "\n\n".join(paragraphs),
        f"Headline {number} {hostile}",
        f"{name} {number // 2}",
        "javascript:alert(1)" if number % 2 else "https://outlet.example/?q=<script>",
        byline=hostile,
        published=hostile if number == 3 else f"2031-05-{number + 1:02d}",
        language=hostile,
        section=hostile,
    )
    spans = (Span(2, 40), Span(30, 60))
    attribution = Attribution("q1", "mixed", (Span(0, 9),), (Span(10, 12),), spans, Speaker(None, hostile))
    return replace(
        AnnotatedArticle(article),
        attributions=(attribution, replace(attribution, id="q2", speaker=None, parent="q1")),
        entities=(Entity("e1", hostile, "person", (Mention(0, 9), Mention(5, 20)), (hostile,)),),
        times=(TimeExpression(3, 12, "DATE", hostile),),
        quantities=(Quantity(10, 11, float("inf"), "about", hostile),),
        components={hostile: hostile},
    )


def _crowded_mention(annotated: AnnotatedArticle, number: int) -> ClaimMention:
    start = number * 11 % len(annotated.article.text)
    return ClaimMention(annotated.article.id, start, start + 30 + number * 3, "q1" if number % 3 else None)


def _crowded_discrepancy(articles: tuple[AnnotatedArticle, ...], number: int) -> Discrepancy:
    passages = tuple(Passage(a.article.id, number * 13, number * 13 + 60) for a in articles[: 2 + number])
    differing = tuple(Passage(p.article, p.start + 4, p.start + 14) for p in passages)
    severity = "contradiction" if number % 2 else "difference"
    return Discrepancy("number", severity, f"why {HOSTILE[number]}", passages, differing, update=number == 3)
