#include "protect/intervals/linear_ball.h"

#include "core/mem.h"

void ball_begin(struct ball *b, const struct compact *c)
{
	uint32_t nvars = c->r->l->nvars, most = nvars > c->nrows ? nvars : c->nrows;

	memset(b, 0, sizeof(*b));
	b->c = c;
	b->vars = mem_zalloc(nvars, sizeof(*b->vars));
	b->seen_vars = mem_zalloc(nvars, sizeof(*b->seen_vars));
	b->rows = mem_zalloc(c->nrows, sizeof(*b->rows));
	b->seen_rows = mem_zalloc(c->nrows, sizeof(*b->seen_rows));
	b->numbers = mem_zalloc(c->nrows, sizeof(*b->numbers));
	b->met = mem_zalloc(most, sizeof(*b->met));
	b->brings = mem_zalloc(most, sizeof(*b->brings));
}

void ball_release(struct ball *b)
{
	free(b->vars);
	free(b->seen_vars);
	free(b->rows);
	free(b->seen_rows);
	free(b->numbers);
	free(b->met);
	free(b->brings);
	free(b->steps);
	memset(b, 0, sizeof(*b));
}

enum { ROOM_MAX = 16 };

/* The heap ------------------------------------------------------------------ */

static bool is_before(const struct ball_step *a, const struct ball_step *b)
{
	if (a->brings != b->brings)
		return a->brings < b->brings;
	return a->rank != b->rank ? a->rank < b->rank : a->number < b->number;
}

static void push(struct ball *b, uint32_t number, uint32_t rank)
{
	struct ball_step step = { b->brings[number], rank, number };
	size_t i, up;

	b->steps = mem_grow(b->steps, &b->steps_capacity, b->nsteps + 1, sizeof(*b->steps));
	for (i = b->nsteps++; i > 0; i = up) {
		up = (i - 1) / 2;
		if (!is_before(&step, &b->steps[up]))
			break;
		b->steps[i] = b->steps[up];
	}
	b->steps[i] = step;
}

static struct ball_step pop(struct ball *b)
{
	struct ball_step first = b->steps[0], last = b->steps[--b->nsteps];
	size_t i = 0, down;

	while ((down = 2 * i + 1) < b->nsteps) {
		if (down + 1 < b->nsteps && is_before(&b->steps[down + 1], &b->steps[down]))
			down++;
		if (!is_before(&b->steps[down], &last))
			break;
		b->steps[i] = b->steps[down];
		i = down;
	}
	b->steps[i] = last;
	return first;
}

/* Growing ------------------------------------------------------------------- */

/* What is at the boundary brings one less than it did. */
static void meet(struct ball *b, uint32_t number, size_t length, uint32_t rank)
{
	if (b->met[number] != b->stamp) {
		b->met[number] = b->stamp;
		b->brings[number] = (uint32_t)length;
	}
	b->brings[number]--;
	push(b, number, rank);
}

static void put_var(struct ball *b, uint32_t var)
{
	b->seen_vars[var] = b->stamp;
	b->vars[b->nvars++] = var;
}

static void put_row(struct ball *b, uint32_t row)
{
	b->seen_rows[row] = b->stamp;
	b->numbers[row] = b->nrows;
	b->rows[b->nrows++] = row;
}

/* Variables with more room come first. */
static uint32_t rank_of(const struct compact *c, uint32_t var)
{
	int64_t room = -c->r->low[var];

	return room >= ROOM_MAX ? 0 : (uint32_t)(ROOM_MAX - room);
}

/* Of an open ball: a variable with its rows, whose other variables come nearer. */
static void open_var(struct ball *b, uint32_t var)
{
	const struct compact *c = b->c;
	uint32_t row, other;
	size_t i, k;

	put_var(b, var);
	for (i = c->rows_start[var]; i < c->rows_start[var + 1]; i++) {
		row = c->rows[i];
		if (ball_has_row(b, row))
			continue;
		put_row(b, row);
		for (k = c->start[row]; k < c->start[row + 1]; k++) {
			other = c->vars[k];
			if (!ball_has(b, other))
				meet(b, other, c->rows_start[other + 1] - c->rows_start[other],
				     rank_of(c, other));
		}
	}
}

/* Of a closed ball: a variable, whose rows come nearer. */
static void close_var(struct ball *b, uint32_t var)
{
	const struct compact *c = b->c;
	uint32_t row;
	size_t k;

	put_var(b, var);
	for (k = c->rows_start[var]; k < c->rows_start[var + 1]; k++) {
		row = c->rows[k];
		if (!ball_has_row(b, row))
			meet(b, row, c->start[row + 1] - c->start[row], 0);
	}
}

static void close_row(struct ball *b, uint32_t row)
{
	const struct compact *c = b->c;
	size_t k;

	put_row(b, row);
	for (k = c->start[row]; k < c->start[row + 1]; k++)
		if (!ball_has(b, c->vars[k]))
			close_var(b, c->vars[k]);
}

/* The boundary is empty when nothing outside is in the rows or of the variables. */
static bool take_step(struct ball *b, enum ball_shape shape, struct ball_step *step)
{
	while (b->nsteps > 0) {
		*step = pop(b);
		if (step->brings == b->brings[step->number] &&
		    (shape == BALL_OPEN ? !ball_has(b, step->number)
					: !ball_has_row(b, step->number)))
			return true;
	}
	return false;
}

void ball_grow(struct ball *b, enum ball_shape shape, uint32_t var, uint32_t limit)
{
	const struct compact *c = b->c;
	struct ball_step step;
	size_t k;

	b->stamp++;
	b->nvars = b->nrows = 0;
	b->nsteps = 0;
	for (k = c->form_start[var]; k < c->form_start[var + 1] && b->nvars < limit; k++)
		if (!ball_has(b, c->form_vars[k]))
			(shape == BALL_OPEN ? open_var : close_var)(b, c->form_vars[k]);
	b->is_whole = false;
	while (b->nvars < limit) {
		if (!take_step(b, shape, &step)) {
			b->is_whole = ball_holds(b, var);
			return;
		}
		if (shape == BALL_OPEN)
			open_var(b, step.number);
		else if ((uint64_t)b->nvars + step.brings > 2 * (uint64_t)limit)
			return;
		else
			close_row(b, step.number);
	}
}

bool ball_holds(const struct ball *b, uint32_t var)
{
	const struct compact *c = b->c;
	size_t k;

	for (k = c->form_start[var]; k < c->form_start[var + 1]; k++)
		if (!ball_has(b, c->form_vars[k]))
			return false;
	return true;
}
