#include "report/paper/xlsx_book_sheet.h"

#include <stdlib.h>
#include <strings.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/paper/docx_write_parts.h"
#include "report/paper/printable.h"
#include "report/paper/table_widths.h"

enum { A4 = 9, NAME_MOST = 31, WIDE = 110, WIDTH_LOW = 48, WIDTH_MOST = 160 };

/* Points of a line, above and below it together, and of the highest row there is. */
enum { LINE = 14, SPACE = 6, HIGHEST = 409 };

static int fail(const struct xlsx_book *x, const char *sheet, lxw_error error, struct err *err)
{
	bool is_data = error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED ||
		       error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE;

	return err_set(err, is_data ? ERR_DATA : ERR_IO, "%s: sheet %s: %s", x->path, sheet,
		       lxw_strerror(error));
}

static const char *sheet_name(const struct xlsx_book *x)
{
	return x->names[x->nnames - 1];
}

/* Names ---------------------------------------------------------------------- */

static bool is_taken(const struct xlsx_book *x, const char *name)
{
	size_t i;

	for (i = 0; i < x->nnames; i++)
		if (strcasecmp(x->names[i], name) == 0)
			return true;
	/* Excel keeps this one for itself. */
	return strcasecmp(name, "History") == 0;
}

/* Up to `most` characters that a sheet's name can hold; an apostrophe only may not stand at its
 * ends, but none is missed. */
static void put_name(struct buf *b, const char *name, int most)
{
	struct buf clean = BUF_INIT;
	const char *p, *end;

	printable_put(&clean, name, false);
	for (p = clean.p, end = p + clean.n; p < end && most > 0; most--) {
		uint32_t c = utf8_next(&p);

		/* Beyond the first plane a character counts as two. */
		most -= c > 0xffff;
		utf8_put(b, c < 0x80 && strchr("[]:*?/\\'", (int)c) ? '_' : c);
	}
	buf_release(&clean);
}

/* Equal names get a number. */
static char *new_name(const struct xlsx_book *x, const char *name)
{
	struct buf b = BUF_INIT;
	int i;

	put_name(&b, *name ? name : "表", NAME_MOST);
	for (i = 2; is_taken(x, b.p); i++) {
		buf_clear(&b);
		put_name(&b, *name ? name : "表", NAME_MOST - 6);
		buf_printf(&b, "(%d)", i);
	}
	return buf_detach(&b);
}

lxw_worksheet *xlsx_book_add(struct xlsx_book *x, const char *name, bool landscape, struct err *err)
{
	lxw_worksheet *sheet;
	struct buf marks = BUF_INIT;

	x->names = mem_resize(x->names, x->nnames + 1, sizeof(*x->names));
	x->names[x->nnames] = new_name(x, name);
	x->nnames++;
	sheet = workbook_add_worksheet(x->book, sheet_name(x));
	if (!sheet) {
		err_set(err, ERR_IO, "%s: cannot add the sheet %s", x->path, sheet_name(x));
		return NULL;
	}
	worksheet_set_paper(sheet, A4);
	if (landscape)
		worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_center_horizontally(sheet);
	worksheet_set_footer(sheet, "&C— &P —");
	if (*docx_marks(x->doc)) {
		buf_printf(&marks, "&R%s", docx_marks(x->doc));
		worksheet_set_header(sheet, marks.p);
	}
	buf_release(&marks);
	worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
	return sheet;
}

/* Cells ---------------------------------------------------------------------- */

int xlsx_book_put(struct xlsx_book *x, lxw_worksheet *sheet, int row, int column, const char *text,
		  lxw_format *format, struct err *err)
{
	lxw_error error;

	if (*text)
		error = worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
					       xlsx_book_text(text, &x->text), format);
	else
		error = worksheet_write_blank(sheet, (lxw_row_t)row, (lxw_col_t)column, format);
	return error ? fail(x, sheet_name(x), error, err) : 0;
}

void xlsx_book_height(lxw_worksheet *sheet, int row, int lines)
{
	int points = (lines < 1 ? 1 : lines) * LINE + SPACE;

	worksheet_set_row(sheet, (lxw_row_t)row, points < HIGHEST ? points : HIGHEST, NULL);
}

static int merge(struct xlsx_book *x, lxw_worksheet *sheet, const struct doc_cell *place,
		 lxw_format *format, struct err *err)
{
	lxw_error error;

	if (place->rowspan == 1 && place->colspan == 1)
		return 0;
	error = worksheet_merge_range(sheet, (lxw_row_t)place->row, (lxw_col_t)place->column,
				      (lxw_row_t)(place->row + place->rowspan - 1),
				      (lxw_col_t)(place->column + place->colspan - 1), "", format);
	return error ? fail(x, sheet_name(x), error, err) : 0;
}

/* A text over the whole width of the table. */
static int put_line(struct xlsx_book *x, lxw_worksheet *sheet, int row, const struct doc_table *t,
		    int width, const char *text, lxw_format *format, struct err *err)
{
	struct doc_cell place = { .row = row, .rowspan = 1, .colspan = t->ncolumns };

	if (place.colspan > 1 && merge(x, sheet, &place, format, err) < 0)
		return -1;
	xlsx_book_height(sheet, row, text_lines(text, width));
	return xlsx_book_put(x, sheet, row, 0, text, format, err);
}

static lxw_format *cell_format(struct xlsx_book *x, const struct doc_table *t,
			       const struct table_centring *rule, const struct doc_cell *c)
{
	lxw_format *number = xlsx_book_number(&x->look, c, t->right);
	bool is_left = table_align(t, rule, c) == CELL_LEFT;

	if (number)
		return number;
	if (c->head)
		return is_left ? x->look.labels[c->level] : x->look.head;
	return is_left ? x->look.text : x->look.centre;
}

