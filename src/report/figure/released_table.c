#include "report/figure/released_table.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/cell_read.h"
#include "core/csv.h"
#include "core/decimal.h"
#include "core/digest.h"
#include "core/file.h"
#include "core/json.h"
#include "core/mem.h"

#define PACKAGE "datapackage.json"
#define SUMS "SHA256SUMS"

enum { SUMS_MAX = 1 << 20 };

/* What one call works on. */
struct opening {
	const char *folder;
	struct json_doc *doc;
	struct buf sums;
	const char *file; /* of the table */
	struct schema texts;
	struct released *r;
};

static const char *text_of(struct json v, const char *key)
{
	struct json m = json_member(v, key);
	struct err ignored = ERR_INIT;
	const char *s;

	return json_is_string(m) && json_get_str(m, &s, &ignored) == 0 ? s : "";
}

static bool is_text(struct json v, const char *key, const char *text)
{
	return strcmp(text_of(v, key), text) == 0;
}

/* Whether SHA256SUMS has the line of that file with that digest. */
static bool sums_hold(const struct buf *sums, const char *file, const char *hex)
{
	const char *p = sums->p, *end;
	size_t n = strlen(file);

	for (; *p; p = *end ? end + 1 : end) {
		end = strchrnul(p, '\n');
		if ((size_t)(end - p) == SHA256_HEX - 1 + 2 + n &&
		    memcmp(p, hex, SHA256_HEX - 1) == 0 &&
		    memcmp(p + SHA256_HEX - 1, "  ", 2) == 0 &&
		    memcmp(p + SHA256_HEX + 1, file, n) == 0)
			return true;
	}
	return false;
}

static int check_sum(const struct opening *o, const char *file, char hex[SHA256_HEX],
		     struct err *err)
{
	char *path = file_join(o->folder, file);
	int ret = sha256_file(path, hex, ERR_SOURCE, err);

	if (ret == 0 && !sums_hold(&o->sums, file, hex))
		ret = err_set(err, ERR_DATA,
			      "%s: its digest is not the one that " SUMS
			      " states: the release is damaged or was changed",
			      path);
	free(path);
	return ret;
}

static int open_package(struct opening *o, struct err *err)
{
	char *path = file_join(o->folder, PACKAGE), *sums = file_join(o->folder, SUMS);
	char hex[SHA256_HEX];
	int ret = -1;

	if (file_read(sums, SUMS_MAX, &o->sums, ERR_DATA, err) < 0)
		err_wrap(err, "a release needs its digests");
	else if (check_sum(o, PACKAGE, hex, err) == 0)
		ret = json_read(path, &o->doc, err);
	free(sums);
	free(path);
	return ret;
}

static struct json table_resource(struct json package)
{
	struct json i;

	for (i = json_first(json_member(package, "resources")); json_is(i); i = json_next(i))
		if (is_text(i, "format", "csv") && is_text(i, "type", "table"))
			break;
	return i;
}

static bool is_key(struct json schema, const char *column)
{
	struct json i;
	struct err ignored = ERR_INIT;
	const char *s;

	for (i = json_first(json_member(schema, "primaryKey")); json_is(i); i = json_next(i))
		if (json_get_str(i, &s, &ignored) == 0 && strcmp(s, column) == 0)
			return true;
	return false;
}

static int describe(struct opening *o, struct json resource, struct err *err)
{
	struct json schema = json_member(resource, "schema"), i;

	for (i = json_first(json_member(schema, "fields")); json_is(i); i = json_next(i)) {
		const char *name = text_of(i, "name");
		bool whole = is_text(i, "type", "integer");
		bool number = whole || is_text(i, "type", "number");
		struct field *f;

		if (!*name || schema_find(&o->r->schema, name) >= 0)
			return json_err(i, err, "a field without a name of its own");
		schema_add(&o->texts, name, FIELD_DICT);
		f = schema_add(&o->r->schema, name,
			       is_key(schema, name) || !number ? FIELD_DICT
			       : whole			       ? FIELD_INT64
							       : FIELD_DECIMAL);
		if (f->type == FIELD_DECIMAL)
			f->scale = 0;
		if (is_key(schema, name))
			meta_set(&f->meta, META_ROLE, "dimension");
		meta_set(&f->meta, META_UNIT, text_of(i, "unit"));
	}
	if (o->r->schema.nfields == 0)
		return json_err(resource, err, "the table has no fields");
	return 0;
}

