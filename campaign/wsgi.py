"""The web application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from campaign.content_type import only_known_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign.settings.prod")

application = only_known_parameters(get_wsgi_application())
