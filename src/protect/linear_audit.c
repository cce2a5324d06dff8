#include <math.h>

#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "protect/field61.h"
#include "protect/linear_ball.h"
#include "protect/linear_blame.h"
#include "protect/linear_hunt.h"
#include "protect/linear_solver.h"

enum {
	PATIENCE_WHOLE = 3, /* programs that reach nothing new */
	PATIENCE_PART = 1,
	TRIES = 6,	   /* other corners, where one is not whole */
	TREE_NODES = 2000, /* of one search for whole numbers */
	TREE_PIVOTS = 100000,
};

struct audit {
	struct linear_result *out;
	struct reduced r;
	struct compact c;
	struct hunt hunt;
	struct blame blame;
	struct ball ball;
	struct solver solver; /* of the ball */
	uint32_t *local;
	uint32_t *aims; /* of the ball, that were open */
	size_t naims;
	bool *is_listed; /* by variable; only while aims are listed */
	/* The solution at hand: differences by variable, and which are not 0. */
	double *values;
	uint32_t *moved, nmoved;
	bool *is_moved;
	long long pivots;
	uint64_t sequence;
};

/* Solutions ----------------------------------------------------------------- */

static void forget_values(struct audit *a)
{
	uint32_t i;

	for (i = 0; i < a->nmoved; i++) {
		a->values[a->moved[i]] = 0;
		a->is_moved[a->moved[i]] = false;
	}
	a->nmoved = 0;
}

static void add_value(struct audit *a, uint32_t base, double value)
{
	const struct compact *c = &a->c;
	uint32_t user;
	size_t k;

	for (k = c->users_start[base]; k < c->users_start[base + 1]; k++) {
		user = c->users[k];
		a->values[user] += value * (double)c->users_weights[k];
		if (a->is_moved[user])
			continue;
		a->is_moved[user] = true;
		a->moved[a->nmoved++] = user;
	}
}

static void read_values(struct audit *a, double (*value_of)(const struct solver *, uint32_t))
{
	double value;
	uint32_t i;

	forget_values(a);
	for (i = 0; i < a->ball.nvars; i++) {
		value = value_of(&a->solver, a->ball.vars[i]);
		if (value != 0)
			add_value(a, a->ball.vars[i], value);
	}
}

static size_t take(struct audit *a)
{
	return hunt_take(&a->hunt, a->values, a->moved, a->nmoved);
}

/* Programs ------------------------------------------------------------------ */

/* Between 0.5 and 1.5. */
static double next_weight(struct audit *a)
{
	return 0.5 + (double)(sequence_next(&a->sequence) >> 11) / 9007199254740992.0;
}

/*
 * Where nothing stops an aim, variables of its form are stopped, so that no program is without an
 * optimum.  Says whether that may have kept it from its true optimum: of an aim
 * that is one variable, stopped where it is reached, it has not.
 */
static bool stop(struct audit *a, const struct aim *aim, int64_t far)
{
	const struct compact *c = &a->c;
	const struct reduced *r = &a->r;
	size_t from = c->form_start[aim->var], upto = c->form_start[aim->var + 1], k;
	bool is_stopped = false;
	uint32_t base;

	for (k = from; k < upto; k++) {
		base = c->form_vars[k];
		if (!ball_has(&a->ball, base))
			continue;
		if ((c->form_weights[k] > 0) == (aim->direction > 0)) {
			if (r->high[base] != LINEAR_NO_LIMIT)
				continue;
			solver_bound(&a->solver, base, r->low[base], far);
		} else {
			if (r->low[base] != -LINEAR_NO_LIMIT)
				continue;
			solver_bound(&a->solver, base, -far, r->high[base]);
		}
		is_stopped = true;
	}
	return is_stopped && (upto - from > 1 || far < aim->need);
}

