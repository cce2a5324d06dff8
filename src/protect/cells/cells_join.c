#include "core/mem.h"
#include "protect/cells/cells.h"

enum { VALUE_BITS = 62 };

/* As the stream says it; a table that does not say it is taken as it is. */
static int read_last_month(const struct table *t, int32_t *month, struct err *err)
{
	const char *text = meta_get(&t->schema.meta, META_PERIOD);
	struct period from, to;

	*month = AXIS_NO_MONTH;
	if (!text)
		return 0;
	if (period_range_parse(text, &from, &to, err) < 0)
		return err_wrap(err, META_PERIOD);
	*month = to.n;
	return 0;
}

/* The last month that any table covers. */
static int find_last_month(const struct cells *c, int32_t *last, struct err *err)
{
	int32_t month;
	int t;

	*last = AXIS_NO_MONTH;
	for (t = 0; t < c->ntables; t++) {
		if (read_last_month(&c->tables[t], &month, err) < 0)
			return -1;
		if (month != AXIS_NO_MONTH && (*last == AXIS_NO_MONTH || month > *last))
			*last = month;
	}
	return 0;
}

static bool has_axis(const struct table *t, int axis)
{
	int k;

	for (k = 0; k < t->naxes; k++)
		if (t->axes[k].axis == axis)
			return true;
	return false;
}

/* The rows of a table without the dimension stand at its total; a period has none. */
static int put_totals(struct cells *c, struct err *err)
{
	int a, t;

	for (a = 0; a < c->naxes; a++)
		for (t = 0; t < c->ntables; t++) {
			if (has_axis(&c->tables[t], a))
				continue;
			if (axis_holds_periods(&c->axes[a]))
				return err_set(err, ERR_DATA,
					       "%s has no dimension %s, and what it counts cannot "
					       "be compared with any period of the other tables",
					       c->tables[t].dataset, c->axes[a].name);
			axis_put_total(&c->axes[a]);
		}
	return 0;
}

static int finish_axis(struct cells *c, int axis, int32_t last_month, struct err *err)
{
	const char **names = mem_zalloc((size_t)c->ntables, sizeof(*names));
	struct axis *a = &c->axes[axis];
	int t, ret;

	for (t = 0; t < c->ntables; t++)
		names[t] = c->tables[t].dataset;
	ret = axis_finish(a, last_month, names, c->ntables, err);
	free(names);
	if (ret == 0 && a->is_mixed && cells_has_kind(c, MEASURE_CUMULATIVE))
		return err_set(err, ERR_DATA,
			       "dimension %s holds periods and other codes, so "
			       "cumulative measures cannot be protected",
			       a->name);
	return ret;
}

static int finish_axes(struct cells *c, struct err *err)
{
	uint64_t product = 1;
	int a, nperiods = 0;
	int32_t last_month;

	if (find_last_month(c, &last_month, err) < 0 || put_totals(c, err) < 0)
		return -1;
	for (a = 0; a < c->naxes; a++) {
		if (finish_axis(c, a, last_month, err) < 0)
			return -1;
		if (__builtin_mul_overflow(product, (uint64_t)axis_size(&c->axes[a]), &product))
			return err_set(err, ERR_DATA, "the table has too many dimensions");
		nperiods += c->axes[a].kind == AXIS_PERIOD;
	}
	if (nperiods > 1)
		return err_set(err, ERR_DATA, "the table has more than one period dimension");
	return 0;
}

