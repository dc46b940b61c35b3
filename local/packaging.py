"""Makes what template.yaml's CodeUri, ContentUri, DefinitionUri and TemplateURL point to, without `sam build`.

Functions and the core layer are zipped as they are; the dependencies layer is installed by uv from its pinned and
hashed requirements, for this machine or for Lambda (arm64, Amazon Linux 2023, Python 3.13), so that neither a matching
interpreter nor Docker is needed. Where an interpreter of the runtime's version is there, what is deployed is compiled
with it. See docs/decisions for why.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from local import slimming
from local.lock import Lock
from local.places import ROOT
from local.problem import Problem

_REQUIREMENTS = "requirements.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # zip's first date: equal content gives equal bytes, and so equal hashes
_PATIENCE_SECONDS = 600
"""Whoever finds another run at the same dependencies waits for them so long at most."""
_LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".DS_Store"}


class Platform(Enum):
    """What the dependencies are installed for, as arguments of `uv pip install`."""

    THIS_MACHINE = ()
    LAMBDA = ("--python-platform", "aarch64-manylinux_2_28", "--python-version", "3.13", "--only-binary", ":all:")


@dataclass(frozen=True, slots=True)
class Artifact:
    """One packed thing: its bytes, and the name that its content gives it."""

    data: bytes
    suffix: str

    @property
    def key(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:32] + self.suffix


@dataclass(frozen=True, slots=True)
class Packager:
    """Packs the sources of one checkout for one platform.

    `python` is the interpreter that local functions run with; `uv` the command that installs the dependencies.
    `compiler` is an interpreter of the version that will run it, which compiles all of it. A function cannot keep what
    it compiles: without this, each cold start compiles anew and takes two to three times as long. None where the files
    are unpacked to where Python may write.
    """

    platform: Platform
    python: Path
    uv: Path
    root: Path = ROOT
    compiler: Path | None = None

    def package(self, template: dict[str, Any], locate: Callable[[Artifact], str | dict[str, str]]) -> dict[str, Any]:
        """Returns the template with each local path replaced by what `locate` says for its packed content.

        `locate` is given each artifact once per use and answers with a URI, or with the properties of an S3 location.
        """
        packed: dict[tuple[str, str], Any] = {}

        def with_locations(properties: dict[str, Any]) -> dict[str, Any]:
            for attribute, pack in self._packers().items():
                path = properties.get(attribute)
                if isinstance(path, str):
                    if (attribute, path) not in packed:
                        packed[attribute, path] = locate(pack(self.root / path))
                    properties = {**properties, attribute: packed[attribute, path]}
            return properties

        result = dict(template)
        if "Globals" in template:
            result["Globals"] = {kind: with_locations(shared) for kind, shared in template["Globals"].items()}
        result["Resources"] = {
            name: {**resource, "Properties": with_locations(resource["Properties"])}
            if "Properties" in resource
            else resource
            for name, resource in template["Resources"].items()
        }
        return result

    def _packers(self) -> dict[str, Callable[[Path], Artifact]]:
        return {
            "CodeUri": self._compiled,
            "ContentUri": self._layer,
            "DefinitionUri": _definition,
            "TemplateURL": _template,
        }

    def _layer(self, folder: Path) -> Artifact:
        requirements = folder / _REQUIREMENTS
        if not requirements.exists():
            return self._compiled(folder)
        return Artifact(self._dependencies(requirements).read_bytes(), ".zip")

    def _dependencies(self, requirements: Path) -> Path:
        sources = requirements.read_bytes() + Path(slimming.__file__).read_bytes() + self._platform_key().encode()
        key = hashlib.sha256(sources).hexdigest()[:24]
        archive = self.root / "build" / "local" / "dependencies" / f"{key}.zip"
        lock = Lock.take(archive.with_suffix(".lock"), wait_seconds=_PATIENCE_SECONDS)
        try:
            if not archive.exists():
                self._make_archive(requirements, archive)
        finally:
            lock.release()
        return archive

    def _make_archive(self, requirements: Path, archive: Path) -> None:
        installed = archive.with_suffix(".partial")
        shutil.rmtree(installed, ignore_errors=True)
        self._install(requirements, installed / "python")
        partial = archive.with_suffix(".zip.partial")
        slimming.slim(installed / "python")
        partial.write_bytes(self._compiled(installed).data)
        partial.replace(archive)
        shutil.rmtree(installed)

    def _platform_key(self) -> str:
        compiled = " compiled" if self.compiler else ""
        if self.platform is Platform.LAMBDA:
            return " ".join(self.platform.value) + compiled
        return f"{sys.platform} {sys.version_info[:2]} {self.python}{compiled}"

    def _compiled(self, folder: Path) -> Artifact:
        if self.compiler is None:
            return _zipped(folder)
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "it"
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
            # With -s and unchecked hashes neither this folder nor a file's date gets into what is compiled.
            options = ["-q", "--invalidation-mode", "unchecked-hash", "-s", str(copy)]
            environment = {"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"}
            command = [str(self.compiler), "-m", "compileall", *options, str(copy)]
            subprocess.run(command, env=environment, capture_output=True, check=False)  # what cannot be, stays source
            return _zipped(copy, is_compiled=True)

    def _install(self, requirements: Path, target: Path) -> None:
        options = self.platform.value or ("--python", str(self.python))
        command = [str(self.uv), "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", str(target)]
        done = subprocess.run(
            [*command, *options, "-r", str(requirements)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            last_line = (done.stderr.strip().splitlines() or ["uv said nothing"])[-1].strip()
            raise Problem(f"The dependencies of the Lambda layer could not be installed: {last_line}")
        for folder in (*target.rglob("__pycache__"), target / "bin"):
            shutil.rmtree(folder, ignore_errors=True)


def _zipped(folder: Path, *, is_compiled: bool = False) -> Artifact:
    left_out = _LEFT_OUT - {"__pycache__"} if is_compiled else _LEFT_OUT
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder)
            if path.is_file() and not left_out.intersection(relative.parts):
                entry = zipfile.ZipInfo(relative.as_posix(), _EPOCH)
                entry.external_attr = (0o755 if path.stat().st_mode & 0o100 else 0o644) << 16
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, compresslevel=1)
    return Artifact(buffer.getvalue(), ".zip")


def _template(path: Path) -> Artifact:
    return Artifact(path.read_bytes(), ".yaml")


def _definition(path: Path) -> Artifact:
    # Step Functions takes Amazon States Language as JSON only; only the SAM CLI converts YAML on its way.
    from local.template import read_yaml

    return Artifact(json.dumps(read_yaml(path.read_text()), indent=1).encode(), ".asl.json")
