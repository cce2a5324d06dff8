/* A doc that somebody made, as a filled form of the edition whose labels it bears. */
#include <stdlib.h>

#include "core/mem.h"
#include "report/form/filled_locate.h"
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
};

static bool is_own(const struct editions *e, size_t edition, const char *fold)
{
	for (size_t i = 0; i < e->n; i++)
		if (i != edition && words_have(&e->words[i], fold))
			return false;
	return true;
}

/* A table counts from two labels of the form on: one alone may stand anywhere. */
static bool bears_labels(void *arg, const struct doc_table *t)
{
	const struct editions *e = arg;
	size_t found = 0;

	for (size_t i = 0; i < t->ncells && found < 2; i++) {
		struct buf fold = BUF_INIT;

		label_fold(str_of(t->cells[i].text), &fold);
		for (size_t k = 0; k < e->n; k++)
			if (words_have(&e->words[k], fold.p)) {
				found++;
				break;
			}
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

static int editions_open(const char *path, struct editions *e, struct err *err)
{
	struct form form;

	*e = (struct editions){ 0 };
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

/* The edition of which it bears labels of its own; of those without, the later one. */
static int choose(const struct editions *e, const char *name, size_t *chosen, struct err *err)
{
	size_t best = 0, second = e->n;

	for (size_t i = 1; i < e->n; i++)
		if (e->own[i] > e->own[best] ||
		    (e->own[i] == e->own[best] && e->all[i] >= e->all[best]))
			best = i;
	for (size_t i = 0; i < e->n; i++)
		if (i != best && e->own[i] > 0)
			second = i;
	if (e->n == 0 || e->all[best] == 0)
		return err_set(err, ERR_DATA, "%s: no table of the form is there", name);
	if (second < e->n)
		return err_set(err, ERR_DATA,
			       "%s: mixes two editions of the form: \"%s\" is of %s, \"%s\" of %s",
			       name, e->example[best], e->names[best], e->example[second],
			       e->names[second]);
	*chosen = best;
	return 0;
}

static bool contains(const char *text, const char *word)
{
	char *a, *b;
	struct buf fold = BUF_INIT;
	bool ret;

	label_fold(str_of(text), &fold);
	a = buf_detach(&fold);
	label_fold(str_of(word), &fold);
	b = buf_detach(&fold);
	ret = strstr(a, b) != NULL;
	free(a);
	free(b);
	return ret;
}

/* Title and period ----------------------------------------------------------- */

/* One decimal digit, ASCII, wide or Han; its length in bytes, 0 when it is none. */
static size_t digit_at(const char *p, int *digit)
{
	static const char *const han[] = { "〇", "一", "二", "三", "四", "五",
					   "六", "七", "八", "九", "零", "○" };
	static const char *const wide[] = { "０", "１", "２", "３", "４",
					    "５", "６", "７", "８", "９" };

	if (*p >= '0' && *p <= '9') {
		*digit = *p - '0';
		return 1;
	}
	for (int i = 0; i < 12; i++)
		if (strncmp(p, han[i], 3) == 0) {
			*digit = i < 10 ? i : 0;
			return 3;
		}
	for (int i = 0; i < 10; i++)
		if (strncmp(p, wide[i], 3) == 0) {
			*digit = i;
			return 3;
		}
	return 0;
}

static const char *skip_blanks(const char *p)
{
	for (;; p++) {
		if (strncmp(p, "　", 3) == 0)
			p += 2;
		else if (strncmp(p, "\xc2\xa0", 2) == 0)
			p++;
		else if (*p != ' ' && *p != '\t' && *p != '\n')
			return p;
	}
}

/* Up to `most` digits with blanks between; the number of them. */
static int number_at(const char **p, int most, int *value)
{
	int n = 0, digit;
	size_t length;

	*value = 0;
	for (; n < most; n++) {
		const char *at = skip_blanks(*p);

		length = digit_at(at, &digit);
		if (length == 0)
			break;
		*value = *value * 10 + digit;
		*p = at + length;
	}
	return n;
}

/* Behind 2024年: 10月, 三季度, 第3季度. */
static bool part_at(const char *p, enum period_level level, int *part)
{
	p = skip_blanks(p);
	if (strncmp(p, "第", 3) == 0)
		p += 3;
	if (number_at(&p, 2, part) == 0)
		return false;
	p = skip_blanks(p);
	if (level == PERIOD_MONTH)
		return *part >= 1 && *part <= 12 && strncmp(p, "月", 3) == 0;
	return *part >= 1 && *part <= 4 && strncmp(p, "季度", 6) == 0;
}

/* The first period of that level in the text; *at where it begins, *behind the year's 年. */
static bool period_in(const char *text, enum period_level level, struct period *period,
		      const char **at, const char **behind)
{
	for (const char *p = text; *p; p++) {
		const char *q = p;
		int year, part = 1, digit;

		if (digit_at(p, &digit) == 0 || number_at(&q, 4, &year) != 4 || year < 1990 ||
		    year > 2200) {
			if (digit_at(p, &digit) > 1)
				p += 2;
			continue;
		}
		q = skip_blanks(q);
		if (strncmp(q, "年", 3) != 0)
			continue;
		q += 3;
		if (level != PERIOD_YEAR && !part_at(q, level, &part))
			continue;
		*at = p;
		*behind = q;
		period->level = level;
		period->n = level == PERIOD_YEAR      ? year
			    : level == PERIOD_QUARTER ? year * 4 + part - 1
						      : year * 12 + part - 1;
		return true;
	}
	return false;
}

static void set_text(char **to, const char *from, const char *end)
{
	from = skip_blanks(from);
	while (end > from && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\t'))
		end--;
	if (end <= from)
		return;
	free(*to);
	*to = mem_strndup(from, (size_t)(end - from));
}

/* 安溪县民政局2025年… or 2025年安溪县民政局…; false: the text is no title. */
static bool take_title(struct filled *f, const char *text)
{
	const char *at, *behind, *title;

	if (!contains(text, f->form->title) ||
	    !period_in(text, f->form->every, &f->period, &at, &behind))
		return false;
	if (*f->issuer)
		return true;
	if (at > skip_blanks(text)) {
		set_text(&f->issuer, text, at);
		return true;
	}
	if (strncmp(behind, "度", 3) == 0)
		behind += 3;
	title = strstr(behind, f->form->title);
	if (title)
		set_text(&f->issuer, behind, title);
	return true;
}

/* Any line that says of what period it is: only where no title does. */
static bool take_period(struct filled *f, const char *text)
{
	const char *at, *behind;

	if (f->form->every == PERIOD_YEAR && !strstr(text, "年度") && !strstr(text, "年报"))
		return false;
	return period_in(text, f->form->every, &f->period, &at, &behind);
}

static bool each_text(const struct doc *d, struct filled *f,
		      bool (*take)(struct filled *f, const char *text))
{
	if (take(f, d->title))
		return true;
	for (size_t i = 0; i < d->nblocks; i++) {
		const struct doc_block *b = &d->blocks[i];

		if (b->text && take(f, b->text))
			return true;
		if (b->kind != DOC_TABLE)
			continue;
		if (take(f, b->table.title))
			return true;
		for (size_t c = 0; c < b->table.ncells; c++)
			if (take(f, b->table.cells[c].text))
				return true;
	}
	return false;
}

/* Sections ------------------------------------------------------------------- */

static const char *section_of(const struct form *form, const char *text)
{
	struct buf fold = BUF_INIT;
	const char *found = NULL;

	label_fold(str_of(text), &fold);
	for (size_t i = 0; i < form->nsections && !found; i++) {
		struct wording w = wording_of(form->sections[i].heading, form->sections[i].also);

		if (wording_has(&w, fold.p))
			found = form->sections[i].heading;
		wording_release(&w);
	}
	buf_release(&fold);
	return found;
}

static void take_text(struct filled *f, const char **section, const char *text)
{
	const char *next = section_of(f->form, text);

	if (next)
		*section = next;
	else if (*section && *skip_blanks(text))
		filled_paragraph(f, *section, text);
}

/* A sheet of text: rows with one cell that says something. */
static void take_sheet(struct filled *f, const char **section, const struct doc_table *t)
{
	for (int row = 0; row < t->nrows; row++) {
		const char *only = NULL;
		int n = 0;

		for (size_t i = 0; i < t->ncells; i++)
			if (t->cells[i].row == row && *skip_blanks(t->cells[i].text)) {
				only = t->cells[i].text;
				n++;
			}
		if (n == 1)
			take_text(f, section, only);
	}
}

static bool is_on_paper(const struct paper *p, const struct doc_table *t)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->rows[i].table == t)
			return true;
	return false;
}

static void take_passages(struct filled *f, const struct doc *d, const struct paper *p)
{
	const char *section = NULL;

	for (size_t i = 0; i < d->nblocks; i++) {
		const struct doc_block *b = &d->blocks[i];

		if (b->text)
			take_text(f, &section, b->text);
		else if (b->kind == DOC_TABLE && !is_on_paper(p, &b->table) &&
			 b->table.nrows <= 5000 && b->table.ncells <= 5000)
			take_sheet(f, &section, &b->table);
	}
}

static int take_all(struct filled *f, const struct doc *d, const struct paper *p, const char *name,
		    struct err *err)
{
	int first = 0;

	if (*d->issuer)
		set_text(&f->issuer, d->issuer, d->issuer + strlen(d->issuer));
	if (!each_text(d, f, take_title))
		each_text(d, f, take_period);
	for (size_t t = 0; t < f->form->ntables; t++) {
		if (filled_locate(f, &f->form->tables[t], first, p, name, err) < 0)
			return -1;
		first += (int)f->form->tables[t].ncells;
	}
	take_passages(f, d, p);
	return 0;
}

int filled_recognise(const struct doc *d, const char *form_path, const char *name,
		     struct form *form, struct filled *f, struct err *err)
{
	struct paper paper = { 0 };
	struct editions e;
	size_t chosen;
	int ret = -1;

	*form = (struct form){ 0 };
	*f = (struct filled){ 0 };
	if (editions_open(form_path, &e, err) < 0)
		goto out;
	paper_make(d, bears_labels, &e, &paper);
	count_labels(&e, &paper);
	if (choose(&e, name, &chosen, err) < 0 ||
	    form_load(form_path, (struct period){ 0 }, e.names[chosen], form, err) < 0)
		goto out;
	filled_init(f, form, (struct period){ form->every, 0 });
	ret = take_all(f, d, &paper, name, err);
	if (ret < 0) {
		filled_release(f);
		form_release(form);
	}
out:
	paper_release(&paper);
	editions_release(&e);
	return ret;
}
