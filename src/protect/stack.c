#include "protect/stack.h"

#include "core/mem.h"
#include "core/program.h"

struct stacker {
	struct stack *k;
	const struct system_of *s;
	const struct cells *c;
	const struct policy *p;
	const struct past *past;
	uint32_t *bottom; /* by inner cell: a row that is it, or CELLS_NO_ROW */
	struct sparse cells_of; /* by inner cell: the cells that hold it */
	uint32_t nunknowns;
	struct keymap unknowns; /* by inner cell and the release from which on it was so */
	struct keymap olds;	/* by content of a column: its old cell */
	/* Of the release at work: */
	uint32_t *now;	   /* by inner cell: its unknown then */
	uint32_t *touched; /* inner cells that have changed since */
	uint32_t ntouched;
	bool *is_affected; /* by cell */
	uint32_t *affected;
	uint32_t naffected;
	/* Old columns so far: */
	uint32_t *content, *column;
	size_t *start;
	size_t content_n, content_capacity, start_capacity;
};

static bool is_of_kind(const struct stacker *st, enum measure_kind kind)
{
	if (cells_period_axis(st->c) < 0)
		return true;
	return (kind == MEASURE_STOCK) == (st->s->kind == SYSTEM_STOCK);
}

/* What nobody had then, or nobody has now, is no change. */
static bool differs(const struct cells *c, const struct past_version *v, int measure, uint32_t row)
{
	int64_t now, then = v->truth[measure];

	if (then == PAST_UNKNOWN || then == PAST_MISSING)
		return false;
	now = past_value_now(c, measure, row);
	return now != PAST_MISSING && now != then;
}

/* Of the measures that obey the equations of this system. */
static bool kind_differs(const struct stacker *st, const struct past_version *v, int table,
			 uint32_t row)
{
	int m;

	for (m = 0; m < st->c->nmeasures; m++)
		if (st->c->measures[m].table == table &&
		    is_of_kind(st, st->c->measures[m].kind) && differs(st->c, v, m, row))
			return true;
	return false;
}

bool stack_differs(const struct cells *c, const struct past_version *v, int table, uint32_t row)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (c->measures[m].table == table && differs(c, v, m, row))
			return true;
	return false;
}

bool stack_is_near(const struct cells *c, const struct policy *p, const struct past_version *v,
		   int table, uint32_t row)
{
	bool is_far = false;
	int64_t by;
	int k, m;

	if (!stack_differs(c, v, table, row))
		return false;
	for (k = 0; k < p->ncounts; k++) {
		m = p->count_measures[k];
		if (c->measures[m].table != table || !differs(c, v, m, row))
			continue;
		by = past_value_now(c, m, row) - v->truth[m];
		if (by < p->minimum_change && -by < p->minimum_change)
			return true;
		is_far = true;
	}
	return !is_far;
}

static void turn_around(struct stacker *st)
{
	const struct sparse *m = &st->s->matrix;
	uint32_t *sizes = mem_zalloc((size_t)m->nrows + 1, sizeof(*sizes));
	size_t j, i;

	for (i = 0; i < m->start[m->ncolumns]; i++)
		sizes[m->rows[i]]++;
	sparse_begin(&st->cells_of, (uint32_t)m->ncolumns, sizes, m->nrows);
	for (j = 0; j < m->ncolumns; j++)
		for (i = 0; i < sparse_count(m, j); i++)
			sparse_put(&st->cells_of, sparse_column(m, j)[i], (uint32_t)j);
	sparse_end(&st->cells_of);
	free(sizes);
}

/* Whether two versions of a row have the same true values, as far as this system goes. */
static bool is_same(const struct stacker *st, const struct past_version *a,
		    const struct past_version *b, int table)
{
	int m;

	for (m = 0; m < st->c->nmeasures; m++)
		if (st->c->measures[m].table == table && is_of_kind(st, st->c->measures[m].kind) &&
		    a->truth[m] != b->truth[m])
			return false;
	return true;
}

