"""The generated pages of the documentation are fresh."""

import pytest
from django.conf import settings

from dashboard.management.commands.write_docs import generated_pages


@pytest.mark.parametrize("name", ["lifecycle.md", "deadlines.md", "detectors.md", "access.md"])
def test_the_page_says_what_the_code_says(name):
    written = (settings.BASE_DIR / "docs" / name).read_text()
    assert written == generated_pages()[name], "run manage.py write_docs"
