"""Forms as a person meets them: only what is on the page can be filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tests.outside.document import Element

Value = str | bool
_BUTTONS = frozenset({"submit", "button", "image", "reset"})


@dataclass(frozen=True)
class Form:
    """One form of a page, with what it was opened with."""

    element: Element
    address: str

    @property
    def action(self) -> str:
        """The path the form is sent to, with its query if it has one."""
        target = self.element.attributes.get("action") or self.address
        parts = urlsplit(urljoin(self.address, target))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def method(self) -> str:
        """GET or POST."""
        return self.element.attributes.get("method", "get").upper()

    @property
    def controls(self) -> list[Element]:
        """Every control that has a name and is not switched off."""
        return [
            element
            for element in self.element.walk()
            if element.tag in {"input", "select", "textarea", "button"}
            and element.attributes.get("name")
            and "disabled" not in element.attributes
        ]

    @property
    def names(self) -> set[str]:
        """The names of all controls."""
        return {control.attributes["name"] for control in self.controls}

    def option(self, name: str, words: str) -> str:
        """Return the value of the choice whose label holds ``words``."""
        found = [value for value, label in self.options(name) if words in label]
        assert len(set(found)) == 1, f"{name}: {words!r} is not one of {self.options(name)}"
        return found[0]

    def options(self, name: str) -> list[tuple[str, str]]:
        """Return value and label of each choice of a list or a group of round buttons."""
        found = []
        for control in self._named(name):
            if control.tag == "select":
                found += [(_value(option), option.text) for option in control.all("option")]
            elif control.attributes.get("type") in {"radio", "checkbox"}:
                labels = self.element.all("label", for_=control.attributes.get("id", ""))
                label = " ".join(label.text for label in labels)
                found.append((control.attributes.get("value", "on"), label))
        return found

    def filled(
        self, values: Mapping[str, Value], press: str | None = None
    ) -> list[tuple[str, str]]:
        """Return what a browser would send after these values were entered.

        ``press`` names the button, as its name or ``name=value``, where the form has several.
        """
        unknown = values.keys() - self.names
        assert not unknown, f"the form has no {sorted(unknown)}, only {sorted(self.names)}"
        sent: list[tuple[str, str]] = []
        for control in self.controls:
            sent += self._sent_by(control, values, press)
        return sent

    def _named(self, name: str) -> list[Element]:
        found = [control for control in self.controls if control.attributes["name"] == name]
        assert found, f"the form has no {name!r}, only {sorted(self.names)}"
        return found

    def _sent_by(
        self, control: Element, values: Mapping[str, Value], press: str | None
    ) -> list[tuple[str, str]]:
        name = control.attributes["name"]
        kind = control.attributes.get("type", "")
        given = values.get(name)
        if control.tag == "button" or kind in _BUTTONS:
            value = control.attributes.get("value", "")
            return [(name, value)] if press in {name, f"{name}={value}"} else []
        if control.tag == "select":
            return [(name, self._chosen(control, given))]
        if kind in {"radio", "checkbox"}:
            return [(name, control.attributes.get("value", "on"))] if _on(control, given) else []
        if given is not None:
            assert isinstance(given, str), f"{name} takes text, not {given!r}"
            assert kind != "hidden", f"{name} is hidden from people"
            return [(name, given)]
        kept = control.raw if control.tag == "textarea" else control.attributes.get("value", "")
        return [(name, kept.removeprefix("\n"))]

    def _chosen(self, control: Element, given: Value | None) -> str:
        options = control.all("option")
        values = [_value(option) for option in options]
        if given is not None:
            assert given in values, f"{given!r} is not one of {values}"
            return str(given)
        preset = [o for o in options if "selected" in o.attributes] or options[:1]
        return _value(preset[0]) if preset else ""


def _value(option: Element) -> str:
    return option.attributes.get("value", option.text)


def _on(control: Element, given: Value | None) -> bool:
    """Say whether a box is ticked, or a round button the chosen one."""
    if given is None:
        return "checked" in control.attributes
    if isinstance(given, bool):
        return given
    return control.attributes.get("value", "on") == given
