"""Reads CloudFormation YAML, with its short forms (`!Sub`, `!GetAtt`, …), into the long JSON forms."""

from pathlib import Path
from typing import Any

import yaml

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # where libyaml is there: ten times as fast


class _Loader(_SafeLoader):  # type: ignore[misc]
    """SafeLoader that knows CloudFormation's tags, and leaves dates (`Version: 2012-10-17`) as the strings they are."""


def _long_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)
        value = loader.construct_mapping(node, deep=True)
    return {name: value}


_Loader.add_multi_constructor("!", _long_form)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(text: str) -> Any:
    """The document, with each tag in its long form."""
    return yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader with plain additions


def read_template(path: Path) -> dict[str, Any]:
    """A template file as a mapping."""
    template: dict[str, Any] = read_yaml(path.read_text())
    return template


def table_of(path: Path) -> dict[str, Any]:
    """What DynamoDB's CreateTable takes, but for the name: the table of a stack that has no past."""
    properties = read_template(path)["Resources"]["Table"]["Properties"]
    table = {name: properties[name] for name in ("AttributeDefinitions", "KeySchema", "BillingMode")}
    indexes = [index for index in properties["GlobalSecondaryIndexes"] if "Fn::If" not in index]
    return {**table, "GlobalSecondaryIndexes": indexes}
