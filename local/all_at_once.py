"""The template without gradual deployment, for the emulator.

A version and an alias for each of some forty functions would have to be made anew with every saved file, and there is
nobody whose calls could be kept from a new version. `make deploy` and the SAM CLI take the template as it stands;
`tests/local/test_sam_deploy.py` deploys that form to the emulator too.
"""

import re
from typing import Any

_SETTINGS = ("AutoPublishAlias", "AutoPublishAliasAllProperties", "DeploymentPreference")
_ALIAS = re.compile(r"\$\{(\w+)\.Alias\}")


def all_at_once(template: dict[str, Any]) -> dict[str, Any]:
    """A copy in which every function is called as it was uploaded last."""
    result: dict[str, Any] = _without_aliases(template)
    shared = result.get("Globals", {}).get("Function", {})
    for setting in _SETTINGS:
        shared.pop(setting, None)
    return result


def _without_aliases(value: Any) -> Any:
    if isinstance(value, str):
        return _ALIAS.sub(r"${\1.Arn}", value)
    if isinstance(value, list):
        return [_without_aliases(one) for one in value]
    if not isinstance(value, dict):
        return value
    name = value.get("Ref")
    if len(value) == 1 and isinstance(name, str) and name.endswith(".Alias"):
        return {"Fn::GetAtt": [name.removesuffix(".Alias"), "Arn"]}
    return {key: _without_aliases(one) for key, one in value.items()}
