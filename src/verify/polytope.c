#include "verify/polytope.h"

#include <stdlib.h>

#include "core/dict.h"
#include "core/mem.h"

struct term {
	uint32_t unknown;
	int32_t weight;
};

struct making {
	struct polytope *p;
	const struct narrowing *n;
	uint32_t *above;   /* by variable of the component: union-find over places */
	uint32_t *place;   /* by variable: its place in the component */
	struct dict *seen; /* rows, by their bytes */
	struct term *row;
	size_t nrow, row_room;
};

static uint32_t root_of(uint32_t *above, uint32_t v)
{
	while (above[v] != v) {
		above[v] = above[above[v]];
		v = above[v];
	}
	return v;
}

static bool is_fixed(const struct narrowing *n, uint32_t v)
{
	return n->low[v] == n->high[v];
}

/* What is left of the row without fixed variables; more than two terms are not counted. */
static int free_terms(const struct narrowing *n, uint32_t row, size_t *terms, __int128 *right)
{
	int count = 0;

	*right = n->k->rows[row].right;
	for (size_t t = n->k->rows[row].first; t < knowledge_end(n->k, row); t++) {
		uint32_t v = n->k->terms[t];

		if (is_fixed(n, v))
			*right -= n->k->weights[t] * (__int128)n->low[v];
		else if (count < 2)
			terms[count++] = t;
		else
			return 3;
	}
	return count;
}

static void join_equals(struct making *m, uint32_t row)
{
	const struct knowledge *k = m->n->k;
	size_t t[2];
	__int128 right;
	uint32_t a, b;

	if (k->rows[row].sense != ROW_EQUAL || free_terms(m->n, row, t, &right) != 2 ||
	    right != 0 || k->weights[t[0]] == k->weights[t[1]])
		return;
	a = root_of(m->above, m->place[k->terms[t[0]]]);
	b = root_of(m->above, m->place[k->terms[t[1]]]);
	m->above[a > b ? a : b] = a > b ? b : a;
}

static bool number_unknowns(struct making *m, const uint32_t *vars, uint32_t nvars)
{
	struct polytope *p = m->p;

	for (uint32_t i = 0; i < nvars; i++) {
		uint32_t root = root_of(m->above, i), u;

		p->unknown_of[i] = POLYTOPE_FIXED;
		if (is_fixed(m->n, vars[i]))
			continue;
		u = p->unknown_of[i] = root == i ? p->n++ : p->unknown_of[root];
		if (root == i) {
			p->low[u] = -BOUND_NONE;
			p->high[u] = BOUND_NONE;
		}
		if (m->n->low[vars[i]] > p->low[u])
			p->low[u] = m->n->low[vars[i]];
		if (m->n->high[vars[i]] < p->high[u])
			p->high[u] = m->n->high[vars[i]];
		if (p->low[u] > p->high[u])
			return false;
	}
	return true;
}

static int by_unknown(const void *a, const void *b)
{
	uint32_t x = ((const struct term *)a)->unknown, y = ((const struct term *)b)->unknown;

	return x < y ? -1 : x > y;
}

/* The row in unknowns, sorted, each once. */
static __int128 rewrite(struct making *m, uint32_t row)
{
	const struct knowledge *k = m->n->k;
	__int128 right = k->rows[row].right;
	size_t n = 0, to = 0;

	for (size_t t = k->rows[row].first; t < knowledge_end(k, row); t++) {
		uint32_t v = k->terms[t], u = m->p->unknown_of[m->place[v]];

		if (u == POLYTOPE_FIXED) {
			right -= k->weights[t] * (__int128)m->n->low[v];
			continue;
		}
		m->row = mem_grow(m->row, &m->row_room, n + 1, sizeof(*m->row));
		m->row[n++] = (struct term){ u, k->weights[t] };
	}
	if (n)
		qsort(m->row, n, sizeof(*m->row), by_unknown);
	for (size_t i = 0; i < n; i++) {
		if (to && m->row[to - 1].unknown == m->row[i].unknown)
			m->row[to - 1].weight += m->row[i].weight;
		else
			m->row[to++] = m->row[i];
		if (m->row[to - 1].weight == 0)
			to--;
	}
	m->nrow = to;
	return right;
}

