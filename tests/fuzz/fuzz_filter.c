/* A filter that is accepted, and its negation, never keep the same row. */
#include <assert.h>
#include <stdint.h>

#include "core/filter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROWS = 20 };

static void make_rows(struct schema *s, struct batch_builder *bb)
{
	static const enum field_type types[] = { FIELD_BOOL,	FIELD_INT64, FIELD_DECIMAL,
						 FIELD_FLOAT64, FIELD_DATE,  FIELD_UTF8,
						 FIELD_DICT };
	static const char *const names[] = { "b", "i", "m", "f", "d", "t", "c" };

	*s = (struct schema)SCHEMA_INIT;
	for (size_t i = 0; i < 7; i++)
		schema_add(s, names[i], types[i]);
	batch_builder_init(bb, s);
	for (int i = 0; i < ROWS; i++) {
		char text[2] = { (char)('a' + i % 5), '\0' };

		if (i % 7 == 6) {
			for (size_t c = 0; c < bb->ncolumns; c++)
				builder_null(&bb->columns[c]);
			continue;
		}
		builder_bool(&bb->columns[0], i % 2);
		builder_int64(&bb->columns[1], i - 5);
		builder_decimal(&bb->columns[2], i * 50 - 200);
		builder_float64(&bb->columns[3], i / 4.0);
		builder_date(&bb->columns[4], i * 1000);
		builder_text(&bb->columns[5], text, (size_t)(i % 3 > 0));
		builder_text(&bb->columns[6], text, 1);
	}
}

/* With "is" and "not" exchanged in every term. */
static void exchange(struct filter *f)
{
	for (size_t i = 0; i < f->n; i++) {
		if (f->terms[i].op == FILTER_IS)
			f->terms[i].op = FILTER_NOT;
		else if (f->terms[i].op == FILTER_NOT)
			f->terms[i].op = FILTER_IS;
	}
}

static int run(const struct filter *f, const struct schema *s, const struct batch *batch,
	       bool *keep)
{
	struct filter_bound *b;
	struct err err = ERR_INIT;

	if (filter_bind(f, s, NULL, NULL, &b, &err) < 0) {
		assert(err.kind == ERR_CONFIG);
		return -1;
	}
	for (int i = 0; i < ROWS; i++)
		keep[i] = true;
	filter_rows(b, batch, keep);
	filter_bound_free(b);
	return 0;
}

static void check(struct filter *f)
{
	struct schema s;
	struct batch_builder bb;
	const struct batch *batch;
	bool keep[ROWS], other[ROWS];
	bool exchanged = f->n == 1 && (f->terms[0].op == FILTER_IS || f->terms[0].op == FILTER_NOT);

	make_rows(&s, &bb);
	batch = batch_builder_view(&bb);
	if (run(f, &s, batch, keep) == 0 && exchanged) {
		exchange(f);
		assert(run(f, &s, batch, other) == 0);
		for (int i = 0; i < ROWS; i++)
			assert(i % 7 == 6 ? !keep[i] && !other[i] : keep[i] != other[i]);
	}
	batch_builder_release(&bb);
	schema_release(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_doc *doc;
	struct filter f;
	struct err err = ERR_INIT;

	if (json_parse("fuzz", (struct str){ (const char *)data, size }, &doc, &err) < 0)
		return 0;
	if (filter_read(json_root(doc), &f, &err) == 0)
		check(&f);
	filter_release(&f);
	json_free(doc);
	return 0;
}
