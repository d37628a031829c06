"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "audit_seal",
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=True),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("first", name=op.f("uq_audit_seal_first")),
        sa.UniqueConstraint("last", name=op.f("uq_audit_seal_last")),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_hmac", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload_s", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=80), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_chat_hmac"), ["chat_hmac"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_state"), ["state"], unique=False)

    op.create_table(
        "job_slot",
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=80), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_job_slot")),
    )
    op.create_table(
        "key_proof",
        sa.Column("proof_s", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_proof")),
    )
    op.create_table(
        "lockout",
        sa.Column("door", sa.String(length=40), nullable=False),
        sa.Column("who_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("window_from", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("door", "who_hmac", name=op.f("pk_lockout")),
    )
    op.create_table(
        "outbox",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("payload_s", sa.LargeBinary(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=80), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("fault", sa.String(length=80), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_state"), ["state"], unique=False)

    op.create_table(
        "processed_input",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("input_id", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "input_id", name=op.f("pk_processed_input")),
    )
    with op.batch_alter_table("processed_input", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_processed_input_at"), ["at"], unique=False)

    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_questionnaire_version")),
    )
    op.create_table(
        "recipient",
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("contact_s", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("needs", sa.String(length=200), nullable=True),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("birth_month", sa.String(length=7), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sa.UniqueConstraint("reference", name=op.f("uq_recipient_reference")),
    )
    op.create_table(
        "staff",
        sa.Column("email_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("email_s", sa.LargeBinary(), nullable=False),
        sa.Column("name_s", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_s", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email_hmac", name=op.f("uq_staff_email_hmac")),
    )
    op.create_table(
        "team",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_team")),
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_area"), ["area"], unique=False)

    op.create_table(
        "action",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("theme", sa.String(length=60), nullable=True),
        sa.Column("team", sa.String(length=120), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done_note", sa.String(length=2000), nullable=True),
        sa.Column("you_said", sa.String(length=500), nullable=True),
        sa.Column("we_did", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_action_owner_id")),
        sa.ForeignKeyConstraint(["team"], ["team.name"], name=op.f("fk_action_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_state"), ["state"], unique=False)

    op.create_table(
        "audit_event",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("subject_table", sa.String(length=40), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("seal_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seal_id"], ["audit_seal.id"], name=op.f("fk_audit_event_seal_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_seal_id"), ["seal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_what"), ["what"], unique=False)

    op.create_table(
        "case",
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("team", sa.String(length=120), nullable=False),
        sa.Column("birth_month", sa.String(length=7), nullable=True),
        sa.Column("level_of_need", sa.String(length=40), nullable=True),
        sa.Column("stop_reason", sa.String(length=40), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.name"], name=op.f("fk_case_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_reference")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_team"), ["team"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("team", sa.String(length=120), nullable=False),
        sa.Column("chair", sa.String(length=120), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.name"], name=op.f("fk_meeting_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("reference", name=op.f("uq_meeting_reference")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_team"), ["team"], unique=False)

    op.create_table(
        "staff_scope",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_scope_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_scope")),
        sa.UniqueConstraint(
            "staff_id", "level", "name", name=op.f("uq_staff_scope_staff_id_level_name")
        ),
    )
    op.create_table(
        "staff_session",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("token_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hmac", name=op.f("uq_staff_session_token_hmac")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "words_export",
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("reason_s", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_words_export_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words_export")),
    )
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("how", sa.String(length=40), nullable=True),
        sa.Column("advocate", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_attendance_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["recipient.id"],
            name=op.f("fk_attendance_recipient_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "meeting_id", "recipient_id", name=op.f("uq_attendance_meeting_id_recipient_id")
        ),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attendance_recipient_id"), ["recipient_id"], unique=False
        )

    op.create_table(
        "case_alias",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_alias_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_alias")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_alias_reference")),
    )
    with op.batch_alter_table("case_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_alias_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_assignment",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_assignment_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_assignment_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_assignment")),
        sa.UniqueConstraint(
            "staff_id", "case_id", name=op.f("uq_case_assignment_staff_id_case_id")
        ),
    )
    with op.batch_alter_table("case_assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_assignment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_assignment_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "conflict",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_conflict_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_conflict_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("staff_id", "case_id", name=op.f("uq_conflict_staff_id_case_id")),
    )
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("token_hmac", sa.LargeBinary(), nullable=True),
        sa.Column("code_hmac", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("not_asked_because", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_invitation_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire", "version"],
            ["questionnaire_version.id", "questionnaire_version.version"],
            name=op.f("fk_invitation_questionnaire_version"),
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["recipient.id"],
            name=op.f("fk_invitation_recipient_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hmac", name=op.f("uq_invitation_code_hmac")),
        sa.UniqueConstraint(
            "meeting_id",
            "recipient_id",
            "questionnaire",
            name=op.f("uq_invitation_meeting_id_recipient_id_questionnaire"),
        ),
        sa.UniqueConstraint("token_hmac", name=op.f("uq_invitation_token_hmac")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_invitation_recipient_id"), ["recipient_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_invitation_state"), ["state"], unique=False)

    op.create_table(
        "known_name",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("name_s", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_known_name_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_name")),
    )
    with op.batch_alter_table("known_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_name_case_id"), ["case_id"], unique=False)

    op.create_table(
        "meeting_case",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_meeting_case_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_case_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "case_id", name=op.f("pk_meeting_case")),
    )
    with op.batch_alter_table("meeting_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_case_case_id"), ["case_id"], unique=False)

    op.create_table(
        "recipient_case",
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=True),
        sa.Column("may_contact", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_recipient_case_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["recipient.id"],
            name=op.f("fk_recipient_case_recipient_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("recipient_id", "case_id", name=op.f("pk_recipient_case")),
    )
    with op.batch_alter_table("recipient_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipient_case_case_id"), ["case_id"], unique=False)

    op.create_table(
        "doorstep",
        sa.Column("chat_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_doorstep_invitation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_hmac", name=op.f("pk_doorstep")),
    )
    op.create_table(
        "draft",
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("questionnaire", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("state_s", sa.LargeBinary(), nullable=False),
        sa.Column("resume_hmac", sa.LargeBinary(), nullable=True),
        sa.Column("browser_hmac", sa.LargeBinary(), nullable=True),
        sa.Column("chat_hmac", sa.LargeBinary(), nullable=True),
        sa.Column("chat_s", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_draft_invitation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire", "version"],
            ["questionnaire_version.id", "questionnaire_version.version"],
            name=op.f("fk_draft_questionnaire_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_draft_invitation_id")),
        sa.UniqueConstraint("resume_hmac", name=op.f("uq_draft_resume_hmac")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_chat_hmac"), ["chat_hmac"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "response",
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("helper", sa.String(length=40), nullable=True),
        sa.Column("questionnaire", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=120), nullable=True),
        sa.Column("meeting_kind", sa.String(length=40), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_id", sa.Uuid(), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "mode = 'linked' OR (case_id IS NULL AND meeting_id IS NULL "
            "AND recipient_id IS NULL AND invitation_id IS NULL)",
            name=op.f("ck_response_linked_or_no_link"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_response_case_id")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_response_invitation_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_response_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire", "version"],
            ["questionnaire_version.id", "questionnaire_version.version"],
            name=op.f("fk_response_questionnaire_version"),
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["recipient.id"], name=op.f("fk_response_recipient_id")
        ),
        sa.ForeignKeyConstraint(["team"], ["team.name"], name=op.f("fk_response_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_response_invitation_id")),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_received_on"), ["received_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_response_recipient_id"), ["recipient_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_response_role"), ["role"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_team"), ["team"], unique=False)

    op.create_table(
        "action_response",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["action.id"],
            name=op.f("fk_action_response_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_action_response_response_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_response")),
        sa.UniqueConstraint(
            "action_id", "response_id", name=op.f("uq_action_response_action_id_response_id")
        ),
    )
    with op.batch_alter_table("action_response", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_response_action_id"), ["action_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_response_response_id"), ["response_id"], unique=False
        )

    op.create_table(
        "answer",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("lean", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("text_s", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_answer_response_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "response_id",
            "question_id",
            "part",
            name=op.f("uq_answer_response_id_question_id_part"),
        ),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index("ix_answer_question_id_code", ["question_id", "code"], unique=False)

    op.create_table(
        "concern",
        sa.Column("origin_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("response_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("words_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("words_s", sa.LargeBinary(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("link_s", sa.LargeBinary(), nullable=True),
        sa.Column("team", sa.String(length=120), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "draft_id IS NULL OR response_id IS NULL", name=op.f("ck_concern_one_origin")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_concern_case_id")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_concern_draft_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_concern_response_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["team"], ["team.name"], name=op.f("fk_concern_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint(
            "origin_id",
            "question_id",
            "words_hmac",
            name=op.f("uq_concern_origin_id_question_id_words_hmac"),
        ),
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_raised_at"), ["raised_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_response_id"), ["response_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_state"), ["state"], unique=False)

    op.create_table(
        "response_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("link_s", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["response.id"], name=op.f("fk_response_link_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_link")),
    )
    with op.batch_alter_table("response_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_link_case_hmac"), ["case_hmac"], unique=False)

    op.create_table(
        "coding",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=True),
        sa.Column("analyser", sa.String(length=60), nullable=True),
        sa.Column("codebook", sa.String(length=60), nullable=True),
        sa.Column("theme", sa.String(length=60), nullable=True),
        sa.Column("sentiment", sa.String(length=20), nullable=True),
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("nonanswer", sa.Boolean(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_coding_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["staff.id"], name=op.f("fk_coding_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coding_theme"), ["theme"], unique=False)

    op.create_table(
        "concern_event",
        sa.Column("concern_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("note_s", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"],
            ["concern.id"],
            name=op.f("fk_concern_event_concern_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_concern_event_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_event")),
    )
    with op.batch_alter_table("concern_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_concern_event_concern_id"), ["concern_id"], unique=False
        )

    op.create_table(
        "reading",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_reading_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_reading_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("answer_id", "staff_id", name=op.f("uq_reading_answer_id_staff_id")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_answer_id"), ["answer_id"], unique=False)


def downgrade() -> None:
    """Drop all tables."""
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_answer_id"))

    op.drop_table("reading")
    with op.batch_alter_table("concern_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_event_concern_id"))

    op.drop_table("concern_event")
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_theme"))
        batch_op.drop_index(batch_op.f("ix_coding_answer_id"))

    op.drop_table("coding")
    with op.batch_alter_table("response_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_link_case_hmac"))

    op.drop_table("response_link")
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_state"))
        batch_op.drop_index(batch_op.f("ix_concern_response_id"))
        batch_op.drop_index(batch_op.f("ix_concern_raised_at"))
        batch_op.drop_index(batch_op.f("ix_concern_due_at"))
        batch_op.drop_index(batch_op.f("ix_concern_draft_id"))
        batch_op.drop_index(batch_op.f("ix_concern_case_id"))

    op.drop_table("concern")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_question_id_code")

    op.drop_table("answer")
    with op.batch_alter_table("action_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_response_response_id"))
        batch_op.drop_index(batch_op.f("ix_action_response_action_id"))

    op.drop_table("action_response")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_team"))
        batch_op.drop_index(batch_op.f("ix_response_role"))
        batch_op.drop_index(batch_op.f("ix_response_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_response_received_on"))
        batch_op.drop_index(batch_op.f("ix_response_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_response_case_id"))

    op.drop_table("response")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_expires_at"))
        batch_op.drop_index(batch_op.f("ix_draft_chat_hmac"))

    op.drop_table("draft")
    op.drop_table("doorstep")
    with op.batch_alter_table("recipient_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recipient_case_case_id"))

    op.drop_table("recipient_case")
    with op.batch_alter_table("meeting_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_case_case_id"))

    op.drop_table("meeting_case")
    with op.batch_alter_table("known_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_name_case_id"))

    op.drop_table("known_name")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_state"))
        batch_op.drop_index(batch_op.f("ix_invitation_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_meeting_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_staff_id"))
        batch_op.drop_index(batch_op.f("ix_conflict_case_id"))

    op.drop_table("conflict")
    with op.batch_alter_table("case_assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_assignment_staff_id"))
        batch_op.drop_index(batch_op.f("ix_case_assignment_case_id"))

    op.drop_table("case_assignment")
    with op.batch_alter_table("case_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_alias_case_id"))

    op.drop_table("case_alias")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_meeting_id"))

    op.drop_table("attendance")
    op.drop_table("words_export")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_staff_id"))

    op.drop_table("staff_session")
    op.drop_table("staff_scope")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_team"))
        batch_op.drop_index(batch_op.f("ix_meeting_kind"))
        batch_op.drop_index(batch_op.f("ix_meeting_held_on"))

    op.drop_table("meeting")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_team"))

    op.drop_table("case")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_what"))
        batch_op.drop_index(batch_op.f("ix_audit_event_subject_id"))
        batch_op.drop_index(batch_op.f("ix_audit_event_seal_id"))
        batch_op.drop_index(batch_op.f("ix_audit_event_at"))

    op.drop_table("audit_event")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_state"))

    op.drop_table("action")
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_area"))

    op.drop_table("team")
    op.drop_table("staff")
    op.drop_table("recipient")
    op.drop_table("questionnaire_version")
    with op.batch_alter_table("processed_input", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_processed_input_at"))

    op.drop_table("processed_input")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_state"))
        batch_op.drop_index(batch_op.f("ix_outbox_kind"))
        batch_op.drop_index(batch_op.f("ix_outbox_due_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_draft_id"))

    op.drop_table("outbox")
    op.drop_table("lockout")
    op.drop_table("key_proof")
    op.drop_table("job_slot")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_state"))
        batch_op.drop_index(batch_op.f("ix_inbox_chat_hmac"))

    op.drop_table("inbox")
    op.drop_table("audit_seal")
