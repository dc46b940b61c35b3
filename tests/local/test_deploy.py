"""The template is deployed as it stands, and what goes wrong with it is told by the resource's name."""

from pathlib import Path

import pytest
from local.deploy import Cloud, deploy
from local.problem import Problem
from local.users import ensure_user, sign_in
from tests.local.conftest import APP
from tests.local.test_packaging import a_packager
from tests.stack import Stack

pytestmark = pytest.mark.xdist_group("patches")


def redeploy(stack: Stack, template: Path, **parameters: str) -> dict[str, str]:
    return deploy(stack.cloud, a_packager(APP.parent), {"LocalEndpoint": stack.cloud.url, **parameters}, template)


def test_deploying_the_same_again_changes_nothing(patched: Stack) -> None:
    formation = patched.client("cloudformation")
    before = formation.describe_stack_events(StackName="mina")["StackEvents"]

    assert redeploy(patched, APP) == patched.outputs
    assert formation.describe_stack_events(StackName="mina")["StackEvents"] == before


def test_a_parameter_that_the_template_does_not_have_is_left_out(patched: Stack) -> None:
    assert redeploy(patched, APP, ModelBaseUrl="http://model.example") == patched.outputs


def test_what_no_deployment_uses_any_more_is_dropped(patched: Stack) -> None:
    s3 = patched.client("s3")
    s3.put_object(Bucket="mina-artifacts", Key="of-yesterday.zip", Body=b"")

    redeploy(patched, APP)

    kept = {item["Key"] for item in s3.list_objects_v2(Bucket="mina-artifacts")["Contents"]}
    assert kept
    assert "of-yesterday.zip" not in kept


def test_a_template_that_is_refused_is_told_in_one_line(patched: Stack, tmp_path: Path) -> None:
    broken = tmp_path / "template.yaml"
    broken.write_text(APP.read_text().replace("AWS::S3::Bucket", "AWS::S3::Bukket"))

    with pytest.raises(Problem, match=r"Bukket") as told:
        redeploy(patched, broken)

    assert "\n" not in str(told.value)


def test_a_user_that_exists_keeps_its_identity_and_gets_the_password(patched: Stack) -> None:
    def ensure(password: str) -> str:
        return ensure_user(Cloud(patched.cloud.url), patched.deployment, "ada@example.com", password, "Ada Lovelace")

    first, second = ensure("Aa1!first-password"), ensure("Aa1!second-password")

    assert first == second
    assert sign_in(patched.cloud, patched.deployment, "ada@example.com", "Aa1!second-password").access
