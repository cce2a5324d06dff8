#include "protect/pattern/system.h"

#include "core/mem.h"
#include "core/program.h"

enum { INNER_MAX = 50000000 };

struct maker {
	const struct cells *c;
	const struct primary *pr;
	struct system_of *s;
	struct span spans[CELLS_MAX_AXES];
	int period; /* axis, or -1 */
	uint32_t ninner;
	uint32_t *sizes; /* by cell: inner cells so far */
	int *inner;	 /* naxes atoms for each inner cell */
	size_t inner_capacity;
	struct keymap alive, zeros; /* by atoms */
	struct sparse *matrix;	    /* NULL while only sizes are counted */
	const bool *was_alive;	    /* by row, or NULL */
};

/* The row of a cell, since January or not; CELLS_NO_ROW for a shadow. */
static uint32_t row_of(const struct maker *m, uint32_t cell)
{
	if (cell >= m->s->first_sum)
		return cell - m->s->first_sum;
	return cell < m->c->nrows ? cell : CELLS_NO_ROW;
}

static void nodes_of(const struct maker *m, uint32_t cell, int *nodes)
{
	uint32_t row = row_of(m, cell);
	const int *from = row == CELLS_NO_ROW ? primary_shadow(m->pr, cell - m->c->nrows)
					      : cells_nodes(m->c, row);

	memcpy(nodes, from, (size_t)m->c->naxes * sizeof(*nodes));
	if (cell >= m->s->first_sum)
		nodes[m->period] = axis_since_january(&m->c->axes[m->period], nodes[m->period]);
}

/* In a period without flows the sum since January may be great. */
static bool is_still(const struct maker *m, uint32_t row)
{
	return m->s->kind == SYSTEM_MOVING && m->period >= 0 &&
	       cells_kind_is_zero(m->c, MEASURE_FLOW, row);
}

static bool is_sum_of_something(const struct maker *m, uint32_t cell)
{
	uint32_t row = row_of(m, cell);

	if (row == CELLS_NO_ROW)
		return true;
	return (m->pr->states[row] == ROW_VALUE || m->pr->states[row] == ROW_PRIMARY) &&
	       (cell != row || !is_still(m, row));
}

static uint64_t atoms_key(const struct maker *m, const int *atoms)
{
	uint64_t key = 0;
	int a;

	for (a = 0; a < m->c->naxes; a++)
		key = key * (uint64_t)m->spans[a].natoms + (uint64_t)atoms[a];
	return key;
}

static uint32_t find_sum(const struct maker *m, const int *nodes)
{
	const struct axis *a = &m->c->axes[m->period];
	int plain[CELLS_MAX_AXES];
	uint32_t row;

	memcpy(plain, nodes, (size_t)m->c->naxes * sizeof(*plain));
	plain[m->period] = axis_own_period(a, nodes[m->period]);
	row = cells_find(m->c, plain);
	return row == CELLS_NO_ROW ? KEYMAP_NONE : m->s->first_sum + row;
}

static uint32_t find_cell(const struct maker *m, const int *nodes)
{
	uint64_t key = cells_key(m->c, nodes);
	uint32_t cell = keymap_get(&m->c->index, key);

	if (cell != CELLS_NO_ROW)
		return cell;
	if (m->s->first_sum < m->s->ncells &&
	    axis_is_since_january(&m->c->axes[m->period], nodes[m->period]))
		cell = find_sum(m, nodes);
	if (cell != KEYMAP_NONE)
		return cell;
	cell = keymap_get(&m->pr->shadow_index, key);
	return cell == KEYMAP_NONE ? KEYMAP_NONE : m->c->nrows + cell;
}

/* The next combination of items; false after the last. */
static bool turn(int *at, const int *start, const int *end, int n)
{
	int a;

	for (a = n - 1; a >= 0; a--) {
		if (++at[a] < end[a])
			return true;
		at[a] = start[a];
	}
	return false;
}

