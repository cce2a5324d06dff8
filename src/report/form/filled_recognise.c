/* A doc that somebody made, as a filled form of the edition whose labels it bears. */
#include <stdlib.h>

#include "core/mem.h"
#include "report/form/filled_locate.h"
#include "report/form/filled_words.h"
#include "report/read/read.h"

enum { EDITIONS_MAX = 16 };

/* The printed labels of one edition, folded and sorted. */
struct words {
	char **items;
	size_t n, room;
};

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool words_have(const struct words *w, const char *fold)
{
	return w->n > 0 && bsearch(&fold, w->items, w->n, sizeof(*w->items), compare_words);
}

static void words_add(struct words *w, const char *text, struct json also)
{
	struct wording one = wording_of(text, also);

	for (size_t i = 0; i < one.n; i++) {
		w->items = mem_grow(w->items, &w->room, w->n + 1, sizeof(*w->items));
		w->items[w->n++] = mem_strdup(one.folds[i]);
	}
	wording_release(&one);
}

static void words_of_form(const struct form *form, struct words *w)
{
	for (size_t t = 0; t < form->ntables; t++)
		for (size_t i = 0; i < form->tables[t].nplaces; i++) {
			const struct form_place *p = &form->tables[t].places[i];

			if (p->head && *p->text)
				words_add(w, p->text, p->also);
		}
	if (w->n > 0)
		qsort(w->items, w->n, sizeof(*w->items), compare_words);
}

static void words_release(struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->items[i]);
	free(w->items);
}

/* All editions, and what the doc bears of each. */
struct editions {
	char **names;
	size_t n;
	struct words words[EDITIONS_MAX];
	size_t own[EDITIONS_MAX], all[EDITIONS_MAX]; /* labels of it alone, and of it */
	char *example[EDITIONS_MAX];		     /* one of its own, as it is printed */
	const char *path;
	size_t chosen, second; /* see choose() */
};

static bool is_own(const struct editions *e, size_t edition, const char *fold)
{
	for (size_t i = 0; i < e->n; i++)
		if (i != edition && words_have(&e->words[i], fold))
			return false;
	return true;
}

/* A label of any edition. */
static bool is_known(void *arg, const char *fold)
{
	const struct editions *e = arg;

	for (size_t k = 0; k < e->n; k++)
		if (words_have(&e->words[k], fold))
			return true;
	return false;
}

/* A table counts from two labels of the form on: one alone may stand anywhere. */
static bool bears_labels(void *arg, const struct doc_table *t)
{
	size_t found = 0;

	for (size_t i = 0; i < t->ncells && found < 2; i++) {
		struct buf fold = BUF_INIT;

		label_fold(str_of(t->cells[i].text), &fold);
		found += is_known(arg, fold.p);
		buf_release(&fold);
	}
	return found >= 2;
}

static void count_labels(struct editions *e, const struct paper *p)
{
	for (size_t r = 0; r < p->n; r++)
		for (size_t i = 0; i < p->rows[r].n; i++) {
			const struct paper_cell *c = &p->rows[r].cells[i];

			for (size_t k = 0; k < e->n; k++) {
				if (!words_have(&e->words[k], c->fold))
					continue;
				e->all[k]++;
				if (!is_own(e, k, c->fold))
					continue;
				if (!e->example[k])
					e->example[k] = mem_strdup(c->cell->text);
				e->own[k]++;
			}
		}
}

/* Sections of the form whose headings stand in the doc. */
static size_t count_sections(const struct form *form, const struct doc *d)
{
	size_t found = 0;

	for (size_t i = 0; i < form->nsections; i++) {
		struct wording w = wording_of(form->sections[i].heading, form->sections[i].also);
		bool is_there = false;

		for (size_t k = 0; k < d->nblocks && !is_there; k++) {
			char *fold = d->blocks[k].text ? paper_fold(d->blocks[k].text) : NULL;

			is_there = fold && wording_has(&w, fold);
			free(fold);
		}
		found += is_there;
		wording_release(&w);
	}
	return found;
}

/* An edition that is all words is known by its headings, where most of them stand. */
static int count_headings(struct editions *e, const struct doc *d, struct err *err)
{
	struct form form;

	for (size_t k = 0; k < e->n; k++)
		if (e->all[k] > 0)
			return 0;
	for (size_t k = 0; k < e->n; k++) {
		if (form_load(e->path, (struct period){ 0 }, e->names[k], &form, err) < 0)
			return -1;
		if (form.ntables == 0)
			e->all[k] = count_sections(&form, d);
		if (e->all[k] * 2 <= form.nsections)
			e->all[k] = 0;
		form_release(&form);
	}
	return 0;
}

static int editions_open(const char *path, struct editions *e, struct err *err)
{
	struct form form;

	*e = (struct editions){ .path = path };
	if (form_editions(path, &e->names, &e->n, err) < 0)
		return -1;
	if (e->n > EDITIONS_MAX)
		return err_set(err, ERR_CONFIG, "%s: more than %d editions", path, EDITIONS_MAX);
	for (size_t i = 0; i < e->n; i++) {
		if (form_load(path, (struct period){ 0 }, e->names[i], &form, err) < 0)
			return -1;
		words_of_form(&form, &e->words[i]);
		form_release(&form);
	}
	return 0;
}

static void editions_release(struct editions *e)
{
	for (size_t i = 0; i < e->n && e->names; i++)
		free(e->names[i]);
	for (size_t i = 0; i < EDITIONS_MAX; i++) {
		words_release(&e->words[i]);
		free(e->example[i]);
	}
	free(e->names);
}

/* chosen: the edition of which it bears labels of its own; of those without, the later one.  second:
 * one of which it bears some as well, or the number of editions. */
