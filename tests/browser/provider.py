"""A real OpenID provider on loopback, made with Authlib: discovery, authorization code with PKCE, RS256, JWKS, logout.

Run as a program with port, client id, client secret and redirect address. Its form asks who logs in; further fields of
the form make a token as a forger, a slow clock or a careless provider would: ``forged``, ``age``, ``lifetime``, ``verified``.
"""

from __future__ import annotations

import secrets
import sys
import time
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode, UserInfo
from flask import Flask, jsonify, redirect, request
from joserfc.jwk import KeySet, RSAKey

PORT, CLIENT, SECRET, BACK = sys.argv[1:5]
ISSUER = f"http://127.0.0.1:{PORT}"
OURS, THEIRS = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}) for _ in range(2))
FORM = '<form method="post"><input name="email" autofocus><button>Log in</button></form>'


class Client(ClientMixin):
    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return BACK

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, uri: str) -> bool:
        return uri == BACK

    def check_client_secret(self, secret: str) -> bool:
        return secrets.compare_digest(secret, SECRET)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, kind: str) -> bool:
        return kind == "authorization_code"


class Code(AuthorizationCodeMixin):
    def __init__(self, payload: Any, user: dict[str, str]) -> None:
        self.data, self.user, self.auth_time = payload.data, user, int(time.time())
        self.code_challenge = self.data.get("code_challenge")
        self.code_challenge_method = self.data.get("code_challenge_method")

    def get_redirect_uri(self) -> str:
        return self.data["redirect_uri"]

    def get_scope(self) -> str:
        return self.data["scope"]

    def get_nonce(self) -> str | None:
        return self.data.get("nonce")

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


codes: dict[str, Code] = {}
nonces: set[str] = set()


class Grant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def save_authorization_code(self, code: str, asked: Any) -> None:
        codes[code] = Code(asked.payload, asked.user)
        nonces.add(asked.payload.data["nonce"])

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return codes.get(code)

    def delete_authorization_code(self, code: Code) -> None:
        for name in [name for name, held in codes.items() if held is code]:
            del codes[name]

    def authenticate_user(self, code: Code) -> dict[str, str]:
        return code.user


class Identity(OpenIDCode):
    def exists_nonce(self, nonce: str, asked: Any) -> bool:
        return nonce in nonces

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        return THEIRS if self.user.get("forged") else OURS

    def get_client_algorithm(self, client: Client) -> str:
        return "RS256"

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": "RS256", "kid": "one"}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        begun = int(time.time()) - int(self.user.get("age", 0))
        return {"iss": ISSUER, "iat": begun, "exp": int(time.time()) + int(self.user.get("lifetime", 3600))}

    def encode_id_token(self, token: Any, asked: Any) -> str:
        self.user = asked.user
        return super().encode_id_token(token, asked)

    def generate_user_info(self, user: dict[str, str], scope: str) -> UserInfo:
        return UserInfo(sub=user["email"], email=user["email"], email_verified=user.get("verified", "yes") == "yes")


app = Flask(__name__)
app.secret_key = secrets.token_hex()
server = AuthorizationServer(
    app, query_client=lambda name: Client() if name == CLIENT else None, save_token=lambda *_: None
)
server.register_grant(Grant, [Identity(require_nonce=True), CodeChallenge(required=True)])


@app.get("/.well-known/openid-configuration")
def configuration() -> Any:
    return jsonify(
        issuer=ISSUER,
        authorization_endpoint=f"{ISSUER}/authorize",
        token_endpoint=f"{ISSUER}/token",
        jwks_uri=f"{ISSUER}/jwks",
        end_session_endpoint=f"{ISSUER}/end",
        response_types_supported=["code"],
        subject_types_supported=["public"],
        id_token_signing_alg_values_supported=["RS256"],
        code_challenge_methods_supported=["S256"],
    )


@app.get("/jwks")
def jwks() -> Any:
    return jsonify(KeySet([OURS]).as_dict(private=False))


@app.route("/authorize", methods=["GET", "POST"])
def authorize() -> Any:
    if request.method == "GET":
        return FORM
    grant = server.get_consent_grant(end_user=None)
    return server.create_authorization_response(grant_user=dict(request.form), grant=grant)


@app.post("/token")
def token() -> Any:
    return server.create_token_response()


@app.get("/end")
def end() -> Any:
    return redirect(request.args["post_logout_redirect_uri"])


if __name__ == "__main__":
    app.run("127.0.0.1", int(PORT), threaded=True)
