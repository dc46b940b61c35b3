"""A function's own modules are found before those of its layers.

Stock puts the layers first; on AWS `/var/task` precedes `/opt/python`, so a function's file is never shadowed by a
layer's module of the same name.
"""

from local.emulator.patching import replace, replace_text, service

_STOCK = "        sys.path.insert(0, _ld)\n    # After sys.path is complete"
_PATCHED = "    sys.path.remove(code_dir)\n    sys.path.insert(0, code_dir)\n    # After sys.path is complete"


def apply() -> None:
    """Rewrites the end of the worker script's path set-up."""
    runtime = service("core.lambda_runtime")
    replace(runtime, "_PYTHON_WORKER_SCRIPT", lambda script: replace_text(script, _STOCK, _PATCHED))
