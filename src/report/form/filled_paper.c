/* The rows of a doc that bear labels of a form. */
#include <stdlib.h>

#include "core/mem.h"
#include "report/form/filled_locate.h"
#include "report/read/read.h"

enum { PAPER_MAX = 5000 };

char *paper_fold(const char *text)
{
	struct buf b = BUF_INIT;

	label_fold(str_of(text), &b);
	return buf_detach(&b);
}

struct wording wording_of(const char *text, struct json also)
{
	struct wording w = { mem_zalloc(json_count(also) + 1, sizeof(*w.folds)), 0 };
	struct err err = ERR_INIT;
	struct json v;
	const char *s;

	w.folds[w.n++] = paper_fold(text);
	for (v = json_first(also); json_is(v); v = json_next(v))
		if (json_get_str(v, &s, &err) == 0)
			w.folds[w.n++] = paper_fold(s);
	return w;
}

void wording_release(struct wording *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->folds[i]);
	free(w->folds);
}

bool wording_has(const struct wording *w, const char *fold)
{
	for (size_t i = 0; i < w->n; i++)
		if (*fold && strcmp(w->folds[i], fold) == 0)
			return true;
	return false;
}

static void add_table(struct paper *p, const struct doc_table *t)
{
	size_t at = p->n, i;

	p->n += (size_t)t->nrows;
	p->rows = mem_resize(p->rows, p->n + 1, sizeof(*p->rows));
	for (int r = 0; r < t->nrows; r++)
		p->rows[at + (size_t)r] = (struct paper_row){ .table = t, .row = r };
	for (i = 0; i < t->ncells; i++)
		p->rows[at + (size_t)t->cells[i].row].n++;
	for (int r = 0; r < t->nrows; r++) {
		struct paper_row *row = &p->rows[at + (size_t)r];

		row->cells = mem_zalloc(row->n + 1, sizeof(*row->cells));
		row->n = 0;
	}
	for (i = 0; i < t->ncells; i++) {
		struct paper_row *row = &p->rows[at + (size_t)t->cells[i].row];

		row->cells[row->n++] = (struct paper_cell){ &t->cells[i],
							    paper_fold(t->cells[i].text) };
	}
}

void paper_make(const struct doc *d, bool (*takes)(void *arg, const struct doc_table *t), void *arg,
		struct paper *p)
{
	*p = (struct paper){ 0 };
	for (size_t i = 0; i < d->nblocks && p->n < PAPER_MAX; i++) {
		const struct doc_table *t = &d->blocks[i].table;

		if (d->blocks[i].kind == DOC_TABLE && t->nrows <= PAPER_MAX && takes(arg, t))
			add_table(p, t);
	}
}

void paper_release(struct paper *p)
{
	for (size_t i = 0; i < p->n; i++) {
		for (size_t j = 0; j < p->rows[i].n; j++)
			free(p->rows[i].cells[j].fold);
		free(p->rows[i].cells);
	}
	free(p->rows);
	*p = (struct paper){ 0 };
}
