#include "aggregate/emit.h"

#include "aggregate/labels.h"
#include "core/decimal.h"
#include "core/mem.h"
#include "core/program.h"

/* A row of the table: a cell of a combination. */
struct cell {
	uint32_t combo, at;
};

struct emit {
	const struct cube *cube;
	struct writer *writer;
	struct labels *labels;
	struct dict *statuses;
	uint32_t *order;    /* combos in the order of the table */
	size_t prefix;	    /* other dimensions that stand before the tree */
	struct cell *cells; /* of one group of combos */
	size_t ncells, cells_capacity;
	size_t *starts; /* by node of the tree */
	/* One batch: */
	size_t max_rows, ncolumns;
	struct column *columns;
	void **values;
	uint8_t **valid;
};

enum status { STATUS_Z, STATUS_X, STATUS_P, STATUS_NONE = -1 };

/* ---- order --------------------------------------------------------- */

static int compare_combos(const void *a, const void *b, void *arg)
{
	const struct cube *c = arg;
	const uint32_t *x = tuples_at(&c->combo_nodes, *(const uint32_t *)a);
	const uint32_t *y = tuples_at(&c->combo_nodes, *(const uint32_t *)b);

	for (size_t k = 0; k < c->nothers; k++)
		if (x[k] != y[k])
			return x[k] < y[k] ? -1 : 1;
	return 0;
}

static void order_combos(struct emit *e)
{
	const struct cube *c = e->cube;

	e->order = mem_alloc((c->ncombos + 1) * sizeof(*e->order));
	for (size_t i = 0; i < c->ncombos; i++)
		e->order[i] = (uint32_t)i;
	qsort_r(e->order, c->ncombos, sizeof(*e->order), compare_combos, (void *)(uintptr_t)c);
	while (e->prefix < c->nothers && (c->tree < 0 || c->others[e->prefix] < c->tree))
		e->prefix++;
}

/* The combos order[from..] that agree before the tree; the end of them. */
static size_t group_end(const struct emit *e, size_t from)
{
	const struct tuples *t = &e->cube->combo_nodes;
	size_t to = from + 1;

	while (to < e->cube->ncombos &&
	       memcmp(tuples_at(t, e->order[from]), tuples_at(t, e->order[to]),
		      e->prefix * sizeof(uint32_t)) == 0)
		to++;
	return to;
}

/* Cells of the group by node, then by combo: a counting sort. */
static void sort_group(struct emit *e, size_t from, size_t to)
{
	const struct cube *c = e->cube;
	size_t nnodes = (size_t)c->hierarchy->nnodes, sum = 0;

	memset(e->starts, 0, (nnodes + 1) * sizeof(*e->starts));
	for (size_t i = from; i < to; i++) {
		const struct combo *combo = &c->combos[e->order[i]];

		for (size_t k = 0; k < combo->ncells; k++)
			e->starts[combo->nodes[k]]++;
	}
	for (size_t n = 0; n < nnodes; n++) {
		size_t count = e->starts[n];

		e->starts[n] = sum;
		sum += count;
	}
	e->cells = mem_grow(e->cells, &e->cells_capacity, sum + 1, sizeof(*e->cells));
	e->ncells = sum;
	for (size_t i = from; i < to; i++) {
		const struct combo *combo = &c->combos[e->order[i]];

		for (size_t k = 0; k < combo->ncells; k++)
			e->cells[e->starts[combo->nodes[k]]++] = (struct cell){ e->order[i],
										(uint32_t)k };
	}
}

/* ---- dimensions ---------------------------------------------------- */

/* Nodes of the dimension of each cell. */
static void cell_nodes(const struct emit *e, size_t dimension, const struct cell *cells, size_t n,
		       int32_t *nodes)
{
	const struct cube *c = e->cube;
	size_t k = 0;

	if ((int)dimension == c->tree) {
		for (size_t i = 0; i < n; i++)
			nodes[i] = c->combos[cells[i].combo].nodes[cells[i].at];
		return;
	}
	while (c->others[k] != (int)dimension)
		k++;
	for (size_t i = 0; i < n; i++)
		nodes[i] = (int32_t)tuples_at(&c->combo_nodes, cells[i].combo)[k];
}

