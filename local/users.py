"""Users of the local Cognito pool, and their tokens."""

from dataclasses import dataclass
from typing import Any

from local.deploy import Cloud
from local.discovery import Deployment


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in gives: JWTs signed with RS256."""

    access: str
    identity: str
    refresh: str


def ensure_user(cloud: Cloud, deployment: Deployment, username: str, password: str, name: str) -> str:
    """Creates the confirmed user where it does not exist; returns its `sub`. `username` is an e-mail address."""
    cognito = cloud.client("cognito-idp")
    pool = deployment.user_pool_id
    attributes = {
        "email": username,
        "email_verified": "true",
        "name": name,
        "given_name": name.split()[0],
    }
    try:
        user = cognito.admin_get_user(UserPoolId=pool, Username=username)["UserAttributes"]
    except cognito.exceptions.UserNotFoundException:
        user = cognito.admin_create_user(
            UserPoolId=pool,
            Username=username,
            MessageAction="SUPPRESS",
            UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items()],
        )["User"]["Attributes"]
    cognito.admin_set_user_password(UserPoolId=pool, Username=username, Password=password, Permanent=True)
    return next(str(attribute["Value"]) for attribute in user if attribute["Name"] == "sub")


def sign_in(cloud: Cloud, deployment: Deployment, username: str, password: str) -> Tokens:
    """Signs in with the password, as the page does."""
    answer: dict[str, Any] = cloud.client("cognito-idp").initiate_auth(
        ClientId=deployment.client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": username, "PASSWORD": password},
    )["AuthenticationResult"]
    return Tokens(answer["AccessToken"], answer["IdToken"], answer["RefreshToken"])
