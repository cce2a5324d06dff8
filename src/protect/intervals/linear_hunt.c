#include "protect/intervals/linear_hunt.h"

#include <math.h>

#include "core/mem.h"

/* Less is an error of rounding. */
static const double tiny = 1e-6;
enum { DENOMINATOR_MAX = 24 };

static void add_aim(struct hunt *h, uint32_t goal, uint32_t var, int direction, __int128 need)
{
	struct aim *a;

	if (need <= 0)
		return;
	a = &h->aims[h->naims];
	*a = (struct aim){ .goal = goal, .var = var, .direction = direction };
	a->next = h->aim_of_var[var];
	h->aim_of_var[var] = (uint32_t)h->naims++;
	a->need = need > INT64_MAX ? INT64_MAX : (int64_t)need;
	h->nopen++;
}

void hunt_begin(struct hunt *h, const struct reduced *r, const struct linear_goal *goals,
		size_t ngoals)
{
	const struct linear *l = r->l;
	uint32_t i;
	size_t g;

	memset(h, 0, sizeof(*h));
	h->r = r;
	h->aims = mem_zalloc(2 * ngoals, sizeof(*h->aims));
	h->aim_of_var = mem_zalloc(l->nvars, sizeof(*h->aim_of_var));
	h->steps = mem_zalloc(l->nvars, sizeof(*h->steps));
	h->seen_vars = mem_zalloc(l->nvars, sizeof(*h->seen_vars));
	h->seen_rows = mem_zalloc(l->nrows, sizeof(*h->seen_rows));
	h->piece = mem_zalloc(l->nvars, sizeof(*h->piece));
	for (i = 0; i < l->nvars; i++)
		h->aim_of_var[i] = REDUCED_NONE;
	for (g = 0; g < ngoals; g++) {
		__int128 truth = l->truth[goals[g].var];

		add_aim(h, (uint32_t)g, goals[g].var, 1, goals[g].high - truth);
		add_aim(h, (uint32_t)g, goals[g].var, -1, truth - goals[g].low);
	}
}

void hunt_release(struct hunt *h)
{
	uint32_t i;

	for (i = 0; i < h->nwitnesses; i++) {
		free(h->witnesses[i].vars);
		free(h->witnesses[i].values);
	}
	free(h->witnesses);
	free(h->aims);
	free(h->aim_of_var);
	free(h->steps);
	free(h->seen_vars);
	free(h->seen_rows);
	free(h->piece);
	memset(h, 0, sizeof(*h));
}

/* Pieces -------------------------------------------------------------------- */

static bool moves(const double *values, uint32_t var)
{
	return fabs(values[var]) > tiny;
}

static void add_neighbours(struct hunt *h, const double *values, uint32_t var)
{
	const struct reduced *r = h->r;
	uint32_t row, other;
	size_t i, k;

	for (i = r->rows_start[var]; i < r->rows_start[var + 1]; i++) {
		row = r->rows[i];
		if (!r->is_live[row] || h->seen_rows[row] == h->stamp)
			continue;
		h->seen_rows[row] = h->stamp;
		for (k = r->start[row]; k < r->start[row + 1]; k++) {
			other = r->vars[k];
			if (h->seen_vars[other] == h->stamp || !moves(values, other))
				continue;
			h->seen_vars[other] = h->stamp;
			h->piece[h->npiece++] = other;
		}
	}
}

static void find_piece(struct hunt *h, const double *values, uint32_t var)
{
	uint32_t i;

	h->npiece = 0;
	h->seen_vars[var] = h->stamp;
	h->piece[h->npiece++] = var;
	for (i = 0; i < h->npiece; i++)
		add_neighbours(h, values, h->piece[i]);
}

/* In whole numbers ---------------------------------------------------------- */

static bool step_holds(const struct linear *l, uint32_t var, int64_t step)
{
	__int128 value = (__int128)l->truth[var] + step;

	return value >= INT64_MIN && value <= INT64_MAX &&
	       (l->low[var] == -LINEAR_NO_LIMIT || value >= l->low[var]) &&
	       (l->high[var] == LINEAR_NO_LIMIT || value <= l->high[var]);
}

