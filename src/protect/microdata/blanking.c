#include "protect/microdata/blanking.h"

#include "core/mem.h"
#include "core/program.h"

enum { BLOCK = 1024, MAX_MASKS = 5000, MAX_CELLS = 32 };

/* A record that is seen too rarely. */
struct rare {
	uint32_t pattern;
	int64_t wants; /* records more */
	size_t item;   /* in the result */
};

/* All sets of so many columns, and how often each rare record is seen without them. */
struct sets {
	uint32_t *masks, *seen; /* seen: nmasks for each rare record */
	size_t nmasks;
};

struct work {
	const struct patterns *all;
	struct blanking *b;
	uint64_t k, max_cells;
	size_t *open; /* patterns with a missing value in the input */
	size_t nopen;
	struct rare rare[BLOCK];
	size_t nrare;
	uint32_t *differ;		 /* nrare * nrare: columns in which two of them differ */
	struct sets sets[MAX_CELLS + 1]; /* by number of columns; masks NULL: not made */
};

/* What blanking `mask` of a rare record would bring. */
struct offer {
	size_t rare;
	uint32_t mask;
	int cells, rescued;
	int64_t nearer;
};

static uint32_t difference(const struct patterns *p, size_t a, size_t b)
{
	const uint32_t *x = pattern_at(p, a), *y = pattern_at(p, b);
	uint32_t mask = 0;
	int q;

	for (q = 0; q < p->nquasi; q++)
		if (x[q] != y[q] && x[q] != PATTERN_ANY && y[q] != PATTERN_ANY)
			mask |= 1u << q;
	return mask;
}

/* Whether a record that lost values agrees only because it did. */
static bool is_met_by(const struct work *w, uint32_t pattern, uint32_t mask,
		      const struct blank *other)
{
	uint32_t differ = difference(w->all, pattern, other->pattern) & ~mask;

	return differ && !(differ & ~other->mask);
}

/* What a projection does not hold: patterns that came with missing values. */
static uint64_t seen_among_open(const struct work *w, uint32_t pattern, uint32_t mask)
{
	uint64_t seen = 0;
	size_t i;

	for (i = 0; i < w->nopen; i++)
		if (!(difference(w->all, pattern, w->open[i]) & ~mask))
			seen += w->all->own[w->open[i]];
	return seen;
}

static uint64_t seen_in_input(const struct work *w, const struct projection *p, uint32_t pattern)
{
	uint64_t seen = 0;
	size_t i;

	if (pattern_is_complete(pattern_at(w->all, pattern), w->all->nquasi))
		return projection_get(p, pattern_at(w->all, pattern)) +
		       seen_among_open(w, pattern, p->mask);
	for (i = 0; i < w->all->n; i++)
		if (!(difference(w->all, pattern, i) & ~p->mask))
			seen += w->all->own[i];
	return seen;
}

/* How often a record is seen without the columns of the projection's mask. */
static uint32_t seen_without(const struct work *w, const struct projection *p, uint32_t pattern)
{
	uint64_t seen = seen_in_input(w, p, pattern);
	size_t i;

	for (i = 0; i < w->b->n && seen < w->k; i++)
		if (w->b->items[i].mask)
			seen += is_met_by(w, pattern, p->mask, &w->b->items[i]);
	return seen < w->k ? (uint32_t)seen : (uint32_t)w->k;
}

/* The next number with as many bits (Gosper). */
static uint64_t next_mask(uint64_t mask)
{
	uint64_t lowest = mask & -mask, ripple = mask + lowest;

	return ripple | ((mask ^ ripple) >> 2) / lowest;
}

static size_t count_masks(int nquasi, int cells)
{
	size_t n = 1;
	int i;

	for (i = 0; i < cells && n <= MAX_MASKS; i++)
		n = n * (size_t)(nquasi - i) / (size_t)(i + 1);
	return n;
}

static void make_sets(struct work *w, int cells)
{
	uint64_t mask = ((uint64_t)1 << cells) - 1;
	struct sets *s = &w->sets[cells];
	struct projection p;
	size_t m, i;

	s->nmasks = count_masks(w->all->nquasi, cells);
	if (s->nmasks > MAX_MASKS)
		s->nmasks = 0;
	s->masks = mem_zalloc(s->nmasks + 1, sizeof(*s->masks));
	s->seen = mem_zalloc(s->nmasks * w->nrare + 1, sizeof(*s->seen));
	for (m = 0; m < s->nmasks; m++, mask = next_mask(mask)) {
		s->masks[m] = (uint32_t)mask;
		projection_make(&p, w->all, (uint32_t)mask);
		for (i = 0; i < w->nrare; i++)
			s->seen[i * s->nmasks + m] = seen_without(w, &p, w->rare[i].pattern);
		projection_release(&p);
	}
}

static bool is_newly_met(const struct work *w, size_t a, size_t b, uint32_t mask)
{
	uint32_t differ = w->differ[a * w->nrare + b];

	return differ && !(differ & ~mask) && w->rare[b].wants > 0;
}

static void make_offer(const struct work *w, size_t rare, uint32_t mask, int cells, struct offer *o)
{
	size_t i;

	*o = (struct offer){ .rare = rare, .mask = mask, .cells = cells, .rescued = 1 };
	for (i = 0; i < w->nrare; i++)
		if (i != rare && is_newly_met(w, rare, i, mask)) {
			o->rescued += w->rare[i].wants == 1;
			o->nearer++;
		}
}

