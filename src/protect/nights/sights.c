#include "protect/nights/sights.h"

#include "core/mem.h"

struct lister {
	const struct cells *c;
	const struct policy *p;
	struct stack *k;
	uint32_t nown;	     /* unknowns of tonight */
	bool *is_seen;	     /* by unknown: part of something that an earlier release showed */
	int32_t *sums;	     /* by unknown, 0 between two calls */
	struct keymap pairs; /* of columns, whose change is listed */
	uint32_t npairs;
};

void sights_init(struct sights *s, const struct cells *c, uint32_t ncells)
{
	size_t n;

	*s = (struct sights){ .stride = 1 + c->naxes };
	n = (size_t)ncells * (size_t)s->stride + 1;
	s->last = mem_alloc(n * sizeof(*s->last));
	memset(s->last, 0xff, n * sizeof(*s->last));
}

void sights_release(struct sights *s)
{
	free(s->list);
	free(s->last);
	*s = (struct sights){ 0 };
}

static void put(struct sights *s, size_t at, const struct sight *new)
{
	const struct sight *was;

	if (s->last[at] != CELLS_NO_ROW) {
		was = &s->list[s->last[at]];
		if (was->table == new->table && was->column == new->column &&
		    was->version == new->version && was->less_column == new->less_column &&
		    was->less_version == new->less_version)
			return;
	}
	s->list = mem_grow(s->list, &s->capacity, s->n + 1, sizeof(*s->list));
	s->list[s->n] = *new;
	s->list[s->n].previous = s->last[at];
	s->last[at] = (uint32_t)s->n++;
}

/* The row of the base, of a row at a code of the axis; CELLS_NO_ROW. */
static uint32_t base_of(const struct cells *c, uint32_t row, int a)
{
	int nodes[CELLS_MAX_AXES];

	memcpy(nodes, cells_nodes(c, row), (size_t)c->naxes * sizeof(*nodes));
	if (c->axes[a].kind != AXIS_OF_WHICH || nodes[a] == c->axes[a].base)
		return CELLS_NO_ROW;
	nodes[a] = c->axes[a].base;
	return cells_find(c, nodes);
}

static void see_cell(struct sights *s, const struct cells *c, const struct system_of *system,
		     int table, uint32_t cell, const uint32_t *columns,
		     const struct past_version *const *versions)
{
	uint32_t first = cell >= system->first_sum ? system->first_sum : 0, base;
	struct sight new = { .table = table,
			     .row = cell - first,
			     .column = columns[cell],
			     .version = versions[cell],
			     .less_row = CELLS_NO_ROW,
			     .less_column = CELLS_NO_ROW };
	size_t at = (size_t)cell * (size_t)s->stride;
	int a;

	if (new.column != CELLS_NO_ROW)
		put(s, at, &new);
	new.less_row = new.row;
	new.less_column = new.column;
	new.less_version = new.version;
	for (a = 0; a < c->naxes; a++) {
		base = base_of(c, new.less_row, a);
		if (base == CELLS_NO_ROW || columns[first + base] == CELLS_NO_ROW ||
		    (new.version && (!versions[cell] || !versions[first + base])))
			continue;
		new.row = base;
		new.column = columns[first + base];
		new.version = versions[first + base];
		put(s, at + 1 + (size_t)a, &new);
	}
}

void sights_see(struct sights *s, const struct cells *c, const struct system_of *system, int table,
		const uint32_t *columns, const struct past_version *const *versions)
{
	uint32_t i, cell;

	for (i = 0; i < system->ncells; i++) {
		cell = system_in_order(system, c, i);
		if (cell < c->nrows || cell >= system->first_sum)
			see_cell(s, c, system, table, cell, columns, versions);
	}
}

/* Values --------------------------------------------------------------------- */

static bool is_value(int64_t v)
{
	return v != PAST_UNKNOWN && v != PAST_MISSING;
}

static int64_t value_at(const struct cells *c, const struct past_version *v, int measure,
			uint32_t row)
{
	return v ? v->truth[measure] : past_value_now(c, measure, row);
}

static int64_t value_of(const struct cells *c, const struct sight *s, int measure)
{
	int64_t v = value_at(c, s->version, measure, s->row), less;

	if (s->less_row == CELLS_NO_ROW || !is_value(v))
		return v;
	less = value_at(c, s->less_version, measure, s->less_row);
	return is_value(less) ? v - less : less;
}

static bool is_few(const struct lister *l, const struct sight *x, const struct sight *y)
{
	bool is_far = false, differs = false;
	int64_t then, now;
	int k, m;

	for (m = 0; m < l->c->nmeasures; m++) {
		then = value_of(l->c, x, m);
		now = value_of(l->c, y, m);
		differs |= l->c->measures[m].table == x->table && is_value(then) && is_value(now) &&
			   then != now;
	}
	for (k = 0; k < l->p->ncounts && differs; k++) {
		m = l->p->count_measures[k];
		then = value_of(l->c, x, m);
		now = value_of(l->c, y, m);
		if (l->c->measures[m].table != x->table || !is_value(then) || !is_value(now) ||
		    then == now)
			continue;
		if (now - then < l->p->minimum_change && then - now < l->p->minimum_change)
			return true;
		is_far = true;
	}
	return differs && !is_far;
}

