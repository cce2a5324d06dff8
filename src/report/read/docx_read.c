/* DOCX as it prints: what is inserted is there, what is deleted is not. */
#include <stdlib.h>

#include "report/read/doc_face.h"
#include "report/read/docx_numbering.h"
#include "report/read/docx_styles.h"
#include "report/read/office_read.h"
#include "report/read/office_rels.h"
#include "report/read/page_flow.h"
#include "report/read/read.h"
#include "report/read/xml_pull.h"

enum { SPAN_MAX = 1000 };

/* The paragraph at hand; a text box in it has paragraphs of its own. */
struct paragraph {
	struct paragraph *outer;
	struct buf text, mark;
	struct docx_look look;
	bool run_is_hidden, run_is_mark;
};

struct docx_in {
	struct xml_pull x;
	struct page_flow flow;
	struct docx_styles styles;
	struct docx_numbering numbering;
	struct paragraph *paragraph;
	const char *name;
};

static int walk(struct docx_in *in, struct err *err);
static int read_element(struct docx_in *in, struct err *err);

/* What does not print, or not here. */
static bool is_skipped(const struct xml_pull *x)
{
	static const char *const names[] = {
		"del",	  "moveFrom",  "delText",   "instrText",   "delInstrText",  "rt",
		"sectPr", "tblPr",     "tblGrid",   "sdtPr",	   "sdtEndPr",	    "tcPr",
		"trPr",	  "pPrChange", "rPrChange", "footnoteRef", "annotationRef", NULL
	};
	const char *const *name;

	for (name = names; *name; name++)
		if (xml_pull_is(x, *name))
			return true;
	return false;
}

/* Paragraphs ------------------------------------------------------------------ */

static int read_paragraph_properties(struct docx_in *in, struct err *err)
{
	struct xml_pull *x = &in->x;
	struct paragraph *p = in->paragraph;
	int ret, depth = x->depth, level;

	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START)
			continue;
		if (xml_pull_is(x, "pStyle")) {
			p->look = docx_styles_look(&in->styles, xml_pull_attribute(x, "val"));
		} else if (xml_pull_is(x, "outlineLvl")) {
			level = docx_heading_level(xml_pull_number(x, "val", -1));
			p->look.level = level;
			if (p->look.role == DOCX_TEXT || p->look.role == DOCX_HEADING)
				p->look.role = level ? DOCX_HEADING : DOCX_TEXT;
		} else if (xml_pull_is(x, "ilvl")) {
			p->look.list_level = (int)xml_pull_number(x, "val", 0);
		} else if (xml_pull_is(x, "numId")) {
			p->look.list = (int)xml_pull_number(x, "val", 0);
		} else if (is_skipped(x) || xml_pull_is(x, "rPr")) {
			ret = xml_pull_skip(x, err);
			if (ret < 0)
				return -1;
		}
	}
	return ret;
}

static int read_run_properties(struct docx_in *in, struct err *err)
{
	struct xml_pull *x = &in->x;
	struct paragraph *p = in->paragraph;
	const char *style;
	int ret, depth = x->depth;

	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START || !p)
			continue;
		if (xml_pull_is(x, "vanish")) {
			p->run_is_hidden = xml_pull_is_on(x);
		} else if (xml_pull_is(x, "rStyle")) {
			style = xml_pull_attribute(x, "val");
			p->run_is_mark = style && strcmp(style, "Mark") == 0;
		} else if (is_skipped(x) && xml_pull_skip(x, err) < 0) {
			return -1;
		}
	}
	return ret;
}

static void add_text(struct docx_in *in, const char *text)
{
	struct paragraph *p = in->paragraph;

	if (p && !p->run_is_hidden)
		buf_puts(p->run_is_mark ? &p->mark : &p->text, text);
}

static int read_text(struct docx_in *in, struct err *err)
{
	int ret, depth = in->x.depth;

	while ((ret = xml_pull_inside(&in->x, depth, err)) > 0)
		if (in->x.kind == XML_PULL_TEXT)
			add_text(in, in->x.text);
	return ret;
}

