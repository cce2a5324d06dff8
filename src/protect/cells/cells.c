#include "protect/cells/cells.h"

#include "core/csv.h"
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

static int find_measure(const struct cells *c, const char *name)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (strcmp(c->measures[m].name, name) == 0)
			return m;
	return -1;
}

/* A name that an earlier table has: the later measure is called by its dataset too. */
static int name_measure(struct cells *c, struct measure *m, const char *name, struct err *err)
{
	const struct table *t = &c->tables[m->table];
	const char *dataset = meta_get(&t->schema.meta, META_DATASET);
	struct buf b = BUF_INIT;

	m->name = name;
	if (find_measure(c, name) < 0)
		return 0;
	buf_printf(&b, "%s.%s", dataset ? dataset : t->dataset, name);
	m->name = m->own_name = buf_detach(&b);
	if (find_measure(c, m->name) >= 0)
		return err_set(err, ERR_DATA, "two tables have the measure %s", m->name);
	return 0;
}

static int add_measure(struct cells *c, size_t column, struct err *err)
{
	const struct table *t = &c->tables[c->ntables - 1];
	const struct field *f = &t->schema.fields[column];
	const char *publish = meta_get(&f->meta, META_PUBLISH);
	struct measure m = { .table = c->ntables - 1,
			     .column = column,
			     .type = f->type,
			     .scale = f->type == FIELD_DECIMAL ? f->scale : 0,
			     .quantity = meta_get(&f->meta, META_QUANTITY),
			     .is_published = !publish };

	if (f->type != FIELD_INT64 && f->type != FIELD_DECIMAL && f->type != FIELD_FLOAT64)
		return err_set(err, ERR_DATA, "measure %s is %s, not a number", f->name,
			       field_type_name(f->type));
	if (publish && strcmp(publish, "no") != 0)
		return err_set(err, ERR_DATA, "measure %s: %s is not \"no\"", f->name,
			       META_PUBLISH);
	if (read_kind(f, &m.kind, err) < 0 ||
	    find_status(&t->schema, f->name, &m.status_column, err) < 0)
		return -1;
	if (name_measure(c, &m, f->name, err) < 0) {
		free(m.own_name);
		return -1;
	}
	c->measures = mem_resize(c->measures, (size_t)c->nmeasures + 1, sizeof(*c->measures));
	c->measures[c->nmeasures++] = m;
	return 0;
}

static const char *first_with(const struct cells *c, int axis)
{
	int t, k;

	for (t = 0; t < c->ntables; t++)
		for (k = 0; k < c->tables[t].naxes; k++)
			if (c->tables[t].axes[k].axis == axis)
				return c->tables[t].dataset;
	return "";
}

/* The joint axis of a dimension, which must be of one kind in all tables. */
static int join_axis(struct cells *c, const struct schema *s, size_t column, int *axis,
		     struct err *err)
{
	const char *name = s->fields[column].name;
	enum axis_kind kind;

	for (*axis = 0; *axis < c->naxes; (*axis)++)
		if (strcmp(c->axes[*axis].name, name) == 0)
			break;
	if (*axis == c->naxes) {
		if (c->naxes == CELLS_MAX_AXES)
			return err_set(err, ERR_DATA, "the table has more than %d dimensions",
				       CELLS_MAX_AXES);
		c->axes = mem_resize(c->axes, (size_t)c->naxes + 1, sizeof(*c->axes));
		return axis_init(&c->axes[c->naxes++], s, column, err);
	}
	if (axis_read_kind(&s->fields[column], &kind, err) < 0)
		return -1;
	if (kind != c->axes[*axis].kind)
		return err_set(err, ERR_DATA,
			       "dimension %s is of the kind of-which in only one of %s and %s",
			       name, first_with(c, *axis), c->tables[c->ntables - 1].dataset);
	return 0;
}

static int add_axis(struct cells *c, size_t column, struct err *err)
{
	struct table *t = &c->tables[c->ntables - 1];
	struct table_axis ta = { 0 };

	if (join_axis(c, &t->schema, column, &ta.axis, err) < 0 ||
	    axis_find_columns(&t->schema, column, &ta.columns, err) < 0)
		return -1;
	t->axes = mem_resize(t->axes, (size_t)t->naxes + 1, sizeof(*t->axes));
	t->axes[t->naxes++] = ta;
	return 0;
}

