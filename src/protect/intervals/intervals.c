#include "protect/intervals/intervals.h"

#include "core/mem.h"
#include "protect/cells/additive.h"
#include "protect/intervals/intervals_proofs.h"
#include "protect/intervals/intervals_repair.h"

struct claim {
	uint32_t cell, goal;
	int measure;
	int64_t low, high; /* need */
};

/* One linear problem and what it must show. */
struct audit {
	const struct interval_problem *p;
	struct interval_result *out;
	struct interval_model model;
	struct claim *claims;
	size_t nclaims, claims_capacity;
	struct linear_goal *goals;
	uint32_t ngoals, *goal_of_var; /* SLOT_NONE: none */
	size_t goals_capacity;
};

static bool is_audited(const struct measure *m)
{
	return m->is_published && m->type != FIELD_FLOAT64 && additive_is(m);
}

/* Which measures are one problem -------------------------------------------- */

static int root(const int *groups, int m)
{
	while (groups[m] != m)
		m = groups[m];
	return m;
}

static void tie(const struct cells *c, int *groups, int one, int other)
{
	int a = root(groups, one), b = root(groups, other);

	if (is_audited(&c->measures[one]) && is_audited(&c->measures[other]))
		groups[a > b ? a : b] = a < b ? a : b;
}

static bool is_same_quantity(const struct measure *a, const struct measure *b)
{
	return a->quantity && b->quantity && strcmp(a->quantity, b->quantity) == 0;
}

static int *group_measures(const struct cells *c, const struct policy *p)
{
	int *groups = mem_zalloc((size_t)c->nmeasures, sizeof(*groups)), i, k;

	for (i = 0; i < c->nmeasures; i++)
		groups[i] = i;
	for (i = 0; i < c->nmeasures; i++)
		for (k = 0; k < i; k++)
			if (is_same_quantity(&c->measures[i], &c->measures[k]))
				tie(c, groups, i, k);
	for (i = 0; i < p->nrelations; i++)
		tie(c, groups, p->relations[i].whole, p->relations[i].part);
	for (i = 0; i < p->nper_head; i++)
		tie(c, groups, p->per_head[i].sum, p->per_head[i].count);
	return groups;
}

/* Goals --------------------------------------------------------------------- */

static void add_finding(struct audit *a, const struct interval_finding *f)
{
	struct interval_result *out = a->out;

	out->findings = mem_grow(out->findings, &out->capacity, out->n + 1, sizeof(*out->findings));
	out->findings[out->n++] = *f;
}

/* A protected value that everybody knows, from a row that shows it. */
static void find_known(struct audit *a, const struct claim *claim, const struct slot *s)
{
	struct interval_finding f = { .cell = claim->cell,
				      .measure = claim->measure,
				      .is_known = true,
				      .low = (double)s->truth,
				      .high = (double)s->truth,
				      .need_low = claim->low,
				      .need_high = claim->high,
				      .repair = s->hideable };

	add_finding(a, &f);
}

/* One goal for each variable: the widest of what is needed. */
static uint32_t put_goal(struct audit *a, uint32_t var, int64_t low, int64_t high)
{
	uint32_t goal = a->goal_of_var[var];

	if (goal == SLOT_NONE) {
		a->goals = mem_grow(a->goals, &a->goals_capacity, (size_t)a->ngoals + 1,
				    sizeof(*a->goals));
		goal = a->goal_of_var[var] = a->ngoals++;
		a->goals[goal] = (struct linear_goal){ var, low, high };
	}
	if (a->goals[goal].low > low)
		a->goals[goal].low = low;
	if (a->goals[goal].high < high)
		a->goals[goal].high = high;
	return goal;
}

static uint8_t *certified_at(const struct interval_problem *p, const struct interval_result *r,
			     uint32_t cell, int measure)
{
	size_t ncells = (size_t)p->c->nrows + p->pr->nshadows;

	return &r->is_certified[(size_t)measure * ncells + cell];
}

static void need_cell(struct audit *a, uint32_t cell, int measure)
{
	const struct interval_problem *p = a->p;
	struct claim claim = { .cell = cell, .measure = measure };
	uint32_t slot = a->model.slots.of[measure][cell], var;

	if (slot >= SLOT_ZERO || *certified_at(p, a->out, cell, measure) ||
	    !primary_need(p->pr, p->c, p->p, measure, cell, &claim.low, &claim.high))
		return;
	var = a->model.vars[slot];
	if (var == SLOT_NONE) {
		find_known(a, &claim, &a->model.slots.items[slot]);
		return;
	}
	if (claim.low < a->model.floors[slot])
		claim.low = a->model.floors[slot];
	claim.goal = put_goal(a, var, claim.low, claim.high);
	a->claims = mem_grow(a->claims, &a->claims_capacity, a->nclaims + 1, sizeof(*a->claims));
	a->claims[a->nclaims++] = claim;
}

static void list_goals(struct audit *a)
{
	const struct cells *c = a->p->c;
	size_t nvars = a->model.lp.nvars;
	uint32_t i, cell;
	int m;

	a->goal_of_var = mem_alloc((nvars + 1) * sizeof(*a->goal_of_var));
	memset(a->goal_of_var, 0xff, (nvars + 1) * sizeof(*a->goal_of_var));
	for (i = 0; i < c->nrows + a->p->pr->nshadows; i++) {
		cell = i < c->nrows ? c->sorted[i] : i;
		if (cell < c->nrows && a->p->pr->states[cell] != ROW_PRIMARY)
			continue;
		for (m = 0; m < c->nmeasures; m++)
			if (a->model.slots.of[m])
				need_cell(a, cell, m);
	}
}