/* Whether a row has stayed the same from a version of it until tonight: one that has changed
 * and come back has not, for nobody knows that it came back. */
static bool has_stayed(const struct stacker *st, const struct past_version *v, int table,
		       uint32_t row)
{
	const struct past_table *t = &st->past->tables[table];
	const struct past_version *end = t->versions + t->first[row] + t->count[row], *w;

	for (w = v + 1; w < end; w++)
		if (!is_same(st, v, w, table))
			return false;
	return !kind_differs(st, v, table, row);
}

/* The unknown of an inner cell then: one for all releases until it changed. */
static uint32_t unknown_of(struct stacker *st, uint32_t inner, const struct past_version *v,
			   int table)
{
	const struct past_table *t = &st->past->tables[table];
	const struct past_version *first = t->versions + t->first[st->bottom[inner]];
	uint32_t found;

	while (v > first && is_same(st, v, v - 1, table))
		v--;
	found = keymap_put(&st->unknowns,
			   (((uint64_t)inner * (uint64_t)st->past->ntables + (uint64_t)table) << 32) +
				   (uint64_t)v->release,
			   st->nunknowns);
	if (found == st->nunknowns)
		st->nunknowns++;
	return found;
}

static void affect(struct stacker *st, uint32_t inner)
{
	const uint32_t *cells = sparse_column(&st->cells_of, inner);
	size_t i;

	for (i = 0; i < sparse_count(&st->cells_of, inner); i++)
		if (!st->is_affected[cells[i]]) {
			st->is_affected[cells[i]] = true;
			st->affected[st->naffected++] = cells[i];
		}
}

/* Which inner cells were other unknowns in that release. */
static void look_back(struct stacker *st, int table, int64_t release)
{
	const struct past_version *v;
	uint32_t i;

	for (i = 0; i < st->s->matrix.nrows; i++) {
		if (st->bottom[i] == CELLS_NO_ROW)
			continue;
		v = past_at(st->past, table, st->bottom[i], release);
		if (!v || v->view == HISTORY_ABSENT || has_stayed(st, v, table, st->bottom[i]))
			continue;
		st->now[i] = unknown_of(st, i, v, table);
		st->touched[st->ntouched++] = i;
		affect(st, i);
	}
}

static void forget(struct stacker *st)
{
	uint32_t i;

	for (i = 0; i < st->ntouched; i++)
		st->now[st->touched[i]] = st->touched[i];
	for (i = 0; i < st->naffected; i++)
		st->is_affected[st->affected[i]] = false;
	st->ntouched = st->naffected = 0;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static uint32_t row_of(const struct stacker *st, uint32_t cell)
{
	if (cell >= st->s->first_sum)
		return cell - st->s->first_sum;
	return cell < st->c->nrows ? cell : CELLS_NO_ROW;
}

static bool shows(const struct stacker *st, const struct past_version *v, uint32_t cell, int table)
{
	enum measure_kind kind = st->s->kind == SYSTEM_STOCK ? MEASURE_STOCK
				 : cell >= st->s->first_sum   ? MEASURE_CUMULATIVE
							      : MEASURE_FLOW;
	const struct measure *m = st->c->measures;
	int i;

	if (v->view != HISTORY_SHOWN)
		return false;
	for (i = 0; i < st->c->nmeasures; i++)
		if (m[i].table == table && m[i].is_published &&
		    (cells_period_axis(st->c) < 0 || m[i].kind == kind) &&
		    v->truth[i] != PAST_MISSING)
			return true;
	return false;
}

static uint64_t mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0xff51afd7ed558ccdu;
	return h ^ h >> 32;
}

static bool is_content(const struct stacker *st, uint32_t old, uint32_t cell, size_t n)
{
	return st->k->old[old].cell == cell && st->start[old + 1] - st->start[old] == n &&
	       memcmp(st->content + st->start[old], st->column, n * sizeof(*st->column)) == 0;
}

