#include "protect/microdata/criteria.h"

#include <math.h>

#include "core/mem.h"

/* The values of one sensitive column in one class. */
struct values {
	uint32_t *counts;  /* by id; all zero between classes */
	uint32_t *touched; /* ids that occur, in order of arrival */
	uint32_t n;
	uint64_t size;	 /* records of the class */
	__int128 *extra; /* room for twice the ids: hierarchical */
};

/* Diversity ----------------------------------------------------------------- */

static bool is_distinct(const struct sensitive *s, const struct values *v)
{
	uint32_t i, n = v->n;

	for (i = 0; i < v->n; i++)
		n -= coding_is_null(s->coding, v->touched[i]);
	return n >= s->spec->l;
}

static int by_falling_count(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? 1 : *x > *y ? -1 : 0;
}

static uint32_t *sorted_counts(const struct values *v)
{
	uint32_t *counts = mem_zalloc((size_t)v->n + 1, sizeof(*counts)), i;

	for (i = 0; i < v->n; i++)
		counts[i] = v->counts[v->touched[i]];
	qsort(counts, v->n, sizeof(*counts), by_falling_count);
	return counts;
}

/* Added up in an order that does not depend on that of the rows. */
static bool is_entropic(const struct sensitive *s, const struct values *v)
{
	uint32_t *counts = sorted_counts(v), i;
	double sum = 0, p;

	for (i = 0; i < v->n; i++) {
		p = (double)counts[i] / (double)v->size;
		sum -= p * log2(p);
	}
	free(counts);
	return sum >= log2((double)s->spec->l);
}

static bool is_recursive(const struct sensitive *s, const struct values *v)
{
	uint32_t *counts = sorted_counts(v), i;
	__int128 rest = 0;
	bool is;

	for (i = (uint32_t)s->spec->l - 1; i < v->n; i++)
		rest += counts[i];
	is = (__int128)counts[0] * MILLION < rest * s->spec->c;
	free(counts);
	return is;
}

static bool is_diverse(const struct sensitive *s, const struct values *v)
{
	if (s->spec->l == 0)
		return true;
	if (v->n < s->spec->l)
		return false;
	switch (s->spec->diversity) {
	case DIVERSITY_ENTROPY:
		return is_entropic(s, v);
	case DIVERSITY_RECURSIVE:
		return is_recursive(s, v);
	default:
		return is_distinct(s, v);
	}
}

/* Closeness: every distance times (size of the class * records). -------------- */

static __int128 excess(const struct criteria *c, const struct sensitive *s, const struct values *v,
		       uint32_t id)
{
	return (__int128)v->counts[id] * c->nrecords - (__int128)v->size * s->whole[id];
}

static __int128 equal_distance(const struct criteria *c, const struct sensitive *s,
			       const struct values *v)
{
	__int128 sum = 0, e;
	uint32_t i;

	for (i = 0; i < v->n; i++) {
		e = excess(c, s, v, v->touched[i]);
		sum += e > 0 ? e : 0;
	}
	return sum;
}

/* Times (m - 1). */
static __int128 ordered_distance(const struct criteria *c, const struct sensitive *s,
				 const struct values *v)
{
	__int128 sum = 0, so_far = 0;
	uint32_t i;

	for (i = 0; i < s->coding->n; i++) {
		so_far += excess(c, s, v, i);
		sum += so_far < 0 ? -so_far : so_far;
	}
	return sum;
}

/* Times the height of the tree: what flows over a node is the lesser of the surplus and
 * the want below it, and costs its height. */
static __int128 hierarchical_distance(const struct criteria *c, const struct sensitive *s,
				      const struct values *v)
{
	__int128 *below = v->extra, *plus = below + s->coding->n, *minus = plus + s->coding->n;
	const struct ladder *l = &s->ladder;
	__int128 sum = 0;
	uint32_t i, n, up;
	int level;

	for (i = 0; i < s->coding->n; i++)
		below[i] = excess(c, s, v, i);
	for (level = 0; level + 1 < l->nlevels; level++) {
		n = l->rungs[level + 1].n;
		memset(plus, 0, n * sizeof(*plus));
		memset(minus, 0, n * sizeof(*minus));
		for (i = 0; i < l->rungs[level].n; i++) {
			up = l->rungs[level].up[i];
			if (below[i] > 0)
				plus[up] += below[i];
			else
				minus[up] -= below[i];
		}
		for (i = 0; i < n; i++) {
			sum += (level + 1) * (plus[i] < minus[i] ? plus[i] : minus[i]);
			below[i] = plus[i] - minus[i];
		}
	}
	return sum;
}

static bool is_close(const struct criteria *c, const struct sensitive *s, const struct values *v)
{
	__int128 allowed = (__int128)v->size * c->nrecords * s->spec->t, sum;
	uint32_t steps = 1;

	if (s->spec->t < 0)
		return true;
	switch (s->spec->distance) {
	case DISTANCE_ORDERED:
		steps = s->coding->n > 1 ? s->coding->n - 1 : 1;
		sum = ordered_distance(c, s, v);
		break;
	case DISTANCE_HIERARCHICAL:
		steps = s->ladder.nlevels > 1 ? (uint32_t)s->ladder.nlevels - 1 : 1;
		sum = hierarchical_distance(c, s, v);
		break;
	default:
		sum = equal_distance(c, s, v);
	}
	return sum * MILLION <= allowed * steps;
}

