#include "run/ledger.h"

#include "run/state_sql.h"

int ledger_add(struct state *s, const char *pipeline, const char *origin, const char *sight,
	       const char *release, struct err *err)
{
	return state_do(s, err,
			"INSERT INTO exposure VALUES (?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
			"ssss", pipeline, origin, sight, release);
}

int ledger_settle(struct state *s, const char *pipeline, const char *release, bool is_public,
		  struct err *err)
{
	return state_do(s, err,
			is_public ? "UPDATE exposure SET public = 1"
				    " WHERE public = 0 AND pipeline = ? AND release = ?"
				  : "DELETE FROM exposure"
				    " WHERE public = 0 AND pipeline = ? AND release = ?",
			"ss", pipeline, release);
}

/* Runs a query about one pipeline; *st stands on its first row (1) or on none (0). */
static int ask(struct state *s, const char *sql, const char *pipeline, sqlite3_stmt **st,
	       struct err *err)
{
	int rc;

	*st = NULL;
	if (sqlite3_prepare_v2(s->db, sql, -1, st, NULL) != SQLITE_OK)
		return state_fail(s, err);
	sqlite3_bind_text(*st, 1, pipeline, -1, SQLITE_TRANSIENT);
	rc = sqlite3_step(*st);
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return rc == SQLITE_ROW;
	return state_fail(s, err);
}

int ledger_waiting(struct state *s, const char *pipeline, char release[LEDGER_RELEASE],
		   struct err *err)
{
	sqlite3_stmt *st;
	int found = ask(s, "SELECT release FROM exposure WHERE pipeline = ? AND public = 0 LIMIT 1",
			pipeline, &st, err);

	if (found > 0)
		snprintf(release, LEDGER_RELEASE, "%s", (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return found;
}

int ledger_knows(struct state *s, const char *pipeline, struct err *err)
{
	sqlite3_stmt *st;
	int found = ask(s, "SELECT 1 FROM exposure WHERE pipeline = ? LIMIT 1", pipeline, &st, err);

	sqlite3_finalize(st);
	return found;
}

int ledger_each(struct state *s, ledger_fn *each, void *ctx, struct err *err)
{
	static const char sql[] = "SELECT pipeline, origin, sight FROM exposure"
				  " WHERE origin <> '' ORDER BY 1, 2, 3";
	sqlite3_stmt *st = NULL;
	int rc = SQLITE_DONE, ret = 0;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
		return state_fail(s, err);
	while (ret == 0 && (rc = sqlite3_step(st)) == SQLITE_ROW)
		ret = each(ctx, (const char *)sqlite3_column_text(st, 0),
			   (const char *)sqlite3_column_text(st, 1),
			   (const char *)sqlite3_column_text(st, 2), err);
	if (ret == 0 && rc != SQLITE_DONE)
		ret = state_fail(s, err);
	sqlite3_finalize(st);
	return ret;
}
