/*
 * XLSX, by libxlsxwriter: sheets 数据, 数据字典, 说明; one table per sheet from A1,
 * no merged cell, nothing hidden.  Codes are text, numbers are numbers.
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
#include "package/xlsx_text.h"

enum { SHEET_ROWS = LXW_ROW_MAX, SHEETS_MAX = 1000 };

/* Excel keeps 15 digits; more would come back as others. */
static const long long exact_below = 1000000000000000;

struct xlsx_encoder {
	struct encoder encoder;
	char *name, *path, *folder;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *heading, *wrapped, *date, *integer;
	lxw_format **numbers;	/* one per column; NULL but for decimals */
	long long *rows;	/* of every sheet so far, header included */
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
	free(e->numbers);
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
	lxw_error error = worksheet_write_string(e->sheet,
						 (lxw_row_t)e->rows[e->nsheets - 1],
						 (lxw_col_t)column,
						 xlsx_text(text, &e->text), format);

	if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		return err_set(err, ERR_DATA, "%s: the text in row %lld, column %d is longer than "
			       "the 32,767 characters of a cell: take xlsx out of the formats",
			       e->name, e->rows[e->nsheets - 1] + 1, column + 1);
	return error ? fail(e, error, err) : 0;
}

static int put_number(struct xlsx_encoder *e, int column, double v, lxw_format *format,
		      struct err *err)
{
	lxw_error error = worksheet_write_number(e->sheet,
						 (lxw_row_t)e->rows[e->nsheets - 1],
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
		if (put_text(e, (int)i, str_of(headings[i]), e->heading, err) < 0)
			return -1;
	e->rows[e->nsheets - 1]++;
	return 0;
}

static int add_data_sheet(struct xlsx_encoder *e, struct err *err)
{
	const struct release *r = e->encoder.release;
	const char **headings = mem_zalloc(r->ncolumns, sizeof(*headings));
	char name[32];
	size_t i;
	int ret = -1;

	snprintf(name, sizeof(name), e->nsheets ? "数据%zu" : "数据", e->nsheets + 1);
	if (add_sheet(e, name, err) < 0)
		goto out;
	for (i = 0; i < r->ncolumns; i++) {
		headings[i] = r->columns[i].field->name;
		worksheet_set_column(e->sheet, (lxw_col_t)i, (lxw_col_t)i,
				     strlen(headings[i]) < 12 ? 14
							      : (double)strlen(headings[i]) + 4,
				     NULL);
	}
	ret = put_headings(e, headings, r->ncolumns, err);
out:
	free(headings);
	return ret;
}

static lxw_format *number_format(struct xlsx_encoder *e, const char *pattern)
{
	lxw_format *f = workbook_add_format(e->book);

	format_set_num_format(f, pattern);
	return f;
}

static lxw_format *decimal_format_of(struct xlsx_encoder *e, int scale)
{
	struct buf b = BUF_INIT;
	lxw_format *f;
	int i;

	buf_puts(&b, scale ? "0." : "0");
	for (i = 0; i < scale; i++)
		buf_putc(&b, '0');
	f = number_format(e, b.p);
	buf_release(&b);
	return f;
}

static void make_formats(struct xlsx_encoder *e)
{
	const struct release *r = e->encoder.release;
	size_t i;

	e->heading = workbook_add_format(e->book);
	format_set_bold(e->heading);
	format_set_bottom(e->heading, LXW_BORDER_THIN);
	e->wrapped = workbook_add_format(e->book);
	format_set_text_wrap(e->wrapped);
	format_set_align(e->wrapped, LXW_ALIGN_VERTICAL_TOP);
	e->date = number_format(e, "yyyy-mm-dd");
	e->integer = number_format(e, "0");
	e->numbers = mem_zalloc(r->ncolumns, sizeof(*e->numbers));
	for (i = 0; i < r->ncolumns; i++)
		if (r->columns[i].field->type == FIELD_DECIMAL)
			e->numbers[i] = decimal_format_of(e, r->columns[i].field->scale);
}

/* The library reads its properties only; its strings are not const. */
static char *unconst(const char *s)
{
	union { const char *in; char *out; } u = { s };

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
	e->name = release_name(r, format_xlsx.suffix);
	e->path = file_join(r->folder, e->name);
	e->folder = mem_strdup(r->folder);
	options.tmpdir = e->folder;
	e->book = workbook_new_opt(e->path, &options);
	if (!e->book) {
		err_set(err, ERR_IO, "%s: cannot create", e->name);
		goto fail;
	}
	make_formats(e);
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
	return put_number(e, i, number, e->numbers[i], err);
}

static int put_int64(struct xlsx_encoder *e, int i, const struct column *c, int64_t row,
		     struct err *err)
{
	int64_t v = column_int64(c, row);

	if (v >= exact_below || v <= -exact_below)
		return put_as_text(e, i, c, row, err);
	return put_number(e, i, (double)v, e->integer, err);
}

/* Spreadsheets count days from 1900 and believe in 29 February 1900. */
static int put_date(struct xlsx_encoder *e, int i, const struct column *c, int64_t row,
		    struct err *err)
{
	int32_t day = column_date(c, row);

	if (day < date_from_civil(1900, 3, 1))
		return put_as_text(e, i, c, row, err);
	return put_number(e, i, day - date_from_civil(1899, 12, 30), e->date, err);
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
		return put_text(e, i, column_text(c, row), NULL, err);
	}
}

/* A sheet that is full gets its filter before the next one begins. */
static int next_row(struct xlsx_encoder *e, struct err *err)
{
	if (e->rows[e->nsheets - 1] < SHEET_ROWS)
		return 0;
	if (e->nsheets == SHEETS_MAX)
		return err_set(err, ERR_DATA, "%s: more rows than %d sheets hold: take xlsx out "
			       "of the formats", e->name, SHEETS_MAX);
	end_sheet(e, e->encoder.release->ncolumns);
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

static int add_dictionary_sheet(struct xlsx_encoder *e, struct err *err)
{
	static const double widths[DICTIONARY_COLUMNS] = {
		24, 24, 10, 8, 10, 10, 24, 24, 60, 40
	};
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
	for (i = 0; i < d.n; i++, e->rows[e->nsheets - 1]++)
		for (k = 0; k < DICTIONARY_COLUMNS; k++)
			if (put_text(e, k, str_of(d.rows[i][k]), e->wrapped, err) < 0)
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
	struct notes notes;
	size_t i;
	int ret = -1;

	notes_make(e->encoder.release, &notes);
	if (add_sheet(e, "说明", err) < 0)
		goto out;
	worksheet_set_column(e->sheet, 0, 0, 20, NULL);
	worksheet_set_column(e->sheet, 1, 1, 100, NULL);
	if (put_headings(e, headings, 2, err) < 0)
		goto out;
	for (i = 0; i < notes.n; i++, e->rows[e->nsheets - 1]++)
		if (put_text(e, 0, str_of(notes.items[i].heading), e->wrapped, err) < 0 ||
		    put_text(e, 1, str_of(notes.items[i].text), e->wrapped, err) < 0)
			goto out;
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

	end_sheet(e, encoder->release->ncolumns);
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
	PACK_XLSX, ".xlsx", "-xlsx", "xlsx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX",
	"Excel 工作簿：数据、数据字典、说明各一张工作表；代码为文本，数值为数值。",
	xlsx_open, xlsx_write, xlsx_finish, xlsx_close
};
