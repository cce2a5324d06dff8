#include "protect/microdata/groups.h"

#include <stdbool.h>

#include "core/mem.h"

static int bits_for(uint32_t n)
{
	int bits = 0;

	while (bits < 32 && (uint64_t)1 << bits < n)
		bits++;
	return bits ? bits : 1;
}

static void place(struct key_layout *k, int column, uint32_t size, int *word, int *used)
{
	int bits = bits_for(size);

	if (*used + bits > 64) {
		(*word)++;
		*used = 0;
	}
	k->parts[column] = (struct key_part){ *word, *used, ((uint64_t)1 << bits) - 1 };
	*used += bits;
}

void key_layout_make(struct key_layout *k, const struct ladder *ladders, int nquasi,
		     const uint32_t *sizes, int nsensitive)
{
	int word = 0, used = 0, i;

	*k = (struct key_layout){ .ladders = ladders, .nquasi = nquasi, .nsensitive = nsensitive };
	for (i = 0; i < nquasi; i++)
		place(k, i, sizes[i], &word, &used);
	k->quasi_words = k->words = word + 1;
	word++;
	used = 0;
	for (; i < nquasi + nsensitive; i++)
		place(k, i, sizes[i], &word, &used);
	if (nsensitive)
		k->words = word + 1;
}

/* A set of keys by open addressing; the keys themselves stand in an array. */
struct key_set {
	uint32_t *slots; /* number + 1; 0: free */
	size_t mask;
	int words;
};

static void key_set_init(struct key_set *s, int words, size_t expected)
{
	size_t capacity = 64;

	while (capacity < expected * 2)
		capacity *= 2;
	*s = (struct key_set){ mem_zalloc(capacity, sizeof(*s->slots)), capacity - 1, words };
}

static uint64_t key_hash(const uint64_t *key, int words)
{
	uint64_t h = 0;
	int i;

	for (i = 0; i < words; i++) {
		h = (h ^ key[i]) * 0x9e3779b97f4a7c15;
		h ^= h >> 29;
	}
	return h;
}