static void show_column(struct emit *e, size_t column, size_t nulls, const struct dict *dict)
{
	struct column *c = &e->columns[column];

	c->nulls = (int64_t)nulls;
	c->valid = nulls ? e->valid[column] : NULL;
	c->values = e->values[column];
	c->dict = dict;
}

static void fill_parents(struct emit *e, size_t d, size_t column, const struct cell *cells,
			 size_t n, const int32_t *nodes)
{
	const struct labels *a = &e->labels[d];
	int32_t *to = e->values[column];
	size_t nulls = 0;

	memset(e->valid[column], 0, (n + 7) / 8);
	for (size_t i = 0; i < n; i++) {
		int span = a->ntrees > 1 ? e->cube->combos[cells[i].combo].span : 0;
		int32_t index = a->index[LABELS_PARENT][span * a->nnodes + nodes[i]];

		to[i] = index < 0 ? 0 : index;
		nulls += index < 0;
		e->valid[column][i / 8] |= (uint8_t)((index >= 0) << (i % 8));
	}
	show_column(e, column, nulls, a->dicts[LABELS_PARENT]);
}

static void fill_dimension(struct emit *e, size_t d, const struct cell *cells, size_t n,
			   int32_t *nodes)
{
	const struct labels *a = &e->labels[d];

	cell_nodes(e, d, cells, n, nodes);
	for (int k = 0; k < LABELS_PARENT; k++) {
		size_t column = LABELS_COLUMNS * d + (size_t)k;
		int32_t *to = e->values[column];

		for (size_t i = 0; i < n; i++)
			to[i] = a->index[k][nodes[i]];
		show_column(e, column, 0, a->dicts[k]);
	}
	fill_parents(e, d, LABELS_COLUMNS * d + LABELS_PARENT, cells, n, nodes);
}

/* ---- measures ------------------------------------------------------ */

static bool is_empty(const struct cube *c, const struct combo *combo, uint32_t at)
{
	for (int kind = 0; kind < KINDS; kind++)
		if (c->uses[kind] &&
		    combo->tallies[(size_t)c->rows_slot[kind] * combo->ncells + at])
			return false;
	return true;
}

/* Whether some code of the cell was not valid on any day of its period. */
static bool is_invalid(const struct cube *c, const struct cell *cell)
{
	const struct combo *combo = &c->combos[cell->combo];
	const struct span *span = &c->dimensions[c->period].timeline.spans[combo->span];
	int32_t from = period_first_day((struct period){ PERIOD_MONTH, span->first });
	int32_t to = period_last_day((struct period){ PERIOD_MONTH, span->last });

	if (c->tree >= 0 && !node_is_valid(&c->hierarchy->nodes[combo->nodes[cell->at]], from, to))
		return true;
	for (size_t k = 0; k < c->nothers; k++) {
		const struct dimension *d = &c->dimensions[c->others[k]];
		uint32_t node = tuples_at(&c->combo_nodes, cell->combo)[k];

		if (d->spec->kind == DIMENSION_CODES &&
		    !node_is_valid(&d->hierarchy.nodes[node], from, to))
			return true;
	}
	return false;
}

static __int128 op_value(const struct cube *c, int op, const struct cell *cell)
{
	const struct combo *combo = &c->combos[cell->combo];
	const struct op *o = &c->ops[op];
	size_t at = (size_t)o->slot * combo->ncells + cell->at;

	return op_is_tally(o->op) ? combo->tallies[at] : combo->amounts[at];
}

