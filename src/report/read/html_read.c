/*
 * HTML as it shows: libxml2's parser, which takes what people write, and the table model
 * of the HTML standard (4.9.12): spans never overlap and end with their table.
 */
#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <strings.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/read/doc_face.h"
#include "report/read/page_flow.h"
#include "report/read/plain_text.h"
#include "report/read/read.h"

/* A tree is many times as large as its text. */
enum { HTML_MAX = 16 << 20, HTML_DEPTH = 400, COLSPAN_MAX = 1000, ROWSPAN_MAX = 65534 };

/* What a text is: by its element, or by the classes that html_write gives. */
enum html_use {
	USE_TEXT,
	USE_TITLE,
	USE_CAPTION,
	USE_UNIT,
	USE_NOTE,
	USE_SIGN,
	USE_FORM,
	USE_STATE
};

struct html_in {
	struct page_flow flow;
	struct buf text;     /* of the paragraph at hand */
	uint32_t last;	     /* its last character; 0: none on this line */
	bool space, newline; /* blanks that wait for the next character */
	int level;	     /* of the heading at hand */
	int top;	     /* level of an h1 */
	int depth, pre;
	enum html_use use; /* of the text at hand */
	bool in_head;
};

static int walk(struct html_in *in, const xmlNode *node, struct err *err);

static bool is(const xmlNode *n, const char *name)
{
	return strcasecmp((const char *)n->name, name) == 0;
}

static bool is_any(const xmlNode *n, const char *const *names)
{
	for (; *names; names++)
		if (is(n, *names))
			return true;
	return false;
}

static bool is_hidden(const xmlNode *n)
{
	xmlChar *style = xmlGetNoNsProp(n, (const xmlChar *)"style");
	bool hidden = xmlHasProp(n, (const xmlChar *)"hidden") != NULL;
	const char *p = style ? strcasestr((const char *)style, "display") : NULL;

	if (p) {
		p += strlen("display");
		p += strspn(p, " \t\r\n:");
		hidden |= strncasecmp(p, "none", 4) == 0;
	}
	xmlFree(style);
	return hidden;
}

/* What html_write tells about the numbers is no part of the document. */
static bool is_source_list(const xmlNode *n)
{
	xmlChar *class = is(n, "section") ? xmlGetNoNsProp(n, (const xmlChar *)"class") : NULL;
	bool ret = class && strcmp((const char *)class, "from") == 0;

	xmlFree(class);
	return ret;
}

static bool is_skipped(const xmlNode *n)
{
	static const char *const names[] = { "script", "style",	   "noscript", "template", "iframe",
					     "object", "svg",	   "select",   "textarea", "title",
					     "del",    "strike",   "rt",       "rp",	   "button",
					     "head",   "colgroup", NULL };

	return is_any(n, names) || is_hidden(n) || is_source_list(n);
}

static bool is_block(const xmlNode *n)
{
	static const char *const names[] = {
		"p",	   "div",	 "li",	    "ul",	"ol",	  "dl",
		"dt",	   "dd",	 "section", "article",	"header", "footer",
		"main",	   "nav",	 "aside",   "pre",	"center", "form",
		"address", "blockquote", "hr",	    "fieldset", "figure", "figcaption",
		"body",	   "legend",	 "details", "summary",	NULL
	};

	return is_any(n, names);
}

/* Text ------------------------------------------------------------------------ */

static bool is_wide(uint32_t c)
{
	return c >= 0x2e80 && utf8_width(c) == 2;
}

static void add_break(struct html_in *in)
{
	buf_putc(&in->text, '\n');
	in->last = 0;
	in->space = in->newline = false;
}

/* Blanks count as one, at the ends of a line as none; a line break of the source between two
 * ideographs is nothing (CSS Text 3, 4.1.3). */
static void add_char(struct html_in *in, uint32_t c)
{
	if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f') {
		in->space = true;
		in->newline |= c == '\n';
		return;
	}
	if (in->space && in->last && !(in->newline && is_wide(in->last) && is_wide(c)))
		buf_putc(&in->text, ' ');
	in->space = in->newline = false;
	in->last = c;
	if (c == 0xa0)
		buf_putc(&in->text, ' ');
	else
		utf8_put(&in->text, c);
}

static void add_text(struct html_in *in, const char *text)
{
	if (!utf8_is_valid(text, strlen(text)))
		return;
	if (in->pre) {
		buf_puts(&in->text, text);
		return;
	}
	while (*text)
		add_char(in, utf8_next(&text));
}

