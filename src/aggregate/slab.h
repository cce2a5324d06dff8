/*
 * slab: one batch on its way from the input to the row store.
 *
 * The thread that reads the input fills slabs (leaves, partitions, numbers, the
 * bytes of keys); a second one takes them in the same order, gives the keys
 * their ids and stores the rows.
 */
#ifndef AGGREGATE_SLAB_H
#define AGGREGATE_SLAB_H

#include "aggregate/cube.h"

struct slab {
	struct rows rows;
	size_t capacity;
	struct slab_keys {
		struct buf data;
		int32_t *offsets;
		bool *is_null;
	} * keys;
};

void slab_init(struct slab *s, const struct cube *c);
void slab_release(struct slab *s, const struct cube *c);
/* Room for n rows. */
void slab_clear(struct slab *s, const struct cube *c, size_t n);
/* Keys and numbers of the rows that are kept; nkept of them. */
int slab_fill(struct slab *s, struct cube *c, const struct batch *batch, const bool *keep,
	      size_t nkept, struct err *err);

/* The second thread. */
struct slab_queue;
struct slab_queue *slab_queue_start(struct cube *c, struct err *err);
/* The next empty slab; waits for it. */
struct slab *slab_queue_take(struct slab_queue *q);
/* Hands over the slab that was taken last. */
void slab_queue_put(struct slab_queue *q);
/* Waits until all is stored.  NULL is legal. */
void slab_queue_stop(struct slab_queue *q);

#endif
