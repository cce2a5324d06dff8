/*
 * elimination_case: a problem for the elimination engine, and the files of cases
 * with known answers.
 */
#ifndef TEST_ELIMINATION_CASE_H
#define TEST_ELIMINATION_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>
#include <cmocka.h>

#include "core/mem.h"
#include "protect/pattern/eliminate.h"

struct problem {
	struct sparse cells;
	uint8_t *classes;
	uint32_t *order, *insiders;
	size_t norder;
	struct combinations also;
};

static inline void problem_release(struct problem *p)
{
	sparse_release(&p->cells);
	free(p->classes);
	free(p->order);
	free(p->insiders);
	combinations_release(&p->also);
}

static inline int run(const struct problem *p, const struct field61 *field, struct elimination *e)
{
	const struct elimination_problem ep = { .cells = &p->cells,
						.classes = p->classes,
						.order = p->order,
						.norder = p->norder,
						.also = &p->also,
						.insiders = p->insiders,
						.field = field,
						.seed = 1 };
	struct err err = ERR_INIT;

	return eliminate(&ep, e, &err);
}

static inline const char *shared_path(const char *name, char *path, size_t n)
{
	const char *shared = getenv("YG_SHARED");

	snprintf(path, n, "%s/cases/%s", shared ? shared : "../shared", name);
	return path;
}

static inline gzFile open_case(const char *name)
{
	char path[512];
	gzFile f = gzopen(shared_path(name, path, sizeof(path)), "rb");

	if (!f) {
		print_message("SKIP: %s is not there\n", path);
		skip();
	}
	gzbuffer(f, 1 << 17);
	return f;
}

/* Whole numbers in any layout; -1 at the end. */
static inline long next_number(gzFile f)
{
	int c = gzgetc(f);
	long n = 0;

	while (c != -1 && (c < '0' || c > '9'))
		c = gzgetc(f);
	if (c == -1)
		return -1;
	for (; c >= '0' && c <= '9'; c = gzgetc(f))
		n = n * 10 + (c - '0');
	return n;
}

#endif
