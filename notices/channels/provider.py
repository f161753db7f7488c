"""A provider of text messages that is called by HTTP: a signed JSON document that says under which key it counts once."""

import http.client
import json
import ssl
from urllib.parse import urlsplit

from django.conf import settings

from common.calls import signed_headers
from notices.channels.faults import Refused, Rejected, Unheard

# So long a provider may think before nobody knows whether it has taken the message.
ANSWER_SECONDS = 10
LOCAL = ("127.0.0.1", "localhost", "::1")
TOO_MANY, CONFLICT = 429, 409


class HttpSms:
    """POSTs ``{"id", "to", "text"}`` to SMS_HTTP_URL, signed with SMS_HTTP_SECRET.

    ``id`` and the header Idempotency-Key are the notice's dedupe_key: the provider counts it once however often it comes.
    2xx and 409 (it has it already): taken. 429 and 5xx: not taken, or not known; it is sent again under the same key.
    Any other answer is final.
    """

    def send(self, *, phone: str, text: str, key: str) -> None:
        """Hand one message over; raises Refused, Rejected or Unheard."""
        body = json.dumps({"id": key, "to": phone, "text": text}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        status = _post(body, headers | signed_headers(settings.SMS_HTTP_SECRET, body))
        if 200 <= status < 300 or status == CONFLICT:
            return
        if status == TOO_MANY or status >= 500:
            raise Refused(f"HTTP {status}")
        raise Rejected(f"HTTP {status}")


def _post(body: bytes, headers: dict[str, str]) -> int:
    address = urlsplit(settings.SMS_HTTP_URL)
    connection = _connection(address)
    try:
        try:
            connection.connect()
        except OSError as problem:
            raise Refused(type(problem).__name__) from problem
        try:
            connection.request(
                "POST", f"{address.path or '/'}{address.query and '?'}{address.query}", body, headers
            )
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as problem:
            raise Unheard(type(problem).__name__) from problem
        return answer.status
    finally:
        connection.close()


def _connection(address) -> http.client.HTTPConnection:
    """TLS, except to this very computer: a number and what its owner is told cross no network in the open."""
    if address.scheme == "https" and address.hostname:
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(
            address.hostname, address.port, timeout=ANSWER_SECONDS, context=context
        )
    if address.scheme == "http" and address.hostname in LOCAL:
        return http.client.HTTPConnection(address.hostname, address.port, timeout=ANSWER_SECONDS)
    raise Rejected("SMS_HTTP_URL must begin with https://")
