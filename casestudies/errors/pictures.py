# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused of pictures."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PictureThere(ValidationError):
    def __init__(self, name):
        super().__init__(_("“%(name)s” is on the list already."), code="picture-there", params={"name": name})


class PicturePlaced(ValidationError):
    def __init__(self, picture):
        super().__init__(
            _("That section shows “%(name)s” already."), code="picture-placed", params={"name": picture.name}
        )


class PictureNotFit(ValidationError):
    def __init__(self, picture):
        super().__init__(
            _("“%(name)s” cannot be put into the text: %(state)s. %(reason)s"),
            code="picture-not-fit",
            params={
                "name": picture.name,
                "state": picture.get_state_display(),
                "reason": picture.reason_in_words,
            },
        )


class PicturesUnfit(ValidationError):
    """The text shows files that are not on Commons, or not free."""

    def __init__(self, pictures):
        super().__init__(
            _(
                "Not published: the text shows pictures that cannot be used: %(names)s. Take them out of the text, or see on the page of pictures what to do."
            ),
            code="pictures-unfit",
            params={"names": ", ".join(picture.name for picture in pictures)},
        )
        self.pictures = pictures


class TooManyPictures(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("%(most)s pictures are on the list already."), code="too-many-pictures", params={"most": most}
        )
