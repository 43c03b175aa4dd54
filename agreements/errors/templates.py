# SPDX-License-Identifier: GPL-3.0-or-later
"""What templates of agreements refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class TemplateNameTaken(ValidationError):
    def __init__(self, name):
        super().__init__(
            _("“Name”: your affiliate has a template called “%(name)s” already."),
            code="template-name-taken",
            params={"name": name},
        )


class TemplateRetired(ValidationError):
    def __init__(self):
        super().__init__(_("This template is out of use."), code="template-retired")
