/*
 * masked: numbers in a text of which stars hide too little (candidates.h).
 */
#ifndef INSPECT_MASKED_H
#define INSPECT_MASKED_H

#include "core/candidates.h"

typedef void masked_fn(void *ctx, size_t from, size_t to, const char *shape);

/* Calls for each number that leaves fewer than `least` candidates, in order. */
void masked_find(struct str text, uint64_t least, masked_fn *each, void *ctx);

#endif