/* A year that has run longer in one table than in another is not one cell. */
static int check_ends(const struct cells *c, const struct table *t, int k, struct err *err)
{
	const struct axis *a = &c->axes[t->axes[k].axis];
	int32_t last, own, joint;
	uint32_t row;
	int node;

	if (a->kind != AXIS_PERIOD)
		return 0;
	if (read_last_month(t, &last, err) < 0)
		return -1;
	for (row = 0; row < t->nrows && last != AXIS_NO_MONTH; row++) {
		node = t->nodes[(size_t)row * (size_t)t->naxes + (size_t)k];
		own = axis_last_month(a, node, last);
		joint = a->ends[a->end_of[node]].month;
		if (own != joint && own != AXIS_NO_MONTH)
			return err_set(err, ERR_DATA,
				       "dimension %s: %s has not run as long in %s as in the "
				       "other tables: give all the same last month",
				       a->name, a->codes[node], t->dataset);
	}
	return 0;
}

static int check_all_ends(const struct cells *c, struct err *err)
{
	int t, k;

	for (t = 0; t < c->ntables && c->ntables > 1; t++)
		for (k = 0; k < c->tables[t].naxes; k++)
			if (check_ends(c, &c->tables[t], k, err) < 0)
				return -1;
	return 0;
}

static int refuse_double(const struct cells *c, const struct table *t, const int *nodes,
			 struct err *err)
{
	struct buf b = BUF_INIT;

	cells_describe(c, nodes, &b);
	err_set(err, ERR_DATA, "%s has two rows of %s", c->ntables > 1 ? t->dataset : "the table",
		b.p);
	buf_release(&b);
	return -1;
}

static int add_row(struct cells *c, const int *nodes, struct err *err)
{
	size_t n = (size_t)c->naxes;

	if (c->nrows + 1 == CELLS_NO_ROW)
		return err_set(err, ERR_DATA, "the tables have too many rows");
	c->nodes = mem_grow(c->nodes, &c->nodes_capacity, (c->nrows + 1) * n, sizeof(*c->nodes));
	memcpy(c->nodes + c->nrows * n, nodes, n * sizeof(*nodes));
	c->nrows++;
	return 0;
}

static int join_rows(struct cells *c, struct table *t, struct err *err)
{
	uint32_t first = c->nrows, row, joint;
	int nodes[CELLS_MAX_AXES] = { 0 }, *from = t->nodes, a;

	t->rows = mem_alloc(((size_t)t->nrows + 1) * sizeof(*t->rows));
	for (a = 0; a < c->naxes; a++)
		nodes[a] = axis_find(&c->axes[a], "_T", 2);
	for (row = 0; row < t->nrows; row++) {
		for (a = 0; a < t->naxes; a++)
			nodes[t->axes[a].axis] = *from++;
		joint = keymap_put(&c->index, cells_key(c, nodes), c->nrows);
		if (joint == c->nrows) {
			if (add_row(c, nodes, err) < 0)
				return -1;
		} else if (joint >= first) {
			return refuse_double(c, t, nodes, err);
		}
		t->rows[row] = joint;
	}
	free(t->nodes);
	t->nodes = NULL;
	return 0;
}

/* A row that an earlier table has too may come twice as well. */
static int index_rows(struct cells *c, struct table *t, struct err *err)
{
	uint32_t row, joint;

	t->at = mem_alloc(((size_t)c->nrows + 1) * sizeof(*t->at));
	memset(t->at, 0xff, (size_t)c->nrows * sizeof(*t->at));
	for (row = 0; row < t->nrows; row++) {
		joint = t->rows[row];
		if (t->at[joint] != CELLS_NO_ROW)
			return refuse_double(c, t, cells_nodes(c, joint), err);
		t->at[joint] = row;
	}
	return 0;
}

/* Of one table its own order of dimensions; of several the bytes of their names. */
static int by_name(const void *x, const void *y, void *arg)
{
	const struct cells *c = arg;
	int a = *(const int *)x, b = *(const int *)y;

	return c->ntables > 1 ? strcmp(c->axes[a].name, c->axes[b].name) : a - b;
}

