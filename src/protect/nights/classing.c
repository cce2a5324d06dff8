#include "protect/nights/classing.h"

#include "core/mem.h"

static bool was_hidden(const struct protection *p, uint32_t row)
{
	const struct past_version *v;
	int t;

	for (t = 0; t < p->past->ntables; t++) {
		v = past_last(p->past, t, row);
		if (v && v->view == HISTORY_HIDDEN)
			return true;
	}
	return false;
}

static int depth_of(const struct cells *c, uint32_t row)
{
	const int *nodes = cells_nodes(c, row);
	int a, depth = 0;

	for (a = 0; a < c->naxes; a++)
		depth += c->axes[a].depths[nodes[a]];
	return depth;
}

static void join_shown(const struct protection *p, struct group *g, uint32_t row)
{
	double cost = policy_cost(p->p, p->c, row);
	int depth = depth_of(p->c, row);

	if (g->class == CELL_HIDDEN)
		g->class = CELL_CANDIDATE;
	g->is_zero |= p->pr->states[row] == ROW_ZERO;
	g->is_kept |= policy_keeps(p->p, p->c, row);
	g->was_hidden |= was_hidden(p, row);
	g->cost = cost > g->cost ? cost : g->cost;
	g->depth = depth < g->depth ? depth : g->depth;
}

static bool is_not_applicable(const struct cells *c, uint32_t row)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (c->measures[m].is_published && cells_status(c, m, row) == STATUS_NOT_APPLICABLE)
			return true;
	return false;
}

static void join_row(const struct protection *p, struct group *g, uint32_t row,
		     enum measure_kind kind)
{
	if (p->pr->states[row] == ROW_PRIMARY) {
		g->class = CELL_PROTECTED;
		g->is_sensitive = true;
		g->hidden = row;
	} else if (p->out->how[row] == SUPPRESS_INTERVAL && protection_shows_kind(p, row, kind)) {
		/* It widens an interval only if it cannot be worked out itself. */
		g->class = CELL_PROTECTED;
		if (g->hidden == CELL_NONE)
			g->hidden = row;
	} else if (p->out->how[row] != SUPPRESS_NOT && protection_shows_kind(p, row, kind)) {
		if (g->hidden == CELL_NONE)
			g->hidden = row;
	} else if (protection_is_shown(p, row, kind)) {
		join_shown(p, g, row);
	} else if (is_not_applicable(p->c, row)) {
		g->is_void = true; /* as good as a zero, and it says so */
	}
}

static void join_cell(struct classing *k, struct group *g, uint32_t cell)
{
	const struct protection *p = k->p;
	uint32_t row = protection_row(k->system, cell);

	g->is_public |= k->stack->is_public[cell];
	if (row < p->c->nrows) {
		join_row(p, g, row, protection_kind(k->system, cell));
	} else if (protection_is_sensitive(p, k->system, cell)) {
		g->class = CELL_PROTECTED;
		g->is_sensitive = true;
		g->hidden = row;
	}
}

/*
 * A sensitive cell with an empty column.  It is in order when its values of this kind
 * are zero, as a quarter's stock may be where the quarter is sensitive by its
 * flow; else the table contradicts itself, and the cell is given away.
 */
static int check_empty(const struct classing *k, uint32_t cell, struct err *err)
{
	const struct protection *p = k->p;
	uint32_t row = protection_row(k->system, cell);
	const int *nodes = row < p->c->nrows ? cells_nodes(p->c, row)
					     : primary_shadow(p->pr, row - p->c->nrows);
	int64_t value;
	int i, m;

	for (i = 0; i < p->p->ncounts; i++) {
		m = p->p->count_measures[i];
		if (p->has_periods && p->c->measures[m].kind != protection_kind(k->system, cell))
			continue;
		value = primary_value(p->c, m, nodes);
		if (value != 0 && value != PRIMARY_UNKNOWN)
			return protection_refuse(p, row, ERR_DATA,
						 "a sensitive cell cannot be protected, for all "
						 "of its parts are known to be zero",
						 err);
	}
	return 0;
}