static int read_run(struct docx_in *in, struct err *err)
{
	struct paragraph *p = in->paragraph;

	if (p)
		p->run_is_hidden = p->run_is_mark = false;
	if (walk(in, err) < 0)
		return -1;
	if (p)
		p->run_is_hidden = p->run_is_mark = false;
	return 0;
}

/* Texts of the document that are no block of it. */
static bool take_face(struct doc *d, enum docx_role role, const char *text)
{
	switch (role) {
	case DOCX_TITLE:
		return doc_face_take(d, FACE_TITLE, text);
	case DOCX_ISSUER:
		return doc_face_take(d, FACE_ISSUER, text);
	case DOCX_DATE:
		return doc_face_take(d, FACE_DATE, text);
	case DOCX_FORM:
		return doc_face_take(d, FACE_FORM, text);
	default:
		return false;
	}
}

static int put_paragraph(struct docx_in *in, struct paragraph *p, struct err *err)
{
	struct page_flow *f = &in->flow;
	struct buf text = BUF_INIT;
	int ret = 0;

	if (p->text.n)
		docx_number(&in->numbering, p->look.list, p->look.list_level, &text);
	buf_add(&text, p->text.p, p->text.n);
	if (p->mark.n)
		flow_mark(f, p->mark.p);
	if (f->table && p->look.role == DOCX_TABLE_HEAD)
		f->table->cell.head = true;
	if (p->look.role == DOCX_TABLE_TITLE)
		ret = p->text.n ? flow_title(f, text.p, err) : 0;
	else if (p->look.role == DOCX_TABLE_UNIT)
		ret = p->text.n ? flow_unit(f, text.p, err) : 0;
	else if (p->look.role == DOCX_TABLE_NOTE)
		ret = flow_note(f, text.p, err);
	else if (f->table || !p->text.n || !take_face(f->d, p->look.role, text.p))
		ret = flow_text(f, text.p, p->look.role == DOCX_HEADING ? p->look.level : 0, err);
	buf_release(&text);
	return ret;
}

static int read_paragraph(struct docx_in *in, struct err *err)
{
	struct paragraph p = { .outer = in->paragraph, .text = BUF_INIT, .mark = BUF_INIT };
	int ret;

	in->paragraph = &p;
	ret = walk(in, err);
	in->paragraph = p.outer;
	if (ret == 0)
		ret = put_paragraph(in, &p, err);
	buf_release(&p.text);
	buf_release(&p.mark);
	return ret;
}

/* Tables ---------------------------------------------------------------------- */

struct cell_in {
	int colspan;
	bool goes_on, is_merged_left, is_deleted;
};

static int read_cell_properties(struct docx_in *in, struct cell_in *c, struct err *err)
{
	struct xml_pull *x = &in->x;
	const char *value;
	int ret, depth = x->depth;

	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START)
			continue;
		value = xml_pull_attribute(x, "val");
		if (xml_pull_is(x, "vMerge"))
			c->goes_on = !value || strcmp(value, "restart") != 0;
		else if (xml_pull_is(x, "hMerge"))
			c->is_merged_left = !value || strcmp(value, "restart") != 0;
		else if (xml_pull_is(x, "cellDel"))
			c->is_deleted = true;
		else if (xml_pull_is(x, "gridSpan"))
			c->colspan = (int)xml_pull_number(x, "val", 1);
	}
	if (ret == 0 && (c->colspan < 1 || c->colspan > SPAN_MAX))
		return err_set(err, ERR_DATA, "%s: a cell that spans %d columns", in->name,
			       c->colspan);
	return ret;
}

/* Opens it in the table; false: it adds nothing of its own. */
static int begin_cell(struct docx_in *in, const struct cell_in *c, bool *is_open, struct err *err)
{
	struct page_flow *f = &in->flow;

	*is_open = false;
	if (c->is_deleted || (c->is_merged_left && flow_widen(f, c->colspan)) ||
	    (c->goes_on && flow_cell_goes_on(f, c->colspan)))
		return 0;
	*is_open = true;
	return flow_cell_begin(f, 1, c->colspan, false, err);
}

