"""The web application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from campaign.content_type import only_known_parameters
from campaign.seats import seated

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign.settings.prod")

application = seated(only_known_parameters(get_wsgi_application()))
