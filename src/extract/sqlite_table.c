#include <ctype.h>

#include "core/mem.h"
#include "extract/sqlite_conn.h"

static bool has_word(const char *type, const char *word)
{
	return strcasestr(type, word) != NULL;
}

/*
 * What the affinity of a declared type makes of a value (SQLite manual,
 * "Datatypes In SQLite", 3.1): a TEXT column never holds a number, and an INTEGER
 * column turns the text 0101 into 101, so a register that says text is wrong.
 */
static unsigned stored_by_type(const char *type)
{
	if (has_word(type, "INT"))
		return REG_STORED_INTEGER | REG_STORED_REAL | REG_STORED_BLOB;
	if (has_word(type, "CHAR") || has_word(type, "CLOB") || has_word(type, "TEXT"))
		return REG_STORED_TEXT | REG_STORED_BLOB;
	return REG_STORED_INTEGER | REG_STORED_REAL | REG_STORED_TEXT | REG_STORED_BLOB;
}

static const char *text_of(sqlite3_stmt *s, int i)
{
	const char *p = (const char *)sqlite3_column_text(s, i);

	return p ? p : "";
}

/* 1, or 0: there is no such table; *rowless: it has no row numbers; *plain: it is
 * neither a view nor a virtual table. */
static int find_table(struct sqlite_conn *c, const char *name, bool *rowless, bool *plain,
		      struct err *err)
{
	sqlite3_stmt *s;
	int rc;

	if (sqlite_prepare(c,
			   "SELECT type, wr FROM pragma_table_list "
			   "WHERE schema = 'main' AND name = ?",
			   name, &s, err) < 0)
		return -1;
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW) {
		*rowless = sqlite3_column_int(s, 1) || strcmp(text_of(s, 0), "view") == 0;
		*plain = strcmp(text_of(s, 0), "table") == 0;
	}
	sqlite3_finalize(s);
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return rc == SQLITE_ROW;
	return sqlite_fail(c, rc, "be read", err);
}

static int read_columns(struct sqlite_conn *c, const char *name, struct live_table *t, char **key,
			struct err *err)
{
	sqlite3_stmt *s;
	int rc, nkey = 0;

	if (sqlite_prepare(c,
			   "SELECT name, type, pk, \"notnull\" FROM pragma_table_xinfo(?) "
			   "WHERE hidden <> 1 ORDER BY cid",
			   name, &s, err) < 0)
		return -1;
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *type = text_of(s, 1);

		t->columns = mem_resize(t->columns, t->ncolumns + 1, sizeof(*t->columns));
		t->columns[t->ncolumns++] = (struct live_column){
			.name = mem_strdup(text_of(s, 0)),
			.type = mem_strdup(type),
			.stored = stored_by_type(type),
			.not_null = sqlite3_column_int(s, 3),
			.is_key = sqlite3_column_int(s, 2) > 0,
		};
		if (sqlite3_column_int(s, 2) == 0)
			continue;
		/* Only INTEGER, spelt out, as the only key column is the row number. */
		free(*key);
		*key = nkey++ == 0 && strcasecmp(type, "INTEGER") == 0 ? mem_strdup(text_of(s, 0))
								       : NULL;
	}
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? 0 : sqlite_fail(c, rc, "be read", err);
}

/* The columns of a unique index; one over an expression is passed over. */
static int read_index(struct sqlite_conn *c, const char *index, struct live_table *t,
		      struct err *err)
{
	sqlite3_stmt *s;
	char **names = mem_zalloc(1, sizeof(*names));
	bool plain = true;
	size_t n = 0;
	int rc;

	if (sqlite_prepare(c, "SELECT name FROM pragma_index_info(?)", index, &s, err) < 0) {
		free(names);
		return -1;
	}
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		plain = plain && sqlite3_column_type(s, 0) == SQLITE_TEXT;
		names = mem_resize(names, n + 2, sizeof(*names));
		names[n++] = mem_strdup(text_of(s, 0));
		names[n] = NULL;
	}
	sqlite3_finalize(s);
	if (rc == SQLITE_DONE && plain && n) {
		t->unique = mem_resize(t->unique, t->nunique + 1, sizeof(*t->unique));
		t->unique[t->nunique++] = names;
		return 0;
	}
	while (n)
		free(names[--n]);
	free(names);
	return rc == SQLITE_DONE ? 0 : sqlite_fail(c, rc, "be read", err);
}

/* *own_key: the primary key is an index, so no column of it is the row number. */
static int read_indexes(struct sqlite_conn *c, const char *name, struct live_table *t,
			bool *own_key, struct err *err)
{
	sqlite3_stmt *s;
	int rc, ret = 0;

	if (sqlite_prepare(c,
			   "SELECT name, origin FROM pragma_index_list(?) "
			   "WHERE \"unique\" AND NOT partial ORDER BY name",
			   name, &s, err) < 0)
		return -1;
	while (ret == 0 && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		*own_key |= strcmp(text_of(s, 1), "pk") == 0;
		ret = read_index(c, text_of(s, 0), t, err);
	}
	sqlite3_finalize(s);
	return ret < 0 || rc == SQLITE_DONE ? ret : sqlite_fail(c, rc, "be read", err);
}

/* A name of the row number that no column hides. */
static const char *row_id_name(const struct live_table *t)
{
	static const char *const names[] = { "rowid", "_rowid_", "oid" };
	size_t i, k;

	for (i = 0; i < 3; i++) {
		for (k = 0; k < t->ncolumns; k++)
			if (strcasecmp(t->columns[k].name, names[i]) == 0)
				break;
		if (k == t->ncolumns)
			return names[i];
	}
	return NULL;
}

int sqlite_table(struct conn *base, const char *name, struct live_table *t, struct err *err)
{
	struct sqlite_conn *c = (struct sqlite_conn *)base;
	bool rowless = false, own_key = false;
	char *key = NULL;
	int found;

	memset(t, 0, sizeof(*t));
	found = find_table(c, name, &rowless, &t->declares_null, err);
	if (found <= 0)
		return found;
	if (read_columns(c, name, t, &key, err) < 0 ||
	    read_indexes(c, name, t, &own_key, err) < 0) {
		free(key);
		return -1;
	}
	if (!rowless)
		t->row_id = row_id_name(t);
	if (t->row_id && key && !own_key)
		t->row_id_column = key;
	else
		free(key);
	return 1;
}

int sqlite_tables(struct conn *base, void (*take)(void *arg, const char *name), void *arg,
		  struct err *err)
{
	struct sqlite_conn *c = (struct sqlite_conn *)base;
	sqlite3_stmt *s;
	int rc;

	/* Shadow tables hold what virtual ones show; "sqlite_" is SQLite's own. */
	if (sqlite_prepare(c,
			   "SELECT name FROM pragma_table_list WHERE schema = 'main' "
			   "AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
			   "ORDER BY name COLLATE BINARY",
			   NULL, &s, err) < 0)
		return -1;
	while ((rc = sqlite3_step(s)) == SQLITE_ROW)
		take(arg, text_of(s, 0));
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? 0 : sqlite_fail(c, rc, "be read", err);
}
