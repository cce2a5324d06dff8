#include "protect/intervals/intervals_repair.h"

#include "core/mem.h"

void repairer_init(struct repairer *r, const struct interval_model *m)
{
	const struct linear *lp = &m->lp;
	size_t i, nterms = lp->nrows > 0 ? lp->start[lp->nrows] : 0;
	size_t *at = mem_zalloc((size_t)lp->nvars + 2, sizeof(*at));
	uint32_t row;

	*r = (struct repairer){ .m = m, .start = at };
	r->rows = mem_zalloc(nterms + 1, sizeof(*r->rows));
	for (i = 0; i < nterms; i++)
		at[lp->vars[i] + 2]++;
	for (i = 2; i < (size_t)lp->nvars + 2; i++)
		at[i] += at[i - 1];
	for (row = 0; row < lp->nrows; row++)
		for (i = lp->start[row]; i < lp->start[row + 1]; i++)
			r->rows[at[lp->vars[i] + 1]++] = row;
	r->seen_vars = mem_zalloc((size_t)lp->nvars + 1, sizeof(*r->seen_vars));
	r->seen_rows = mem_zalloc((size_t)lp->nrows + 1, sizeof(*r->seen_rows));
	r->queue = mem_zalloc((size_t)lp->nvars + 1, sizeof(*r->queue));
	r->next = mem_zalloc((size_t)lp->nvars + 1, sizeof(*r->next));
}

void repairer_release(struct repairer *r)
{
	free(r->start);
	free(r->rows);
	free(r->seen_vars);
	free(r->seen_rows);
	free(r->queue);
	free(r->next);
	*r = (struct repairer){ 0 };
}

/* Whether to hide row a rather than row b. */
static bool is_better(const struct interval_problem *p, uint32_t a, uint32_t b)
{
	double x, y;

	if (b == CELLS_NO_ROW)
		return true;
	x = policy_cost(p->p, p->c, a);
	y = policy_cost(p->p, p->c, b);
	return x < y || (x == y && p->c->ranks[a] < p->c->ranks[b]);
}

static void look_at(const struct repairer *r, uint32_t row, uint32_t *best)
{
	uint32_t shown;
	size_t i;

	for (i = r->m->hideable_start[row]; i < r->m->hideable_start[row + 1]; i++) {
		shown = r->m->slots.items[r->m->hideable[i]].hideable;
		if (is_better(r->m->p, shown, *best))
			*best = shown;
	}
}

/* One step away from the variables of the queue; how many there are then. */
static uint32_t step(struct repairer *r, uint32_t n, uint32_t *best)
{
	const struct linear *lp = &r->m->lp;
	uint32_t i, row, var, nnext = 0;
	size_t k, t;

	for (i = 0; i < n; i++)
		for (k = r->start[r->queue[i]]; k < r->start[r->queue[i] + 1]; k++) {
			row = r->rows[k];
			if (r->seen_rows[row] == r->search)
				continue;
			r->seen_rows[row] = r->search;
			look_at(r, row, best);
			for (t = lp->start[row]; t < lp->start[row + 1]; t++) {
				var = lp->vars[t];
				if (r->seen_vars[var] == r->search)
					continue;
				r->seen_vars[var] = r->search;
				r->next[nnext++] = var;
			}
		}
	memcpy(r->queue, r->next, nnext * sizeof(*r->queue));
	return nnext;
}

uint32_t repairer_find(struct repairer *r, uint32_t var, const uint32_t *blame, size_t nblame)
{
	uint32_t best = CELLS_NO_ROW, n = 1;
	size_t i;

	for (i = 0; i < nblame; i++)
		look_at(r, blame[i], &best);
	r->search++;
	r->queue[0] = var;
	r->seen_vars[var] = r->search;
	while (best == CELLS_NO_ROW && n > 0)
		n = step(r, n, &best);
	return best;
}
