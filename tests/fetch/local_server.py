"""Servers on this machine that answer as a test tells them, well or badly."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]
PAGE = "<html><p>The board met. “It is over.”</p></html>"


def send(handler: BaseHTTPRequestHandler, body: bytes = PAGE.encode(), status: int = 200, **headers: str) -> None:
    """A whole answer; `Content_Length=""` and the like leave a header out."""
    named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    handler.send_response(status)
    for name, value in named.items():
        if value:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def answer(body: bytes = PAGE.encode(), status: int = 200, **headers: str) -> Answer:
    """An answer that is the same each time."""
    return lambda handler: send(handler, body, status, **headers)


@dataclass(frozen=True)
class Asked:
    """A request as the server got it."""

    path: str
    headers: dict[str, str]
    body: bytes = b""


class Server:
    """Answers each path with a function; unknown paths with 404; remembers what was asked."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[Asked] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                server.requests.append(Asked(self.path, dict(self.headers.items()), body))
                answer = server.answers.get(self.path)
                try:
                    if answer is None:
                        send(self, b"not here", 404)
                    else:
                        answer(self)
                except OSError:
                    self.close_connection = True

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.host = f"{host}:{self._server.server_port}"
        self.base = f"http://{self.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Path and user agent of each request."""
        return [(asked.path, asked.headers.get("User-Agent", "")) for asked in self.requests]

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.requests]

    def close(self) -> None:
        """Ends the server; answers on their way are left to end by themselves."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class RawServer:
    """Says nothing of robots.txt (404); hands every other connection, its request read, to a function that does with it
    as it likes and counts in `sent` the bytes it got rid of."""

    def __init__(self, behave: Callable[["RawServer", socket.socket], None], host: str = "127.0.0.1") -> None:
        self.sent = 0
        self.base = ""
        self.over = threading.Event()
        self._behave = behave
        self._listening = socket.create_server((host, 0))
        self.base = f"http://{host}:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def stream(self, connection: socket.socket, part: bytes, times: int) -> None:
        """Sends `part` again and again until the other side has had enough."""
        for _ in range(times):
            if self.over.is_set():
                return
            connection.sendall(part)
            self.sent += len(part)

    def close(self) -> None:
        """Ends the server."""
        self.over.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _accept(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = b""
                while b"\r\n\r\n" not in request:
                    request += connection.recv(4096)
                if request.startswith(b"GET /robots.txt "):
                    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                else:
                    self._behave(self, connection)
            except OSError:
                return
