#include "aggregate/cube.h"

#include <pthread.h>
#include <unistd.h>

#include "aggregate/rollup.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"

enum { THREADS_MAX = 16 };

/* ---- the time axis ------------------------------------------------- */

/* The spans, now that the range is known, and for every list with versions the tree
 * of each span. */
static void make_timeline(struct cube *c)
{
	struct dimension *p = c->period < 0 ? NULL : &c->dimensions[c->period];
	int n = 1;
	int32_t *days;

	if (p) {
		c->range = p->range;
		c->range.known = c->range.first <= c->range.last;
		if (c->range.known)
			timeline_make(&p->timeline, c->spec, p->spec, p->range.first,
				      p->range.last);
		n = p->timeline.n;
	}
	days = mem_alloc(sizeof(*days) * (size_t)(n + 1));
	days[0] = INT32_MAX;
	if (c->range.known)
		days[0] = period_last_day((struct period){ PERIOD_MONTH, c->range.last });
	for (int i = 0; p && i < n; i++)
		days[i] = period_last_day(
			(struct period){ PERIOD_MONTH, p->timeline.spans[i].last });
	for (size_t i = 0; i < c->ndimensions; i++) {
		struct dimension *d = &c->dimensions[i];

		if (d->hierarchy.has_versions)
			hierarchy_plant(&d->hierarchy, d->spec, days, n > 0 ? n : 1);
	}
	free(days);
}

/* ---- combinations -------------------------------------------------- */

/* For each of the other dimensions the nodes to be combined. */
struct sets {
	struct {
		uint32_t *nodes;
		size_t n;
	} * of;
	uint32_t *tuple;
	size_t *at;
};

static void sets_init(struct sets *s, const struct cube *c)
{
	s->of = mem_zalloc(c->nothers + 1, sizeof(*s->of));
	s->tuple = mem_zalloc(c->nothers + 1, sizeof(*s->tuple));
	s->at = mem_zalloc(c->nothers + 1, sizeof(*s->at));
	for (size_t k = 0; k < c->nothers; k++)
		s->of[k].nodes = mem_zalloc((size_t)cube_nnodes(c, (size_t)c->others[k]) + 1,
					    sizeof(uint32_t));
}

static void sets_release(struct sets *s, const struct cube *c)
{
	for (size_t k = 0; k < c->nothers; k++)
		free(s->of[k].nodes);
	free(s->of);
	free(s->tuple);
	free(s->at);
}

/* The next tuple of the cross of the sets; s->at starts as zeros and ends so. */
static bool sets_next(struct sets *s, size_t n)
{
	for (size_t k = n; k-- > 0;) {
		if (++s->at[k] < s->of[k].n)
			return true;
		s->at[k] = 0;
	}
	return false;
}

static struct combo *find_combo(struct cube *c, struct sets *s)
{
	uint32_t number;

	for (size_t k = 0; k < c->nothers; k++)
		s->tuple[k] = s->of[k].nodes[s->at[k]];
	number = tuples_put(&c->combo_nodes, s->tuple);
	if (number < c->ncombos)
		return &c->combos[number];
	c->combos = mem_grow(c->combos, &c->combos_capacity, c->ncombos + 1, sizeof(*c->combos));
	c->combos[c->ncombos] = (struct combo){ .span = -1 };
	for (size_t k = 0; k < c->nothers; k++)
		if (c->others[k] == c->period)
			c->combos[c->ncombos].span = (int)s->tuple[k];
	return &c->combos[c->ncombos++];
}

static int check_cells(const struct cube *c, uint64_t n, struct err *err)
{
	if (n <= c->max_cells)
		return 0;
	return err_set(err, ERR_DATA,
		       "the table has more than %llu cells: fewer dimensions or "
		       "levels, \"zeros\": \"omit\", or a greater --max-cells",
		       (unsigned long long)c->max_cells);
}

/* The nodes of one dimension that a leaf counts in. */
static size_t nodes_of_leaf(const struct dimension *d, uint32_t leaf, int span, uint32_t *nodes)
{
	const struct hierarchy *h = &d->hierarchy;
	const struct hierarchy_tree *t;
	size_t n = 0;

	if (d->spec->kind == DIMENSION_PERIOD) {
		nodes[n++] = (uint32_t)span;
	} else if (d->spec->kind == DIMENSION_OF_WHICH) {
		nodes[n++] = 0;
		for (uint32_t k = 0; k < d->spec->nparts; k++)
			if (leaf >> k & 1)
				nodes[n++] = k + 1;
	} else {
		t = hierarchy_tree(h, span < 0 ? 0 : span);
		for (int32_t node = h->has_versions ? t->node_of_leaf[leaf] : (int32_t)leaf;
		     node >= 0; node = t->parent[node])
			nodes[n++] = (uint32_t)node;
	}
	return n;
}