static int put_cell(struct xlsx_book *x, lxw_worksheet *sheet, const struct doc_table *t,
		    const struct table_centring *rule, const struct doc_cell *c, struct err *err)
{
	lxw_format *format = cell_format(x, t, rule, c);
	struct doc_cell place = *c;
	struct buf text = BUF_INIT;
	int ret;

	place.row += XLSX_BOOK_TOP;
	if (merge(x, sheet, &place, format, err) < 0)
		return -1;
	if (xlsx_book_number(&x->look, c, t->right)) {
		lxw_error error = worksheet_write_number(sheet, (lxw_row_t)place.row,
							 (lxw_col_t)place.column,
							 xlsx_book_double(c), format);

		return error ? fail(x, sheet_name(x), error, err) : 0;
	}
	buf_printf(&text, "%s%s", c->text, c->mark ? c->mark : "");
	ret = xlsx_book_put(x, sheet, place.row, place.column, text.p, format, err);
	buf_release(&text);
	return ret;
}

/* Places that no cell covers have their border, too. */
static int put_gaps(struct xlsx_book *x, lxw_worksheet *sheet, const struct doc_table *t, int row,
		    struct err *err)
{
	int column;

	for (column = 0; column < t->ncolumns; column++)
		if (!doc_table_at(t, row, column) &&
		    xlsx_book_put(x, sheet, row + XLSX_BOOK_TOP, column, "", x->look.text, err) < 0)
			return -1;
	return 0;
}

/* The table ------------------------------------------------------------------ */

static int width_of(const int *widths, const struct doc_cell *c)
{
	int i, sum = 0;

	for (i = 0; i < c->colspan; i++)
		sum += widths[c->column + i];
	return sum;
}

/* Programs find the height of a row by themselves only where nothing is merged. A cell over
 * several rows gets what it lacks from its last one. */
static void set_heights(lxw_worksheet *sheet, const struct doc_table *t, const int *widths)
{
	int *lines = mem_zalloc((size_t)t->nrows, sizeof(*lines)), row, have, want;
	size_t i;

	for (row = 0; row < t->nrows; row++)
		lines[row] = 1;
	for (i = 0; i < t->ncells; i++) {
		const struct doc_cell *c = &t->cells[i];

		want = text_lines(c->text, width_of(widths, c) - 1 - 2 * c->level);
		for (have = 0, row = c->row; row < c->row + c->rowspan; row++)
			have += lines[row];
		if (want > have)
			lines[c->row + c->rowspan - 1] += want - have;
	}
	for (row = 0; row < t->nrows; row++)
		xlsx_book_height(sheet, row + XLSX_BOOK_TOP, lines[row]);
	free(lines);
}

static int put_cells(struct xlsx_book *x, lxw_worksheet *sheet, const struct doc_table *t,
		     struct err *err)
{
	struct table_centring rule;
	int ret = -1, row;
	size_t i;

	table_centring(t, &rule);
	for (i = 0; i < t->ncells; i++)
		if (put_cell(x, sheet, t, &rule, &t->cells[i], err) < 0)
			goto out;
	for (row = 0; row < t->nrows; row++)
		if (put_gaps(x, sheet, t, row, err) < 0)
			goto out;
	if (t->nhead > 0 && t->nhead <= t->nrows)
		worksheet_repeat_rows(sheet, XLSX_BOOK_TOP,
				      (lxw_row_t)(XLSX_BOOK_TOP + t->nhead - 1));
	ret = 0;
out:
	table_centring_release(&rule);
	return ret;
}

static int put_table(struct xlsx_book *x, lxw_worksheet *sheet, const struct doc_table *t,
		     const int *widths, int width, struct err *err)
{
	size_t i;
	int k;

	for (k = 0; k < t->ncolumns; k++)
		worksheet_set_column(sheet, (lxw_col_t)k, (lxw_col_t)k, widths[k], NULL);
	if (put_line(x, sheet, 0, t, width * 2 / 3, t->title, x->look.title, err) < 0 ||
	    put_line(x, sheet, 1, t, width, t->unit, x->look.unit, err) < 0)
		return -1;
	if (t->nrows > 0 && t->ncolumns > 0) {
		set_heights(sheet, t, widths);
		if (put_cells(x, sheet, t, err) < 0)
			return -1;
	}
	for (i = 0; i < t->nnotes; i++)
		if (put_line(x, sheet, XLSX_BOOK_TOP + t->nrows + (int)i, t, width, t->notes[i],
			     x->look.note, err) < 0)
			return -1;
	return 0;
}

int xlsx_book_table(struct xlsx_book *x, const struct doc_table *t, struct err *err)
{
	int want = table_want(t), width, *widths, ret = -1;
	lxw_worksheet *sheet;

	if (t->ncolumns > LXW_COL_MAX || t->nrows > LXW_ROW_MAX - XLSX_BOOK_TOP)
		return err_set(err, ERR_DATA, "%s: table %s is larger than a sheet", x->path,
			       t->id);
	width = want < WIDTH_LOW ? WIDTH_LOW : want > WIDTH_MOST ? WIDTH_MOST : want;
	width = width < t->ncolumns ? t->ncolumns : width;
	sheet = xlsx_book_add(x, t->id, x->doc->landscape || width > WIDE, err);
	if (!sheet)
		return -1;
	widths = mem_zalloc((size_t)t->ncolumns + 1, sizeof(*widths));
	table_widths(t, width, width, widths);
	ret = put_table(x, sheet, t, widths, width, err);
	free(widths);
	return ret;
}
