#include "protect/pattern/insiders.h"

#include "core/mem.h"
#include "core/program.h"
#include "protect/pattern/echelon.h"

/* Of many things that are multiples of one another an insider asks for a few in
 * one round: when those are safe, the rest mostly are too. */
enum { ASKED_AT_ONCE = 8 };

struct look {
	struct insiders *in;
	struct basis *b;
	const struct residuals *rs;
	const uint8_t *outcomes;
	uint8_t *exposed;
	size_t nthings, added;
	uint32_t *members_start, *members; /* things by the residual that stands for them */
	size_t *seen;			   /* by residual: 1 + the insider who met it last */
	struct echelon rests;		   /* of what the insider knows, modulo the published */
	struct echelon own;		   /* of what he knows as it is */
	struct pair_of_vectors v;
};

struct knower {
	uint32_t insider, cell;
};

static int by_insider(const void *a, const void *b)
{
	const struct knower *x = a, *y = b;

	if (x->insider != y->insider)
		return x->insider < y->insider ? -1 : 1;
	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

void insiders_init(struct insiders *in, const struct elimination_problem *p)
{
	size_t n = p->cells->ncolumns, nknown = 0, i;
	struct knower *list = mem_zalloc(n + 1, sizeof(*list));

	*in = (struct insiders){ .p = p };
	for (i = 0; p->insiders && i < n; i++)
		if (p->insiders[i] != INSIDER_NONE)
			list[nknown++] = (struct knower){ p->insiders[i], (uint32_t)i };
	qsort(list, nknown, sizeof(*list), by_insider);
	in->owners = mem_alloc((n + 1) * sizeof(*in->owners));
	for (i = 0; i < n; i++)
		in->owners[i] = OWNER_PUBLIC;
	in->start = mem_zalloc(nknown + 1, sizeof(*in->start));
	in->cells = mem_zalloc(nknown + 1, sizeof(*in->cells));
	for (i = 0; i < nknown; i++) {
		if (i == 0 || list[i].insider != list[i - 1].insider)
			in->start[in->n++] = i;
		in->cells[i] = list[i].cell;
		in->owners[list[i].cell] = (uint32_t)in->n - 1;
	}
	in->start[in->n] = nknown;
	free(list);
}

void insiders_release(struct insiders *in)
{
	size_t i;

	for (i = 0; i < in->nasked; i++)
		vector_release(&in->asked[i]);
	free(in->asked);
	free(in->start);
	free(in->cells);
	free(in->owners);
	keymap_release(&in->keys);
	*in = (struct insiders){ 0 };
}

static bool is_protected(const struct look *l, size_t thing)
{
	return l->rs->of_thing[thing] != RESIDUAL_NONE;
}

/* Things in ascending order by residual. */
static void list_members(struct look *l)
{
	uint32_t *start = mem_zalloc((size_t)l->rs->n + 2, sizeof(*start));
	uint64_t scale;
	size_t i;
	uint32_t r;

	for (i = 0; i < l->nthings; i++)
		if (is_protected(l, i))
			start[residuals_root(l->rs, (uint32_t)i, &scale) + 2]++;
	for (r = 2; r <= l->rs->n; r++)
		start[r] += start[r - 1];
	l->members = mem_zalloc(l->nthings + 1, sizeof(*l->members));
	for (i = 0; i < l->nthings; i++)
		if (is_protected(l, i))
			l->members[start[residuals_root(l->rs, (uint32_t)i, &scale) + 1]++] =
				(uint32_t)i;
	l->members_start = start;
}

static void raw_of(const struct look *l, size_t thing, struct vector *raw)
{
	const struct elimination_problem *p = l->in->p;

	if (thing < p->cells->ncolumns)
		vector_of_column(raw, p->cells, thing, p->field);
	else
		combination_vector(p->also, thing - p->cells->ncolumns, p->cells, p->field, raw);
}

static void rest_of(const struct look *l, size_t thing, struct vector *rest)
{
	uint64_t scale;
	uint32_t i, r = residuals_root(l->rs, (uint32_t)thing, &scale);

	vector_copy(rest, &l->rs->items[r].vector);
	for (i = 0; i < rest->n; i++)
		rest->values[i] = field61_mul(l->rs->field, scale, rest->values[i]);
}

static void learn(struct look *l, size_t insider)
{
	const struct insiders *in = l->in;
	size_t i;
	uint32_t cell;

	echelon_clear(&l->rests);
	echelon_clear(&l->own);
	for (i = in->start[insider]; i < in->start[insider + 1]; i++) {
		cell = in->cells[i];
		if (l->outcomes[cell] == CELL_PUBLISHED)
			continue;
		if (is_protected(l, cell))
			rest_of(l, cell, &l->v.rest);
		else
			basis_reduce(l->b, in->p->cells, cell, &l->v.rest);
		if (l->v.rest.n == 0)
			continue;
		raw_of(l, cell, &l->v.raw);
		echelon_add(&l->rests, &l->v, l->rs->counts);
	}
}

/* Whether the thing is a combination of the insider's own cells alone. */
static bool is_own(struct look *l, size_t insider, uint32_t thing)
{
	const struct insiders *in = l->in;
	struct pair_of_vectors v = { 0 };
	bool is;
	size_t i;

	i = l->own.n == 0 ? in->start[insider] : in->start[insider + 1];
	for (; i < in->start[insider + 1]; i++) {
		raw_of(l, in->cells[i], &v.rest);
		echelon_add(&l->own, &v, NULL);
	}
	raw_of(l, thing, &v.rest);
	is = echelon_reduce(&l->own, &v);
	vector_release(&v.rest);
	vector_release(&v.raw);
	return is;
}

/* Whether what he asks for is new; it is divided by its first value. */
static bool ask(struct look *l, const struct vector *wish)
{
	struct insiders *in = l->in;
	uint64_t key = residuals_key(l->rs, wish), first;
	struct vector *to;
	uint32_t at, i;

	for (;; key++) {
		at = keymap_put(&in->keys, key, (uint32_t)in->nasked);
		if (at == in->nasked)
			break;
		if (vector_is_proportional(l->rs->field, &in->asked[at], wish))
			return false;
	}
	in->asked = mem_grow(in->asked, &in->asked_capacity, in->nasked + 1, sizeof(*in->asked));
	to = &in->asked[in->nasked++];
	*to = (struct vector){ 0 };
	vector_copy(to, wish);
	first = field61_invert(l->rs->field, to->values[0]);
	for (i = 0; i < to->n; i++)
		to->values[i] = field61_mul(l->rs->field, first, to->values[i]);
	l->added++;
	return true;
}

/* All that a residual in the span of his stands for: he derives it. */
static void ask_for_all(struct look *l, size_t insider, uint32_t r)
{
	const struct insiders *in = l->in;
	uint32_t first = in->cells[in->start[insider]], thing;
	uint32_t start = l->members_start[r], n = l->members_start[r + 1] - start, i, from = 0;
	int asked = 0;

	while (from < n && l->members[start + from] <= first)
		from++;
	for (i = 0; i < n && asked < ASKED_AT_ONCE; i++) {
		thing = l->members[start + (from + i) % n];
		if (is_own(l, insider, thing))
			continue;
		rest_of(l, thing, &l->v.rest);
		raw_of(l, thing, &l->v.raw);
		echelon_reduce(&l->rests, &l->v);
		if (ask(l, &l->v.raw))
			asked++;
		else
			l->exposed[thing] = 1;
	}
}

/* The residuals that hold a pivot: others are not in the span. */
static void search_holders(struct look *l, size_t insider, uint32_t pivot)
{
	const struct holders *h = &l->rs->holders[pivot];
	const struct residual *it;
	uint32_t i;

	for (i = 0; i < h->n; i++) {
		it = &l->rs->items[h->items[i]];
		if (it->same_as != RESIDUAL_NONE || l->seen[h->items[i]] == insider + 1 ||
		    vector_at(&it->vector, pivot) == 0)
			continue;
		l->seen[h->items[i]] = insider + 1;
		vector_copy(&l->v.rest, &it->vector);
		l->v.raw.n = 0;
		if (echelon_reduce(&l->rests, &l->v))
			ask_for_all(l, insider, h->items[i]);
	}
}

static void look_at(struct look *l, size_t insider)
{
	uint32_t thing;
	size_t i;

	learn(l, insider);
	if (l->rests.n == 1) {
		thing = residuals_find(l->rs, &l->rests.items[0].rest);
		if (thing != RESIDUAL_NONE)
			ask_for_all(l, insider, l->rs->of_thing[thing]);
		return;
	}
	for (i = 0; i < l->rests.n; i++)
		search_holders(l, insider, l->rests.pivots[i]);
}

int insiders_look(struct insiders *in, struct basis *b, const struct residuals *rs,
		  const uint8_t *outcomes, uint8_t *exposed, size_t *added, struct err *err)
{
	const struct elimination_problem *p = in->p;
	struct look l = { .in = in, .b = b, .rs = rs, .outcomes = outcomes, .exposed = exposed };
	int ret = 0;
	size_t i;

	l.nthings = p->cells->ncolumns + (p->also ? p->also->n : 0);
	memset(exposed, 0, l.nthings);
	list_members(&l);
	l.seen = mem_zalloc((size_t)rs->n + 1, sizeof(*l.seen));
	echelon_init(&l.rests, p->field);
	echelon_init(&l.own, p->field);
	for (i = 0; i < in->n && ret == 0; i++) {
		if (i % 256 == 0)
			ret = program_check(err);
		look_at(&l, i);
	}
	*added = l.added;
	echelon_release(&l.rests);
	echelon_release(&l.own);
	vector_release(&l.v.rest);
	vector_release(&l.v.raw);
	free(l.members_start);
	free(l.members);
	free(l.seen);
	return ret;
}
