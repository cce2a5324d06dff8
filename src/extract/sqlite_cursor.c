#include "core/mem.h"
#include "extract/sqlite_conn.h"

struct sqlite_cursor {
	struct cursor base;
	struct sqlite_conn *conn;
	sqlite3_stmt *stmt;
	int nvalues;
};

static int bind(struct sqlite_conn *c, sqlite3_stmt *s, const struct sql *sql, struct err *err)
{
	size_t i;
	int rc = SQLITE_OK;

	for (i = 0; i < sql->nvalues && rc == SQLITE_OK; i++) {
		const struct sql_value *v = &sql->values[i];

		rc = v->text ? sqlite3_bind_text(s, (int)i + 1, v->text, -1, SQLITE_TRANSIENT) :
			       sqlite3_bind_int64(s, (int)i + 1, v->integer);
	}
	return rc == SQLITE_OK ? 0 : sqlite_fail(c, rc, "be asked", err);
}

int sqlite_cursor(struct conn *base, const struct sql *sql, struct cursor **out,
		  struct err *err)
{
	struct sqlite_cursor *cur = mem_zalloc(1, sizeof(*cur));

	cur->base.class = base->class;
	cur->conn = (struct sqlite_conn *)base;
	cur->nvalues = (int)sql->nvalues;
	*out = &cur->base;
	if (sqlite_prepare(cur->conn, sql->text.p, NULL, &cur->stmt, err) < 0)
		return -1;
	return bind(cur->conn, cur->stmt, sql, err);
}

int sqlite_explain(struct conn *base, const struct sql *sql, struct buf *text, bool *builds,
		   struct err *err)
{
	struct sqlite_conn *c = (struct sqlite_conn *)base;
	struct buf b = BUF_INIT;
	sqlite3_stmt *s = NULL;
	int rc = SQLITE_DONE, ret;

	*builds = false;
	buf_printf(&b, "EXPLAIN QUERY PLAN %s", sql->text.p);
	ret = sqlite_prepare(c, b.p, NULL, &s, err);
	if (ret == 0)
		ret = bind(c, s, sql, err);
	while (ret == 0 && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *detail = (const char *)sqlite3_column_text(s, 3);

		if (!detail)
			continue;
		buf_printf(text, "%s\n", detail);
		*builds |= strstr(detail, "AUTOMATIC") || strstr(detail, "BLOOM");
	}
	if (ret == 0 && rc != SQLITE_DONE)
		ret = sqlite_fail(c, rc, "be asked", err);
	sqlite3_finalize(s);
	buf_release(&b);
	return ret;
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

int sqlite_step(struct cursor *base, struct err *err)
{
	struct sqlite_cursor *cur = (struct sqlite_cursor *)base;
	int rc = sqlite3_step(cur->stmt);

	if (rc == SQLITE_ROW)
		return 1;
	return rc == SQLITE_DONE ? 0 : sqlite_fail(cur->conn, rc, "be read", err);
}

bool sqlite_column(struct cursor *base, int column, int64_t *v)
{
	sqlite3_value *value = sqlite3_column_value(((struct sqlite_cursor *)base)->stmt, column);

	if (sqlite3_value_type(value) == SQLITE_NULL)
		return false;
	*v = sqlite3_value_int64(value);
	return true;
}

static int one_cell(sqlite3_value *v, struct intake *cell, struct err *err)
{
	const char *p;

	switch (sqlite3_value_type(v)) {
	case SQLITE_TEXT:
		/* Text first: it may have to be converted from UTF-16. */
		p = (const char *)sqlite3_value_text(v);
		return cell->text(cell, p ? p : "", (size_t)sqlite3_value_bytes(v), err);
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

int sqlite_cells(struct cursor *base, int first, struct intake *cells, size_t n,
		 struct err *err)
{
	sqlite3_stmt *s = ((struct sqlite_cursor *)base)->stmt;
	size_t i;
	int ret = 1;

	for (i = 0; i < n; i++) {
		ret = one_cell(sqlite3_column_value(s, first + (int)i), &cells[i], err);
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
