"""The page on AWS: what `make deploy` puts where CloudFront serves it from, and what CloudFront says with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from local.page import security_headers
from local.places import ROOT, Places
from local.publish import publish_page
from local.template import read_template
from moto import mock_aws

BUCKET = "page"
OUTPUTS = {
    "PageUrl": "https://d1.cloudfront.example",
    "PageBucketName": BUCKET,
    "HttpUrl": "https://api.example",
    "SocketUrl": "wss://socket.example/live",
    "UserPoolClientId": "client-1",
}


class Account:
    """An account with one stack, and the files of moto."""

    def __init__(self, outputs: dict[str, str]) -> None:
        self._outputs = outputs

    def client(self, service: str) -> Any:
        return self if service == "cloudformation" else boto3.client("s3")

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803  # as CloudFormation writes it
        assert StackName == "mina"
        return {"Stacks": [{"Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in self._outputs.items()]}]}


@pytest.fixture
def aws() -> Iterator[None]:
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        yield


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-abc.js").write_text("export {}")
    (tmp_path / "index.html").write_text("<!doctype html>")
    return tmp_path


def test_the_page_and_where_it_finds_its_apis_are_put_into_the_bucket(aws: None, built: Path) -> None:
    address = publish_page(Account(OUTPUTS).client, "mina", "eu-central-1", built)

    found = {key: boto3.client("s3").get_object(Bucket=BUCKET, Key=key) for key in keys()}
    assert address == "https://d1.cloudfront.example"
    assert set(found) == {"assets/index-abc.js", "config.json", "index.html"}
    assert json.loads(found["config.json"]["Body"].read()) == {
        "api_url": "https://api.example",
        "socket_url": "wss://socket.example/live",
        "cognito": {"endpoint": "https://cognito-idp.eu-central-1.amazonaws.com", "client_id": "client-1"},
    }
    assert {key: answer["CacheControl"] for key, answer in found.items()} == {
        "assets/index-abc.js": "public, max-age=31536000, immutable",
        "config.json": "no-cache",
        "index.html": "no-cache",
    }
    assert found["index.html"]["ContentType"] == "text/html"


def keys() -> list[str]:
    return [item["Key"] for item in boto3.client("s3").list_objects_v2(Bucket=BUCKET)["Contents"]]


def test_a_page_that_is_served_elsewhere_is_left_alone(aws: None, built: Path) -> None:
    outputs = {name: value for name, value in OUTPUTS.items() if name != "PageBucketName"}

    assert publish_page(Account(outputs).client, "mina", "eu-central-1", built) is None
    assert boto3.client("s3").list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: [source for source in sources if "://" not in source] for name, *sources in parts}


def test_cloudfront_sends_what_the_local_page_sends() -> None:
    here = security_headers(Places(ROOT, 4566, 8700))
    resources = read_template(ROOT / "infra" / "page.yaml")["Resources"]
    config = resources["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    policy = config["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    custom = {item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]}

    assert directives(policy) == directives(here["Content-Security-Policy"])
    assert custom == {name: here[name] for name in ("Cross-Origin-Opener-Policy", "Permissions-Policy")}
    assert config["SecurityHeadersConfig"]["ReferrerPolicy"]["ReferrerPolicy"] == here["Referrer-Policy"]
    assert not re.search(r"https?://\*[ ;]|script-src[^;]*unsafe", policy), "no scheme for everybody, no script in line"
