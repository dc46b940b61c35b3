"""What `make package` makes can be deployed with the SAM CLI, which is how it gets to AWS."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from local.deploy import Cloud
from local.package import main as package
from local.places import REGION, ROOT
from local.publish import publish_page
from tests.stack import Stack, free_port

from local import environments

pytestmark = pytest.mark.xdist_group("patches")


def test_the_packaged_template_is_deployed_by_sam(tmp_path: Path) -> None:
    assert package() == 0
    emulator = Stack(tmp_path / "data", port=free_port())
    emulator.start_emulator()
    command = ["deploy", "--template", str(ROOT / "build" / "template.yaml"), "--stack-name", "by-sam", "--resolve-s3"]
    answers = ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND", "--region", REGION]
    credentials = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": emulator.cloud.url}

    done = subprocess.run(
        [environments.PROJECT / "bin" / "sam", *command, *answers, "--no-confirm-changeset"],
        cwd=tmp_path,
        env={**os.environ, **credentials, "SAM_CLI_TELEMETRY": "0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    stacks = Cloud(emulator.cloud.url).client("cloudformation").describe_stacks(StackName="by-sam")["Stacks"]
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<!doctype html>")
    address = publish_page(emulator.cloud.client, "by-sam", REGION, tmp_path / "page")
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}
    config = emulator.cloud.client("s3").get_object(Bucket=outputs["PageBucketName"], Key="config.json")["Body"].read()
    alarms = Cloud(emulator.cloud.url).client("cloudwatch").describe_alarms()["MetricAlarms"]
    emulator.stop()
    assert done.returncode == 0, done.stderr[-2000:]
    assert stacks[0]["StackStatus"] == "CREATE_COMPLETE"
    assert address == outputs["PageUrl"]
    assert str(address).startswith("https://")
    assert json.loads(config)["socket_url"] == outputs["SocketUrl"]
    assert {alarm["MetricName"] for alarm in alarms} >= {"OldestRunAge", "StepFailures", "BreakerOpen", "Failures"}
    assert {d["Value"] for alarm in alarms if alarm["Namespace"] == "Mina" for d in alarm["Dimensions"]} == {"by-sam"}
