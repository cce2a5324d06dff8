#include "verify/table_check.h"

#include <stdlib.h>

#include "core/cell_read.h"
#include "core/date.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"

enum { FIRST_LINE = 2 }; /* of the first row, where no cell has a line end in it */

/* Whether `text` is a value of the type; types that we do not know hold anything. */
static bool is_of_type(const char *type, struct str text)
{
	int64_t whole;
	int32_t day;
	double real;

	if (strcmp(type, "integer") == 0)
		return cell_read_int64(text.p, text.n, &whole);
	if (strcmp(type, "number") == 0)
		return cell_read_float64(text.p, text.n, &real);
	if (strcmp(type, "date") == 0)
		return date_parse(text, "YYYY-MM-DD", &day);
	if (strcmp(type, "boolean") == 0)
		return str_is(text, STR("true")) || str_is(text, STR("false"));
	return true;
}

/* Each distinct text once; the first row that has a wrong one is named. */
static void check_types(const struct published *p, size_t column, struct defects *d)
{
	const struct sheet_column *c = &p->table.columns[column];
	int32_t n = c->texts ? dict_count(c->texts) : 0;
	uint8_t *is_wrong = mem_zalloc((size_t)n + 1, 1);
	int64_t row;

	for (int32_t i = 0; i < n; i++)
		is_wrong[i] = !is_of_type(p->columns[column].type, dict_at(c->texts, i));
	for (row = 0; row < p->table.nrows; row++)
		if (c->ids[row] >= 0 && is_wrong[c->ids[row]])
			break;
	if (row < p->table.nrows)
		defects_add(d, "%s:%lld: column %s holds what is no %s", p->path,
			    (long long)row + FIRST_LINE, p->columns[column].name,
			    p->columns[column].type);
	free(is_wrong);
}

static void check_required(const struct published *p, size_t column, struct defects *d)
{
	const struct sheet_column *c = &p->table.columns[column];

	if (!p->columns[column].is_required && !p->columns[column].is_key)
		return;
	for (int64_t row = 0; row < p->table.nrows; row++)
		if (c->ids[row] == SHEET_EMPTY)
			defects_add(d, "%s:%lld: column %s is empty", p->path,
				    (long long)row + FIRST_LINE, p->columns[column].name);
}

static bool is_letter(struct str status, const char *letters)
{
	return status.n == 1 && strchr(letters, *status.p);
}

static void check_status(const struct published *p, size_t column, struct defects *d)
{
	const struct published_column *c = &p->columns[column];

	for (int64_t row = 0; row < p->table.nrows; row++) {
		struct str status = published_text(p, c->status, row);
		bool is_empty = p->table.columns[column].ids[row] == SHEET_EMPTY;
		long long line = (long long)row + FIRST_LINE;

		if (is_letter(status, "cxz")) {
			if (!is_empty)
				defects_add(d,
					    "%s:%lld: column %s has a value beside the status %c",
					    p->path, line, c->name, *status.p);
		} else if (status.n && !is_letter(status, "pr")) {
			defects_add(d, "%s:%lld: column %s has a status that is none of c p r x z",
				    p->path, line, c->name);
		} else if (is_empty) {
			defects_add(d, "%s:%lld: column %s is empty and no status says why",
				    p->path, line, c->name);
		}
	}
}

static int check_codes(const struct published *p, size_t column, struct defects *d, struct err *err)
{
	const struct published_column *c = &p->columns[column];
	struct json resource = published_resource(p, "path", c->codes);
	size_t n, at = 0;
	const char **names = published_field_names(resource, &n);
	char *path = file_join(p->folder, c->codes);
	const struct sheet_column *to = &p->table.columns[column];
	struct sheet s = { .fd = -1 };
	int ret = sheet_read(&s, path, names, n, false, err);

	while (at < n && strcmp(names[at], "code") != 0)
		at++;
	if (ret == 0 && at == n)
		defects_add(d, "%s has no column code", c->codes);
	for (int64_t row = 0; ret == 0 && at < n && row < p->table.nrows; row++) {
		struct str code = published_text(p, (int)column, row);

		if (to->ids[row] < 0 ||
		    (s.nrows && dict_find(s.columns[at].texts, code.p, code.n) >= 0))
			continue;
		defects_add(d, "%s:%lld: column %s has a code that %s has not", p->path,
			    (long long)row + FIRST_LINE, c->name, c->codes);
	}
	if (ret < 0)
		ret = defects_take(d, err);
	sheet_release(&s);
	free(names);
	free(path);
	return ret;
}

static int check_keys(const struct published *p, struct defects *d, struct err *err)
{
	struct dict *seen = dict_new();
	struct buf key = BUF_INIT;
	bool has_key = false;

	for (int64_t row = 0; row < p->table.nrows; row++) {
		int32_t before = dict_count(seen);

		if (row % 4096 == 0 && program_check(err) < 0)
			break;
		buf_clear(&key);
		for (size_t i = 0; i < p->ncolumns; i++)
			if (p->columns[i].is_key)
				buf_add(&key, &p->table.columns[i].ids[row], sizeof(int32_t));
		has_key = key.n > 0;
		if (has_key && dict_put(seen, key.p, key.n) < before)
			defects_add(d, "%s:%lld: a second row with the same codes", p->path,
				    (long long)row + FIRST_LINE);
	}
	buf_release(&key);
	dict_free(seen);
	return program_signal() ? -1 : 0;
}

static void check_count(const struct published *p, struct json v, struct defects *d)
{
	struct err ignored = ERR_INIT;
	struct json rows = json_member(v, "rows");
	long long n;

	if (json_is(rows) && (json_get_int(rows, &n, &ignored) < 0 || n != p->table.nrows))
		defects_add(d, "%s has %lld rows, datapackage.json says otherwise", p->path,
			    (long long)p->table.nrows);
}

int table_check(const struct published *p, struct defects *d, struct err *err)
{
	check_count(p, json_root(p->doc), d);
	check_count(p, p->resource, d);
	for (size_t i = 0; i < p->ncolumns; i++) {
		if (program_check(err) < 0)
			return -1;
		check_types(p, i, d);
		check_required(p, i, d);
		if (p->columns[i].status >= 0)
			check_status(p, i, d);
		if (*p->columns[i].codes && published_is_plain_name(p->columns[i].codes) &&
		    check_codes(p, i, d, err) < 0)
			return -1;
	}
	return check_keys(p, d, err);
}
