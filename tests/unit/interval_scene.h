/*
 * interval_scene: a small random table, what is protected in it, and all whole numbers that
 * agree with what is published, counted out one by one.
 */
#ifndef TEST_INTERVAL_SCENE_H
#define TEST_INTERVAL_SCENE_H

#include "protect/intervals/intervals.h"

#include "protect/pattern/system.h"
#include "random_table.h"

enum { TRIES_MAX = 20000 };

/* A protected cell of a measure: the inner cells that it adds up. */
struct secret {
	uint32_t cell;
	int kind;
	int weights[RT_INNER];
	int64_t need_low, need_high;
	int64_t least, greatest; /* found by enumeration */
};

/* What a reader knows of a row of one kind. */
struct known {
	const int *nodes;
	int kind, last; /* the last inner cell of it */
	bool is_shown;
	int64_t value, sum; /* so far */
};

struct scene {
	struct rt t;
	struct system_of systems[2];
	int nsystems;
	uint8_t *views;
	bool *is_fixed;
	struct secret *secrets;
	int nsecrets;
	struct known known[2 * RT_ROWS];
	int nknown;
	int *holders[RT_INNER], nholders[RT_INNER]; /* by inner cell: what is known of sums of it */
	bool in[MEASURE_KINDS];			    /* kinds of the enumeration at work */
	int64_t y[RT_INNER], cap[RT_INNER];
	bool seeks_floor;
	long tries;
};

static inline int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Which inner cells ----------------------------------------------------------- */

static inline int rt_code(const struct rt *t, int dim, const char *code)
{
	int i;

	for (i = 0; i < t->dims[dim].n; i++)
		if (strcmp(t->dims[dim].codes[i], code) == 0)
			return i;
	fail_msg("no code %s", code);
	return -1;
}

static inline int dim_of(const struct rt *t, int axis)
{
	(void)t;
	return t->cells.axes[axis].name[1] - '0';
}

static inline void weigh_row(const struct rt *t, const int *nodes, int kind, int sign, int *weights)
{
	int i;

	for (i = 0; i < t->ninner; i++)
		if (rt_holds(t, nodes, kind, i))
			weights[i] += sign;
}

static inline int node_that_ends(const struct rt *t, int dim, int end, const struct axis *a)
{
	int i;

	for (i = 0; i < a->n; i++)
		if (a->end_of[i] == end)
			return rt_code(t, dim, a->codes[i]);
	fail_msg("no end");
	return -1;
}

/* Nodes of the cells, extra ones too, from axis `at` on; false when the kind has no such thing. */
static inline bool weigh(const struct rt *t, const int *nodes, int at, int *own, int kind, int sign,
			 int *weights)
{
	const struct axis *a = &t->cells.axes[at];
	int node, dim;

	if (at == t->cells.naxes) {
		weigh_row(t, own, kind, sign, weights);
		return true;
	}
	dim = dim_of(t, at);
	node = nodes[at];
	if (node < a->n) {
		own[dim] = rt_code(t, dim, a->codes[node]);
		return weigh(t, nodes, at + 1, own, kind, sign, weights);
	}
	if (a->kind == AXIS_OF_WHICH) {
		own[dim] = rt_code(t, dim, "_T");
		if (!weigh(t, nodes, at + 1, own, kind, sign, weights))
			return false;
		own[dim] = rt_code(t, dim, a->codes[node - a->n]);
		return weigh(t, nodes, at + 1, own, kind, -sign, weights);
	}
	if (kind != MEASURE_CUMULATIVE)
		return false;
	if (axis_is_since_january(a, node)) {
		own[dim] = rt_code(t, dim, a->codes[axis_own_period(a, node)]);
		return weigh(t, nodes, at + 1, own, kind, sign, weights);
	}
	own[dim] = node_that_ends(t, dim, a->intervals[node - a->n].upto, a);
	weigh(t, nodes, at + 1, own, kind, sign, weights);
	own[dim] = node_that_ends(t, dim, a->intervals[node - a->n].after, a);
	return weigh(t, nodes, at + 1, own, kind, -sign, weights);
}

/* Scenes ---------------------------------------------------------------------- */

static inline void tie_quantities(struct rt *t)
{
	int m;

	for (m = 0; m < t->cells.nmeasures; m++)
		t->cells.measures[m].quantity = t->cells.measures[m].kind == MEASURE_STOCK
							? NULL
							: "sum(y)";
}

