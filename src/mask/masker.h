/*
 * masker: batches in, the same rows without persons out.
 *
 * A kept column passes on as it is, untouched and uncopied.  A treated one
 * is worked out once per distinct value and remembered: the memory is
 * O(distinct values), in this process only.
 */
#ifndef MASK_MASKER_H
#define MASK_MASKER_H

#include "core/record.h"
#include "mask/rules.h"

struct masker;

/* rules must outlive it. */
struct masker *masker_new(const struct rules *rules);
void masker_free(struct masker *m);
/* The result is valid until the next call, and no longer than `in`. */
int masker_apply(struct masker *m, const struct batch *in, const struct batch **out,
		 struct err *err);
/* Tells the run report of values that a treatment turned into NULL. */
void masker_report(const struct masker *m);

#endif
