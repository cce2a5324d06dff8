#include "aggregate/hierarchy.h"

#include "core/mem.h"

/* A chain of parents this long is a cycle between versions of a list. */
enum { DEPTH_MAX = 64 };

/* The place of the level among the declared ones, or -1. */
static int level_rank(const struct spec_dimension *d, const char *level)
{
	for (size_t i = 0; i < d->nlevels; i++)
		if (strcmp(d->levels[i], level) == 0)
			return (int)i;
	return -1;
}

static int raw_of_item(const struct hierarchy *h, int item)
{
	const char *code = h->codes->items[item].code;

	return dict_find(h->leaves, code, strlen(code));
}

/* The nearest item of a declared level above the item (or at it, with `self`), by the
 * rows valid on the day; -1 when there is none. */
static int climb(const struct hierarchy *h, const struct spec_dimension *d, int item, int32_t day,
		 bool self)
{
	for (int depth = 0; item >= 0 && depth < DEPTH_MAX; depth++) {
		const struct code *c = &h->codes->items[item];

		if (self && level_rank(d, c->level) >= 0)
			return item;
		self = true;
		item = c->parent;
		if (item >= 0)
			item = codes_find(h->codes, str_of(h->codes->items[item].code), day);
	}
	return -1;
}

static int check_levels(const struct codes *codes, const struct spec_dimension *d, struct err *err)
{
	for (size_t i = 0; i < d->nlevels; i++)
		if (!codes_has_level(codes, d->levels[i]))
			return json_err(d->at, err,
					"dimension %s: the code list %s has no level %s", d->name,
					codes->name, d->levels[i]);
	return 0;
}

/* Each code stands below codes of coarser levels only. */
static int check_order(const struct hierarchy *h, const struct spec_dimension *d, struct err *err)
{
	for (int i = 0; i < h->codes->n; i++) {
		const char *level = h->codes->items[i].level;
		int up = climb(h, d, i, INT32_MAX, false);

		if (level_rank(d, level) >= 0 && up >= 0 &&
		    level_rank(d, h->codes->items[up].level) >= level_rank(d, level))
			return json_err(d->at, err,
					"dimension %s: in the code list %s %s stands "
					"below %s; levels go from coarse to fine",
					d->name, h->codes->name, level, h->codes->items[up].level);
	}
	return 0;
}

static int add_node(struct hierarchy *h, const char *code, const char *name, const char *level)
{
	h->nodes[h->nnodes] = (struct node){ code, name, level, INT32_MIN, INT32_MAX, -1 };
	return h->nnodes++;
}

/* Preorder over the rows of the list that are the last ones of their codes. */
struct walk {
	int *first_child, *next_sibling; /* by raw */
};

static void link_children(struct hierarchy *h, struct walk *w, int nraw)
{
	int *parent = mem_alloc(sizeof(*parent) * (size_t)(nraw + 1));
	int *last_child = mem_alloc(sizeof(*last_child) * (size_t)(nraw + 1));

	/* Slot nraw stands for "no parent". */
	w->first_child = mem_alloc(sizeof(int) * (size_t)(nraw + 1));
	w->next_sibling = mem_alloc(sizeof(int) * (size_t)(nraw + 1));
	for (int r = 0; r <= nraw; r++)
		w->first_child[r] = w->next_sibling[r] = last_child[r] = -1;
	for (int i = 0; i < h->codes->n; i++) {
		int up = h->codes->items[i].parent;

		parent[raw_of_item(h, i)] = up < 0 ? nraw : raw_of_item(h, up);
	}
	for (int r = 0; r < nraw; r++) {
		int p = parent[r];

		if (last_child[p] < 0)
			w->first_child[p] = r;
		else
			w->next_sibling[last_child[p]] = r;
		last_child[p] = r;
	}
	free(parent);
	free(last_child);
}

static void add_raw(struct hierarchy *h, const struct spec_dimension *d, int raw)
{
	struct str code = dict_at(h->leaves, raw);
	const struct code *c = &h->codes->items[codes_find(h->codes, code, INT32_MAX)];

	if (level_rank(d, c->level) >= 0) {
		h->node_of_raw[raw] = add_node(h, c->code, c->name, c->level);
		h->nodes[h->nnodes - 1].raw = raw;
	}
}