static void combine_partition(struct cube *c, struct sets *s, uint32_t part, int kind, int span)
{
	for (size_t k = 0; k < c->nothers; k++)
		s->of[k].n = nodes_of_leaf(&c->dimensions[c->others[k]],
					   tuples_at(&c->partitions, part)[k], span,
					   s->of[k].nodes);
	do {
		struct combo *combo = find_combo(c, s);
		struct part_list *list = &combo->parts[kind];

		list->parts = mem_grow(list->parts, &list->capacity, list->n + 1,
				       sizeof(*list->parts));
		list->parts[list->n++] = part;
		combo->nrows += c->store.partitions[part].nrows;
	} while (sets_next(s, c->nothers));
}

/* Whether the partition counts in the span. */
static bool takes(const struct cube *c, uint32_t part, int kind, int span)
{
	const struct dimension *d = &c->dimensions[c->period];
	uint32_t leaf = 0;
	int32_t from, to;

	for (size_t k = 0; k < c->nothers; k++)
		if (c->others[k] == c->period)
			leaf = tuples_at(&c->partitions, part)[k];
	from = to = (int32_t)leaf;
	if (d->spec->valid_from) {
		from = d->range.first + (int32_t)(leaf >> 16);
		to = d->range.first + (int32_t)(leaf & 0xffff);
	}
	return span_takes(&d->timeline.spans[span], (enum measure_kind)kind, from, to);
}

