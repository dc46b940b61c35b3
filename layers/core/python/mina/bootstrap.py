"""The only place that builds adapters. Each is built when it is first needed, once for a Lambda's life."""

from __future__ import annotations

import json
import secrets
import time
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from mina.adapters.dynamodb.on_demand import DynamoStores
from mina.domain.errors import Unavailable
from mina.settings import settings

if TYPE_CHECKING:
    from mina.adapters.tokens import CognitoProfiles, TokenVerifier
    from mina.domain.quota import Limits
    from mina.edge.api.context import Api
    from mina.ports.archives import ArchiveStarter
    from mina.ports.broadcaster import Broadcaster
    from mina.ports.clock import Clock
    from mina.ports.decoder import Decoder
    from mina.ports.language_model import CircuitBreaker, LanguageModel
    from mina.ports.pipeline import PipelineStarter
    from mina.ports.schema import Schema
    from mina.ports.stores import Stores
    from mina.ports.transcriber import Transcriber
    from mina.ports.uploads import Objects
    from mina.ports.webhooks import Courier
    from mina.services.finalize import Finalizer
    from mina.services.insights.steps import InsightMaker
    from mina.services.listen import Listener
    from mina.services.model_status import ModelStatus
    from mina.services.pipeline import Pipeline
    from mina.services.quotas import Quotas
    from mina.services.uploads.desk import Desk
    from mina.services.webhooks.delivering import Dispatcher


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@cache
def clock() -> Clock:
    return SystemClock()


@cache
def stores() -> Stores:
    return DynamoStores()


@cache
def broadcaster() -> Broadcaster:
    from mina.adapters.websocket import ApiGatewayBroadcaster
    from mina.edge.observability import push_lost

    return ApiGatewayBroadcaster(settings.socket_endpoint or "", push_lost)


@cache
def starter() -> PipelineStarter:
    from mina.adapters.state_machine import StepFunctionsStarter

    return StepFunctionsStarter(settings.state_machine_arn or "", settings.settle_machine_arn or "")


@cache
def tokens() -> TokenVerifier:
    from mina.adapters.tokens import TokenVerifier

    return TokenVerifier(settings)


@cache
def profiles() -> CognitoProfiles:
    from mina.adapters.tokens import CognitoProfiles

    return CognitoProfiles(settings)


@cache
def finalizer() -> Finalizer:
    from mina.services.finalize import Finalizer

    return Finalizer(stores(), broadcaster(), starter(), clock())


@cache
def breaker() -> CircuitBreaker | None:
    """The language model's breaker; None where no model is configured."""
    if not settings.model_base_url:
        return None
    from mina.adapters.circuit_breaker import SharedCircuitBreaker
    from mina.adapters.dynamodb.circuits import DynamoCircuits

    return SharedCircuitBreaker(DynamoCircuits(), time.time)


@cache
def language_model() -> LanguageModel | None:
    if not settings.model_base_url:
        return None
    from mina.adapters.openai_model import ModelSettings, OpenAIModel
    from mina.adapters.openai_prices import price_table
    from mina.adapters.secrets import secret_text
    from mina.services.insights.redacting_model import RedactingModel

    model = ModelSettings(
        base_url=settings.model_base_url,
        model=settings.model_name or "",
        prices=price_table(json.loads(settings.model_prices)),
    )
    asked = OpenAIModel(model, secret_text(settings.model_secret_arn) or "none")
    return RedactingModel(asked) if settings.redact_before_model else asked


@cache
def insight_maker() -> InsightMaker:
    from mina.services.insights.steps import InsightMaker

    return InsightMaker(language_model(), breaker())


@cache
def pipeline() -> Pipeline:
    from mina.adapters.dynamodb.meter import DynamoMeter
    from mina.services.pipeline import Pipeline
    from mina.services.spending import Spending

    spending = Spending(limits(), DynamoMeter(), asks_model=bool(settings.model_base_url))
    return Pipeline(stores(), broadcaster(), clock(), spending)


