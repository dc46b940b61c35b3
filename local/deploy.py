"""Deploys template.yaml, as it stands in the repository, to the emulator's CloudFormation."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from local.all_at_once import all_at_once
from local.packaging import Artifact, Packager
from local.places import ACCESS_KEY_ID, REGION, ROOT, SECRET_ACCESS_KEY, STACK_NAME
from local.problem import Problem
from local.template import read_template

_BUCKET = "mina-artifacts"
_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]


@dataclass(frozen=True, slots=True)
class Cloud:
    """The emulator, as SDK clients see it."""

    url: str

    def client(self, service: str) -> Any:
        """A boto3 client of `service` that talks to the emulator."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=ACCESS_KEY_ID,
            aws_secret_access_key=SECRET_ACCESS_KEY,
            config=Config(inject_host_prefix=False, retries={"mode": "standard", "max_attempts": 3}),
        )


def deploy(
    cloud: Cloud, packager: Packager, parameters: dict[str, str], template_path: Path = ROOT / "template.yaml"
) -> dict[str, str]:
    """Creates or updates the stack, and returns its outputs by key.

    Of `parameters` those are passed that the template has.

    Raises:
        Problem: CloudFormation refused the template or could not create something; the text names the resource.
    """
    uploads = _Uploads(cloud)
    template = packager.package(all_at_once(read_template(template_path)), uploads.locate)
    known = template.get("Parameters", {})
    request = {
        "StackName": STACK_NAME,
        "TemplateURL": uploads.address_of(Artifact(json.dumps(template).encode(), ".template")),
        "Capabilities": _CAPABILITIES,
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items() if key in known
        ],
    }
    formation = cloud.client("cloudformation")
    if _change(formation, request):
        _await(formation)
    uploads.drop_unused()
    stack = formation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


class _Uploads:
    """The bucket from which CloudFormation takes code, layers and definitions; each content is uploaded once."""

    def __init__(self, cloud: Cloud) -> None:
        self._url = cloud.url
        self._s3 = cloud.client("s3")
        self._s3.create_bucket(Bucket=_BUCKET)
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=_BUCKET)
        self._there = {item["Key"] for page in pages for item in page.get("Contents", [])}
        self._used: set[str] = set()

    def locate(self, artifact: Artifact) -> dict[str, str] | str:
        self._used.add(artifact.key)
        if artifact.key not in self._there:
            self._s3.put_object(Bucket=_BUCKET, Key=artifact.key, Body=artifact.data)
        if artifact.suffix in (".zip", ".yaml"):
            return f"s3://{_BUCKET}/{artifact.key}"
        return {"Bucket": _BUCKET, "Key": artifact.key}

    def address_of(self, artifact: Artifact) -> str:
        """For what CloudFormation takes by its address only: a template of more than 51,200 bytes."""
        self.locate(artifact)
        return f"{self._url}/{_BUCKET}/{artifact.key}"

    def drop_unused(self) -> None:
        """Deletes what earlier deployments left; the functions have their own copies. Each old layer is 30 MB."""
        for key in self._there - self._used:
            self._s3.delete_object(Bucket=_BUCKET, Key=key)


def _change(formation: Any, request: dict[str, Any]) -> bool:
    """Asks for the change; False where there is nothing to change."""
    try:
        status = formation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]["StackStatus"]
    except ClientError:
        status = None
    if status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"):
        # A stack whose creation failed can only be deleted; it has never held anything.
        formation.delete_stack(StackName=STACK_NAME)
        status = None
    try:
        (formation.update_stack if status else formation.create_stack)(**request)
    except ClientError as error:
        if "No updates" in error.response["Error"]["Message"]:
            return False
        raise Problem(f"The template was refused: {error.response['Error']['Message']}") from error
    return True


def _await(formation: Any) -> None:
    while True:
        stack = formation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            break
        time.sleep(0.05)
    if stack["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise Problem(f"The template could not be deployed: {_first_failure(formation)}")


def _first_failure(formation: Any) -> str:
    events = formation.describe_stack_events(StackName=STACK_NAME)["StackEvents"]
    failures = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
    if not failures:
        return "CloudFormation gave no reason"
    first = min(failures, key=lambda event: event["Timestamp"])
    return f"{first['LogicalResourceId']}: {first.get('ResourceStatusReason', 'no reason given')}"
