"""Kinds of organisations."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is."""

    DEPARTMENT = "DEPARTMENT"
    GOVERNMENT = "GOVERNMENT"
    UNIVERSITY = "UNIVERSITY"
    INSTITUTE = "INSTITUTE"
    ENTERPRISE = "ENTERPRISE"
