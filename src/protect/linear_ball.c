#include "protect/linear_ball.h"

#include "core/mem.h"

void ball_begin(struct ball *b, const struct compact *c)
{
	uint32_t nvars = c->r->l->nvars;

	memset(b, 0, sizeof(*b));
	b->c = c;
	b->vars = mem_zalloc(nvars, sizeof(*b->vars));
	b->seen_vars = mem_zalloc(nvars, sizeof(*b->seen_vars));
	b->rows = mem_zalloc(c->nrows, sizeof(*b->rows));
	b->seen_rows = mem_zalloc(c->nrows, sizeof(*b->seen_rows));
	b->core = mem_zalloc(c->nrows, sizeof(*b->core));
	b->numbers = mem_zalloc(c->nrows, sizeof(*b->numbers));
	b->lacks = mem_zalloc(c->nrows, sizeof(*b->lacks));
}

void ball_release(struct ball *b)
{
	free(b->vars);
	free(b->rows);
	free(b->seen_vars);
	free(b->seen_rows);
	free(b->core);
	free(b->numbers);
	free(b->lacks);
	free(b->steps);
	memset(b, 0, sizeof(*b));
}

/* The heap ------------------------------------------------------------------ */

static bool is_before(const struct ball_step *a, const struct ball_step *b)
{
	return a->lacks != b->lacks ? a->lacks < b->lacks : a->row < b->row;
}

static void push(struct ball *b, uint32_t row)
{
	struct ball_step step = { b->lacks[row], row };
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

static void add_var(struct ball *b, uint32_t var)
{
	const struct compact *c = b->c;
	uint32_t row;
	size_t k;

	b->seen_vars[var] = b->stamp;
	b->vars[b->nvars++] = var;
	for (k = c->rows_start[var]; k < c->rows_start[var + 1]; k++) {
		row = c->rows[k];
		if (b->seen_rows[row] != b->stamp) {
			b->seen_rows[row] = b->stamp;
			b->lacks[row] = (uint32_t)(c->start[row + 1] - c->start[row]);
			b->rows[b->nrows++] = row;
		}
		b->lacks[row]--;
		if (b->core[row] != b->stamp)
			push(b, row);
	}
}

static void add_row(struct ball *b, uint32_t row)
{
	const struct compact *c = b->c;
	uint32_t var;
	size_t k;

	b->core[row] = b->stamp;
	for (k = c->start[row]; k < c->start[row + 1]; k++) {
		var = c->vars[k];
		if (!ball_has(b, var))
			add_var(b, var);
	}
}

static void core_first(struct ball *b)
{
	uint32_t i, row;

	b->ncore = 0;
	for (i = 0; i < b->nrows; i++) {
		row = b->rows[i];
		if (b->lacks[row] > 0)
			continue;
		b->rows[i] = b->rows[b->ncore];
		b->rows[b->ncore++] = row;
	}
	for (i = 0; i < b->nrows; i++)
		b->numbers[b->rows[i]] = i;
	b->is_whole = b->ncore == b->nrows;
}

void ball_grow(struct ball *b, uint32_t var, uint32_t limit)
{
	const struct compact *c = b->c;
	struct ball_step step;
	size_t k;

	b->stamp++;
	b->nvars = b->nrows = 0;
	b->nsteps = 0;
	for (k = c->form_start[var]; k < c->form_start[var + 1] && b->nvars < limit; k++)
		add_var(b, c->form_vars[k]);
	while (b->nsteps > 0 && b->nvars < limit) {
		step = pop(b);
		if (b->core[step.row] == b->stamp || step.lacks != b->lacks[step.row])
			continue;
		if ((uint64_t)b->nvars + step.lacks > 2 * (uint64_t)limit)
			break;
		add_row(b, step.row);
	}
	core_first(b);
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
