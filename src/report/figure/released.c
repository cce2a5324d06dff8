#include "report/figure/released.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "core/digest.h"
#include "core/input.h"
#include "core/mem.h"
#include "report/figure/released_table.h"

/* Rows by the codes of their dimensions, in open addressing. */
struct released_index {
	struct batch view;
	int *dimensions; /* columns */
	size_t ndimensions;
	int64_t *slots; /* row + 1; 0: free */
	size_t mask;
};

static bool is_dimension(const struct field *f)
{
	const char *role = meta_get(&f->meta, META_ROLE);

	return role && strcmp(role, "dimension") == 0;
}

static size_t hash(const int32_t *codes, size_t n)
{
	uint64_t h = 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (uint32_t)codes[i]) * 0xff51afd7ed558ccdu;
	return (size_t)(h ^ h >> 32);
}

/* -1 for an empty cell: it is a code like others. */
static int32_t code_at(const struct released_index *x, size_t dimension, int64_t row)
{
	const struct column *c = &x->view.columns[x->dimensions[dimension]];

	return column_is_null(c, row) ? -1 : column_index(c, row);
}

static bool row_is(const struct released_index *x, int64_t row, const int32_t *codes)
{
	for (size_t i = 0; i < x->ndimensions; i++)
		if (code_at(x, i, row) != codes[i])
			return false;
	return true;
}

/* The slot that holds the row with these codes, or the free one where it goes. */
static int64_t *slot_of(const struct released_index *x, const int32_t *codes)
{
	size_t i = hash(codes, x->ndimensions);

	while (x->slots[i & x->mask] && !row_is(x, x->slots[i & x->mask] - 1, codes))
		i++;
	return &x->slots[i & x->mask];
}

static int index_rows(struct released_index *x, const char *name, struct err *err)
{
	int32_t *codes = mem_zalloc(x->ndimensions + 1, sizeof(*codes));
	int64_t row, *slot = NULL;

	for (row = 0; row < x->view.nrows; row++) {
		for (size_t i = 0; i < x->ndimensions; i++)
			codes[i] = code_at(x, i, row);
		slot = slot_of(x, codes);
		if (*slot)
			break;
		*slot = row + 1;
	}
	free(codes);
	if (row == x->view.nrows)
		return 0;
	return err_set(err, ERR_DATA, "release %s: rows %lld and %lld are of one cell", name,
		       (long long)*slot, (long long)row + 1);
}

static int index_make(struct released *r, struct err *err)
{
	struct released_index *x = mem_zalloc(1, sizeof(*x));
	size_t room = 16;

	r->index = x;
	x->view = *batch_builder_view(&r->rows);
	x->dimensions = mem_zalloc(r->schema.nfields + 1, sizeof(*x->dimensions));
	for (size_t i = 0; i < r->schema.nfields; i++) {
		const struct field *f = &r->schema.fields[i];

		if (!is_dimension(f))
			continue;
		if (f->type != FIELD_DICT)
			return err_set(err, ERR_STREAM, "release %s: the dimension %s is no code",
				       r->name, f->name);
		x->dimensions[x->ndimensions++] = (int)i;
	}
	while (room < (size_t)x->view.nrows * 2)
		room *= 2;
	x->mask = room - 1;
	x->slots = mem_zalloc(room, sizeof(*x->slots));
	return x->ndimensions ? index_rows(x, r->name, err) : 0;
}

static int read_stream(const char *path, struct released *r, struct err *err)
{
	struct input_options options = { NULL, NULL };
	struct reader *reader = NULL;
	const struct batch *b;
	char hex[SHA256_HEX];
	int more = -1;

	r->release = mem_strdup("");
	if (sha256_file(path, hex, ERR_SOURCE, err) < 0 ||
	    input_open(path, &options, &reader, err) < 0)
		return -1;
	r->digest = mem_strdup(hex);
	if (schema_need_state(&reader->schema, "safe", "yg-report", err) == 0) {
		schema_copy(&r->schema, &reader->schema);
		batch_builder_init(&r->rows, &r->schema);
		while ((more = reader_next(reader, &b, err)) == 1)
			for (size_t c = 0; c < b->ncolumns; c++)
				for (int64_t i = 0; i < b->nrows; i++)
					builder_copy(&r->rows.columns[c], &b->columns[c], i);
	}
	reader_close(reader);
	return more;
}

int released_read(const char *path, const char *name, struct released *r, struct err *err)
{
	struct stat st;
	int ret;

	*r = (struct released){ .name = mem_strdup(name), .schema = SCHEMA_INIT };
	if (stat(path, &st) < 0)
		ret = err_sys(err, ERR_SOURCE, "release %s: %s", name, path);
	else if (S_ISDIR(st.st_mode))
		ret = released_table_read(path, r, err);
	else
		ret = read_stream(path, r, err);
	if (ret == 0 && index_make(r, err) == 0)
		return 0;
	released_release(r);
	return -1;
}

void released_release(struct released *r)
{
	struct released_index *x = r->index;

	if (x) {
		free(x->dimensions);
		free(x->slots);
		free(x);
	}
	batch_builder_release(&r->rows);
	schema_release(&r->schema);
	free(r->name);
	free(r->release);
	free(r->digest);
	*r = (struct released){ .schema = SCHEMA_INIT };
}

