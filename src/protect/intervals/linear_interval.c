#include <math.h>

#include "core/mem.h"
#include "protect/intervals/linear_solver.h"

struct question {
	struct reduced r;
	struct compact c;
	struct ball ball;
	uint32_t var;
	uint32_t *local;
	double low, high; /* of the difference */
};

static double value_of(const struct solver *s, uint32_t var)
{
	const struct compact *c = s->c;
	double sum = 0;
	size_t k;

	for (k = c->form_start[var]; k < c->form_start[var + 1]; k++)
		sum += (double)c->form_weights[k] * solver_value(s, c->form_vars[k]);
	return sum;
}

static int farthest(struct solver *s, uint32_t var, int direction, double *found, struct err *err)
{
	solver_clear(s);
	solver_add(s, var, direction);
	switch (solver_solve(s)) {
	case SOLVER_OPTIMAL:
		*found = value_of(s, var);
		return 0;
	case SOLVER_UNBOUNDED:
		*found = direction * INFINITY;
		return 0;
	default:
		return err_set(err, ERR_BUG, "the solver of linear programs (GLPK) found no end");
	}
}

static int ask(void *ctx, struct err *err)
{
	struct question *q = ctx;
	long long pivots = INT64_MAX;
	struct solver s;
	int ret;

	if (q->c.form_start[q->var] == q->c.form_start[q->var + 1])
		return 0;
	ball_grow(&q->ball, BALL_CLOSED, q->var, UINT32_MAX);
	solver_open(&s, &q->ball, q->local, &pivots);
	ret = farthest(&s, q->var, -1, &q->low, err);
	if (ret == 0)
		ret = farthest(&s, q->var, 1, &q->high, err);
	solver_close(&s);
	return ret;
}

int linear_interval(const struct linear *l, uint32_t var, double *low, double *high,
		    struct err *err)
{
	struct question *q = mem_zalloc(1, sizeof(*q));
	int ret = -1;

	q->var = var;
	q->local = mem_zalloc(l->nvars, sizeof(*q->local));
	if (reduced_build(&q->r, l, err) < 0)
		goto out;
	compact_build(&q->c, &q->r);
	ball_begin(&q->ball, &q->c);
	ret = solver_guard(ask, q, err);
	*low = (double)l->truth[var] + q->low;
	*high = (double)l->truth[var] + q->high;
out:
	ball_release(&q->ball);
	compact_release(&q->c);
	reduced_release(&q->r);
	free(q->local);
	free(q);
	return ret;
}