static int choose(struct editions *e, const char *name, struct err *err)
{
	size_t best = 0;

	for (size_t i = 1; i < e->n; i++)
		if (e->own[i] > e->own[best] ||
		    (e->own[i] == e->own[best] && e->all[i] >= e->all[best]))
			best = i;
	e->second = e->n;
	for (size_t i = 0; i < e->n; i++)
		if (i != best && e->own[i] > 0)
			e->second = i;
	if (e->n == 0 || e->all[best] == 0)
		return err_set(err, ERR_DATA,
			       "%s: no table of the form is there; --form names another form",
			       name);
	e->chosen = best;
	return 0;
}

/* Two editions --------------------------------------------------------------- */

static bool is_printed(const struct paper *p, const char *fold)
{
	for (size_t r = 0; r < p->n; r++)
		for (size_t i = 0; i < p->rows[r].n; i++)
			if (strcmp(p->rows[r].cells[i].fold, fold) == 0)
				return true;
	return false;
}

/* Whether the paper bears labels of the table that no other edition has. */
static bool bears_own(const struct editions *e, size_t edition, const struct form_table *t,
		      const struct paper *p)
{
	bool found = false;

	for (size_t i = 0; i < t->nplaces && !found; i++) {
		struct wording w;

		if (!t->places[i].head || !*t->places[i].text)
			continue;
		w = wording_of(t->places[i].text, t->places[i].also);
		for (size_t k = 0; k < w.n && !found; k++)
			found = is_own(e, edition, w.folds[k]) && is_printed(p, w.folds[k]);
		wording_release(&w);
	}
	return found;
}

/* A report may have a table that its form does not ask for, and that an older one did; what it may
 * not have is a whole table of another edition. */
static int has_second(const struct editions *e, const struct paper *p, bool *has, struct err *err)
{
	struct err ignored = ERR_INIT;
	struct form form;
	struct filled f;
	int first = 0;

	*has = false;
	if (e->second == e->n)
		return 0;
	if (form_load(e->path, (struct period){ 0 }, e->names[e->second], &form, err) < 0)
		return -1;
	filled_init(&f, &form, (struct period){ form.every, 0 });
	for (size_t t = 0; t < form.ntables; t++) {
		*has |= bears_own(e, e->second, &form.tables[t], p) &&
			filled_locate(&f, &form.tables[t], first, p, "", &ignored) == 0;
		first += (int)form.tables[t].ncells;
	}
	filled_release(&f);
	form_release(&form);
	return 0;
}

static int say_mixed(const struct editions *e, const char *name, struct err *err)
{
	return err_set(err, ERR_DATA,
		       "%s: mixes two editions of the form: \"%s\" is of %s, \"%s\" of %s", name,
		       e->example[e->chosen], e->names[e->chosen], e->example[e->second],
		       e->names[e->second]);
}

/* Whether at least half of the table's labels are on the paper. */
static bool is_there(const struct form_table *t, const struct paper *p)
{
	size_t labels = 0, found = 0;

	for (size_t i = 0; i < t->nplaces; i++) {
		struct wording w;
		bool printed = false;

		if (!t->places[i].head || !*t->places[i].text)
			continue;
		w = wording_of(t->places[i].text, t->places[i].also);
		for (size_t k = 0; k < w.n && !printed; k++)
			printed = is_printed(p, w.folds[k]);
		wording_release(&w);
		labels++;
		found += printed;
	}
	return 2 * found >= labels;
}

static int take_tables(struct filled *f, const struct paper *p, const char *name, struct err *err)
{
	int first = 0;

	for (size_t t = 0; t < f->form->ntables; t++) {
		if (f->is_loose && t < 8 * sizeof(f->absent) && !is_there(&f->form->tables[t], p))
			f->absent |= 1u << t;
		else if (filled_locate(f, &f->form->tables[t], first, p, name, err) < 0)
			return -1;
		first += (int)f->form->tables[t].ncells;
	}
	return 0;
}

/* The form has sections of words and the paper none of them. */
static bool is_loose(const struct filled *f)
{
	bool has_words = false;

	for (size_t i = 0; i < f->form->nsections; i++)
		has_words |= f->form->sections[i].narrative != NULL;
	return has_words && f->npassages == 0;
}

static int take_all(struct filled *f, const struct doc *d, const struct paper *p,
		    struct editions *e, const char *name, struct err *err)
{
	bool is_mixed = false;

	filled_words(f, d, is_known, e);
	f->is_loose = is_loose(f);
	if (take_tables(f, p, name, err) < 0)
		return e->second < e->n ? say_mixed(e, name, err) : -1;
	if (has_second(e, p, &is_mixed, err) < 0)
		return -1;
	if (is_mixed)
		return say_mixed(e, name, err);
	return 0;
}

int filled_recognise(const struct doc *d, const char *form_path, const char *name,
		     struct form *form, struct filled *f, struct err *err)
{
	struct paper paper = { 0 };
	struct editions e;
	int ret = -1;

	*form = (struct form){ 0 };
	*f = (struct filled){ 0 };
	if (editions_open(form_path, &e, err) < 0)
		goto out;
	paper_make(d, bears_labels, &e, &paper);
	count_labels(&e, &paper);
	if (count_headings(&e, d, err) < 0 || choose(&e, name, err) < 0 ||
	    form_load(form_path, (struct period){ 0 }, e.names[e.chosen], form, err) < 0)
		goto out;
	filled_init(f, form, (struct period){ form->every, 0 });
	ret = take_all(f, d, &paper, &e, name, err);
	if (ret < 0) {
		filled_release(f);
		form_release(form);
	}
out:
	paper_release(&paper);
	editions_release(&e);
	return ret;
}
