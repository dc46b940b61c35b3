"""The template's functions and the layers that they find under /opt, unpacked as Lambda does it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from local.packaging import Artifact, Packager, Platform
from local.places import ROOT
from local.template import read_template


@dataclass(frozen=True, slots=True)
class Function:
    """A function of template.yaml. `name` is without the ending `Function`; `folder` where its code lies."""

    name: str
    folder: str
    handler: str
    memory_mb: int
    layers: tuple[str, ...]
    variables: frozenset[str]


@dataclass(slots=True)
class Deployment:
    """All code, packed and unpacked: `folders` by CodeUri or ContentUri, with the bytes of both forms."""

    folders: dict[str, Path] = field(default_factory=dict)
    packed: dict[str, int] = field(default_factory=dict)
    unpacked: dict[str, int] = field(default_factory=dict)

    def paths_of(self, function: Function) -> list[Path]:
        """Where Python looks for modules: the function first, then its layers' `python` folders."""
        return [self.folders[function.folder], *(self.folders[layer] / "python" for layer in function.layers)]

    def size_of(self, function: Function) -> tuple[int, int]:
        """Bytes of the function and its layers: as archives, and unpacked, of which Lambda takes 250 MiB."""
        names = (function.folder, *function.layers)
        return sum(self.packed[name] for name in names), sum(self.unpacked[name] for name in names)


def functions() -> list[Function]:
    template = read_template(ROOT / "template.yaml")
    shared = template["Globals"]["Function"]
    resources = template["Resources"]
    return [
        _function(name.removesuffix("Function"), resource["Properties"], shared, resources)
        for name, resource in resources.items()
        if resource["Type"] == "AWS::Serverless::Function"
    ]


def _function(name: str, own: dict[str, Any], shared: dict[str, Any], resources: dict[str, Any]) -> Function:
    layers = [resources[layer["Ref"]]["Properties"]["ContentUri"] for layer in shared["Layers"] + own.get("Layers", [])]
    variables = [*shared["Environment"]["Variables"], *own.get("Environment", {}).get("Variables", {})]
    return Function(
        name=name,
        folder=own["CodeUri"],
        handler=own["Handler"],
        memory_mb=own.get("MemorySize", shared["MemorySize"]),
        layers=tuple(layers),
        variables=frozenset(variables),
    )


def deploy(packager: Packager, root: Path) -> Deployment:
    """Packs everything as `make package` does, and unpacks it under `root`. Sound is packed for Lambda alone."""
    done = Deployment()
    for attribute, path in _sources():
        (artifact,) = _packed(packager, attribute, path)
        folder = root / path.strip("/").replace("/", "-")
        with zipfile.ZipFile(io.BytesIO(artifact.data)) as archive:
            archive.extractall(folder)
            done.unpacked[path] = sum(entry.file_size for entry in archive.infolist())
        done.folders[path], done.packed[path] = folder, len(artifact.data)
    return done


def as_sam_packs(packager: Packager) -> Packager:
    """The same without an interpreter that compiles."""
    return replace(packager, compiler=None)


def this_machine(python: Path, uv: Path) -> Packager:
    return Packager(Platform.THIS_MACHINE, python, uv, compiler=python)


def _sources() -> Iterator[tuple[str, str]]:
    layers = {layer for function in functions() for layer in function.layers}
    yield from (("CodeUri", path) for path in sorted({function.folder for function in functions()}))
    yield from (("ContentUri", path) for path in sorted(layers))


def _packed(packager: Packager, attribute: str, path: str) -> list[Artifact]:
    found: list[Artifact] = []

    def keep(artifact: Artifact) -> str:
        found.append(artifact)
        return "kept"

    packager.package({"Resources": {"It": {"Type": "It", "Properties": {attribute: path}}}}, keep)
    return found