static bool row_holds(const struct reduced *r, uint32_t row, const int64_t *steps)
{
	__int128 sum = 0;
	size_t k;

	for (k = r->start[row]; k < r->start[row + 1]; k++)
		sum += (__int128)r->weights[k] * steps[r->vars[k]];
	return r->is_equal[row] ? sum == 0 : sum <= r->slack[row];
}

/* Every row that the piece touches, live or not: what was left out is not trusted here. */
static bool piece_holds(struct hunt *h)
{
	const struct reduced *r = h->r;
	uint32_t i, var;
	size_t k;

	for (i = 0; i < h->npiece; i++) {
		var = h->piece[i];
		if (!step_holds(r->l, var, h->steps[var]))
			return false;
		for (k = r->rows_start[var]; h->steps[var] != 0 && k < r->rows_start[var + 1]; k++)
			if (!row_holds(r, r->rows[k], h->steps))
				return false;
	}
	return true;
}

static size_t count_reached(const struct hunt *h)
{
	const struct aim *a;
	uint32_t i, at;
	size_t n = 0;

	for (i = 0; i < h->npiece; i++)
		for (at = h->aim_of_var[h->piece[i]]; at != REDUCED_NONE; at = a->next) {
			a = &h->aims[at];
			n += a->state == AIM_OPEN && a->direction * h->steps[a->var] >= a->need;
		}
	return n;
}

static void mark_reached(struct hunt *h)
{
	struct aim *a;
	uint32_t i, at;

	for (i = 0; i < h->npiece; i++)
		for (at = h->aim_of_var[h->piece[i]]; at != REDUCED_NONE; at = a->next) {
			a = &h->aims[at];
			if (a->state != AIM_OPEN || a->direction * h->steps[a->var] < a->need)
				continue;
			a->state = AIM_REACHED;
			a->witness = h->nwitnesses;
			h->nopen--;
		}
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void keep_witness(struct hunt *h)
{
	struct witness_table *w;
	uint32_t i, var;

	h->witnesses = mem_grow(h->witnesses, &h->witnesses_capacity, (size_t)h->nwitnesses + 1,
				sizeof(*h->witnesses));
	w = &h->witnesses[h->nwitnesses++];
	w->n = 0;
	w->vars = mem_zalloc(h->npiece, sizeof(*w->vars));
	w->values = mem_zalloc(h->npiece, sizeof(*w->values));
	for (i = 0; i < h->npiece; i++)
		if (h->steps[h->piece[i]] != 0)
			w->vars[w->n++] = h->piece[i];
	qsort(w->vars, w->n, sizeof(*w->vars), by_number);
	for (i = 0; i < w->n; i++) {
		var = w->vars[i];
		w->values[i] = h->r->l->truth[var] + h->steps[var];
	}
}

static size_t take_steps(struct hunt *h)
{
	size_t n = count_reached(h);

	if (n == 0 || !piece_holds(h))
		return 0;
	mark_reached(h);
	keep_witness(h);
	return n;
}

/* The smallest number that makes all values of the piece whole, or 0. */
static int common_denominator(const struct hunt *h, const double *values)
{
	double x;
	uint32_t i;
	int d;

	for (d = 2; d <= DENOMINATOR_MAX; d++) {
		for (i = 0; i < h->npiece; i++) {
			x = d * values[h->piece[i]];
			if (fabs(x - rint(x)) > 100 * tiny)
				break;
		}
		if (i == h->npiece)
			return d;
	}
	return 0;
}

/* A fraction of the way is whole where all parts of the way have a common divisor. */
static bool shorten(struct hunt *h, const double *values)
{
	int d = common_denominator(h, values);
	int64_t divisor = 0, a, b, t;
	uint32_t i;

	if (d == 0)
		return false;
	for (i = 0; i < h->npiece; i++) {
		h->steps[h->piece[i]] = llrint(d * values[h->piece[i]]);
		for (a = llabs(h->steps[h->piece[i]]), b = divisor; b != 0; a = t) {
			t = b;
			b = a % b;
		}
		divisor = a;
	}
	for (i = 0; i < h->npiece; i++)
		h->steps[h->piece[i]] = divisor >= d
						? h->steps[h->piece[i]] / divisor * (divisor / d)
						: 0;
	return divisor >= d;
}

static size_t take_piece(struct hunt *h, const double *values)
{
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < h->npiece; i++)
		if (fabs(values[h->piece[i]]) > 1e18)
			return 0;
	for (i = 0; i < h->npiece; i++)
		h->steps[h->piece[i]] = llrint(values[h->piece[i]]);
	if (count_reached(h) > 0 || h->npiece < 64) {
		n = take_steps(h);
		if (n == 0 && shorten(h, values))
			n = take_steps(h);
	}
	for (i = 0; i < h->npiece; i++)
		h->steps[h->piece[i]] = 0;
	return n;
}

