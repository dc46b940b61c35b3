"""A layer is unpacked once per content, not once per worker.

Stock unpacks every layer again for every worker process, without its compiled files: about two seconds of a cold start
for a dependencies layer of 60 MB. On AWS a layer is mounted. The cache lies in the state folder and so survives a
restart; the folder is renamed into place, so that a crash in the middle leaves nothing half unpacked behind.
"""

import hashlib
import io
import os
import shutil
import threading
import zipfile
from pathlib import Path
from typing import Any

from local.emulator.patching import attribute, replace, service

_lock = threading.Lock()
_folders: dict[int, tuple[bytes, Path]] = {}


def apply() -> None:
    """Gives workers the unpacked folders, in the layers' order, in place of the layers."""
    lambda_service = service("services.lambda_svc")
    attribute(lambda_service, "_resolve_layer_zip")

    def from_cache(stock: Any) -> Any:
        def spawn(worker: Any) -> None:
            config = worker.config
            zips = [lambda_service._resolve_layer_zip(layer) for layer in config.get("Layers") or []]
            folders = [str(_unpacked(data)) for data in zips if data]
            variables = {
                **config.get("Environment", {}).get("Variables", {}),
                "_LAMBDA_LAYERS_DIRS": os.pathsep.join(folders),
            }
            worker.config = {**config, "Layers": [], "Environment": {"Variables": variables}}
            try:
                stock(worker)
            finally:
                worker.config = config

        return spawn

    replace(service("core.lambda_runtime").Worker, "_spawn", from_cache)


def _unpacked(data: bytes) -> Path:
    with _lock:
        known = _folders.get(id(data))
        if known is None or known[0] is not data:
            known = _folders[id(data)] = (data, _unpack(data))
        return known[1]


def _unpack(data: bytes) -> Path:
    folder = Path(os.environ["MINA_LAYER_CACHE"]) / hashlib.sha256(data).hexdigest()[:24]
    if not folder.exists():
        partial = folder.with_suffix(f".{os.getpid()}")
        shutil.rmtree(partial, ignore_errors=True)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(partial)
        try:
            partial.rename(folder)
        except OSError:
            # Another emulator, which shares the cache, was faster.
            shutil.rmtree(partial, ignore_errors=True)
    return folder
