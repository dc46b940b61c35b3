"""AWS behind TLS on this machine, by its own names: DynamoDB by moto, the rest with the least answer that will do."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from local.stand_in.replies import reply_to
from local.stand_in.script import Behaviour
from moto.core import models as moto

MODEL_HOST = "model.example.com"
_NAMES = ("*.us-east-1.amazonaws.com", "*.execute-api.us-east-1.amazonaws.com", MODEL_HOST)
_ANSWERS: dict[str, dict[str, Any]] = {
    "AWSStepFunctions.StartExecution": {"executionArn": "arn:aws:states:us-east-1:1:execution:a:b", "startDate": 1.0},
    "secretsmanager.GetSecretValue": {"SecretString": "s" * 43},
}


def make_certificates(folder: Path) -> Path:
    """A certificate authority and a server's chain, in `folder`; the authority's certificate is returned."""
    authority_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    authority = _certificate("Bench authority", authority_key, "Bench authority", authority_key, is_authority=True)
    server = _certificate("Bench", key, "Bench authority", authority_key, is_authority=False)
    trusted = folder / "authority.pem"
    trusted.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(private + server.public_bytes(serialization.Encoding.PEM))
    return trusted


def _certificate(
    name: str, key: rsa.RSAPrivateKey, issuer: str, issuer_key: rsa.RSAPrivateKey, *, is_authority: bool
) -> x509.Certificate:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in _NAMES]), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


@contextmanager
def endpoint(certificates: Path) -> Iterator[int]:
    """The port of AWS, for as long as this lasts. What DynamoDB holds is what moto holds in this process."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "server.pem")
    server = _Server(("127.0.0.1", 0), _Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever has its answer ends without a farewell; what really fails, fails in the measured process."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_POST(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not printed."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        host = self.headers.get("Host", "")
        if host.startswith(MODEL_HOST):
            reply = reply_to(json.loads(body), Behaviour("ok"))
            self._send(reply.status, {"content-type": reply.content_type}, reply.content)
        elif host.startswith("dynamodb."):
            self._send(*self._from_moto(host, body))
        else:
            found = _ANSWERS.get(self.headers.get("X-Amz-Target", ""), {})
            self._send(200, {"content-type": "application/x-amz-json-1.0"}, json.dumps(found).encode())

    def _from_moto(self, host: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        headers = HTTPHeaders.from_dict(dict(self.headers.items()))
        request = AWSPreparedRequest("POST", f"https://{host}/", headers, body, stream_output=False)
        answer: Any = moto.botocore_stubber.process_request(request)
        status, told, text = answer
        kept = {name: str(value) for name, value in told.items() if name.lower() != "content-length"}
        return status, kept, text.encode() if isinstance(text, str) else text

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
