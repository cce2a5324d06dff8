#include "protect/nights/spells.h"

#include "core/mem.h"

enum { TERMS_MAX = 4096 };

struct term {
	uint32_t row;
	bool is_less;
};

struct maker {
	struct spells *s;
	const struct cells *c;
	const struct system_of *system;
	const struct past *past;
	int table;
	/* Of the inner cell at work: the sums of rows that it is, of flows and stocks, and of
	 * what is added up since January. */
	struct term *terms[2];
	size_t nterms[2];
	int64_t *releases; /* of versions of these rows */
	size_t nreleases, releases_capacity;
	int64_t *last; /* by measure: what it was last, or PAST_UNKNOWN */
};

static bool is_of_system(const struct maker *m, int measure)
{
	const struct measure *of = &m->c->measures[measure];

	return of->table == m->table &&
	       (cells_period_axis(m->c) < 0 ||
		(of->kind == MEASURE_STOCK) == (m->system->kind == SYSTEM_STOCK));
}

static void put_term(struct maker *m, int sums, const int *nodes, bool is_less)
{
	uint32_t row = cells_find(m->c, nodes);

	if (row != CELLS_NO_ROW && m->nterms[sums] < TERMS_MAX)
		m->terms[sums][m->nterms[sums]++] = (struct term){ row, is_less };
}

/* A period that ends where the one before ends, in the same year; its node or -1. */
static int node_before(const struct axis *x, int node)
{
	int end = x->end_of[node] - 1, i;

	if (end < x->ends[x->end_of[node]].first)
		return -1;
	for (i = 0; i < x->n; i++)
		if (x->end_of[i] == end)
			return i;
	return -1;
}

