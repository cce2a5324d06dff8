#include "report/figure/figure_filter.h"

#include <stdlib.h>

#include "core/jsonout.h"
#include "core/mem.h"

static int fill_term(const struct filter_term *from, struct filter_term *to,
		     const struct template_words *words, struct figure_filter *f, struct err *err)
{
	struct template_words copy = *words;
	struct buf text = BUF_INIT;
	size_t i;

	*to = *from;
	to->values = mem_zalloc(from->nvalues + 1, sizeof(*to->values));
	for (i = 0; i < from->nvalues; i++) {
		if (template_fill(from->values[i], template_word, &copy, from->at, &text, err) <
		    0) {
			buf_release(&text);
			return -1;
		}
		f->texts = mem_resize(f->texts, f->ntexts + 1, sizeof(*f->texts));
		to->values[i] = f->texts[f->ntexts++] = buf_detach(&text);
	}
	return 0;
}

int figure_filter_make(const struct filter *from, const struct template_words *words,
		       struct figure_filter *to, struct err *err)
{
	*to = (struct figure_filter){ 0 };
	to->filter.terms = mem_zalloc(from->n + 1, sizeof(*to->filter.terms));
	for (size_t i = 0; i < from->n; i++)
		if (fill_term(&from->terms[i], &to->filter.terms[to->filter.n++], words, to, err) <
		    0) {
			figure_filter_release(to);
			return -1;
		}
	return 0;
}

void figure_filter_release(struct figure_filter *f)
{
	size_t i;

	filter_release(&f->filter);
	for (i = 0; i < f->ntexts; i++)
		free(f->texts[i]);
	free(f->texts);
	*f = (struct figure_filter){ 0 };
}

static const struct codes *find_codes(struct site *site, const struct field *field)
{
	const char *list = field ? meta_get(&field->meta, META_CODES) : NULL;
	const struct codes *codes;
	struct err ignored = ERR_INIT;

	if (!site || !list || site_codes(site, list, &codes, &ignored) < 0)
		return NULL;
	return codes;
}

static void put_value(const char *value, const struct field *field, const struct codes *codes,
		      struct buf *b)
{
	int at = codes ? codes_find(codes, str_of(value), INT32_MAX) : -1;

	if (field && field->type == FIELD_BOOL)
		value = strcmp(value, "true") == 0 ? "是" : "否";
	buf_puts(b, value);
	if (at >= 0 && strcmp(codes->items[at].name, value) != 0)
		buf_printf(b, "（%s）", codes->items[at].name);
}

void figure_filter_words(const struct filter *f, const struct schema *schema, struct site *site,
			 struct buf *b)
{
	static const char *const ops[] = {
		[FILTER_IS] = "为",	      [FILTER_NOT] = "不为",
		[FILTER_IN] = "属于",	      [FILTER_UNDER] = "属于或下属于",
		[FILTER_AT_LEAST] = "不小于", [FILTER_AT_MOST] = "不大于",
		[FILTER_NULL] = "为空",	      [FILTER_NOT_NULL] = "不为空",
	};

	for (size_t i = 0; i < f->n; i++) {
		const struct filter_term *t = &f->terms[i];
		int at = schema_find(schema, t->column);
		const struct field *field = at < 0 ? NULL : &schema->fields[at];
		const char *label = field ? meta_get(&field->meta, META_LABEL) : NULL;
		const struct codes *codes = find_codes(site, field);

		buf_printf(b, "%s%s %s", i ? "；" : "：", label ? label : t->column, ops[t->op]);
		for (size_t k = 0; k < t->nvalues; k++) {
			buf_puts(b, k ? "、" : " ");
			put_value(t->values[k], field, codes, b);
		}
	}
}

static void put_term(struct jsonout *j, const struct filter_term *t)
{
	static const char *const ops[] = {
		[FILTER_IS] = "is",
		[FILTER_NOT] = "not",
		[FILTER_IN] = "in",
		[FILTER_UNDER] = "under",
		[FILTER_AT_LEAST] = "at_least",
		[FILTER_AT_MOST] = "at_most",
		[FILTER_NULL] = "null",
		[FILTER_NOT_NULL] = "null",
	};

	jsonout_open(j, '{');
	jsonout_member(j, "column", t->column);
	jsonout_key(j, ops[t->op]);
	if (t->op == FILTER_NULL || t->op == FILTER_NOT_NULL) {
		jsonout_bool(j, t->op == FILTER_NULL);
	} else if (t->op == FILTER_IN) {
		jsonout_open(j, '[');
		for (size_t i = 0; i < t->nvalues; i++)
			jsonout_cstr(j, t->values[i]);
		jsonout_close(j, ']');
	} else {
		jsonout_cstr(j, t->values[0]);
	}
	jsonout_close(j, '}');
}

void figure_filter_json(const char *op, const char *of, const char *column, const struct filter *f,
			struct buf *b)
{
	struct jsonout j;

	jsonout_init(&j, b, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, op, of);
	if (column)
		jsonout_member(&j, "column", column);
	if (f->n > 0) {
		jsonout_key(&j, "where");
		jsonout_open(&j, '[');
		for (size_t i = 0; i < f->n; i++)
			put_term(&j, &f->terms[i]);
		jsonout_close(&j, ']');
	}
	jsonout_close(&j, '}');
}
