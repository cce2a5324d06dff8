/* A filter bound to a schema (filter.h): the conditions are in condition.h. */
#include <stdlib.h>

#include "core/condition.h"
#include "core/mem.h"

struct filter_bound {
	struct condition *conditions;
	size_t n;
};

static int no_column(const struct filter_term *term, const struct schema *s, struct err *err)
{
	const char *near = nearest_member(term->column, s->fields, s->nfields, sizeof(*s->fields));

	if (near)
		return json_err(term->at, err, "no column \"%s\" (did you mean \"%s\"?)",
				term->column, near);
	return json_err(term->at, err, "no column \"%s\"", term->column);
}

static int find_list(const struct filter_term *term, const struct field *field,
		     const struct codes *(*find_codes)(void *arg, const char *name), void *arg,
		     const struct codes **codes, struct err *err)
{
	const char *name = meta_get(&field->meta, META_CODES);

	*codes = NULL;
	if (term->op != FILTER_UNDER)
		return 0;
	if (!find_codes)
		return json_err(term->at, err, "\"under\" cannot be used here");
	if (!name || (field->type != FIELD_UTF8 && field->type != FIELD_DICT))
		return json_err(term->at, err,
				"\"under\" needs a column with a code list, not \"%s\"",
				field->name);
	*codes = find_codes(arg, name);
	if (!*codes)
		return json_err(term->at, err, "the code list \"%s\" cannot be read", name);
	return 0;
}

int filter_bind(const struct filter *f, const struct schema *s,
		const struct codes *(*find_codes)(void *arg, const char *name), void *arg,
		struct filter_bound **out, struct err *err)
{
	struct filter_bound *b = mem_zalloc(1, sizeof(*b));
	const struct codes *codes = NULL;

	*out = NULL;
	b->conditions = mem_zalloc(f->n, sizeof(*b->conditions));
	for (size_t i = 0; i < f->n; i++) {
		const struct filter_term *term = &f->terms[i];
		int column = schema_find(s, term->column);
		int ret = column < 0 ? no_column(term, s, err)
				     : find_list(term, &s->fields[column], find_codes, arg, &codes,
						 err);

		b->n++;
		b->conditions[i].column = column;
		if (ret < 0 ||
		    condition_make(&b->conditions[i], term, &s->fields[column], codes, err) < 0) {
			filter_bound_free(b);
			return -1;
		}
	}
	*out = b;
	return 0;
}

void filter_bound_free(struct filter_bound *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->n; i++)
		condition_release(&b->conditions[i]);
	free(b->conditions);
	free(b);
}

void filter_rows(struct filter_bound *b, const struct batch *batch, bool *keep)
{
	for (size_t i = 0; i < b->n; i++) {
		struct condition *t = &b->conditions[i];

		condition_rows(t, &batch->columns[t->column], batch->nrows, keep);
	}
}
