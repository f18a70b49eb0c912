"""The one request to a model, against a real server that is slow, wrong, large or away."""

import ipaddress
import json
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.assistant.engines.endpoint import LARGEST_ANSWER, Endpoint, EndpointFailed, EndpointWrong, checked
from tests.services.assistant.model_server import ModelServer, model_server

MESSAGES = [
    {"role": "user", "content": json.dumps({"question": "?", "clauses": [{"id": "k1", "text": "Chi bộ họp."}]})}
]
SECONDS = 0.6
AT_MOST = SECONDS + 0.4


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate that it signed itself, for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "model")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "model.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def failure(endpoint: Endpoint) -> str:
    """The kind of failure, which must come in time."""
    started = time.monotonic()
    with pytest.raises(EndpointFailed) as failed:
        endpoint.complete(MESSAGES, 100)
    assert time.monotonic() - started < AT_MOST
    return failed.value.failure


def test_the_protocol_is_spoken_with_key_and_model(model: ModelServer) -> None:
    said = Endpoint(model.url, "qwen", key="s3cret", seconds=SECONDS).complete(MESSAGES, 100)
    assert json.loads(said)["sentences"][0]["quote"] == "Chi bộ họp."
    (asked,) = model.asked
    assert model.paths == ["/v1/chat/completions"]
    assert asked["model"] == "qwen"
    assert asked["messages"] == MESSAGES
    assert (asked["temperature"], asked["max_tokens"], asked["stream"]) == (0, 100, False)
    assert model.headers[0]["Authorization"] == "Bearer s3cret"


def test_without_a_key_none_is_sent(model: ModelServer) -> None:
    Endpoint(model.url, "qwen", seconds=SECONDS).complete(MESSAGES, 100)
    assert "Authorization" not in model.headers[0]


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("malformed", b"not json"),
        ("malformed", b"{}"),
        ("malformed", b'{"choices": []}'),
        ("malformed", b'{"choices": [{"message": {"content": null}}]}'),
        ("malformed", b"\xff\xfe\x00"),
        ("malformed", b"[" * 50_000),
        ("refused", b'{"choices": [{"message": {"content": "' + b"a" * LARGEST_ANSWER + b'"}}]}'),
    ],
)
def test_what_is_no_completion_is_refused(model: ModelServer, expected: str, body: bytes) -> None:
    model.body = body
    assert failure(Endpoint(model.url, "m", seconds=SECONDS)) == expected


@pytest.mark.parametrize("status", [204, 302, 307, 400, 401, 404, 429, 500, 503])
def test_anything_but_ok_is_refused_and_no_redirect_is_followed(model: ModelServer, status: int) -> None:
    model.status = status
    assert failure(Endpoint(model.url, "m", seconds=SECONDS)) == "refused"
    assert model.paths == ["/v1/chat/completions"]


def test_an_answer_that_stops_in_the_middle_is_refused(model: ModelServer) -> None:
    model.announced = 100
    assert failure(Endpoint(model.url, "m", seconds=SECONDS)) in {"malformed", "late"}


def test_a_slow_model_is_left_in_time(model: ModelServer) -> None:
    model.wait = 5.0
    assert failure(Endpoint(model.url, "m", seconds=SECONDS)) == "late"


def test_a_model_that_drips_its_answer_is_left_in_time(model: ModelServer) -> None:
    model.drip = 0.05
    assert failure(Endpoint(model.url, "m", seconds=SECONDS)) == "late"


def test_nobody_listening_is_told_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        assert failure(Endpoint(url, "m", seconds=SECONDS)) == "unreachable"


def test_a_name_that_nobody_looks_up_in_time_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's look-up cannot be interrupted; the resolver of a machine whose network is away takes long."""
    released = threading.Event()

    def never(*_place: object, **_options: object) -> list[object]:
        released.wait(10)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", never)
    assert failure(Endpoint("https://model.tinh.gov.vn/v1", "m", seconds=SECONDS)) == "late"
    released.set()


@contextmanager
def raw_server(answer: bytes, pause: float) -> Iterator[int]:
    """Accepts, then sends `answer` a byte at a time and stays silent."""
    stopped = threading.Event()

    def serve(listening: socket.socket) -> None:
        with listening.accept()[0] as peer:
            for byte in answer:
                if stopped.wait(pause):
                    return
                try:
                    peer.send(bytes([byte]))
                except OSError:
                    return
            stopped.wait(10)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            stopped.set()
            thread.join()


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200])
def test_a_server_that_drips_its_headers_or_says_nothing_is_left_in_time(answer: bytes) -> None:
    with raw_server(answer, 0.05) as port:
        assert failure(Endpoint(f"http://127.0.0.1:{port}", "m", seconds=SECONDS)) == "late"


