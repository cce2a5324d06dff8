#include "protect/intervals/linear_reduce.h"

#include "core/mem.h"

/* Beyond it a bound is as good as none, and sums of a few stay in 64 bits. */
static const int64_t far = (int64_t)1 << 60;

/* Rows ---------------------------------------------------------------------- */

struct term {
	uint32_t var;
	int64_t weight;
};

static int by_var(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	return (x->var > y->var) - (x->var < y->var);
}

/* Terms of a row into order, those of one var added. */
static size_t tidy_row(const struct linear *l, uint32_t row, struct term *terms)
{
	int sign = l->senses[row] == LINEAR_AT_LEAST ? -1 : 1;
	size_t n = 0, kept = 0, k;

	for (k = l->start[row]; k < l->start[row + 1]; k++)
		terms[n++] = (struct term){ l->vars[k], sign * (int64_t)l->weights[k] };
	for (k = 1; k < n && terms[k - 1].var < terms[k].var; k++)
		;
	if (k < n)
		qsort(terms, n, sizeof(*terms), by_var);
	for (k = 0; k < n; k++) {
		if (kept > 0 && terms[kept - 1].var == terms[k].var)
			terms[kept - 1].weight += terms[k].weight;
		else
			terms[kept++] = terms[k];
	}
	for (n = k = 0; k < kept; k++)
		if (terms[k].weight != 0)
			terms[n++] = terms[k];
	return n;
}

static void copy_rows(struct reduced *r)
{
	const struct linear *l = r->l;
	size_t nterms = l->nrows > 0 ? l->start[l->nrows] : 0, longest = 0, n, k, at = 0;
	struct term *terms;
	uint32_t i;

	for (i = 0; i < l->nrows; i++)
		if (l->start[i + 1] - l->start[i] > longest)
			longest = l->start[i + 1] - l->start[i];
	terms = mem_zalloc(longest, sizeof(*terms));
	r->start = mem_zalloc((size_t)l->nrows + 1, sizeof(*r->start));
	r->vars = mem_zalloc(nterms, sizeof(*r->vars));
	r->weights = mem_zalloc(nterms, sizeof(*r->weights));
	r->slack = mem_zalloc(l->nrows, sizeof(*r->slack));
	r->is_equal = mem_zalloc(l->nrows, sizeof(*r->is_equal));
	r->is_live = mem_zalloc(l->nrows, sizeof(*r->is_live));
	for (i = 0; i < l->nrows; i++) {
		n = tidy_row(l, i, terms);
		r->is_equal[i] = l->senses[i] == LINEAR_EQUAL;
		r->is_live[i] = true;
		r->slack[i] = l->senses[i] == LINEAR_AT_LEAST ? -(__int128)l->rights[i]
							      : l->rights[i];
		for (k = 0; k < n; k++) {
			r->vars[at] = terms[k].var;
			r->weights[at++] = terms[k].weight;
			r->slack[i] -= (__int128)terms[k].weight * l->truth[terms[k].var];
		}
		r->start[i + 1] = at;
	}
	free(terms);
}

static void list_rows(struct reduced *r)
{
	uint32_t nvars = r->l->nvars, nrows = r->l->nrows, i;
	size_t *next = mem_zalloc((size_t)nvars + 1, sizeof(*next)), k;

	for (k = 0; k < r->start[nrows]; k++)
		next[r->vars[k] + 1]++;
	for (i = 0; i < nvars; i++)
		next[i + 1] += next[i];
	r->rows_start = mem_zalloc((size_t)nvars + 1, sizeof(*r->rows_start));
	memcpy(r->rows_start, next, ((size_t)nvars + 1) * sizeof(*next));
	r->rows = mem_zalloc(r->start[nrows], sizeof(*r->rows));
	for (i = 0; i < nrows; i++)
		for (k = r->start[i]; k < r->start[i + 1]; k++)
			r->rows[next[r->vars[k]]++] = i;
	free(next);
}

static int64_t difference(int64_t bound, int64_t truth)
{
	__int128 d = (__int128)bound - truth;

	if (bound == -LINEAR_NO_LIMIT || d <= -far)
		return -LINEAR_NO_LIMIT;
	return bound == LINEAR_NO_LIMIT || d >= far ? LINEAR_NO_LIMIT : (int64_t)d;
}