size_t hunt_take(struct hunt *h, const double *values, const uint32_t *vars, uint32_t n)
{
	size_t reached = 0;
	uint32_t i;

	h->stamp++;
	for (i = 0; i < n; i++) {
		if (h->seen_vars[vars[i]] == h->stamp || !moves(values, vars[i]))
			continue;
		find_piece(h, values, vars[i]);
		reached += take_piece(h, values);
	}
	return reached;
}

/* Results ------------------------------------------------------------------- */

static void write_aim(struct linear_result *out, const struct linear *l, const struct aim *aim)
{
	uint8_t *state = (aim->direction > 0 ? out->high_states : out->low_states) + aim->goal;
	uint32_t *witness = (aim->direction > 0 ? out->high_witness : out->low_witness) + aim->goal;
	double *found = (aim->direction > 0 ? out->high_found : out->low_found) + aim->goal;

	switch (aim->state) {
	case AIM_REACHED:
		*state = GOAL_HOLDS;
		*witness = aim->witness;
		break;
	case AIM_FAILED:
		*state = GOAL_FAILS;
		*found = (double)l->truth[aim->var] + aim->direction * aim->found;
		break;
	default:
		*state = GOAL_UNKNOWN;
	}
}

void hunt_write(struct hunt *h, size_t ngoals, struct linear_result *out)
{
	size_t i;

	out->low_states = mem_zalloc(ngoals, sizeof(*out->low_states));
	out->high_states = mem_zalloc(ngoals, sizeof(*out->high_states));
	out->low_witness = mem_zalloc(ngoals, sizeof(*out->low_witness));
	out->high_witness = mem_zalloc(ngoals, sizeof(*out->high_witness));
	out->low_found = mem_zalloc(ngoals, sizeof(*out->low_found));
	out->high_found = mem_zalloc(ngoals, sizeof(*out->high_found));
	for (i = 0; i < ngoals; i++) {
		out->low_states[i] = out->high_states[i] = GOAL_HOLDS;
		out->low_witness[i] = out->high_witness[i] = LINEAR_TRUTH;
	}
	for (i = 0; i < h->naims; i++)
		write_aim(out, h->r->l, &h->aims[i]);
	out->witnesses = h->witnesses;
	out->nwitnesses = h->nwitnesses;
	h->witnesses = NULL;
	h->nwitnesses = 0;
}

void linear_result_release(struct linear_result *r)
{
	uint32_t i;

	for (i = 0; i < r->nwitnesses; i++) {
		free(r->witnesses[i].vars);
		free(r->witnesses[i].values);
	}
	free(r->witnesses);
	free(r->low_states);
	free(r->high_states);
	free(r->low_witness);
	free(r->high_witness);
	free(r->low_found);
	free(r->high_found);
	free(r->blame_start);
	free(r->blame_rows);
	memset(r, 0, sizeof(*r));
}
