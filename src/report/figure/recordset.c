#include "report/figure/recordset.h"

#include <stdlib.h>

#include "core/input.h"
#include "core/mem.h"

/* The rows of all batches in one: a report asks more than one question of them. */
static int take_batches(struct recordset *r, struct reader *from, struct err *err)
{
	const struct batch *b;
	size_t c;
	int64_t i;
	int got;

	while ((got = reader_next(from, &b, err)) > 0)
		for (c = 0; c < b->ncolumns; c++)
			for (i = 0; i < b->nrows; i++)
				if (column_is_null(&b->columns[c], i))
					builder_null(&r->rows.columns[c]);
				else
					builder_copy(&r->rows.columns[c], &b->columns[c], i);
	return got;
}

/* Persons are counted by tables whose small cells are protected: a report takes such numbers
 * from a release. */
static int check_classes(const struct schema *s, struct err *err)
{
	for (size_t i = 0; i < s->nfields; i++) {
		const char *class = meta_get(&s->fields[i].meta, META_CLASS);

		if (class && (strcmp(class, "direct") == 0 || strcmp(class, "pseudonym") == 0))
			return err_set(err, ERR_CONFIG,
				       "column \"%s\" tells one person from another: drop it in "
				       "the mask; numbers of persons come from a release",
				       s->fields[i].name);
	}
	return 0;
}

int recordset_read(const char *path, const char *name, const char *key, struct recordset *r,
		   struct err *err)
{
	const struct input_options options = { NULL, NULL };
	struct reader *from = NULL;
	int ret = -1;

	*r = (struct recordset){ .name = mem_strdup(name), .schema = SCHEMA_INIT };
	batch_builder_init(&r->rows, &r->schema);
	if (input_open(path, &options, &from, err) < 0 ||
	    schema_need_state(&from->schema, "masked", "yg-report", err) < 0)
		goto out;
	schema_copy(&r->schema, &from->schema);
	if (check_classes(&r->schema, err) < 0)
		goto out;
	if (key && schema_need(&r->schema, key, "the key of the records", err) < 0)
		goto out;
	r->key = key ? mem_strdup(key) : NULL;
	batch_builder_release(&r->rows);
	batch_builder_init(&r->rows, &r->schema);
	ret = take_batches(r, from, err);
out:
	reader_close(from);
	return ret < 0 ? err_wrap(err, "records \"%s\"", name) : 0;
}

void recordset_make(struct recordset *r, const char *name, const char *key,
		    const struct schema *schema)
{
	*r = (struct recordset){ .name = mem_strdup(name),
				 .key = key ? mem_strdup(key) : NULL,
				 .schema = SCHEMA_INIT,
				 .is_derived = true };
	schema_copy(&r->schema, schema);
	batch_builder_init(&r->rows, &r->schema);
}

void recordset_release(struct recordset *r)
{
	batch_builder_release(&r->rows);
	schema_release(&r->schema);
	free(r->name);
	free(r->key);
	*r = (struct recordset){ .name = NULL };
}

const struct batch *recordset_batch(struct recordset *r)
{
	return batch_builder_view(&r->rows);
}

int recordset_select(struct recordset *r, const struct filter *where,
		     const struct codes *(*find_codes)(void *arg, const char *name), void *arg,
		     bool *keep, struct err *err)
{
	const struct batch *b = recordset_batch(r);
	struct filter_bound *bound;

	memset(keep, true, (size_t)b->nrows);
	if (filter_bind(where, &r->schema, find_codes, arg, &bound, err) < 0)
		return -1;
	filter_rows(bound, b, keep);
	filter_bound_free(bound);
	return 0;
}
