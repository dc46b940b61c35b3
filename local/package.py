"""`make package`: what AWS needs, under build/, deployable with `sam deploy --template build/template.yaml`."""

import shutil
import sys

import yaml

from local import environments
from local.interpreters import interpreter
from local.packaging import Artifact, Packager, Platform
from local.places import ROOT
from local.problem import Problem
from local.template import read_template


def main() -> int:
    """Writes the artifacts and the template that points to them. Returns the exit code."""
    folder = ROOT / "build" / "artifacts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def write(artifact: Artifact) -> str:
        (folder / artifact.key).write_bytes(artifact.data)
        return f"artifacts/{artifact.key}"

    try:
        template = read_template(ROOT / "template.yaml")
        version = str(template["Globals"]["Function"]["Runtime"]).removeprefix("python")
        compiler = interpreter(version, lambda text: print(f"{text} …", flush=True))
        python, uv = environments.python_of(environments.PROJECT), environments.uv()
        template = Packager(Platform.LAMBDA, python, uv, compiler=compiler).package(template, write)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    target = ROOT / "build" / "template.yaml"
    target.write_text(yaml.safe_dump(template, sort_keys=False, allow_unicode=True, width=120))
    print(f"{target.relative_to(ROOT)} and {len(list(folder.iterdir()))} artifacts for arm64, python{version}")
    if compiler is None:
        print(f"Not compiled, for want of Python {version}: cold starts take two to three times as long as they could.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
