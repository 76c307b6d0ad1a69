"""The reports made for the benchmark: the same in every run, each of its own words."""

from evaluation.made_reports import WORDS, make_reports


def test_made_reports_do_not_depend_on_how_many_are_made() -> None:
    assert make_reports(12)[:5] == make_reports(5)


def test_made_reports_have_the_length_asked_for_and_share_facts() -> None:
    reports = make_reports(24)
    assert all(0.9 * WORDS <= len(report.text.split()) <= 1.2 * WORDS for report in reports)
    assert len({report.outlet for report in reports}) == len({report.text for report in reports}) == 24
    assert sum("River Alder" in report.text for report in reports) > 12