static void free_form(struct audit *a, uint32_t var)
{
	const struct compact *c = &a->c;
	uint32_t base;
	size_t k;

	for (k = c->form_start[var]; k < c->form_start[var + 1]; k++) {
		base = c->form_vars[k];
		if (ball_has(&a->ball, base))
			solver_bound(&a->solver, base, a->r.low[base], a->r.high[base]);
	}
}

static int64_t some_more(int64_t need)
{
	return need < INT64_MAX / 16 ? 8 * need : INT64_MAX / 2;
}

/* All open aims of a direction at once, with chance weights, until that leads no further. */
static int reach_many(struct audit *a, int direction, struct err *err)
{
	int patience = a->ball.is_whole ? PATIENCE_WHOLE : PATIENCE_PART;
	int64_t far = 0;
	struct aim *aim;
	size_t i, n;

	for (i = 0; i < a->naims; i++)
		if (a->hunt.aims[a->aims[i]].need > far)
			far = a->hunt.aims[a->aims[i]].need;
	while (patience > 0) {
		if (program_check(err) < 0)
			return -1;
		solver_clear(&a->solver);
		for (i = n = 0; i < a->naims; i++) {
			aim = &a->hunt.aims[a->aims[i]];
			if (aim->state != AIM_OPEN || aim->direction != direction)
				continue;
			stop(a, aim, some_more(far));
			solver_add(&a->solver, aim->var, direction * next_weight(a));
			n++;
		}
		if (n == 0 || solver_solve(&a->solver) != SOLVER_OPTIMAL)
			break;
		read_values(a, solver_value);
		if (take(a) == 0)
			patience--;
	}
	for (i = 0; i < a->naims; i++)
		free_form(a, a->hunt.aims[a->aims[i]].var);
	return 0;
}

static void fail_aim(struct audit *a, struct aim *aim, double found)
{
	aim->state = AIM_FAILED;
	aim->found = found;
	a->hunt.nopen--;
}

/* Corners where the aim is reached, one after the other; every second time not only those that
 * are near the truth. */
static void try_corners(struct audit *a, const struct aim *aim)
{
	const struct reduced *r = &a->r;
	double weight;
	uint32_t i, var;
	int try;

	for (try = 0; try < TRIES && aim->state == AIM_OPEN; try++) {
		solver_clear(&a->solver);
		for (i = 0; i < a->ball.nvars; i++) {
			var = a->ball.vars[i];
			weight = next_weight(a) - (try % 2 == 0 ? 0 : 1);
			weight *= a->values[var] > 0 ? -1 : 1;
			if (weight > 0 ? r->high[var] != LINEAR_NO_LIMIT
				       : r->low[var] != -LINEAR_NO_LIMIT)
				solver_add(&a->solver, var, weight);
		}
		if (solver_solve(&a->solver) != SOLVER_OPTIMAL)
			return;
		read_values(a, solver_value);
		take(a);
	}
}

/* The corner that reaches it is not whole: look for a point that is. */
static void reach_whole(struct audit *a, struct aim *aim)
{
	enum solver_status status;

	solver_require(&a->solver, aim->var, aim->direction, aim->direction * aim->need);
	try_corners(a, aim);
	if (aim->state == AIM_OPEN) {
		solver_clear(&a->solver);
		status = solver_solve(&a->solver);
		if (status == SOLVER_OPTIMAL)
			status = solver_solve_whole(&a->solver, TREE_PIVOTS, TREE_NODES);
		if (status == SOLVER_OPTIMAL) {
			read_values(a, solver_whole_value);
			take(a);
		} else if (status == SOLVER_NONE && a->ball.is_whole) {
			/* Who knows that the values are whole knows this. */
			fail_aim(a, aim, (double)(aim->need - 1));
			blame_neighbours(&a->blame, aim);
		}
	}
	solver_require_no_more(&a->solver);
}

static enum solver_status reach_far(struct audit *a, struct aim *aim)
{
	enum solver_status status;