static bool key_is(const uint64_t *a, const uint64_t *b, int words)
{
	int i;

	for (i = 0; i < words; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* The slot of the key, free or taken.  `stride`: words from one key to the next. */
static uint32_t *key_set_find(const struct key_set *s, const uint64_t *keys, int stride,
			      const uint64_t *key)
{
	size_t i = (size_t)key_hash(key, s->words) & s->mask;

	while (s->slots[i] &&
	       !key_is(keys + (size_t)(s->slots[i] - 1) * (size_t)stride, key, s->words))
		i = (i + 1) & s->mask;
	return &s->slots[i];
}

/* What the cells are made into, while they arrive. */
struct making {
	struct groups *g;
	struct key_set set;
};

/* most: cells that there can be. */
static void making_start(struct making *m, struct groups *g, const struct key_layout *k,
			 const int *levels, size_t most)
{
	*g = (struct groups){ .layout = k };
	memcpy(g->levels, levels, (size_t)k->nquasi * sizeof(*levels));
	g->keys = mem_resize(NULL, most * (size_t)k->words + 1, sizeof(*g->keys));
	g->counts = mem_resize(NULL, most + 1, sizeof(*g->counts));
	*m = (struct making){ .g = g };
	key_set_init(&m->set, k->words, most / 4);
}

static void enlarge(struct making *m)
{
	size_t words = (size_t)m->g->layout->words, i;
	struct key_set old = m->set;
	uint32_t *slot;

	key_set_init(&m->set, old.words, (old.mask + 1) * 2);
	for (i = 0; i < m->g->ncells; i++) {
		slot = key_set_find(&m->set, m->g->keys, (int)words, m->g->keys + i * words);
		*slot = (uint32_t)i + 1;
	}
	free(old.slots);
}

static uint32_t making_add(struct making *m, const uint64_t *key, uint32_t count)
{
	struct groups *g = m->g;
	size_t words = (size_t)g->layout->words, i;
	uint32_t *slot = key_set_find(&m->set, g->keys, (int)words, key);
	uint32_t cell;

	g->nrecords += count;
	if (*slot) {
		g->counts[*slot - 1] += count;
		return *slot - 1;
	}
	cell = g->ncells++;
	*slot = cell + 1;
	for (i = 0; i < words; i++)
		g->keys[cell * words + i] = key[i];
	g->counts[cell] = count;
	if ((size_t)g->ncells * 2 > m->set.mask)
		enlarge(m);
	return cell;
}

/* Cells into groups: the same by the quasi-identifiers alone. */
static void making_end(struct making *m)
{
	struct groups *g = m->g;
	size_t words = (size_t)g->layout->words;
	struct key_set set;
	uint32_t i, group, *slot;

	free(m->set.slots);
	g->keys = mem_resize(g->keys, g->ncells * words + 1, sizeof(*g->keys));
	g->counts = mem_resize(g->counts, (size_t)g->ncells + 1, sizeof(*g->counts));
	g->group_of = mem_zalloc((size_t)g->ncells + 1, sizeof(*g->group_of));
	g->sizes = mem_zalloc((size_t)g->ncells + 1, sizeof(*g->sizes));
	g->first = mem_zalloc((size_t)g->ncells + 1, sizeof(*g->first));
	key_set_init(&set, g->layout->quasi_words, g->layout->nsensitive ? g->ncells : 0);
	for (i = 0; i < g->ncells; i++) {
		if (g->layout->nsensitive == 0) {
			group = g->ngroups++;
			g->first[group] = i;
		} else {
			slot = key_set_find(&set, g->keys, (int)words, g->keys + i * words);
			if (!*slot) {
				*slot = i + 1;
				g->first[g->ngroups] = i;
				g->group_of[i] = g->ngroups++;
			}
			group = g->group_of[*slot - 1];
		}
		g->group_of[i] = group;
		g->sizes[group] += g->counts[i];
	}
	free(set.slots);
}

static uint32_t **make_maps(const struct key_layout *k, const int *from, const int *to)
{
	uint32_t **maps = mem_zalloc((size_t)k->nquasi, sizeof(*maps));
	int q, level;

	for (q = 0; q < k->nquasi; q++) {
		level = from ? from[q] : 0;
		maps[q] = mem_zalloc((size_t)k->ladders[q].rungs[level].n + 1, sizeof(**maps));
		ladder_map(&k->ladders[q], level, to[q], maps[q]);
	}
	return maps;
}

static void free_maps(uint32_t **maps, int n)
{
	int q;

	for (q = 0; q < n; q++)
		free(maps[q]);
	free(maps);
}

void groups_of_rows(struct groups *g, const struct key_layout *k, const uint32_t *const *ids,
		    const uint32_t *rows, size_t nrows, const int *levels, uint32_t *row_groups)
{
	uint32_t **maps = make_maps(k, NULL, levels), cell;
	uint64_t key[GROUPS_MAX_COLUMNS];
	struct making m;
	size_t i, row;
	int c;

	making_start(&m, g, k, levels, nrows);
	for (i = 0; i < nrows; i++) {
		row = rows ? rows[i] : i;
		memset(key, 0, (size_t)k->words * sizeof(*key));
		for (c = 0; c < k->nquasi; c++)
			key_set(k, key, c, maps[c][ids[c][row]]);
		for (; c < k->nquasi + k->nsensitive; c++)
			key_set(k, key, c, ids[c][row]);
		cell = making_add(&m, key, 1);
		if (row_groups)
			row_groups[i] = cell;
	}
	making_end(&m);
	for (i = 0; row_groups && i < nrows; i++)
		row_groups[i] = g->group_of[row_groups[i]];
	free_maps(maps, k->nquasi);
}

/* The columns that change; the bits of the others stay as they are. */
static int find_changes(const struct groups *below, const int *levels, int *changed, uint64_t *kept)
{
	const struct key_layout *k = below->layout;
	int c, n = 0;

	memset(kept, 0xff, (size_t)k->words * sizeof(*kept));
	for (c = 0; c < k->nquasi; c++) {
		if (levels[c] == below->levels[c])
			continue;
		changed[n++] = c;
		kept[k->parts[c].word] &= ~(k->parts[c].mask << k->parts[c].shift);
	}
	return n;
}

void groups_roll_up(struct groups *g, const struct groups *below, const int *levels)
{
	const struct key_layout *k = below->layout;
	uint32_t **maps = make_maps(k, below->levels, levels), i;
	uint64_t key[GROUPS_MAX_COLUMNS], kept[GROUPS_MAX_COLUMNS];
	int changed[MICRODATA_MAX_QUASI], nchanged, c;
	const uint64_t *from = below->keys;
	struct making m;

	nchanged = find_changes(below, levels, changed, kept);
	making_start(&m, g, k, levels, below->ncells);
	for (i = 0; i < below->ncells; i++, from += k->words) {
		for (c = 0; c < k->words; c++)
			key[c] = from[c] & kept[c];
		for (c = 0; c < nchanged; c++)
			key_set(k, key, changed[c], maps[changed[c]][key_get(k, from, changed[c])]);
		making_add(&m, key, below->counts[i]);
	}
	making_end(&m);
	free_maps(maps, k->nquasi);
}

void groups_release(struct groups *g)
{
	free(g->keys);
	free(g->counts);
	free(g->group_of);
	free(g->sizes);
	free(g->first);
	*g = (struct groups){ 0 };
}

size_t groups_bytes(const struct groups *g)
{
	return (size_t)g->ncells * ((size_t)g->layout->words * sizeof(uint64_t) + 16);
}

void group_cells_make(struct group_cells *c, const struct groups *g)
{
	uint32_t i;

	c->start = mem_zalloc((size_t)g->ngroups + 2, sizeof(*c->start));
	c->cells = mem_zalloc((size_t)g->ncells + 1, sizeof(*c->cells));
	for (i = 0; i < g->ncells; i++)
		c->start[g->group_of[i] + 2]++;
	for (i = 2; i <= g->ngroups; i++)
		c->start[i] += c->start[i - 1];
	for (i = 0; i < g->ncells; i++)
		c->cells[c->start[g->group_of[i] + 1]++] = i;
}

void group_cells_release(struct group_cells *c)
{
	free(c->start);
	free(c->cells);
	*c = (struct group_cells){ NULL, NULL };
}
