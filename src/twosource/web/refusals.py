"""Refusals at the door as a page in plain words. It loads nothing: who is refused may not have the site's styles
either."""

import base64
import hashlib
from urllib.parse import parse_qsl, quote

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from twosource.report.escape import one_line

HEADINGS = {
    400: "Not understood",
    401: "This site asks for a token",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    413: "Too large",
    421: "Not served under this name",
    429: "Too many at once",
    500: "Something went wrong",
    503: "Busy",
}
"""What a page that could not be given is called, by its status."""
ELSE = "That did not work"
_LONGEST_PATH = 1_000
_MOST_FIELDS = 12
_STYLE = (
    ":root{color-scheme:light dark}body{margin:0;background:#fbfaf6;color:#1c1b18;font:1.05rem/1.5 Georgia,serif}"
    "main{max-width:34rem;margin:12vh auto 0;padding:0 1.2rem}.flag{font:650 1.2rem/1 Georgia,serif;border-bottom:3px"
    " double;padding-bottom:.7rem}h1{font-size:1.7rem;line-height:1.2;margin:1.4rem 0 .4rem}p{margin:.5rem 0}"
    "form{margin-top:1.4rem}label{font:.85rem/1.4 system-ui,sans-serif}input,button{font:1rem/1.4 system-ui,sans-serif;"
    "color:inherit;background:none;border:1px solid #77736a;border-radius:3px;padding:.4rem .6rem;max-width:100%}"
    ":focus-visible{outline:2px solid #234f85;outline-offset:2px}"
    "@media (prefers-color-scheme:dark){body{background:#171613;color:#ebe8df}input,button{border-color:#a8a498}"
    ":focus-visible{outline-color:#93bbec}}"
)
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_TEMPLATES = Environment(loader=PackageLoader("twosource.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def refusal_page(refusal: Response, scope: Scope) -> Response:
    """The refusal as a page, with its status and headers; where a token is missing, with a form that shows it and
    then leads on to the address that was asked for."""
    words = one_line(bytes(refusal.body).decode("utf-8", "replace"), 400)
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    text = _TEMPLATES.get_template(
        "refusal.html.j2"
    ).render(
        heading=HEADINGS.get(refusal.status_code, ELSE),
        words=words,
        style=Markup(_STYLE),  # noqa: S704
        asks_token=refusal.status_code == 401,
        path=own_path(scope),
        query=[(name, value) for name, value in query[:_MOST_FIELDS] if name != "token"],
    )
    headers = {name: value for name, value in refusal.headers.items() if not name.startswith("content-")}
    kept = headers | {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(text.encode("utf-8", "replace"), refusal.status_code, kept)


def own_path(scope: Scope) -> str:
    """The path that was asked for, as an address of this site: one that begins with two slashes would be the name of
    another."""
    path = str(scope["path"])[:_LONGEST_PATH].lstrip("/\\")
    return "/" + quote(path.encode("utf-8", "replace"), safe="/:@!$&'()*+,;=~")
