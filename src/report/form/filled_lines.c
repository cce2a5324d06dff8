#include "report/form/filled_lines.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/read/read.h"

enum { WORDS_MAX = 2000 };

bool line_row_has_data(const struct form_table *t, int row)
{
	for (size_t i = 0; i < t->nplaces; i++)
		if (t->places[i].row == row && t->places[i].cell >= 0)
			return true;
	return false;
}

static void line_make(const struct form_table *t, int row, struct line *line)
{
	const struct form_cell *c = NULL;
	size_t i;

	*line = (struct line){ .row = row, .found = -1 };
	for (i = 0; i < t->nplaces && !c; i++)
		if (t->places[i].row == row && t->places[i].cell >= 0)
			c = &t->cells[t->places[i].cell];
	for (i = 0; c && i < t->nplaces; i++) {
		const struct form_place *p = &t->places[i];

		if (p->row != row || !p->head || !*p->text)
			continue;
		if (strcmp(p->text, c->row) == 0 && !p->also.node && line->label)
			line->code = p;
		else if (strcmp(p->text, c->unit) != 0)
			line->label = p;
	}
	if (line->label)
		line->words = wording_of(line->label->text, line->label->also);
	if (line->code)
		line->code_words = wording_of(line->code->text, line->code->also);
}

void lines_make(struct locate *l)
{
	l->lines = mem_zalloc((size_t)l->t->nrows + 1, sizeof(*l->lines));
	for (int row = 0; row < l->t->nrows; row++)
		if (line_row_has_data(l->t, row))
			line_make(l->t, row, &l->lines[l->nlines++]);
}

void lines_release(struct locate *l)
{
	for (size_t i = 0; i < l->nlines; i++) {
		wording_release(&l->lines[i].words);
		wording_release(&l->lines[i].code_words);
	}
	free(l->lines);
}

const struct doc_cell *paper_row_find(const struct paper_row *r, const struct wording *w)
{
	for (size_t i = 0; i < r->n; i++)
		if (wording_has(w, r->cells[i].fold))
			return r->cells[i].cell;
	return NULL;
}

/* How well the row of the paper bears the labels of the line; 0: it is another. */
static int alike(const struct line *line, const struct paper_row *r)
{
	return (paper_row_find(r, &line->words) ? 2 : 0) +
	       (paper_row_find(r, &line->code_words) ? 2 : 0);
}

/* Lines in order onto rows in order, as many labels as can be; the earliest rows of equals. */
static void align(struct locate *l)
{
	size_t n = l->nlines, m = l->paper->n, i, j;
	int *best = mem_zalloc((n + 1) * (m + 1), sizeof(*best));

#define BEST(i, j) best[(i) * (m + 1) + (j)]
	for (i = n; i-- > 0;)
		for (j = m; j-- > 0;) {
			int take = alike(&l->lines[i], &l->paper->rows[j]);
			int skip = BEST(i + 1, j) > BEST(i, j + 1) ? BEST(i + 1, j)
								   : BEST(i, j + 1);

			if (take > 0)
				take += BEST(i + 1, j + 1);
			BEST(i, j) = take > skip ? take : skip;
		}
	for (i = 0, j = 0; i < n && j < m;) {
		int take = alike(&l->lines[i], &l->paper->rows[j]);

		if (take > 0 && BEST(i, j) == take + BEST(i + 1, j + 1))
			l->lines[i++].found = (int)j++;
		else if (BEST(i, j) == BEST(i, j + 1))
			j++;
		else
			i++;
	}
#undef BEST
	free(best);
}

int lines_lack(const struct locate *l, const char *label)
{
	const char *words[WORDS_MAX], *near;
	size_t n = 0, i, j;

	for (i = 0; i < l->paper->n; i++)
		for (j = 0; j < l->paper->rows[i].n && n < WORDS_MAX; j++)
			if (*l->paper->rows[i].cells[j].fold)
				words[n++] = l->paper->rows[i].cells[j].cell->text;
	near = nearest_word(label, words, n);
	if (near && strcmp(near, label) != 0)
		return err_set(l->err, ERR_DATA,
			       "%s: %s lacks the label \"%s\" (the nearest is \"%s\")", l->name,
			       l->t->id, label, near);
	return err_set(l->err, ERR_DATA, "%s: %s lacks the label \"%s\"%s", l->name, l->t->id,
		       label, near ? " in its place" : "");
}

static int check_found(const struct locate *l)
{
	size_t labels = 0, found = 0, i;

	for (i = 0; i < l->nlines; i++) {
		labels += l->lines[i].label != NULL;
		found += l->lines[i].found >= 0;
	}
	if (labels > 0 && found == 0)
		return err_set(l->err, ERR_DATA, "%s: the table %s of the form is not there",
			       l->name, l->t->id);
	for (i = 0; i < l->nlines; i++)
		if (l->lines[i].label && l->lines[i].found < 0)
			return lines_lack(l, l->lines[i].label->text);
	return 0;
}

int lines_find(struct locate *l)
{
	align(l);
	return check_found(l);
}
