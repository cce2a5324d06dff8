#include "protect/cells.h"

#include "core/mem.h"

static const char *role_of(const struct field *f)
{
	const char *role = meta_get(&f->meta, META_ROLE);

	return role ? role : "";
}

static int find_status(const struct schema *s, const char *measure, size_t *column, struct err *err)
{
	const char *of;
	size_t i;

	for (i = 0; i < s->nfields; i++) {
		of = meta_get(&s->fields[i].meta, META_OF);
		if (strcmp(role_of(&s->fields[i]), "status") != 0 || !of ||
		    strcmp(of, measure) != 0)
			continue;
		if (s->fields[i].type != FIELD_DICT && s->fields[i].type != FIELD_UTF8)
			return err_set(err, ERR_DATA, "column %s is not text", s->fields[i].name);
		*column = i;
		return 0;
	}
	return err_set(err, ERR_DATA, "measure %s has no status column", measure);
}

static int read_kind(const struct field *f, enum measure_kind *kind, struct err *err)
{
	static const char *const names[] = { "flow", "cumulative", "stock" };
	const char *text = meta_get(&f->meta, META_KIND);
	int k;

	for (k = 0; text && k < MEASURE_KINDS; k++)
		if (strcmp(text, names[k]) == 0) {
			*kind = (enum measure_kind)k;
			return 0;
		}
	return err_set(err, ERR_DATA, "measure %s: %s is not stock, flow or cumulative", f->name,
		       META_KIND);
}

static int add_measure(struct cells *c, size_t column, struct err *err)
{
	const struct field *f = &c->schema.fields[column];
	const char *publish = meta_get(&f->meta, META_PUBLISH);
	struct measure *m;

	if (f->type != FIELD_INT64 && f->type != FIELD_DECIMAL && f->type != FIELD_FLOAT64)
		return err_set(err, ERR_DATA, "measure %s is %s, not a number", f->name,
			       field_type_name(f->type));
	if (publish && strcmp(publish, "no") != 0)
		return err_set(err, ERR_DATA, "measure %s: %s is not \"no\"", f->name,
			       META_PUBLISH);
	c->measures = mem_resize(c->measures, (size_t)c->nmeasures + 1, sizeof(*c->measures));
	m = &c->measures[c->nmeasures++];
	*m = (struct measure){ .name = f->name, .column = column, .is_published = !publish };
	if (read_kind(f, &m->kind, err) < 0)
		return -1;
	return find_status(&c->schema, f->name, &m->status_column, err);
}

static int add_axis(struct cells *c, size_t column, struct err *err)
{
	if (c->naxes == CELLS_MAX_AXES)
		return err_set(err, ERR_DATA, "the table has more than %d dimensions",
			       CELLS_MAX_AXES);
	c->axes = mem_resize(c->axes, (size_t)c->naxes + 1, sizeof(*c->axes));
	return axis_init(&c->axes[c->naxes++], &c->schema, column, err);
}

/* A column that nobody accounts for could carry anything out. */
static int read_column(struct cells *c, size_t column, struct err *err)
{
	const struct field *f = &c->schema.fields[column];
	const char *role = role_of(f), *of = meta_get(&f->meta, META_OF);
	int owner;

	if (strcmp(role, "dimension") == 0)
		return add_axis(c, column, err);
	if (strcmp(role, "measure") == 0)
		return add_measure(c, column, err);
	owner = of ? schema_find(&c->schema, of) : -1;
	if (strcmp(role, "label") != 0 && strcmp(role, "level") != 0 &&
	    strcmp(role, "parent") != 0 && strcmp(role, "status") != 0)
		return err_set(err, ERR_DATA, "column %s has no %s that a table knows", f->name,
			       META_ROLE);
	if (owner < 0 || strcmp(role_of(&c->schema.fields[owner]),
				strcmp(role, "status") == 0 ? "measure" : "dimension") != 0)
		return err_set(err, ERR_DATA, "column %s belongs to no dimension or measure",
			       f->name);
	return 0;
}

int cells_init(struct cells *c, const struct schema *s, struct err *err)
{
	size_t i;

	*c = (struct cells){ 0 };
	if (schema_need_state(s, "cells", "yg-protect", err) < 0)
		return -1;
	schema_copy(&c->schema, s);
	batch_builder_init(&c->rows, &c->schema);
	for (i = 0; i < s->nfields; i++)
		if (read_column(c, i, err) < 0)
			return -1;
	if (c->naxes == 0 || c->nmeasures == 0)
		return err_set(err, ERR_DATA, "the table has no dimension or no measure");
	return 0;
}