/* The status of a measure in a cell, and its value unless that is z or x. */
static enum status cell_status(const struct cube *c, const struct measure *m,
			       const struct cell *cell, __int128 *v, int64_t *n)
{
	int span = c->combos[cell->combo].span;
	enum time_status time = TIME_NORMAL;

	*v = *n = 0;
	if (span >= 0) {
		time = c->dimensions[c->period].timeline.spans[span].status[m->spec->kind];
		if (c->always && is_empty(c, &c->combos[cell->combo], cell->at) &&
		    is_invalid(c, cell))
			return STATUS_Z;
	}
	if (time == TIME_UNAVAILABLE)
		return STATUS_X;
	*v = op_value(c, m->op, cell);
	if (m->second >= 0)
		*n = (int64_t)op_value(c, m->second, cell);
	if (*n == 0 && !m->spec->accumulator->empty_is_zero)
		return STATUS_Z;
	return time == TIME_PROVISIONAL ? STATUS_P : STATUS_NONE;
}

/* The value as it is written; false when it does not fit. */
static bool finish_value(const struct measure *m, __int128 *v, int64_t n)
{
	if (strcmp(m->spec->accumulator->name, "mean") == 0)
		return decimal_div(*v, m->input_scale, n, m->scale, false, v);
	if (m->type == FIELD_INT64)
		return *v >= INT64_MIN && *v <= INT64_MAX;
	return decimal_add(*v, 0, v);
}

static void put_value(const struct measure *m, void *to, size_t i, __int128 v)
{
	if (m->type == FIELD_INT64)
		((int64_t *)to)[i] = (int64_t)v;
	else
		memcpy((char *)to + i * sizeof(v), &v, sizeof(v));
}

static int fill_measure(struct emit *e, const struct measure *m, size_t column,
			const struct cell *cells, size_t n, struct err *err)
{
	int32_t *statuses = e->values[column + 1];
	uint8_t *has_value = e->valid[column], *has_status = e->valid[column + 1];
	size_t no_value = 0, no_status = 0;

	memset(has_value, 0, (n + 7) / 8);
	memset(has_status, 0, (n + 7) / 8);
	for (size_t i = 0; i < n; i++) {
		__int128 v;
		int64_t count;
		enum status status = cell_status(e->cube, m, &cells[i], &v, &count);
		bool is_null = status == STATUS_Z || status == STATUS_X;

		if (!is_null && !finish_value(m, &v, count))
			return err_set(err, ERR_DATA, "measure %s: a value is too great for %s",
				       m->spec->name,
				       m->type == FIELD_INT64 ? "64 bits" : "38 digits");
		put_value(m, e->values[column], i, is_null ? 0 : v);
		statuses[i] = status == STATUS_NONE ? 0 : (int32_t)status;
		no_value += is_null;
		no_status += status == STATUS_NONE;
		has_value[i / 8] |= (uint8_t)(!is_null << (i % 8));
		has_status[i / 8] |= (uint8_t)((status != STATUS_NONE) << (i % 8));
	}
	show_column(e, column, no_value, NULL);
	show_column(e, column + 1, no_status, e->statuses);
	return 0;
}

/* ---- batches ------------------------------------------------------- */

static size_t value_width(enum field_type type)
{
	return type == FIELD_DECIMAL ? 16 : type == FIELD_INT64 ? 8 : 4;
}

static void prepare_batch(struct emit *e)
{
	const struct schema *s = &e->writer->schema;
	size_t row = 0;

	e->ncolumns = s->nfields;
	e->columns = mem_zalloc(s->nfields, sizeof(*e->columns));
	e->values = mem_zalloc(s->nfields, sizeof(*e->values));
	e->valid = mem_zalloc(s->nfields, sizeof(*e->valid));
	for (size_t i = 0; i < s->nfields; i++)
		row += value_width(s->fields[i].type) + 1;
	e->max_rows = BATCH_BYTES / row < BATCH_ROWS ? BATCH_BYTES / row : BATCH_ROWS;
	for (size_t i = 0; i < s->nfields; i++) {
		e->columns[i].type = s->fields[i].type;
		e->values[i] = mem_zalloc(e->max_rows + 1, value_width(s->fields[i].type));
		e->valid[i] = mem_zalloc(e->max_rows / 8 + 8, 1);
	}
}

