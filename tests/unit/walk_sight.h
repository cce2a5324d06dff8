/*
 * walk_sight: what a walk shows and finds, kept so that tests can look into it.
 */
#ifndef TEST_WALK_SIGHT_H
#define TEST_WALK_SIGHT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "inspect/walk.h"

/* A value to be looked for; nobody's number. */
#define SECRET "13912345678"

struct sight {
	struct walk_options options;
	struct findings *findings;
	struct buf pieces; /* "FILE\0TEXT\0" of each, zeros in a text kept */
	size_t n;
	struct {
		char *file, *text;
		size_t length, seen;
		long long line;
		bool is_name;
	} piece[8192];
	struct err err;
};

static inline struct sight *sight_new(void)
{
	static unsigned char bytes[] = "0123456789abcdef0123456789ABCDEF";
	struct key key = { .bytes = bytes, .n = 32 };
	struct sight *s = mem_zalloc(1, sizeof(*s));

	s->options = (struct walk_options)WALK_OPTIONS_INIT;
	s->findings = findings_new(&key);
	return s;
}

static inline void sight_free(struct sight *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->piece[i].file);
		free(s->piece[i].text);
	}
	findings_free(s->findings);
	free(s);
}

static inline int sight_keep(void *ctx, const struct piece *p, struct err *err)
{
	struct sight *s = ctx;

	(void)err;
	if (s->n == sizeof(s->piece) / sizeof(*s->piece))
		return 0;
	s->piece[s->n].file = mem_strdup(p->file);
	s->piece[s->n].text = mem_strndup(p->text.p, p->text.n);
	s->piece[s->n].length = p->text.n;
	s->piece[s->n].seen = p->seen;
	s->piece[s->n].line = p->line;
	s->piece[s->n].is_name = p->is_name;
	s->n++;
	return 0;
}

static inline struct sight *sight_of(const char *name, struct str bytes)
{
	struct sight *s = sight_new();

	if (walk_bytes(name, bytes, &s->options, s->findings, sight_keep, s, &s->err) < 0)
		abort();
	return s;
}

/* The number of the first piece whose file ends so and whose text holds `text`; -1. */
static inline long sight_find(const struct sight *s, const char *ending, struct str text)
{
	size_t i, n = strlen(ending), file;

	for (i = 0; i < s->n; i++) {
		file = strlen(s->piece[i].file);
		if (file >= n && strcmp(s->piece[i].file + file - n, ending) == 0 &&
		    memmem(s->piece[i].text, s->piece[i].length, text.p, text.n))
			return (long)i;
	}
	return -1;
}

static inline bool sight_shows(const struct sight *s, const char *ending, const char *text)
{
	return sight_find(s, ending, str_of(text)) >= 0;
}

static inline bool sight_found(const struct sight *s, const char *what)
{
	size_t i, n;
	const struct finding *list = findings_list(s->findings, &n);

	for (i = 0; i < n; i++)
		if (strcmp(list[i].what, what) == 0)
			return true;
	return false;
}

static inline long long sight_findings(const struct sight *s)
{
	return findings_total(s->findings);
}

/* For failing tests: everything, on stderr. */
static inline void sight_dump(const struct sight *s)
{
	size_t i, n;
	const struct finding *list = findings_list(s->findings, &n);

	for (i = 0; i < n; i++)
		fprintf(stderr, "# %s: %s\n", list[i].file, list[i].what);
	for (i = 0; i < s->n; i++)
		fprintf(stderr, "# [%s] %.200s\n", s->piece[i].file, s->piece[i].text);
}

/* One text in, SECRET out, at a piece whose file ends so. */
#define assert_shown(name, bytes, ending)                                                          \
	do {                                                                                       \
		struct sight *shown = sight_of(name, bytes);                                       \
		if (!sight_shows(shown, ending, SECRET))                                           \
			sight_dump(shown);                                                         \
		assert_true(sight_shows(shown, ending, SECRET));                                   \
		sight_free(shown);                                                                 \
	} while (0)

/* One file in, this finding out. */
#define assert_found(name, bytes, what)                                                            \
	do {                                                                                       \
		struct sight *shown = sight_of(name, bytes);                                       \
		if (!sight_found(shown, what))                                                     \
			sight_dump(shown);                                                         \
		assert_true(sight_found(shown, what));                                             \
		sight_free(shown);                                                                 \
	} while (0)

#endif
