#include "core/mem.h"
#include "extract/sqlite_conn.h"

/*
 * A row comes in one of two ways: as the result of a step, column by column, or,
 * which is a third faster, all columns at once as the arguments of a function of
 * ours that is the only column of the statement.  The second way needs rows that
 * SQLite does not sort after it has called the function.
 */
enum { ARGUMENTS_MAX = 100 }; /* SQLite's own limit is 127 or less */
#define ROW_FUNCTION "yg_row"

struct sqlite_cursor {
	struct cursor base;
	struct sqlite_conn *conn;
	sqlite3_stmt *stmt;
	int nvalues;
	bool by_function;
	sqlite3_value **row; /* while the function runs */
	/* Of the step that is running. */
	int (*take)(void *arg, struct err *err);
	void *arg;
	struct err *err;
	int calls, taken;
};

static void take_row(sqlite3_context *context, int n, sqlite3_value **row)
{
	struct sqlite_cursor *cur = sqlite3_user_data(context);

	(void)n;
	cur->row = row;
	cur->taken = cur->take(cur->arg, cur->err);
	cur->row = NULL;
	cur->calls++;
	if (cur->taken < 0)
		sqlite3_result_error_code(context, SQLITE_ABORT);
}

static int bind(struct sqlite_conn *c, sqlite3_stmt *s, const struct sql *sql, struct err *err)
{
	size_t i;
	int rc = SQLITE_OK;

	for (i = 0; i < sql->nvalues && rc == SQLITE_OK; i++) {
		const struct sql_value *v = &sql->values[i];

		rc = v->text ? sqlite3_bind_text(s, (int)i + 1, v->text, -1, SQLITE_TRANSIENT)
			     : sqlite3_bind_int64(s, (int)i + 1, v->integer);
	}
	return rc == SQLITE_OK ? 0 : sqlite_fail(c, rc, "be asked", err);
}

/* The steps of the engine's plan, one a line. */
static int put_plan(struct sqlite_conn *c, const struct sql *sql, struct buf *text, struct err *err)
{
	struct buf b = BUF_INIT;
	sqlite3_stmt *s = NULL;
	int rc = SQLITE_DONE, ret;

	buf_printf(&b, "EXPLAIN QUERY PLAN %s", sql->text.p);
	ret = sqlite_prepare(c, b.p, NULL, &s, err);
	if (ret == 0)
		ret = bind(c, s, sql, err);
	while (ret == 0 && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *detail = (const char *)sqlite3_column_text(s, 3);

		buf_printf(text, "%s\n", detail ? detail : "");
	}
	if (ret == 0 && rc != SQLITE_DONE)
		ret = sqlite_fail(c, rc, "be asked", err);
	sqlite3_finalize(s);
	buf_release(&b);
	return ret;
}

int sqlite_explain(struct conn *base, const struct sql *sql, struct buf *text, bool *builds,
		   struct err *err)
{
	struct buf plan = BUF_INIT;
	int ret = put_plan((struct sqlite_conn *)base, sql, &plan, err);

	*builds = strstr(plan.p, "AUTOMATIC") || strstr(plan.p, "BLOOM");
	buf_add(text, plan.p, plan.n);
	buf_release(&plan);
	return ret;
}

/* The statement with all its columns as arguments of the function. */
static int prepare_function(struct sqlite_cursor *cur, const struct sql *sql, struct err *err)
{
	struct buf b = BUF_INIT;
	int rc, ret;

	/* Nothing in the file's schema can call it: it is for our statement only. */
	rc = sqlite3_create_function_v2(cur->conn->db, ROW_FUNCTION, (int)sql->ncolumns,
					SQLITE_UTF8 | SQLITE_DIRECTONLY, cur, take_row, NULL, NULL,
					NULL);
	if (rc != SQLITE_OK)
		return sqlite_fail(cur->conn, rc, "be asked", err);
	buf_add(&b, sql->text.p, sql->list);
	buf_puts(&b, ROW_FUNCTION "(");
	buf_add(&b, sql->text.p + sql->list, sql->list_end - sql->list);
	buf_puts(&b, ")");
	buf_puts(&b, sql->text.p + sql->list_end);
	ret = sqlite_prepare(cur->conn, b.p, NULL, &cur->stmt, err);
	buf_release(&b);
	return ret;
}

