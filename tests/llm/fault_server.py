"""A raw loopback HTTP server that plays every fault of the table; the model's name in the request chooses which."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json"
SSE = "text/event-stream"


@dataclass
class Request:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class FaultServer:
    """The server; `requests` grows as they come in."""

    port: int
    requests: list[Request] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    """Set when a client closed the connection of an endless answer."""
    scripts: dict[str, Callable[["Exchange"], None]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


class Exchange:
    """One connection with its request, and the ways to answer it."""

    def __init__(self, server: FaultServer, sock: socket.socket, request: Request) -> None:
        self.server = server
        self.sock = sock
        self.request = request

    @property
    def stream(self) -> bool:
        return bool(self.request.body.get("stream"))

    def raw(self, data: bytes) -> None:
        self.sock.sendall(data)

    def whole(self, body: bytes | dict[str, Any] | str, status: int = 200, kind: str = JSON, head: str = "") -> None:
        data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        self.raw(
            f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n{head}"
            "Connection: close\r\n\r\n".encode()
            + data
        )

    def error(self, status: int, message: str, code: str = "", head: str = "") -> None:
        self.whole({"error": {"message": message, "code": code, "type": code}}, status, JSON, head)

    def begin(self) -> None:
        self.raw(f"HTTP/1.1 200 OK\r\nContent-Type: {SSE}\r\nConnection: close\r\n\r\n".encode())

    def event(self, data: dict[str, Any] | str) -> None:
        text = data if isinstance(data, str) else json.dumps(data)
        self.raw(f"data: {text}\n\n".encode())

    def piece(self, content: str | None, finish: str | None = None, **delta: Any) -> None:
        self.event(
            {**CHUNK, "choices": [{"index": 0, "delta": {"content": content, **delta}, "finish_reason": finish}]}
        )

    def say(self, *pieces: str, finish: str | None = "stop", done: bool = True) -> None:
        """A good answer, streamed or whole as asked."""
        if not self.stream:
            self.whole(answer("".join(pieces), finish))
            return
        self.begin()
        for piece in pieces:
            self.piece(piece)
        if finish:
            self.piece(None, finish)
        if done:
            self.event({**CHUNK, "choices": [], "usage": USAGE})
            self.event("[DONE]")


CHUNK = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
USAGE = {"prompt_tokens": 100, "completion_tokens": 5, "total_tokens": 105}
PAGE = "<!DOCTYPE html><html><body>Sign in to the hotel Wi-Fi</body></html>"


def answer(content: str | None, finish: str | None = "stop", **message: Any) -> dict[str, Any]:
    return {
        **CHUNK,
        "object": "chat.completion",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
        ],
        "usage": USAGE,
    }


def _choices_empty(x: Exchange) -> None:
    if not x.stream:
        x.whole({**CHUNK, "object": "chat.completion", "choices": []})
        return
    x.begin()
    x.event({**CHUNK, "choices": []})
    x.event("[DONE]")


def _content_none(x: Exchange) -> None:
    if not x.stream:
        x.whole(answer(None))
        return
    x.begin()
    x.piece(None, "stop")
    x.event("[DONE]")


def _broken_json(x: Exchange) -> None:
    if not x.stream:
        x.whole('{"choices": [{')
        return
    x.begin()
    x.event('{"choices": [{')


def _cut(x: Exchange) -> None:
    """The connection breaks in the middle of a chunked body."""
    if not x.stream:
        x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
        return
    x.raw(f"HTTP/1.1 200 OK\r\nContent-Type: {SSE}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    event = (
        b"data: " + json.dumps({**CHUNK, "choices": [{"index": 0, "delta": {"content": "No. We"}}]}).encode() + b"\n\n"
    )
    x.raw(f"{len(event):x}\r\n".encode() + event + b"\r\n40\r\ndata: ")


def _error_event(x: Exchange) -> None:
    if not x.stream:
        x.whole({"error": {"message": "the worker died", "code": "internal"}})
        return
    x.begin()
    x.piece("No. ")
    x.event({"error": {"message": "the worker died", "code": "internal"}})


def _endless(x: Exchange) -> None:
    x.begin()
    try:
        while True:
            x.piece("no ")
            threading.Event().wait(0.01)
    except OSError:
        x.server.hung_up.set()


def _hang(x: Exchange) -> None:
    x.sock.settimeout(20)
    try:
        while x.sock.recv(1024):
            pass
    except OSError:
        return
    x.server.hung_up.set()


def _refusal(x: Exchange) -> None:
    if not x.stream:
        x.whole(answer(None, refusal="I cannot do that."))
        return
    x.begin()
    x.piece(None, refusal="I cannot do that.")
    x.piece(None, "stop")


def _needs(name: str) -> Callable[[Exchange], None]:
    """A model that knows only one of the two names of the token limit."""
    other = "max_tokens" if name == "max_completion_tokens" else "max_completion_tokens"

    def script(x: Exchange) -> None:
        if other in x.request.body:
            x.error(400, f"Unsupported parameter: '{other}' is not supported with this model. Use '{name}' instead.")
        else:
            x.say("No. ", "Not this year.")

    return script


def _no_stream_options(x: Exchange) -> None:
    if "stream_options" in x.request.body:
        x.error(422, "Extra inputs are not permitted: stream_options")
    else:
        x.say("No. Not this year.")


def _no_system(x: Exchange) -> None:
    if any(m["role"] == "system" for m in x.request.body["messages"]):
        x.error(500, "Jinja Exception: System role not supported")
    else:
        x.say("No. Not this year.")


def _thinks_first(x: Exchange) -> None:
    """A model whose thoughts eat the whole limit unless there is room."""
    limit = x.request.body.get("max_tokens", 0)
    if limit < 1000:
        x.say("<think>Let me see what she", finish="length")
    else:
        x.say("<think>Let me see.</think>", "No. Not this year.")


def _json_by(rung: str) -> Callable[[Exchange], None]:
    """An endpoint that keeps to one way of asking for JSON and refuses the stronger ones."""

    def script(x: Exchange) -> None:
        form = (x.request.body.get("response_format") or {}).get("type")
        if form == "json_schema" and rung != "schema":
            x.error(400, "response_format json_schema is not supported")
        elif form == "json_object" and rung != "object":
            x.error(400, "'response_format.type' must be 'json_schema' or 'text'")
        elif "tools" in x.request.body and rung != "tool":
            x.say("I would rather not use a tool.")
        elif "tools" in x.request.body:
            call = {"id": "1", "type": "function", "function": {"name": "answer", "arguments": '{"calmness": 4}'}}
            x.whole(answer(None, "tool_calls", tool_calls=[call]))
        else:
            x.say('<think>a {</think>Sure!\n```json\n{"calmness": 4}\n```')

    return script


SCRIPTS: dict[str, Callable[[Exchange], None]] = {
    "good": lambda x: x.say("No. ", "We are not ", "going ahead."),
    "401": lambda x: x.error(401, "Incorrect API key provided: sk-test-***cdef.", "invalid_api_key"),
    "403": lambda x: x.error(403, "Project has no access to model"),
    "404-model": lambda x: x.error(404, "The model `x` does not exist", "model_not_found"),
    "404-page": lambda x: x.whole(PAGE, 404, "text/html"),
    "429": lambda x: x.error(429, "Rate limit reached", "rate_limit_exceeded", "Retry-After: 300\r\n"),
    "quota": lambda x: x.error(429, "You exceeded your current quota", "insufficient_quota"),
    "500": lambda x: x.error(500, "boom"),
    "hang": _hang,
    "page": lambda x: x.whole(PAGE, 200, "text/html"),
    "broken-json": _broken_json,
    "error-body": lambda x: x.whole({"error": {"message": "model overloaded", "code": "x"}}),
    "no-choices": _choices_empty,
    "no-content": _content_none,
    "cut": _cut,
    "error-event": _error_event,
    "silent-end": lambda x: x.say("No. We are", finish=None, done=False),
    "filter": lambda x: x.say("No", finish="content_filter"),
    "length": lambda x: x.say("No. We are not going ahead. And then", finish="length"),
    "refusal": _refusal,
    "context": lambda x: x.error(400, "This model's maximum context length is 4096 tokens", "context_length_exceeded"),
    "think": lambda x: x.say("<thi", "nk>She asked", " again.</th", "ink>\n\nNo. ", "I said <no>."),
    "think-unopened": lambda x: x.say("She asked again. ", "So.</think>", "No. Not this year."),
    "thinks-first": _thinks_first,
    "endless": _endless,
    "needs-new-name": _needs("max_completion_tokens"),
    "needs-old-name": _needs("max_tokens"),
    "no-stream-options": _no_stream_options,
    "no-system": _no_system,
    "json-whole": lambda x: x.whole(answer("No. We are not going ahead.")),
    "second-voice": lambda x: x.say("No. Not this year.\n", "Mar", "cos: But why?\nBecause."),
    "json-schema": _json_by("schema"),
    "json-object": _json_by("object"),
    "json-tool": _json_by("tool"),
    "json-plain": _json_by("plain"),
    "json-none": lambda x: x.say("I would rather talk."),
}


def _read(sock: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = sock.recv(65_536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {k.lower(): v.strip() for k, _, v in (row.partition(":") for row in rest)}
    while len(body) < int(headers.get("content-length", 0)):
        body += sock.recv(65_536)
    method, path, _ = first.split(" ", 2)
    return Request(method, path, headers, json.loads(body) if body else {})


def _serve(server: FaultServer, sock: socket.socket) -> None:
    with sock:
        try:
            request = _read(sock)
            if request is None:
                return
            server.requests.append(request)
            exchange = Exchange(server, sock, request)
            if request.method == "GET":
                exchange.whole({"object": "list", "data": [{"id": "nomic-embed-text"}, {"id": "good"}]})
                return
            scripts = SCRIPTS | server.scripts
            scripts[request.body["model"]](exchange)
        except OSError:
            return


@contextmanager
def fault_server() -> Iterator[FaultServer]:
    """The server on a free port of this machine, in threads, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = FaultServer(listening.getsockname()[1])

        def accept() -> None:
            while True:
                try:
                    sock, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=_serve, args=(server, sock), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
