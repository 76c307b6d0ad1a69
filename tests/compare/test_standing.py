from collections.abc import Sequence
from dataclasses import replace

from tests.compare.build import mention, person, report, said
from twosource.compare.article_view import views_by_id
from twosource.compare.copies import find_copies
from twosource.compare.origin_names import document_nouns
from twosource.compare.origins import OriginTracer, Tracing
from twosource.compare.publishers import Partner, PublisherTable, load_publishers
from twosource.compare.quotes import match_utterances
from twosource.compare.standing import judge_standing
from twosource.model.annotation import AnnotatedArticle, Speaker
from twosource.model.comparison import ClaimMention, Discrepancy, Passage, Severity, Standing


def judged(
    annotated: Sequence[AnnotatedArticle],
    mentions: Sequence[ClaimMention],
    table: PublisherTable | None = None,
    discrepancies: Sequence[Discrepancy] = (),
) -> tuple[Tracing, Standing, str]:
    views = views_by_id(annotated)
    articles = list(views.values())
    tracer = OriginTracer(views, table or load_publishers(), find_copies(articles), match_utterances(articles))
    tracing = tracer.trace(mentions)
    return tracing, *judge_standing(tracing, mentions, discrepancies, views)


READOUT = "“discussed the need to deter further attacks on the shipping lanes of the strait”"


def test_one_readout_quoted_twice_is_one_origin() -> None:
    reports = (
        ("Courier", f"The two {READOUT}, spokesman Carl Halloway said in a readout after the long session.", "said"),
        ("Ledger", f"In the readout spokesman Carl Halloway wrote that they {READOUT} when they met.", "wrote"),
    )
    one, two = (
        person(said(report(outlet, text), "spokesman Carl Halloway", verb, READOUT, "Carl Halloway"), "Carl Halloway")
        for outlet, text, verb in reports
    )
    tracing, standing, reason = judged([one, two], [mention(one, READOUT[1:-1]), mention(two, READOUT[1:-1])])
    assert (standing, len(tracing.origins)) == ("shared_origin", 1)
    assert reason == "2 outlets, both quoting Carl Halloway’s readout"


def test_own_voice_with_anothers_quoted_words_rests_on_their_speaker() -> None:
    one = said(report("Courier", f"The two {READOUT}, Carl Halloway said."), "Carl Halloway", "said", READOUT)
    two = report("Ledger", "Okore and Tarnow “discussed the need to deter further attacks on the shipping lanes”.")
    words = "discussed the need to deter further attacks on the shipping lanes"
    _, standing, reason = judged([one, two], [mention(one, words), mention(two, words)])
    assert standing == "shared_origin"
    assert "Carl Halloway" in reason


def test_two_own_accounts_are_two_origins() -> None:
    one = report("Courier", "The night ferry sank off the point at three in the morning.")
    two = report("Ledger", "Before dawn a ferry went down near the lighthouse with its lights still on.")
    tracing, standing, reason = judged([one, two], [mention(one, one.article.text), mention(two, two.article.text)])
    assert (standing, len(tracing.origins)) == ("corroborated", 2)
    assert reason == "2 independent origins: own account of Courier; own account of Ledger"


def test_two_outlets_of_one_publisher_are_one_origin() -> None:
    one = report("New York Post", "The night ferry sank off the point at three in the morning.")
    two = report("The Wall Street Journal", "Before dawn a ferry went down near the lighthouse.")
    _, standing, reason = judged([one, two], [mention(one, one.article.text), mention(two, two.article.text)])
    assert standing == "shared_origin"
    assert reason == "2 outlets of one publisher, News Corp"


def test_one_text_in_two_outlets_is_one_origin() -> None:
    text = "The night ferry sank off the northern point at three in the morning with forty sheep and two dogs aboard."
    one, two = report("Courier", text, credits=("Coastline",)), report("Ledger", text, credits=("Coastline",))
    _, standing, reason = judged([one, two], [mention(one, text), mention(two, text)])
    assert standing == "shared_origin"
    assert reason == "2 outlets, both carrying the same text of Coastline"


def test_one_outlet_is_a_single_source_with_its_speaker() -> None:
    text = "The dam will hold, engineer Mara Quint said."
    one = said(report("Courier", text), "Mara Quint", "said", "The dam will hold")
    _, standing, reason = judged([one], [mention(one, "The dam will hold")])
    assert standing == "single_source"
    assert reason == "only Courier has this, on the word of Mara Quint"


