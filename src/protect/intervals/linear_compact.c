#include "protect/intervals/linear_compact.h"

#include "core/mem.h"
#include "protect/intervals/linear_define.h"
#include "protect/intervals/linear_same.h"

/* A longer sum is better left as a variable of its own. */
enum { FORM_MAX = 4096 };

/* A sum that is being put together. */
struct sum {
	int64_t *weights; /* by variable */
	uint32_t *vars;
	bool *is_in;
	uint32_t n;
};

struct builder {
	struct compact *c;
	struct sum sum;
	size_t terms_capacity, rows_capacity, forms_capacity, nforms;
	size_t *at, *n; /* by variable: its form */
};

static void sum_add(struct sum *s, uint32_t var, int64_t weight)
{
	if (!s->is_in[var]) {
		s->is_in[var] = true;
		s->vars[s->n++] = var;
	}
	s->weights[var] += weight;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Takes the terms out, ascending; those that came to 0 are none.  The sum is empty again. */
static uint32_t sum_take(struct sum *s, uint32_t *vars, int64_t *weights)
{
	uint32_t i, n = 0, var;

	qsort(s->vars, s->n, sizeof(*s->vars), by_number);
	for (i = 0; i < s->n; i++) {
		var = s->vars[i];
		if (s->weights[var] != 0) {
			vars[n] = var;
			weights[n++] = s->weights[var];
		}
		s->weights[var] = 0;
		s->is_in[var] = false;
	}
	s->n = 0;
	return n;
}

static void sum_clear(struct sum *s)
{
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		s->weights[s->vars[i]] = 0;
		s->is_in[s->vars[i]] = false;
	}
	s->n = 0;
}

/* Forms --------------------------------------------------------------------- */

static void add_form(struct builder *b, uint32_t var, int64_t weight)
{
	const struct compact *c = b->c;
	size_t k;

	for (k = b->at[var]; k < b->at[var] + b->n[var]; k++)
		sum_add(&b->sum, c->form_vars[k], weight * c->form_weights[k]);
}

static void add_row_forms(struct builder *b, uint32_t row, uint32_t without, int64_t sign)
{
	const struct reduced *r = b->c->r;
	size_t k;

	for (k = r->start[row]; k < r->start[row + 1]; k++)
		if (r->vars[k] != without && !r->is_fixed[r->vars[k]])
			add_form(b, r->vars[k], sign * r->weights[k]);
}

static void keep_form(struct builder *b, uint32_t var)
{
	struct compact *c = b->c;
	size_t capacity = b->forms_capacity, need = b->nforms + b->sum.n + 1;

	c->form_vars = mem_grow(c->form_vars, &capacity, need, sizeof(*c->form_vars));
	c->form_weights = mem_grow(c->form_weights, &b->forms_capacity, need,
				   sizeof(*c->form_weights));
	b->at[var] = b->nforms;
	b->n[var] = sum_take(&b->sum, c->form_vars + b->nforms, c->form_weights + b->nforms);
	b->nforms += b->n[var];
}

static int64_t weight_in(const struct reduced *r, uint32_t row, uint32_t var)
{
	size_t k = r->start[row];

	while (r->vars[k] != var)
		k++;
	return r->weights[k];
}

static void build_forms(struct builder *b)
{
	struct compact *c = b->c;
	const struct reduced *r = c->r;
	uint32_t *order = mem_zalloc(r->l->nvars, sizeof(*order)), n, i, var;

	n = linear_define(r, c->definers, order);
	for (var = 0; var < r->l->nvars; var++)
		if (c->definers[var] == REDUCED_NONE && !r->is_fixed[var]) {
			sum_add(&b->sum, var, 1);
			keep_form(b, var);
		}
	for (i = 0; i < n; i++) {
		var = order[i];
		add_row_forms(b, c->definers[var], var, -weight_in(r, c->definers[var], var));
		if (b->sum.n > FORM_MAX) {
			sum_clear(&b->sum);
			c->definers[var] = REDUCED_NONE;
			sum_add(&b->sum, var, 1);
		}
		keep_form(b, var);
	}
	for (i = n; i-- > 0;)
		if (c->definers[order[i]] != REDUCED_NONE)
			c->order[c->norder++] = order[i];
	free(order);
}

