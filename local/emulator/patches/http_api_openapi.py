"""`AWS::Serverless::HttpApi` has its routes, authorizers and CORS.

SAM turns such an API into one `AWS::ApiGatewayV2::Api` with an OpenAPI `Body`. Stock ignores the body: the stack
deploys, and every request is 404. It also stores a template's CORS settings under names that it does not read.
"""

from typing import Any

from local.emulator.patching import attribute, service

_OPENAPI_ANY = "x-amazon-apigateway-any-method"


def apply() -> None:
    """Imports the body after each creation and update of an API."""
    provisioners = service("services.cloudformation.provisioners")
    for name in ("_apigw_v2_authorizer_create", "_apigw_v2_integration_create", "_apigw_v2_route_create"):
        attribute(provisioners, name)
    handlers = attribute(provisioners, "_RESOURCE_HANDLERS")["AWS::ApiGatewayV2::Api"]
    create, update = handlers["create"], handlers["update"]

    def create_with_body(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        result = create(logical_id, properties, stack)
        _Import(provisioners, result[0]).run(properties)
        return result

    def update_with_body(physical_id: str, old: Any, new: dict[str, Any], stack: str, logical_id: Any = None) -> Any:
        result = update(physical_id, old, new, stack, logical_id)
        _Import(provisioners, result[0]).run(new)
        return result

    handlers.update(create=create_with_body, update=update_with_body)


class _Import:
    """Fills one API from its CloudFormation properties."""

    def __init__(self, provisioners: Any, api_id: str) -> None:
        self._cloudformation = provisioners
        self._gateway = service("services.apigateway")
        self._api_id = api_id
        self._authorizers: dict[str, tuple[str, str]] = {}

    def run(self, properties: dict[str, Any]) -> None:
        body = properties.get("Body") or {}
        cors = body.get("x-amazon-apigateway-cors") or properties.get("CorsConfiguration")
        if cors:
            self._gateway._apis[self._api_id]["corsConfiguration"] = _lower_names(cors)
        if not body:
            return
        for store in (self._gateway._routes, self._gateway._integrations, self._gateway._authorizers):
            store[self._api_id] = {}
        for name, scheme in (body.get("components", {}).get("securitySchemes") or {}).items():
            self._authorizers[name] = self._authorizer(name, scheme.get("x-amazon-apigateway-authorizer") or {})
        for path, methods in (body.get("paths") or {}).items():
            for method, operation in methods.items():
                if not (method == "options" and cors):
                    self._route(_route_key(path, method), operation)

    def _authorizer(self, name: str, extension: dict[str, Any]) -> tuple[str, str]:
        is_jwt = extension.get("type") == "jwt"
        sources = extension.get("identitySource", "$request.header.Authorization")
        properties = {
            "ApiId": self._api_id,
            "Name": name,
            "AuthorizerType": "JWT" if is_jwt else "REQUEST",
            "IdentitySource": sources.split(",") if isinstance(sources, str) else sources,
            "JwtConfiguration": _upper_names(extension.get("jwtConfiguration") or {}),
            "AuthorizerUri": extension.get("authorizerUri", ""),
            "AuthorizerPayloadFormatVersion": extension.get("authorizerPayloadFormatVersion", "2.0"),
            "EnableSimpleResponses": extension.get("enableSimpleResponses", False),
            "AuthorizerResultTtlInSeconds": extension.get("authorizerResultTtlInSeconds", 0),
        }
        identifier = self._cloudformation._apigw_v2_authorizer_create(name, properties, "")[0]
        return identifier, "JWT" if is_jwt else "CUSTOM"

    def _route(self, key: str, operation: dict[str, Any]) -> None:
        extension = operation.get("x-amazon-apigateway-integration") or {}
        integration = {
            "ApiId": self._api_id,
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": extension.get("uri", ""),
            "PayloadFormatVersion": extension.get("payloadFormatVersion", "2.0"),
        }
        target = self._cloudformation._apigw_v2_integration_create("", integration, "")[0]
        route = {"ApiId": self._api_id, "RouteKey": key, "Target": f"integrations/{target}"}
        schemes = [name for requirement in operation.get("security") or [] for name in requirement]
        known = next((self._authorizers[name] for name in schemes if name in self._authorizers), None)
        if known:
            route.update(AuthorizerId=known[0], AuthorizationType=known[1])
        self._cloudformation._apigw_v2_route_create("", route, "")


def _route_key(path: str, method: str) -> str:
    if path in ("/$default", "$default"):
        return "$default"
    return f"{'ANY' if method == _OPENAPI_ANY else method.upper()} {path}"


def _lower_names(properties: dict[str, Any]) -> dict[str, Any]:
    return {name[:1].lower() + name[1:]: value for name, value in properties.items()}


def _upper_names(properties: dict[str, Any]) -> dict[str, Any]:
    return {name[:1].upper() + name[1:]: value for name, value in properties.items()}
