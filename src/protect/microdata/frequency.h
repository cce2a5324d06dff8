/*
 * frequency: how many records look like each record, where a missing value looks like
 * every value.
 *
 * The frequencies of the sample (fk) and, by weights, of the population (Fk) as in
 * sdcMicro's freqCalc: two records agree when in every quasi-identifier they have the
 * same value or one of them has none.
 */
#ifndef PROTECT_FREQUENCY_H
#define PROTECT_FREQUENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PATTERN_ANY = 0xffffffffu };

/* Distinct combinations of values and how many records have them. */
struct patterns {
	int nquasi;
	uint32_t *ids; /* nquasi for each; PATTERN_ANY: missing */
	uint64_t *own; /* records, or their weights */
	size_t n, capacity;
};

static inline const uint32_t *pattern_at(const struct patterns *p, size_t i)
{
	return p->ids + i * (size_t)p->nquasi;
}

/* Appends. */
void patterns_add(struct patterns *p, const uint32_t *ids, uint64_t own);
void patterns_release(struct patterns *p);
bool pattern_agrees(const uint32_t *a, const uint32_t *b, int nquasi);
bool pattern_is_complete(const uint32_t *a, int nquasi);

/* f[i] = what all patterns of `in` that agree with pattern i of `of` have together. */
void frequency_count(const struct patterns *of, const struct patterns *in, uint64_t *f);

/* What all complete patterns have, by all columns but those of a mask (bit q). */
struct projection {
	const struct patterns *of;
	uint32_t mask;
	uint32_t *slots; /* number of the first such pattern + 1 */
	uint64_t *sums;	 /* by slot */
	size_t nslots;
};
void projection_make(struct projection *p, const struct patterns *of, uint32_t mask);
void projection_release(struct projection *p);
uint64_t projection_get(const struct projection *p, const uint32_t *ids);

#endif
