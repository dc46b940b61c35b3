"""Resource types that only matter on AWS deploy as no-ops.

Stock fails the whole stack for a type it does not know. Listed here is only what has no behaviour that the product
could see locally; a type whose absence would show must not be added.
"""

from typing import Any

from local.emulator.patching import attribute, service

TYPES = (
    "AWS::ApiGatewayV2::Deployment",
    "AWS::ApiGatewayV2::RouteResponse",
    "AWS::Budgets::Budget",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::Events::Archive",
    "AWS::Logs::QueryDefinition",
    "AWS::StepFunctions::StateMachineAlias",
    "AWS::StepFunctions::StateMachineVersion",
    "AWS::XRay::Group",
)


def apply() -> None:
    """Registers a handler that creates nothing for every listed type that the emulator lacks."""
    handlers = attribute(service("services.cloudformation.provisioners"), "_RESOURCE_HANDLERS")
    for resource_type in TYPES:
        handlers.setdefault(resource_type, {"create": _create, "update": _update, "delete": _delete})


def _create(logical_id: str, _: dict[str, Any], stack_name: str) -> tuple[str, dict[str, Any]]:
    return f"{stack_name}-{logical_id}", {}


def _update(physical_id: str, *_: Any) -> tuple[str, dict[str, Any]]:
    return physical_id, {}


def _delete(*_: Any) -> None:
    return None