static int read_cell(struct docx_in *in, struct err *err)
{
	struct paragraph *outer = in->paragraph;
	struct cell_in c = { .colspan = 1 };
	int ret, depth = in->x.depth;
	bool has_begun = false, is_open = false;

	in->paragraph = NULL;
	while ((ret = xml_pull_inside(&in->x, depth, err)) > 0) {
		if (in->x.kind != XML_PULL_START)
			continue;
		if (xml_pull_is(&in->x, "tcPr")) {
			ret = read_cell_properties(in, &c, err);
		} else {
			ret = has_begun ? 0 : begin_cell(in, &c, &is_open, err);
			has_begun = true;
			if (ret == 0)
				ret = is_open ? read_element(in, err) : xml_pull_skip(&in->x, err);
		}
		if (ret < 0)
			return -1;
	}
	if (ret == 0 && !has_begun)
		ret = begin_cell(in, &c, &is_open, err);
	if (ret == 0 && is_open)
		flow_cell_end(&in->flow);
	in->paragraph = outer;
	return ret;
}

struct row_in {
	int before; /* columns left empty */
	bool is_head, is_deleted, has_begun;
};

static int read_row_properties(struct docx_in *in, struct row_in *r, struct err *err)
{
	struct xml_pull *x = &in->x;
	int ret, depth = x->depth;

	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START)
			continue;
		if (xml_pull_is(x, "tblHeader"))
			r->is_head = xml_pull_is_on(x);
		else if (xml_pull_is(x, "del"))
			r->is_deleted = true;
		else if (xml_pull_is(x, "gridBefore"))
			r->before = (int)xml_pull_number(x, "val", 0);
	}
	if (ret == 0 && (r->before < 0 || r->before > SPAN_MAX))
		return err_set(err, ERR_DATA, "%s: a row that leaves out %d columns", in->name,
			       r->before);
	return ret;
}

static int read_row(struct docx_in *in, struct row_in *r, struct err *err)
{
	struct xml_pull *x = &in->x;
	int ret, depth = x->depth;

	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START)
			continue;
		if (xml_pull_is(x, "trPr")) {
			ret = read_row_properties(in, r, err);
		} else if (xml_pull_is(x, "tc") && !r->is_deleted) {
			if (!r->has_begun) {
				flow_row(&in->flow, r->is_head);
				flow_skip(&in->flow, r->before);
				r->has_begun = true;
			}
			ret = read_cell(in, err);
		} else if (xml_pull_is(x, "tc") || is_skipped(x)) {
			ret = xml_pull_skip(x, err);
		} else {
			ret = read_row(in, r, err);
		}
		if (ret < 0)
			return -1;
	}
	return ret;
}

/* Rows may stand in content controls and in tracked changes. */
static int read_rows(struct docx_in *in, struct err *err)
{
	int ret, depth = in->x.depth;

	while ((ret = xml_pull_inside(&in->x, depth, err)) > 0) {
		struct row_in row = { 0 };

		if (in->x.kind != XML_PULL_START)
			continue;
		if (xml_pull_is(&in->x, "tr"))
			ret = read_row(in, &row, err);
		else if (is_skipped(&in->x))
			ret = xml_pull_skip(&in->x, err);
		else
			ret = read_rows(in, err);
		if (ret < 0)
			return -1;
	}
	return ret;
}

static int read_table(struct docx_in *in, struct err *err)
{
	struct paragraph *outer = in->paragraph;
	int ret = flow_table_begin(&in->flow, err);

	in->paragraph = NULL;
	if (ret == 0)
		ret = read_rows(in, err);
	in->paragraph = outer;
	return ret < 0 ? -1 : flow_table_end(&in->flow, err);
}

/* Everything ------------------------------------------------------------------- */