static int write_cells(struct emit *e, const struct cell *cells, size_t n, int32_t *nodes,
		       struct err *err)
{
	const struct cube *c = e->cube;
	struct batch batch = { (int64_t)n, e->ncolumns, e->columns };

	for (size_t d = 0; d < c->ndimensions; d++)
		fill_dimension(e, d, cells, n, nodes);
	for (size_t m = 0; m < c->spec->nmeasures; m++)
		if (fill_measure(e, &c->measures[m], LABELS_COLUMNS * c->ndimensions + 2 * m, cells,
				 n, err) < 0)
			return -1;
	return program_check(err) < 0 ? -1 : writer_write(e->writer, &batch, err);
}

/* Groups are gathered until a batch is full, so that small ones do not make small
 * batches. */
static int write_all(struct emit *e, struct err *err)
{
	const struct cube *c = e->cube;
	struct cell *batch = mem_alloc(e->max_rows * sizeof(*batch));
	int32_t *nodes = mem_alloc(e->max_rows * sizeof(*nodes));
	size_t n = 0, from, to;
	int ret = 0;

	for (from = 0; ret == 0 && from < c->ncombos; from = to) {
		to = group_end(e, from);
		sort_group(e, from, to);
		for (size_t i = 0; ret == 0 && i < e->ncells; i++) {
			batch[n++] = e->cells[i];
			if (n < e->max_rows)
				continue;
			ret = write_cells(e, batch, n, nodes, err);
			n = 0;
		}
	}
	if (ret == 0 && n > 0)
		ret = write_cells(e, batch, n, nodes, err);
	free(batch);
	free(nodes);
	return ret;
}

/* ---- the whole ----------------------------------------------------- */

static bool *nodes_with_rows(const struct cube *c, size_t dimension)
{
	bool *has_row = mem_zalloc((size_t)cube_nnodes(c, dimension) + 1, sizeof(*has_row));
	size_t k = 0;

	while (k < c->nothers && c->others[k] != (int)dimension)
		k++;
	for (size_t i = 0; i < c->ncombos; i++) {
		const struct combo *combo = &c->combos[i];

		if (k < c->nothers && combo->ncells > 0)
			has_row[tuples_at(&c->combo_nodes, i)[k]] = true;
		for (size_t n = 0; k == c->nothers && n < combo->ncells; n++)
			has_row[combo->nodes[n]] = true;
	}
	return has_row;
}

static void emit_init(struct emit *e, const struct cube *c, struct writer *w)
{
	*e = (struct emit){ .cube = c, .writer = w };
	e->labels = mem_zalloc(c->ndimensions + 1, sizeof(*e->labels));
	for (size_t d = 0; d < c->ndimensions; d++) {
		bool *has_row = nodes_with_rows(c, d);

		labels_init(&e->labels[d], &c->dimensions[d], cube_nnodes(c, d), has_row);
		free(has_row);
	}
	/* In the order of enum status. */
	e->statuses = dict_new();
	dict_put(e->statuses, "z", 1);
	dict_put(e->statuses, "x", 1);
	dict_put(e->statuses, "p", 1);
	e->starts = mem_zalloc((size_t)c->hierarchy->nnodes + 1, sizeof(*e->starts));
	order_combos(e);
	prepare_batch(e);
}

static void emit_release(struct emit *e)
{
	for (size_t d = 0; d < e->cube->ndimensions; d++)
		labels_release(&e->labels[d]);
	for (size_t i = 0; i < e->ncolumns; i++) {
		free(e->values[i]);
		free(e->valid[i]);
	}
	free(e->labels);
	free(e->columns);
	free(e->values);
	free(e->valid);
	free(e->order);
	free(e->starts);
	free(e->cells);
	dict_free(e->statuses);
}

int emit_cells(const struct cube *c, struct writer *w, struct err *err)
{
	struct emit e;
	int ret;

	emit_init(&e, c, w);
	ret = write_all(&e, err);
	emit_release(&e);
	return ret;
}
