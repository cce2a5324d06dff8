#include "report/paper/html_table.h"

#include <stdlib.h>

#include "report/paper/html_heads.h"
#include "report/paper/html_text.h"
#include "report/paper/printable.h"
#include "report/paper/table_widths.h"

struct sheet {
	struct buf *b;
	const struct html_heads *h;
	struct table_centring centring;
	const char *definitions;
	int number;
};

static void put_head_id(struct sheet *s, int i)
{
	const struct doc_cell *c = &s->h->t->cells[i];

	buf_printf(s->b, "h:%d:%d:%d", s->number, c->row, c->column);
}

static void put_headers(struct sheet *s, size_t i)
{
	size_t n, j;
	int *heads = html_heads_of(s->h, i, &n);

	for (j = 0; j < n; j++) {
		buf_puts(s->b, j ? " " : " headers=\"");
		put_head_id(s, heads[j]);
	}
	buf_puts(s->b, n ? "\"" : "");
	free(heads);
}

static void put_span(struct buf *b, const struct doc_cell *c)
{
	if (c->rowspan > 1)
		buf_printf(b, " rowspan=\"%d\"", c->rowspan);
	if (c->colspan > 1)
		buf_printf(b, " colspan=\"%d\"", c->colspan);
}

/* A link where there is something to read about the number. */
static bool put_link(struct sheet *s, const struct doc_cell *c)
{
	if (!s->definitions || !c->key || !*c->text || (!*s->definitions && !c->from))
		return false;
	buf_puts(s->b, "<a href=\"");
	html_address(s->b, s->definitions);
	buf_puts(s->b, *s->definitions ? "#" : "#d:");
	html_fragment(s->b, c->key);
	buf_puts(s->b, "\">");
	return true;
}

static void put_content(struct sheet *s, const struct doc_cell *c)
{
	bool linked = put_link(s, c);

	html_text(s->b, c->text);
	buf_puts(s->b, linked ? "</a>" : "");
	if (c->mark) {
		buf_puts(s->b, "<sup>");
		html_text(s->b, c->mark);
		buf_puts(s->b, "</sup>");
	}
}

static void put_datum(struct sheet *s, size_t i)
{
	const struct doc_cell *c = &s->h->t->cells[i];

	buf_puts(s->b, c->is_number ? "<td class=\"n\"" : "<td");
	if (c->key) {
		buf_puts(s->b, " id=\"");
		html_id(s->b, c->key);
		buf_putc(s->b, '"');
	}
	put_span(s->b, c);
	if (s->h->spans && !c->head)
		put_headers(s, i);
	buf_putc(s->b, '>');
	put_content(s, c);
	buf_puts(s->b, "</td>\n");
}

static void put_head(struct sheet *s, size_t i, const char *scope)
{
	const struct doc_cell *c = &s->h->t->cells[i];

	buf_printf(s->b, "<th scope=\"%s\"", scope);
	if (strcmp(scope, "row") == 0) {
		if (table_align(s->h->t, &s->centring, c) == CELL_CENTRE)
			buf_puts(s->b, " class=\"c\"");
		else if (c->level > 0)
			buf_printf(s->b, " class=\"i%d\"", c->level);
	}
	if (s->h->spans) {
		buf_puts(s->b, " id=\"");
		put_head_id(s, (int)i);
		buf_putc(s->b, '"');
	}
	put_span(s->b, c);
	buf_putc(s->b, '>');
	put_content(s, c);
	buf_puts(s->b, "</th>\n");
}

static void put_row(struct sheet *s, int row)
{
	const struct doc_cell *c;
	const char *scope;
	int k, i;

	buf_puts(s->b, "<tr>\n");
	for (k = 0; k < s->h->t->ncolumns; k++) {
		i = html_heads_at(s->h, row, k);
		if (i < 0) {
			buf_puts(s->b, "<td></td>\n");
			continue;
		}
		c = &s->h->t->cells[i];
		if (c->row != row || c->column != k)
			continue;
		scope = html_heads_scope(s->h, (size_t)i);
		if (scope)
			put_head(s, (size_t)i, scope);
		else
			put_datum(s, (size_t)i);
	}
	buf_puts(s->b, "</tr>\n");
}