/* A column that nobody accounts for could carry anything out. */
static int read_column(struct cells *c, size_t column, struct err *err)
{
	const struct schema *s = &c->tables[c->ntables - 1].schema;
	const struct field *f = &s->fields[column];
	const char *role = role_of(f), *of = meta_get(&f->meta, META_OF);
	int owner;

	if (strcmp(f->name, CELLS_AS_OF) == 0)
		return err_set(err, ERR_DATA, "a column %s is made here: give it another name",
			       CELLS_AS_OF);
	if (strcmp(role, "dimension") == 0)
		return add_axis(c, column, err);
	if (strcmp(role, "measure") == 0)
		return add_measure(c, column, err);
	owner = of ? schema_find(s, of) : -1;
	if (strcmp(role, "label") != 0 && strcmp(role, "level") != 0 &&
	    strcmp(role, "parent") != 0 && strcmp(role, "status") != 0)
		return err_set(err, ERR_DATA, "column %s has no %s that a table knows", f->name,
			       META_ROLE);
	if (owner < 0 || strcmp(role_of(&s->fields[owner]),
				strcmp(role, "status") == 0 ? "measure" : "dimension") != 0)
		return err_set(err, ERR_DATA, "column %s belongs to no dimension or measure",
			       f->name);
	return 0;
}

/* Two tables of one dataset are told apart by their number. */
static void name_table(struct cells *c, struct table *t)
{
	const char *dataset = meta_get(&t->schema.meta, META_DATASET);
	struct buf b = BUF_INIT;
	bool is_taken = false;
	int i;

	for (i = 0; dataset && i + 1 < c->ntables; i++)
		is_taken |= strcmp(c->tables[i].dataset, dataset) == 0;
	t->dataset = dataset;
	if (dataset && !is_taken)
		return;
	if (dataset)
		buf_printf(&b, "%s (table %d)", dataset, c->ntables);
	else
		buf_printf(&b, "table %d", c->ntables);
	t->dataset = t->own_name = buf_detach(&b);
}

static int begin_table(struct cells *c, const struct schema *s, struct err *err)
{
	int nmeasures = c->nmeasures;
	struct table *t;
	size_t i;

	if (schema_need_state(s, "cells", "yg-protect", err) < 0)
		return -1;
	c->tables = mem_resize(c->tables, (size_t)c->ntables + 1, sizeof(*c->tables));
	t = &c->tables[c->ntables++];
	*t = (struct table){ 0 };
	schema_copy(&t->schema, s);
	batch_builder_init(&t->builder, &t->schema);
	name_table(c, t);
	for (i = 0; i < s->nfields; i++)
		if (read_column(c, i, err) < 0)
			return -1;
	if (t->naxes == 0 || c->nmeasures == nmeasures)
		return err_set(err, ERR_DATA, "the table has no dimension or no measure");
	return 0;
}

int cells_init(struct cells *c, const struct schema *s, struct err *err)
{
	int ret;

	*c = (struct cells){ 0 };
	ret = begin_table(c, s, err);
	if (c->ntables > 0)
		c->schema = c->tables[0].schema;
	return ret;
}

int cells_add_table(struct cells *c, const struct schema *s, struct err *err)
{
	return begin_table(c, s, err);
}

static void table_release(struct table *t)
{
	batch_builder_release(&t->builder);
	schema_release(&t->schema);
	free(t->own_name);
	free(t->axes);
	free(t->nodes);
	free(t->rows);
	free(t->at);
}

void cells_release(struct cells *c)
{
	int i;

	for (i = 0; i < c->naxes; i++)
		axis_release(&c->axes[i]);
	for (i = 0; i < c->nmeasures; i++)
		free(c->measures[i].own_name);
	for (i = 0; i < c->ntables; i++)
		table_release(&c->tables[i]);
	keymap_release(&c->index);
	free(c->tables);
	free(c->axes);
	free(c->measures);
	free(c->nodes);
	free(c->sorted);
	free(c->ranks);
	*c = (struct cells){ 0 };
}

