#include "report/form/filled_words.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/form/filled_locate.h"
#include "report/read/read.h"

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

/* The last period before the title's own words: the one before may be that of a law. */
static bool title_period(const char *text, const struct filled *f, struct period *period,
			 const char **at, const char **behind)
{
	const char *title = strstr(text, f->form->title), *from = text, *here, *next;
	struct period p;
	bool found = false;

	while (period_in(from, f->form->every, &p, &here, &next) &&
	       (!found || !title || next <= title)) {
		*period = p;
		*at = here;
		*behind = next;
		found = true;
		from = next;
	}
	return found;
}

/* 安溪县民政局2025年… or 2025年安溪县民政局…; false: the text is no title. */
static bool take_title(struct filled *f, const char *text)
{
	const char *at = text, *behind = text, *title;

	if (!contains(text, f->form->title) || !title_period(text, f, &f->period, &at, &behind))
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
	static const char *const words[] = { "年度", "年报", "统计期限", "统计时限", "统计期间" };
	const char *at, *behind;
	bool says = f->form->every != PERIOD_YEAR;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		says |= strstr(text, words[i]) != NULL;
	return says && period_in(text, f->form->every, &f->period, &at, &behind);
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

enum { HEADING_LONGEST = 40 };

/* The section that is called so, or -1. */
static int section_named(const struct form *form, const char *fold)
{
	for (size_t i = 0; i < form->nsections; i++) {
		struct wording w = wording_of(form->sections[i].heading, form->sections[i].also);
		bool is_it = wording_has(&w, fold);

		wording_release(&w);
		if (is_it)
			return (int)i;
	}
	return -1;
}

static const char *behind_mark(const char *p)
{
	static const char *const marks[] = { "：", ":", "。", "\n", " ", "　", "\xc2\xa0" };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (strncmp(p, marks[i], strlen(marks[i])) == 0)
			return p + strlen(marks[i]);
	return NULL;
}

/* 六、其他需要报告的事项：无 is heading and text in one; *rest is the text. */
static int section_begun(const struct form *form, const char *text, const char **rest)
{
	const char *p = text, *behind;
	struct buf fold = BUF_INIT;
	int found = -1;

	if (!utf8_is_valid(text, strlen(text)))
		return -1;
	for (int i = 0; *p && found < 0 && i < HEADING_LONGEST; i++) {
		utf8_next(&p);
		behind = behind_mark(p);
		if (!behind)
			continue;
		buf_clear(&fold);
		label_fold((struct str){ text, (size_t)(p - text) }, &fold);
		found = section_named(form, fold.p);
		*rest = behind;
	}
	buf_release(&fold);
	return found;
}

/* Characters of a text that is short enough for a heading; 0: it is not. */
static size_t heading_chars(const char *fold, uint32_t *c)
{
	size_t n = 0;

	if (!utf8_is_valid(fold, strlen(fold)))
		return 0;
	while (*fold && n < HEADING_LONGEST)
		c[n++] = utf8_next(&fold);
	return *fold ? 0 : n;
}

/* How many characters two texts have in common, in the same order. */
static size_t in_common(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t best[HEADING_LONGEST + 1] = { 0 };

	for (size_t i = 0; i < n; i++) {
		size_t corner = 0;

		for (size_t j = 0; j < m; j++) {
			size_t above = best[j + 1];

			if (a[i] == b[j])
				best[j + 1] = corner + 1;
			else if (best[j] > above)
				best[j + 1] = best[j];
			corner = above;
		}
	}
	return best[m];
}

/* 五、存在的问题和改进措施: the same number, and most of the words. */
static bool is_like(const char *heading, const char *fold)
{
	uint32_t a[HEADING_LONGEST], b[HEADING_LONGEST];
	char *own = paper_fold(heading);
	size_t n = heading_chars(own, a), m = heading_chars(fold, b), less;

	free(own);
	if (n < 5 || m < 5 || a[0] != b[0] || a[1] != '.' || b[1] != '.')
		return false;
	for (size_t i = 2; i < m; i++)
		if (b[i] == '.' || b[i] == ';')
			return false;
	less = (n < m ? n : m) - 2;
	return in_common(a + 2, n - 2, b + 2, m - 2) * 10 >= less * 6;
}

struct reading {
	struct filled *f;
	int section; /* the one at hand, or -1 */
	bool (*is_label)(void *arg, const char *fold);
	void *arg;
};

static int section_of(const struct reading *r, const char *text, const char **rest)
{
	const struct form *form = r->f->form;
	char *fold = paper_fold(text);
	int found = section_named(form, fold), next = r->section + 1;

	*rest = NULL;
	if (found < 0)
		found = section_begun(form, text, rest);
	if (found < 0 && next < (int)form->nsections && is_like(form->sections[next].heading, fold))
		found = next;
	free(fold);
	return found;
}

static void take_text(struct reading *r, const char *text)
{
	const char *rest = NULL;
	int next = section_of(r, text, &rest);

	if (next >= 0) {
		r->section = next;
		text = rest ? skip_blanks(rest) : "";
	}
	if (r->section >= 0 && *skip_blanks(text))
		filled_paragraph(r->f, r->f->form->sections[r->section].heading, text);
}

static bool is_label(const struct reading *r, const char *text)
{
	char *fold = paper_fold(text);
	bool ret = r->is_label(r->arg, fold);

	free(fold);
	return ret;
}

/* A sheet of text: rows with one cell that says something, and is no label of a table. */
static void take_sheet(struct reading *r, const struct doc_table *t)
{
	for (int row = 0; row < t->nrows; row++) {
		const char *only = NULL;
		int n = 0;

		for (size_t i = 0; i < t->ncells; i++)
			if (t->cells[i].row == row && *skip_blanks(t->cells[i].text)) {
				only = t->cells[i].text;
				n++;
			}
		if (n == 1 && !is_label(r, only))
			take_text(r, only);
	}
}

/* Tables as well: people type texts and tables onto one sheet. */
static void take_passages(struct reading *r, const struct doc *d)
{
	for (size_t i = 0; i < d->nblocks; i++) {
		const struct doc_block *b = &d->blocks[i];

		if (b->text)
			take_text(r, b->text);
		else if (b->kind == DOC_TABLE && b->table.nrows <= 5000 && b->table.ncells <= 5000)
			take_sheet(r, &b->table);
	}
}

void filled_words(struct filled *f, const struct doc *d,
		  bool (*labels)(void *arg, const char *fold), void *arg)
{
	struct reading r = { f, -1, labels, arg };

	if (*d->issuer)
		set_text(&f->issuer, d->issuer, d->issuer + strlen(d->issuer));
	if (!each_text(d, f, take_title))
		each_text(d, f, take_period);
	take_passages(&r, d);
}
