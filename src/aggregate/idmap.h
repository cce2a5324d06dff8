/*
 * idmap: distinct keys (byte strings) to dense numbers.
 *
 * Exact: keys are compared byte by byte, not by their hashes.  Made for
 * batches, so that the memory of many look-ups is on its way at a time.
 */
#ifndef AGGREGATE_IDMAP_H
#define AGGREGATE_IDMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ID_NONE UINT32_MAX /* of a NULL */

struct idmap {
	uint64_t *slots; /* upper half of the hash, number + 1 */
	size_t mask;
	uint32_t n;
	char *bytes; /* the keys, end to end */
	size_t nbytes, bytes_capacity;
	uint64_t *at; /* by number, and one more: where its key begins */
	size_t at_capacity;
};

void idmap_init(struct idmap *m);
void idmap_release(struct idmap *m);
/* n keys; key i is data[offsets[i]..offsets[i + 1]), or NULL where is_null[i]. */
void idmap_put(struct idmap *m, const char *data, const int32_t *offsets, const bool *is_null,
	       size_t n, uint32_t *ids);

#endif