/* Rows come in their canonical order, so that nothing depends on how they arrived. */
static int join_tonight(struct classing *k, struct err *err)
{
	const struct system_of *s = k->system;
	struct group *g;
	uint32_t i, cell;

	for (i = 0; i < s->ncells; i++) {
		cell = system_in_order(s, k->p->c, i);
		g = &k->groups[k->stack->leader[cell]];
		if (sparse_count(&s->matrix, cell) == 0) {
			if (protection_is_sensitive(k->p, s, cell) && check_empty(k, cell, err) < 0)
				return -1;
			continue;
		}
		if (g->first == CELL_NONE)
			g->first = i >= s->first_sum ? i - s->first_sum : i;
		join_cell(k, g, cell);
	}
	return 0;
}

/* What is public and the same tonight may be a cell that is too small by now. */
static int check_public(struct classing *k, struct err *err)
{
	struct group *g;
	uint32_t j;

	for (j = 0; j < k->stack->ncells; j++) {
		g = &k->groups[j];
		if (g->first == CELL_NONE || (!g->is_public && !g->is_void))
			continue;
		if (g->is_sensitive && g->is_void)
			return protection_refuse(k->p, g->hidden, ERR_DATA,
						 "a sensitive cell cannot be protected, for a cell "
						 "of the same value is not applicable",
						 err);
		if (g->is_sensitive)
			return protection_refuse(k->p, g->hidden, ERR_GATE,
						 "it must not be shown tonight, but an earlier "
						 "release shows it, and it has not changed",
						 err);
		g->class = CELL_FORCED;
	}
	return 0;
}

/* A cell of tonight may be what a sensitive one was: it is not too small itself where that was too
 * small by another measure. */
static void join_primary(const struct classing *k, struct group *g, const struct old_cell *o)
{
	if (g->class != CELL_HIDDEN && g->class != CELL_CANDIDATE)
		return;
	g->class = CELL_PROTECTED;
	if (g->hidden != CELL_NONE)
		return;
	g->hidden = protection_row(k->system, o->cell);
	g->is_earlier = true;
}

static void join_earlier(struct classing *k)
{
	const struct stack *s = k->stack;
	const struct old_cell *o;
	struct group *g;
	uint32_t j;

	for (j = 0; j < s->nold; j++) {
		o = &s->old[j];
		g = &k->groups[s->leader[s->ncells + j]];
		if (g->first != CELL_NONE)
			g->is_public |= o->is_shown;
		else if (o->is_shown)
			g->class = CELL_FORCED;
		if (o->was_primary && !o->is_shown)
			join_primary(k, g, o);
	}
}

int classing_init(struct classing *k, struct protection *p, int system, struct err *err)
{
	size_t i, n;

	*k = (struct classing){ .p = p,
				.system = &p->systems[system],
				.stack = &p->stacks[system] };
	n = k->stack->matrix.ncolumns;
	k->groups = mem_zalloc(n + 1, sizeof(*k->groups));
	for (i = 0; i < n; i++)
		k->groups[i] = (struct group){ .first = CELL_NONE,
					       .hidden = CELL_NONE,
					       .class = CELL_HIDDEN,
					       .depth = INT32_MAX };
	if (join_tonight(k, err) < 0)
		return -1;
	join_earlier(k);
	return check_public(k, err);
}

void classing_release(struct classing *k)
{
	free(k->groups);
	free(k->classes);
	free(k->order);
	free(k->partners);
	free(k->insiders);
	*k = (struct classing){ 0 };
}

/* Nobody is in it tonight; in a period without flows the sum since January may be great. */
static bool is_zero(const struct classing *k, uint32_t cell)
{
	uint32_t row = protection_row(k->system, cell);

	return k->p->pr->states[row] == ROW_ZERO ||
	       (k->p->has_periods &&
		cells_kind_is_zero(k->p->c, protection_kind(k->system, cell), row));
}

