"""A failed function behind the HTTP API answers 500 and nothing of what went wrong.

Stock answers 502 with the exception's type, text and stack trace, which a client of AWS never sees.
"""

from typing import Any

from local.emulator.patching import replace, service


def apply() -> None:
    """Replaces the answer to a function error; throttling keeps its 429."""

    def without_details(stock: Any) -> Any:
        def convert(result: dict[str, Any]) -> Any:
            if result.get("error") and not result.get("throttle"):
                headers = {"content-type": "application/json"}
                return {"statusCode": 500, "headers": headers, "body": '{"message":"Internal Server Error"}'}, None
            return stock(result)

        return convert

    replace(service("services.lambda_svc"), "lambda_execute_result_to_api_proxy_response", without_details)