static void add_codes(struct hierarchy *h, const struct spec_dimension *d, int nraw)
{
	struct walk w;
	int *stack = mem_alloc(sizeof(*stack) * (size_t)(nraw + 1)), n = 0;

	link_children(h, &w, nraw);
	for (int r = w.first_child[nraw]; r >= 0;) {
		add_raw(h, d, r);
		if (w.first_child[r] >= 0) {
			stack[n++] = r;
			r = w.first_child[r];
			continue;
		}
		while (w.next_sibling[r] < 0 && n > 0)
			r = stack[--n];
		r = w.next_sibling[r];
	}
	free(stack);
	free(w.first_child);
	free(w.next_sibling);
}

/* The span of days of each node over all rows of its code. */
static void set_validity(struct hierarchy *h)
{
	for (int n = 0; n < h->nnodes; n++)
		if (h->nodes[n].raw >= 0) {
			h->nodes[n].from = INT32_MAX;
			h->nodes[n].to = INT32_MIN;
		}
	for (int i = 0; i < h->codes->n; i++) {
		const struct code *c = &h->codes->items[i];
		int n = h->node_of_raw[raw_of_item(h, i)];

		if (n < 0)
			continue;
		if (c->from < h->nodes[n].from)
			h->nodes[n].from = c->from;
		if (c->to > h->nodes[n].to)
			h->nodes[n].to = c->to;
	}
	for (int n = 0; n < h->nnodes; n++)
		if (h->nodes[n].from != INT32_MIN || h->nodes[n].to != INT32_MAX)
			h->has_bounds = true;
}

int hierarchy_make(struct hierarchy *h, const struct codes *codes, const struct spec_dimension *d,
		   struct err *err)
{
	int nraw;

	*h = (struct hierarchy){ .codes = codes, .total = -1 };
	if (check_levels(codes, d, err) < 0)
		return -1;
	h->leaves = dict_new();
	for (int i = 0; i < codes->n; i++)
		dict_put(h->leaves, codes->items[i].code, strlen(codes->items[i].code));
	nraw = dict_count(h->leaves);
	if (check_order(h, d, err) < 0)
		return -1;
	h->has_versions = nraw < codes->n;
	h->nleaves = nraw + 1;
	h->nodes = mem_zalloc((size_t)nraw + 2, sizeof(*h->nodes));
	h->node_of_raw = mem_alloc(sizeof(*h->node_of_raw) * (size_t)(nraw + 1));
	for (int r = 0; r < nraw; r++)
		h->node_of_raw[r] = -1;
	if (d->total)
		h->total = add_node(h, CODE_TOTAL, "合计", "total");
	add_codes(h, d, nraw);
	h->unknown = add_node(h, CODE_UNKNOWN, "未知", "unknown");
	set_validity(h);
	return 0;
}

/* ---- trees --------------------------------------------------------- */

static void make_tree(struct hierarchy_tree *t, int nnodes, int nleaves)
{
	size_t n = (size_t)nnodes;

	t->parent = mem_alloc(sizeof(int32_t) * n);
	t->order = mem_alloc(sizeof(int32_t) * n);
	t->place = mem_alloc(sizeof(int32_t) * n);
	t->end = mem_alloc(sizeof(int32_t) * n);
	t->node_of_leaf = mem_alloc(sizeof(int32_t) * (size_t)nleaves);
}

/* order, place and end from parent; siblings by node number. */
static void order_tree(struct hierarchy_tree *t, int nnodes)
{
	int32_t *size = mem_zalloc((size_t)nnodes + 1, sizeof(*size));
	int32_t *next = mem_zalloc((size_t)nnodes + 1, sizeof(*next));
	int32_t top = 0;
	bool *done = mem_zalloc((size_t)nnodes + 1, sizeof(*done));
	int32_t *path = mem_alloc(sizeof(*path) * (size_t)(nnodes + 1));

	for (int n = 0; n < nnodes; n++)
		for (int up = n; up >= 0; up = t->parent[up])
			size[up]++;
	for (int n = 0; n < nnodes; n++) {
		int depth = 0;

		/* An ancestor may have a greater number in a version of the list. */
		for (int up = n; up >= 0 && !done[up]; up = t->parent[up])
			path[depth++] = up;
		while (depth > 0) {
			int at = path[--depth], parent = t->parent[at];
			int32_t *from = parent < 0 ? &top : &next[parent];

			done[at] = true;
			t->place[at] = *from;
			t->end[at] = *from + size[at];
			next[at] = *from + 1;
			*from += size[at];
			t->order[t->place[at]] = at;
		}
	}
	free(size);
	free(next);
	free(done);
	free(path);
}

