"""Text messages that a provider passes on by calling this site."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from common.calls import fields_of, is_signed
from complaints.rules import PHONE_LONGEST, STORY_LONGEST
from complaints.services import IncomingText, TooManyTexts, take_in_text

ID_LONGEST = 200


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class TextIn(View):
    """One text message, signed by the provider; answered with 200 only after it is stored."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """403 for a wrong or old signature, 400 for what can't be read, 429 when the number sends too many."""
        if not settings.SMS_IN_SECRET:
            raise Http404
        if not is_signed(request, settings.SMS_IN_SECRET):
            return JsonResponse({"error": "signature"}, status=403)
        fields = read_fields(request.body)
        if fields is None:
            return JsonResponse({"error": "body"}, status=400)
        text = IncomingText(sender=fields["from"], receiver=fields["to"], words=fields["text"])
        try:
            dealt = take_in_text(text=text, at=timezone.now(), message_id=f"http:{fields['id']}")
        except TooManyTexts:
            return JsonResponse({"error": "too many"}, status=429)
        return JsonResponse({"stored": True, "repeat": dealt.is_repeat})


def read_fields(body: bytes) -> dict[str, str] | None:
    """The four texts id, from, to and text; None when one is missing or too long."""
    fields = fields_of(body)
    longest = {"id": ID_LONGEST, "from": PHONE_LONGEST, "to": PHONE_LONGEST, "text": STORY_LONGEST}
    if fields is None or not all(
        isinstance(fields.get(name), str) and len(fields[name]) <= most for name, most in longest.items()
    ):
        return None
    return {name: fields[name] for name in longest} if fields["id"] and fields["from"] else None
