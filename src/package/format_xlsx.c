/*
 * XLSX, by libxlsxwriter: sheets 数据, 数据字典, 说明; one table per sheet from A1,
 * no merged cell, nothing hidden.  Codes are text, numbers are numbers.  The
 * headings are the names of the columns, as in every other format; their Chinese
 * titles are comments on them.
 *
 * Rows go to disk as they come (constant_memory), so any number of rows takes a
 * few MB; what does not fit into one sheet goes on in 数据2, 数据3, …, each with
 * the header row.  The time of creation is the end of the period, never the clock.
 */
#include <limits.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/file.h"
#include "core/mem.h"
#include "package/dictionary.h"
#include "package/format.h"
#include "package/member.h"
#include "package/notes.h"
#include "package/xlsx_look.h"
#include "package/xlsx_text.h"

enum { SHEET_ROWS = LXW_ROW_MAX, SHEETS_MAX = 1000, A4 = 9 };

/* Columns are as wide as their texts in the first rows and all their numbers. */
enum { MEASURED_ROWS = 1000, WIDTH_MIN = 9, WIDTH_MAX = 48 };

/* Points of a line, and lines of the highest row that a sheet can have. */
enum { LINE = 16, LINES_MAX = 25 };

/* Excel keeps 15 digits; more would come back as others. */
static const long long exact_below = 1000000000000000;

struct xlsx_encoder {
	struct encoder encoder;
	char *name, *path, *folder;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	struct xlsx_look look;
	int *widths;	 /* of every data column so far, in characters */
	long long *rows; /* of every sheet so far, header included */
	size_t nsheets;
	struct buf text;
};

static void xlsx_close(struct encoder *encoder)
{
	struct xlsx_encoder *e = (struct xlsx_encoder *)encoder;

	/* Before workbook_close() the book has no file to leave behind. */
	if (e->book)
		lxw_workbook_free(e->book);
	free(e->name);
	free(e->path);
	free(e->folder);
	xlsx_look_release(&e->look);
	free(e->widths);
	free(e->rows);
	buf_release(&e->text);
	free(e);
}

static int fail(const struct xlsx_encoder *e, lxw_error error, struct err *err)
{
	return err_set(err, ERR_IO, "%s: cannot write: %s", e->name, lxw_strerror(error));
}

static int put_text(struct xlsx_encoder *e, int column, struct str text, lxw_format *format,
		    struct err *err)
{
	lxw_error error = worksheet_write_string(e->sheet, (lxw_row_t)e->rows[e->nsheets - 1],
						 (lxw_col_t)column, xlsx_text(text, &e->text),
						 format);

	if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		return err_set(err, ERR_DATA,
			       "%s: the text in row %lld, column %d is longer than "
			       "the 32,767 characters of a cell: take xlsx out of the formats",
			       e->name, e->rows[e->nsheets - 1] + 1, column + 1);
	return error ? fail(e, error, err) : 0;
}

static int put_number(struct xlsx_encoder *e, int column, double v, lxw_format *format,
		      struct err *err)
{
	lxw_error error = worksheet_write_number(e->sheet, (lxw_row_t)e->rows[e->nsheets - 1],
						 (lxw_col_t)column, v, format);

	return error ? fail(e, error, err) : 0;
}

static int add_sheet(struct xlsx_encoder *e, const char *name, struct err *err)
{
	e->sheet = workbook_add_worksheet(e->book, name);
	if (!e->sheet)
		return err_set(err, ERR_IO, "%s: cannot add the sheet %s", e->name, name);
	e->rows = mem_resize(e->rows, e->nsheets + 1, sizeof(*e->rows));
	e->rows[e->nsheets++] = 0;
	worksheet_freeze_panes(e->sheet, 1, 0);
	worksheet_repeat_rows(e->sheet, 0, 0);
	worksheet_set_landscape(e->sheet);
	worksheet_set_paper(e->sheet, A4);
	worksheet_fit_to_pages(e->sheet, 1, 0);
	worksheet_ignore_errors(e->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
	return 0;
}

static void end_sheet(struct xlsx_encoder *e, size_t columns)
{
	worksheet_autofilter(e->sheet, 0, 0, (lxw_row_t)(e->rows[e->nsheets - 1] - 1),
			     (lxw_col_t)(columns - 1));
}

static int put_headings(struct xlsx_encoder *e, const char *const *headings, size_t n,
			struct err *err)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (put_text(e, (int)i, str_of(headings[i]), e->look.heading, err) < 0)
			return -1;
	e->rows[e->nsheets - 1]++;
	return 0;
}