/* What is zero since January is zero in its own period. */
static bool is_zero_row(const struct classing *k, uint32_t row)
{
	const struct system_of *s = k->system;

	return is_zero(k, row) || (s->first_sum < s->ncells && is_zero(k, s->first_sum + row));
}

/* By inner cell: a row that is it, is zero tonight and is not shown; or CELL_NONE. */
static uint32_t *list_hidden_zeros(const struct classing *k)
{
	const struct system_of *s = k->system;
	uint32_t *hidden = mem_alloc(((size_t)s->matrix.nrows + 1) * sizeof(*hidden)), row;

	memset(hidden, 0xff, (size_t)s->matrix.nrows * sizeof(*hidden));
	for (row = 0; row < k->p->c->nrows; row++)
		if (s->inner[row] != SYSTEM_NO_INNER && is_zero_row(k, row) &&
		    k->p->out->how[row] != SUPPRESS_NOT)
			hidden[s->inner[row]] = row;
	return hidden;
}

/* Where nobody is, nobody is in a part of it either. */
static uint32_t spread_zeros(struct classing *k)
{
	const struct system_of *s = k->system;
	uint32_t *hidden = list_hidden_zeros(k), i, cell, row, n = 0;
	const uint32_t *inner;
	size_t at;

	for (i = 0; i < s->ncells; i++) {
		cell = system_in_order(s, k->p->c, i);
		row = protection_row(s, cell);
		if (row >= k->p->c->nrows || !is_zero(k, cell) ||
		    !protection_is_shown(k->p, row, protection_kind(s, cell)) ||
		    k->groups[k->stack->leader[cell]].class == CELL_FORCED)
			continue;
		inner = sparse_column(&s->matrix, cell);
		for (at = 0; at < sparse_count(&s->matrix, cell); at++)
			if (hidden[inner[at]] != CELL_NONE)
				break;
		if (at == sparse_count(&s->matrix, cell))
			continue;
		protection_suppress(k->p, row, SUPPRESS_SAME, protection_kind(s, cell),
				    BECAUSE_CELL, hidden[inner[at]]);
		n++;
	}
	free(hidden);
	return n;
}

uint32_t classing_spread(struct classing *k)
{
	struct protection *p = k->p;
	uint32_t i, cell, row, n = spread_zeros(k);
	struct group *g;

	for (i = 0; i < k->system->ncells; i++) {
		cell = system_in_order(k->system, p->c, i);
		row = protection_row(k->system, cell);
		g = &k->groups[k->stack->leader[cell]];
		if (row >= p->c->nrows || g->hidden == CELL_NONE || g->class == CELL_FORCED ||
		    !protection_is_shown(p, row, protection_kind(k->system, cell)) ||
		    sparse_count(&k->system->matrix, cell) == 0)
			continue;
		protection_suppress(p, row, g->is_earlier ? SUPPRESS_DERIVES : SUPPRESS_SAME,
				    protection_kind(k->system, cell),
				    g->is_earlier ? BECAUSE_EARLIER : BECAUSE_CELL, g->hidden);
		n++;
	}
	return n;
}

/* What must be published; then zeros, what is to be kept, what the last release showed, the
 * costliest, totals before parts. */
static int by_priority(const void *x, const void *y, void *arg)
{
	const struct classing *k = arg;
	const struct group *a = &k->groups[*(const uint32_t *)x];
	const struct group *b = &k->groups[*(const uint32_t *)y];

	if ((a->class == CELL_FORCED) != (b->class == CELL_FORCED))
		return a->class == CELL_FORCED ? -1 : 1;
	if (a->is_zero != b->is_zero)
		return a->is_zero ? -1 : 1;
	if (a->is_kept != b->is_kept)
		return a->is_kept ? -1 : 1;
	if (a->was_hidden != b->was_hidden)
		return a->was_hidden ? 1 : -1;
	if (a->cost != b->cost)
		return a->cost > b->cost ? -1 : 1;
	if (a->depth != b->depth)
		return a->depth < b->depth ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a < b ? -1 : a > b; /* a flow before its sum since January */
}

