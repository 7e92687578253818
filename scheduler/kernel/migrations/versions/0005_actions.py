"""Action items and the progress reported on them.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "action_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "commitment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("lead_side", sa.String(40), nullable=False),
        sa.Column(
            "lead_organisation_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "lead_post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "lead_person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "counterpart_organisation_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column(
            "counterpart_post_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column(
            "counterpart_person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("priority", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("percent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("attention_on", sa.Date(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("last_progress_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "reported_done_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "carried_from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "carry_count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "counterpart_post_id IS NULL OR counterpart_person_id IS NULL",
            name=op.f("ck_action_item_one_counterpart"),
        ),
        sa.CheckConstraint(
            "lead_post_id IS NULL OR lead_person_id IS NULL", name=op.f("ck_action_item_one_lead")
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_action_item_percent")),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["action_item.id"], name=op.f("fk_action_item_carried_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_action_item_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["counterpart_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_action_item_counterpart_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["counterpart_person_id"],
            ["person.id"],
            name=op.f("fk_action_item_counterpart_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["counterpart_post_id"], ["post.id"], name=op.f("fk_action_item_counterpart_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_action_item_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_action_item_lead_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_person_id"], ["person.id"], name=op.f("fk_action_item_lead_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_post_id"], ["post.id"], name=op.f("fk_action_item_lead_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_action_item_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_action_item_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["reported_done_by_id"], ["person.id"], name=op.f("fk_action_item_reported_done_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_item")),
        sa.UniqueConstraint("ref", name=op.f("uq_action_item_ref")),
        sa.UniqueConstraint("uid", name=op.f("uq_action_item_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("action_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_item_carried_from_id"), ["carried_from_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_action_item_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index("ix_action_item_closed_at", ["closed_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_action_item_commitment_id"), ["commitment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_item_counterpart_organisation_id"),
            ["counterpart_organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_item_counterpart_person_id"),
            ["counterpart_person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_item_counterpart_post_id"), ["counterpart_post_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_item_decision_id"), ["decision_id"], unique=False
        )
        batch_op.create_index(
            "ix_action_item_due_on_open",
            ["due_on", "id"],
            unique=False,
            sqlite_where=sa.text("status NOT IN ('COMPLETED', 'CANCELLED')"),
            postgresql_where=sa.text("status NOT IN ('COMPLETED', 'CANCELLED')"),
        )
        batch_op.create_index(
            batch_op.f("ix_action_item_lead_organisation_id"),
            ["lead_organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_item_lead_person_id"), ["lead_person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_item_lead_post_id"), ["lead_post_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_action_item_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            "ix_action_item_open",
            ["partnership_id", "due_on", "id", "status", "attention_on", "heard_on", "year"],
            unique=False,
            sqlite_where=sa.text("status NOT IN ('COMPLETED', 'CANCELLED')"),
            postgresql_where=sa.text("status NOT IN ('COMPLETED', 'CANCELLED')"),
        )
        batch_op.create_index(
            "ix_action_item_partnership_id_status_due_on",
            ["partnership_id", "status", "due_on"],
            unique=False,
        )
        batch_op.create_index(
            "ix_action_item_partnership_id_year", ["partnership_id", "year"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_item_reported_done_by_id"), ["reported_done_by_id"], unique=False
        )
        batch_op.create_index(
            "ix_action_item_status_changed_at_id", ["status", "changed_at", "id"], unique=False
        )
    op.create_table(
        "progress_update",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "action_item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("percent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status_before", sa.String(40), nullable=False),
        sa.Column("status_after", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column(
            "reported_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("on_behalf_of", sa.Text(), nullable=True),
        sa.Column("via", sa.String(40), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_item_id"], ["action_item.id"], name=op.f("fk_progress_update_action_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_progress_update_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["person.id"], name=op.f("fk_progress_update_reported_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_update")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("progress_update", schema=None) as batch_op:
        batch_op.create_index(
            "ix_progress_update_action_item_id_reported_at",
            ["action_item_id", "reported_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_progress_update_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_progress_update_reported_by_id"), ["reported_by_id"], unique=False
        )


def downgrade() -> None:
    """Undo the revision."""
    with op.batch_alter_table("progress_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_update_reported_by_id"))
        batch_op.drop_index(batch_op.f("ix_progress_update_partnership_id"))
        batch_op.drop_index("ix_progress_update_action_item_id_reported_at")
    op.drop_table("progress_update")
    with op.batch_alter_table("action_item", schema=None) as batch_op:
        batch_op.drop_index("ix_action_item_status_changed_at_id")
        batch_op.drop_index(batch_op.f("ix_action_item_reported_done_by_id"))
        batch_op.drop_index("ix_action_item_partnership_id_year")
        batch_op.drop_index("ix_action_item_partnership_id_status_due_on")
        batch_op.drop_index(
            "ix_action_item_open",
            sqlite_where=sa.text("status NOT IN ('COMPLETED', 'CANCELLED')"),
            postgresql_where=sa.text("status NOT IN ('COMPLETED', 'CANCELLED')"),
        )
        batch_op.drop_index(batch_op.f("ix_action_item_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_lead_post_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_lead_person_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_lead_organisation_id"))
        batch_op.drop_index(
            "ix_action_item_due_on_open",
            sqlite_where=sa.text("status NOT IN ('COMPLETED', 'CANCELLED')"),
            postgresql_where=sa.text("status NOT IN ('COMPLETED', 'CANCELLED')"),
        )
        batch_op.drop_index(batch_op.f("ix_action_item_decision_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_counterpart_post_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_counterpart_person_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_counterpart_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_commitment_id"))
        batch_op.drop_index("ix_action_item_closed_at")
        batch_op.drop_index(batch_op.f("ix_action_item_changed_at"))
        batch_op.drop_index(batch_op.f("ix_action_item_carried_from_id"))
    op.drop_table("action_item")