void cells_release(struct cells *c)
{
	int i;

	for (i = 0; i < c->naxes; i++)
		axis_release(&c->axes[i]);
	batch_builder_release(&c->rows);
	keymap_release(&c->index);
	schema_release(&c->schema);
	free(c->axes);
	free(c->measures);
	free(c->nodes);
	free(c->sorted);
	free(c->ranks);
	*c = (struct cells){ 0 };
}

int cells_add(struct cells *c, const struct batch *batch, struct err *err)
{
	int64_t i;
	size_t k;
	int a;

	for (i = 0; i < batch->nrows; i++) {
		c->nodes = mem_grow(c->nodes, &c->nodes_capacity,
				    ((size_t)c->nrows + 1) * (size_t)c->naxes, sizeof(*c->nodes));
		for (a = 0; a < c->naxes; a++)
			if (axis_add(&c->axes[a], batch, i,
				     c->nodes + (size_t)c->nrows * (size_t)c->naxes + a, err) < 0)
				return -1;
		for (k = 0; k < batch->ncolumns; k++)
			builder_copy(&c->rows.columns[k], &batch->columns[k], i);
		c->nrows++;
		if (c->nrows == CELLS_NO_ROW)
			return err_set(err, ERR_DATA, "the table has too many rows");
	}
	return 0;
}

uint64_t cells_key(const struct cells *c, const int *nodes)
{
	uint64_t key = 0;
	int a;

	for (a = 0; a < c->naxes; a++)
		key = key * (uint64_t)axis_size(&c->axes[a]) + (uint64_t)nodes[a];
	return key;
}

uint32_t cells_find(const struct cells *c, const int *nodes)
{
	return keymap_get(&c->index, cells_key(c, nodes));
}

/* As the stream says it; a table that does not say it is taken as it is. */
static int read_last_month(const struct cells *c, int32_t *month, struct err *err)
{
	const char *text = meta_get(&c->schema.meta, META_PERIOD);
	struct period from, to;

	*month = AXIS_NO_MONTH;
	if (!text)
		return 0;
	if (period_range_parse(text, &from, &to, err) < 0)
		return err_wrap(err, META_PERIOD);
	*month = to.n;
	return 0;
}

static int finish_axes(struct cells *c, struct err *err)
{
	uint64_t product = 1;
	int a, nperiods = 0;
	int32_t last_month;

	if (read_last_month(c, &last_month, err) < 0)
		return -1;
	for (a = 0; a < c->naxes; a++) {
		if (axis_finish(&c->axes[a], last_month, err) < 0)
			return -1;
		if (__builtin_mul_overflow(product, (uint64_t)axis_size(&c->axes[a]), &product))
			return err_set(err, ERR_DATA, "the table has too many dimensions");
		if (c->axes[a].is_mixed && cells_has_kind(c, MEASURE_CUMULATIVE))
			return err_set(err, ERR_DATA,
				       "dimension %s holds periods and other codes, so "
				       "cumulative measures cannot be protected",
				       c->axes[a].name);
		nperiods += c->axes[a].kind == AXIS_PERIOD;
	}
	if (nperiods > 1)
		return err_set(err, ERR_DATA, "the table has more than one period dimension");
	return 0;
}

static int index_rows(struct cells *c, struct err *err)
{
	struct buf b = BUF_INIT;
	uint32_t row;

	for (row = 0; row < c->nrows; row++) {
		if (keymap_put(&c->index, cells_key(c, cells_nodes(c, row)), row) == row)
			continue;
		cells_describe(c, cells_nodes(c, row), &b);
		err_set(err, ERR_DATA, "the table has two rows of %s", b.p);
		buf_release(&b);
		return -1;
	}
	return 0;
}

static int by_ranks(const void *x, const void *y, void *arg)
{
	const struct cells *c = arg;
	const int *p = cells_nodes(c, *(const uint32_t *)x);
	const int *q = cells_nodes(c, *(const uint32_t *)y);
	int a, d;

	for (a = 0; a < c->naxes; a++) {
		d = c->axes[a].ranks[p[a]] - c->axes[a].ranks[q[a]];
		if (d != 0)
			return d;
	}
	return 0;
}