/* The name of the column, and what it means as a comment on it. */
static int put_data_heading(struct xlsx_encoder *e, size_t i, struct err *err)
{
	const struct release_column *c = &e->encoder.release->columns[i];
	lxw_comment_options size = { .width = 260, .height = 80 };
	struct buf b = BUF_INIT;
	lxw_error error;

	if (put_text(e, (int)i, str_of(c->field->name),
		     e->look.numbers[i] ? e->look.heading_right : e->look.heading, err) < 0)
		return -1;
	buf_printf(&b, "%s%s%s", c->title, *c->description ? "：" : "", c->description);
	error = worksheet_write_comment_opt(e->sheet, 0, (lxw_col_t)i,
					    xlsx_text((struct str){ b.p, b.n }, &e->text), &size);
	buf_release(&b);
	return error ? fail(e, error, err) : 0;
}

static int add_data_sheet(struct xlsx_encoder *e, struct err *err)
{
	char name[32];
	size_t i;

	snprintf(name, sizeof(name), e->nsheets ? "数据%zu" : "数据", e->nsheets + 1);
	if (add_sheet(e, name, err) < 0)
		return -1;
	for (i = 0; i < e->encoder.release->ncolumns; i++)
		if (put_data_heading(e, i, err) < 0)
			return -1;
	e->rows[e->nsheets - 1]++;
	return 0;
}

static void end_data_sheet(struct xlsx_encoder *e)
{
	const struct release *r = e->encoder.release;
	int width, heading;
	size_t i;

	for (i = 0; i < r->ncolumns; i++) {
		/* Beside the heading stands the button of the filter. */
		heading = (int)strlen(r->columns[i].field->name) + 4;
		width = e->widths[i] + 2 > heading ? e->widths[i] + 2 : heading;
		width = width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width;
		worksheet_set_column(e->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL);
	}
	end_sheet(e, r->ncolumns);
}

static void note_width(struct xlsx_encoder *e, int column, int width)
{
	if (width > e->widths[column])
		e->widths[column] = width;
}

static void note_text_width(struct xlsx_encoder *e, int column, struct str s)
{
	if (e->rows[e->nsheets - 1] <= MEASURED_ROWS)
		note_width(e, column, xlsx_text_width(s, WIDTH_MAX));
}

/* The library reads its properties only; its strings are not const. */
static char *unconst(const char *s)
{
	union {
		const char *in;
		char *out;
	} u = { s };

	return u.out;
}

static void set_properties(struct xlsx_encoder *e)
{
	const struct release *r = e->encoder.release;
	lxw_doc_properties p = {
		.title = unconst(r->spec->title),
		.author = unconst(r->site->name),
		.company = unconst(r->site->name),
		.created = (time_t)r->period_end * 86400,
	};

	workbook_set_properties(e->book, &p);
}

static int xlsx_open(struct release *r, struct encoder **out, struct err *err)
{
	struct xlsx_encoder *e = mem_zalloc(1, sizeof(*e));
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };

	e->encoder.release = r;
	e->text = (struct buf)BUF_INIT;
	e->widths = mem_zalloc(r->ncolumns, sizeof(*e->widths));
	e->name = release_name(r, format_xlsx.suffix);
	e->path = file_join(r->folder, e->name);
	e->folder = mem_strdup(r->folder);
	options.tmpdir = e->folder;
	e->book = workbook_new_opt(e->path, &options);
	if (!e->book) {
		err_set(err, ERR_IO, "%s: cannot create", e->name);
		goto fail;
	}
	xlsx_look_make(&e->look, e->book, r);
	set_properties(e);
	if (add_data_sheet(e, err) < 0)
		goto fail;
	*out = &e->encoder;
	return 0;
