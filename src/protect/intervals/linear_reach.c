#include "protect/intervals/linear_reach.h"

#include "core/mem.h"
#include "core/program.h"
#include "protect/pattern/field61.h"

enum {
	PATIENCE_WHOLE = 3, /* programs that reach nothing new */
	PATIENCE_PART = 1,
	TRIES = 6,	   /* other corners, where one is not whole */
	TREE_NODES = 2000, /* of one search for whole numbers */
	TREE_PIVOTS = 50000,
	TREE_VARS = 2048,
};

/* Solutions ----------------------------------------------------------------- */

static void forget_values(struct reach *a)
{
	uint32_t i;

	for (i = 0; i < a->nmoved; i++) {
		a->values[a->moved[i]] = 0;
		a->is_moved[a->moved[i]] = false;
	}
	a->nmoved = 0;
}

static void add_value(struct reach *a, uint32_t base, double value)
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

static void read_values(struct reach *a, double (*value_of)(const struct solver *, uint32_t))
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

static size_t take(struct reach *a)
{
	return hunt_take(&a->hunt, a->values, a->moved, a->nmoved);
}

/* Programs ------------------------------------------------------------------ */

/* Between 0.5 and 1.5. */
static double next_weight(struct reach *a)
{
	return 0.5 + (double)(sequence_next(&a->sequence) >> 11) / 9007199254740992.0;
}

/*
 * Where nothing stops an aim, variables of its form are stopped, so that no program is without an
 * optimum.  Says whether that may have kept it from its true optimum: of an aim
 * that is one variable, stopped where it is reached, it has not.
 */
static bool stop(struct reach *a, const struct aim *aim, int64_t far)
{
	const struct compact *c = &a->c;
	size_t from = c->form_start[aim->var], upto = c->form_start[aim->var + 1], k;
	bool is_stopped = false;
	uint32_t base;

	for (k = from; k < upto; k++) {
		base = c->form_vars[k];
		if (!ball_has(&a->ball, base))
			continue;
		if ((c->form_weights[k] > 0) == (aim->direction > 0)) {
			if (a->r.high[base] != LINEAR_NO_LIMIT)
				continue;
			solver_bound(&a->solver, base, a->r.low[base], far);
		} else {
			if (a->r.low[base] != -LINEAR_NO_LIMIT)
				continue;
			solver_bound(&a->solver, base, -far, a->r.high[base]);
		}
		is_stopped = true;
	}
	return is_stopped && (upto - from > 1 || far < aim->need);
}

static void free_form(struct reach *a, uint32_t var)
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

static bool falls_short(const struct reach *a, const struct aim *aim)
{
	return aim->direction * a->values[aim->var] < (double)aim->need * (1 - 1e-9) - 1e-6;
}

/* What the solution would reach, were it whole. */
static void note_near(struct reach *a)
{
	struct aim *aim;
	size_t i;

	for (i = 0; i < a->naims; i++) {
		aim = &a->hunt.aims[a->aims[i]];
		if (aim->state == AIM_OPEN && !falls_short(a, aim))
			aim->is_near = true;
	}
}

/* All open aims of a direction at once, with chance weights, until that leads no further. */
static int reach_many(struct reach *a, int direction, struct err *err)
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
		n = take(a);
		note_near(a);
		if (n == 0)
			patience--;
	}
	for (i = 0; i < a->naims; i++)
		free_form(a, a->hunt.aims[a->aims[i]].var);
	return 0;
}

/* Whether all that matters to the aim is in the ball. */
static bool is_final(const struct reach *a, const struct aim *aim)
{
	return a->ball.is_whole && ball_holds(&a->ball, aim->var);
}

static void fail_aim(struct reach *a, struct aim *aim, double found)
{
	aim->state = AIM_FAILED;
	aim->found = found;
	a->hunt.nopen--;
}

/* A corner of what the solver requires, nearer to the truth than the solution at hand; every
 * second one not everywhere. */
static enum solver_status find_corner(struct reach *a, int try)
{
	enum solver_status status;
	double weight;
	uint32_t i, var;

	solver_clear(&a->solver);
	for (i = 0; i < a->ball.nvars; i++) {
		var = a->ball.vars[i];
		weight = next_weight(a) - (try % 2 == 0 ? 0 : 1);
		weight *= a->values[var] > 0 ? -1 : 1;
		if (weight > 0 ? a->r.high[var] != LINEAR_NO_LIMIT
			       : a->r.low[var] != -LINEAR_NO_LIMIT)
			solver_add(&a->solver, var, weight);
	}
	status = solver_solve(&a->solver);
	if (status == SOLVER_OPTIMAL)
		read_values(a, solver_value);
	return status;
}