static int choose_table(struct opening *o, struct err *err)
{
	struct json resource = table_resource(json_root(o->doc));
	const char *hash = text_of(resource, "hash");
	char hex[SHA256_HEX];

	if (!json_is(resource))
		return err_set(err, ERR_DATA, "%s: the release has no table in CSV", o->folder);
	o->file = text_of(resource, "path");
	if (!*o->file || strchr(o->file, '/'))
		return json_err(resource, err, "the table does not lie in the release's folder");
	if (check_sum(o, o->file, hex, err) < 0)
		return -1;
	if (strncmp(hash, "sha256:", 7) != 0 || strcmp(hash + 7, hex) != 0)
		return err_set(err, ERR_DATA,
			       "%s/%s: its digest is not the one that " PACKAGE " states",
			       o->folder, o->file);
	o->r->digest = mem_strdup(hex);
	return describe(o, resource, err);
}

/* Places behind the point, of the longest number. */
static void widen(struct field *f, const struct column *c, int64_t nrows)
{
	for (int64_t i = 0; i < nrows; i++) {
		struct str s = column_is_null(c, i) ? STR("") : column_text(c, i);
		const char *point = memchr(s.p, '.', s.n);
		int places = point ? (int)(s.p + s.n - point - 1) : 0;

		if (places > f->scale && places <= DECIMAL_DIGITS)
			f->scale = places;
	}
}

static int put(struct opening *o, const struct batch *b, int64_t first, struct err *err)
{
	const struct schema *s = &o->r->schema;

	for (size_t c = 0; c < s->nfields; c++) {
		struct builder *to = &o->r->rows.columns[c];

		for (int64_t i = 0; i < b->nrows; i++) {
			const struct column *from = &b->columns[c];
			struct str t = column_is_null(from, i) ? STR("") : column_text(from, i);
			const char *wrong = cell_read(to, &s->fields[c], t.n ? t.p : NULL, t.n);

			if (wrong)
				return err_set(err, ERR_DATA, "%s/%s: row %lld: %s %s", o->folder,
					       o->file, (long long)(first + i + 1),
					       s->fields[c].name, wrong);
		}
	}
	return 0;
}

/* Twice over the rows: what places the decimals have must be known before the first. */
static int read_pass(struct opening *o, bool only_look, struct err *err)
{
	char *path = file_join(o->folder, o->file);
	struct reader *reader = NULL;
	const struct batch *b;
	int64_t rows = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), more = -1;

	if (fd < 0)
		err_sys(err, ERR_SOURCE, "%s", path);
	else if (csv_reader_open(fd, path, STR(""), &o->texts, NULL, &reader, err) == 0)
		while ((more = reader_next(reader, &b, err)) == 1) {
			for (size_t c = 0; only_look && c < b->ncolumns; c++)
				if (o->r->schema.fields[c].type == FIELD_DECIMAL)
					widen(&o->r->schema.fields[c], &b->columns[c], b->nrows);
			if (!only_look && put(o, b, rows, err) < 0) {
				more = -1;
				break;
			}
			rows += b->nrows;
		}
	reader_close(reader);
	if (fd >= 0)
		close(fd);
	free(path);
	return more;
}

/* The folder's own name: "latest" is a link to it. */
static char *folder_id(const char *folder)
{
	char *real = realpath(folder, NULL), *id;

	id = mem_strdup(real && strrchr(real, '/') ? strrchr(real, '/') + 1 : "");
	free(real);
	return id;
}

int released_table_read(const char *folder, struct released *r, struct err *err)
{
	struct opening o = { .folder = folder, .r = r, .sums = BUF_INIT };
	int ret = -1;

	r->release = folder_id(folder);
	if (open_package(&o, err) == 0 && choose_table(&o, err) == 0 &&
	    read_pass(&o, true, err) == 0) {
		batch_builder_init(&r->rows, &r->schema);
		ret = read_pass(&o, false, err);
	}
	schema_release(&o.texts);
	json_free(o.doc);
	buf_release(&o.sums);
	return ret;
}
