"""What is taken out of the layer is what no function uses."""

import re
from pathlib import Path

import pytest
from local.places import ROOT
from local.slimming import AUTHORITIES, SERVICES, slim, trusted
from tests.local.test_packaging import names, packed

DATA = "python/botocore/data/"


def certificate(label: str) -> str:
    return f'\n# Issuer: somebody\n# Label: "{label}"\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'


def test_every_service_that_the_code_makes_a_client_of_is_kept() -> None:
    sources = [path.read_text() for path in (ROOT / "layers/core/python/mina").rglob("*.py")]
    made = {name for text in sources for name in re.findall(r'client\(\s*"([a-z0-9-]+)"', text)}

    assert {"stepfunctions", "s3"} <= made <= SERVICES


def test_the_layer_describes_the_services_that_are_used_and_no_other() -> None:
    files = names(packed(ROOT, "ContentUri", "layers/dependencies"))

    described = {name.removeprefix(DATA).split("/")[0] for name in files if name.startswith(DATA) and "-" in name}

    assert {name for name in described if not name.endswith(".json")} == SERVICES


def test_a_description_loses_its_documentation_and_no_field_of_that_name(tmp_path: Path) -> None:
    folder = tmp_path / "botocore" / "data" / "dynamodb" / "2012-08-10"
    folder.mkdir(parents=True)
    (folder / "service-2.json").write_text('{"documentation":"<p>","members":{"documentation":{"shape":"Text"}}}')
    (folder.parents[1] / "endpoints.json").write_text('{"partitions":[{"services":{"dynamodb":{},"ec2":{}}}]}')
    (tmp_path / "botocore" / "cacert.pem").write_text("".join(map(certificate, AUTHORITIES)))

    slim(tmp_path)

    kept = '{"documentation":"","members":{"documentation":{"shape":"Text"}}}'
    assert (folder / "service-2.json").read_text() == kept
    assert (folder.parents[1] / "endpoints.json").read_text() == '{"partitions":[{"services":{"dynamodb":{}}}]}'


def test_the_authorities_of_amazon_are_kept_and_others_are_not() -> None:
    kept = trusted("".join(map(certificate, ["Others", *AUTHORITIES, "Amazon Root CA 4"])))

    assert [label for label in re.findall('Label: "(.*)"', kept) if label not in AUTHORITIES] == ["Amazon Root CA 4"]


def test_a_bundle_without_one_of_the_authorities_is_an_error() -> None:
    with pytest.raises(ValueError, match=AUTHORITIES[0]):
        trusted("".join(map(certificate, AUTHORITIES[1:])))