static void try_corners(struct reach *a, const struct aim *aim)
{
	int try;

	for (try = 0; try < TRIES && aim->state == AIM_OPEN; try++) {
		if (find_corner(a, try) != SOLVER_OPTIMAL)
			return;
		take(a);
	}
}

/* The corner that reaches it is not whole: look for a point that is. */
static void reach_whole(struct reach *a, struct aim *aim)
{
	enum solver_status status;

	solver_require(&a->solver, aim->var, aim->direction, aim->direction * aim->need);
	try_corners(a, aim);
	if (aim->state == AIM_OPEN) {
		solver_clear(&a->solver);
		status = solver_solve(&a->solver);
		if (status == SOLVER_OPTIMAL && a->ball.nvars <= TREE_VARS)
			status = solver_solve_whole(&a->solver, TREE_PIVOTS, TREE_NODES);
		else
			status = SOLVER_FAILED;
		if (status == SOLVER_OPTIMAL) {
			read_values(a, solver_whole_value);
			take(a);
		} else if (status == SOLVER_NONE && is_final(a, aim)) {
			/* Who knows that the values are whole knows this. */
			fail_aim(a, aim, (double)(aim->need - 1));
			blame_neighbours(&a->blame, aim);
		}
	}
	solver_require_no_more(&a->solver);
}

static enum solver_status reach_far(struct reach *a, struct aim *aim)
{
	enum solver_status status;

	solver_clear(&a->solver);
	solver_add(&a->solver, aim->var, aim->direction);
	status = solver_solve(&a->solver);
	if (status == SOLVER_OPTIMAL)
		read_values(a, solver_value);
	return status;
}

static void give_up(struct reach *a, struct aim *aim)
{
	aim->state = AIM_UNKNOWN;
	a->hunt.nopen--;
}

/* A point of the open ball that reaches it, or with the whole component a proof of failure. */
static void reach_one(struct reach *a, struct aim *aim)
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
	if (aim->state != AIM_OPEN || !is_final(a, aim))
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
static void list_aims(struct reach *a)
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

static void leave_ball(struct reach *a)
{
	forget_values(a);
	a->programs += a->solver.programs;
	solver_close(&a->solver);
}

static void enter_ball(struct reach *a)
{
	solver_open(&a->solver, &a->ball, a->local, &a->pivots);
}

int reach_around(struct reach *a, struct aim *aim, uint32_t limit, struct err *err)
{
	struct aim *other;
	size_t i;
	int ret;

	ball_grow(&a->ball, BALL_OPEN, aim->var, limit);
	enter_ball(a);
	list_aims(a);
	ret = reach_many(a, 1, err);
	if (ret == 0)
		ret = reach_many(a, -1, err);
	aim->is_near = true;
	for (i = 0; ret == 0 && i < a->naims; i++) {
		ret = program_check(err);
		other = &a->hunt.aims[a->aims[i]];
		if (ret == 0 && other->state == AIM_OPEN && (other->is_near || is_final(a, other)))
			reach_one(a, other);
		other->is_near = false;
	}
	leave_ball(a);
	return ret;
}

/* What is out of reach by some of the rows is so by all of them. */
void reach_refute(struct reach *a, struct aim *aim, uint32_t limit)
{
	ball_grow(&a->ball, BALL_CLOSED, aim->var, limit);
	if (a->ball.is_whole || !ball_holds(&a->ball, aim->var))
		return;
	enter_ball(a);
	if (reach_far(a, aim) == SOLVER_OPTIMAL && falls_short(a, aim)) {
		fail_aim(a, aim, aim->direction * a->values[aim->var]);
		blame_rows(&a->blame, &a->solver, aim);
	}
	leave_ball(a);
}

/* Aims of variables that cannot move at all. */
static void fail_fixed(struct reach *a)
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

int reach_begin(struct reach *a, const struct linear *l, const struct linear_goal *goals,
		size_t ngoals, long long pivots, struct err *err)
{
	memset(a, 0, sizeof(*a));
	if (reduced_build(&a->r, l, err) < 0)
		return -1;
	a->pivots = pivots;
	a->sequence = 1;
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
	return 0;
}

void reach_release(struct reach *a)
{
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
}