def test_sources_without_a_name_are_never_counted_as_two() -> None:
    one = report("Courier", "Officials say the gate failed first.")
    two = report("Ledger", "The sluice broke before the wall did, people close to the inquiry told us.")
    one = said(one, "Officials", "say", "the gate failed first")
    two = said(two, "people close to the inquiry", "told", "The sluice broke before the wall did")
    one, two = (
        replace(
            a, attributions=tuple(replace(q, speaker=Speaker(None, "officials", "unnamed")) for q in a.attributions)
        )
        for a in (one, two)
    )
    mentions = [mention(one, "the gate failed first"), mention(two, "The sluice broke before the wall did")]
    _, standing, reason = judged([one, two], mentions)
    assert standing == "unclear"
    assert "does not name" in reason


def test_a_republisher_leaves_independence_open() -> None:
    table = PublisherTable(partners=(Partner("Portal", ("Portal",), ("*",)),))
    one = report("Portal", "The night ferry sank off the point at three in the morning.")
    two = report("Ledger", "Before dawn a ferry went down near the lighthouse with its lights still on.")
    mentions = [mention(one, one.article.text), mention(two, two.article.text)]
    _, standing, reason = judged([one, two], mentions, table)
    assert standing == "unclear"
    assert reason.endswith("Portal carries other outlets’ reports")


def test_talks_behind_closed_doors_rest_on_their_readout() -> None:
    words = "Okore met Tarnow for two hours"
    one = report("Courier", f"{words} on Friday. “They spoke of grain,” spokesman Carl Halloway said.")
    one = said(one, "spokesman Carl Halloway", "said", "“They spoke of grain,”", "Carl Halloway")
    two = report("Ledger", "On Friday Tarnow received Okore for two hours, according to a readout from the talks.")
    other = "Tarnow received Okore for two hours"
    two = said(two, "a readout from the talks", "according to", other, "readout from the talks")
    [attribution] = two.attributions
    two = replace(
        two, attributions=(replace(attribution, speaker=Speaker(None, "readout from the talks", "document")),)
    )
    tracing, standing, _ = judged([one, two], [mention(one, words), mention(two, other)])
    assert standing == "shared_origin"
    assert "readout" in tracing.links
    alone = report("Courier", f"{words} on Friday, and both smiled on the steps.")
    assert "readout" not in judged([alone, two], [mention(alone, words), mention(two, other)])[0].links


def test_what_a_report_with_a_readout_tells_of_the_talks_rests_on_it() -> None:
    spoken = "“They spoke of grain,” spokesman Carl Halloway said."
    met, talked = "Talks with Tarnow began at noon", "Talks were held in the old customs house"
    cold, chilly = "Ice had formed on the quays", "The harbour was frozen over by then"
    one = said(report("Courier", f"{met}. {cold}. {spoken}"), "spokesman Carl Halloway", "said", "They spoke of grain")
    two = report("Ledger", f"They spoke of grain, according to a readout. {talked}. {chilly}.")
    two = said(two, "a readout", "according to", "They spoke of grain", "readout")
    [attribution] = two.attributions
    two = replace(two, attributions=(replace(attribution, speaker=Speaker(None, "readout", "document")),))
    _, standing, reason = judged([one, two], [mention(one, met), mention(two, talked)])
    assert standing == "shared_origin"
    assert "readout" in reason
    assert judged([one, two], [mention(one, cold), mention(two, chilly)])[1] == "corroborated"


def test_a_company_that_speaks_is_no_person() -> None:
    words = "The gates will be replaced by spring"
    one = person(report("Courier", f"{words}, Tarnow Sluices said."), "Tarnow Sluices")
    one = said(one, "Tarnow Sluices", "said", words)
    [entity], [attribution] = one.entities, one.attributions
    one = replace(one, attributions=(replace(attribution, speaker=Speaker(entity.id, entity.name, "named")),))
    assert judged([one], [mention(one, words)])[0].origins[0].kind == "person"
    one = replace(one, entities=(replace(entity, kind="organization"),))
    assert judged([one], [mention(one, words)])[0].origins[0].kind == "office"


