"""On whose behalf a request changes something."""

from audit.services import acting_as


class ActorMiddleware:
    """Puts what a request changes down to whoever is signed in, or to the system whose token it carries.

    Nobody is asked for who changes nothing that is watched, so citizens cost nothing and stay unknown.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with acting_as(lambda: request.user):
            return self.get_response(request)