static void copy_bounds(struct reduced *r)
{
	const struct linear *l = r->l;
	uint32_t i;

	r->low = mem_zalloc(l->nvars, sizeof(*r->low));
	r->high = mem_zalloc(l->nvars, sizeof(*r->high));
	r->why_low = mem_zalloc(l->nvars, sizeof(*r->why_low));
	r->why_high = mem_zalloc(l->nvars, sizeof(*r->why_high));
	r->is_fixed = mem_zalloc(l->nvars, sizeof(*r->is_fixed));
	for (i = 0; i < l->nvars; i++) {
		r->low[i] = difference(l->low[i], l->truth[i]);
		r->high[i] = difference(l->high[i], l->truth[i]);
		r->why_low[i] = r->why_high[i] = REDUCED_NONE;
		r->is_fixed[i] = r->low[i] == r->high[i];
	}
}

/* Deciding ------------------------------------------------------------------ */

struct work {
	uint32_t *rows;
	bool *is_in;
	size_t n;
};

static void work_add(struct work *w, uint32_t row)
{
	if (w->is_in[row])
		return;
	w->is_in[row] = true;
	w->rows[w->n++] = row;
}

static void bound_changed(struct reduced *r, struct work *w, uint32_t var)
{
	size_t k;

	r->is_fixed[var] = r->low[var] == r->high[var];
	for (k = r->rows_start[var]; k < r->rows_start[var + 1]; k++)
		if (r->is_live[r->rows[k]])
			work_add(w, r->rows[k]);
}

static void raise_low(struct reduced *r, struct work *w, uint32_t var, int64_t low, uint32_t row)
{
	if (r->low[var] >= low)
		return;
	r->low[var] = low;
	r->why_low[var] = row;
	bound_changed(r, w, var);
}

static void sink_high(struct reduced *r, struct work *w, uint32_t var, int64_t high, uint32_t row)
{
	if (r->high[var] <= high)
		return;
	r->high[var] = high;
	r->why_high[var] = row;
	bound_changed(r, w, var);
}

/* The least (side -1) or the greatest that the row's sum can be; false: no limit. */
static bool reach_of(const struct reduced *r, uint32_t row, int side, __int128 *reach)
{
	int64_t bound;
	size_t k;

	*reach = 0;
	for (k = r->start[row]; k < r->start[row + 1]; k++) {
		bound = (r->weights[k] > 0) == (side > 0) ? r->high[r->vars[k]]
							  : r->low[r->vars[k]];
		if (bound == LINEAR_NO_LIMIT || bound == -LINEAR_NO_LIMIT)
			return false;
		*reach += (__int128)r->weights[k] * bound;
	}
	return true;
}

/* A sum that cannot go below 0, and must not go above: no term moves.  side 1: the other way. */
static void stop_row(struct reduced *r, struct work *w, uint32_t row, int side)
{
	uint32_t var;
	size_t k;

	r->is_live[row] = false;
	for (k = r->start[row]; k < r->start[row + 1]; k++) {
		var = r->vars[k];
		if ((r->weights[k] > 0) == (side < 0))
			sink_high(r, w, var, 0, row);
		else
			raise_low(r, w, var, 0, row);
	}
}

static void single_row(struct reduced *r, struct work *w, uint32_t row, size_t at)
{
	int64_t weight = r->weights[at];
	uint32_t var = r->vars[at];
	__int128 limit;

	r->is_live[row] = false;
	if (r->is_equal[row]) {
		sink_high(r, w, var, 0, row);
		raise_low(r, w, var, 0, row);
		return;
	}
	limit = r->slack[row] / (weight > 0 ? weight : -weight);
	if (limit >= far)
		return;
	if (weight > 0)
		sink_high(r, w, var, (int64_t)limit, row);
	else
		raise_low(r, w, var, -(int64_t)limit, row);
}

/* Two that move together, or against each other, share their bounds. */
static void pair_row(struct reduced *r, struct work *w, uint32_t row, size_t a, size_t b)
{
	uint32_t x = r->vars[a], y = r->vars[b];
	int sign = r->weights[a] == r->weights[b] ? -1 : 1;

	if (r->weights[a] != r->weights[b] && r->weights[a] != -r->weights[b])
		return;
	raise_low(r, w, x, sign > 0 ? r->low[y] : -r->high[y], row);
	sink_high(r, w, x, sign > 0 ? r->high[y] : -r->low[y], row);
	raise_low(r, w, y, sign > 0 ? r->low[x] : -r->high[x], row);
	sink_high(r, w, y, sign > 0 ? r->high[x] : -r->low[x], row);
}