fail:
	xlsx_close(&e->encoder);
	return -1;
}

static int put_as_text(struct xlsx_encoder *e, int i, const struct column *c, int64_t row,
		       struct err *err)
{
	struct buf b = BUF_INIT;
	int ret;

	cell_put_text(&b, e->encoder.release->columns[i].field, c, row);
	note_text_width(e, i, (struct str){ b.p, b.n });
	ret = put_text(e, i, (struct str){ b.p, b.n }, NULL, err);
	buf_release(&b);
	return ret;
}

/* Through its text, so that the double is the one nearest to the decimal. */
static int put_decimal(struct xlsx_encoder *e, int i, const struct column *c, int64_t row,
		       struct err *err)
{
	__int128 v = column_decimal(c, row);
	struct buf b = BUF_INIT;
	double number;

	if (v >= exact_below || v <= -exact_below)
		return put_as_text(e, i, c, row, err);
	cell_put_text(&b, e->encoder.release->columns[i].field, c, row);
	number = strtod(b.p, NULL);
	buf_release(&b);
	note_width(e, i, xlsx_number_width(number, e->encoder.release->columns[i].field->scale));
	return put_number(e, i, number, e->look.numbers[i], err);
}

static int put_int64(struct xlsx_encoder *e, int i, const struct column *c, int64_t row,
		     struct err *err)
{
	int64_t v = column_int64(c, row);

	if (v >= exact_below || v <= -exact_below)
		return put_as_text(e, i, c, row, err);
	note_width(e, i, xlsx_number_width((double)v, 0));
	return put_number(e, i, (double)v, e->look.numbers[i], err);
}

/* Spreadsheets count days from 1900 and believe in 29 February 1900. */
static int put_date(struct xlsx_encoder *e, int i, const struct column *c, int64_t row,
		    struct err *err)
{
	int32_t day = column_date(c, row);

	if (day < date_from_civil(1900, 3, 1))
		return put_as_text(e, i, c, row, err);
	note_width(e, i, 10);
	return put_number(e, i, day - date_from_civil(1899, 12, 30), e->look.date, err);
}

static int put_cell(struct xlsx_encoder *e, int i, const struct column *c, int64_t row,
		    struct err *err)
{
	lxw_error error;

	switch (c->type) {
	case FIELD_INT64:
		return put_int64(e, i, c, row, err);
	case FIELD_DECIMAL:
		return put_decimal(e, i, c, row, err);
	case FIELD_FLOAT64:
		return put_number(e, i, column_float64(c, row), NULL, err);
	case FIELD_DATE:
		return put_date(e, i, c, row, err);
	case FIELD_BOOL:
		error = worksheet_write_boolean(e->sheet, (lxw_row_t)e->rows[e->nsheets - 1],
						(lxw_col_t)i, column_bool(c, row), NULL);
		return error ? fail(e, error, err) : 0;
	default:
		note_text_width(e, i, column_text(c, row));
		return put_text(e, i, column_text(c, row), NULL, err);
	}
}

/* A sheet that is full gets its filter before the next one begins. */
static int next_row(struct xlsx_encoder *e, struct err *err)
{
	if (e->rows[e->nsheets - 1] < SHEET_ROWS)
		return 0;
	if (e->nsheets == SHEETS_MAX)
		return err_set(err, ERR_DATA,
			       "%s: more rows than %d sheets hold: take xlsx out "
			       "of the formats",
			       e->name, SHEETS_MAX);
	end_data_sheet(e);
	return add_data_sheet(e, err);
}

static int xlsx_write(struct encoder *encoder, const struct page *page, struct err *err)
{
	struct xlsx_encoder *e = (struct xlsx_encoder *)encoder;
	const struct batch *batch = page->batch;
	int64_t row;
	size_t i;

	for (row = 0; row < batch->nrows; row++) {
		if (next_row(e, err) < 0)
			return -1;
		for (i = 0; i < batch->ncolumns; i++)
			if (!column_is_null(&batch->columns[i], row) &&
			    put_cell(e, (int)i, &batch->columns[i], row, err) < 0)
				return -1;
		e->rows[e->nsheets - 1]++;
	}
	return 0;
}