/* A row that shows two cells and is suppressed for one of them publishes neither. */
static void list_partners(struct classing *k)
{
	const struct system_of *s = k->system;
	uint32_t i, row, flow, sum;

	for (i = 0; i < k->p->c->nrows && s->first_sum < s->ncells; i++) {
		row = k->p->c->sorted[i];
		if (!protection_is_shown(k->p, row, MEASURE_FLOW) ||
		    !protection_is_shown(k->p, row, MEASURE_CUMULATIVE))
			continue;
		flow = k->stack->leader[row];
		sum = k->stack->leader[s->first_sum + row];
		if (k->partners[flow] == CELL_NONE)
			k->partners[flow] = sum;
		if (k->partners[sum] == CELL_NONE)
			k->partners[sum] = flow;
	}
}

static void list_insiders(struct classing *k)
{
	uint32_t row, leader;

	for (row = 0; row < k->p->c->nrows; row++) {
		leader = k->stack->leader[row];
		if (k->p->insiders[row] != INSIDER_NONE &&
		    sparse_count(&k->system->matrix, row) > 0)
			k->insiders[leader] = k->p->insiders[row];
	}
}

void classing_order(struct classing *k)
{
	size_t n = k->stack->matrix.ncolumns;
	uint32_t j;

	k->classes = mem_zalloc(n + 1, sizeof(*k->classes));
	k->order = mem_zalloc(n + 1, sizeof(*k->order));
	k->partners = mem_alloc((n + 1) * sizeof(*k->partners));
	k->insiders = mem_alloc((n + 1) * sizeof(*k->insiders));
	memset(k->partners, 0xff, n * sizeof(*k->partners));
	memset(k->insiders, 0xff, n * sizeof(*k->insiders));
	for (j = 0; j < n; j++) {
		k->classes[j] = k->groups[j].class;
		if (k->classes[j] == CELL_CANDIDATE && k->groups[j].hidden != CELL_NONE)
			k->classes[j] = CELL_HIDDEN;
		if (k->classes[j] == CELL_CANDIDATE || k->classes[j] == CELL_FORCED)
			k->order[k->norder++] = j;
	}
	qsort_r(k->order, k->norder, sizeof(*k->order), by_priority, k);
	list_partners(k);
	list_insiders(k);
}

/* Whom a secondary cell would give away. */
static void blame(const struct classing *k, const struct elimination *e, uint32_t leader,
		  enum suppress_because *reason, uint32_t *because)
{
	const struct stack *s = k->stack;
	uint32_t by = e->because[leader], n = (uint32_t)s->matrix.ncolumns;

	*reason = BECAUSE_CELL;
	if (by < n && s->leader[by] < s->ncells) {
		*because = k->groups[s->leader[by]].hidden;
	} else if (by < n) {
		*reason = BECAUSE_EARLIER;
		*because = k->groups[s->leader[by]].hidden;
	} else if (by - n < s->also.n) {
		*reason = BECAUSE_CHANGE;
		*because = s->changed[by - n];
	} else {
		*reason = BECAUSE_INSIDER;
		*because = CELL_NONE;
	}
}

void classing_take(struct classing *k, const struct elimination *e)
{
	struct protection *p = k->p;
	const struct system_of *s = k->system;
	enum suppress_because reason;
	uint32_t i, cell, row, leader, because;

	for (i = 0; i < s->ncells; i++) {
		cell = system_in_order(s, p->c, i);
		row = protection_row(s, cell);
		leader = k->stack->leader[cell];
		if (row >= p->c->nrows || sparse_count(&s->matrix, cell) == 0 ||
		    !protection_is_shown(p, row, protection_kind(s, cell)) ||
		    e->outcomes[leader] != CELL_SECONDARY)
			continue;
		blame(k, e, leader, &reason, &because);
		protection_suppress(p, row,
				    reason == BECAUSE_CHANGE ? SUPPRESS_CHANGE : SUPPRESS_DERIVES,
				    protection_kind(s, cell), reason, because);
	}
}