static void decide_row(struct reduced *r, struct work *w, uint32_t row)
{
	size_t k, live = 0, first = 0, last = 0;
	__int128 reach;

	for (k = r->start[row]; k < r->start[row + 1]; k++) {
		if (r->is_fixed[r->vars[k]])
			continue;
		if (live++ == 0)
			first = k;
		last = k;
	}
	if (live == 0) {
		r->is_live[row] = false;
	} else if (live == 1) {
		single_row(r, w, row, last);
	} else if (!r->is_equal[row] && reach_of(r, row, 1, &reach) && reach <= r->slack[row]) {
		r->is_live[row] = false;
	} else if ((r->is_equal[row] || r->slack[row] == 0) && reach_of(r, row, -1, &reach) &&
		   reach == 0) {
		stop_row(r, w, row, -1);
	} else if (r->is_equal[row] && reach_of(r, row, 1, &reach) && reach == 0) {
		stop_row(r, w, row, 1);
	} else if (r->is_equal[row] && live == 2) {
		pair_row(r, w, row, first, last);
	}
}

static void decide(struct reduced *r)
{
	struct work w = { .n = 0 };
	uint32_t row;
	size_t at;

	w.rows = mem_zalloc(r->l->nrows, sizeof(*w.rows));
	w.is_in = mem_zalloc(r->l->nrows, sizeof(*w.is_in));
	for (row = r->l->nrows; row-- > 0;)
		work_add(&w, row);
	while (w.n > 0) {
		row = w.rows[--w.n];
		w.is_in[row] = false;
		if (r->is_live[row])
			decide_row(r, &w, row);
	}
	for (row = 0; row < r->l->nrows; row++) {
		for (at = r->start[row]; at < r->start[row + 1]; at++)
			if (!r->is_fixed[r->vars[at]])
				break;
		if (at == r->start[row + 1])
			r->is_live[row] = false;
	}
	free(w.rows);
	free(w.is_in);
}

/* Components ---------------------------------------------------------------- */

static uint32_t head_of(uint32_t *heads, uint32_t var)
{
	while (heads[var] != var) {
		heads[var] = heads[heads[var]];
		var = heads[var];
	}
	return var;
}

static void join_rows(const struct reduced *r, uint32_t *heads)
{
	uint32_t row, first, a, b;
	size_t k;

	for (row = 0; row < r->l->nrows; row++) {
		first = REDUCED_NONE;
		for (k = r->start[row]; r->is_live[row] && k < r->start[row + 1]; k++) {
			if (r->is_fixed[r->vars[k]])
				continue;
			if (first == REDUCED_NONE)
				first = r->vars[k];
			a = head_of(heads, first);
			b = head_of(heads, r->vars[k]);
			heads[a > b ? a : b] = a > b ? b : a;
		}
	}
}

static void count_components(struct reduced *r)
{
	uint32_t nvars = r->l->nvars, *heads = mem_zalloc(nvars, sizeof(*heads)), i, head;

	for (i = 0; i < nvars; i++)
		heads[i] = i;
	join_rows(r, heads);
	for (i = 0; i < nvars; i++) {
		head = head_of(heads, i);
		r->ncomponents += head == i && !r->is_fixed[i];
	}
	free(heads);
}

int reduced_build(struct reduced *r, const struct linear *l, struct err *err)
{
	memset(r, 0, sizeof(*r));
	if (linear_check_truth(l, err) < 0)
		return -1;
	r->l = l;
	copy_rows(r);
	copy_bounds(r);
	list_rows(r);
	decide(r);
	count_components(r);
	return 0;
}

void reduced_release(struct reduced *r)
{
	free(r->start);
	free(r->vars);
	free(r->weights);
	free(r->slack);
	free(r->is_equal);
	free(r->is_live);
	free(r->low);
	free(r->high);
	free(r->why_low);
	free(r->why_high);
	free(r->is_fixed);
	free(r->rows_start);
	free(r->rows);
	memset(r, 0, sizeof(*r));
}
