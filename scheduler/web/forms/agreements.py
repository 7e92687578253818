"""Forms about agreements, schemes and commitments."""

from collections.abc import Iterable, Mapping

from scheduler.agreements.rules.agreements import AgreementKind, ClauseKind
from scheduler.agreements.rules.schemes import CommitmentKind, ConditionState
from scheduler.agreements.rules.terms import Term
from scheduler.agreements.usecases.agreements import NewAgreement, NewClause, Signature
from scheduler.agreements.usecases.schemes import NewCommitment, NewScheme
from scheduler.kernel.rules.identifiers import OrganisationId
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Side
from scheduler.web.forms.base import Form, TrilingualLine, TrilingualParagraph
from scheduler.web.forms.fields import Choice, Day, Version, Whole


class AgreementForm(Form):
    """A new agreement, with who signs for each side."""

    kind = Choice(AgreementKind)
    title = TrilingualLine()
    starts_on = Day(required=False)
    ends_on = Day(required=False)
    summary = TrilingualParagraph(required=False)
    signed_at_place = TrilingualLine(required=False)
    prevailing_language = Choice(Language, required=False)
    renewal_notice_days = Whole(required=False, least=0, most=3650)
    department = Choice()
    department_name = TrilingualLine(required=False)
    department_title = TrilingualLine(required=False)
    university = Choice()
    university_name = TrilingualLine(required=False)
    university_title = TrilingualLine(required=False)

    def offer(self, side: Side, organisations: Iterable[tuple[str, str]]) -> None:
        """Let one of these organisations, by public id and name, sign for a side."""
        control = self.department if side is Side.DEPARTMENT else self.university
        control.choices = list(organisations)

    def agreement(self, organisations: Mapping[str, OrganisationId]) -> NewAgreement:
        """Return what was typed; ``organisations`` are those offered, by public id."""
        return NewAgreement(
            kind=self.kind.data,
            title=self.title,
            term=Term(self.starts_on.data, self.ends_on.data),
            summary=self.summary,
            signed_at_place=self.signed_at_place,
            prevailing_language=self.prevailing_language.data,
            renewal_notice_days=self.renewal_notice_days.data,
            department=Signature(
                organisations[self.department.data], self.department_name, self.department_title
            ),
            university=Signature(
                organisations[self.university.data], self.university_name, self.university_title
            ),
        )


class ClauseForm(Form):
    """A further clause."""

    kind = Choice(ClauseKind)
    text = TrilingualParagraph()
    version = Version()

    @property
    def clause(self) -> NewClause:
        """Return what was typed."""
        return NewClause(self.text, self.kind.data)


class SignForm(Form):
    """The day both sides signed or agreed."""

    signed_on = Day()
    version = Version()


class SchemeForm(Form):
    """A new yearly scheme."""

    year = Whole(least=1990, most=2150)
    title = TrilingualLine()
    theme = TrilingualParagraph(required=False)

    @property
    def scheme(self) -> NewScheme:
        """Return what was typed."""
        return NewScheme(year=self.year.data, title=self.title, theme=self.theme)


class CommitmentForm(Form):
    """A further commitment, with a condition where there is one."""

    kind = Choice(CommitmentKind)
    title = TrilingualLine()
    text = TrilingualParagraph(required=False)
    lead_side = Choice(Side, required=False)
    clause = Choice(required=False)
    condition = TrilingualParagraph(required=False)
    version = Version()

    def offer(self, clauses: Iterable[tuple[str, str]]) -> None:
        """Let one of these clauses, by number and text, be chosen."""
        self.clause.choices = list(clauses)

    @property
    def commitment(self) -> NewCommitment:
        """Return what was typed."""
        return NewCommitment(
            kind=self.kind.data,
            title=self.title,
            text=self.text,
            lead_side=self.lead_side.data,
            clause_number=int(self.clause.data) if self.clause.data else None,
            conditions=(self.condition,) if self.condition else (),
        )


class ConditionForm(Form):
    """What was found about one condition, named by its number."""

    condition = Whole(most=10**12)
    state = Choice(ConditionState)
