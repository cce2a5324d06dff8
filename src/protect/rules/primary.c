#include "protect/rules/primary.h"

#include "core/mem.h"
#include "protect/rules/judge.h"

enum { WHICH_MAX = 6 };

struct finder {
	struct primary *out;
	const struct cells *c;
	const struct policy *p;
	int period; /* axis, or -1: none, or no cumulative measure is published */
};

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
		if (!c->measures[m].is_beside && !cells_is_null(c, m, row) &&
		    !cells_is_zero(c, m, row))
			return false;
	return true;
}

/* Whether a value is not zero; what was added up since January may be nobody's of late. */
static bool has_amount(const struct cells *c, uint32_t row, bool late_only)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (!c->measures[m].is_beside && !cells_is_null(c, m, row) &&
		    !cells_is_zero(c, m, row) &&
		    !(late_only && c->measures[m].kind == MEASURE_CUMULATIVE))
			return true;
	return false;
}

/*
 * Somebody must have been counted wherever there is something.  Where a table is protected by
 * rules on contributors alone, those must be there.
 */
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
	return f->p->ncounts == 0 || !has_amount(f->c, row, has_count);
}

/* A row of zeros, or one that shows that nobody was counted. */
static bool shows_zero(const struct finder *f, uint32_t row)
{
	int k, m;

	for (k = 0; k < f->p->ncounts; k++) {
		m = f->p->count_measures[k];
		if (f->c->measures[m].is_published && cells_is_zero(f->c, m, row))
			return true;
	}
	return is_zero(f->c, row);
}

/* The first of the rules that the row breaks, or one of the numbers of primary.h. */
static int find_rule(const struct finder *f, uint32_t row, bool is_shown)
{
	bool is_unknown = false;
	struct rule_values v;
	enum judgement j;
	int i;

	for (i = 0; i < f->p->nrules; i++) {
		if (f->p->rules[i].kind == RULE_ZERO) {
			if (is_shown && shows_zero(f, row))
				return i;
			continue;
		}
		j = judge_row(&f->p->rules[i], f->c, row, &v);
		if (j == JUDGE_BREAKS)
			return i;
		is_unknown |= j == JUDGE_UNKNOWN;
	}
	if (is_unknown || (is_shown && !is_judged(f, row)))
		return PRIMARY_NOT_JUDGED;
	return PRIMARY_NO_RULE;
}

/*
 * One pattern for all measures of a row: every rule looks at what it is about.  A quarter's
 * flow may be missing where its stock is there; the counts that are there then
 * decide.  A row with values and nobody counted is treated as sensitive: the
 * persons behind it have no key.
 */
static void judge(struct finder *f, uint32_t row)
{
	struct primary *pr = f->out;
	bool is_shown = has_value(f->c, row);

	pr->rules[row] = find_rule(f, row, is_shown);
	pr->nnot_judged += pr->rules[row] == PRIMARY_NOT_JUDGED;
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

/* cumulative: only what is itself added up since January. */
static bool is_sensitive_shadow(const struct finder *f, const int *nodes, bool cumulative)
{
	const struct policy_rule *r;
	struct rule_values v;
	int i;

	for (i = 0; i < f->p->nrules; i++) {
		r = &f->p->rules[i];
		if (r->kind == RULE_ZERO ||
		    (cumulative && f->c->measures[r->measure].kind != MEASURE_CUMULATIVE))
			continue;
		if (judge_shadow(r, f->c, nodes, &v) == JUDGE_BREAKS)
			return true;
	}
	return false;
}

static void try_interval(struct finder *f, int *nodes, int node)
{
	int old = nodes[f->period];

	nodes[f->period] = node;
	if (is_sensitive_shadow(f, nodes, true))
		add_shadow(f, nodes);
	nodes[f->period] = old;
}

/* What is itself cumulative must not have a sensitive difference. */
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
		if (mask && is_sensitive_shadow(f, changed, false))
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

/* Who leaves out the zeros of a table shows them. */
static int check_full(const struct cells *c, struct err *err)
{
	const struct table *t;
	uint64_t product;
	bool *seen;
	int i, k, node;
	uint32_t row;

	for (i = 0; i < c->ntables; i++) {
		t = &c->tables[i];
		product = t->nrows > 0;
		for (k = 0; k < c->naxes; k++) {
			uint64_t n = 0;

			seen = mem_zalloc((size_t)c->axes[k].n + 1, sizeof(*seen));
			for (row = 0; row < t->nrows; row++) {
				node = cells_nodes(c, t->rows[row])[k];
				n += !seen[node];
				seen[node] = true;
			}
			free(seen);
			product *= n;
		}
		if (product != t->nrows)
			return err_set(
				err, ERR_CONFIG,
				"zeros cannot be protected: %s leaves rows out, and who misses a "
				"row knows that it is zero; let yg-aggregate write \"zeros\": "
				"\"emit\"",
				t->dataset);
	}
	return 0;
}

int primary_find(struct primary *pr, const struct cells *c, const struct policy *p, struct err *err)
{
	struct finder f = { pr, c, p, -1 };
	uint32_t i;

	*pr = (struct primary){ .naxes = c->naxes };
	if (p->ncounts + (int)p->protects_zeros == p->nrules && p->ncounts == 0)
		return json_err(json_root(p->doc), err,
				"nothing is suppressed without a rule: \"minimum_frequency\" or "
				"\"rules\" say which cells are sensitive");
	if (p->protects_zeros && check_full(c, err) < 0)
		return -1;
	pr->states = mem_zalloc(c->nrows, 1);
	pr->rules = mem_zalloc(c->nrows, sizeof(*pr->rules));
	if (cells_has_kind(c, MEASURE_CUMULATIVE))
		f.period = cells_period_axis(c);
	for (i = 0; i < c->nrows; i++)
		judge(&f, c->sorted[i]);
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