ENDLESS = [
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"8\r\ndata: {}\r\n" * 1000, "refused"),
    (b"HTTP/1.1 200 OK\r\nX-Long: ", b"a" * 10_000, "malformed"),
    (b"HTTP/1.1 200 OK\r\n", b"X-Many: b\r\n" * 100, "malformed"),
    (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, "late"),
]


@pytest.mark.parametrize(("beginning", "again", "expected"), ENDLESS)
def test_a_server_that_never_ends_is_left_in_time(beginning: bytes, again: bytes, expected: str) -> None:
    def pour(listening: socket.socket) -> None:
        with listening.accept()[0] as peer, suppress(OSError):
            peer.sendall(beginning)
            while True:
                peer.sendall(again)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=pour, args=(listening,), daemon=True).start()
        port = listening.getsockname()[1]
        assert failure(Endpoint(f"http://127.0.0.1:{port}", "m", seconds=SECONDS)) == expected


def test_a_server_that_drips_the_handshake_is_left_in_time() -> None:
    with raw_server(b"\x16\x03\x03\x40\x00" + b"\x02" * 200, 0.05) as port:
        assert failure(Endpoint(f"https://127.0.0.1:{port}", "m", seconds=SECONDS)) == "late"


def test_a_certificate_of_the_province_is_trusted_when_it_is_named_and_else_not(certificate: Path) -> None:
    with model_server(certificate) as model:
        assert failure(Endpoint(model.url, "m", seconds=SECONDS)) == "unreachable"
        assert model.asked == []
        trusting = Endpoint(model.url, "m", ca_file=certificate, seconds=SECONDS)
        assert "Chi bộ họp." in trusting.complete(MESSAGES, 100)


def test_plain_http_is_no_tls(model: ModelServer) -> None:
    assert failure(Endpoint(model.url.replace("http:", "https:"), "m", seconds=SECONDS)) == "unreachable"


@pytest.mark.parametrize(
    "url",
    [
        "https://model.tinh.gov.vn/v1",
        "http://model:8000/v1",
        "http://model.ai.svc.cluster.local/v1",
        "http://127.0.0.1:8000/v1",
        "http://10.1.2.3/v1",
        "http://[::1]:8000",
    ],
)
def test_https_or_inside_the_cluster(url: str) -> None:
    assert checked(url).hostname


@pytest.mark.parametrize(
    "url",
    [
        "http://model.tinh.gov.vn/v1",
        "http://8.8.8.8/v1",
        "ftp://model/v1",
        "file:///etc/passwd",
        "model:8000",
        "https://user:key@model.tinh.gov.vn",
        "https://model.tinh.gov.vn/v1?key=1",
        "",
    ],
)
def test_anywhere_else_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(EndpointWrong, match="SOTAY_ASSISTANT_WORDING_URL"):
        checked(url)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"model": ""}, "SOTAY_ASSISTANT_WORDING_MODEL"),
        ({"seconds": 0.0}, "SOTAY_ASSISTANT_WORDING_SECONDS"),
        ({"seconds": 60.0}, "SOTAY_ASSISTANT_WORDING_SECONDS"),
        ({"ca_file": Path("/nowhere/ca.pem")}, "SOTAY_ASSISTANT_WORDING_CA_FILE"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(settings: dict[str, object], named: str) -> None:
    with pytest.raises(EndpointWrong, match=named):
        Endpoint("https://model.tinh.gov.vn/v1", **{"model": "m", **settings})  # type: ignore[arg-type]


PATCHED = """
    import eventlet; eventlet.monkey_patch()
    import sys, time
    from services.assistant.engines.endpoint import Endpoint, EndpointFailed
    beats = []
    def beat():
        while True:
            beats.append(time.monotonic())
            eventlet.sleep(0.02)
    eventlet.spawn(beat)
    eventlet.sleep(0)
    started = time.monotonic()
    try:
        Endpoint(sys.argv[1], "m", seconds=0.6).complete([{"role": "user", "content": "{}"}], 10)
        told = "answered"
    except EndpointFailed as error:
        told = error.failure
    longest = max(b - a for a, b in zip(beats, beats[1:]))
    print(told, time.monotonic() - started < 1.0, len(beats) > 15, longest < 0.3)
"""


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_on_the_hub_a_dripping_model_blocks_nobody_and_is_left_in_time(scheme: str) -> None:
    """As the service runs: everything patched, one thread. The others' work goes on while the model is waited for."""
    answer = b"HTTP/1.1 200 OK\r\nX-Long: " if scheme == "http" else b"\x16\x03\x03\x40\x00"
    with raw_server(answer + b"a" * 200, 0.05) as port:
        command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(PATCHED), f"{scheme}://127.0.0.1:{port}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.split() == ["late", "True", "True", "True"]