int cells_add(struct cells *c, const struct batch *batch, struct err *err)
{
	struct table *t = &c->tables[c->ntables - 1];
	struct table_axis *ta;
	int64_t i;
	size_t k, at;
	int a;

	for (i = 0; i < batch->nrows; i++) {
		at = (size_t)t->nrows * (size_t)t->naxes;
		t->nodes = mem_grow(t->nodes, &t->nodes_capacity, at + (size_t)t->naxes,
				    sizeof(*t->nodes));
		for (a = 0; a < t->naxes; a++) {
			ta = &t->axes[a];
			if (axis_add(&c->axes[ta->axis], &ta->columns, c->ntables - 1, batch, i,
				     t->nodes + at + a, err) < 0)
				return -1;
		}
		for (k = 0; k < batch->ncolumns; k++)
			builder_copy(&t->builder.columns[k], &batch->columns[k], i);
		t->nrows++;
		if (t->nrows == CELLS_NO_ROW)
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

/* Whether it is "DATASET.measure" of this measure. */
static bool is_full_name(const struct cells *c, int measure, const char *name)
{
	const char *dataset = c->tables[c->measures[measure].table].dataset;
	size_t n = strlen(dataset);

	return strncmp(name, dataset, n) == 0 && name[n] == '.' &&
	       strcmp(name + n + 1, cells_field(c, measure)->name) == 0;
}

int cells_measure(const struct cells *c, const char *name)
{
	int m, i;

	m = find_measure(c, name);
	for (i = 0; m < 0 && i < c->nmeasures; i++)
		if (is_full_name(c, i, name))
			m = i;
	return m;
}

const struct field *cells_field(const struct cells *c, int measure)
{
	const struct measure *m = &c->measures[measure];

	return &c->tables[m->table].schema.fields[m->column];
}

/* The row of the measure's own table, or CELLS_NO_ROW. */
static uint32_t own_row(const struct cells *c, int measure, uint32_t row)
{
	return c->tables[c->measures[measure].table].at[row];
}

static const struct column *value_column(const struct cells *c, int measure)
{
	const struct measure *m = &c->measures[measure];

	return &c->tables[m->table].batch->columns[m->column];
}

enum cell_status cells_status(const struct cells *c, int measure, uint32_t row)
{
	const struct measure *m = &c->measures[measure];
	const struct column *status = &c->tables[m->table].batch->columns[m->status_column];
	uint32_t own = own_row(c, measure, row);

	if (own == CELLS_NO_ROW)
		return STATUS_NOT_AVAILABLE;
	if (column_is_null(status, own))
		return STATUS_NORMAL;
	switch (column_text(status, own).p[0]) {
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
	uint32_t own = own_row(c, measure, row);

	return own == CELLS_NO_ROW || column_is_null(value_column(c, measure), own);
}

int64_t cells_int(const struct cells *c, int measure, uint32_t row)
{
	const struct column *v = value_column(c, measure);
	uint32_t own = own_row(c, measure, row);

	return v->type == FIELD_DECIMAL ? (int64_t)column_decimal(v, own) : column_int64(v, own);
}

double cells_size(const struct cells *c, int measure, uint32_t row)
{
	if (cells_is_null(c, measure, row))
		return 0;
	if (c->measures[measure].type == FIELD_FLOAT64)
		return column_float64(value_column(c, measure), own_row(c, measure, row));
	return (double)cells_int(c, measure, row);
}

bool cells_is_zero(const struct cells *c, int measure, uint32_t row)
{
	return !cells_is_null(c, measure, row) && cells_size(c, measure, row) == 0;
}

void cells_put_value(const struct cells *c, int measure, uint32_t row, struct buf *b)
{
	if (!cells_is_null(c, measure, row))
		cell_put_text(b, cells_field(c, measure), value_column(c, measure),
			      own_row(c, measure, row));
}

bool cells_kind_is_zero(const struct cells *c, enum measure_kind kind, uint32_t row)
{
	bool has_any = false;
	int m;

	for (m = 0; m < c->nmeasures; m++) {
		if (c->measures[m].kind != kind || own_row(c, m, row) == CELLS_NO_ROW)
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
