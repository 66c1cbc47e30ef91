"""Posting to strangers' addresses: the web only, resolved once, never led elsewhere."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from api import web_post
from api.web_post import BadAddressError, check_public, post, read_address

STATUS = {"/taken": 204, "/moved": 302, "/broken": 500}


class Stranger(BaseHTTPRequestHandler):
    seen: list[tuple[str, bytes, str]] = []  # noqa: RUF012 - one list for one test at a time

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.path, body, self.headers["X-Luco-Event"]))
        self.send_response(STATUS[self.path.partition("?")[0]])
        self.send_header("Location", "/taken")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    Stranger.seen.clear()
    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_body_arrives_with_its_headers(address: str) -> None:
    status = post(f"{address}/taken?a=1", b"{}", {"X-Luco-Event": "e"}, to_loopback=True)
    assert status == 204
    assert Stranger.seen == [("/taken?a=1", b"{}", "e")]


@pytest.mark.parametrize(("path", "status"), [("/moved", 302), ("/broken", 500)])
def test_redirects_are_not_followed(address: str, path: str, status: int) -> None:
    assert post(address + path, b"{}", {}, to_loopback=True) == status
    assert [seen[0] for seen in Stranger.seen] == [path]


def test_who_never_answers_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(OSError, match=r".*"):
            post(url, b"{}", {}, to_loopback=True, timeout_s=0.05)


def test_who_answers_in_drips_is_cut_off() -> None:
    """Each drip comes in time, all of them would not: the time is counted in all."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            line, _ = server.accept()
            with line:
                try:
                    while True:
                        line.sendall(b"HTTP/1.1 ")
                        line.recv(1 << 16)
                except OSError:
                    return

        Thread(target=drip, daemon=True).start()
        with pytest.raises((OSError, web_post.http.client.HTTPException)):
            post(
                f"http://127.0.0.1:{server.getsockname()[1]}/",
                b"{}",
                {},
                to_loopback=True,
                timeout_s=0.2,
            )


@pytest.mark.parametrize(
    "url",
    [
        *("http://shop.example/", "ftp://shop.example/", "https://", "shop.example", ""),
        *("https://me:pw@shop.example/", "https://shop.example/#x", "https://shop.example:x/"),
        *("https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://192.168.1.1/"),
        *("https://169.254.169.254/", "https://[fe80::1]/", "https://[::ffff:10.0.0.1]/"),
        *("https://0.0.0.0/", "https://[64:ff9b::7f00:1]/", "https://224.0.0.1/"),
        *("https://100.64.0.1/", "https://[2002:a00:1::]/", "https://shop.example/a b"),
    ],
)
def test_nothing_is_sent_there(url: str) -> None:
    with pytest.raises(BadAddressError):
        read_address(url)


@pytest.mark.parametrize("url", ["https://shop.example/luco?a=1", "https://93.184.216.34:8443/"])
def test_addresses_of_the_web_are_taken(url: str) -> None:
    assert read_address(url).scheme == "https"


def test_a_name_that_leads_home_is_refused_and_asked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        public, private = (("93.184.216.34", port), ("10.0.0.5", port))
        return [(0, 0, 0, "", each) for each in (public, private)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", None)
    with pytest.raises(BadAddressError):
        post("https://rebound.example/", b"", {})
    assert asked == ["rebound.example"]


def test_the_connection_goes_to_the_number_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached = []

    def connect(target: tuple[str, int], **_: Any) -> socket.socket:
        reached.append(target)
        raise ConnectionRefusedError

    known = [(0, 0, 0, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: known)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        post("https://shop.example/", b"", {})
    assert reached == [("93.184.216.34", 443)]


def test_loopback_is_for_tests_alone() -> None:
    check_public("127.0.0.1", to_loopback=True)
    with pytest.raises(BadAddressError):
        check_public("10.0.0.1", to_loopback=True)
