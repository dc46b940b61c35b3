"""Puts the built page into the bucket that CloudFront serves it from, with the `/config.json` of this deployment."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from local.web import headers_of, page_config

Client = Callable[[str], Any]


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
    cognito = f"https://cognito-idp.{region}.amazonaws.com"
    config = page_config(outputs["HttpUrl"], outputs["SocketUrl"], cognito, outputs["UserPoolClientId"])
    put = partial(client("s3").put_object, Bucket=bucket)
    put(Key="config.json", Body=json.dumps(config).encode(), ContentType="application/json", CacheControl="no-cache")
    for path in sorted((p for p in files.rglob("*") if p.is_file()), key=lambda p: (p.name == "index.html", p)):
        kind, caching = headers_of(path)
        put(Key=path.relative_to(files).as_posix(), Body=path.read_bytes(), ContentType=kind, CacheControl=caching)
    return outputs["PageUrl"]
