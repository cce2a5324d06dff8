#include "protect/primary.h"

#include "core/mem.h"

enum { WHICH_MAX = 6 };

struct finder {
	struct primary *out;
	const struct cells *c;
	const struct policy *p;
	int period; /* axis, or -1: none, or no cumulative measure is published */
};

/* A row that is not there was left out because it is zero. */
static int64_t count_at(const struct cells *c, int measure, uint32_t row)
{
	if (row == CELLS_NO_ROW || cells_status(c, measure, row) == STATUS_NOT_APPLICABLE)
		return 0;
	if (cells_is_null(c, measure, row))
		return PRIMARY_UNKNOWN;
	return column_int64(&c->batch->columns[c->measures[measure].column], row);
}

static bool is_small(const struct policy *p, int64_t count)
{
	return count > 0 && count < p->threshold;
}

/* The finest node that ends there and has a row with these nodes, taking the base
 * for what is left out of it. */
static int node_at_end(const struct cells *c, const int *nodes, int axis, int end)
{
	const struct axis *a = &c->axes[axis];
	int probe[CELLS_MAX_AXES], i, best = AXIS_NONE;

	for (i = 0; i < c->naxes; i++)
		probe[i] = nodes[i] >= c->axes[i].n ? c->axes[i].base : nodes[i];
	for (i = 0; i < a->n; i++) {
		probe[axis] = i;
		if (a->end_of[i] == end && (best < 0 || a->depths[i] > a->depths[best]) &&
		    cells_find(c, probe) != CELLS_NO_ROW)
			best = i;
	}
	return best;
}

static int64_t value_with(const struct cells *c, int measure, const int *nodes, int axis, int node)
{
	int changed[CELLS_MAX_AXES];

	if (node == AXIS_NONE)
		return 0;
	memcpy(changed, nodes, (size_t)c->naxes * sizeof(*changed));
	changed[axis] = node;
	return primary_value(c, measure, changed);
}

/* Each extra node is a difference of two values. */
int64_t primary_value(const struct cells *c, int measure, const int *nodes)
{
	int64_t whole, part;
	const struct axis_interval *it;
	const struct axis *a;
	int i;

	for (i = 0; i < c->naxes && nodes[i] < c->axes[i].n; i++)
		;
	if (i == c->naxes)
		return count_at(c, measure, cells_find(c, nodes));
	a = &c->axes[i];
	if (axis_is_since_january(a, nodes[i]))
		return value_with(c, measure, nodes, i, axis_own_period(a, nodes[i]));
	if (a->kind == AXIS_OF_WHICH) {
		whole = value_with(c, measure, nodes, i, a->base);
		part = value_with(c, measure, nodes, i, nodes[i] - a->n);
	} else {
		it = &a->intervals[nodes[i] - a->n];
		whole = value_with(c, measure, nodes, i, node_at_end(c, nodes, i, it->upto));
		part = value_with(c, measure, nodes, i, node_at_end(c, nodes, i, it->after));
	}
	return whole == PRIMARY_UNKNOWN || part == PRIMARY_UNKNOWN ? PRIMARY_UNKNOWN : whole - part;
}

static bool has_value(const struct cells *c, uint32_t row)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (c->measures[m].is_published && !cells_is_null(c, m, row))
			return true;
	return false;
}

static bool is_zero(const struct cells *c, uint32_t row)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (!cells_is_null(c, m, row) && !cells_is_zero(c, m, row))
			return false;
	return true;
}

/* Whether a value is not zero; what was added up since January may be nobody's of late. */
static bool has_amount(const struct cells *c, uint32_t row, bool late_only)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (!cells_is_null(c, m, row) && !cells_is_zero(c, m, row) &&
		    !(late_only && c->measures[m].kind == MEASURE_CUMULATIVE))
			return true;
	return false;
}

/* Somebody must have been counted wherever there is something. */
static bool is_judged(const struct finder *f, uint32_t row)
{
	bool has_count = false;
	int k, m;

	for (k = 0; k < f->p->ncounts; k++) {
		m = f->p->count_measures[k];
		if (!cells_is_null(f->c, m, row) && !cells_is_zero(f->c, m, row))
			return true;
		has_count |= !cells_is_null(f->c, m, row);
	}
	return !has_amount(f->c, row, has_count);
}

/*
 * One pattern for all measures of a row: the smallest of its counts decides.  A quarter's
 * flow may be missing where its stock is there; the counts that are there then
 * decide.  A row with values and nobody counted is treated as sensitive: the
 * persons behind it have no key.
 */
static void judge_row(struct finder *f, uint32_t row)
{
	struct primary *pr = f->out;
	bool is_shown = has_value(f->c, row);
	int k, m;

	pr->rules[row] = PRIMARY_NO_RULE;
	for (k = 0; k < f->p->ncounts; k++) {
		m = f->p->count_measures[k];
		if (is_small(f->p, count_at(f->c, m, row)) && pr->rules[row] == PRIMARY_NO_RULE)
			pr->rules[row] = k;
	}
	if (is_shown && !is_judged(f, row)) {
		pr->rules[row] = PRIMARY_NOT_JUDGED;
		pr->nnot_judged++;
	}
	if (pr->rules[row] != PRIMARY_NO_RULE) {
		pr->states[row] = ROW_PRIMARY;
		pr->nprimary++;
	} else if (!is_shown) {
		pr->states[row] = ROW_ABSENT;
	} else if (is_zero(f->c, row)) {
		pr->states[row] = ROW_ZERO;
		pr->nzero++;
	} else {
		pr->states[row] = ROW_VALUE;
	}
}

