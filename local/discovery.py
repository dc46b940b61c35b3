"""Finds out what a deployment has become: the URLs, the table, the user pool. By resource type, not by output name."""

from dataclasses import dataclass, field
from typing import Any

from local.deploy import Cloud
from local.places import REGION, STACK_NAME


@dataclass(frozen=True, slots=True)
class Deployment:
    """The running system as clients see it. `buckets` is by logical id, `outputs` by output key."""

    http: str
    websocket: str
    table: str
    buckets: dict[str, str]
    user_pool_id: str
    client_id: str
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """What stands in the tokens' `iss`: the address on AWS, also locally."""
        return f"https://cognito-idp.{REGION}.amazonaws.com/{self.user_pool_id}"


def discover(cloud: Cloud, outputs: dict[str, str]) -> Deployment:
    """Reads the stack's resources. A kind that the template does not have is an empty string."""
    found = _resources(cloud)
    apis = {api["ProtocolType"]: api["ApiId"] for api in cloud.client("apigatewayv2").get_apis()["Items"]}
    return Deployment(
        http=_api_url(cloud, apis.get("HTTP", "")),
        websocket=_api_url(cloud, apis.get("WEBSOCKET", "")).replace("http://", "ws://"),
        table=_only(found, "AWS::DynamoDB::Table"),
        buckets=found.get("AWS::S3::Bucket", {}),
        user_pool_id=_only(found, "AWS::Cognito::UserPool"),
        client_id=_only(found, "AWS::Cognito::UserPoolClient"),
        outputs=outputs,
    )


def _resources(cloud: Cloud) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    pages: Any = cloud.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=STACK_NAME)
    for page in pages:
        for resource in page["StackResourceSummaries"]:
            named = found.setdefault(resource["ResourceType"], {})
            named[resource["LogicalResourceId"]] = resource["PhysicalResourceId"]
    return found


def _only(found: dict[str, dict[str, str]], kind: str) -> str:
    return next(iter(found.get(kind, {}).values()), "")


def _api_url(cloud: Cloud, api_id: str) -> str:
    if not api_id:
        return ""
    stages = [stage["StageName"] for stage in cloud.client("apigatewayv2").get_stages(ApiId=api_id)["Items"]]
    stage = "" if "$default" in stages or not stages else f"/{stages[0]}"
    return f"{cloud.url}/_aws/execute-api/{api_id}{stage}"