/* The old cell of this cell and content; one for all releases in which it was the same. */
static struct old_cell *put_old(struct stacker *st, uint32_t cell)
{
	const uint32_t *rows = sparse_column(&st->s->matrix, cell);
	size_t n = sparse_count(&st->s->matrix, cell), i;
	struct stack *k = st->k;
	uint64_t key = cell;
	uint32_t found;

	for (i = 0; i < n; i++)
		st->column[i] = st->now[rows[i]];
	qsort(st->column, n, sizeof(*st->column), by_number);
	for (i = 0; i < n; i++)
		key = mix(key, st->column[i]);
	while ((found = keymap_put(&st->olds, key, k->nold)) != k->nold) {
		if (is_content(st, found, cell, n))
			return &k->old[found];
		key++;
	}
	st->content = mem_grow(st->content, &st->content_capacity, st->content_n + n + 1,
			       sizeof(*st->content));
	memcpy(st->content + st->content_n, st->column, n * sizeof(*st->column));
	st->start = mem_grow(st->start, &st->start_capacity, (size_t)k->nold + 2,
			     sizeof(*st->start));
	st->start[k->nold] = st->content_n;
	st->content_n += n;
	st->start[k->nold + 1] = st->content_n;
	k->old = mem_grow(k->old, &k->old_capacity, (size_t)k->nold + 1, sizeof(*k->old));
	k->old[k->nold] = (struct old_cell){ .cell = cell };
	return &k->old[k->nold++];
}

static void see_cell(struct stacker *st, int table, int64_t release, uint32_t cell)
{
	uint32_t row = row_of(st, cell);
	const struct past_version *v;
	struct old_cell *old;

	if (row == CELLS_NO_ROW || sparse_count(&st->s->matrix, cell) == 0)
		return;
	v = past_at(st->past, table, row, release);
	if (!v || v->view == HISTORY_ABSENT)
		return;
	if (!st->is_affected[cell]) {
		st->k->is_public[cell] |=
			shows(st, v, cell, table) && has_stayed(st, v, table, row);
		return;
	}
	old = put_old(st, cell);
	old->table = table;
	old->release = release;
	old->is_shown |= shows(st, v, cell, table);
	old->was_primary |= v->was_primary;
	old->is_near |= stack_is_near(st->c, st->p, v, table, row);
}

static int see_release(struct stacker *st, int table, int64_t release, struct err *err)
{
	uint32_t j;

	if (program_check(err) < 0)
		return -1;
	look_back(st, table, release);
	for (j = 0; j < st->s->ncells; j++)
		see_cell(st, table, release, j);
	forget(st);
	return 0;
}

static void find_bottoms(struct stacker *st)
{
	uint32_t row, i, n = st->s->matrix.nrows;

	st->bottom = mem_alloc(((size_t)n + 1) * sizeof(*st->bottom));
	memset(st->bottom, 0xff, (size_t)n * sizeof(*st->bottom));
	for (i = 0; i < st->c->nrows; i++) {
		row = st->c->sorted[i];
		if (st->s->inner[row] != SYSTEM_NO_INNER &&
		    st->bottom[st->s->inner[row]] == CELLS_NO_ROW)
			st->bottom[st->s->inner[row]] = row;
	}
}

static void join_columns(struct stacker *st)
{
	const struct sparse *m = &st->s->matrix;
	struct stack *k = st->k;
	size_t n = m->ncolumns + k->nold, i, j;
	uint32_t *sizes = mem_zalloc(n + 1, sizeof(*sizes));

	for (j = 0; j < n; j++)
		sizes[j] = (uint32_t)(j < m->ncolumns ? sparse_count(m, j)
						      : st->start[j - m->ncolumns + 1] -
								st->start[j - m->ncolumns]);
	sparse_begin(&k->matrix, st->nunknowns, sizes, n);
	for (j = 0; j < n; j++)
		for (i = 0; i < sizes[j]; i++)
			sparse_put(&k->matrix, j,
				   j < m->ncolumns
					   ? sparse_column(m, j)[i]
					   : st->content[st->start[j - m->ncolumns] + i]);
	sparse_end(&k->matrix);
	k->leader = mem_zalloc(n + 1, sizeof(*k->leader));
	sparse_find_identical(&k->matrix, k->leader);
	free(sizes);
}