static void add_shadow(struct finder *f, const int *nodes)
{
	struct primary *pr = f->out;
	uint64_t key = cells_key(f->c, nodes);
	size_t n = (size_t)pr->naxes;

	if (keymap_put(&pr->shadow_index, key, pr->nshadows) != pr->nshadows)
		return;
	pr->shadow_nodes = mem_grow(pr->shadow_nodes, &pr->shadow_capacity, (pr->nshadows + 1) * n,
				    sizeof(*pr->shadow_nodes));
	memcpy(pr->shadow_nodes + pr->nshadows * n, nodes, n * sizeof(*nodes));
	pr->nshadows++;
}

static bool is_small_shadow(const struct finder *f, const int *nodes)
{
	int k;

	for (k = 0; k < f->p->ncounts; k++)
		if (is_small(f->p, primary_value(f->c, f->p->count_measures[k], nodes)))
			return true;
	return false;
}

static void try_interval(struct finder *f, int *nodes, int node)
{
	int k, m, old = nodes[f->period];
	bool is_sensitive = false;

	nodes[f->period] = node;
	for (k = 0; k < f->p->ncounts && !is_sensitive; k++) {
		m = f->p->count_measures[k];
		is_sensitive = f->c->measures[m].kind == MEASURE_CUMULATIVE &&
			       is_small(f->p, primary_value(f->c, m, nodes));
	}
	if (is_sensitive)
		add_shadow(f, nodes);
	nodes[f->period] = old;
}

/* A count that is itself cumulative must not have a small difference. */
static void try_intervals(struct finder *f, int *nodes)
{
	const struct axis *a = &f->c->axes[f->period];
	int end = a->end_of[nodes[f->period]], after;

	for (after = a->ends[end].first; after < end; after++)
		try_interval(f, nodes, axis_interval(a, after, end));
}

/* What belongs to nobody but the rest of a base: in its period, and since January. */
static void add_shadows(struct finder *f, int *nodes)
{
	int node;

	add_shadow(f, nodes);
	if (f->period < 0)
		return;
	node = nodes[f->period];
	nodes[f->period] = axis_since_january(&f->c->axes[f->period], node);
	add_shadow(f, nodes);
	nodes[f->period] = node;
}

/* All ways to leave the row's of-which codes out of their bases. */
static void try_shadows(struct finder *f, uint32_t row, const int *which, int nwhich)
{
	const int *nodes = cells_nodes(f->c, row);
	int changed[CELLS_MAX_AXES], k;
	unsigned mask;

	for (mask = 0; mask < 1u << nwhich; mask++) {
		memcpy(changed, nodes, (size_t)f->c->naxes * sizeof(*changed));
		for (k = 0; k < nwhich; k++)
			if (mask >> k & 1)
				changed[which[k]] += f->c->axes[which[k]].n;
		if (mask && is_small_shadow(f, changed))
			add_shadows(f, changed);
		if (f->period >= 0)
			try_intervals(f, changed);
	}
}

static int find_shadows(struct finder *f, uint32_t row, struct err *err)
{
	const int *nodes = cells_nodes(f->c, row);
	int which[WHICH_MAX], nwhich = 0, a;

	for (a = 0; a < f->c->naxes; a++) {
		if (f->c->axes[a].kind != AXIS_OF_WHICH || nodes[a] == f->c->axes[a].base)
			continue;
		if (nwhich == WHICH_MAX)
			return err_set(err, ERR_CONFIG, "more than %d of-which dimensions",
				       WHICH_MAX);
		which[nwhich++] = a;
	}
	try_shadows(f, row, which, nwhich);
	return 0;
}

int primary_find(struct primary *pr, const struct cells *c, const struct policy *p, struct err *err)
{
	struct finder f = { pr, c, p, -1 };
	uint32_t i;

	*pr = (struct primary){ .naxes = c->naxes };
	pr->states = mem_zalloc(c->nrows, 1);
	pr->rules = mem_zalloc(c->nrows, sizeof(*pr->rules));
	if (cells_has_kind(c, MEASURE_CUMULATIVE))
		f.period = cells_period_axis(c);
	for (i = 0; i < c->nrows; i++)
		judge_row(&f, c->sorted[i]);
	for (i = 0; i < c->nrows; i++)
		if (find_shadows(&f, c->sorted[i], err) < 0)
			return -1;
	return 0;
}

void primary_release(struct primary *pr)
{
	free(pr->states);
	free(pr->rules);
	free(pr->shadow_nodes);
	keymap_release(&pr->shadow_index);
	*pr = (struct primary){ 0 };
}