/* A base is less its codes, a sum since January less the one before. */
static void list_terms(struct maker *m, int sums, int *nodes, int a, bool is_less)
{
	const struct axis *x = &m->c->axes[a];
	int node, i;

	if (a == m->c->naxes) {
		put_term(m, sums, nodes, is_less);
		return;
	}
	node = nodes[a];
	list_terms(m, sums, nodes, a + 1, is_less);
	for (i = 0; x->kind == AXIS_OF_WHICH && node == x->base && i < x->n; i++) {
		nodes[a] = i;
		if (i != node)
			list_terms(m, sums, nodes, a + 1, !is_less);
	}
	if (x->kind == AXIS_PERIOD && sums == 1) {
		nodes[a] = node_before(x, node);
		if (nodes[a] >= 0)
			list_terms(m, sums, nodes, a + 1, !is_less);
	}
	nodes[a] = node;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void list_releases(struct maker *m)
{
	const struct past_table *t = &m->past->tables[m->table];
	uint32_t row, v;
	size_t i, n = 0;
	int k;

	m->nreleases = 0;
	for (k = 0; k < 2; k++)
		for (i = 0; i < m->nterms[k]; i++) {
			row = m->terms[k][i].row;
			m->releases = mem_grow(m->releases, &m->releases_capacity,
					       m->nreleases + t->count[row] + 1,
					       sizeof(*m->releases));
			for (v = 0; v < t->count[row]; v++)
				m->releases[m->nreleases++] =
					t->versions[t->first[row] + v].release;
		}
	qsort(m->releases, m->nreleases, sizeof(*m->releases), by_number);
	for (i = 0; i < m->nreleases; i++)
		if (n == 0 || m->releases[n - 1] != m->releases[i])
			m->releases[n++] = m->releases[i];
	m->nreleases = n;
}

/* release 0: tonight */
static int64_t value_at(const struct maker *m, int measure, int64_t release)
{
	int sums = m->c->measures[measure].kind == MEASURE_CUMULATIVE;
	const struct past_version *v;
	uint64_t sum = 0;
	int64_t value;
	size_t i;

	for (i = 0; i < m->nterms[sums]; i++) {
		value = PAST_UNKNOWN;
		v = release ? past_at(m->past, m->table, m->terms[sums][i].row, release) : NULL;
		if (!release)
			value = past_value_now(m->c, measure, m->terms[sums][i].row);
		else if (v && v->view != HISTORY_ABSENT)
			value = v->truth[measure];
		if (value == PAST_UNKNOWN || value == PAST_MISSING)
			return PAST_UNKNOWN;
		sum += m->terms[sums][i].is_less ? -(uint64_t)value : (uint64_t)value;
	}
	return (int64_t)sum;
}

/* Takes the values of a release for the last ones; whether one has changed. */
static bool take_values(struct maker *m, int64_t release)
{
	bool has_changed = false;
	int64_t value;
	int i;

	for (i = 0; i < m->c->nmeasures; i++) {
		if (!is_of_system(m, i))
			continue;
		value = value_at(m, i, release);
		if (value == PAST_UNKNOWN)
			continue;
		has_changed |= m->last[i] != PAST_UNKNOWN && m->last[i] != value;
		m->last[i] = value;
	}
	return has_changed;
}

static bool was_there(const struct maker *m, uint32_t row, int64_t release)
{
	const struct past_version *v = past_at(m->past, m->table, row, release);

	return v && v->view != HISTORY_ABSENT;
}

static void put_spells(struct maker *m, uint32_t inner, uint32_t row)
{
	struct spells *s = m->s;
	bool is_begun = false;
	size_t i;
	int k;

	for (k = 0; k < m->c->nmeasures; k++)
		m->last[k] = PAST_UNKNOWN;
	for (i = 0; i < m->nreleases; i++) {
		if (!was_there(m, row, m->releases[i]))
			continue;
		if (!take_values(m, m->releases[i]) && is_begun)
			continue;
		is_begun = true;
		s->from = mem_grow(s->from, &s->capacity, s->n + 1, sizeof(*s->from));
		s->from[s->n++] = m->releases[i];
	}
	s->lasts[inner] = !take_values(m, 0);
}

static void list_all_terms(struct maker *m, uint32_t row)
{
	int nodes[CELLS_MAX_AXES], k;

	memcpy(nodes, cells_nodes(m->c, row), (size_t)m->c->naxes * sizeof(*nodes));
	for (k = 0; k < 2; k++) {
		m->nterms[k] = 0;
		list_terms(m, k, nodes, 0, false);
	}
}

static size_t count_terms(const struct maker *m, int table)
{
	size_t i, n = 0;

	for (i = 0; i < m->nterms[0]; i++)
		n += m->c->tables[table].at[m->terms[0][i].row] != CELLS_NO_ROW;
	return n;
}

/* The released table that has the row and most of what it is the rest of: a base alone does not
 * say what changed in it. */
static int find_table(const struct maker *m, uint32_t row)
{
	size_t most = 0, n;
	int t, best = -1;

	for (t = 0; t < m->past->ntables; t++) {
		if (m->past->tables[t].last == HISTORY_NO_RELEASE ||
		    m->c->tables[t].at[row] == CELLS_NO_ROW)
			continue;
		n = count_terms(m, t);
		if (best < 0 || n > most) {
			best = t;
			most = n;
		}
	}
	return best;
}

static void make(struct maker *m, uint32_t inner, uint32_t row)
{
	m->table = m->s->table[inner] = -1;
	if (row == CELLS_NO_ROW)
		return;
	list_all_terms(m, row);
	m->table = m->s->table[inner] = find_table(m, row);
	if (m->table < 0)
		return;
	list_releases(m);
	put_spells(m, inner, row);
}

/* By inner cell: the first row that it is, or CELLS_NO_ROW. */
static uint32_t *find_rows(const struct cells *c, const struct system_of *system)
{
	uint32_t *rows = mem_alloc(((size_t)system->matrix.nrows + 1) * sizeof(*rows)), i, row;

	memset(rows, 0xff, (size_t)system->matrix.nrows * sizeof(*rows));
	for (i = 0; i < c->nrows; i++) {
		row = c->sorted[i];
		if (system->inner[row] != SYSTEM_NO_INNER &&
		    rows[system->inner[row]] == CELLS_NO_ROW)
			rows[system->inner[row]] = row;
	}
	return rows;
}

void spells_init(struct spells *s, const struct cells *c, const struct system_of *system,
		 const struct past *past)
{
	struct maker m = { .s = s, .c = c, .system = system, .past = past };
	size_t n = (size_t)system->matrix.nrows + 1;
	uint32_t *rows = find_rows(c, system), i;

	*s = (struct spells){ 0 };
	s->start = mem_zalloc(n, sizeof(*s->start));
	s->lasts = mem_zalloc(n, sizeof(*s->lasts));
	s->table = mem_zalloc(n, sizeof(*s->table));
	m.last = mem_zalloc((size_t)c->nmeasures, sizeof(*m.last));
	m.terms[0] = mem_alloc(TERMS_MAX * sizeof(struct term));
	m.terms[1] = mem_alloc(TERMS_MAX * sizeof(struct term));
	for (i = 0; i < system->matrix.nrows; i++) {
		make(&m, i, rows[i]);
		s->start[i + 1] = s->n;
	}
	free(m.terms[0]);
	free(m.terms[1]);
	free(m.last);
	free(m.releases);
	free(rows);
}

void spells_release(struct spells *s)
{
	free(s->start);
	free(s->from);
	free(s->lasts);
	free(s->table);
	*s = (struct spells){ 0 };
}

int64_t spells_at(const struct spells *s, uint32_t inner, int64_t release)
{
	size_t i = s->start[inner + 1];

	while (i > s->start[inner] && s->from[i - 1] > release)
		i--;
	return i > s->start[inner] ? (int64_t)i - 1 : -1;
}

bool spells_is_tonight(const struct spells *s, uint32_t inner, int64_t place)
{
	return s->lasts[inner] && (size_t)place + 1 == s->start[inner + 1];
}