/* The parent as the list stands on the day; only a coarser level is above another. */
static int parent_on(const struct hierarchy *h, const struct spec_dimension *d, int node,
		     int32_t day)
{
	int item, up;

	if (h->nodes[node].raw < 0)
		return -1;
	item = codes_find(h->codes, str_of(h->nodes[node].code), day);
	up = climb(h, d, item, day, false);
	if (up < 0 ||
	    level_rank(d, h->codes->items[up].level) >= level_rank(d, h->nodes[node].level))
		return -1;
	return h->node_of_raw[raw_of_item(h, up)];
}

static int node_of_item(const struct hierarchy *h, int item)
{
	return item < 0 ? -1 : h->node_of_raw[raw_of_item(h, item)];
}

static void plant(struct hierarchy *h, const struct spec_dimension *d, struct hierarchy_tree *t,
		  int32_t day)
{
	bool *has_child = mem_zalloc((size_t)h->nnodes, sizeof(*has_child));

	make_tree(t, h->nnodes, h->nleaves);
	for (int n = 0; n < h->nnodes; n++) {
		t->parent[n] = parent_on(h, d, n, day);
		if (t->parent[n] >= 0)
			has_child[t->parent[n]] = true;
		else if (n != h->total)
			t->parent[n] = h->total;
	}
	for (int r = 0; r < h->nleaves - 1; r++) {
		int item = codes_find(h->codes, dict_at(h->leaves, r), day);
		int n = node_of_item(h, climb(h, d, item, day, true));

		/* A code above the finest level would break up its siblings' sum. */
		t->node_of_leaf[r] = n < 0 || has_child[n] ? h->unknown : n;
	}
	t->node_of_leaf[h->nleaves - 1] = h->unknown;
	order_tree(t, h->nnodes);
	free(has_child);
}

void hierarchy_plant(struct hierarchy *h, const struct spec_dimension *d, const int32_t *days,
		     int n)
{
	h->ntrees = h->has_versions ? n : 1;
	h->trees = mem_zalloc((size_t)h->ntrees, sizeof(*h->trees));
	for (int i = 0; i < h->ntrees; i++)
		plant(h, d, &h->trees[i], h->has_versions ? days[i] : INT32_MAX);
}

void hierarchy_trivial(struct hierarchy *h)
{
	*h = (struct hierarchy){ .total = -1, .unknown = 0, .nleaves = 1, .ntrees = 1 };
	h->nodes = mem_zalloc(1, sizeof(*h->nodes));
	add_node(h, "", "", "");
	h->trees = mem_zalloc(1, sizeof(*h->trees));
	make_tree(h->trees, 1, 1);
	h->trees[0].parent[0] = -1;
	h->trees[0].node_of_leaf[0] = 0;
	order_tree(h->trees, 1);
}

void hierarchy_release(struct hierarchy *h)
{
	for (int i = 0; i < h->ntrees; i++) {
		free(h->trees[i].parent);
		free(h->trees[i].order);
		free(h->trees[i].place);
		free(h->trees[i].end);
		free(h->trees[i].node_of_leaf);
	}
	free(h->trees);
	free(h->nodes);
	free(h->node_of_raw);
	dict_free(h->leaves);
	*h = (struct hierarchy){ 0 };
}

int hierarchy_leaf(const struct hierarchy *h, struct str code)
{
	int32_t raw = dict_find(h->leaves, code.p, code.n);

	return raw < 0 ? h->nleaves - 1 : raw;
}

const struct hierarchy_tree *hierarchy_tree(const struct hierarchy *h, int day)
{
	return &h->trees[h->ntrees > 1 ? day : 0];
}

bool node_is_valid(const struct node *n, int32_t from, int32_t to)
{
	return n->from <= to && from <= n->to;
}