static int put_text(struct html_in *in, const char *text, struct err *err)
{
	struct page_flow *f = &in->flow;

	switch (in->use) {
	case USE_TITLE:
		return doc_face_take(f->d, FACE_TITLE, text) ? 0 : flow_text(f, text, 1, err);
	case USE_CAPTION:
		return flow_title(f, text, err);
	case USE_UNIT:
		return flow_unit(f, text, err);
	case USE_NOTE:
		return flow_note(f, text, err);
	case USE_SIGN:
		if (doc_face_take(f->d, FACE_DATE, text) || doc_face_take(f->d, FACE_ISSUER, text))
			return 0;
		break;
	case USE_FORM:
		if (doc_face_take(f->d, FACE_FORM, text))
			return 0;
		break;
	case USE_STATE:
		f->d->draft |= strstr(text, "送审稿") != NULL;
		f->d->demo |= strstr(text, "演示数据") != NULL;
		return 0;
	case USE_TEXT:
		break;
	}
	return flow_text(f, text, in->level, err);
}

static int flush(struct html_in *in, struct err *err)
{
	struct buf lines = BUF_INIT;
	int ret = 0;

	flow_trim(in->text.p, &lines);
	if (lines.n)
		ret = put_text(in, lines.p, err);
	buf_release(&lines);
	buf_clear(&in->text);
	in->last = 0;
	in->space = in->newline = false;
	return ret;
}

static int walk_block(struct html_in *in, const xmlNode *n, struct err *err)
{
	if (flush(in, err) < 0 || walk(in, n->children, err) < 0)
		return -1;
	return flush(in, err);
}

/* A block whose text is put to that use. */
static int walk_use(struct html_in *in, const xmlNode *n, enum html_use use, struct err *err)
{
	enum html_use outer = in->use;
	int ret = flush(in, err);

	in->use = use;
	if (ret == 0)
		ret = walk_block(in, n, err);
	in->use = outer;
	return ret;
}

static int walk_heading(struct html_in *in, const xmlNode *n, struct err *err)
{
	int outer = in->level, level = n->name[1] - '0' - in->top + 1, ret;

	if (flush(in, err) < 0)
		return -1;
	in->level = level < 1 ? 1 : level > 3 ? 3 : level;
	ret = walk_use(in, n, level < 1 && !in->flow.table ? USE_TITLE : USE_TEXT, err);
	in->level = outer;
	return ret;
}

/* Tables ---------------------------------------------------------------------- */

static int span_of(const xmlNode *n, const char *name, int most, int zero)
{
	xmlChar *value = xmlGetNoNsProp(n, (const xmlChar *)name);
	char *end = NULL;
	long v = value ? strtol((const char *)value, &end, 10) : 1;

	if (value && end == (const char *)value)
		v = 1;
	xmlFree(value);
	return v == 0 ? zero : v < 0 ? 1 : v > most ? most : (int)v;
}

static int walk_table(struct html_in *in, const xmlNode *n, struct err *err)
{
	bool head = in->in_head;

	if (flush(in, err) < 0 || flow_table_begin(&in->flow, err) < 0)
		return -1;
	in->in_head = false;
	if (walk(in, n->children, err) < 0 || flush(in, err) < 0)
		return -1;
	in->in_head = head;
	return flow_table_end(&in->flow, err);
}

static int walk_group(struct html_in *in, const xmlNode *n, struct err *err)
{
	in->in_head = is(n, "thead");
	if (walk_block(in, n, err) < 0)
		return -1;
	in->in_head = false;
	flow_group_end(&in->flow);
	return 0;
}

static int walk_cell(struct html_in *in, const xmlNode *n, struct err *err)
{
	int rowspan = span_of(n, "rowspan", ROWSPAN_MAX, ROWSPAN_MAX);
	int colspan = span_of(n, "colspan", COLSPAN_MAX, 1);

	if (flush(in, err) < 0 ||
	    flow_cell_begin(&in->flow, rowspan, colspan, is(n, "th"), err) < 0 ||
	    walk_block(in, n, err) < 0)
		return -1;
	flow_cell_end(&in->flow);
	return 0;
}

/* A mark of a cell, behind its text; elsewhere raised letters are letters. */
static int walk_raised(struct html_in *in, const xmlNode *n, struct err *err)
{
	const struct flow_table *t = in->flow.table;
	xmlChar *mark;

	if (!t || !t->in_cell || t->is_layout || n->next || !in->text.n)
		return walk(in, n->children, err);
	mark = xmlNodeGetContent(n);
	if (mark && *mark)
		flow_mark(&in->flow, (const char *)mark);
	xmlFree(mark);
	return 0;
}

/* Parts of a table where one is open and none of its cells; elsewhere they are blocks. */
static int walk_part(struct html_in *in, const xmlNode *n, struct err *err)
{
	const struct flow_table *t = in->flow.table;

	if (!t || t->in_cell)
		return walk_block(in, n, err);
	if (is(n, "caption"))
		return walk_use(in, n, USE_CAPTION, err);
	if (is(n, "td") || is(n, "th"))
		return walk_cell(in, n, err);
	if (!is(n, "tr"))
		return walk_group(in, n, err);
	flow_row(&in->flow, in->in_head);
	return walk_block(in, n, err);
}

