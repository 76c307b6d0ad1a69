"""How the web app is run."""

from dataclasses import dataclass

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Where the app listens and what it may do. `token` must be shown by every visitor where it is set; it has to be
    set where `host` is not this machine alone. `allow_private` lets pasted addresses and feeds lie in private networks.
    `hosts` are further names under which the app may be addressed (beside this machine's own)."""

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    allow_private: bool = False
    contact: str | None = None
    hosts: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the app."""
        return self.host in LOOPBACK

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The names a request may address the app by: another would be a page of elsewhere pointing its own name here
        (DNS rebinding)."""
        return LOOPBACK | {"[::1]", self.host} | set(self.hosts)