/* Which of the table's dimensions; -1: none. */
static int dimension_of(const struct released *r, const char *name)
{
	const struct released_index *x = r->index;

	for (size_t i = 0; i < x->ndimensions; i++)
		if (strcmp(r->schema.fields[x->dimensions[i]].name, name) == 0)
			return (int)i;
	return -1;
}

static int find_keyed(const struct released *r, const struct released_at *at, size_t n,
		      int64_t *row, struct err *err)
{
	const struct released_index *x = r->index;
	int32_t *codes = mem_zalloc(x->ndimensions, sizeof(*codes));
	int ret = 0;

	for (size_t i = 0; i < x->ndimensions; i++)
		codes[i] = dict_find(x->view.columns[x->dimensions[i]].dict, "_T", 2);
	for (size_t i = 0; i < n && ret == 0; i++) {
		int d = dimension_of(r, at[i].dimension);

		if (d < 0)
			ret = err_set(err, ERR_CONFIG, "release %s has no dimension \"%s\"",
				      r->name, at[i].dimension);
		else
			codes[d] = dict_find(x->view.columns[x->dimensions[d]].dict, at[i].code,
					     strlen(at[i].code));
	}
	for (size_t i = 0; i < x->ndimensions && ret == 0; i++)
		ret = codes[i] < 0;
	if (ret == 0) {
		*row = *slot_of(x, codes) - 1;
		ret = *row < 0;
	}
	free(codes);
	return ret < 0 ? -1 : !ret;
}

/* A whole number is matched as it is written. */
static bool holds(const struct column *c, int64_t row, const char *code)
{
	char *end;

	if (column_is_null(c, row))
		return !*code;
	if (c->type == FIELD_INT64)
		return *code && strtoll(code, &end, 10) == column_int64(c, row) && !*end;
	return (c->type == FIELD_DICT || c->type == FIELD_UTF8) &&
	       str_is(column_text(c, row), str_of(code));
}

static int find_plain(const struct released *r, const struct released_at *at, size_t n,
		      int64_t *row, struct err *err)
{
	const struct batch *b = &((const struct released_index *)r->index)->view;
	int64_t found = -1;

	for (size_t i = 0; i < n; i++)
		if (schema_need(&r->schema, at[i].dimension, r->name, err) < 0)
			return -1;
	for (int64_t k = 0; k < b->nrows; k++) {
		size_t i = 0;

		while (i < n &&
		       holds(&b->columns[schema_find(&r->schema, at[i].dimension)], k, at[i].code))
			i++;
		if (i < n)
			continue;
		if (found >= 0)
			return err_set(err, ERR_DATA, "release %s: rows %lld and %lld both fit",
				       r->name, (long long)found + 1, (long long)k + 1);
		found = k;
	}
	*row = found;
	return found >= 0;
}

int released_find(const struct released *r, const struct released_at *at, size_t n, int64_t *row,
		  struct err *err)
{
	const struct released_index *x = r->index;

	return x->ndimensions ? find_keyed(r, at, n, row, err) : find_plain(r, at, n, row, err);
}

/* Statuses are few words of the program's own: their text in a dictionary ends in no NUL. */
static const char *status_word(struct str s)
{
	static const char *const words[] = { "c", "p", "r", "x", "z" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_is(s, str_of(words[i])))
			return words[i];
	return s.n ? "?" : NULL;
}

static const char *status_of(const struct released *r, int64_t row, const char *measure)
{
	const struct released_index *x = r->index;
	struct buf name = BUF_INIT;
	const char *word = NULL;
	int i;

	buf_printf(&name, "%s_status", measure);
	i = schema_find(&r->schema, name.p);
	if (i >= 0 && r->schema.fields[i].type == FIELD_DICT &&
	    !column_is_null(&x->view.columns[i], row))
		word = status_word(column_text(&x->view.columns[i], row));
	buf_release(&name);
	return word;
}

int released_value(const struct released *r, int64_t row, const char *measure, bool *has,
		   __int128 *v, int *scale, const char **status, const char **unit, struct err *err)
{
	const struct released_index *x = r->index;
	int i = schema_need(&r->schema, measure, r->name, err);
	const struct column *c;

	if (i < 0)
		return -1;
	c = &x->view.columns[i];
	if (c->type != FIELD_INT64 && c->type != FIELD_DECIMAL)
		return err_set(err, ERR_CONFIG, "release %s: %s is no measure", r->name, measure);
	*unit = meta_get(&r->schema.fields[i].meta, META_UNIT);
	if (!*unit)
		*unit = "";
	*status = status_of(r, row, measure);
	*has = !column_is_null(c, row);
	if (*has) {
		*v = c->type == FIELD_INT64 ? column_int64(c, row) : column_decimal(c, row);
		*scale = c->type == FIELD_INT64 ? 0 : r->schema.fields[i].scale;
	}
	return 0;
}

int released_text(const struct released *r, int64_t row, const char *column, struct str *text,
		  struct err *err)
{
	const struct released_index *x = r->index;
	int i = schema_need(&r->schema, column, r->name, err);
	const struct column *c;

	if (i < 0)
		return -1;
	c = &x->view.columns[i];
	if (c->type != FIELD_DICT && c->type != FIELD_UTF8)
		return err_set(err, ERR_CONFIG, "release %s: %s is no text", r->name, column);
	*text = column_is_null(c, row) ? STR("") : column_text(c, row);
	return 0;
}