static bool is_better_offer(const struct offer *a, const struct offer *b)
{
	if (a->rescued != b->rescued)
		return a->rescued > b->rescued;
	if (a->nearer != b->nearer)
		return a->nearer > b->nearer;
	if (a->mask != b->mask)
		return a->mask > b->mask;
	return a->rare < b->rare;
}

/* The best of all sets of the least size that rescues anybody. */
static bool best_offer(struct work *w, struct offer *best)
{
	const struct sets *s;
	bool is_found = false;
	struct offer o;
	size_t i, m;
	int cells;

	for (cells = 1; cells <= w->all->nquasi && !is_found; cells++) {
		s = &w->sets[cells];
		if (!s->masks)
			make_sets(w, cells);
		for (i = 0; i < w->nrare; i++)
			for (m = 0; m < s->nmasks && w->rare[i].wants > 0; m++) {
				if (s->seen[i * s->nmasks + m] < w->k)
					continue;
				make_offer(w, i, s->masks[m], cells, &o);
				if (!is_found || is_better_offer(&o, best))
					*best = o;
				is_found = true;
			}
	}
	return is_found && w->b->ncells + (uint64_t)best->cells <= w->max_cells;
}

/* The record that just lost values is seen by more sets of the others. */
static void tell_sets(struct work *w, const struct blank *blank)
{
	struct sets *s;
	size_t i, m;
	int cells;

	for (cells = 1; cells <= w->all->nquasi; cells++) {
		s = &w->sets[cells];
		for (i = 0; s->masks && i < w->nrare; i++)
			for (m = 0; m < s->nmasks && w->rare[i].wants > 0; m++)
				s->seen[i * s->nmasks + m] += is_met_by(w, w->rare[i].pattern,
									s->masks[m], blank);
	}
}

static void take_offer(struct work *w, const struct offer *o)
{
	struct blank *blank = &w->b->items[w->rare[o->rare].item];
	size_t i;

	blank->mask = o->mask;
	w->b->ncells += (uint64_t)o->cells;
	for (i = 0; i < w->nrare; i++)
		if (i != o->rare && is_newly_met(w, o->rare, i, o->mask))
			w->rare[i].wants--;
	w->rare[o->rare].wants = 0;
	tell_sets(w, blank);
}

static void forget_sets(struct work *w)
{
	int cells;

	for (cells = 0; cells <= MAX_CELLS; cells++) {
		free(w->sets[cells].masks);
		free(w->sets[cells].seen);
		w->sets[cells] = (struct sets){ 0 };
	}
}

/* The rare records of one block against one another. */
static int work_block(struct work *w, struct err *err)
{
	struct offer o;
	size_t i, j;

	w->differ = mem_zalloc(w->nrare * w->nrare + 1, sizeof(*w->differ));
	for (i = 0; i < w->nrare; i++)
		for (j = 0; j < w->nrare; j++)
			w->differ[i * w->nrare + j] = difference(w->all, w->rare[i].pattern,
								 w->rare[j].pattern);
	while (program_check(err) == 0 && best_offer(w, &o))
		take_offer(w, &o);
	forget_sets(w);
	free(w->differ);
	w->nrare = 0;
	return program_check(err);
}

/* Earlier blocks may have made the record frequent enough. */
static void add_rare(struct work *w, uint32_t pattern, uint64_t in_input)
{
	struct blanking *b = w->b;
	uint64_t seen = in_input;
	size_t i;

	for (i = 0; i < b->n && seen < w->k; i++)
		if (b->items[i].mask)
			seen += is_met_by(w, pattern, 0, &b->items[i]);
	b->items = mem_grow(b->items, &b->capacity, b->n + 1, sizeof(*b->items));
	b->items[b->n] = (struct blank){ pattern, 0 };
	if (seen < w->k)
		w->rare[w->nrare++] = (struct rare){ pattern, (int64_t)(w->k - seen), b->n };
	b->n++;
}

int blanking_make(struct blanking *b, const struct patterns *all, uint64_t k, uint64_t max_cells,
		  struct err *err)
{
	struct work *w = mem_zalloc(1, sizeof(*w));
	uint64_t *seen = mem_zalloc(all->n + 1, sizeof(*seen)), r;
	uint32_t i;
	int ret = 0;

	*b = (struct blanking){ 0 };
	*w = (struct work){ .all = all, .b = b, .k = k, .max_cells = max_cells };
	w->open = mem_zalloc(all->n + 1, sizeof(*w->open));
	for (i = 0; i < all->n; i++)
		if (!pattern_is_complete(pattern_at(all, i), all->nquasi))
			w->open[w->nopen++] = i;
	frequency_count(all, all, seen);
	for (i = 0; i < all->n && ret == 0; i++)
		for (r = 0; seen[i] < k && r < all->own[i] && ret == 0; r++) {
			add_rare(w, i, seen[i]);
			if (w->nrare == BLOCK)
				ret = work_block(w, err);
		}
	if (ret == 0)
		ret = work_block(w, err);
	free(w->open);
	free(seen);
	free(w);
	return ret;
}

void blanking_release(struct blanking *b)
{
	free(b->items);
	*b = (struct blanking){ 0 };
}
