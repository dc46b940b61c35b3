"""Secrets Manager."""

from __future__ import annotations

from functools import cache

from botocore.exceptions import BotoCoreError, ClientError

from mina.adapters.aws import client
from mina.domain.errors import Unavailable


@cache
def secret_text(arn: str | None) -> str | None:
    """The secret's text, read once for a Lambda's life. None where there is no such secret configured."""
    if not arn:
        return None
    try:
        return str(client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("A secret could not be read.") from error
