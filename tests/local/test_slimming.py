"""What is taken out of the layer is what no function uses."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import openai
import pytest
from local.places import ROOT
from local.slimming import AUTHORITIES, SERVICES, load_on_demand, slim, trusted
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


def test_a_package_of_names_imports_each_when_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pets").mkdir()
    (tmp_path / "pets" / "cat.py").write_text("class Cat: ...\nclass Tail: ...\n")
    (tmp_path / "pets" / "dog.py").write_text("class Dog: ...\n")
    package = tmp_path / "pets" / "__init__.py"
    package.write_text(
        "from __future__ import annotations\nfrom .cat import Cat, Tail as CatTail\nfrom .dog import Dog\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    load_on_demand(package)

    pets = import_module("pets")
    assert not {"pets.cat", "pets.dog"} & set(sys.modules)
    assert pets.CatTail.__name__ == "Tail"
    assert "pets.cat" in sys.modules
    assert "pets.dog" not in sys.modules
    assert {"Cat", "CatTail", "Dog"} <= set(dir(pets))
    with pytest.raises(AttributeError, match="Bird"):
        _ = pets.Bird


def test_a_package_that_does_more_than_import_names_stays_as_it_is(tmp_path: Path) -> None:
    package = tmp_path / "__init__.py"
    package.write_text("from .cat import Cat\nANSWER = 42\n")

    load_on_demand(package)

    assert package.read_text() == "from .cat import Cat\nANSWER = 42\n"


def test_every_name_of_the_layer_s_types_is_still_there(tmp_path: Path) -> None:
    installed = Path(openai.__file__).parent
    shutil.copytree(installed, tmp_path / "openai")

    slim(tmp_path)

    code = (
        "import openai.types, importlib, json; lazy = [n for n in sorted(openai.types._PLACES)];"
        "print(json.dumps([n for n in lazy if not hasattr(openai.types, n)] + [str(len(lazy)), openai.__file__]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    *missing, count, place = json.loads(done.stdout)
    assert missing == []
    assert int(count) > 100
    assert place.startswith(str(tmp_path))
