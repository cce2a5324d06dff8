#include "run/public_cells.h"

#include <stdlib.h>

#include "core/date.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"
#include "run/text_csv.h"

/* A measure of the table, in its order: published or only needed for protection. */
struct public_measure {
	char *name;
	int value, status; /* columns; -1: not in the release */
};

struct cells_reading {
	struct json_doc *package;
	const char *path; /* of the table in the folder */
	struct text_csv csv;
	int *keys; /* columns */
	size_t nkeys;
	struct public_measure *measures;
	size_t nmeasures, capacity;
	int as_of;	   /* column, or -1 */
	bool is_disturbed; /* by rounding or noise: no value is the true one */
	int32_t day;
};

static const char *text_of(struct json v, const char *key)
{
	struct json m = json_member(v, key);
	struct err ignored = ERR_INIT;
	const char *s;

	return json_is_string(m) && json_get_str(m, &s, &ignored) == 0 ? s : "";
}

/* The first table in CSV, plain or packed, is the one that the others are made of. */
static struct json canonical(struct json package)
{
	struct json i;

	for (i = json_first(json_member(package, "resources")); json_is(i); i = json_next(i))
		if (strcmp(text_of(i, "format"), "csv") == 0 &&
		    strcmp(text_of(i, "type"), "table") == 0)
			break;
	return i;
}

static int read_keys(struct cells_reading *r, struct json resource, struct err *err)
{
	struct json list = json_member(json_member(resource, "schema"), "primaryKey"), i;
	const char *name;

	r->keys = mem_zalloc(json_count(list) + 1, sizeof(*r->keys));
	for (i = json_first(list); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &name, err) < 0)
			return -1;
		r->keys[r->nkeys] = schema_find(&r->csv.reader->schema, name);
		if (r->keys[r->nkeys++] < 0)
			return json_err(i, err, "the table has no column %s", name);
	}
	if (r->nkeys == 0)
		return json_err(resource, err, "the table has no primary key: it holds no cells");
	return 0;
}

static void add_measure(struct cells_reading *r, const char *name)
{
	const struct schema *s = &r->csv.reader->schema;
	struct buf status = BUF_INIT;
	struct public_measure *m;
	size_t i;

	for (i = 0; i < r->nmeasures; i++)
		if (strcmp(r->measures[i].name, name) == 0)
			return;
	buf_printf(&status, "%s_status", name);
	r->measures = mem_grow(r->measures, &r->capacity, r->nmeasures + 1, sizeof(*r->measures));
	m = &r->measures[r->nmeasures++];
	*m = (struct public_measure){ mem_strdup(name), schema_find(s, name),
				      schema_find(s, status.p) };
	if (m->status < 0)
		m->value = -1;
	buf_release(&status);
}

/* In the order of the aggregate's file, where the unpublished stand too, as it is now. */
static void add_declared(struct cells_reading *r, const struct pipeline *p)
{
	struct err ignored = ERR_INIT;
	struct json_doc *doc;
	const char *name;
	struct json i;
	size_t k;

	for (k = 0; k < p->safe; k++) {
		if (strcmp(p->steps[k].stage, "aggregate") != 0 ||
		    json_read(p->steps[k].config, &doc, &ignored) < 0)
			continue;
		i = json_first(json_member(json_root(doc), "measures"));
		for (; json_is(i); i = json_next(i)) {
			name = text_of(i, "name");
			if (*name)
				add_measure(r, name);
		}
		json_free(doc);
	}
}

static void add_published(struct cells_reading *r)
{
	const struct schema *s = &r->csv.reader->schema;
	size_t i, n;
	char *name;

	for (i = 0; i < s->nfields; i++) {
		n = strlen(s->fields[i].name);
		if (n <= 7 || strcmp(s->fields[i].name + n - 7, "_status") != 0)
			continue;
		name = mem_strndup(s->fields[i].name, n - 7);
		if (schema_find(s, name) >= 0)
			add_measure(r, name);
		free(name);
	}
}

/* Since no day is known: the data is not older than the end of its period. */
static void guess_day(struct cells_reading *r, const struct public_cells *from)
{
	const char *end = text_of(json_member(json_root(r->package), "temporal"), "end");

	if (from->has_day)
		r->day = from->day;
	else if (!date_parse(str_of(end), "YYYY-MM-DD", &r->day))
		r->day = 0;
}

static int open_release(struct cells_reading *r, const struct public_cells *from, struct err *err)
{
	char *package = file_join(from->folder, "datapackage.json");
	struct json resource = { NULL, NULL };
	const char *method;
	int ret = json_read(package, &r->package, err);

	free(package);
	if (ret < 0)
		return -1;
	resource = canonical(json_root(r->package));
	r->path = json_is(resource) ? text_of(resource, "path") : "";
	if (!*r->path || strchr(r->path, '/'))
		return json_err(json_root(r->package), err, "no table lies in the folder");
	if (text_csv_open(&r->csv, from->folder, r->path, err) < 0 ||
	    read_keys(r, resource, err) < 0)
		return -1;
	add_declared(r, from->pipeline);
	add_published(r);
	r->as_of = schema_find(&r->csv.reader->schema, "as_of");
	method = text_of(json_member(json_root(r->package), "protection"), "method");
	r->is_disturbed = *method && strcmp(method, "suppression") != 0;
	guess_day(r, from);
	return 0;
}

