"""`make doctor`: what is missing for a deployment to AWS, or wrong with one, and what to do about it.

Only looks; changes nothing.
"""

import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local.aws import ANSWERS, stack_name_of

Client = Callable[[str], Any]
_LEAST_CONCURRENCY = 100
_GOOD = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is empty where it is well."""

    name: str
    seen: str
    advice: str = ""

    def __str__(self) -> str:
        mark = "ok  " if not self.advice else "HELP"
        return f"{mark} {self.name}: {self.seen}" + (f"\n     {self.advice}" if self.advice else "")


def examine(client: Client, stack_name: str) -> Iterator[Finding]:
    """Everything that is looked at, in the order in which it has to be mended. Stops where nothing more can be seen."""
    try:
        account = client("sts").get_caller_identity()["Account"]
    except (ClientError, BotoCoreError) as error:
        advice = "Sign in as for the AWS CLI: AWS_PROFILE, or `aws sso login`; and name a region, AWS_REGION."
        yield Finding("credentials", type(error).__name__, advice)
        return
    yield Finding("credentials", f"account {account}")
    yield _concurrency(client)
    try:
        stack = client("cloudformation").describe_stacks(StackName=stack_name)["Stacks"][0]
    except ClientError:
        yield Finding("stack", f"there is no {stack_name} in this region", "make deploy")
        return
    status = stack["StackStatus"]
    advice = "" if status in _GOOD else "Its events tell what failed first; then `make deploy` again."
    yield Finding("stack", status, advice)
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    yield _alarms(client, stack_name)
    yield _model(stack)
    yield _health(outputs.get("HttpUrl", ""))


def _concurrency(client: Client) -> Finding:
    limit = client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    scarce = "A new account has 10: ask for more (Service Quotas, Lambda, concurrent executions) before people come."
    return Finding("Lambda concurrency", str(limit), "" if limit >= _LEAST_CONCURRENCY else scarce)


def _alarms(client: Client, stack_name: str) -> Finding:
    pages = client("cloudwatch").get_paginator("describe_alarms").paginate(StateValue="ALARM")
    ringing = [alarm["AlarmName"] for page in pages for alarm in page["MetricAlarms"]]
    ours = [name for name in ringing if name.startswith(stack_name)]
    advice = "docs/operations.md says what to do at each." if ours else ""
    return Finding("alarms", ", ".join(ours) or "none rings", advice)


def _model(stack: dict[str, Any]) -> Finding:
    given = {p["ParameterKey"]: p.get("ParameterValue", "") for p in stack.get("Parameters", [])}
    if not given.get("ModelBaseUrl"):
        return Finding("language model", "none: insights are made by local methods")
    return Finding("language model", f"{given.get('ModelName')} at {given['ModelBaseUrl']}")


def _health(url: str) -> Finding:
    if not url:
        return Finding("API", "the stack has no HttpUrl", "make deploy")
    try:
        with urllib.request.urlopen(f"{url}/api/health", timeout=10) as answer:  # noqa: S310 - the stack's own URL
            return Finding("API", f"{url} answers {answer.status}")
    except OSError as error:
        return Finding("API", f"{url}: {type(error).__name__}", "The Dashboard function's lines in the log tell why.")


def main() -> int:
    """Prints the findings; returns 1 where one needs help."""
    healthy = True
    for finding in examine(boto3.client, stack_name_of(ANSWERS)):  # type: ignore[arg-type]  # its first overload
        print(finding, flush=True)
        healthy = healthy and not finding.advice
    return 0 if healthy else 1


if __name__ == "__main__":
    sys.exit(main())
