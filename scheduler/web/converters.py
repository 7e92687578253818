"""Pieces of addresses: readable references, and the secrets in one-time addresses."""

from werkzeug.routing import BaseConverter

from scheduler.kernel.rules.identifiers import NUMBERED_REF, PARTNERSHIP_REF


class RefConverter(BaseConverter):
    """A numbered reference with its slashes, such as ``SC-CITYU/2027/A03``."""

    regex = NUMBERED_REF
    part_isolating = False


class PartnershipConverter(BaseConverter):
    """The reference of a partnership, such as ``SC-CITYU``."""

    regex = PARTNERSHIP_REF


class TokenConverter(BaseConverter):
    """A secret of 256 bits; anything of another shape is not even looked up."""

    regex = r"[A-Za-z0-9_-]{43}"


CONVERTERS = {
    "ref": RefConverter,
    "partnership": PartnershipConverter,
    "token": TokenConverter,
}
