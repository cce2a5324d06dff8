/*
 * table_text: tables of cells written down as text, for tests.
 *
 *	"town relief | persons",
 *	"350524100000,town,350524000000 0101,type,_T | 12"
 *
 * Dimensions are code,level,parent; a dimension that ends in * is of-which; a measure may have
 * a kind after a colon (default flow); a value of x or z is none.  ~ is a comma, ^ a blank.
 */
#ifndef TEST_TABLE_TEXT_H
#define TEST_TABLE_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "protect/cells/cells.h"

struct table_text {
	const char *dataset, *period; /* period: "2026-01/2026-10" or NULL */
	const char *head;
	const char *rows[16];
};

/* The next word up to one of `ends`; moves *p behind it. */
static inline char *tt_word(const char **p, const char *ends, char *word, size_t room)
{
	size_t n = strcspn(*p, ends), i;

	assert_true(n < room);
	memcpy(word, *p, n);
	word[n] = '\0';
	for (i = 0; i < n; i++)
		word[i] = word[i] == '~' ? ',' : word[i] == '^' ? ' ' : word[i];
	*p += n + ((*p)[n] != '\0');
	return word;
}

static inline void tt_part(struct schema *s, const char *of, const char *part)
{
	struct field *f;
	char name[80];

	snprintf(name, sizeof(name), "%s_%s", of, part);
	f = schema_add(s, name, FIELD_DICT);
	meta_set(&f->meta, META_ROLE, part);
	meta_set(&f->meta, META_OF, of);
}

static inline void tt_dimension(struct schema *s, char *name)
{
	size_t n = strlen(name);
	bool is_of_which = name[n - 1] == '*';
	struct field *f;

	if (is_of_which)
		name[n - 1] = '\0';
	f = schema_add(s, name, FIELD_DICT);
	meta_set(&f->meta, META_ROLE, "dimension");
	if (is_of_which)
		meta_set(&f->meta, META_KIND, "of-which");
	tt_part(s, name, "level");
	tt_part(s, name, "parent");
}

static inline void tt_measure(struct schema *s, char *name)
{
	char *kind = strchr(name, ':');
	struct field *f;

	if (kind)
		*kind++ = '\0';
	f = schema_add(s, name, FIELD_INT64);
	meta_set(&f->meta, META_ROLE, "measure");
	meta_set(&f->meta, META_KIND, kind ? kind : "flow");
	tt_part(s, name, "status");
}

static inline void tt_schema(const struct table_text *t, struct schema *s)
{
	const char *p = t->head;
	bool is_measure = false;
	char word[64];

	*s = (struct schema)SCHEMA_INIT;
	meta_set(&s->meta, META_STATE, "cells");
	if (t->dataset)
		meta_set(&s->meta, META_DATASET, t->dataset);
	if (t->period)
		meta_set(&s->meta, META_PERIOD, t->period);
	while (*p) {
		tt_word(&p, " ", word, sizeof(word));
		if (strcmp(word, "|") == 0)
			is_measure = true;
		else if (is_measure)
			tt_measure(s, word);
		else
			tt_dimension(s, word);
	}
}

static inline void tt_put(struct builder *b, const char *text)
{
	if (*text)
		builder_text(b, text, strlen(text));
	else
		builder_null(b);
}

static inline void tt_value(struct batch_builder *bb, size_t column, const char *word)
{
	if (*word == 'x' || *word == 'z') {
		builder_null(&bb->columns[column]);
		tt_put(&bb->columns[column + 1], word);
		return;
	}
	builder_int64(&bb->columns[column], strtoll(word, NULL, 10));
	builder_null(&bb->columns[column + 1]);
}

static inline void tt_row(struct batch_builder *bb, const char *p)
{
	bool is_measure = false;
	size_t column = 0;
	char word[64];

	while (*p) {
		if (is_measure) {
			tt_value(bb, column, tt_word(&p, " ", word, sizeof(word)));
			column += 2;
		} else if (*p == '|') {
			is_measure = true;
			p += 2;
		} else {
			tt_put(&bb->columns[column++], tt_word(&p, ",", word, sizeof(word)));
			tt_put(&bb->columns[column++], tt_word(&p, ",", word, sizeof(word)));
			tt_put(&bb->columns[column++], tt_word(&p, " ", word, sizeof(word)));
		}
	}
	assert_int_equal(column, bb->ncolumns);
}

/* Adds the table; its rows from the last to the first when `backwards`. */
static inline int tt_add(struct cells *c, const struct table_text *t, bool backwards,
			 struct err *err)
{
	struct batch_builder bb;
	struct schema s;
	int i, n = 0, ret;

	while (t->rows[n])
		n++;
	tt_schema(t, &s);
	batch_builder_init(&bb, &s);
	for (i = 0; i < n; i++)
		tt_row(&bb, t->rows[backwards ? n - 1 - i : i]);
	ret = c->ntables == 0 ? cells_init(c, &s, err) : cells_add_table(c, &s, err);
	if (ret == 0)
		ret = cells_add(c, batch_builder_view(&bb), err);
	batch_builder_release(&bb);
	schema_release(&s);
	return ret;
}

#endif