@cache
def limits() -> Limits:
    from mina.domain.quota import limits_from

    return limits_from(json.loads(settings.limits))


@cache
def schema() -> Schema:
    from mina.adapters.dynamodb.schema import DynamoSchema

    return DynamoSchema()


@cache
def quotas() -> Quotas:
    from mina.services.quotas import Quotas

    return Quotas(limits(), stores(), clock())


@cache
def http_api() -> Api:
    from mina.edge.api.context import Api
    from mina.edge.api.cursors import Cursors

    return Api(
        stores=stores(),
        clock=clock(),
        broadcaster=broadcaster(),
        starter=starter(),
        cursors=Cursors(cursor_key),
        courier=courier(),
        objects=objects(),
        page_url=settings.page_url or "",
        limits=limits,
        model_status=model_status,
        archives=archive_starter(),
    )


@cache
def archive_starter() -> ArchiveStarter | None:
    """What writes exports of everything; None where no file store is configured."""
    if not settings.export_machine_arn:
        return None
    from mina.adapters.export_machine import ExportMachine

    return ExportMachine(settings.export_machine_arn)


def model_status() -> ModelStatus:
    from mina.adapters.dynamodb.circuits import DynamoCircuits
    from mina.services.model_status import ModelStatus

    if not settings.model_base_url:
        return ModelStatus(is_transcribing=not settings.local_endpoint)
    circuit, _ = DynamoCircuits().load()
    return ModelStatus(settings.model_name or "", is_transcribing=True, circuit=circuit)


@cache
def courier() -> Courier:
    from mina.adapters.courier import PublicCourier

    return PublicCourier()


@cache
def dispatcher() -> Dispatcher:
    from mina.services.webhooks.delivering import Dispatcher

    return Dispatcher(stores(), courier(), clock())


@cache
def objects() -> Objects | None:
    """The files; None where no bucket is configured."""
    if not settings.bucket:
        return None
    from mina.adapters.s3_objects import S3Objects

    return S3Objects(settings.bucket)


@cache
def cursor_key() -> bytes:
    """The secret that signs cursors; where none is configured, one that dies with this process."""
    from mina.adapters.secrets import secret_text

    return (secret_text(settings.cursor_secret_arn) or secrets.token_hex(32)).encode()


@cache
def files() -> Objects:
    """The files, where there is no doing without. Raises `Unavailable` where no bucket is configured."""
    found = objects()
    if found is None:
        raise Unavailable("No file store is configured.")
    return found


@cache
def transcriber() -> Transcriber | None:
    """The endpoint's where one is configured; on AWS without one Amazon Transcribe; elsewhere none."""
    if settings.model_base_url:
        from mina.adapters.openai_transcriber import OpenAITranscriber, TranscriberSettings
        from mina.adapters.secrets import secret_text

        wanted = TranscriberSettings(settings.model_base_url, settings.transcription_model)
        return OpenAITranscriber(wanted, secret_text(settings.model_secret_arn) or "none")
    if settings.local_endpoint:
        return None
    from mina.adapters.aws_transcriber import AmazonTranscriber

    return AmazonTranscriber(files(), settings.bucket or "")


@cache
def decoder() -> Decoder:
    from mina.adapters.ffmpeg import FfmpegDecoder

    return FfmpegDecoder(files())


@cache
def upload_desk() -> Desk:
    from mina.adapters.dynamodb.uploads import DynamoUploads
    from mina.adapters.transcription_machine import TranscriptionMachine
    from mina.services.uploads.desk import Desk

    machine = TranscriptionMachine(settings.transcription_machine_arn or "")
    return Desk(DynamoUploads(), files(), machine, finalizer(), transcriber, quotas())


@cache
def listener() -> Listener:
    from mina.adapters.dynamodb.sounds import DynamoSounds
    from mina.services.listen import Listener

    return Listener(DynamoSounds(), files(), finalizer(), transcriber)
