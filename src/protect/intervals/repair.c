#include "protect/intervals/repair.h"

#include "core/log.h"
#include "core/mem.h"
#include "protect/nights/classing.h"
#include "protect/pattern/solve.h"

/* What one system suppresses may be a cell that another has under two names. */
int repair_spread(struct protection *p, struct err *err)
{
	struct classing k;
	uint32_t n;
	int i, ret;

	do {
		n = 0;
		for (i = 0; i < p->nsystems; i++) {
			ret = classing_init(&k, p, i, err);
			if (ret == 0)
				n += classing_spread(&k);
			classing_release(&k);
			if (ret < 0)
				return -1;
		}
	} while (n > 0);
	return 0;
}

static void list_views(const struct protection *p, uint8_t *views, bool *is_fixed)
{
	uint32_t row;

	for (row = 0; row < p->c->nrows; row++) {
		/* What an earlier release shows says nothing certain of tonight. */
		views[row] = protection_row_is_shown(p, row) || p->pr->states[row] == ROW_ABSENT
				     ? VIEW_VALUE
				     : VIEW_NOTHING;
		is_fixed[row] = p->out->is_public[row];
	}
}

static int refuse_narrow(const struct protection *p, const struct interval_result *r,
			 const char *why, struct err *err)
{
	const struct interval_finding *f = &r->findings[0];
	struct buf b = BUF_INIT;

	cells_describe(p->c,
		       f->cell < p->c->nrows ? cells_nodes(p->c, f->cell)
					     : primary_shadow(p->pr, f->cell - p->c->nrows),
		       &b);
	err_set(err, ERR_GATE,
		"%zu suppressed values would be known too closely, the first of them %s of %s: %s",
		r->n, p->c->measures[f->measure].name, b.p, why);
	buf_release(&b);
	return -1;
}

/* Suppresses what the findings ask for; how many rows. */
static uint32_t repair(struct protection *p, const struct interval_result *r)
{
	const struct interval_finding *f;
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < r->n; i++) {
		f = &r->findings[i];
		if (f->repair == CELLS_NO_ROW || !protection_row_is_shown(p, f->repair) ||
		    p->out->is_public[f->repair])
			continue;
		protection_suppress(p, f->repair, SUPPRESS_INTERVAL,
				    p->c->measures[f->measure].kind, BECAUSE_CELL, f->cell);
		n++;
	}
	return n;
}

static int audit_round(struct protection *p, struct err *err)
{
	uint8_t *views = mem_zalloc((size_t)p->c->nrows + 1, sizeof(*views));
	bool *is_fixed = mem_zalloc((size_t)p->c->nrows + 1, sizeof(*is_fixed));
	struct interval_problem problem = { .c = p->c,
					    .pr = p->pr,
					    .p = p->p,
					    .systems = p->systems,
					    .nsystems = p->nsystems,
					    .views = views,
					    .is_fixed = is_fixed,
					    .pivots = p->p->audit_pivots };
	int ret;

	list_views(p, views, is_fixed);
	ret = intervals_audit(&problem, &p->out->intervals, err);
	free(views);
	free(is_fixed);
	return ret;
}

/* What a repair hides must not be worked out from the rest. */
static int solve_again(struct protection *p, struct err *err)
{
	int i;

	for (i = 0; i < p->nsystems; i++)
		if (solve_system(p, i, err) < 0)
			return -1;
	return repair_spread(p, err);
}

int repair_intervals(struct protection *p, struct err *err)
{
	struct interval_result *r = &p->out->intervals;
	uint32_t n;

	for (p->out->rounds = 1;; p->out->rounds++) {
		if (audit_round(p, err) < 0)
			return -1;
		if (r->n == 0)
			return 0;
		if (p->out->rounds > p->p->audit_rounds)
			return refuse_narrow(
				p, r, "the rounds of the audit did not suffice to repair it", err);
		n = repair(p, r);
		log_verbose("audit round %d: %zu values too closely known, %u rows suppressed",
			    p->out->rounds, r->n, n);
		if (n == 0)
			return refuse_narrow(p, r, "nothing that may still be suppressed hides it",
					     err);
		p->out->nrepairs += n;
		if (solve_again(p, err) < 0)
			return -1;
	}
}
