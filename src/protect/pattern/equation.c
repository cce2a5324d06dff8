#include "protect/pattern/equation.h"

#include "core/mem.h"
#include "core/program.h"
#include "protect/pattern/basis.h"
#include "protect/pattern/fraction.h"

enum { NOWHERE = 0xffffffffu };

struct search {
	const struct sparse *cells;
	const bool *may_use;
	uint32_t target;
	const struct field61 *field;
	size_t *users_start; /* by row, of users: the cells that may be used and hold it */
	uint32_t *users;

	/* The neighbourhood that is looked at: */
	uint32_t *rows, *local; /* its rows; by row: its number there, or NOWHERE */
	uint32_t nrows;
	uint32_t *near; /* its cells */
	uint32_t nnear;
	bool *is_allowed; /* by row: the neighbourhood may hold it */
	bool *is_met;	  /* by cell */
	bool has_odd;	  /* an equation was found whose weights could not be read */
};

static void index_users(struct search *s)
{
	const struct sparse *m = s->cells;
	size_t *at = mem_zalloc((size_t)m->nrows + 2, sizeof(*at)), i, j;

	for (j = 0; j < m->ncolumns; j++)
		for (i = m->start[j]; s->may_use[j] && i < m->start[j + 1]; i++)
			at[m->rows[i] + 2]++;
	for (i = 2; i <= m->nrows; i++)
		at[i] += at[i - 1];
	s->users = mem_zalloc(m->start[m->ncolumns] + 1, sizeof(*s->users));
	for (j = 0; j < m->ncolumns; j++)
		for (i = m->start[j]; s->may_use[j] && i < m->start[j + 1]; i++)
			s->users[at[m->rows[i] + 1]++] = (uint32_t)j;
	s->users_start = at;
}

static void search_init(struct search *s)
{
	const struct sparse *m = s->cells;

	index_users(s);
	s->rows = mem_zalloc((size_t)m->nrows + 1, sizeof(*s->rows));
	s->local = mem_alloc(((size_t)m->nrows + 1) * sizeof(*s->local));
	memset(s->local, 0xff, (size_t)m->nrows * sizeof(*s->local));
	s->near = mem_zalloc(m->ncolumns + 1, sizeof(*s->near));
	s->is_allowed = mem_zalloc((size_t)m->nrows + 1, sizeof(*s->is_allowed));
	s->is_met = mem_zalloc(m->ncolumns + 1, sizeof(*s->is_met));
}

static void search_release(struct search *s)
{
	free(s->users_start);
	free(s->users);
	free(s->rows);
	free(s->local);
	free(s->near);
	free(s->is_allowed);
	free(s->is_met);
}

static bool lies_within(const struct sparse *m, size_t part, size_t whole)
{
	const uint32_t *a = sparse_column(m, part), *b = sparse_column(m, whole);
	size_t i = 0, k, n = sparse_count(m, whole);

	for (k = 0; k < sparse_count(m, part); k++) {
		while (i < n && b[i] < a[k])
			i++;
		if (i == n || b[i] != a[k])
			return false;
	}
	return true;
}

static void allow(struct search *s, size_t cell)
{
	size_t i;

	for (i = s->cells->start[cell]; i < s->cells->start[cell + 1]; i++)
		s->is_allowed[s->cells->rows[i]] = true;
}

/* The rows of the target and of all cells of at most `size` rows that hold it; SIZE_MAX: all. */
static void allow_around(struct search *s, size_t size)
{
	uint32_t row, cell;
	size_t i;

	memset(s->is_allowed, size == SIZE_MAX, s->cells->nrows);
	if (size == SIZE_MAX || sparse_count(s->cells, s->target) == 0)
		return;
	allow(s, s->target);
	row = sparse_column(s->cells, s->target)[0];
	for (i = s->users_start[row]; i < s->users_start[row + 1]; i++) {
		cell = s->users[i];
		if (sparse_count(s->cells, cell) <= size && lies_within(s->cells, s->target, cell))
			allow(s, cell);
	}
}

static void meet_row(struct search *s, uint32_t row)
{
	if (s->local[row] != NOWHERE)
		return;
	s->local[row] = s->nrows;
	s->rows[s->nrows++] = row;
}

static void meet_cell(struct search *s, uint32_t cell)
{
	size_t i;

	if (s->is_met[cell] || cell == s->target)
		return;
	s->is_met[cell] = true;
	for (i = s->cells->start[cell]; i < s->cells->start[cell + 1]; i++)
		if (!s->is_allowed[s->cells->rows[i]])
			return;
	s->near[s->nnear++] = cell;
	for (i = s->cells->start[cell]; i < s->cells->start[cell + 1]; i++)
		meet_row(s, s->cells->rows[i]);
}