static bool is_small(const struct lister *l, const struct sight *s)
{
	int64_t v;
	int k;

	for (k = 0; k < l->p->ncounts; k++) {
		v = value_of(l->c, s, l->p->count_measures[k]);
		if (is_value(v) && v > 0 && v < l->p->threshold)
			return true;
	}
	return false;
}

/* Secrets -------------------------------------------------------------------- */

static void weigh(const struct lister *l, uint32_t column, int32_t weight)
{
	const struct sparse *m = &l->k->matrix;
	size_t i;

	for (i = 0; column != CELLS_NO_ROW && i < sparse_count(m, column); i++)
		l->sums[sparse_column(m, column)[i]] += weight;
}

/* Whether every earlier unknown of the sum was part of something that a release showed. */
static bool is_covered(const struct lister *l, uint32_t column)
{
	const struct sparse *m = &l->k->matrix;
	uint32_t unknown;
	size_t i;

	for (i = 0; column != CELLS_NO_ROW && i < sparse_count(m, column); i++) {
		unknown = sparse_column(m, column)[i];
		if (l->sums[unknown] != 0 && unknown >= l->nown && !l->is_seen[unknown])
			return false;
	}
	return true;
}

struct term {
	uint32_t column;
	int32_t weight;
};

static void put_secret(struct lister *l, const struct term *terms, int n, uint32_t row)
{
	struct stack *k = l->k;
	bool is_possible = true;
	int i;

	for (i = 0; i < n; i++)
		weigh(l, terms[i].column, terms[i].weight);
	for (i = 0; i < n; i++)
		is_possible &= is_covered(l, terms[i].column);
	for (i = 0; i < n; i++)
		weigh(l, terms[i].column, -terms[i].weight);
	if (!is_possible)
		return;
	k->changed = mem_grow(k->changed, &k->changed_capacity, k->also.n + 1, sizeof(*k->changed));
	k->changed[k->also.n] = row;
	combinations_begin(&k->also);
	for (i = 0; i < n; i++)
		if (terms[i].column != CELLS_NO_ROW)
			combinations_put(&k->also, terms[i].column, terms[i].weight);
}

static bool is_public(const struct lister *l, const struct sight *s)
{
	return s->column >= l->k->ncells && l->k->old[s->column - l->k->ncells].is_shown;
}

static void try_change(struct lister *l, const struct sight *x, const struct sight *y)
{
	const struct term terms[] = {
		{ y->column, 1 }, { x->column, -1 }, { y->less_column, -1 }, { x->less_column, 1 }
	};
	bool is_row = x->less_row == CELLS_NO_ROW;

	if (x->table != y->table || (x->column == y->column && x->less_column == y->less_column) ||
	    (is_row && is_public(l, x) && is_public(l, y)) || !is_few(l, x, y))
		return;
	if (is_row &&
	    keymap_put(&l->pairs, (uint64_t)x->column << 32 | y->column, l->npairs) != l->npairs)
		return;
	l->npairs += is_row;
	put_secret(l, terms, is_row ? 2 : 4, is_row ? x->row : x->less_row);
}

static void try_sight(struct lister *l, const struct sights *s, const struct sight *y)
{
	const struct term terms[] = { { y->column, 1 }, { y->less_column, -1 } };
	uint32_t at;

	if (y->less_row != CELLS_NO_ROW && y->version && is_small(l, y))
		put_secret(l, terms, 2, y->less_row);
	for (at = y->previous; at != CELLS_NO_ROW; at = s->list[at].previous)
		try_change(l, &s->list[at], y);
}

static void find_seen(struct lister *l)
{
	const struct stack *k = l->k;
	uint32_t o;
	size_t i;

	for (o = 0; o < k->nold; o++)
		for (i = 0; k->old[o].is_shown && i < sparse_count(&k->matrix, k->ncells + o); i++)
			l->is_seen[sparse_column(&k->matrix, k->ncells + o)[i]] = true;
}

/* Of cells that have been seen earlier. */
static void see_tonight(struct sights *s, const struct cells *c, const struct system_of *system,
			const struct past *past)
{
	const struct past_version **versions = mem_zalloc((size_t)system->ncells + 1,
							  sizeof(struct past_version *));
	uint32_t *columns = mem_alloc(((size_t)system->ncells + 1) * sizeof(*columns)), i;
	int t;

	for (i = 0; i < system->ncells; i++)
		columns[i] = sparse_count(&system->matrix, i) > 0 ? i : CELLS_NO_ROW;
	for (t = 0; t < past->ntables; t++)
		if (past->tables[t].last != HISTORY_NO_RELEASE)
			sights_see(s, c, system, t, columns, versions);
	free(versions);
	free(columns);
}

void sights_list_secrets(struct sights *s, const struct cells *c, const struct policy *p,
			 const struct system_of *system, const struct past *past, struct stack *k)
{
	struct lister l = { .c = c, .p = p, .k = k, .nown = system->matrix.nrows };
	size_t i, n = (size_t)k->matrix.nrows + 1;

	see_tonight(s, c, system, past);
	l.is_seen = mem_zalloc(n, sizeof(*l.is_seen));
	l.sums = mem_zalloc(n, sizeof(*l.sums));
	find_seen(&l);
	for (i = 0; i < s->n; i++)
		try_sight(&l, s, &s->list[i]);
	keymap_release(&l.pairs);
	free(l.is_seen);
	free(l.sums);
}