/* Results ------------------------------------------------------------------- */

static bool holds(const struct linear_result *r, uint32_t goal)
{
	return r->low_states[goal] == GOAL_HOLDS && r->high_states[goal] == GOAL_HOLDS;
}

static bool is_proved(const struct linear_result *r, uint32_t goal)
{
	return r->low_states[goal] == GOAL_FAILS || r->high_states[goal] == GOAL_FAILS;
}

static uint32_t number_of(const struct audit *a, uint32_t witness)
{
	return witness == LINEAR_TRUTH ? PROOF_TRUTH
				       : (uint32_t)a->out->proofs->nwitnesses + witness;
}

static void certify(struct audit *a, const struct claim *claim, const struct linear_result *r)
{
	uint32_t goal = claim->goal;
	struct proof_claim proof = { .cell = claim->cell,
				     .measure = claim->measure,
				     .truth = a->model.lp.truth[a->goals[goal].var],
				     .need_low = claim->low,
				     .need_high = claim->high,
				     .low_witness = number_of(a, r->low_witness[goal]),
				     .high_witness = number_of(a, r->high_witness[goal]) };

	proofs_add_claim(a->out->proofs, &proof);
	*certified_at(a->p, a->out, claim->cell, claim->measure) = 1;
	a->out->ncertified++;
}

static void report(struct audit *a, const struct claim *claim, const struct linear_result *r,
		   uint32_t repair)
{
	uint32_t goal = claim->goal;
	struct interval_finding f = { .cell = claim->cell,
				      .measure = claim->measure,
				      .is_known = is_proved(r, goal),
				      .low = (double)claim->low,
				      .high = (double)claim->high,
				      .need_low = claim->low,
				      .need_high = claim->high,
				      .repair = repair };

	if (r->low_states[goal] == GOAL_FAILS)
		f.low = r->low_found[goal];
	if (r->high_states[goal] == GOAL_FAILS)
		f.high = r->high_found[goal];
	add_finding(a, &f);
}

/* By goal: what to suppress for it. */
static uint32_t *find_repairs(struct audit *a, const struct linear_result *r)
{
	uint32_t *repairs = mem_zalloc((size_t)a->ngoals + 1, sizeof(*repairs)), i;
	struct repairer repairer;

	repairer_init(&repairer, &a->model);
	for (i = 0; i < a->ngoals; i++)
		if (!holds(r, i))
			repairs[i] = repairer_find(&repairer, a->goals[i].var,
						   r->blame_rows + r->blame_start[i],
						   r->blame_start[i + 1] - r->blame_start[i]);
	repairer_release(&repairer);
	return repairs;
}

static void take_results(struct audit *a, const struct linear_result *r)
{
	uint32_t *repairs = find_repairs(a, r);
	size_t i;

	for (i = 0; i < a->nclaims; i++) {
		if (holds(r, a->claims[i].goal))
			certify(a, &a->claims[i], r);
		else
			report(a, &a->claims[i], r, repairs[a->claims[i].goal]);
	}
	free(repairs);
	proofs_add_witnesses(a->out->proofs, &a->model, r);
	a->out->programs += r->programs;
	a->out->pivots += r->pivots;
}

static int audit_measures(const struct interval_problem *p, const bool *is_in,
			  struct interval_result *out, struct err *err)
{
	struct linear_limits limits = { p->pivots - out->pivots };
	struct audit a = { .p = p, .out = out };
	struct linear_result r = { 0 };
	int ret = -1;

	if (model_build(&a.model, p, is_in, err) < 0)
		goto out;
	list_goals(&a);
	if (a.ngoals > 0) {
		if (linear_audit(&a.model.lp, a.goals, a.ngoals, &limits, &r, err) < 0)
			goto out;
		take_results(&a, &r);
	}
	ret = 0;
out:
	linear_result_release(&r);
	model_release(&a.model);
	free(a.claims);
	free(a.goals);
	free(a.goal_of_var);
	return ret;
}

static void begin(const struct interval_problem *p, struct interval_result *out)
{
	size_t ncells = (size_t)p->c->nrows + p->pr->nshadows;

	out->n = 0;
	out->programs = out->pivots = 0;
	if (out->proofs)
		return;
	out->proofs = mem_zalloc(1, sizeof(*out->proofs));
	out->is_certified = mem_zalloc(ncells * (size_t)p->c->nmeasures + 1, 1);
}

int intervals_audit(const struct interval_problem *problem, struct interval_result *out,
		    struct err *err)
{
	const struct cells *c = problem->c;
	int *groups = group_measures(c, problem->p), i, k, ret = 0;
	bool *is_in = mem_zalloc((size_t)c->nmeasures, sizeof(*is_in));

	begin(problem, out);
	for (i = 0; i < c->nmeasures && ret == 0; i++) {
		if (root(groups, i) != i || !is_audited(&c->measures[i]))
			continue;
		for (k = 0; k < c->nmeasures; k++)
			is_in[k] = root(groups, k) == i && is_audited(&c->measures[k]);
		ret = audit_measures(problem, is_in, out, err);
	}
	free(is_in);
	free(groups);
	return ret;
}

void interval_result_release(struct interval_result *r)
{
	if (r->proofs)
		proofs_release(r->proofs);
	free(r->findings);
	free(r->is_certified);
	*r = (struct interval_result){ 0 };
}