/* Counts, or enters, an inner cell in every cell that holds it. */
static void enter(struct maker *m, uint32_t inner)
{
	const int *atoms = m->inner + (size_t)inner * (size_t)m->c->naxes;
	int start[CELLS_MAX_AXES], end[CELLS_MAX_AXES], at[CELLS_MAX_AXES];
	int nodes[CELLS_MAX_AXES] = { 0 }, a, n = m->c->naxes;
	uint32_t cell;

	for (a = 0; a < n; a++) {
		at[a] = start[a] = m->spans[a].nodes_start[atoms[a]];
		end[a] = m->spans[a].nodes_start[atoms[a] + 1];
	}
	do {
		for (a = 0; a < n; a++)
			nodes[a] = m->spans[a].nodes[at[a]];
		cell = find_cell(m, nodes);
		if (cell == KEYMAP_NONE)
			continue;
		if (m->matrix)
			sparse_put(m->matrix, cell, inner);
		else
			m->sizes[cell]++;
	} while (turn(at, start, end, n));
}

static bool is_known_zero(const struct maker *m, const int *atoms)
{
	return keymap_get(&m->zeros, atoms_key(m, atoms)) != KEYMAP_NONE;
}

static void add_inner(struct maker *m, const int *atoms)
{
	size_t n = (size_t)m->c->naxes;

	if (keymap_put(&m->alive, atoms_key(m, atoms), m->ninner) != m->ninner)
		return;
	m->inner = mem_grow(m->inner, &m->inner_capacity, (m->ninner + 1) * n, sizeof(*m->inner));
	memcpy(m->inner + m->ninner * n, atoms, n * sizeof(*atoms));
	enter(m, m->ninner++);
}

/* Rows that have no rows below them say which inner cells there are.  Where one of two
 * rows of one cell (a quarter and its last month) is zero, both are in this kind of
 * measure: so the zeros come first. */
static void add_bottom(struct maker *m, uint32_t row, bool zeros)
{
	const int *nodes = cells_nodes(m->c, row);
	int atoms[CELLS_MAX_AXES] = { 0 }, a;
	bool was_alive;

	for (a = 0; a < m->c->naxes; a++) {
		atoms[a] = m->spans[a].home[nodes[a]];
		if (atoms[a] < 0)
			return;
	}
	was_alive = m->was_alive && m->was_alive[row];
	if (zeros && !was_alive && (m->pr->states[row] == ROW_ZERO || is_still(m, row)))
		keymap_put(&m->zeros, atoms_key(m, atoms), 1);
	if (!zeros && (was_alive || is_sum_of_something(m, row)) && !is_known_zero(m, atoms))
		add_inner(m, atoms);
}

/*
 * A cell with a value whose parts have no rows in this table (a table of towns by
 * group beside one of counties by type): its parts are inner cells all the same,
 * unknown to everybody.
 */
static int add_below(struct maker *m, uint32_t cell, struct err *err)
{
	int start[CELLS_MAX_AXES], end[CELLS_MAX_AXES], at[CELLS_MAX_AXES];
	int nodes[CELLS_MAX_AXES] = { 0 }, atoms[CELLS_MAX_AXES] = { 0 }, a, n = m->c->naxes;

	nodes_of(m, cell, nodes);
	for (a = 0; a < n; a++) {
		at[a] = start[a] = m->spans[a].atoms_start[nodes[a]];
		end[a] = m->spans[a].atoms_start[nodes[a] + 1];
		if (start[a] == end[a])
			return 0;
	}
	do {
		for (a = 0; a < n; a++)
			atoms[a] = m->spans[a].atoms[at[a]];
		if (!is_known_zero(m, atoms))
			add_inner(m, atoms);
		if (m->ninner > INNER_MAX)
			return err_set(err, ERR_DATA,
				       "the table leaves out so many parts of its sums that "
				       "it cannot be protected");
	} while (turn(at, start, end, n));
	return 0;
}

struct empty_cell {
	double size; /* of the product of its atoms */
	uint32_t rank, cell;
};