/* Classes ------------------------------------------------------------------- */

bool criteria_are_monotone(const struct criteria *c)
{
	int i;

	for (i = 0; i < c->nsensitive; i++)
		if (c->sensitive[i].spec->t >= 0 ||
		    (c->sensitive[i].spec->l > 0 &&
		     c->sensitive[i].spec->diversity != DIVERSITY_DISTINCT))
			return false;
	return true;
}

struct judging {
	const struct criteria *c;
	const struct groups *g;
	struct group_cells cells;
	struct values *values; /* by sensitive column */
};

static void judging_start(struct judging *w, const struct criteria *c, const struct groups *g)
{
	const struct coding *coding;
	int s;

	*w = (struct judging){ .c = c, .g = g };
	group_cells_make(&w->cells, g);
	w->values = mem_zalloc((size_t)c->nsensitive, sizeof(*w->values));
	for (s = 0; s < c->nsensitive; s++) {
		coding = c->sensitive[s].coding;
		w->values[s].counts = mem_zalloc((size_t)coding->n + 1, sizeof(uint32_t));
		w->values[s].touched = mem_zalloc((size_t)coding->n + 1, sizeof(uint32_t));
		w->values[s].extra = mem_zalloc(3 * (size_t)coding->n + 1, sizeof(__int128));
	}
}

static void judging_end(struct judging *w)
{
	int s;

	for (s = 0; s < w->c->nsensitive; s++) {
		free(w->values[s].counts);
		free(w->values[s].touched);
		free(w->values[s].extra);
	}
	free(w->values);
	group_cells_release(&w->cells);
}

static void take_values(const struct judging *w, int s, uint32_t group)
{
	const struct groups *g = w->g;
	struct values *v = &w->values[s];
	uint32_t i, cell, id;

	v->n = 0;
	v->size = g->sizes[group];
	for (i = w->cells.start[group]; i < w->cells.start[group + 1]; i++) {
		cell = w->cells.cells[i];
		id = key_get(g->layout, g->keys + (size_t)cell * (size_t)g->layout->words,
			     g->layout->nquasi + s);
		if (v->counts[id] == 0)
			v->touched[v->n++] = id;
		v->counts[id] += g->counts[cell];
	}
}

static void forget_values(struct values *v)
{
	uint32_t i;

	for (i = 0; i < v->n; i++)
		v->counts[v->touched[i]] = 0;
}

typedef enum verdict judge_fn(const struct criteria *c, const struct sensitive *s,
			      const struct values *v);

static enum verdict judge_distinct(const struct criteria *c, const struct sensitive *s,
				   const struct values *v)
{
	(void)c;
	if (s->spec->diversity != DIVERSITY_DISTINCT)
		return CLASS_GOOD;
	return is_diverse(s, v) ? CLASS_GOOD : CLASS_NOT_DIVERSE;
}

static enum verdict judge_rest(const struct criteria *c, const struct sensitive *s,
			       const struct values *v)
{
	if (s->spec->diversity != DIVERSITY_DISTINCT && !is_diverse(s, v))
		return CLASS_NOT_DIVERSE;
	return is_close(c, s, v) ? CLASS_GOOD : CLASS_NOT_CLOSE;
}

/* The records of the classes that turn out bad now. */
static uint64_t judge_good(struct judging *w, judge_fn *judge, uint8_t *verdicts)
{
	uint64_t nbad = 0;
	uint32_t i;
	int s;

	for (i = 0; i < w->g->ngroups; i++) {
		for (s = 0; s < w->c->nsensitive && verdicts[i] == CLASS_GOOD; s++) {
			take_values(w, s, i);
			verdicts[i] = (uint8_t)judge(w->c, &w->c->sensitive[s], &w->values[s]);
			forget_values(&w->values[s]);
			if (verdicts[i] != CLASS_GOOD)
				nbad += w->g->sizes[i];
		}
	}
	return nbad;
}

void criteria_judge(const struct criteria *c, const struct groups *g, uint64_t limit,
		    struct judgement *j)
{
	struct judging w;
	uint32_t i;

	*j = (struct judgement){ .verdicts = mem_zalloc((size_t)g->ngroups + 1, 1) };
	for (i = 0; i < g->ngroups; i++)
		if (g->sizes[i] < c->k) {
			j->verdicts[i] = CLASS_SMALL;
			j->nhopeless += g->sizes[i];
		}
	if (c->nsensitive > 0 && j->nhopeless <= limit) {
		judging_start(&w, c, g);
		j->nhopeless += judge_good(&w, judge_distinct, j->verdicts);
		if (j->nhopeless <= limit && !criteria_are_monotone(c))
			j->nbad = judge_good(&w, judge_rest, j->verdicts);
		judging_end(&w);
	}
	j->nbad += j->nhopeless;
}

void judgement_release(struct judgement *j)
{
	free(j->verdicts);
	*j = (struct judgement){ 0 };
}