/* A row of texts that wrap in columns of these widths; not every program finds the
 * height of a row by itself. */
static int put_wrapped(struct xlsx_encoder *e, const char *const *texts, const double *widths,
		       size_t n, struct err *err)
{
	lxw_row_t row = (lxw_row_t)e->rows[e->nsheets - 1];
	int lines = 1, wide, room;
	size_t i;

	for (i = 0; i < n; i++) {
		room = (int)widths[i] - 1;
		wide = xlsx_text_width(str_of(texts[i]), INT_MAX);
		if ((wide + room - 1) / room > lines)
			lines = (wide + room - 1) / room;
		if (put_text(e, (int)i, str_of(texts[i]), e->look.wrapped, err) < 0)
			return -1;
	}
	if (lines > 1)
		worksheet_set_row(e->sheet, row,
				  lines < LINES_MAX ? lines * LINE : LINES_MAX * LINE, NULL);
	e->rows[e->nsheets - 1]++;
	return 0;
}

static int add_dictionary_sheet(struct xlsx_encoder *e, struct err *err)
{
	static const double widths[DICTIONARY_COLUMNS] = { 24, 24, 10, 8, 10, 10, 24, 24, 60, 40 };
	const char *headings[DICTIONARY_COLUMNS];
	struct dictionary d;
	size_t i;
	int k, ret = -1;

	dictionary_make(e->encoder.release, &d);
	if (add_sheet(e, "数据字典", err) < 0)
		goto out;
	for (k = 0; k < DICTIONARY_COLUMNS; k++) {
		headings[k] = dictionary_headings[k].title;
		worksheet_set_column(e->sheet, (lxw_col_t)k, (lxw_col_t)k, widths[k], NULL);
	}
	if (put_headings(e, headings, DICTIONARY_COLUMNS, err) < 0)
		goto out;
	for (i = 0; i < d.n; i++)
		if (put_wrapped(e, (const char *const *)d.rows[i], widths, DICTIONARY_COLUMNS,
				err) < 0)
			goto out;
	end_sheet(e, DICTIONARY_COLUMNS);
	ret = 0;
out:
	dictionary_release(&d);
	return ret;
}

static int add_notes_sheet(struct xlsx_encoder *e, struct err *err)
{
	static const char *const headings[] = { "项目", "内容" };
	static const double widths[] = { 20, 100 };
	const char *texts[2];
	struct notes notes;
	size_t i;
	int ret = -1;

	notes_make(e->encoder.release, &notes);
	if (add_sheet(e, "说明", err) < 0)
		goto out;
	for (i = 0; i < 2; i++)
		worksheet_set_column(e->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	if (put_headings(e, headings, 2, err) < 0)
		goto out;
	for (i = 0; i < notes.n; i++) {
		texts[0] = notes.items[i].heading;
		texts[1] = notes.items[i].text;
		if (put_wrapped(e, texts, widths, 2, err) < 0)
			goto out;
	}
	ret = 0;
out:
	notes_release(&notes);
	return ret;
}

static int xlsx_finish(struct encoder *encoder, struct err *err)
{
	struct xlsx_encoder *e = (struct xlsx_encoder *)encoder;
	lxw_workbook *book = e->book;
	lxw_error error;

	end_data_sheet(e);
	if (add_dictionary_sheet(e, err) < 0 || add_notes_sheet(e, err) < 0)
		return -1;
	e->book = NULL;
	error = workbook_close(book);
	if (error)
		return fail(e, error, err);
	if (xlsx_check(e->path, e->name, e->rows, e->nsheets, err) < 0)
		return -1;
	return member_note(encoder->release, e->name, err);
}

const struct format format_xlsx = {
	PACK_XLSX,
	".xlsx",
	"-xlsx",
	"xlsx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"XLSX",
	"Excel 工作簿：数据、数据字典、说明各一张工作表；代码为文本，数值为数值；表头为字段名，"
	"鼠标停在上面可见中文名和说明。",
	xlsx_open,
	xlsx_write,
	xlsx_finish,
	xlsx_close
};
