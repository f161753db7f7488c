"""What a request says of its body, cut down to what this site reads."""

import re

_BOUNDARY = re.compile(r';\s*boundary="?([!-~ ]{1,70}?)"?\s*(?:;|$)', re.ASCII | re.IGNORECASE)


def only_known_parameters(application):
    """Wrap a WSGI application so that the content type keeps no parameter but the boundary of a form with files.

    Everything here is UTF-8. Django looks a charset up, and the query with it, while it makes the request, that is
    before it can answer: a charset such as zlib, or one unknown to it, would end in a bare status 500.
    """

    def guarded(environ, start_response):
        environ["CONTENT_TYPE"] = _cut(environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return guarded


def _cut(content_type: str) -> str:
    media_type = content_type.split(";", 1)[0].strip()
    boundary = _BOUNDARY.search(content_type)
    return f'{media_type}; boundary="{boundary[1]}"' if boundary else media_type