/* A change can only follow from releases in which every unknown of it was part of something
 * that they showed. */
static void list_changes(struct stacker *st)
{
	struct stack *k = st->k;
	bool *is_seen = mem_zalloc((size_t)st->nunknowns + 1, sizeof(*is_seen));
	const uint32_t *rows;
	size_t i, n, covered;
	uint32_t o;

	for (o = 0; o < k->nold; o++)
		for (i = 0; k->old[o].is_shown && i < sparse_count(&k->matrix, k->ncells + o); i++)
			is_seen[sparse_column(&k->matrix, k->ncells + o)[i]] = true;
	for (o = 0; o < k->nold; o++) {
		rows = sparse_column(&k->matrix, k->ncells + o);
		n = sparse_count(&k->matrix, k->ncells + o);
		for (covered = 0; covered < n; covered++)
			if (rows[covered] >= st->s->matrix.nrows && !is_seen[rows[covered]])
				break;
		if (!k->old[o].is_near || covered < n)
			continue;
		k->changed = mem_grow(k->changed, &k->changed_capacity, k->also.n + 1,
				      sizeof(*k->changed));
		k->changed[k->also.n] = o;
		combinations_begin(&k->also);
		combinations_put(&k->also, k->old[o].cell, 1);
		combinations_put(&k->also, k->ncells + o, -1);
	}
	free(is_seen);
}

static int see_all(struct stacker *st, struct err *err)
{
	int64_t release;
	int t;

	for (t = 0; t < st->past->ntables; t++)
		for (release = 1; release <= st->past->tables[t].last; release++)
			if (see_release(st, t, release, err) < 0)
				return -1;
	return 0;
}

int stack_build(struct stack *k, const struct system_of *s, const struct cells *c,
		const struct policy *p, const struct past *past, struct err *err)
{
	struct stacker st = { .k = k, .s = s, .c = c, .p = p, .past = past };
	size_t n = (size_t)s->matrix.nrows + 1, ncells = (size_t)s->ncells + 1;
	uint32_t i;
	int ret;

	*k = (struct stack){ .ncells = s->ncells };
	k->is_public = mem_zalloc(ncells, sizeof(*k->is_public));
	st.nunknowns = s->matrix.nrows;
	st.now = mem_zalloc(n, sizeof(*st.now));
	for (i = 0; i < s->matrix.nrows; i++)
		st.now[i] = i;
	st.touched = mem_zalloc(n, sizeof(*st.touched));
	st.column = mem_zalloc(n, sizeof(*st.column));
	st.is_affected = mem_zalloc(ncells, sizeof(*st.is_affected));
	st.affected = mem_zalloc(ncells, sizeof(*st.affected));
	find_bottoms(&st);
	turn_around(&st);
	ret = see_all(&st, err);
	if (ret == 0) {
		join_columns(&st);
		list_changes(&st);
	}
	keymap_release(&st.unknowns);
	keymap_release(&st.olds);
	sparse_release(&st.cells_of);
	free(st.now);
	free(st.touched);
	free(st.column);
	free(st.is_affected);
	free(st.affected);
	free(st.bottom);
	free(st.content);
	free(st.start);
	return ret;
}

void stack_release(struct stack *k)
{
	sparse_release(&k->matrix);
	combinations_release(&k->also);
	free(k->old);
	free(k->leader);
	free(k->is_public);
	free(k->changed);
	*k = (struct stack){ 0 };
}