static bool is_new(struct making *m, int64_t right, uint8_t sense)
{
	struct buf key = BUF_INIT;
	int32_t known = dict_count(m->seen), at;

	buf_add(&key, &right, sizeof(right));
	buf_add(&key, &sense, sizeof(sense));
	buf_add(&key, m->row, m->nrow * sizeof(*m->row));
	at = dict_put(m->seen, key.p, key.n);
	buf_release(&key);
	return at == known;
}

static void put_row(struct making *m, int64_t right, uint8_t sense)
{
	struct polytope *p = m->p;
	size_t at = p->first[p->nrows], room = p->terms_room;

	p->terms = mem_grow(p->terms, &p->terms_room, at + m->nrow, sizeof(*p->terms));
	p->weights = mem_grow(p->weights, &room, at + m->nrow, sizeof(*p->weights));
	for (size_t i = 0; i < m->nrow; i++) {
		p->terms[at + i] = m->row[i].unknown;
		p->weights[at + i] = m->row[i].weight;
	}
	p->rights[p->nrows] = right;
	p->senses[p->nrows++] = sense;
	p->first[p->nrows] = at + m->nrow;
}

/* False when nothing is left of the row, and it does not hold. */
static bool take_row(struct making *m, uint32_t row)
{
	uint8_t sense = m->n->k->rows[row].sense;
	__int128 right = rewrite(m, row);

	if (m->nrow == 0)
		return sense == ROW_EQUAL      ? right == 0
		       : sense == ROW_AT_LEAST ? right <= 0
					       : right >= 0;
	if (right < BOUND_NONE / 2 && right > -BOUND_NONE / 2 && is_new(m, (int64_t)right, sense))
		put_row(m, (int64_t)right, sense);
	return true;
}

static void make_room(struct polytope *p, uint32_t nvars, uint32_t nrows)
{
	*p = (struct polytope){ .n = 0 };
	p->low = mem_alloc(((size_t)nvars + 1) * sizeof(*p->low));
	p->high = mem_alloc(((size_t)nvars + 1) * sizeof(*p->high));
	p->unknown_of = mem_alloc(((size_t)nvars + 1) * sizeof(*p->unknown_of));
	p->first = mem_zalloc((size_t)nrows + 2, sizeof(*p->first));
	p->rights = mem_alloc(((size_t)nrows + 1) * sizeof(*p->rights));
	p->senses = mem_alloc((size_t)nrows + 1);
}

bool polytope_make(struct polytope *p, const struct narrowing *n, const uint32_t *vars,
		   uint32_t nvars, const uint32_t *rows, uint32_t nrows, enum trust trust)
{
	struct making m = { .p = p, .n = n, .seen = dict_new() };
	bool is_possible;

	make_room(p, nvars, nrows);
	m.above = mem_alloc(((size_t)nvars + 1) * sizeof(*m.above));
	m.place = mem_alloc(((size_t)n->k->nvars + 1) * sizeof(*m.place));
	for (uint32_t i = 0; i < nvars; i++) {
		m.above[i] = i;
		m.place[vars[i]] = i;
	}
	for (uint32_t i = 0; i < nrows; i++)
		if (knowledge_has_row(n->k, rows[i], trust))
			join_equals(&m, rows[i]);
	is_possible = number_unknowns(&m, vars, nvars);
	for (uint32_t i = 0; is_possible && i < nrows; i++)
		if (knowledge_has_row(n->k, rows[i], trust))
			is_possible = take_row(&m, rows[i]);
	dict_free(m.seen);
	free(m.above);
	free(m.place);
	free(m.row);
	return is_possible;
}

void polytope_release(struct polytope *p)
{
	free(p->low);
	free(p->high);
	free(p->first);
	free(p->terms);
	free(p->weights);
	free(p->rights);
	free(p->senses);
	free(p->unknown_of);
	*p = (struct polytope){ .n = 0 };
}