static int by_size(const void *a, const void *b)
{
	const struct empty_cell *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static double product(const struct maker *m, uint32_t cell)
{
	int nodes[CELLS_MAX_AXES] = { 0 }, a;
	double size = 1;

	nodes_of(m, cell, nodes);
	for (a = 0; a < m->c->naxes; a++)
		size *= m->spans[a].atoms_start[nodes[a] + 1] - m->spans[a].atoms_start[nodes[a]];
	return size;
}

/* The smallest first: what it brings to life may serve the larger ones, which must not
 * bring to life what is known to be zero within another part of them. */
static int fill_empty_cells(struct maker *m, struct err *err)
{
	struct empty_cell *list = mem_zalloc(m->s->ncells, sizeof(*list));
	uint32_t cell, i, n = 0;
	int ret = -1;

	for (i = 0; i < m->s->ncells; i++) {
		cell = system_in_order(m->s, m->c, i);
		if (m->sizes[cell] == 0 && is_sum_of_something(m, cell))
			list[n++] = (struct empty_cell){ product(m, cell), i, cell };
	}
	qsort(list, n, sizeof(*list), by_size);
	for (i = 0; i < n; i++)
		if (m->sizes[list[i].cell] == 0 && add_below(m, list[i].cell, err) < 0)
			goto out;
	ret = 0;
out:
	free(list);
	return ret;
}

static int count_cells(struct maker *m, struct err *err)
{
	uint32_t i;

	for (i = 0; i < m->c->nrows; i++)
		add_bottom(m, m->c->sorted[i], true);
	for (i = 0; i < m->c->nrows; i++) {
		if (i % 1024 == 0 && program_check(err) < 0)
			return -1;
		add_bottom(m, m->c->sorted[i], false);
	}
	return fill_empty_cells(m, err);
}

static void fill_matrix(struct maker *m, struct system_of *s)
{
	uint32_t i;

	sparse_begin(&s->matrix, m->ninner, m->sizes, m->s->ncells);
	m->matrix = &s->matrix;
	for (i = 0; i < m->ninner; i++)
		enter(m, i);
	sparse_end(&s->matrix);
	s->leader = mem_zalloc(m->s->ncells, sizeof(*s->leader));
	sparse_find_identical(&s->matrix, s->leader);
}

/* The inner cells that are rows of their own. */
static void find_rows(struct maker *m, struct system_of *s)
{
	int atoms[CELLS_MAX_AXES] = { 0 }, a;
	const int *nodes;
	uint32_t row, at;

	s->inner = mem_alloc(((size_t)m->c->nrows + 1) * sizeof(*s->inner));
	for (row = 0; row < m->c->nrows; row++) {
		nodes = cells_nodes(m->c, row);
		s->inner[row] = SYSTEM_NO_INNER;
		for (a = 0; a < m->c->naxes; a++) {
			atoms[a] = m->spans[a].home[nodes[a]];
			if (atoms[a] < 0)
				break;
		}
		if (a < m->c->naxes)
			continue;
		at = keymap_get(&m->alive, atoms_key(m, atoms));
		s->inner[row] = at == KEYMAP_NONE ? SYSTEM_NO_INNER : at;
	}
}

uint32_t system_in_order(const struct system_of *s, const struct cells *c, uint32_t i)
{
	if (i >= s->first_sum)
		return s->first_sum + c->sorted[i - s->first_sum];
	return i < c->nrows ? c->sorted[i] : i;
}

int system_build(struct system_of *s, const struct cells *c, const struct primary *pr,
		 enum system_kind kind, struct err *err)
{
	return system_build_nights(s, c, pr, kind, NULL, err);
}

int system_build_nights(struct system_of *s, const struct cells *c, const struct primary *pr,
			enum system_kind kind, const bool *was_alive, struct err *err)
{
	struct maker m = {
		.c = c, .pr = pr, .s = s, .period = cells_period_axis(c), .was_alive = was_alive
	};
	int a, ret;

	*s = (struct system_of){ .kind = kind, .ncells = c->nrows + pr->nshadows };
	s->first_sum = s->ncells;
	if (kind == SYSTEM_MOVING && m.period >= 0 && cells_has_kind(c, MEASURE_CUMULATIVE))
		s->ncells += c->nrows;
	for (a = 0; a < c->naxes; a++)
		span_init(&m.spans[a], &c->axes[a], kind);
	m.sizes = mem_zalloc(s->ncells, sizeof(*m.sizes));
	ret = count_cells(&m, err);
	if (ret == 0) {
		fill_matrix(&m, s);
		find_rows(&m, s);
	}
	for (a = 0; a < c->naxes; a++)
		span_release(&m.spans[a]);
	keymap_release(&m.alive);
	keymap_release(&m.zeros);
	free(m.sizes);
	free(m.inner);
	return ret;
}

void system_release(struct system_of *s)
{
	sparse_release(&s->matrix);
	free(s->leader);
	free(s->inner);
	*s = (struct system_of){ 0 };
}
