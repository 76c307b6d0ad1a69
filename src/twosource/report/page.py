"""What all pages share: templates with everything escaped, and a policy that lets nothing in or out."""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from twosource.report.escape import is_quoted, one_line, visible
from twosource.report.passage_links import cell_content, icon, in_context, passage_links, quoted
from twosource.report.vocabulary import counted, listed, origin_label


@dataclass(frozen=True, slots=True)
class Frame:
    """The site a page stands in: where its style sheets and scripts are, and the links above it (address and words).
    `here` is the address of the part of the site the page belongs to, `query` what was last searched for."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    here: str = "/"
    search: str | None = None
    query: str = ""
    token: str = ""
    """The token every form of the site sends along (CSRF)."""
    environment: Environment | None = None
    """The site's own templates, where it adds to the pages."""
    path: str = ""
    """The address of the page itself."""
    icon: str | None = None
    """The address of the site's icon."""


def _finalize(value: Any) -> Any:
    """Every string a template prints has its control characters made visible; markup made here passes as it is."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    return visible(value)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates' environment: everything is escaped, an unknown name is an error."""
    found = Environment(
        loader=PackageLoader("twosource.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "line": one_line,
        "counted": counted,
        "listed": listed,
        "origin_label": origin_label,
        "is_quoted": is_quoted,
        "made": Markup,
        "icon": icon,
        "passage_links": passage_links,
        "cell_content": cell_content,
        "in_context": in_context,
        "quoted": quoted,
    }
    return found


@lru_cache(maxsize=8)
def _resource(name: str) -> str:
    return files("twosource.report").joinpath("templates", name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def resource(name: str) -> str:
    """The text of a style sheet or script that pages use."""
    return _resource(name)


def render_page(template: str, frame: Frame | None = None, **values: Any) -> str:
    """The template as a whole page. Without a frame it loads nothing: its one style sheet and one script stand in it,
    and its Content Security Policy (CSP Level 3, hashes) allows these two and nothing else. In a frame it links the
    site's, and the site sends the policy."""
    style, script = _resource("style.css"), _resource("script.js")
    allowed = f"style-src {_digest(style)}; script-src {_digest(script)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    page = ((frame and frame.environment) or environment()).get_template(template)
    text = page.render(style=Markup(style), script=Markup(script), policy=policy, frame=frame, **values)  # noqa: S704
    return text.rstrip() + "\n"
