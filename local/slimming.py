"""Takes out of installed packages what no function uses and every cold start pays for.

botocore describes 400 services (27 MB), with documentation, and trusts 140 certificate authorities. The functions call
eight services, which all show certificates of a few authorities; loading the others costs a cold start more than a
signed request does (`make bench` measures it). openai loads 475 modules of types where one question needs a tenth.
"""

import ast
import gzip
import json
import shutil
from pathlib import Path
from typing import Any

SERVICES = frozenset(
    {
        "apigatewaymanagementapi",
        "cognito-idp",
        "dynamodb",
        "s3",
        "secretsmanager",
        "stepfunctions",
        "sts",
        "transcribe",
    }
)
"""What the functions make clients of; sts stands in the SDK's own way to credentials."""

AUTHORITIES = ("Amazon Root CA", "Starfield Services Root", "Starfield Class 2", "DigiCert Global Root")
"""Who signs for amazonaws.com, in China too (https://www.amazontrust.com/repository/)."""

_ENDPOINTS = frozenset({*SERVICES, "execute-api", "states", "streams.dynamodb"})


def slim(packages: Path) -> None:
    """Slims the botocore and the openai under `packages`, where they are."""
    if (packages / "botocore").is_dir():
        _slim_botocore(packages / "botocore")
    for package in sorted((packages / "openai" / "types").rglob("__init__.py")):
        load_on_demand(package)


def load_on_demand(package: Path) -> None:
    """Lets a package's `__init__.py` import each of its names when it is asked for (PEP 562) instead of all at once.

    One that does more than import names from its own modules stays as it is.
    """
    imports = [node for node in ast.parse(package.read_text()).body if not _is_of_the_future(node)]
    places: dict[str, tuple[str, str]] = {}
    for node in imports:
        if not isinstance(node, ast.ImportFrom) or node.level != 1 or node.module is None:
            return
        places |= {name.asname or name.name: (f".{node.module}", name.name) for name in node.names}
    if places:
        package.write_text(_ON_DEMAND.format(places=places))


def _is_of_the_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


_ON_DEMAND = '''"""Made by local/slimming.py: a name is imported when it is asked for."""

from importlib import import_module as _import_module

_PLACES = {places!r}


def __getattr__(name):
    if name not in _PLACES:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    module, original = _PLACES[name]
    found = globals()[name] = getattr(_import_module(module, __name__), original)
    return found


def __dir__():
    return [*globals(), *_PLACES]
'''


def _slim_botocore(botocore: Path) -> None:
    for service in (botocore / "data").iterdir():
        if service.is_dir():
            _slim_service(service)
    _rewrite(botocore / "data" / "endpoints.json", _known_endpoints)
    certificates = botocore / "cacert.pem"
    certificates.write_text(trusted(certificates.read_text()))


def trusted(bundle: str) -> str:
    """Of a bundle in the form of certifi, the certificates whose label names one of the `AUTHORITIES`.

    Raises:
        ValueError: the bundle has none of one of them; nothing could be reached with what is left.
    """
    parts = [part + _END + "\n" for part in bundle.split(_END) if "# Label:" in part]
    kept = {name: [part for part in parts if f'# Label: "{name}' in part] for name in AUTHORITIES}
    if missing := [name for name, found in kept.items() if not found]:
        raise ValueError(f"The bundle of certificate authorities has none of {', '.join(missing)}.")
    return "".join(part.lstrip() for found in kept.values() for part in found)


_END = "-----END CERTIFICATE-----"
_DOCUMENTATION = ("documentation", "documentationUrl")


def _slim_service(service: Path) -> None:
    versions = sorted(path for path in service.iterdir() if path.is_dir())
    if service.name not in SERVICES or not versions:
        shutil.rmtree(service)
        return
    for old in versions[:-1]:
        shutil.rmtree(old)
    for path in versions[-1].iterdir():
        if path.name.startswith("examples-"):
            path.unlink()
        else:
            _rewrite(path, _without_documentation)


def _rewrite(path: Path, change: Any) -> None:
    """As plain JSON: a layer is a compressed archive anyhow, and unpacking twice takes time."""
    raw = path.read_bytes()
    content = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    path.unlink()
    target = path.with_suffix("") if path.suffix == ".gz" else path
    target.write_text(json.dumps(change(content), separators=(",", ":"), ensure_ascii=False))


def _without_documentation(content: Any) -> Any:
    """Documentation is text; a field of a structure may be called so, too, and is an object.

    An empty one stays: botocore reads that of S3's parameters, and a client that fails to find it fails.
    """
    if isinstance(content, dict):
        return {
            name: "" if name in _DOCUMENTATION and isinstance(value, str) else _without_documentation(value)
            for name, value in content.items()
        }
    if isinstance(content, list):
        return [_without_documentation(value) for value in content]
    return content


def _known_endpoints(content: dict[str, Any]) -> dict[str, Any]:
    partitions = [
        {**each, "services": {name: value for name, value in each["services"].items() if name in _ENDPOINTS}}
        for each in content["partitions"]
    ]
    return {**content, "partitions": partitions}