/* Forms by variable, and the other way round. */
static void index_forms(struct builder *b)
{
	struct compact *c = b->c;
	uint32_t nvars = c->r->l->nvars, var, *vars = mem_zalloc(b->nforms, sizeof(*vars));
	int64_t *weights = mem_zalloc(b->nforms, sizeof(*weights));
	size_t *next = mem_zalloc((size_t)nvars + 2, sizeof(*next)), n = 0, k;

	for (var = 0; var < nvars; var++) {
		c->form_start[var] = n;
		for (k = b->at[var]; k < b->at[var] + b->n[var]; k++) {
			vars[n] = c->form_vars[k];
			weights[n++] = c->form_weights[k];
			next[c->form_vars[k] + 2]++;
		}
	}
	c->form_start[nvars] = n;
	free(c->form_vars);
	free(c->form_weights);
	c->form_vars = vars;
	c->form_weights = weights;
	c->users = mem_zalloc(n, sizeof(*c->users));
	c->users_weights = mem_zalloc(n, sizeof(*c->users_weights));
	for (var = 2; var < nvars + 2; var++)
		next[var] += next[var - 1];
	for (var = 0; var < nvars; var++)
		for (k = c->form_start[var]; k < c->form_start[var + 1]; k++) {
			c->users_weights[next[vars[k] + 1]] = weights[k];
			c->users[next[vars[k] + 1]++] = var;
		}
	c->users_start = next;
}

/* Rows ---------------------------------------------------------------------- */

static void keep_row(struct builder *b, uint32_t row)
{
	struct compact *c = b->c;
	size_t at = c->start[c->nrows], capacity = b->terms_capacity, need = at + b->sum.n + 1;
	uint32_t n;

	c->vars = mem_grow(c->vars, &capacity, need, sizeof(*c->vars));
	c->weights = mem_grow(c->weights, &b->terms_capacity, need, sizeof(*c->weights));
	n = sum_take(&b->sum, c->vars + at, c->weights + at);
	if (n == 0)
		return;
	c->is_equal[c->nrows] = c->r->is_equal[row];
	c->slack[c->nrows] = c->r->slack[row];
	c->origins[c->nrows++] = row;
	c->start[c->nrows] = at + n;
}

static void build_rows(struct builder *b)
{
	struct compact *c = b->c;
	const struct reduced *r = c->r;
	uint32_t nrows = r->l->nrows, row, i;
	bool *defines = mem_zalloc(nrows, sizeof(*defines));

	for (i = 0; i < c->norder; i++)
		defines[c->definers[c->order[i]]] = true;
	c->start = mem_zalloc((size_t)nrows + 1, sizeof(*c->start));
	c->slack = mem_zalloc(nrows, sizeof(*c->slack));
	c->is_equal = mem_zalloc(nrows, sizeof(*c->is_equal));
	c->origins = mem_zalloc(nrows, sizeof(*c->origins));
	for (row = 0; row < nrows; row++) {
		if (!r->is_live[row] || defines[row])
			continue;
		add_row_forms(b, row, REDUCED_NONE, 1);
		keep_row(b, row);
	}
	free(defines);
}

static void index_rows(struct compact *c)
{
	uint32_t nvars = c->r->l->nvars, row, var;
	size_t *next = mem_zalloc((size_t)nvars + 2, sizeof(*next)), n, k;

	n = c->start[c->nrows];
	c->rows = mem_zalloc(n, sizeof(*c->rows));
	c->rows_weights = mem_zalloc(n, sizeof(*c->rows_weights));
	for (k = 0; k < n; k++)
		next[c->vars[k] + 2]++;
	for (var = 2; var < nvars + 2; var++)
		next[var] += next[var - 1];
	for (row = 0; row < c->nrows; row++)
		for (k = c->start[row]; k < c->start[row + 1]; k++) {
			c->rows_weights[next[c->vars[k] + 1]] = c->weights[k];
			c->rows[next[c->vars[k] + 1]++] = row;
		}
	c->rows_start = next;
}

void compact_build(struct compact *c, const struct reduced *r)
{
	uint32_t nvars = r->l->nvars;
	struct builder b = { .c = c };

	memset(c, 0, sizeof(*c));
	c->r = r;
	c->definers = mem_zalloc(nvars, sizeof(*c->definers));
	c->order = mem_zalloc(nvars, sizeof(*c->order));
	c->form_start = mem_zalloc((size_t)nvars + 1, sizeof(*c->form_start));
	b.sum.weights = mem_zalloc(nvars, sizeof(*b.sum.weights));
	b.sum.vars = mem_zalloc(nvars, sizeof(*b.sum.vars));
	b.sum.is_in = mem_zalloc(nvars, sizeof(*b.sum.is_in));
	b.at = mem_zalloc(nvars, sizeof(*b.at));
	b.n = mem_zalloc(nvars, sizeof(*b.n));
	build_forms(&b);
	build_rows(&b);
	index_forms(&b);
	same_rows_drop(c);
	index_rows(c);
	free(b.sum.weights);
	free(b.sum.vars);
	free(b.sum.is_in);
	free(b.at);
	free(b.n);
}

void compact_release(struct compact *c)
{
	free(c->start);
	free(c->vars);
	free(c->weights);
	free(c->slack);
	free(c->is_equal);
	free(c->origins);
	free(c->rows_start);
	free(c->rows);
	free(c->rows_weights);
	free(c->form_start);
	free(c->form_vars);
	free(c->form_weights);
	free(c->users_start);
	free(c->users);
	free(c->users_weights);
	free(c->order);
	free(c->definers);
	memset(c, 0, sizeof(*c));
}
