/*
 * toy_table: small tables of cells, written row by row, for tests of yg-protect.
 *
 *	struct toy t;
 *
 *	toy_begin(&t, "division relief_type", "persons:stock amount:flow:2 top1:flow:2:no");
 *	toy_row(&t, "A/county/ _T/total/", "12 300.00 100.00");
 *	toy_end(&t, "{\"minimum_frequency\": ...}");
 *
 * A dimension NAME is one of codes, NAME:of-which one that overlaps; a code is CODE/LEVEL/PARENT.
 * A measure is NAME:KIND[:SCALE[:no]]; a value x or z is its status.
 */
#ifndef TEST_TOY_TABLE_H
#define TEST_TOY_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "protect/cells/additive.h"
#include "protect/rules/primary.h"

enum { TOY_FIELDS = 64, TOY_WORD = 48 };

struct toy {
	struct schema schema;
	struct cells cells;
	struct policy policy;
	struct primary primary;
	struct batch_builder builder;
	int ndims, nmeasures, scales[TOY_FIELDS];
};

/* The next word up to one of the separators; "" at the end. */
static inline const char *toy_word(const char **at, const char *separators, char out[TOY_WORD])
{
	size_t n = strcspn(*at, separators);

	assert_true(n < TOY_WORD);
	memcpy(out, *at, n);
	out[n] = '\0';
	*at += n;
	*at += **at != '\0';
	return out;
}

static inline struct field *toy_field(struct toy *t, const char *name, const char *suffix,
				      enum field_type type, const char *role, const char *of)
{
	char full[2 * TOY_WORD];
	struct field *f;

	snprintf(full, sizeof(full), "%s%s", name, suffix);
	f = schema_add(&t->schema, full, type);
	meta_set(&f->meta, META_ROLE, role);
	if (of)
		meta_set(&f->meta, META_OF, of);
	return f;
}

static inline void toy_dimension(struct toy *t, const char *text)
{
	char name[TOY_WORD], kind[TOY_WORD];
	struct field *f;

	toy_word(&text, ":", name);
	toy_word(&text, ":", kind);
	f = toy_field(t, name, "", FIELD_DICT, "dimension", NULL);
	if (*kind)
		meta_set(&f->meta, META_KIND, kind);
	toy_field(t, name, "_name", FIELD_DICT, "label", name);
	toy_field(t, name, "_level", FIELD_DICT, "level", name);
	toy_field(t, name, "_parent", FIELD_DICT, "parent", name);
	t->ndims++;
}

static inline void toy_measure(struct toy *t, const char *text)
{
	char name[TOY_WORD], kind[TOY_WORD], scale[TOY_WORD], publish[TOY_WORD];
	struct field *f;

	toy_word(&text, ":", name);
	toy_word(&text, ":", kind);
	toy_word(&text, ":", scale);
	toy_word(&text, ":", publish);
	t->scales[t->nmeasures] = *scale && *scale != '0' ? *scale - '0' : 0;
	f = toy_field(t, name, "", t->scales[t->nmeasures] ? FIELD_DECIMAL : FIELD_INT64, "measure",
		      NULL);
	if (t->scales[t->nmeasures])
		f->scale = t->scales[t->nmeasures];
	meta_set(&f->meta, META_KIND, kind);
	if (*publish)
		meta_set(&f->meta, META_PUBLISH, publish);
	toy_field(t, name, "_status", FIELD_DICT, "status", name);
	t->nmeasures++;
}

static inline void toy_begin(struct toy *t, const char *dimensions, const char *measures)
{
	char word[TOY_WORD];

	*t = (struct toy){ .schema = SCHEMA_INIT };
	meta_set(&t->schema.meta, META_STATE, "cells");
	while (*dimensions)
		toy_dimension(t, toy_word(&dimensions, " ", word));
	while (*measures)
		toy_measure(t, toy_word(&measures, " ", word));
	batch_builder_init(&t->builder, &t->schema);
}

/* The measure added last measures this. */
static inline void toy_quantity(struct toy *t, const char *measure, const char *quantity)
{
	meta_set(&t->schema.fields[schema_find(&t->schema, measure)].meta, META_QUANTITY, quantity);
}

static inline void toy_text(struct builder *b, const char *text)
{
	if (*text)
		builder_text(b, text, strlen(text));
	else
		builder_null(b);
}

static inline void toy_value(struct builder *b, const char *text, int scale)
{
	__int128 v;

	if (strcmp(text, "x") == 0 || strcmp(text, "z") == 0) {
		builder_null(&b[0]);
		toy_text(&b[1], text);
		return;
	}
	assert_true(decimal_parse(str_of(text), scale, &v));
	if (scale)
		builder_decimal(&b[0], v);
	else
		builder_int64(&b[0], (int64_t)v);
	builder_null(&b[1]);
}

static inline void toy_row(struct toy *t, const char *codes, const char *values)
{
	struct builder *b = t->builder.columns;
	char word[TOY_WORD], part[TOY_WORD];
	const char *at;
	int i;

	for (i = 0; i < t->ndims; i++, b += 4) {
		at = toy_word(&codes, " ", word);
		toy_text(&b[0], toy_word(&at, "/", part));
		toy_text(&b[1], part);
		toy_text(&b[2], toy_word(&at, "/", part));
		toy_text(&b[3], toy_word(&at, "/", part));
	}
	for (i = 0; i < t->nmeasures; i++, b += 2)
		toy_value(b, toy_word(&values, " ", word), t->scales[i]);
}

/* Everything up to the primary cells; where that fails, the error. */
static inline int toy_try(struct toy *t, const char *policy, struct err *err)
{
	if (cells_init(&t->cells, &t->schema, err) < 0 ||
	    cells_add(&t->cells, batch_builder_view(&t->builder), err) < 0 ||
	    cells_finish(&t->cells, err) < 0 ||
	    policy_parse("protect.json", str_of(policy), &t->policy, err) < 0 ||
	    policy_bind(&t->policy, &t->cells, err) < 0 ||
	    additive_check(&t->cells, &t->policy, err) < 0)
		return -1;
	return primary_find(&t->primary, &t->cells, &t->policy, err);
}

static inline void toy_end(struct toy *t, const char *policy)
{
	struct err err = ERR_INIT;

	if (toy_try(t, policy, &err) < 0)
		fail_msg("%s", err.msg);
}

static inline void toy_release(struct toy *t)
{
	primary_release(&t->primary);
	policy_release(&t->policy);
	cells_release(&t->cells);
	batch_builder_release(&t->builder);
	schema_release(&t->schema);
}

/* It fails, and this is said. */
static inline void toy_refused(struct toy *t, const char *policy, const char *said)
{
	struct err err = ERR_INIT;

	assert_int_equal(toy_try(t, policy, &err), -1);
	if (!strstr(err.msg, said))
		fail_msg("said: %s\nnot: %s", err.msg, said);
	toy_release(t);
}

/* The row of codes "A 01", one for each dimension. */
static inline uint32_t toy_find(const struct toy *t, const char *codes)
{
	int nodes[CELLS_MAX_AXES], a, i;
	char code[TOY_WORD];
	uint32_t row;

	for (a = 0; a < t->cells.naxes; a++) {
		toy_word(&codes, " ", code);
		for (i = 0; i < t->cells.axes[a].n; i++)
			if (strcmp(t->cells.axes[a].codes[i], code) == 0)
				break;
		assert_true(i < t->cells.axes[a].n);
		nodes[a] = i;
	}
	row = cells_find(&t->cells, nodes);
	assert_true(row != CELLS_NO_ROW);
	return row;
}

#endif
