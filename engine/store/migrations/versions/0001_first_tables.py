"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def _index(name: str, table: str, columns: list[str], *, unique: bool = False, where: str | None = None) -> None:
    """An index; a column that is an expression stands in brackets."""
    condition = None if where is None else sa.text(where)
    parts = [sa.text(column) if column.startswith("(") else column for column in columns]
    op.create_index(name, table, parts, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.create_table(
        "account",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, nullable=True),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", WHOLE, nullable=True),
        sa.Column("instance", WHOLE, nullable=True),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("task", WHOLE, nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "idempotency_key",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("actor", WHOLE, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("status", WHOLE, nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "organisation",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lanes", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "read_log",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", WHOLE, nullable=False),
        sa.Column("case", WHOLE, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "absence",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("account", WHOLE, sa.ForeignKey("account.id", name="absence_account_fkey"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("deputy", WHOLE, sa.ForeignKey("account.id", name="absence_deputy_fkey"), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bundle",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("proposed_by", WHOLE, sa.ForeignKey("account.id", name="bundle_proposed_by_fkey"), nullable=True),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("activated_by", WHOLE, sa.ForeignKey("account.id", name="bundle_activated_by_fkey"), nullable=True),
        sa.Column("activated_at", MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "case",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("director", WHOLE, sa.ForeignKey("account.id", name="case_director_fkey"), nullable=True),
        sa.Column("deputy", WHOLE, sa.ForeignKey("account.id", name="case_deputy_fkey"), nullable=True),
        sa.Column(
            "lead_organisation",
            WHOLE,
            sa.ForeignKey("organisation.id", name="case_lead_organisation_fkey"),
            nullable=True,
        ),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("moved_at", MOMENT, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "closing_day",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column(
            "organisation", WHOLE, sa.ForeignKey("organisation.id", name="closing_day_organisation_fkey"), nullable=True
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "membership",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("account", WHOLE, sa.ForeignKey("account.id", name="membership_account_fkey"), nullable=False),
        sa.Column(
            "organisation", WHOLE, sa.ForeignKey("organisation.id", name="membership_organisation_fkey"), nullable=False
        ),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "roster",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("account", WHOLE, sa.ForeignKey("account.id", name="roster_account_fkey"), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "session",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("account", WHOLE, sa.ForeignKey("account.id", name="session_account_fkey"), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "case_party",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="case_party_case_fkey"), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column(
            "organisation", WHOLE, sa.ForeignKey("organisation.id", name="case_party_organisation_fkey"), nullable=False
        ),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "consent",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="consent_case_fkey"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deadline",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="deadline_case_fkey"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("occurrence", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "definition",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("bundle", WHOLE, sa.ForeignKey("bundle.id", name="definition_bundle_fkey"), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "fact",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="fact_case_fkey"), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", WHOLE, sa.ForeignKey("account.id", name="fact_set_by_fkey"), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "message",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="message_case_fkey"), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("sender", WHOLE, nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("delivered_to", WHOLE, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notice",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="notice_case_fkey"), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pause",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="pause_case_fkey"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("set_by", WHOLE, sa.ForeignKey("account.id", name="pause_set_by_fkey"), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "relation",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="relation_case_fkey"), nullable=False),
        sa.Column("other", WHOLE, sa.ForeignKey("case.id", name="relation_other_fkey"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sealed",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="sealed_case_fkey"), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("form_version", WHOLE, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", WHOLE, sa.ForeignKey("account.id", name="sealed_set_by_fkey"), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "instance",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="instance_case_fkey"), nullable=False),
        sa.Column("definition", WHOLE, sa.ForeignKey("definition.id", name="instance_definition_fkey"), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("parent", WHOLE, sa.ForeignKey("instance.id", name="instance_parent_fkey"), nullable=True),
        sa.Column("parent_wait", WHOLE, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("own_life", sa.Boolean(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decision_taken",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="decision_taken_case_fkey"), nullable=False),
        sa.Column("instance", WHOLE, sa.ForeignKey("instance.id", name="decision_taken_instance_fkey"), nullable=True),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "escalation",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="escalation_case_fkey"), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("instance", WHOLE, sa.ForeignKey("instance.id", name="escalation_instance_fkey"), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "incident",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="incident_case_fkey"), nullable=False),
        sa.Column("instance", WHOLE, sa.ForeignKey("instance.id", name="incident_instance_fkey"), nullable=False),
        sa.Column("wait", WHOLE, nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", WHOLE, sa.ForeignKey("account.id", name="incident_owner_fkey"), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("resolved_at", MOMENT, nullable=True),
        sa.Column("resolved_by", WHOLE, sa.ForeignKey("account.id", name="incident_resolved_by_fkey"), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "job",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="job_case_fkey"), nullable=False),
        sa.Column("instance", WHOLE, sa.ForeignKey("instance.id", name="job_instance_fkey"), nullable=False),
        sa.Column("wait", WHOLE, nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("retries", WHOLE, nullable=False),
        sa.Column("fence", WHOLE, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subscription",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="subscription_case_fkey"), nullable=False),
        sa.Column("instance", WHOLE, sa.ForeignKey("instance.id", name="subscription_instance_fkey"), nullable=False),
        sa.Column("wait", WHOLE, nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "task",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="task_case_fkey"), nullable=False),
        sa.Column("instance", WHOLE, sa.ForeignKey("instance.id", name="task_instance_fkey"), nullable=False),
        sa.Column("wait", WHOLE, nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column(
            "organisation", WHOLE, sa.ForeignKey("organisation.id", name="task_organisation_fkey"), nullable=True
        ),
        sa.Column("assignee", WHOLE, sa.ForeignKey("account.id", name="task_assignee_fkey"), nullable=True),
        sa.Column("delegated_by", WHOLE, sa.ForeignKey("account.id", name="task_delegated_by_fkey"), nullable=True),
        sa.Column("deputy", WHOLE, sa.ForeignKey("account.id", name="task_deputy_fkey"), nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("due_rule", sa.Text(), nullable=True),
        sa.Column("follow_up_at", MOMENT, nullable=True),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("form_version", WHOLE, nullable=True),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("locals", sa.Text(), nullable=False),
        sa.Column("ladder", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("completed_by", WHOLE, sa.ForeignKey("account.id", name="task_completed_by_fkey"), nullable=True),
        sa.Column("on_behalf_of", sa.Text(), nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "extension",
        sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("case", WHOLE, sa.ForeignKey("case.id", name="extension_case_fkey"), nullable=False),
        sa.Column("task", WHOLE, sa.ForeignKey("task.id", name="extension_task_fkey"), nullable=False),
        sa.Column("from_due", MOMENT, nullable=False),
        sa.Column("to_due", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", WHOLE, sa.ForeignKey("account.id", name="extension_set_by_fkey"), nullable=True),
        sqlite_autoincrement=True,
    )
    _index("account_login", "account", ["login"], unique=True)
    _index("event_once", "event", ["case", "seq"], unique=True)
    _index("event_once_without_case", "event", ["seq"], unique=True, where='"case" IS NULL')
    _index("idempotency_key_once", "idempotency_key", ["actor", "key"], unique=True)
    _index("organisation_key", "organisation", ["key"], unique=True)
    _index("read_log_actor", "read_log", ["actor", "at"])
    _index("read_log_case", "read_log", ["case"])
    _index("absence_account", "absence", ["account"])
    _index("case_deputy", "case", ["deputy"], where="status = 'open'")
    _index("case_director", "case", ["director"], where="status = 'open'")
    _index("case_open", "case", ["id"], where="status = 'open'")
    _index("case_reference", "case", ["reference"], unique=True)
    _index("membership_once", "membership", ["account", "organisation", "lane", "role"], unique=True)
    _index("membership_organisation", "membership", ["organisation"])
    _index("session_account", "session", ["account"])
    _index("session_token", "session", ["token"], unique=True)
    _index("case_party_case", "case_party", ["case"])
    _index("case_party_organisation", "case_party", ["organisation"], where="until IS NULL")
    _index("consent_case", "consent", ["case"])
    _index("deadline_case", "deadline", ["case"])
    _index("deadline_due", "deadline", ["priority", "due_at", "id"], where="state = 'pending'")
    _index("deadline_once", "deadline", ["source", "occurrence", "kind"], unique=True)
    _index(
        "deadline_wake",
        "deadline",
        ["(CASE WHEN (due_at > next_try_at) THEN due_at ELSE next_try_at END)"],
        where="state = 'pending'",
    )
    _index("definition_active", "definition", ["kind", "key"], where="active = true")
    _index("definition_version", "definition", ["kind", "key", "version"], unique=True)
    _index("fact_case", "fact", ["case"])
    _index("fact_one_current", "fact", ["case", "scope", "name"], unique=True, where="current = true")
    _index("message_case", "message", ["case"])
    _index("message_kept", "message", ["name", "key"], where="state = 'kept'")
    _index("notice_case", "notice", ["case"])
    _index("notice_once", "notice", ["key"], unique=True)
    _index("notice_waiting", "notice", ["next_try_at"], where="state = 'waiting'")
    _index("pause_case", "pause", ["case"])
    _index("relation_case", "relation", ["case"])
    _index("relation_other", "relation", ["other"])
    _index("sealed_case", "sealed", ["case"])
    _index("instance_active", "instance", ["process", "definition"], where="status = 'active'")
    _index("instance_case", "instance", ["case"])
    _index("instance_parent", "instance", ["parent"])
    _index("decision_taken_case", "decision_taken", ["case"])
    _index("escalation_case", "escalation", ["case"])
    _index("escalation_one_open_per_cause", "escalation", ["case", "cause"], unique=True, where="closed_at IS NULL")
    _index("escalation_open", "escalation", ["id"], where="closed_at IS NULL")
    _index("incident_case", "incident", ["case"])
    _index("incident_instance", "incident", ["instance"])
    _index("incident_open", "incident", ["id"], where="resolved_at IS NULL")
    _index("job_alive", "job", ["next_try_at"], where="state IN ('open', 'running')")
    _index("job_case", "job", ["case"])
    _index("job_instance", "job", ["instance"])
    _index("job_one_alive_per_wait", "job", ["instance", "wait"], unique=True, where="state IN ('open', 'running')")
    _index("subscription_case", "subscription", ["case"])
    _index("subscription_instance", "subscription", ["instance"])
    _index("subscription_name", "subscription", ["name", "key"])
    _index(
        "task_assignee",
        "task",
        ["assignee", "(coalesce(due_at, '9999-12-31T00:00:00.000000+00:00'))", "id"],
        where="status = 'open'",
    )
    _index("task_case", "task", ["case"])
    _index(
        "task_deputy",
        "task",
        ["deputy", "(coalesce(due_at, '9999-12-31T00:00:00.000000+00:00'))", "id"],
        where="status = 'open'",
    )
    _index("task_instance", "task", ["instance"])
    _index("task_one_open_per_wait", "task", ["instance", "wait"], unique=True, where="status = 'open'")
    _index("task_organisation", "task", ["organisation", "status", "due_at", "id"])
    _index(
        "task_team",
        "task",
        ["organisation", "lane", "role", "(coalesce(due_at, '9999-12-31T00:00:00.000000+00:00'))", "id"],
        where="status = 'open' AND assignee IS NULL",
    )
    _index("extension_case", "extension", ["case"])
    _index("extension_task", "extension", ["task"])