/* Everything ------------------------------------------------------------------ */

static enum html_use use_of(const xmlNode *n)
{
	static const struct {
		const char *element, *class;
		enum html_use use;
	} known[] = { { "span", "unit", USE_UNIT },
		      { "p", "note", USE_NOTE },
		      { "p", "sign", USE_SIGN },
		      { "p", "form", USE_FORM },
		      { "p", "state", USE_STATE } };
	xmlChar *class = xmlGetNoNsProp(n, (const xmlChar *)"class");
	enum html_use use = USE_TEXT;
	size_t i;

	for (i = 0; class && i < sizeof(known) / sizeof(*known); i++)
		if (is(n, known[i].element) && strcmp((char *)class, known[i].class) == 0)
			use = known[i].use;
	xmlFree(class);
	return use;
}

static int walk_element(struct html_in *in, const xmlNode *n, struct err *err)
{
	static const char *const parts[] = { "caption", "thead", "tbody", "tfoot",
					     "tr",	"td",	 "th",	  NULL };
	enum html_use use;
	int ret;

	if (is_skipped(n))
		return 0;
	use = use_of(n);
	if (use != USE_TEXT)
		return walk_use(in, n, use, err);
	if (is(n, "br")) {
		add_break(in);
		return 0;
	}
	if (is(n, "sup"))
		return walk_raised(in, n, err);
	if (is(n, "table"))
		return walk_table(in, n, err);
	if (is_any(n, parts))
		return walk_part(in, n, err);
	if (tolower(n->name[0]) == 'h' && n->name[1] >= '1' && n->name[1] <= '6' && !n->name[2])
		return walk_heading(in, n, err);
	if (!is_block(n))
		return walk(in, n->children, err);
	in->pre += is(n, "pre");
	ret = walk_block(in, n, err);
	in->pre -= is(n, "pre");
	return ret;
}

static int walk(struct html_in *in, const xmlNode *node, struct err *err)
{
	int ret = 0;

	if (++in->depth > HTML_DEPTH)
		return err_set(err, ERR_DATA, "%s: more than %d elements within one another",
			       in->flow.name, HTML_DEPTH);
	for (; node && ret == 0; node = node->next) {
		if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
		    node->content)
			add_text(in, (const char *)node->content);
		else if (node->type == XML_ELEMENT_NODE)
			ret = walk_element(in, node, err);
	}
	in->depth--;
	return ret;
}

/* A page with one h1 has its title there. */
static int count_h1(const xmlNode *node, int depth)
{
	int n = 0;

	for (; node && depth < HTML_DEPTH; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		n += is(node, "h1") + count_h1(node->children, depth + 1);
	}
	return n;
}

static int read_tree(const xmlDoc *tree, const char *name, struct doc *d, struct err *err)
{
	struct html_in in = { .text = BUF_INIT, .use = USE_TEXT };
	int ret;

	flow_init(&in.flow, d, name);
	in.top = count_h1(tree->children, 0) == 1 && !*d->title ? 2 : 1;
	ret = walk(&in, tree->children, err);
	if (ret == 0)
		ret = flush(&in, err);
	flow_end(&in.flow);
	flow_release(&in.flow);
	buf_release(&in.text);
	return ret;
}

static int parse(const struct buf *text, const char *name, struct doc *d, struct err *err)
{
	htmlParserCtxt *parser = htmlNewParserCtxt();
	xmlDoc *tree = NULL;
	int ret = -1;

	if (parser)
		tree = htmlCtxtReadMemory(parser, text->p, (int)text->n, NULL, "UTF-8",
					  HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
						  HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
						  HTML_PARSE_COMPACT);
	/* What stops the parser, and with it the page, is depth. */
	if (!tree || parser->disableSAX)
		err_set(err, ERR_DATA, "%s: cannot be read as HTML%s", name,
			tree ? ": too many elements within one another" : "");
	else
		ret = read_tree(tree, name, d, err);
	if (tree)
		xmlFreeDoc(tree);
	if (parser)
		htmlFreeParserCtxt(parser);
	return ret;
}

int html_read(struct str bytes, const char *name, struct doc *d, struct err *err)
{
	struct buf text = BUF_INIT;
	int ret;

	if (bytes.n > HTML_MAX)
		return err_set(err, ERR_DATA, "%s: HTML of more than %d MB", name, HTML_MAX >> 20);
	ret = plain_text(bytes, name, &text, err);
	if (ret == 0)
		ret = parse(&text, name, d, err);
	buf_release(&text);
	return ret;
}