static int prepare(struct sqlite_cursor *cur, const struct sql *sql, struct err *err)
{
	struct buf plan = BUF_INIT;
	int ret = put_plan(cur->conn, sql, &plan, err);

	cur->by_function = ret == 0 && sql->ncolumns <= ARGUMENTS_MAX &&
			   !strstr(plan.p, "TEMP B-TREE");
	buf_release(&plan);
	if (ret < 0)
		return -1;
	if (cur->by_function)
		return prepare_function(cur, sql, err);
	return sqlite_prepare(cur->conn, sql->text.p, NULL, &cur->stmt, err);
}

int sqlite_cursor(struct conn *base, const struct sql *sql, struct cursor **out, struct err *err)
{
	struct sqlite_cursor *cur = mem_zalloc(1, sizeof(*cur));

	cur->base.class = base->class;
	cur->conn = (struct sqlite_conn *)base;
	cur->nvalues = (int)sql->nvalues;
	*out = &cur->base;
	if (prepare(cur, sql, err) < 0)
		return -1;
	return bind(cur->conn, cur->stmt, sql, err);
}

int sqlite_run(struct cursor *base, const int64_t *range, struct err *err)
{
	struct sqlite_cursor *cur = (struct sqlite_cursor *)base;
	int rc = sqlite3_reset(cur->stmt);

	if (rc == SQLITE_OK && range)
		rc = sqlite3_bind_int64(cur->stmt, cur->nvalues - 1, range[0]);
	if (rc == SQLITE_OK && range)
		rc = sqlite3_bind_int64(cur->stmt, cur->nvalues, range[1]);
	return rc == SQLITE_OK ? 0 : sqlite_fail(cur->conn, rc, "be asked", err);
}

int sqlite_step(struct cursor *base, int (*take)(void *arg, struct err *err), void *arg,
		struct err *err)
{
	struct sqlite_cursor *cur = (struct sqlite_cursor *)base;
	int rc;

	cur->take = take;
	cur->arg = arg;
	cur->err = err;
	cur->calls = cur->taken = 0;
	rc = sqlite3_step(cur->stmt);
	if (cur->taken < 0)
		return -1;
	if (rc == SQLITE_DONE && cur->calls == 0)
		return 0;
	if (rc != SQLITE_ROW)
		return sqlite_fail(cur->conn, rc, "be read", err);
	if (!cur->by_function)
		return take(arg, err) < 0 ? -1 : 1;
	if (cur->calls != 1)
		return err_set(err, ERR_BUG, "a row of SQLite was taken %d times", cur->calls);
	return 1;
}

static inline sqlite3_value *value_at(const struct sqlite_cursor *cur, int column)
{
	return cur->row ? cur->row[column] : sqlite3_column_value(cur->stmt, column);
}

bool sqlite_column(struct cursor *base, int column, int64_t *v)
{
	sqlite3_value *value = value_at((struct sqlite_cursor *)base, column);

	if (sqlite3_value_type(value) == SQLITE_NULL)
		return false;
	*v = sqlite3_value_int64(value);
	return true;
}

/* NULL for a text: there was no memory to convert it. */
static int no_text(struct err *err)
{
	return err_set(err, ERR_IO, "out of memory");
}

static int one_cell(sqlite3_value *v, struct intake *cell, struct err *err)
{
	const char *p;

	switch (sqlite3_value_type(v)) {
	case SQLITE_TEXT:
		/* Text first: it may have to be converted from UTF-16. */
		p = (const char *)sqlite3_value_text(v);
		return p ? cell->text(cell, p, (size_t)sqlite3_value_bytes(v), err) : no_text(err);
	case SQLITE_INTEGER:
		return cell->integer(cell, sqlite3_value_int64(v), err);
	case SQLITE_FLOAT:
		return cell->real(cell, sqlite3_value_double(v), err);
	case SQLITE_BLOB:
		p = sqlite3_value_blob(v);
		return cell->blob(cell, p ? p : "", (size_t)sqlite3_value_bytes(v), err);
	default:
		return cell->null(cell, err);
	}
}

int sqlite_cells(struct cursor *base, int first, struct intake *cells, size_t n, struct err *err)
{
	const struct sqlite_cursor *cur = (struct sqlite_cursor *)base;
	size_t i;
	int ret = 1;

	for (i = 0; i < n; i++) {
		ret = one_cell(value_at(cur, first + (int)i), &cells[i], err);
		if (ret <= 0)
			break;
	}
	if (ret != 0)
		return ret;
	/* Rejected: the rest of the row is not looked at. */
	while (++i < n)
		builder_null(cells[i].to);
	return 0;
}

void sqlite_cursor_free(struct cursor *base)
{
	struct sqlite_cursor *cur = (struct sqlite_cursor *)base;

	if (!cur)
		return;
	sqlite3_finalize(cur->stmt);
	free(cur);
}
