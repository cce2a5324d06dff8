/* SQLite: every table as text, and the pages as they are. */
#include <sqlite3.h>
#include <stdlib.h>

#include "core/mem.h"
#include "inspect/open.h"
#include "inspect/show.h"

/* Columns with a tab between, rows with a line end; a blob may be a file. */
static int show_cell(struct walk *w, const struct body *body, sqlite3_stmt *q, int i,
		     struct buf *line, struct err *err)
{
	const void *blob;

	if (i)
		buf_putc(line, '\t');
	if (sqlite3_column_type(q, i) == SQLITE_BLOB) {
		blob = sqlite3_column_blob(q, i);
		return body_inside(w, body, "blob", "",
				   (struct str){ blob, (size_t)sqlite3_column_bytes(q, i) }, err);
	}
	blob = sqlite3_column_text(q, i);
	if (blob)
		buf_add(line, blob, (size_t)sqlite3_column_bytes(q, i));
	return 0;
}

static int show_rows(struct walk *w, const struct body *body, sqlite3_stmt *q, struct err *err)
{
	struct show_stream *s = show_stream_open(w, body, (struct str){ "", 0 });
	struct buf line = BUF_INIT;
	int i, status = SQLITE_ROW, ret = 0;

	while (ret == 0 && (status = sqlite3_step(q)) == SQLITE_ROW) {
		buf_clear(&line);
		for (i = 0; i < sqlite3_column_count(q) && ret == 0; i++)
			ret = show_cell(w, body, q, i, &line, err);
		buf_putc(&line, '\n');
		if (!walk_may_unpack(w, body->file, line.n))
			break;
		if (ret == 0)
			ret = show_stream_put(s, line.p, line.n, err);
	}
	if (status != SQLITE_DONE && status != SQLITE_ROW)
		walk_structure(w, body->file, "damaged: cannot be read to its end", "");
	buf_release(&line);
	return show_stream_close(s, ret == 0, err) < 0 ? -1 : ret;
}

static int show_query(struct walk *w, const struct body *body, sqlite3 *db, long long number,
		      const char *sql, struct err *err)
{
	struct buf label = BUF_INIT;
	struct body below = { .name = "", .depth = body->depth, .layer = body->layer };
	sqlite3_stmt *q = NULL;
	char *file;
	int ret = 0;

	buf_printf(&label, "table %lld", number);
	file = walk_below(body->file, label.p);
	below.file = file;
	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK)
		ret = show_rows(w, &below, q, err);
	else
		walk_structure(w, file, "a table that cannot be read", "");
	sqlite3_finalize(q);
	buf_release(&label);
	free(file);
	return ret;
}

static int show_tables(struct walk *w, const struct body *body, sqlite3 *db, struct err *err)
{
	sqlite3_stmt *q = NULL;
	long long number = 0;
	char *sql;
	int ret = show_query(w, body, db, number,
			     "SELECT type, name, tbl_name, sql FROM sqlite_schema", err);

	if (ret < 0 || sqlite3_prepare_v2(db,
					  "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
					  "rootpage > 0 ORDER BY name",
					  -1, &q, NULL) != SQLITE_OK)
		return ret;
	while (ret == 0 && sqlite3_step(q) == SQLITE_ROW) {
		sql = sqlite3_mprintf("SELECT * FROM \"%w\"",
				      (const char *)sqlite3_column_text(q, 0));
		if (sql)
			ret = show_query(w, body, db, ++number, sql, err);
		sqlite3_free(sql);
	}
	sqlite3_finalize(q);
	return ret;
}

/* A copy in memory, marked as one without a write-ahead log: else it would not open. */
static sqlite3 *open_copy(struct str bytes)
{
	unsigned char *copy = sqlite3_malloc64(bytes.n);
	sqlite3 *db = NULL;

	if (!copy)
		return NULL;
	memcpy(copy, bytes.p, bytes.n);
	copy[18] = copy[19] = 1;
	if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		sqlite3_free(copy);
		sqlite3_close(db);
		return NULL;
	}
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (sqlite3_deserialize(db, "main", copy, (sqlite3_int64)bytes.n, (sqlite3_int64)bytes.n,
				SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) !=
	    SQLITE_OK) {
		sqlite3_close(db);
		return NULL;
	}
	return db;
}

int open_sqlite(struct walk *w, const struct body *body, struct err *err)
{
	sqlite3 *db;
	int ret;

	if (show_bytes(w, body, err) < 0)
		return -1;
	/* Offset 36: the number of pages that hold what was deleted. */
	if (body->bytes.n > 40 && memcmp(body->bytes.p + 36, "\0\0\0\0", 4) != 0)
		walk_structure(w, body->file, "deleted pages in a database", "");
	if (body->bytes.n < 512 || body->bytes.n > WALK_MEMBER) {
		walk_structure(w, body->file, "a database that cannot be read through", "");
		return 0;
	}
	db = open_copy(body->bytes);
	if (!db) {
		walk_structure(w, body->file, "a database that cannot be read through", "");
		return 0;
	}
	ret = show_tables(w, body, db, err);
	sqlite3_close(db);
	return ret;
}
