#include "aggregate/where.h"

#include "core/digest.h"
#include "core/mem.h"

static bool same_term(const struct filter_term *a, const struct filter_term *b)
{
	if (strcmp(a->column, b->column) != 0 || a->op != b->op || a->nvalues != b->nvalues)
		return false;
	for (size_t i = 0; i < a->nvalues; i++)
		if (strcmp(a->values[i], b->values[i]) != 0)
			return false;
	return true;
}

static bool same_filter(const struct filter *a, const struct filter *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!same_term(&a->terms[i], &b->terms[i]))
			return false;
	return true;
}

int wheres_put(struct wheres *w, const struct filter *f, int *bit, struct err *err)
{
	*bit = WHERE_NONE;
	if (f->n == 0)
		return 0;
	for (*bit = 0; *bit < w->n; ++*bit)
		if (same_filter(w->filters[*bit], f))
			return 0;
	if (w->n == WHERE_MAX)
		return json_err(f->terms[0].at, err, "measures have more than %d filters",
				WHERE_MAX);
	w->filters[w->n++] = f;
	return 0;
}

int wheres_bind(struct wheres *w, const struct schema *schema,
		const struct codes *(*find_codes)(void *arg, const char *name), void *arg,
		struct err *err)
{
	for (int i = 0; i < w->n; i++)
		if (filter_bind(w->filters[i], schema, find_codes, arg, &w->bound[i], err) < 0)
			return -1;
	return 0;
}

void wheres_release(struct wheres *w)
{
	for (int i = 0; i < w->n; i++)
		filter_bound_free(w->bound[i]);
	free(w->keep);
	*w = (struct wheres){ 0 };
}

void wheres_fill(struct wheres *w, const struct batch *batch, const bool *keep, uint32_t *masks)
{
	size_t rows = (size_t)batch->nrows, n = 0;

	w->keep = mem_grow(w->keep, &w->capacity, rows, sizeof(*w->keep));
	for (size_t i = 0; i < rows; i++)
		if (keep[i])
			masks[n++] = 0;
	for (int k = 0; k < w->n; k++) {
		memcpy(w->keep, keep, rows * sizeof(*keep));
		filter_rows(w->bound[k], batch, w->keep);
		n = 0;
		for (size_t i = 0; i < rows; i++)
			if (keep[i])
				masks[n++] |= (uint32_t)w->keep[i] << k;
	}
}

/* ---- digest -------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *term_text(const struct filter_term *t)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s %d", t->column, (int)t->op);
	for (size_t i = 0; i < t->nvalues; i++)
		buf_printf(&b, "\n%zu %s", strlen(t->values[i]), t->values[i]);
	return buf_detach(&b);
}

void where_put_digest(const struct filter *a, const struct filter *b, struct buf *to)
{
	size_t n = a->n + b->n;
	char **texts = mem_zalloc(n + 1, sizeof(*texts)), hex[SHA256_HEX];
	struct buf all = BUF_INIT;

	for (size_t i = 0; i < n; i++)
		texts[i] = term_text(i < a->n ? &a->terms[i] : &b->terms[i - a->n]);
	if (n > 0)
		qsort(texts, n, sizeof(*texts), compare_texts);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&all, "%s\n\n", texts[i]);
		free(texts[i]);
	}
	sha256_of(all.p, all.n, hex);
	if (n > 0)
		buf_printf(to, "[%.8s]", hex);
	buf_release(&all);
	free(texts);
}