	solver_clear(&a->solver);
	solver_add(&a->solver, aim->var, aim->direction);
	status = solver_solve(&a->solver);
	if (status == SOLVER_OPTIMAL)
		read_values(a, solver_value);
	return status;
}

static bool falls_short(const struct audit *a, const struct aim *aim)
{
	return aim->direction * a->values[aim->var] < (double)aim->need * (1 - 1e-9) - 1e-6;
}

static void give_up(struct audit *a, struct aim *aim)
{
	aim->state = AIM_UNKNOWN;
	a->hunt.nopen--;
}

/* A point of the open ball that reaches it, or with the whole component a proof of failure. */
static void reach_one(struct audit *a, struct aim *aim)
{
	bool is_single = a->c.form_start[aim->var + 1] - a->c.form_start[aim->var] == 1;
	bool is_stopped = stop(a, aim, is_single ? aim->need : some_more(aim->need));
	bool is_short = false;

	if (reach_far(a, aim) == SOLVER_OPTIMAL) {
		take(a);
		is_short = falls_short(a, aim);
		if (aim->state == AIM_OPEN && !is_short)
			reach_whole(a, aim);
	}
	free_form(a, aim->var);
	if (aim->state != AIM_OPEN || !a->ball.is_whole)
		return;
	if (is_short && is_stopped)
		is_short = reach_far(a, aim) == SOLVER_OPTIMAL && falls_short(a, aim);
	if (is_short) {
		fail_aim(a, aim, aim->direction * a->values[aim->var]);
		blame_rows(&a->blame, &a->solver, aim);
	} else {
		give_up(a, aim);
	}
}

/* Neighbourhoods ------------------------------------------------------------ */

/* The open aims of variables in whose forms the ball has a part. */
static void list_aims(struct audit *a)
{
	const struct compact *c = &a->c;
	uint32_t i, at, base;
	size_t k, n = 0;

	a->naims = 0;
	for (i = 0; i < a->ball.nvars; i++) {
		base = a->ball.vars[i];
		for (k = c->users_start[base]; k < c->users_start[base + 1]; k++) {
			if (a->is_listed[c->users[k]])
				continue;
			a->is_listed[c->users[k]] = true;
			for (at = a->hunt.aim_of_var[c->users[k]]; at != REDUCED_NONE;
			     at = a->hunt.aims[at].next)
				a->aims[n++] = at;
		}
	}
	for (i = 0; i < a->ball.nvars; i++) {
		base = a->ball.vars[i];
		for (k = c->users_start[base]; k < c->users_start[base + 1]; k++)
			a->is_listed[c->users[k]] = false;
	}
	for (k = 0; k < n; k++)
		if (a->hunt.aims[a->aims[k]].state == AIM_OPEN)
			a->aims[a->naims++] = a->aims[k];
}

static void leave_ball(struct audit *a)
{
	forget_values(a);
	a->out->programs += a->solver.programs;
	solver_close(&a->solver);
}

static int search_ball(struct audit *a, struct aim *aim, struct err *err)
{
	struct aim *other;
	size_t i;
	int ret;

	solver_open(&a->solver, &a->ball, a->local, &a->pivots);
	list_aims(a);
	ret = reach_many(a, 1, err);
	if (ret == 0)
		ret = reach_many(a, -1, err);
	if (ret == 0 && aim->state == AIM_OPEN)
		reach_one(a, aim);
	for (i = 0; a->ball.is_whole && ret == 0 && i < a->naims; i++) {
		ret = program_check(err);
		other = &a->hunt.aims[a->aims[i]];
		/* A ball that has only a part of what it is made of proves nothing of it. */
		if (ret == 0 && other->state == AIM_OPEN && ball_holds(&a->ball, other->var))
			reach_one(a, other);
	}
	leave_ball(a);
	return ret;
}