/* Everything on allowed rows that hangs together with the target. */
static void gather(struct search *s)
{
	size_t i;
	uint32_t k;

	for (k = 0; k < s->nrows; k++)
		s->local[s->rows[k]] = NOWHERE;
	s->nrows = s->nnear = 0;
	memset(s->is_met, 0, s->cells->ncolumns);
	for (i = s->cells->start[s->target]; i < s->cells->start[s->target + 1]; i++)
		meet_row(s, s->cells->rows[i]);
	for (k = 0; k < s->nrows; k++)
		for (i = s->users_start[s->rows[k]]; i < s->users_start[s->rows[k] + 1]; i++)
			meet_cell(s, s->users[i]);
}

static int by_size(const void *a, const void *b, void *arg)
{
	const struct sparse *m = arg;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	size_t p = sparse_count(m, x), q = sparse_count(m, y);

	return p != q ? (p < q ? -1 : 1) : x < y ? -1 : x > y;
}

static int by_falling_size(const void *a, const void *b, void *arg)
{
	return by_size(b, a, arg);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* The near cells on their own rows, each with one row more that stands for the cell itself;
 * the target, without one, is the last. */
static void build_local(const struct search *s, struct sparse *m)
{
	uint32_t *sizes = mem_zalloc((size_t)s->nnear + 1, sizeof(*sizes)), j, cell, *rows;
	size_t i, n;

	for (j = 0; j <= s->nnear; j++) {
		cell = j < s->nnear ? s->near[j] : s->target;
		sizes[j] = (uint32_t)sparse_count(s->cells, cell) + (j < s->nnear);
	}
	sparse_begin(m, s->nrows + s->nnear, sizes, (size_t)s->nnear + 1);
	for (j = 0; j <= s->nnear; j++) {
		cell = j < s->nnear ? s->near[j] : s->target;
		n = sparse_count(s->cells, cell);
		rows = m->rows + m->start[j];
		for (i = 0; i < n; i++)
			sparse_put(m, j, s->local[sparse_column(s->cells, cell)[i]]);
		qsort(rows, n, sizeof(*rows), by_number);
		if (j < s->nnear)
			sparse_put(m, j, s->nrows + j);
	}
	sparse_end(m);
	free(sizes);
}

/* A row of the table that few cells hold, or NOWHERE: nothing of the table is left. */
static uint32_t pivot_of(const struct search *s, const struct vector *v)
{
	uint32_t i, row, best = NOWHERE;
	size_t n, least = SIZE_MAX;

	for (i = 0; i < v->n && v->rows[i] < s->nrows; i++) {
		row = s->rows[v->rows[i]];
		n = s->users_start[row + 1] - s->users_start[row];
		if (n < least) {
			least = n;
			best = v->rows[i];
		}
	}
	return best;
}

/* 1: rest = minus the weights, by the rows of the cells; 0: the target does not follow. */
static int solve(const struct search *s, const struct sparse *m, struct vector *rest,
		 struct err *err)
{
	struct basis b;
	uint32_t j, pivot;
	int ret = -1;

	basis_init(&b, s->field, m->nrows);
	for (j = 0; j < s->nnear; j++) {
		if (j % 256 == 0 && program_check(err) < 0)
			goto out;
		basis_reduce(&b, m, j, rest);
		pivot = pivot_of(s, rest);
		if (pivot == NOWHERE)
			continue;
		basis_scale(&b, rest, pivot);
		basis_add(&b, rest, pivot);
	}
	basis_reduce(&b, m, s->nnear, rest);
	ret = pivot_of(s, rest) == NOWHERE;
out:
	basis_release(&b);
	return ret;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
	int64_t x;

	while (b) {
		x = a % b;
		a = b;
		b = x;
	}
	return a;
}

/* Whole weights over one divisor; false where they are not small fractions. */
static bool read_weights(const struct search *s, const struct vector *rest, struct equation *e)
{
	struct fraction *parts = mem_zalloc((size_t)rest->n + 1, sizeof(*parts));
	bool fits = true;
	uint32_t i;

	*e = (struct equation){ .n = rest->n, .divisor = 1 };
	e->cells = mem_zalloc(e->n + 1, sizeof(*e->cells));
	e->weights = mem_zalloc(e->n + 1, sizeof(*e->weights));
	for (i = 0; i < rest->n && fits; i++) {
		e->cells[i] = s->near[rest->rows[i] - s->nrows];
		fits = fraction_of(s->field, field61_sub(s->field, 0, rest->values[i]),
				   &parts[i]) &&
		       !__builtin_mul_overflow(e->divisor /
						       common_divisor(e->divisor, parts[i].below),
					       parts[i].below, &e->divisor);
	}
	for (i = 0; i < rest->n && fits; i++)
		fits = !__builtin_mul_overflow(e->divisor / parts[i].below, parts[i].above,
					       &e->weights[i]);
	free(parts);
	return fits;
}

/* Whether the equation holds row by row. */
static bool holds(const struct search *s, const struct equation *e)
{
	__int128 *sums = mem_zalloc((size_t)s->nrows + 1, sizeof(*sums));
	bool is_zero = true;
	size_t i, k;

	for (i = 0; i < e->n; i++)
		for (k = 0; k < sparse_count(s->cells, e->cells[i]); k++)
			sums[s->local[sparse_column(s->cells, e->cells[i])[k]]] += e->weights[i];
	for (k = 0; k < sparse_count(s->cells, s->target); k++)
		sums[s->local[sparse_column(s->cells, s->target)[k]]] -= e->divisor;
	for (i = 0; i < s->nrows; i++)
		is_zero = is_zero && sums[i] == 0;
	free(sums);
	return is_zero;
}

struct weighted {
	uint32_t cell;
	int64_t weight;
};

static int by_cell(const void *a, const void *b)
{
	const struct weighted *x = a, *y = b;

	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

static void sort_terms(struct equation *e)
{
	struct weighted *list = mem_zalloc(e->n + 1, sizeof(*list));
	size_t i;

	for (i = 0; i < e->n; i++)
		list[i] = (struct weighted){ e->cells[i], e->weights[i] };
	qsort(list, e->n, sizeof(*list), by_cell);
	for (i = 0; i < e->n; i++) {
		e->cells[i] = list[i].cell;
		e->weights[i] = list[i].weight;
	}
	free(list);
}

/* One order of the near cells.  A shorter equation than *best replaces it; one whose weights
 * are no small fractions is none, but there are others with other cells. */
static int try_order(struct search *s, int (*order)(const void *, const void *, void *),
		     struct equation *best, struct err *err)
{
	struct sparse m;
	struct vector rest = { 0 };
	struct equation e = { 0 };
	int ret;

	qsort_r(s->near, s->nnear, sizeof(*s->near), order, (void *)(uintptr_t)s->cells);
	build_local(s, &m);
	ret = solve(s, &m, &rest, err);
	if (ret > 0 && read_weights(s, &rest, &e) && holds(s, &e)) {
		if (best->divisor == 0 || e.n < best->n) {
			sort_terms(&e);
			equation_release(best);
			*best = e;
			e = (struct equation){ 0 };
		}
	} else if (ret > 0) {
		s->has_odd = true;
	}
	equation_release(&e);
	vector_release(&rest);
	sparse_release(&m);
	return ret < 0 ? -1 : 0;
}

/* What the neighbourhood around sums of `size` rows has. */
static int try_size(struct search *s, size_t size, uint32_t *before, struct equation *best,
		    struct err *err)
{
	allow_around(s, size);
	gather(s);
	if (s->nnear == *before && size != SIZE_MAX)
		return 0;
	*before = s->nnear;
	if (try_order(s, by_size, best, err) < 0)
		return -1;
	if (best->divisor == 0 && !s->has_odd)
		return 0;
	return try_order(s, by_falling_size, best, err);
}

int equation_find(const struct sparse *cells, const bool *may_use, uint32_t target,
		  const struct field61 *field, struct equation *out, struct err *err)
{
	struct search s = { .cells = cells, .may_use = may_use, .target = target, .field = field };
	size_t size = sparse_count(cells, target);
	uint32_t before = NOWHERE;
	int ret = 0;

	*out = (struct equation){ 0 };
	search_init(&s);
	while (ret == 0 && out->divisor == 0) {
		size = size > 0 && size < cells->nrows ? size : SIZE_MAX;
		ret = try_size(&s, size, &before, out, err);
		if (size == SIZE_MAX)
			break;
		size *= 2;
	}
	search_release(&s);
	if (ret < 0)
		equation_release(out);
	else if (out->divisor == 0 && s.has_odd)
		return err_set(err, ERR_BUG, "an equation has weights that are no small fractions");
	return ret < 0 ? -1 : out->divisor != 0;
}

void equation_release(struct equation *e)
{
	free(e->cells);
	free(e->weights);
	*e = (struct equation){ 0 };
}
