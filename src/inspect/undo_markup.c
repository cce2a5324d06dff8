/* The visible text of HTML and XML. */
#include "inspect/undo.h"

#include <ctype.h>
#include <stdlib.h>

#include "inspect/show.h"

enum { TAG_MAX = 65536, ROWS_LEFT_OUT = 1000 };

#define NAME(literal)                                                                              \
	{                                                                                          \
		literal, sizeof(literal) - 1                                                       \
	}

/* Elements that end a line or a cell, the short ones first; all others may stand
 * inside a value. */
static const struct str lines[] = {
	NAME("p"),
	NAME("br"),
	NAME("hr"),
	NAME("li"),
	NAME("ul"),
	NAME("ol"),
	NAME("tr"),
	NAME("h1"),
	NAME("h2"),
	NAME("h3"),
	NAME("h4"),
	NAME("h5"),
	NAME("h6"),
	NAME("dt"),
	NAME("dd"),
	NAME("si"),
	NAME("cr"),
	NAME("i4"),
	NAME("div"),
	NAME("pre"),
	NAME("row"),
	NAME("Row"),
	NAME("head"),
	NAME("body"),
	NAME("text"),
	NAME("table"),
	NAME("title"),
	NAME("style"),
	NAME("sheet"),
	NAME("lpstr"),
	NAME("header"),
	NAME("footer"),
	NAME("option"),
	NAME("script"),
	NAME("Anchor"),
	NAME("Column"),
	NAME("section"),
	NAME("article"),
	NAME("caption"),
	NAME("comment"),
	NAME("creator"),
	NAME("created"),
	NAME("Company"),
	NAME("Visible"),
	NAME("modified"),
	NAME("blockquote"),
	NAME("definedName"),
	NAME("Application"),
	NAME("lastModifiedBy"),
};
static const struct str cells[] = {
	NAME("c"), NAME("f"), NAME("td"), NAME("th"), NAME("tc"), NAME("tab"),
};

static bool is_among(struct str name, const struct str *list, size_t n)
{
	size_t i;

	for (i = 0; i < n && list[i].n <= name.n; i++)
		if (list[i].n == name.n && *list[i].p == *name.p &&
		    memcmp(list[i].p, name.p, name.n) == 0)
			return true;
	return false;
}

/* The name without its prefix: "w:p" and "/p" are "p". */
static struct str tag_name(const char *p, const char *end)
{
	const char *from = p, *q;

	if (from < end && *from == '/')
		from++;
	for (q = from; q < end && (isalnum((unsigned char)*q) || *q == ':'); q++)
		if (*q == ':')
			from = q + 1;
	return (struct str){ from, (size_t)(q - from) };
}

/* After the '>' of the tag at p; quotes may hold one.  NULL: it is no tag. */
static const char *tag_end(const char *p, const char *end)
{
	char quote = 0;

	if (end - p > TAG_MAX)
		end = p + TAG_MAX;
	for (; p < end; p++) {
		if (quote)
			quote = *p == quote ? 0 : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '>')
			return p + 1;
		else if (*p == '<')
			return NULL;
	}
	return NULL;
}

static const char *after(const char *p, const char *end, const char *what)
{
	const char *at = memmem(p, (size_t)(end - p), what, strlen(what));

	return at ? at + strlen(what) : end;
}

static bool is_tag(const char *p, const char *end)
{
	return end - p > 2 && *p == '<' &&
	       (isalpha((unsigned char)p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?');
}

/* Adds text with its character references undone. */
static void add_text(struct buf *to, const char *p, const char *end)
{
	const char *at;
	size_t n;

	while (p < end) {
		at = memchr(p, '&', (size_t)(end - p));
		if (!at)
			at = end;
		buf_add(to, p, (size_t)(at - p));
		p = at;
		if (p == end)
			break;
		n = undo_entity(p, end, to);
		if (n == 0)
			buf_putc(to, *p);
		p += n ? n : 1;
	}
}

/* A sheet of an XLSX: each row is a line, numbered as the sheet numbers it. */
struct rows {
	bool is_sheet;
	long long first; /* the number of the first line of the text; 0: not known yet */
	long long next;	 /* that of the row after the last one */
	long long lines; /* line ends in the text before the first row */
};

static bool starts_with(struct str s, struct str prefix)
{
	return s.n >= prefix.n && memcmp(s.p, prefix.p, prefix.n) == 0;
}

/* <row r="12" ...>; rows that are empty may be left out. */
static void row_begin(struct rows *r, struct buf *to, const char *p, const char *end)
{
	const char *at = memmem(p, (size_t)(end - p), " r=", 3);
	long long number = at && end - at > 4 ? strtoll(at + 4, NULL, 10) : 0;

	if (number <= 0)
		return;
	if (!r->first)
		r->first = number > r->lines ? number - r->lines : 1;
	else if (number > r->next && number - r->next < ROWS_LEFT_OUT)
		for (; r->next < number; r->next++)
			buf_putc(to, '\n');
	r->next = number + 1;
}

/* What the tag at p leaves in the text; returns what comes after it. */
static const char *drop_tag(struct buf *to, struct rows *rows, const char *p, const char *end)
{
	struct str name;
	const char *q;

	if (end - p >= 4 && memcmp(p, "<!--", 4) == 0)
		return after(p + 4, end, "-->");
	if (end - p >= 9 && memcmp(p, "<![CDATA[", 9) == 0) {
		q = after(p + 9, end, "]]>");
		buf_add(to, p + 9, (size_t)(q - p - 9) - (q - p >= 12 && q[-1] == '>' ? 3 : 0));
		return q;
	}
	q = tag_end(p + 1, end);
	if (!q) {
		buf_putc(to, '<');
		return p + 1;
	}
	name = tag_name(p + 1, q);
	if (name.n == 0)
		return q;
	if (rows->is_sheet && str_is(name, STR("row"))) {
		if (p[1] != '/')
			row_begin(rows, to, p, q);
		if (p[1] == '/' || q[-2] == '/') {
			buf_putc(to, '\n');
			rows->lines++;
		}
		return q;
	}
	if (is_among(name, lines, sizeof(lines) / sizeof(*lines)))
		buf_putc(to, '\n');
	else if (is_among(name, cells, sizeof(cells) / sizeof(*cells)))
		buf_putc(to, '\t');
	return q;
}

static const char *next_tag(const char *p, const char *end)
{
	while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		if (is_tag(p, end))
			return p;
		p++;
	}
	return NULL;
}

int undo_markup(struct walk *w, const struct body *body, const struct chunk *c, struct err *err)
{
	const char *at = next_tag(c->p, c->end), *p = c->p;
	struct rows rows = { .is_sheet = body->is_part &&
					 starts_with(str_of(body->name), STR("xl/worksheets/")) };
	struct buf to = BUF_INIT;
	size_t seen = 0;
	int ret;

	if (!at)
		return 0;
	while (at) {
		add_text(&to, p, at);
		p = drop_tag(&to, &rows, at, c->end);
		if (p <= c->p + c->seen)
			seen = to.n;
		at = next_tag(p, c->end);
	}
	if (p < c->end)
		add_text(&to, p, c->end);
	ret = show_derived(w, body, "text", (struct str){ to.p, to.n }, seen, rows.first, err);
	buf_release(&to);
	return ret;
}