def test_what_two_outlets_tell_a_speaker_said_is_put_down_to_him() -> None:
    words = "Mara Quint announced on Friday that the gates would open"
    told = "the gates would open"
    one, two = (
        said(report(name, f"{start}{words}. {end}"), "Mara Quint", "announced", told)
        for name, start, end in (("Courier", "", "It rained."), ("Ledger", "In the north ", "Farmers cheered."))
    )
    frame = "Mara Quint announced on Friday"
    mentions = [mention(one, frame), mention(two, frame)]
    tracing, standing, reason = judged([one, two], mentions)
    assert (standing, [origin.name for origin in tracing.origins]) == ("shared_origin", ["Mara Quint"])
    assert "neither names" not in reason


def test_a_document_named_once_is_not_put_down_as_that_of_all_a_speaker_says() -> None:
    text = "Mara Quint wrote in a letter that it rained. " + " ".join(
        f"Quint said that gate {gate} is safe." for gate in ("one", "two", "three", "four", "five")
    )
    annotated = said(report("Courier", text), "Mara Quint", "wrote in a letter", "it rained")
    views = views_by_id([annotated])
    assert document_nouns(tuple(views.values())) == {"quint": "letter"}
    for gate in ("one", "two", "three", "four", "five"):
        annotated = said(annotated, "Quint", "said", f"gate {gate} is safe", "Mara Quint")
    assert document_nouns(tuple(views_by_id([annotated]).values())) == {}


def with_verb(annotated: AnnotatedArticle, word: str) -> AnnotatedArticle:
    """The report with the word as a verb in the past tense."""
    text = annotated.article.text
    return replace(
        annotated,
        tokens=tuple(
            replace(token, pos="VERB", tag="VBD") if text[token.start : token.end] == word else token
            for token in annotated.tokens
        ),
    )


def test_how_somebody_is_described_is_not_taken_for_copied_text() -> None:
    text = "Mara Quint, chief engineer of the northern dams board since the spring floods, walked the wall at dawn."
    others = (
        "Rain had fallen on the upper valley for nine days without a single break. The reservoir stood a hand below "
        "the brim when the sirens went off at four in the morning.",
        "Nobody in the lower town had slept since the first warnings came on the radio. Shopkeepers piled sandbags in "
        "front of their doors and carried their stock up the stairs.",
    )
    one, two = (
        with_verb(report(name, f"{text} {other}"), "walked")
        for name, other in zip(("Courier", "Ledger"), others, strict=True)
    )
    described = "chief engineer of the northern dams board since the spring floods"
    assert "text" not in judged([one, two], [mention(one, described), mention(two, described)])[0].links
    whole = text.removesuffix(".")
    assert "text" in judged([one, two], [mention(one, whole), mention(two, whole)])[0].links


def disputing(severity: Severity, update: bool) -> Discrepancy:
    places = (Passage("Courier", 0, 9), Passage("Ledger", 0, 9))
    return Discrepancy("number", severity, "“nine” against “ten”", places, places, update)


def test_a_contradiction_disputes_a_claim_and_an_update_does_not() -> None:
    one = report("Courier", "Nine boats sank off the point at three in the morning.")
    two = report("Ledger", "Before dawn ten boats went down near the lighthouse.")
    mentions = [mention(one, one.article.text), mention(two, two.article.text)]
    _, standing, reason = judged([one, two], mentions, discrepancies=[disputing("contradiction", False)])
    assert standing == "disputed"
    assert reason == "Courier and Ledger differ on the number: “nine” against “ten”"
    for other in (disputing("difference", False), disputing("contradiction", True)):
        assert judged([one, two], mentions, discrepancies=[other])[1] == "corroborated"


def test_every_mention_belongs_to_exactly_one_origin() -> None:
    texts = {"A": "The wall fell at noon.", "B": "At noon the wall came down.", "C": "A wall fell, Ivo Brandt said."}
    annotated = [report(outlet, text) for outlet, text in texts.items()]
    annotated[2] = said(annotated[2], "Ivo Brandt", "said", "A wall fell")
    mentions = [
        mention(annotated[0], texts["A"]),
        mention(annotated[1], texts["B"]),
        mention(annotated[2], "A wall fell"),
    ]
    tracing, _, _ = judged(annotated, mentions)
    assert sorted(i for origin in tracing.origins for i in origin.mentions) == [0, 1, 2]