/* One row: the texts of the cell. */
struct row {
	struct buf cell, truth, shown;
	size_t nhidden;
	bool is_held;
	int32_t day;
};

static void name_cell(const struct cells_reading *r, const struct batch *b, int64_t i,
		      struct row *row)
{
	struct str s;
	size_t k;

	buf_clear(&row->cell);
	for (k = 0; k < r->nkeys; k++) {
		s = text_csv_cell(b, i, r->keys[k]);
		buf_printf(&row->cell, "%s%s=%.*s", k ? "," : "",
			   r->csv.reader->schema.fields[r->keys[k]].name, (int)s.n, s.p);
	}
}

/* A value of status p or r has the letter behind it; what the release does not have is not shown. */
static void put_measure(const struct cells_reading *r, const struct batch *b, int64_t i,
			const struct public_measure *m, struct row *row)
{
	struct str value = text_csv_cell(b, i, m->value), status = text_csv_cell(b, i, m->status);
	bool is_known = value.n > 0 && !row->is_held && !r->is_disturbed;
	const char *semicolon = row->truth.n ? ";" : "";

	row->nhidden += m->value >= 0 && str_is(status, STR("c"));
	if (value.n == 0 && (str_is(status, STR("x")) || str_is(status, STR("z")))) {
		value = status;
		status.n = 0;
		is_known = true;
	} else if (value.n == 0) {
		value = STR("c");
		status.n = 0;
	}
	buf_printf(&row->truth, "%s%s=%.*s", semicolon, m->name, is_known ? (int)value.n : 1,
		   is_known ? value.p : "?");
	if (m->value >= 0)
		buf_printf(&row->shown, "%s%s=%.*s%.*s", row->shown.n ? ";" : "", m->name,
			   (int)value.n, value.p, (int)status.n, status.p);
}

static int add_row(const struct cells_reading *r, const struct batch *b, int64_t i,
		   struct history_draft *d, struct row *row, struct err *err)
{
	struct history_cell cell = { .view = HISTORY_SHOWN };
	struct str as_of = text_csv_cell(b, i, r->as_of);
	size_t k;

	row->day = r->day;
	row->is_held = as_of.n > 0;
	if (row->is_held && !date_parse(as_of, "YYYY-MM-DD", &row->day))
		return err_set(err, ERR_DATA, "%s: as_of of a row is no day", r->csv.reader->name);
	row->nhidden = 0;
	buf_clear(&row->truth);
	buf_clear(&row->shown);
	name_cell(r, b, i, row);
	for (k = 0; k < r->nmeasures; k++)
		put_measure(r, b, i, &r->measures[k], row);
	/* What published values add up to is shown of hidden rows as well. */
	if (row->nhidden > 0)
		cell.view = HISTORY_HIDDEN;
	else if (row->is_held)
		cell.view = HISTORY_HELD;
	cell.cell = row->cell.p;
	cell.truth = row->truth.p;
	cell.shown = row->shown.p;
	cell.as_of = row->day;
	return history_draft_add(d, &cell, err);
}

static int add_rows(const struct cells_reading *r, struct history_draft *d, struct err *err)
{
	struct row row = { .cell = BUF_INIT, .truth = BUF_INIT, .shown = BUF_INIT };
	const struct batch *b;
	int more, ret = 0;
	int64_t i;

	while ((more = reader_next(r->csv.reader, &b, err)) == 1) {
		ret = program_check(err);
		for (i = 0; i < b->nrows && ret == 0; i++)
			ret = add_row(r, b, i, d, &row, err);
		if (ret < 0)
			break;
	}
	buf_release(&row.cell);
	buf_release(&row.truth);
	buf_release(&row.shown);
	return more < 0 ? -1 : ret;
}

static void release(struct cells_reading *r)
{
	size_t i;

	text_csv_close(&r->csv);
	json_free(r->package);
	for (i = 0; i < r->nmeasures; i++)
		free(r->measures[i].name);
	free(r->measures);
	free(r->keys);
}

int public_cells_draft(const struct public_cells *from, const char *path, struct err *err)
{
	struct cells_reading r = { .csv = { .fd = -1 } };
	struct history_draft *d = NULL;
	int ret = -1;

	if (open_release(&r, from, err) == 0 &&
	    history_draft_begin(path, from->pipeline->name, r.day, &d, err) == 0 &&
	    history_draft_whole(d, err) == 0 && add_rows(&r, d, err) == 0) {
		ret = history_draft_finish(d, err);
		d = NULL;
	}
	history_draft_drop(d);
	release(&r);
	return ret;
}
