"""What a provider that is called by HTTP says of the text messages it has taken."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from common.calls import fields_of, is_signed
from notices.choices import Delivery
from notices.services import note_delivery

KEY_LONGEST, ERROR_LONGEST = 120, 100


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class TextReceipts(View):
    """One receipt, signed by the provider; answered with 200 only after it is stored."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """403 for a wrong or old signature, 400 for what can't be read; a receipt of an unknown message is 200 too."""
        if not settings.SMS_HTTP_SECRET:
            raise Http404
        if not is_signed(request, settings.SMS_HTTP_SECRET):
            return JsonResponse({"error": "signature"}, status=403)
        fields = read_fields(request.body)
        if fields is None:
            return JsonResponse({"error": "body"}, status=400)
        is_known = note_delivery(
            key=fields["id"],
            is_delivered=fields["state"] == Delivery.DELIVERED,
            error=fields["error"],
            at=timezone.now(),
        )
        return JsonResponse({"stored": is_known})


def read_fields(body: bytes) -> dict[str, str] | None:
    """The texts id, state and error (which may be missing); None when one is wrong."""
    fields = fields_of(body)
    if fields is None:
        return None
    longest = {"id": KEY_LONGEST, "state": 10, "error": ERROR_LONGEST}
    known = {name: fields.get(name, "") for name in longest}
    is_text = all(isinstance(known[name], str) and len(known[name]) <= most for name, most in longest.items())
    return known if is_text and known["id"] and known["state"] in Delivery.values else None
