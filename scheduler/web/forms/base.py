"""The form every form is made from, and texts that are typed in three languages."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import wtforms
from flask import request
from werkzeug.datastructures import MultiDict

from scheduler.kernel.rules.errors import ConfirmationNeededError
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.text import LINE_LENGTH, TEXT_LENGTH, Trilingual
from scheduler.web.context import current_language
from scheduler.web.forms.fields import Line, Paragraph, TypedField

SUFFIXES: Final = {
    Language.ZH_HANS: "zh_hans",
    Language.ZH_HANT: "zh_hant",
    Language.EN: "en",
}


class TrilingualLine:
    """One line in up to three languages: the controls ``<name>_zh_hans``, ``_zh_hant``, ``_en``.

    ``form.<name>`` is the text that was typed, or ``None`` when nothing was.
    """

    control: type[TypedField] = Line
    longest = LINE_LENGTH

    def __init__(self, *, required: bool = True, longest: int | None = None) -> None:
        # Made here, in the order of the class body, since that is the order of the controls.
        options: dict[str, Any] = {"required": False, "longest": longest or self.longest}
        self.required = required
        self._controls = {language: self.control(**options) for language in SUFFIXES}

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        for language, control in self._controls.items():
            setattr(owner, self.control_name(language), control)

    def __get__(self, form: "Form | None", owner: type | None = None) -> Any:
        return self if form is None else self.typed(form)

    def control_name(self, language: Language) -> str:
        """Return the name of the control for one language."""
        return f"{self.name}_{SUFFIXES[language]}"

    def typed(self, form: "Form") -> Trilingual | None:
        """Return what was typed; written in the reader's language first, if in that at all."""
        hans, hant, en = (form[self.control_name(lang)].data or "" for lang in SUFFIXES)
        text = Trilingual.of(zh_hans=hans, zh_hant=hant, en=en, source=current_language())
        return text or None


class TrilingualParagraph(TrilingualLine):
    """Several lines in up to three languages."""

    control = Paragraph
    longest = TEXT_LENGTH


class Form(wtforms.Form):
    """What was sent with a POST, or what a form is opened with.

    ``status`` answers the page that shows the form again; ``needs_confirmation`` and ``stale`` say
    what its template should show besides the errors.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sent: "MultiDict[str, str] | None" = None,
    ) -> None:
        """Open the form with ``data``; what was sent (the request's, unless given) comes first."""
        self.status = 200
        self.stale = False
        self.needs_confirmation: ConfirmationNeededError | None = None
        if sent is None and request.method == "POST":
            sent = request.form
        super().__init__(formdata=sent, data=self._spread(data or {}))

    @property
    def confirmed(self) -> bool:
        """Say whether the sender confirmed what they were asked about."""
        return request.form.get("confirmed") == "1"

    @classmethod
    def texts(cls) -> list[TrilingualLine]:
        """Return the texts of this form that are typed in three languages."""
        found = (getattr(cls, name, None) for name in dir(cls))
        return [text for text in found if isinstance(text, TrilingualLine)]

    def control(self, name: str) -> wtforms.Field | None:
        """Return the control a value is typed into; the reader's language of a text."""
        for text in self.texts():
            if text.name == name:
                name = text.control_name(current_language())
        return self._fields.get(name)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every control, and that a text that must be there is there in some language."""
        right = super().validate(extra_validators)
        for text in self.texts():
            controls = [self[text.control_name(language)] for language in SUFFIXES]
            typed = any(control.data or control.errors for control in controls)
            if text.required and not typed:
                self.refuse(text.name, "required")
                right = False
        return right

    def refuse(
        self, name: str | None, code: str, params: Mapping[str, object] | None = None
    ) -> None:
        """Put an error on a control, or on the whole form where it has no control of its own."""
        error: Any = (code, dict(params)) if params else code
        control = self.control(name) if name else None
        if control is None:
            self.form_errors.append(error)
        else:
            control.errors = [*control.errors, error]

    def _spread(self, data: Mapping[str, Any]) -> dict[str, Any]:
        spread = dict(data)
        for text in self.texts():
            value: Trilingual | None = spread.pop(text.name, None)
            for language in SUFFIXES if value else ():
                spread[text.control_name(language)] = value.texts.get(language, "") if value else ""
        return spread