static int combine_seen(struct cube *c, struct sets *s, struct err *err)
{
	int nspans = c->period < 0 ? 0 : c->dimensions[c->period].timeline.n;

	for (uint32_t part = 0; part < c->partitions.n; part++) {
		for (int kind = 0; kind < KINDS; kind++) {
			if (c->uses[kind] && c->period < 0)
				combine_partition(c, s, part, kind, -1);
			for (int span = 0; c->uses[kind] && span < nspans; span++)
				if (takes(c, part, kind, span))
					combine_partition(c, s, part, kind, span);
		}
		if (check_cells(c, c->ncombos, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- zeros: the full cross ----------------------------------------- */

static bool in_range(const struct cube *c, const struct node *n)
{
	if (!c->range.known)
		return true;
	return node_is_valid(n, period_first_day((struct period){ PERIOD_MONTH, c->range.first }),
			     period_last_day((struct period){ PERIOD_MONTH, c->range.last }));
}

/* The top that a node stands under: itself or its highest ancestor but `_T`. */
static int32_t top_of(const struct hierarchy *h, const struct hierarchy_tree *t, int32_t node)
{
	while (t->parent[node] >= 0 && t->parent[node] != h->total)
		node = t->parent[node];
	return node;
}

/* Codes under the tops that were seen, valid in the range or seen themselves. */
static bool *shown_codes(const struct cube *c, const struct dimension *d)
{
	const struct hierarchy *h = &d->hierarchy;
	const struct hierarchy_tree *t = &h->trees[h->ntrees - 1];
	bool *shown = mem_zalloc((size_t)h->nnodes + 1, sizeof(*shown));
	bool *top = mem_zalloc((size_t)h->nnodes + 1, sizeof(*top));

	for (int leaf = 0; leaf < (h->has_versions ? h->nleaves : h->nnodes); leaf++) {
		int32_t node = h->has_versions ? t->node_of_leaf[leaf] : leaf;

		if (!d->seen[leaf])
			continue;
		top[top_of(h, t, node)] = true;
		for (; node >= 0; node = t->parent[node])
			shown[node] = true;
	}
	for (int node = 0; node < h->nnodes; node++)
		if (node != h->total && node != h->unknown && top[top_of(h, t, node)] &&
		    in_range(c, &h->nodes[node]))
			shown[node] = true;
	if (h->total >= 0)
		shown[h->total] = true;
	free(top);
	return shown;
}

static void fill_set(struct cube *c, struct sets *s, size_t k)
{
	const struct dimension *d = &c->dimensions[c->others[k]];
	bool *shown = d->spec->kind == DIMENSION_CODES ? shown_codes(c, d) : NULL;
	int n = cube_nnodes(c, (size_t)c->others[k]);

	s->of[k].n = 0;
	for (int node = 0; node < n; node++)
		if (!shown || shown[node])
			s->of[k].nodes[s->of[k].n++] = (uint32_t)node;
	free(shown);
}

static int combine_all(struct cube *c, struct sets *s, struct err *err)
{
	uint64_t cells = 1;

	if (c->tree >= 0) {
		c->always = shown_codes(c, &c->dimensions[c->tree]);
		cells = 0;
		for (int node = 0; node < c->hierarchy->nnodes; node++)
			cells += c->always[node];
	} else {
		c->always = mem_alloc(sizeof(*c->always));
		c->always[0] = true;
	}
	for (size_t k = 0; k < c->nothers; k++) {
		fill_set(c, s, k);
		cells *= s->of[k].n;
		if (check_cells(c, cells, err) < 0)
			return -1;
	}
	if (cells == 0)
		return 0;
	do
		find_combo(c, s);
	while (sets_next(s, c->nothers));
	return 0;
}

/* ---- the threads --------------------------------------------------- */

struct work {
	struct cube *cube;
	uint32_t *order; /* combos, the heaviest first */
	uint64_t next, ncells;
	pthread_mutex_t lock;
	bool failed;
	struct err err;
};

static void fail(struct work *w, const struct err *err)
{
	pthread_mutex_lock(&w->lock);
	if (!w->failed)
		w->err = *err;
	w->failed = true;
	pthread_mutex_unlock(&w->lock);
}

static bool has_failed(struct work *w)
{
	bool failed;

	pthread_mutex_lock(&w->lock);
	failed = w->failed;
	pthread_mutex_unlock(&w->lock);
	return failed;
}

static void *run(void *arg)
{
	struct work *w = arg;
	struct cube *c = w->cube;
	struct err err = ERR_INIT;
	struct rollup r;

	rollup_init(&r, c);
	for (;;) {
		uint64_t i = __atomic_fetch_add(&w->next, 1, __ATOMIC_RELAXED), cells;
		struct combo *combo;

		if (i >= c->ncombos || has_failed(w))
			break;
		combo = &c->combos[w->order[i]];
		if (rollup_combo(&r, combo, &err) < 0 || program_check(&err) < 0) {
			fail(w, &err);
			break;
		}
		cells = __atomic_add_fetch(&w->ncells, combo->ncells, __ATOMIC_RELAXED);
		if (check_cells(c, cells, &err) < 0)
			fail(w, &err);
	}
	rollup_release(&r);
	return NULL;
}

static int heavier(const void *a, const void *b, void *arg)
{
	const struct cube *c = arg;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	uint64_t n = c->combos[x].nrows, m = c->combos[y].nrows;

	return n != m ? (n < m) - (n > m) : (x > y) - (x < y);
}

static size_t thread_count(const struct cube *c)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	if (n > THREADS_MAX)
		n = THREADS_MAX;
	if (n > (long)c->ncombos)
		n = (long)c->ncombos;
	return n < 1 ? 1 : (size_t)n;
}

static int run_all(struct cube *c, struct err *err)
{
	struct work w = { .cube = c };
	pthread_t threads[THREADS_MAX];
	size_t n = thread_count(c), started = 0;

	pthread_mutex_init(&w.lock, NULL);
	w.order = mem_alloc(sizeof(*w.order) * (c->ncombos + 1));
	for (size_t i = 0; i < c->ncombos; i++)
		w.order[i] = (uint32_t)i;
	qsort_r(w.order, c->ncombos, sizeof(*w.order), heavier, c);
	/* This thread works too; one that cannot be started is no loss. */
	while (started + 1 < n && pthread_create(&threads[started], NULL, run, &w) == 0)
		started++;
	run(&w);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&w.lock);
	free(w.order);
	c->ncells = w.ncells;
	if (w.failed)
		*err = w.err;
	return w.failed ? -1 : 0;
}

int cube_compute(struct cube *c, uint64_t max_cells, struct err *err)
{
	struct sets s;
	int ret;

	c->max_cells = max_cells;
	make_timeline(c);
	sets_init(&s, c);
	ret = combine_seen(c, &s, err);
	if (ret == 0 && c->spec->zeros)
		ret = combine_all(c, &s, err);
	sets_release(&s, c);
	return ret < 0 ? -1 : run_all(c, err);
}