static inline bool is_about(const struct scene *s, const int *nodes, int kind)
{
	int a = cells_period_axis(&s->t.cells);

	return a < 0 || kind != MEASURE_CUMULATIVE || nodes[a] >= s->t.cells.axes[a].n;
}

static inline void add_secret(struct scene *s, uint32_t cell, int measure)
{
	struct rt *t = &s->t;
	struct secret x = { .cell = cell, .kind = (int)t->cells.measures[measure].kind };
	const int *nodes = cell < t->cells.nrows
				   ? cells_nodes(&t->cells, cell)
				   : primary_shadow(&t->primary, cell - t->cells.nrows);
	int own[RT_DIMS], i;

	if (!primary_need(&t->primary, &t->cells, &t->policy, measure, cell, &x.need_low,
			  &x.need_high) ||
	    (cell >= t->cells.nrows && !is_about(s, nodes, x.kind)) ||
	    !weigh(t, nodes, 0, own, x.kind, 1, x.weights))
		return;
	x.least = x.greatest = 0;
	for (i = 0; i < t->ninner; i++)
		x.least = x.greatest += x.weights[i] * t->y[i];
	s->secrets = mem_resize(s->secrets, (size_t)s->nsecrets + 1, sizeof(*s->secrets));
	s->secrets[s->nsecrets++] = x;
}

static inline void begin(struct scene *s)
{
	struct cells *c = &s->t.cells;
	struct err err = ERR_INIT;
	uint32_t i;
	int m;

	rt_load(&s->t, NULL);
	rt_policy(&s->t);
	tie_quantities(&s->t);
	if (primary_find(&s->t.primary, c, &s->t.policy, &err) < 0)
		fail_msg("%s", err.msg);
	if (cells_has_kind(c, MEASURE_FLOW) || cells_has_kind(c, MEASURE_CUMULATIVE) ||
	    cells_period_axis(c) < 0)
		assert_int_equal(system_build(&s->systems[s->nsystems++], c, &s->t.primary,
					      SYSTEM_MOVING, &err),
				 0);
	if (cells_period_axis(c) >= 0 && cells_has_kind(c, MEASURE_STOCK))
		assert_int_equal(system_build(&s->systems[s->nsystems++], c, &s->t.primary,
					      SYSTEM_STOCK, &err),
				 0);
	s->views = mem_zalloc(c->nrows, 1);
	s->is_fixed = mem_zalloc(c->nrows, 1);
	for (i = 0; i < c->nrows; i++)
		if (s->t.primary.states[i] == ROW_PRIMARY)
			s->views[i] = VIEW_NOTHING;
	for (i = 0; i < c->nrows + s->t.primary.nshadows; i++)
		for (m = 0; m < c->nmeasures; m++)
			add_secret(s, i, m);
}

static inline void end(struct scene *s)
{
	int i;

	for (i = 0; i < RT_INNER; i++) {
		free(s->holders[i]);
		s->holders[i] = NULL;
	}
	while (s->nsystems > 0)
		system_release(&s->systems[--s->nsystems]);
	rt_forget(&s->t);
	free(s->views);
	free(s->is_fixed);
	free(s->secrets);
	s->views = NULL;
	s->is_fixed = NULL;
	s->secrets = NULL;
	s->nsecrets = 0;
}

static inline void audit(struct scene *s, struct interval_result *r)
{
	struct interval_problem p = { .c = &s->t.cells,
				      .pr = &s->t.primary,
				      .p = &s->t.policy,
				      .systems = s->systems,
				      .nsystems = s->nsystems,
				      .views = s->views,
				      .is_fixed = s->is_fixed,
				      .pivots = 1000000 };
	struct err err = ERR_INIT;

	if (intervals_audit(&p, r, &err) < 0)
		fail_msg("%s", err.msg);
}

/* Enumeration ----------------------------------------------------------------- */

static inline void know_row(struct scene *s, const int *nodes, uint32_t row, int kind)
{
	struct known *k = &s->known[s->nknown];
	int i;

	if (rt_is_missing(&s->t, nodes, kind))
		return;
	*k = (struct known){ .nodes = nodes, .kind = kind, .last = -1 };
	k->value = rt_value(&s->t, nodes, kind);
	/* That nothing moved counts as known, as in every system of what moves. */
	k->is_shown = row == CELLS_NO_ROW || (kind != MEASURE_STOCK && k->value == 0) ||
		      s->t.primary.states[row] == ROW_ZERO || s->views[row] == VIEW_VALUE;
	for (i = 0; i < s->t.ninner; i++)
		if (rt_holds(&s->t, nodes, kind, i))
			k->last = i;
	if (k->last >= 0)
		s->nknown++;
}