static int by_ranks(const void *x, const void *y, void *arg)
{
	const struct cells *c = arg;
	const int *p = cells_nodes(c, *(const uint32_t *)x);
	const int *q = cells_nodes(c, *(const uint32_t *)y);
	int i, a, d;

	for (i = 0; i < c->naxes; i++) {
		a = c->order[i];
		d = c->axes[a].ranks[p[a]] - c->axes[a].ranks[q[a]];
		if (d != 0)
			return d;
	}
	return 0;
}

static void sort_rows(struct cells *c)
{
	uint32_t i;
	int a;

	for (a = 0; a < c->naxes; a++)
		c->order[a] = a;
	qsort_r(c->order, (size_t)c->naxes, sizeof(*c->order), by_name, c);
	c->sorted = mem_zalloc(c->nrows, sizeof(*c->sorted));
	c->ranks = mem_zalloc(c->nrows, sizeof(*c->ranks));
	for (i = 0; i < c->nrows; i++)
		c->sorted[i] = i;
	qsort_r(c->sorted, c->nrows, sizeof(*c->sorted), by_ranks, c);
	for (i = 0; i < c->nrows; i++)
		c->ranks[c->sorted[i]] = i;
}

static bool is_too_large(const struct cells *c, int measure, const struct column *v, uint32_t own)
{
	const struct measure *m = &c->measures[measure];
	__int128 limit = (__int128)1 << VALUE_BITS, value;

	if (m->type == FIELD_FLOAT64 ||
	    (m->quantity && strncmp(m->quantity, "cell_key(", strlen("cell_key(")) == 0))
		return false;
	value = m->type == FIELD_DECIMAL ? column_decimal(v, own) : column_int64(v, own);
	return value >= limit || value <= -limit;
}

/* The value is NULL exactly when the status says why. */
static int check_value(const struct cells *c, int measure, uint32_t row, struct err *err)
{
	const struct measure *m = &c->measures[measure];
	const struct table *t = &c->tables[m->table];
	uint32_t own = t->at[row];
	const struct column *value = &t->batch->columns[m->column];
	const struct column *status = &t->batch->columns[m->status_column];
	bool is_null, has_status, is_missing;
	struct buf b = BUF_INIT;
	struct str s = STR("");

	if (own == CELLS_NO_ROW)
		return 0;
	is_null = column_is_null(value, own);
	has_status = !column_is_null(status, own);
	if (has_status)
		s = column_text(status, own);
	is_missing = str_is(s, STR("z")) || str_is(s, STR("x"));
	if (has_status && !is_missing && !str_is(s, STR("p")))
		err_set(err, ERR_DATA, "a status of %s is none of z, x, p", m->name);
	else if (is_null != is_missing)
		err_set(err, ERR_DATA,
			"%s has a value where its status says that there is "
			"none, or none and no status",
			m->name);
	else if (!is_null && is_too_large(c, measure, value, own))
		err_set(err, ERR_DATA, "%s is too large: values of 2^62 and more are not protected",
			m->name);
	else
		return 0;
	cells_describe(c, cells_nodes(c, row), &b);
	err_wrap(err, "%s", b.p);
	buf_release(&b);
	return -1;
}

static int check_values(const struct cells *c, struct err *err)
{
	uint32_t i;
	int m;

	for (i = 0; i < c->nrows; i++)
		for (m = 0; m < c->nmeasures; m++)
			if (check_value(c, m, c->sorted[i], err) < 0)
				return -1;
	return 0;
}

int cells_finish(struct cells *c, struct err *err)
{
	int t;

	for (t = 0; t < c->ntables; t++)
		c->tables[t].batch = batch_builder_view(&c->tables[t].builder);
	c->batch = c->tables[0].batch;
	if (finish_axes(c, err) < 0 || check_all_ends(c, err) < 0)
		return -1;
	for (t = 0; t < c->ntables; t++)
		if (join_rows(c, &c->tables[t], err) < 0)
			return -1;
	for (t = 0; t < c->ntables; t++)
		if (index_rows(c, &c->tables[t], err) < 0)
			return -1;
	sort_rows(c);
	return check_values(c, err);
}
