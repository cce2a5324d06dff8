#include "report/read/page_flow.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/read/read.h"

/* Tables in tables; columns of one; places of one, of which most may be empty. */
enum { FLOW_DEPTH = 32, FLOW_COLUMNS = 16384, FLOW_PLACES = 16 * READ_CELLS_MAX };

void flow_init(struct page_flow *f, struct doc *d, const char *name)
{
	*f = (struct page_flow){ .d = d, .name = name };
}

static void free_innermost(struct page_flow *f)
{
	struct flow_table *t = f->table;
	size_t i;

	f->table = t->outer;
	f->depth--;
	for (i = 0; i < t->ncells; i++) {
		free(t->cells[i].text);
		free(t->cells[i].mark);
	}
	free(t->cells);
	free(t->cell.mark);
	free(t->title);
	free(t->unit);
	free(t->until);
	free(t->owner);
	buf_release(&t->text);
	free(t);
}

void flow_release(struct page_flow *f)
{
	while (f->table)
		free_innermost(f);
	free(f->title);
	free(f->unit);
	f->title = f->unit = NULL;
}

/* Bytes of a blank at p: space, tab, no-break, ideographic, zero width. */
static size_t blank_at(const char *p, const char *end)
{
	size_t n = (size_t)(end - p);

	if (n >= 1 && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\f' || *p == '\v'))
		return 1;
	if (n >= 2 && memcmp(p, "\xc2\xa0", 2) == 0)
		return 2;
	if (n >= 3 && (memcmp(p, "\xe3\x80\x80", 3) == 0 || memcmp(p, "\xe2\x80\x8b", 3) == 0 ||
		       memcmp(p, "\xef\xbb\xbf", 3) == 0))
		return 3;
	return 0;
}

static struct str trim_line(const char *p, const char *end)
{
	size_t n, i;

	while (p < end && (n = blank_at(p, end)) > 0)
		p += n;
	for (i = 1; i <= 3 && (size_t)(end - p) >= i; i++) {
		if (blank_at(end - i, end) == i) {
			end -= i;
			i = 0;
		}
	}
	return (struct str){ p, (size_t)(end - p) };
}

void flow_trim(const char *text, struct buf *to)
{
	size_t start = to->n;

	while (*text) {
		const char *end = strchrnul(text, '\n');
		struct str line = trim_line(text, end);

		buf_add(to, line.p, line.n);
		if (to->n > start)
			buf_putc(to, '\n');
		text = *end ? end + 1 : end;
	}
	while (to->n > start && to->p[to->n - 1] == '\n')
		buf_cut(to, to->n - 1);
}

static int count_bytes(struct page_flow *f, size_t n, struct err *err)
{
	f->bytes += n;
	if (f->bytes > READ_MAX)
		return err_set(err, ERR_DATA, "%s: more than %d MB of text", f->name,
			       READ_MAX >> 20);
	return 0;
}

static void add_lines(struct page_flow *f, char *lines, int level)
{
	char *end;

	for (; *lines; lines = end) {
		end = strchrnul(lines, '\n');
		if (*end)
			*end++ = '\0';
		if (*lines == '\0')
			continue;
		if (level)
			doc_heading(f->d, level, lines);
		else
			doc_paragraph(f->d, lines);
	}
}

/* What was to be of a table that never came. */
void flow_end(struct page_flow *f)
{
	if (f->title)
		add_lines(f, f->title, 0);
	if (f->unit)
		add_lines(f, f->unit, 0);
	free(f->title);
	free(f->unit);
	f->title = f->unit = NULL;
}

static struct flow_table *open_cell(const struct page_flow *f)
{
	struct flow_table *t = f->table;

	return t && t->in_cell && !t->is_layout ? t : NULL;
}

int flow_text(struct page_flow *f, const char *text, int level, struct err *err)
{
	struct flow_table *t = open_cell(f);
	struct buf lines = BUF_INIT;
	int ret;

	flow_trim(text, &lines);
	ret = count_bytes(f, lines.n, err);
	if (ret == 0 && lines.n && t) {
		if (t->text.n)
			buf_putc(&t->text, '\n');
		buf_add(&t->text, lines.p, lines.n);
	} else if (ret == 0 && lines.n) {
		flow_end(f);
		add_lines(f, lines.p, level);
	}
	buf_release(&lines);
	return ret;
}

/* Where the text goes; NULL: it is that of a cell. */
static char **table_text(struct page_flow *f, bool unit)
{
	if (open_cell(f))
		return NULL;
	if (f->table && !f->table->in_cell)
		return unit ? &f->table->unit : &f->table->title;
	return unit ? &f->unit : &f->title;
}

static int keep_text(struct page_flow *f, const char *text, bool unit, struct err *err)
{
	char **place = table_text(f, unit);
	struct buf lines = BUF_INIT;

	if (!place)
		return flow_text(f, text, 0, err);
	flow_trim(text, &lines);
	if (*place)
		flow_end(f);
	free(*place);
	*place = buf_detach(&lines);
	return count_bytes(f, strlen(*place), err);
}

int flow_title(struct page_flow *f, const char *text, struct err *err)
{
	return keep_text(f, text, false, err);
}

int flow_unit(struct page_flow *f, const char *text, struct err *err)
{
	return keep_text(f, text, true, err);
}

int flow_note(struct page_flow *f, const char *text, struct err *err)
{
	struct doc_block *last = f->d->nblocks ? &f->d->blocks[f->d->nblocks - 1] : NULL;
	struct buf lines = BUF_INIT;

	if (!last || last->kind != DOC_TABLE || open_cell(f))
		return flow_text(f, text, 0, err);
	flow_trim(text, &lines);
	if (lines.n)
		doc_note(&last->table, lines.p);
	buf_release(&lines);
	return count_bytes(f, strlen(text), err);
}

void flow_mark(struct page_flow *f, const char *text)
{
	struct flow_table *t = open_cell(f);

	if (!t)
		return;
	free(t->cell.mark);
	t->cell.mark = mem_strdup(text);
}

/* A line 单位：件 before the table is its unit; NULL: there is none. */
static char *take_unit(struct doc *d)
{
	char *unit = NULL;
	struct doc_block *last = d->nblocks ? &d->blocks[d->nblocks - 1] : NULL;
	struct buf folded = BUF_INIT;

	if (last && last->kind == DOC_PARAGRAPH && strlen(last->text) < 64) {
		label_fold(str_of(last->text), &folded);
		if (strncmp(folded.p, "单位:", strlen("单位:")) == 0 ||
		    strncmp(folded.p, "(单位:", strlen("(单位:")) == 0) {
			unit = last->text;
			d->nblocks--;
		}
	}
	buf_release(&folded);
	return unit;
}

int flow_table_begin(struct page_flow *f, struct err *err)
{
	struct flow_table *t = open_cell(f);

	if (f->depth == FLOW_DEPTH)
		return err_set(err, ERR_DATA, "%s: more than %d tables within one another", f->name,
			       FLOW_DEPTH);
	if (t) {
		t->is_layout = true;
		add_lines(f, t->text.p, 0);
		buf_clear(&t->text);
	}
	t = mem_zalloc(1, sizeof(*t));
	t->outer = f->table;
	t->row = -1;
	t->title = f->title;
	t->unit = f->unit ? f->unit : f->d && !t->outer ? take_unit(f->d) : NULL;
	f->title = f->unit = NULL;
	t->text = (struct buf)BUF_INIT;
	f->table = t;
	f->depth++;
	return 0;
}

void flow_row(struct page_flow *f, bool head)
{
	struct flow_table *t = f->table;

	if (head && t->nhead == t->row + 1)
		t->nhead++;
	t->row++;
	t->column = 0;
}

void flow_skip(struct page_flow *f, int columns)
{
	f->table->column += columns;
}

static void know_columns(struct flow_table *t, size_t n)
{
	size_t i = t->nuntil;

	if (n <= i)
		return;
	t->nuntil = n < 64 ? 64 : n * 2;
	t->until = mem_resize(t->until, t->nuntil, sizeof(*t->until));
	t->owner = mem_resize(t->owner, t->nuntil, sizeof(*t->owner));
	for (; i < t->nuntil; i++) {
		t->until[i] = 0;
		t->owner[i] = 0;
	}
}

static int too_wide(const struct page_flow *f, struct err *err)
{
	return err_set(err, ERR_DATA, "%s: a table with more than %d columns", f->name,
		       FLOW_COLUMNS);
}

int flow_cell_begin(struct page_flow *f, int rowspan, int colspan, bool head, struct err *err)
{
	struct flow_table *t = f->table;
	int width = 1;

	if (t->row < 0)
		flow_row(f, false);
	if (++f->cells > READ_CELLS_MAX)
		return err_set(err, ERR_DATA, "%s: more than %d cells", f->name, READ_CELLS_MAX);
	while ((size_t)t->column < t->nuntil && t->until[t->column] > t->row)
		t->column++;
	if (t->column > FLOW_COLUMNS - colspan)
		return too_wide(f, err);
	know_columns(t, (size_t)(t->column + colspan));
	while (width < colspan && t->until[t->column + width] <= t->row)
		width++;
	t->cell = (struct flow_cell){ .row = t->row,
				      .column = t->column,
				      .rowspan = rowspan,
				      .colspan = width,
				      .head = head };
	t->in_cell = true;
	t->is_layout = false;
	buf_clear(&t->text);
	return 0;
}

void flow_cell_end(struct page_flow *f)
{
	struct flow_table *t = f->table;
	struct flow_cell *c = &t->cell;
	int i;

	t->cells = mem_grow(t->cells, &t->room, t->ncells + 1, sizeof(*t->cells));
	c->text = mem_strdup(t->text.p);
	t->cells[t->ncells++] = *c;
	for (i = c->column; i < c->column + c->colspan; i++) {
		t->until[i] = c->rowspan > INT32_MAX - c->row ? INT32_MAX : c->row + c->rowspan;
		t->owner[i] = t->ncells;
	}
	t->column = c->column + c->colspan;
	t->in_cell = false;
	c->text = c->mark = NULL;
}

bool flow_cell_goes_on(struct page_flow *f, int colspan)
{
	struct flow_table *t = f->table;
	struct flow_cell *c;
	size_t owner = (size_t)t->column < t->nuntil ? t->owner[t->column] : 0;
	int i;

	if (owner == 0)
		return false;
	c = &t->cells[owner - 1];
	if (c->column != t->column || c->colspan != colspan || c->row + c->rowspan != t->row)
		return false;
	c->rowspan++;
	for (i = c->column; i < c->column + c->colspan; i++)
		t->until[i] = t->row + 1;
	t->column += colspan;
	return true;
}

void flow_group_end(struct page_flow *f)
{
	struct flow_table *t = f->table;
	struct flow_cell *c;
	size_t i;

	for (i = 0; i < t->nuntil; i++) {
		if (t->until[i] <= t->row + 1)
			continue;
		t->until[i] = t->row + 1;
		c = &t->cells[t->owner[i] - 1];
		c->rowspan = t->row + 1 - c->row;
	}
}

bool flow_widen(struct page_flow *f, int columns)
{
	struct flow_table *t = f->table;
	struct flow_cell *c = t->ncells ? &t->cells[t->ncells - 1] : NULL;
	int i;

	if (!c || c->row != t->row || c->column + c->colspan != t->column ||
	    t->column > FLOW_COLUMNS - columns)
		return false;
	know_columns(t, (size_t)(t->column + columns));
	for (i = 0; i < columns; i++) {
		t->until[t->column + i] = t->until[c->column];
		t->owner[t->column + i] = t->ncells;
	}
	c->colspan += columns;
	t->column += columns;
	return true;
}

/* Columns in which a cell begins, and what is behind them only when spans say so sanely. */
static int columns_of(const struct flow_table *t)
{
	int begun = 0, spanned = 0;
	size_t i;

	for (i = 0; i < t->ncells; i++) {
		const struct flow_cell *c = &t->cells[i];

		if (c->column >= begun)
			begun = c->column + 1;
		if (c->column + c->colspan > spanned)
			spanned = c->column + c->colspan;
	}
	return spanned - begun > 64 ? begun : spanned;
}

static bool has_text(const struct flow_table *t)
{
	size_t i;

	for (i = 0; i < t->ncells; i++)
		if (t->cells[i].text[0])
			return true;
	return false;
}

static int put_table(struct page_flow *f, struct flow_table *from, int columns, struct err *err)
{
	struct doc_table *t = doc_table(f->d, "", from->title ? from->title : "");
	size_t i;

	if (from->unit) {
		free(t->unit);
		t->unit = from->unit;
		from->unit = NULL;
	}
	t->nhead = from->nhead;
	for (i = 0; i < from->ncells; i++) {
		struct flow_cell *c = &from->cells[i];
		struct doc_cell *to;
		int high = c->rowspan > from->row + 1 - c->row ? from->row + 1 - c->row
							       : c->rowspan;
		int wide = c->colspan > columns - c->column ? columns - c->column : c->colspan;

		to = doc_cell(t, c->row, c->column, high, wide, c->text);
		to->head = c->head;
		to->mark = c->mark;
		c->mark = NULL;
	}
	return doc_table_finish(t, f->name, err);
}

/* No table, but a list or nothing: what is there are paragraphs. */
static void put_lines(struct page_flow *f, struct flow_table *t)
{
	size_t i;

	if (t->title)
		add_lines(f, t->title, 0);
	if (t->unit)
		add_lines(f, t->unit, 0);
	for (i = 0; i < t->ncells; i++)
		add_lines(f, t->cells[i].text, 0);
}

int flow_table_end(struct page_flow *f, struct err *err)
{
	struct flow_table *t = f->table;
	int columns = columns_of(t), ret = 0;

	if ((long long)columns * (t->row + 1) > FLOW_PLACES)
		ret = err_set(err, ERR_DATA, "%s: a table of %d rows and %d columns is too large",
			      f->name, t->row + 1, columns);
	else if (columns > 1 && has_text(t))
		ret = put_table(f, t, columns, err);
	else
		put_lines(f, t);
	free_innermost(f);
	return ret;
}