/* A group of columns for each head of the first row. */
static void put_columns(struct sheet *s)
{
	const struct doc_table *t = s->h->t;
	int k = 0, i, n;

	while (k < t->ncolumns) {
		i = s->h->nhead ? html_heads_at(s->h, 0, k) : -1;
		n = i >= 0 ? t->cells[i].colspan : s->h->nhead ? 1 : t->ncolumns;
		buf_printf(s->b, "<colgroup span=\"%d\"></colgroup>\n", n);
		k += n;
	}
}

static void put_rows(struct sheet *s)
{
	bool open = false;
	int r;

	put_columns(s);
	for (r = 0; r < s->h->t->nrows; r++) {
		if (r == 0 && s->h->nhead) {
			buf_puts(s->b, "<thead>\n");
		} else if (html_heads_begins_body(s->h, r)) {
			buf_puts(s->b, r == s->h->nhead && r ? "</thead>\n"
				       : open		     ? "</tbody>\n"
							     : "");
			buf_puts(s->b, "<tbody>\n");
			open = true;
		}
		put_row(s, r);
	}
	buf_puts(s->b, "</tbody>\n");
}

static void put_caption(struct buf *b, const struct doc_table *t)
{
	if (!*t->title && !*t->unit)
		return;
	buf_puts(b, "<caption>");
	html_text(b, t->title);
	if (*t->unit) {
		buf_puts(b, "<span class=\"unit\">");
		html_text(b, t->unit);
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</caption>\n");
}

void html_table(struct buf *b, const struct doc_table *t, int number, const char *name,
		const char *definitions)
{
	struct html_heads h;
	struct sheet s = { .b = b, .h = &h, .definitions = definitions, .number = number };
	size_t i;

	if (t->nrows == 0 || t->ncolumns == 0)
		return;
	html_heads_make(t, &h);
	table_centring(t, &s.centring);
	buf_printf(b, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表%d：",
		   number);
	printable_markup(b, *t->title ? t->title : name, false);
	buf_puts(b, "\">\n<table");
	if (*t->id) {
		buf_puts(b, " id=\"t:");
		html_id(b, t->id);
		buf_putc(b, '"');
	}
	buf_puts(b, t->right ? " class=\"right\">\n" : ">\n");
	put_caption(b, t);
	put_rows(&s);
	buf_puts(b, "</table>\n</div>\n");
	for (i = 0; i < t->nnotes; i++) {
		buf_puts(b, "<p class=\"note\">");
		html_text(b, t->notes[i]);
		buf_puts(b, "</p>\n");
	}
	table_centring_release(&s.centring);
	html_heads_release(&h);
}

/* What the number is, by its printed heads. */
static void put_name(struct buf *b, const struct html_heads *h, size_t i)
{
	size_t n, j;
	int *heads = html_heads_of(h, i, &n);

	html_text(b, *h->t->title ? h->t->title : h->t->id);
	for (j = 0; j < n; j++) {
		buf_puts(b, "／");
		html_text(b, h->t->cells[heads[j]].text);
	}
	free(heads);
}

void html_table_definitions(struct buf *b, const struct doc_table *t)
{
	struct html_heads h;
	const struct doc_cell *c;
	size_t i;

	html_heads_make(t, &h);
	for (i = 0; i < t->ncells; i++) {
		c = &t->cells[i];
		if (!c->key || !c->from)
			continue;
		buf_puts(b, "<div id=\"d:");
		html_id(b, c->key);
		buf_puts(b, "\">\n<dt><a href=\"#");
		html_fragment(b, c->key);
		buf_puts(b, "\">");
		put_name(b, &h, i);
		buf_puts(b, "</a></dt>\n<dd>");
		html_text(b, c->from);
		buf_puts(b, "</dd>\n</div>\n");
	}
	html_heads_release(&h);
}