/* The first choice, which is what a new Word shows; what is for an old one is the same again. */
static int read_alternate(struct docx_in *in, struct err *err)
{
	int ret, depth = in->x.depth;
	bool is_done = false;

	while ((ret = xml_pull_inside(&in->x, depth, err)) > 0) {
		if (in->x.kind != XML_PULL_START)
			continue;
		ret = is_done ? xml_pull_skip(&in->x, err) : walk(in, err);
		is_done = true;
		if (ret < 0)
			return -1;
	}
	return ret;
}

static void add_break(struct docx_in *in)
{
	const char *type = xml_pull_attribute(&in->x, "type");

	if (!type || strcmp(type, "textWrapping") == 0)
		add_text(in, "\n");
}

static int read_element(struct docx_in *in, struct err *err)
{
	struct xml_pull *x = &in->x;

	if (is_skipped(x))
		return xml_pull_skip(x, err);
	if (xml_pull_is(x, "p"))
		return read_paragraph(in, err);
	if (xml_pull_is(x, "pPr") && in->paragraph)
		return read_paragraph_properties(in, err);
	if (xml_pull_is(x, "rPr"))
		return read_run_properties(in, err);
	if (xml_pull_is(x, "r"))
		return read_run(in, err);
	if (xml_pull_is(x, "t"))
		return read_text(in, err);
	if (xml_pull_is(x, "tbl"))
		return read_table(in, err);
	if (xml_pull_is(x, "AlternateContent"))
		return read_alternate(in, err);
	if (xml_pull_is(x, "tab") || xml_pull_is(x, "ptab"))
		add_text(in, "\t");
	else if (xml_pull_is(x, "br"))
		add_break(in);
	else if (xml_pull_is(x, "cr"))
		add_text(in, "\n");
	else if (xml_pull_is(x, "noBreakHyphen"))
		add_text(in, "-");
	return walk(in, err);
}

static int walk(struct docx_in *in, struct err *err)
{
	int ret, depth = in->x.depth;

	while ((ret = xml_pull_inside(&in->x, depth, err)) > 0)
		if (in->x.kind == XML_PULL_START && read_element(in, err) < 0)
			return -1;
	return ret;
}

static int read_body(struct docx_in *in, struct str bytes, const char *part, struct err *err)
{
	int ret = xml_pull_open(&in->x, bytes, in->name, part, err);

	while (ret == 0 && (ret = xml_pull_next(&in->x, err)) > 0)
		ret = in->x.kind == XML_PULL_START ? read_element(in, err) : 0;
	xml_pull_close(&in->x);
	flow_end(&in->flow);
	return ret;
}

/* Styles and numbering, where there are any. */
static int read_looks(struct docx_in *in, const struct zip_parts *z, const char *part,
		      struct err *err)
{
	struct office_rels rels;
	struct str bytes;
	const char *target;
	int ret = office_rels_read(z, part, in->name, &rels, err);

	target = office_rels_of(&rels, "styles");
	if (ret == 0 && target && zip_parts_find(z, target, &bytes))
		ret = docx_styles_read(bytes, in->name, &in->styles, err);
	target = office_rels_of(&rels, "numbering");
	if (ret == 0 && target && zip_parts_find(z, target, &bytes))
		ret = docx_numbering_read(bytes, in->name, &in->numbering, err);
	office_rels_release(&rels);
	return ret;
}

int docx_parts_read(const struct zip_parts *z, const char *part, const char *name, struct doc *d,
		    struct err *err)
{
	struct docx_in in = { .name = name };
	struct str bytes;
	int ret;

	if (!zip_parts_find(z, part, &bytes))
		return err_set(err, ERR_DATA, "%s: without its main part", name);
	flow_init(&in.flow, d, name);
	ret = read_looks(&in, z, part, err);
	if (ret == 0)
		ret = read_body(&in, bytes, part, err);
	flow_release(&in.flow);
	docx_styles_release(&in.styles);
	docx_numbering_release(&in.numbering);
	return ret;
}
