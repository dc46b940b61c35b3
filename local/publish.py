"""Puts the built page into the bucket that CloudFront serves it from, with the `/config.json` of this deployment."""

import json
import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Client = Callable[[str], Any]
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


def page_config(outputs: Mapping[str, str], region: str) -> dict[str, Any]:
    """What the page reads first (`web/src/config.ts`)."""
    endpoint = f"https://cognito-idp.{region}.amazonaws.com"
    return {
        "api_url": outputs["HttpUrl"],
        "socket_url": outputs["SocketUrl"],
        "cognito": {"endpoint": endpoint, "client_id": outputs["UserPoolClientId"]},
    }


def publish_page(client: Client, stack_name: str, region: str, files: Path) -> str | None:
    """Uploads the files of the built page and tells its address; None where it is served elsewhere (`PageUrl`).

    What is named after its content comes first and is kept by browsers for ever; the page that names it comes last,
    so that whoever loads it finds everything. What earlier deployments put there stays, for pages that are open.
    """
    stack = client("cloudformation").describe_stacks(StackName=stack_name)["Stacks"][0]
    outputs: dict[str, str] = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    bucket = outputs.get("PageBucketName")
    if bucket is None:
        return None
    s3 = client("s3")
    config = json.dumps(page_config(outputs, region)).encode()
    s3.put_object(
        Bucket=bucket, Key="config.json", Body=config, ContentType="application/json", CacheControl=_ASK_AGAIN
    )
    for path in sorted((p for p in files.rglob("*") if p.is_file()), key=lambda p: (p.name == "index.html", p)):
        key = path.relative_to(files).as_posix()
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        caching = _FOR_EVER if key.startswith("assets/") else _ASK_AGAIN
        s3.put_object(Bucket=bucket, Key=key, Body=path.read_bytes(), ContentType=kind, CacheControl=caching)
    return outputs["PageUrl"]