static inline void know_all(struct scene *s)
{
	int i, k, n;
	int64_t cap = 1;

	s->nknown = 0;
	for (i = 0; i < s->t.nrows; i++)
		for (k = 0; k < MEASURE_KINDS; k++)
			if (s->in[k] && s->t.has_kind[k])
				know_row(s, s->t.rows[i], s->t.row_of[i], k);
	for (i = 0; i < s->nsecrets && !s->seeks_floor; i++)
		cap = cap > s->secrets[i].need_high ? cap : s->secrets[i].need_high;
	for (i = 0; i < s->t.ninner; i++) {
		s->cap[i] = INT64_MAX;
		for (n = 0; n < s->nknown; n++)
			if (s->known[n].is_shown &&
			    rt_holds(&s->t, s->known[n].nodes, s->known[n].kind, i))
				s->cap[i] = smaller(s->cap[i], s->known[n].value);
		if (s->cap[i] == INT64_MAX)
			s->cap[i] = cap;
	}
}

static inline void list_holders(struct scene *s)
{
	int i, n;

	for (i = 0; i < s->t.ninner; i++) {
		s->holders[i] = mem_resize(s->holders[i], (size_t)s->nknown + 1, sizeof(int));
		s->nholders[i] = 0;
		for (n = 0; n < s->nknown; n++)
			if (rt_holds(&s->t, s->known[n].nodes, s->known[n].kind, i))
				s->holders[i][s->nholders[i]++] = n;
	}
}

static inline bool fits(const struct known *k, int i)
{
	if (k->is_shown)
		return k->sum <= k->value && (i < k->last || k->sum == k->value);
	return i < k->last || k->value <= 0 || k->sum >= 1;
}

static inline void note(struct scene *s)
{
	struct secret *x;
	int64_t v;
	int i, k;

	for (k = 0; k < s->nsecrets; k++) {
		x = &s->secrets[k];
		if (!s->in[x->kind])
			continue;
		for (v = i = 0; i < s->t.ninner; i++)
			v += x->weights[i] * s->y[i];
		x->least = smaller(x->least, v);
		x->greatest = v > x->greatest ? v : x->greatest;
	}
}

static inline bool add(struct scene *s, int i, int64_t more)
{
	struct known *k;
	bool is_good = true;
	int n;

	for (n = 0; n < s->nholders[i]; n++) {
		k = &s->known[s->holders[i][n]];
		k->sum += more;
		is_good &= fits(k, i);
	}
	return is_good;
}

static inline void enumerate(struct scene *s, int i)
{
	if (++s->tries > TRIES_MAX)
		return;
	if (i == s->t.ninner) {
		note(s);
		return;
	}
	for (s->y[i] = 0; s->y[i] <= s->cap[i]; s->y[i]++) {
		if (add(s, i, s->y[i]))
			enumerate(s, i + 1);
		add(s, i, -s->y[i]);
	}
}

/* False when there were too many to count. */
static inline bool enumerate_all(struct scene *s)
{
	static const bool groups[2][MEASURE_KINDS] = { { true, true, false },
						       { false, false, true } };
	int g, k;

	for (k = 0; k < s->nsecrets; k++) {
		s->secrets[k].least = INT64_MAX;
		s->secrets[k].greatest = INT64_MIN;
	}
	for (g = 0; g < 2; g++) {
		memcpy(s->in, groups[g], sizeof(s->in));
		know_all(s);
		if (s->nknown == 0)
			continue;
		list_holders(s);
		s->tries = 0;
		enumerate(s, 0);
		if (s->tries > TRIES_MAX)
			return false;
	}
	return true;
}

/* With everything hidden, a whole is still at least the number of its parts: less
 * than that is not asked for. */
static inline void lower_needs(struct scene *s)
{
	uint8_t *views = s->views;
	int k;

	s->views = mem_alloc((size_t)s->t.cells.nrows + 1);
	memset(s->views, VIEW_NOTHING, s->t.cells.nrows);
	s->seeks_floor = true;
	assert_true(enumerate_all(s));
	for (k = 0; k < s->nsecrets; k++)
		if (s->secrets[k].need_low < s->secrets[k].least)
			s->secrets[k].need_low = s->secrets[k].least;
	s->seeks_floor = false;
	free(s->views);
	s->views = views;
}

#endif
