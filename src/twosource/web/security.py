"""What stands between the app and the network: who may ask, from where, and what a page may do in a browser."""

import hmac
import secrets
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twosource.api.openapi import PREFIX
from twosource.api.problems import as_problem
from twosource.web.refusals import own_path, refusal_page
from twosource.web.settings import WebSettings

SESSION_COOKIE = "twosource_session"
FORM_COOKIE = "twosource_form"
FORM_FIELD = "form_token"
LARGEST_REQUEST = 64 * 2**20
"""Bytes of one request: some hundred reports."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Gate:
    """Middleware (ASGI): refuses requests under a foreign host name, without the token where one is set, from pages of
    other sites where they change something, and larger than LARGEST_REQUEST; adds the security headers to every
    answer. What is asked for by HEAD is answered as by GET, without the body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._settings = settings
        self._session = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        bodiless = scope["method"] == "HEAD" and not _is_api(scope)
        if bodiless:
            scope = {**scope, "method": "GET"}
        refusal = _as_asked(self._refusal(scope), scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            elif bodiless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await (refusal or self._app)(scope, _bounded(receive), send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if _host_of(headers.get("host", "")) not in self._settings.allowed_hosts:
            return PlainTextResponse("This host name is not served here.", 421)
        if (length := headers.get("content-length", "0")).isdecimal() and int(length) > LARGEST_REQUEST:
            return PlainTextResponse(f"A request may have {LARGEST_REQUEST // 2**20} MB at most.", 413)
        if scope["method"] not in _SAFE and not _is_same_site(headers):
            return PlainTextResponse("This request comes from another site.", 403)
        return self._unauthorised(scope, headers) if self._settings.token else None

    def _unauthorised(self, scope: Scope, headers: Headers) -> Response | None:
        """None where the visitor has shown the token: in the address once (a cookie then remembers it) or in the
        Authorization header each time."""
        token = self._settings.token or ""
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(shown.strip(), token):
            return None
        if _same(cookie(headers, SESSION_COOKIE) or "", self._session):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and _same(dict(query).get("token", ""), token):
            answer = RedirectResponse(_without_token(scope, query), 303)
            answer.set_cookie(SESSION_COOKIE, self._session, httponly=True, samesite="strict")
            return answer
        words = "Show the token that was printed when the app started: open the address with ?token=… once."
        return PlainTextResponse(words, 401, headers={"WWW-Authenticate": "Bearer"})


def _is_api(scope: Scope) -> bool:
    return str(scope["path"]).startswith(f"{PREFIX}/")


def _as_asked(refusal: Response | None, scope: Scope) -> Response | None:
    """The refusal as a problem of the API, as a page for a browser, else in its plain words."""
    if refusal is None or not isinstance(refusal, PlainTextResponse):
        return refusal
    if _is_api(scope):
        return as_problem(refusal)
    return refusal_page(refusal, scope) if "text/html" in Headers(scope=scope).get("accept", "") else refusal


def _without_token(scope: Scope, query: Sequence[tuple[str, str]]) -> str:
    """The address that was asked for, without the token."""
    rest = urlencode([(name, value) for name, value in query if name != "token"])
    return f"{own_path(scope)}?{rest}" if rest else own_path(scope)


def form_token(request: Request) -> str:
    """The token that forms of this visitor carry; it is set as a cookie by `remember_form_token`."""
    return cookie(request.headers, FORM_COOKIE) or secrets.token_urlsafe(24)


def remember_form_token(response: Response, token: str) -> None:
    """Gives the visitor the token to compare that of a form with (double submit)."""
    response.set_cookie(FORM_COOKIE, token, httponly=True, samesite="strict")


def is_own_form(request: Request, sent: str) -> bool:
    """Whether a form was made by this app for this visitor."""
    expected = cookie(request.headers, FORM_COOKIE)
    return expected is not None and _same(sent, expected)


def cookie(headers: Headers, name: str) -> str | None:
    """The value of a cookie the visitor sent, None where it sent none."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return morsel.value if morsel else None


def _is_same_site(headers: Headers) -> bool:
    """Whether a request that changes something comes from a page of this app, or from no page at all (Fetch Metadata;
    the Origin header where a browser does not send it)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def _host_of(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _bounded(receive: Receive) -> Receive:
    """Ends a body that is longer than it said or allowed."""
    received = 0

    async def receive_bounded() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return {"type": "http.disconnect"} if received > LARGEST_REQUEST else message

    return receive_bounded
