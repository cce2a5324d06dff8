#include "report/paper/table_widths.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/paper/printable.h"

enum {
	MARGINS = 2,
	EM = 2,
	HEAD_WORD = 4,	/* two Han characters */
	LABEL_WORD = 6, /* the narrowest column of labels holds （三） */
	HEAD_MOST = 12,
	LABEL_MOST = 34,
	SHORT_LABEL = 16 /* labels up to this are centred */
};

int text_width(const char *text)
{
	struct buf clean = BUF_INIT;
	const char *p, *end;
	int width = 0, most = 0;

	printable_put(&clean, text, true);
	for (p = clean.p, end = p + clean.n; p < end;) {
		uint32_t c = utf8_next(&p);

		width = c == '\n' ? 0 : width + utf8_width(c);
		most = width > most ? width : most;
	}
	buf_release(&clean);
	return most;
}

int text_lines(const char *text, int width)
{
	struct buf clean = BUF_INIT;
	const char *p, *end;
	int used = 0, lines = 1, w;

	printable_put(&clean, text, true);
	for (p = clean.p, end = p + clean.n; p < end;) {
		uint32_t c = utf8_next(&p);

		w = utf8_width(c);
		if (c == '\n' || used + w > width) {
			lines++;
			used = 0;
		}
		used += c == '\n' ? 0 : w;
	}
	buf_release(&clean);
	return lines;
}

static int at_least(int a, int b)
{
	return a > b ? a : b;
}

static int at_most(int a, int b)
{
	return a < b ? a : b;
}

/* What one cell needs so that nothing in it has to be broken in a bad place; a number also
 * where the font is missing and that in its stead has wide digits. */
static int cell_need(const struct doc_table *t, const struct doc_cell *c)
{
	int width = text_width(c->text) + (c->mark ? text_width(c->mark) : 0);

	if (c->is_number)
		return width + (width + 2) / 4 + MARGINS;
	return at_most(width, c->row < t->nhead ? HEAD_WORD : LABEL_WORD) + EM * c->level + MARGINS;
}

/* A head above numbers stands in two lines of equal length. */
static int head_want(int width)
{
	return width <= HEAD_WORD + 2 ? width : at_most((width + 3) / 4 * 2, HEAD_MOST);
}

/* A label over many rows has many lines. */
static int cell_want(const struct doc_table *t, const struct doc_cell *c)
{
	int width = text_width(c->text), tall = at_most(c->rowspan, 3);

	if (c->is_number)
		return cell_need(t, c);
	if (c->head && c->row < t->nhead)
		return head_want(width) + MARGINS;
	return at_least(at_most(width / tall, LABEL_MOST), at_most(width, LABEL_WORD)) +
	       EM * c->level + MARGINS;
}

static int sum_of(const int *v, int n)
{
	int i, sum = 0;

	for (i = 0; i < n; i++)
		sum += v[i];
	return sum;
}

/* A wide cell widens the last column that it covers, where labels stand. */
static void widen(int *widths, const struct doc_cell *c, int width)
{
	int lack = width - sum_of(widths + c->column, c->colspan);

	if (lack > 0)
		widths[c->column + c->colspan - 1] += lack;
}

static void measure(const struct doc_table *t, int *need, int *want)
{
	size_t i;
	int k;

	for (k = 0; k < t->ncolumns; k++)
		need[k] = want[k] = MARGINS + 2;
	for (i = 0; i < t->ncells; i++) {
		const struct doc_cell *c = &t->cells[i];

		if (c->colspan > 1)
			continue;
		need[c->column] = at_least(need[c->column], cell_need(t, c));
		want[c->column] = at_least(want[c->column], cell_want(t, c));
	}
	for (i = 0; i < t->ncells; i++) {
		const struct doc_cell *c = &t->cells[i];

		if (c->colspan == 1)
			continue;
		widen(need, c, cell_need(t, c));
		if (!c->is_number && c->row >= t->nhead && c->colspan < t->ncolumns)
			widen(want, c, at_most(cell_want(t, c), LABEL_MOST));
	}
	for (k = 0; k < t->ncolumns; k++)
		want[k] = at_least(want[k], need[k]);
}

static int measured_sum(const struct doc_table *t, bool wanted)
{
	int *need = mem_zalloc((size_t)t->ncolumns, sizeof(*need));
	int *want = mem_zalloc((size_t)t->ncolumns, sizeof(*want)), sum;

	measure(t, need, want);
	sum = sum_of(wanted ? want : need, t->ncolumns);
	free(need);
	free(want);
	return sum;
}

int table_need(const struct doc_table *t)
{
	return measured_sum(t, false);
}

int table_want(const struct doc_table *t)
{
	return measured_sum(t, true);
}

/* Parts of total in proportion to the weights; what rounding leaves goes to the last ones. */
static void share(const int *weights, int n, int total, int *widths)
{
	long long sum = 0, before = 0;
	int i;

	for (i = 0; i < n; i++)
		sum += at_least(weights[i], 1);
	for (i = 0; i < n; i++) {
		long long after = before + at_least(weights[i], 1);

		widths[i] = (int)(after * total / sum - before * total / sum);
		before = after;
	}
}

void table_widths(const struct doc_table *t, int room, int total, int *widths)
{
	int n = t->ncolumns, k, needed, wanted, *need, *want;

	if (t->widths) {
		share(t->widths, n, total, widths);
		return;
	}
	need = mem_zalloc((size_t)n, sizeof(*need));
	want = mem_zalloc((size_t)n, sizeof(*want));
	measure(t, need, want);
	needed = sum_of(need, n);
	wanted = sum_of(want, n);
	/* Between what it needs and what it wants each column gets the same part. */
	for (k = 0; room < wanted && k < n; k++) {
		if (room <= needed)
			want[k] = need[k];
		else
			want[k] = need[k] * 100 + (int)((long long)(want[k] - need[k]) * 100 *
							(room - needed) / (wanted - needed));
	}
	share(want, n, total, widths);
	free(need);
	free(want);
}

void table_centring(const struct doc_table *t, struct table_centring *rule)
{
	size_t i;

	rule->is_long = mem_zalloc((size_t)t->ncolumns + 1, sizeof(*rule->is_long));
	rule->has_data = mem_zalloc((size_t)t->nrows + 1, sizeof(*rule->has_data));
	for (i = 0; i < t->ncells; i++)
		if (!t->cells[i].head)
			rule->has_data[t->cells[i].row] = true;
	for (i = 0; i < t->ncells; i++) {
		const struct doc_cell *c = &t->cells[i];

		if (c->head && rule->has_data[c->row] &&
		    (c->level > 0 || text_width(c->text) > SHORT_LABEL))
			rule->is_long[c->column] = true;
	}
}

void table_centring_release(struct table_centring *rule)
{
	free(rule->is_long);
	free(rule->has_data);
}

static bool is_centred(const struct doc_table *t, const struct table_centring *rule,
		       const struct doc_cell *c)
{
	if (!c->head)
		return text_width(c->text) <= SHORT_LABEL && !strchr(c->text, '\n');
	return c->row < t->nhead || c->rowspan > 1 || !rule->has_data[c->row] ||
	       !rule->is_long[c->column];
}

enum cell_align table_align(const struct doc_table *t, const struct table_centring *rule,
			    const struct doc_cell *c)
{
	if (c->is_number)
		return t->right ? CELL_RIGHT : CELL_CENTRE;
	return is_centred(t, rule, c) ? CELL_CENTRE : CELL_LEFT;
}
