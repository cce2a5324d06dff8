/*
 * pii_collect: all hits of one text, for tests.
 */
#ifndef TESTS_PII_COLLECT_H
#define TESTS_PII_COLLECT_H

#include "core/recognise.h"

enum { COLLECT_MAX = 64 };

struct collected {
	int n;
	struct pii_hit hits[COLLECT_MAX];
};

static inline bool collect(void *ctx, const struct pii_hit *hit)
{
	struct collected *c = ctx;

	if (c->n < COLLECT_MAX)
		c->hits[c->n++] = *hit;
	return true;
}

static inline struct collected collect_all(const struct recogniser *r, const char *p, size_t n)
{
	struct collected c = { .n = 0 };

	recognise(r, (struct str){ p, n }, collect, &c);
	return c;
}

static inline struct collected collect_text(const struct recogniser *r, const char *text)
{
	return collect_all(r, text, strlen(text));
}

/* The best hit of the kind; NULL: none. */
static inline const struct pii_hit *collected_kind(const struct collected *c, enum pii_kind kind)
{
	const struct pii_hit *best = NULL;
	int i;

	for (i = 0; i < c->n; i++)
		if (c->hits[i].kind == kind && (best == NULL || c->hits[i].grade > best->grade))
			best = &c->hits[i];
	return best;
}

#endif
