/*
 * groups: the classes of records that agree in all quasi-identifiers at one node of
 * the lattice, and inside them how often each combination of sensitive values occurs.
 *
 * A row is packed once into a few 64-bit words, the quasi-identifiers in the first of
 * them, each in as many bits as its values at level 0 need (a coarser level never
 * has more).  A table of groups is the set of distinct keys with their counts; the
 * table of a coarser node is made from that of any node below it (roll-up), without
 * going back to the rows.  Memory: 8 bytes a word and 8 more for each distinct key.
 */
#ifndef PROTECT_GROUPS_H
#define PROTECT_GROUPS_H

#include "protect/microdata/microdata_spec.h"
#include "protect/microdata/ladder.h"

enum { GROUPS_MAX_COLUMNS = MICRODATA_MAX_QUASI + MICRODATA_MAX_SENSITIVE };

struct key_part {
	int word, shift;
	uint64_t mask;
};

/* Where each column stands in a key: quasi-identifiers, then sensitive columns. */
struct key_layout {
	struct key_part parts[GROUPS_MAX_COLUMNS];
	const struct ladder *ladders; /* nquasi */
	int nquasi, nsensitive;
	int quasi_words, words;
};

/* sizes: distinct values of each column. */
void key_layout_make(struct key_layout *k, const struct ladder *ladders, int nquasi,
		     const uint32_t *sizes, int nsensitive);

static inline uint32_t key_get(const struct key_layout *k, const uint64_t *key, int column)
{
	const struct key_part *p = &k->parts[column];

	return (uint32_t)(key[p->word] >> p->shift & p->mask);
}

static inline void key_set(const struct key_layout *k, uint64_t *key, int column, uint32_t id)
{
	const struct key_part *p = &k->parts[column];

	key[p->word] |= (uint64_t)id << p->shift;
}

struct groups {
	const struct key_layout *layout;
	int levels[MICRODATA_MAX_QUASI];
	/* Cells: distinct keys. */
	uint64_t *keys; /* layout->words for each */
	uint32_t *counts, *group_of;
	uint32_t ncells;
	/* Groups: */
	uint32_t *sizes, *first; /* records; a cell that has its quasi-identifiers */
	uint32_t ngroups;
	uint64_t nrecords;
};

/* A column of ids for each of the layout's columns, all at level 0; `rows` NULL: all of
 * nrows.  row_groups: gets the group of each row, or NULL. */
void groups_of_rows(struct groups *g, const struct key_layout *k, const uint32_t *const *ids,
		    const uint32_t *rows, size_t nrows, const int *levels, uint32_t *row_groups);
/* `below` stands at or below the node in every column. */
void groups_roll_up(struct groups *g, const struct groups *below, const int *levels);
void groups_release(struct groups *g);
size_t groups_bytes(const struct groups *g);

/* The cells of each group together: cells[start[g]] to cells[start[g + 1] - 1]. */
struct group_cells {
	uint32_t *start, *cells;
};
void group_cells_make(struct group_cells *c, const struct groups *g);
void group_cells_release(struct group_cells *c);

#endif
