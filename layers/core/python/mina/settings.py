"""The only reader of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the template tells the functions. Endpoints are None on AWS, where the SDK knows them."""

    table_name: str
    region: str
    dynamodb_endpoint: str | None
    socket_endpoint: str | None
    state_machine_arn: str | None
    settle_machine_arn: str | None
    user_pool_id: str
    user_pool_client_id: str
    issuer: str
    jwks_url: str
    allowed_origins: tuple[str, ...]
    cursor_secret_arn: str | None
    model_base_url: str | None
    model_name: str | None
    model_secret_arn: str | None
    model_prices: str
    redact_before_model: bool
    limits: str
    bucket: str | None
    page_url: str | None
    local_endpoint: str | None
    transcription_model: str
    transcription_machine_arn: str | None
    export_machine_arn: str | None


def read() -> Settings:
    env = os.environ.get
    region = env("AWS_REGION") or env("AWS_DEFAULT_REGION") or "us-east-1"
    pool = env("USER_POOL_ID", "")
    issuer = env("ISSUER") or f"https://cognito-idp.{region}.amazonaws.com/{pool}"
    local = env("LOCAL_ENDPOINT") or None
    return Settings(
        table_name=env("TABLE_NAME", "mina"),
        region=region,
        dynamodb_endpoint=env("AWS_ENDPOINT_URL_DYNAMODB") or env("AWS_ENDPOINT_URL") or local,
        socket_endpoint=env("SOCKET_ENDPOINT") or None,
        state_machine_arn=env("STATE_MACHINE_ARN") or None,
        settle_machine_arn=env("SETTLE_MACHINE_ARN") or None,
        user_pool_id=pool,
        user_pool_client_id=env("USER_POOL_CLIENT_ID", ""),
        issuer=issuer,
        jwks_url=env("JWKS_URL") or f"{issuer}/.well-known/jwks.json",
        allowed_origins=tuple(o for o in env("ALLOWED_ORIGINS", "").split(",") if o),
        cursor_secret_arn=env("CURSOR_SECRET_ARN") or None,
        model_base_url=env("MODEL_BASE_URL") or None,
        model_name=env("MODEL_NAME") or None,
        model_secret_arn=env("MODEL_SECRET_ARN") or None,
        model_prices=env("MODEL_PRICES") or "{}",
        limits=env("LIMITS") or "{}",
        redact_before_model=env("REDACT_BEFORE_MODEL") == "yes",
        bucket=env("BUCKET") or None,
        page_url=env("PAGE_URL") or None,
        local_endpoint=local,
        transcription_model=env("TRANSCRIPTION_MODEL") or "whisper-1",
        transcription_machine_arn=env("TRANSCRIPTION_MACHINE_ARN") or None,
        export_machine_arn=env("EXPORT_MACHINE_ARN") or None,
    )


settings = read()
