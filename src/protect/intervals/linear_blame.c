#include "protect/intervals/linear_blame.h"

#include <math.h>

#include "core/mem.h"

static const double tiny = 1e-7;

void blame_begin(struct blame *b, const struct compact *c)
{
	const struct reduced *r = c->r;

	memset(b, 0, sizeof(*b));
	b->c = c;
	b->seen = mem_zalloc(r->l->nrows, sizeof(*b->seen));
	b->walked = mem_zalloc(r->l->nrows, sizeof(*b->walked));
	b->todo = mem_zalloc(r->l->nrows, sizeof(*b->todo));
	b->costs = mem_zalloc(r->l->nvars, sizeof(*b->costs));
	b->is_touched = mem_zalloc(r->l->nvars, sizeof(*b->is_touched));
	b->touched = mem_zalloc(r->l->nvars, sizeof(*b->touched));
}

void blame_release(struct blame *b)
{
	free(b->pairs);
	free(b->seen);
	free(b->walked);
	free(b->todo);
	free(b->costs);
	free(b->is_touched);
	free(b->touched);
	memset(b, 0, sizeof(*b));
}

static void add_row(struct blame *b, uint32_t goal, uint32_t row)
{
	if (b->seen[row] == b->stamp)
		return;
	b->seen[row] = b->stamp;
	b->pairs = mem_grow(b->pairs, &b->capacity, b->n + 1, sizeof(*b->pairs));
	b->pairs[b->n++] = (struct blame_pair){ goal, row };
}

/* A row that made a bound; it did so by bounds that other rows may have made. */
static void add_maker(struct blame *b, uint32_t goal, uint32_t row)
{
	if (row == REDUCED_NONE || b->walked[row] == b->stamp)
		return;
	b->walked[row] = b->stamp;
	b->todo[b->ntodo++] = row;
	add_row(b, goal, row);
}

static void walk_makers(struct blame *b, uint32_t goal)
{
	const struct reduced *r = b->c->r;
	uint32_t row;
	size_t k;

	while (b->ntodo > 0) {
		row = b->todo[--b->ntodo];
		for (k = r->start[row]; k < r->start[row + 1]; k++) {
			add_maker(b, goal, r->why_low[r->vars[k]]);
			add_maker(b, goal, r->why_high[r->vars[k]]);
		}
	}
}

static void add_cost(struct blame *b, uint32_t var, double cost)
{
	b->costs[var] += cost;
	if (b->is_touched[var])
		return;
	b->is_touched[var] = true;
	b->touched[b->ntouched++] = var;
}

/* A row of the problem with a price. */
static void price_row(struct blame *b, uint32_t goal, uint32_t row, double price)
{
	const struct reduced *r = b->c->r;
	size_t k;

	add_row(b, goal, row);
	for (k = r->start[row]; k < r->start[row + 1]; k++)
		add_cost(b, r->vars[k], -price * (double)r->weights[k]);
}

/* What replaced variables cost is on the rows that define them. */
static void price_definers(struct blame *b, uint32_t goal)
{
	const struct reduced *r = b->c->r;
	uint32_t i, var, row;
	size_t k;

	for (i = 0; i < b->c->norder; i++) {
		var = b->c->order[i];
		if (fabs(b->costs[var]) <= tiny)
			continue;
		row = b->c->definers[var];
		for (k = r->start[row]; r->vars[k] != var; k++)
			;
		price_row(b, goal, row, b->costs[var] / (double)r->weights[k]);
	}
}

void blame_rows(struct blame *b, const struct solver *s, const struct aim *aim)
{
	const struct reduced *r = b->c->r;
	uint32_t i, var;
	double price;

	b->stamp++;
	b->ntouched = 0;
	add_cost(b, aim->var, aim->direction);
	for (i = 0; s && i < s->ball->nrows; i++) {
		price = solver_row_price(s, i);
		if (fabs(price) > tiny)
			price_row(b, aim->goal, b->c->origins[s->ball->rows[i]], price);
	}
	price_definers(b, aim->goal);
	for (i = 0; i < b->ntouched; i++) {
		var = b->touched[i];
		if (fabs(b->costs[var]) > tiny) {
			add_maker(b, aim->goal, r->why_low[var]);
			add_maker(b, aim->goal, r->why_high[var]);
		}
		b->costs[var] = 0;
		b->is_touched[var] = false;
	}
	walk_makers(b, aim->goal);
}

void blame_neighbours(struct blame *b, const struct aim *aim)
{
	const struct reduced *r = b->c->r;
	size_t k;

	b->stamp++;
	for (k = r->rows_start[aim->var]; k < r->rows_start[aim->var + 1]; k++)
		add_row(b, aim->goal, r->rows[k]);
}

void blame_bound(struct blame *b, const struct aim *aim)
{
	b->stamp++;
	add_maker(b, aim->goal,
		  (aim->direction > 0 ? b->c->r->why_high : b->c->r->why_low)[aim->var]);
	walk_makers(b, aim->goal);
}

static int by_goal(const void *a, const void *b)
{
	const struct blame_pair *x = a, *y = b;

	if (x->goal != y->goal)
		return x->goal < y->goal ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

void blame_write(struct blame *b, size_t ngoals, size_t **start, uint32_t **rows)
{
	size_t i, n = 0;

	if (b->n > 0)
		qsort(b->pairs, b->n, sizeof(*b->pairs), by_goal);
	*start = mem_zalloc(ngoals + 1, sizeof(**start));
	*rows = mem_zalloc(b->n, sizeof(**rows));
	for (i = 0; i < b->n; i++) {
		if (i > 0 && by_goal(&b->pairs[i - 1], &b->pairs[i]) == 0)
			continue;
		(*rows)[n++] = b->pairs[i].row;
		(*start)[b->pairs[i].goal + 1] = n;
	}
	for (i = 0; i < ngoals; i++)
		if ((*start)[i + 1] == 0)
			(*start)[i + 1] = (*start)[i];
}
