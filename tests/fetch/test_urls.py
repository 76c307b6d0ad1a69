"""Addresses of pages."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.fetch.refusals import RefusedError
from twosource.fetch.urls import checked_url, host_of, origin_of, redirected_url


@pytest.mark.parametrize(
    ("url", "checked", "origin", "host"),
    [
        ("https://post.example", "https://post.example", "https://post.example", "post.example"),
        (" HTTP://Post.Example:80/a#b ", "http://post.example/a", "http://post.example", "post.example"),
        ("https://post.example:443/a?b=c", "https://post.example/a?b=c", "https://post.example", "post.example"),
        ("http://post.example:8080/", "http://post.example:8080/", "http://post.example:8080", "post.example:8080"),
        ("http://post.example./a", "http://post.example./a", "http://post.example.", "post.example"),
        ("http://[::1]:81/", "http://[::1]:81/", "http://[::1]:81", "::1:81"),
        ("https://u:p@post.example/", "https://u:p@post.example/", "https://post.example", "post.example"),
    ],
)
def test_origin_and_host(url: str, checked: str, origin: str, host: str) -> None:
    assert checked_url(url) == checked
    assert (origin_of(checked), host_of(checked)) == (origin, host)


@given(st.text(max_size=60) | st.text(max_size=60).map("http://".__add__))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = checked_url(text)
    except (RefusedError, ValueError, httpx.InvalidURL):
        return
    assert origin_of(url).startswith("http")
    assert host_of(url)
    assert checked_url(url) == url


@given(st.text(max_size=60))
def test_any_location_is_followed_or_refused(location: str) -> None:
    try:
        url = redirected_url("https://post.example/a", location)
    except RefusedError as refused:
        assert refused.reason == "broken_response"  # noqa: PT017
        return
    assert url.startswith("http")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://post.example/b"),
        ("b?c", "https://post.example/x/b?c"),
        ("//herald.example/b", "https://herald.example/b"),
        ("http://user:secret@herald.example/b#c", "http://herald.example/b"),
        ("?page=2", "https://post.example/x/a?page=2"),
    ],
)
def test_where_a_redirect_leads(location: str, target: str) -> None:
    assert redirected_url("https://post.example/x/a", location) == target
