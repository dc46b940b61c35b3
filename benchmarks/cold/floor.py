"""F0, the floor: a handler that puts one item by signed HTTPS with sockets, ssl and hmac, and nothing else.

`start.py` loads it as it loads the product's handlers.
"""

import hashlib
import hmac
import os
import socket
import ssl
import time

_HOST = "dynamodb.us-east-1.amazonaws.com"
_BODY = b'{"TableName":"mina","Item":{"pk":{"S":"S#1"},"sk":{"S":"F#1"},"text":{"S":"hello"}}}'


def handler(_event: object, _context: object) -> str:
    """The status line that the put was answered with."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.load_verify_locations(os.environ["ROOTS"])
    ((_, _, _, _, (address, port, *_)), *_) = socket.getaddrinfo(_HOST, 443)
    with (
        socket.create_connection((str(address), port)) as plain,
        trust.wrap_socket(plain, server_hostname=_HOST) as channel,
    ):
        channel.sendall(_request() + _BODY)
        answer = channel.recv(4096)
    status = answer.split(b"\r\n", 1)[0].decode()
    if "200" not in status:
        raise SystemExit(status)
    return status


def _request() -> bytes:
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    headers = {
        "content-type": "application/x-amz-json-1.0",
        "host": _HOST,
        "x-amz-date": moment,
        "x-amz-target": "DynamoDB_20120810.PutItem",
    }
    names = ";".join(headers)
    listed = "".join(f"{name}:{value}\n" for name, value in headers.items())
    canonical = f"POST\n/\n\n{listed}\n{names}\n{hashlib.sha256(_BODY).hexdigest()}"
    scope = f"{moment[:8]}/us-east-1/dynamodb/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = b"AWS4" + os.environ["AWS_SECRET_ACCESS_KEY"].encode()
    for part in (moment[:8], "us-east-1", "dynamodb", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    credential = f"{os.environ['AWS_ACCESS_KEY_ID']}/{scope}"
    lines = [f"{name}: {value}" for name, value in headers.items()]
    lines.append(
        f"authorization: AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"
    )
    lines.append(f"content-length: {len(_BODY)}")
    return ("POST / HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode()
