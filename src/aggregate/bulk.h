/*
 * bulk: big blocks of zeroed memory on huge pages, where the system has them.
 *
 * Tables that are read at random are several times faster so.  A block too
 * small for it comes from the heap.
 */
#ifndef AGGREGATE_BULK_H
#define AGGREGATE_BULK_H

#include <stddef.h>

/* Never NULL; ends the program as mem.h does. */
void *bulk_zalloc(size_t n, size_t size);
/* NULL is legal. */
void bulk_free(void *p);

#endif