/* What is out of reach by some of the rows is so by all of them. */
static void refute(struct audit *a, struct aim *aim)
{
	if (!ball_holds(&a->ball, aim->var))
		return;
	solver_open(&a->solver, &a->ball, a->local, &a->pivots);
	if (reach_far(a, aim) == SOLVER_OPTIMAL && falls_short(a, aim)) {
		fail_aim(a, aim, aim->direction * a->values[aim->var]);
		blame_rows(&a->blame, &a->solver, aim);
	}
	leave_ball(a);
}

static int audit_aim(struct audit *a, struct aim *aim, uint32_t limit, struct err *err)
{
	if (aim->state != AIM_OPEN)
		return 0;
	ball_grow(&a->ball, BALL_CLOSED, aim->var, limit);
	if (!a->ball.is_whole)
		refute(a, aim);
	if (aim->state != AIM_OPEN)
		return 0;
	ball_grow(&a->ball, BALL_OPEN, aim->var, limit);
	return search_ball(a, aim, err);
}

static int audit_all(void *ctx, struct err *err)
{
	static const uint32_t limits[] = { 96, 192, 384, 768, 1536, 3072, UINT32_MAX };
	struct audit *a = ctx;
	size_t level, i;

	for (level = 0; level < sizeof(limits) / sizeof(*limits); level++)
		for (i = 0; i < a->hunt.naims; i++) {
			if (program_check(err) < 0 ||
			    audit_aim(a, &a->hunt.aims[i], limits[level], err) < 0)
				return -1;
			log_progress("protected cells tried", (long long)i);
		}
	return 0;
}

/* Aims of variables that cannot move at all. */
static void fail_fixed(struct audit *a)
{
	struct aim *aim;
	size_t i;

	for (i = 0; i < a->hunt.naims; i++) {
		aim = &a->hunt.aims[i];
		if (a->c.form_start[aim->var] < a->c.form_start[aim->var + 1])
			continue;
		fail_aim(a, aim, 0);
		if (a->r.is_fixed[aim->var])
			blame_bound(&a->blame, aim);
		else
			blame_rows(&a->blame, NULL, aim);
	}
}

/* The whole ----------------------------------------------------------------- */

int linear_audit(const struct linear *l, const struct linear_goal *goals, size_t ngoals,
		 const struct linear_limits *limits, struct linear_result *out, struct err *err)
{
	struct audit *a = mem_zalloc(1, sizeof(*a));
	int ret = -1;

	memset(out, 0, sizeof(*out));
	*a = (struct audit){ .out = out, .pivots = limits->pivots, .sequence = 1 };
	if (reduced_build(&a->r, l, err) < 0)
		goto out;
	compact_build(&a->c, &a->r);
	hunt_begin(&a->hunt, &a->r, goals, ngoals);
	blame_begin(&a->blame, &a->c);
	ball_begin(&a->ball, &a->c);
	a->local = mem_zalloc(l->nvars, sizeof(*a->local));
	a->values = mem_zalloc(l->nvars, sizeof(*a->values));
	a->moved = mem_zalloc(l->nvars, sizeof(*a->moved));
	a->is_moved = mem_zalloc(l->nvars, sizeof(*a->is_moved));
	a->is_listed = mem_zalloc(l->nvars, sizeof(*a->is_listed));
	a->aims = mem_zalloc(a->hunt.naims, sizeof(*a->aims));
	fail_fixed(a);
	ret = solver_guard(audit_all, a, err);
	if (ret < 0)
		goto out;
	out->pivots = limits->pivots - a->pivots;
	out->ncomponents = a->r.ncomponents;
	hunt_write(&a->hunt, ngoals, out);
	blame_write(&a->blame, ngoals, &out->blame_start, &out->blame_rows);
out:
	ball_release(&a->ball);
	blame_release(&a->blame);
	hunt_release(&a->hunt);
	compact_release(&a->c);
	reduced_release(&a->r);
	free(a->local);
	free(a->values);
	free(a->moved);
	free(a->is_moved);
	free(a->is_listed);
	free(a->aims);
	free(a);
	return ret;
}
