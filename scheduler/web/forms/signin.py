"""The forms of signing in."""

from scheduler.web.forms.base import Form
from scheduler.web.forms.fields import Line


class AddressForm(Form):
    """Whom to send a code to."""

    email = Line(longest=254)


class CodeForm(Form):
    """The code from the letter."""

    code = Line(longest=40)