static void sort_rows(struct cells *c)
{
	uint32_t i;

	c->sorted = mem_zalloc(c->nrows, sizeof(*c->sorted));
	c->ranks = mem_zalloc(c->nrows, sizeof(*c->ranks));
	for (i = 0; i < c->nrows; i++)
		c->sorted[i] = i;
	qsort_r(c->sorted, c->nrows, sizeof(*c->sorted), by_ranks, c);
	for (i = 0; i < c->nrows; i++)
		c->ranks[c->sorted[i]] = i;
}

/* The value is NULL exactly when the status says why. */
static int check_status(const struct cells *c, int measure, uint32_t row, struct err *err)
{
	const struct measure *m = &c->measures[measure];
	const struct column *status = &c->batch->columns[m->status_column];
	bool has_status = !column_is_null(status, row);
	struct str s = has_status ? column_text(status, row) : STR("");
	bool is_missing = str_is(s, STR("z")) || str_is(s, STR("x"));
	struct buf b = BUF_INIT;

	if (has_status && !is_missing && !str_is(s, STR("p"))) {
		err_set(err, ERR_DATA, "a status of %s is none of z, x, p", m->name);
	} else if (cells_is_null(c, measure, row) != is_missing) {
		err_set(err, ERR_DATA,
			"%s has a value where its status says that there is "
			"none, or none and no status",
			m->name);
	} else {
		return 0;
	}
	cells_describe(c, cells_nodes(c, row), &b);
	err_wrap(err, "%s", b.p);
	buf_release(&b);
	return -1;
}

int cells_finish(struct cells *c, struct err *err)
{
	uint32_t row;
	int m;

	c->batch = batch_builder_view(&c->rows);
	if (finish_axes(c, err) < 0 || index_rows(c, err) < 0)
		return -1;
	sort_rows(c);
	for (row = 0; row < c->nrows; row++)
		for (m = 0; m < c->nmeasures; m++)
			if (check_status(c, m, c->sorted[row], err) < 0)
				return -1;
	return 0;
}

int cells_measure(const struct cells *c, const char *name)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (strcmp(c->measures[m].name, name) == 0)
			return m;
	return -1;
}

enum cell_status cells_status(const struct cells *c, int measure, uint32_t row)
{
	const struct column *status = &c->batch->columns[c->measures[measure].status_column];

	if (column_is_null(status, row))
		return STATUS_NORMAL;
	switch (column_text(status, row).p[0]) {
	case 'z':
		return STATUS_NOT_APPLICABLE;
	case 'x':
		return STATUS_NOT_AVAILABLE;
	default:
		return STATUS_PROVISIONAL;
	}
}

bool cells_is_null(const struct cells *c, int measure, uint32_t row)
{
	return column_is_null(&c->batch->columns[c->measures[measure].column], row);
}

double cells_size(const struct cells *c, int measure, uint32_t row)
{
	const struct column *v = &c->batch->columns[c->measures[measure].column];

	if (column_is_null(v, row))
		return 0;
	if (v->type == FIELD_INT64)
		return (double)column_int64(v, row);
	if (v->type == FIELD_DECIMAL)
		return (double)column_decimal(v, row);
	return column_float64(v, row);
}

bool cells_is_zero(const struct cells *c, int measure, uint32_t row)
{
	return !cells_is_null(c, measure, row) && cells_size(c, measure, row) == 0;
}

bool cells_kind_is_zero(const struct cells *c, enum measure_kind kind, uint32_t row)
{
	bool has_any = false;
	int m;

	for (m = 0; m < c->nmeasures; m++) {
		if (c->measures[m].kind != kind)
			continue;
		if (!cells_is_zero(c, m, row))
			return false;
		has_any = true;
	}
	return has_any;
}

bool cells_has_kind(const struct cells *c, enum measure_kind kind)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (c->measures[m].is_published && c->measures[m].kind == kind)
			return true;
	return false;
}

int cells_period_axis(const struct cells *c)
{
	int a;

	for (a = 0; a < c->naxes; a++)
		if (c->axes[a].kind == AXIS_PERIOD)
			return a;
	return -1;
}

void cells_describe(const struct cells *c, const int *nodes, struct buf *b)
{
	int a;

	for (a = 0; a < c->naxes; a++) {
		buf_printf(b, "%s%s=", a > 0 ? ", " : "", c->axes[a].name);
		axis_describe(&c->axes[a], nodes[a], b);
	}
}
