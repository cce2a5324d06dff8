#include "package/cell_check.h"

#include <math.h>
#include <stdlib.h>

#include "core/mem.h"

struct cell_check {
	const struct release *release;
	int32_t *known; /* per column: entries of its dictionary that were checked */
};

struct cell_check *cell_check_new(const struct release *r)
{
	struct cell_check *c = mem_zalloc(1, sizeof(*c));

	c->release = r;
	c->known = mem_zalloc(r->ncolumns, sizeof(*c->known));
	return c;
}

void cell_check_free(struct cell_check *c)
{
	if (!c)
		return;
	free(c->known);
	free(c);
}

static bool is_control(char c)
{
	return (unsigned char)c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/* Eight bytes at a time: it runs over every text of every release.  The sum
 * finds a byte below 0x20; a block with one is looked at byte by byte. */
static bool has_control(const char *p, size_t n)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t block;
	size_t i = 0, k;

	for (; n - i >= 8; i += 8) {
		memcpy(&block, p + i, 8);
		if (!((block - 0x20 * ones) & ~block & 0x80 * ones))
			continue;
		for (k = i; k < i + 8; k++)
			if (is_control(p[k]))
				return true;
	}
	for (; i < n; i++)
		if (is_control(p[i]))
			return true;
	return false;
}

static const char *column_name(const struct cell_check *c, size_t i)
{
	return c->release->columns[i].field->name;
}

static int check_texts(const struct cell_check *c, size_t i, const struct column *column,
		       int64_t rows, int64_t first, struct err *err)
{
	const int32_t *at = column->values;
	int64_t row;
	struct str s;

	if (!has_control(column->data + at[0], (size_t)(at[rows] - at[0])))
		return 0;
	for (row = 0; row < rows; row++) {
		if (column_is_null(column, row))
			continue;
		s = column_text(column, row);
		if (has_control(s.p, s.n))
			return err_set(err, ERR_DATA,
				       "column %s, row %lld: a control character "
				       "cannot be published; correct it in the source",
				       column_name(c, i), (long long)(first + row));
	}
	return 0;
}

static int check_entries(struct cell_check *c, size_t i, const struct dict *dict, struct err *err)
{
	struct str s;

	for (; c->known[i] < dict_count(dict); c->known[i]++) {
		s = dict_at(dict, c->known[i]);
		if (has_control(s.p, s.n))
			return err_set(err, ERR_DATA,
				       "column %s: a control character cannot be "
				       "published; correct it in the source",
				       column_name(c, i));
	}
	return 0;
}

static int check_rates(const struct cell_check *c, size_t i, const struct column *column,
		       int64_t rows, int64_t first, struct err *err)
{
	int64_t row;

	for (row = 0; row < rows; row++)
		if (!column_is_null(column, row) && !isfinite(column_float64(column, row)))
			return err_set(err, ERR_DATA, "column %s, row %lld: not a number",
				       column_name(c, i), (long long)(first + row));
	return 0;
}

/* The letter, 0 for none, '?' for what is none of ours. */
static char status_of(const struct column *status, int64_t row)
{
	struct str s;

	if (column_is_null(status, row))
		return 0;
	s = column_text(status, row);
	return s.n == 1 && strchr("cprxz", s.p[0]) ? s.p[0] : '?';
}

static int check_measure(const struct cell_check *c, size_t i, const struct batch *batch,
			 int64_t first, struct err *err)
{
	const struct column *value = &batch->columns[i];
	const struct column *status = &batch->columns[c->release->columns[i].status];
	int64_t row;
	bool is_empty;
	char letter;

	for (row = 0; row < batch->nrows; row++) {
		letter = status_of(status, row);
		is_empty = letter == 'c' || letter == 'x' || letter == 'z';
		if (letter != '?' && is_empty == column_is_null(value, row))
			continue;
		if (letter == 'c')
			return err_set(err, ERR_GATE,
				       "column %s, row %lld: the value is "
				       "confidential (status c) and yet there",
				       column_name(c, i), (long long)(first + row));
		return err_set(err, ERR_STREAM,
			       "column %s, row %lld: value and status do not "
			       "agree: empty is for the statuses c, x and z only",
			       column_name(c, i), (long long)(first + row));
	}
	return 0;
}

static int check_column(struct cell_check *c, size_t i, const struct batch *batch, int64_t first,
			struct err *err)
{
	const struct column *column = &batch->columns[i];

	switch (column->type) {
	case FIELD_UTF8:
		return check_texts(c, i, column, batch->nrows, first, err);
	case FIELD_DICT:
		return check_entries(c, i, column->dict, err);
	case FIELD_FLOAT64:
		return check_rates(c, i, column, batch->nrows, first, err);
	default:
		return 0;
	}
}

int cell_check_batch(struct cell_check *c, const struct batch *batch, int64_t first,
		     struct err *err)
{
	size_t i;

	for (i = 0; i < batch->ncolumns; i++) {
		if (check_column(c, i, batch, first, err) < 0)
			return -1;
		if (c->release->columns[i].status >= 0 &&
		    check_measure(c, i, batch, first, err) < 0)
			return -1;
	}
	return 0;
}
