#include "protect/nights/stack.h"

#include "core/mem.h"
#include "core/program.h"
#include "protect/nights/sights.h"
#include "protect/nights/spells.h"

enum { NOT_THERE = 0xffffffffu };

struct stacker {
	struct stack *k;
	const struct system_of *s;
	const struct cells *c;
	const struct past *past;
	struct spells spells;
	struct sparse cells_of; /* by inner cell: the cells that hold it */
	uint32_t nunknowns;	/* tonight's inner cells, then one for each spell */
	struct keymap olds;	/* by content of a column: its old cell */
	/* Of the release at work: */
	uint32_t *now;	   /* by inner cell: its unknown then, or NOT_THERE */
	uint32_t *touched; /* inner cells that have changed since */
	uint32_t ntouched;
	bool *is_affected; /* by cell */
	uint32_t *affected;
	uint32_t naffected;
	uint32_t *columns; /* by cell of the system: its column then */
	const struct past_version **versions;
	struct sights sights;
	/* Old columns so far: */
	uint32_t *content, *column;
	size_t *start;
	size_t content_n, content_capacity, start_capacity;
};

/* Of which measures a cell of the system is. */
static enum measure_kind kind_of(const struct stacker *st, uint32_t cell)
{
	if (st->s->kind == SYSTEM_STOCK)
		return MEASURE_STOCK;
	return cell >= st->s->first_sum ? MEASURE_CUMULATIVE : MEASURE_FLOW;
}

static bool is_of_kind(const struct stacker *st, int measure, int table, enum measure_kind kind)
{
	const struct measure *m = &st->c->measures[measure];

	return m->table == table && (cells_period_axis(st->c) < 0 || m->kind == kind);
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

/* Whether a row's measures of a kind have stayed the same from a version of it until tonight: what
 * has changed and come back has not, for nobody knows that it came back. */
static bool has_stayed(const struct stacker *st, const struct past_version *v, int table,
		       uint32_t row, enum measure_kind kind)
{
	const struct past_table *t = &st->past->tables[table];
	const struct past_version *end = t->versions + t->first[row] + t->count[row], *w;
	int m;

	for (m = 0; m < st->c->nmeasures; m++) {
		if (!is_of_kind(st, m, table, kind))
			continue;
		for (w = v + 1; w < end; w++)
			if (w->truth[m] != v->truth[m])
				return false;
		if (differs(st->c, v, m, row))
			return false;
	}
	return true;
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
	const struct spells *spells = &st->spells;
	int64_t place, beside;
	uint32_t i;

	for (i = 0; i < st->s->matrix.nrows; i++) {
		beside = spells->table[i] < 0
				 ? HISTORY_NO_RELEASE
				 : past_beside(st->past, table, release, spells->table[i]);
		if (beside == HISTORY_NO_RELEASE)
			continue;
		place = spells_at(spells, i, beside);
		if (place >= 0 && spells_is_tonight(spells, i, place))
			continue;
		st->now[i] = place >= 0 ? st->s->matrix.nrows + (uint32_t)place : NOT_THERE;
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

static bool shows(const struct stacker *st, const struct past_version *v, uint32_t cell)
{
	return cells_period_axis(st->c) < 0 ? v->kinds != 0 : v->kinds >> kind_of(st, cell) & 1;
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

/* What a cell then held, in st->column. */
static size_t list_content(struct stacker *st, uint32_t cell)
{
	const uint32_t *rows = sparse_column(&st->s->matrix, cell);
	size_t n = 0, i;

	for (i = 0; i < sparse_count(&st->s->matrix, cell); i++)
		if (st->now[rows[i]] != NOT_THERE)
			st->column[n++] = st->now[rows[i]];
	return n;
}

/* The old cell of this cell and content; one for all releases in which it was the same.
 * NULL: it held nothing. */
static struct old_cell *put_old(struct stacker *st, uint32_t cell)
{
	size_t n = list_content(st, cell), i;
	struct stack *k = st->k;
	uint64_t key = cell;
	uint32_t found;

	if (n == 0)
		return NULL;
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
	st->versions[cell] = v;
	if (!st->is_affected[cell]) {
		if (!has_stayed(st, v, table, row, kind_of(st, cell)))
			return;
		st->k->is_public[cell] |= shows(st, v, cell);
		st->columns[cell] = cell;
		return;
	}
	old = put_old(st, cell);
	if (!old)
		return;
	st->columns[cell] = st->k->ncells + (uint32_t)(old - st->k->old);
	old->table = table;
	old->release = release;
	old->is_shown |= shows(st, v, cell);
	old->was_primary |= v->was_primary;
}

static int see_release(struct stacker *st, int table, int64_t release, struct err *err)
{
	uint32_t j;

	if (program_check(err) < 0)
		return -1;
	look_back(st, table, release);
	for (j = 0; j < st->s->ncells; j++) {
		st->columns[j] = CELLS_NO_ROW;
		st->versions[j] = NULL;
		see_cell(st, table, release, j);
	}
	sights_see(&st->sights, st->c, st->s, table, st->columns, st->versions);
	forget(st);
	return 0;
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
				   j < m->ncolumns ? sparse_column(m, j)[i]
						   : st->content[st->start[j - m->ncolumns] + i]);
	sparse_end(&k->matrix);
	k->leader = mem_zalloc(n + 1, sizeof(*k->leader));
	sparse_find_identical(&k->matrix, k->leader);
	free(sizes);
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
	struct stacker st = { .k = k, .s = s, .c = c, .past = past };
	size_t n = (size_t)s->matrix.nrows + 1, ncells = (size_t)s->ncells + 1;
	uint32_t i;
	int ret;

	*k = (struct stack){ .ncells = s->ncells };
	k->is_public = mem_zalloc(ncells, sizeof(*k->is_public));
	st.now = mem_zalloc(n, sizeof(*st.now));
	for (i = 0; i < s->matrix.nrows; i++)
		st.now[i] = i;
	st.touched = mem_zalloc(n, sizeof(*st.touched));
	st.column = mem_zalloc(n, sizeof(*st.column));
	st.is_affected = mem_zalloc(ncells, sizeof(*st.is_affected));
	st.affected = mem_zalloc(ncells, sizeof(*st.affected));
	st.columns = mem_zalloc(ncells, sizeof(*st.columns));
	st.versions = mem_zalloc(ncells, sizeof(*st.versions));
	sights_init(&st.sights, c, s->ncells);
	spells_init(&st.spells, c, s, past);
	st.nunknowns = s->matrix.nrows + (uint32_t)st.spells.n;
	turn_around(&st);
	ret = see_all(&st, err);
	if (ret == 0) {
		join_columns(&st);
		sights_list_secrets(&st.sights, c, p, s, past, k);
	}
	sights_release(&st.sights);
	spells_release(&st.spells);
	keymap_release(&st.olds);
	sparse_release(&st.cells_of);
	free(st.now);
	free(st.touched);
	free(st.column);
	free(st.is_affected);
	free(st.affected);
	free(st.columns);
	free(st.versions);
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
