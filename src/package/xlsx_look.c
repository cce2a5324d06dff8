#include "package/xlsx_look.h"

#include <stdlib.h>

#include "core/mem.h"

static const lxw_color_t heading_colour = 0xe8eef4;

static lxw_format *heading(lxw_workbook *book)
{
	lxw_format *f = workbook_add_format(book);

	format_set_bold(f);
	format_set_bottom(f, LXW_BORDER_THIN);
	format_set_bg_color(f, heading_colour);
	return f;
}

/* NULL for what is no number.  A plain integer may be a year: no commas.  The
 * "_ " at the end keeps numbers off the text of the next column. */
static lxw_format *number(lxw_workbook *book, const struct release_column *c)
{
	bool is_decimal = c->field->type == FIELD_DECIMAL;
	struct buf b = BUF_INIT;
	lxw_format *f;
	int i;

	if (!is_decimal && c->field->type != FIELD_INT64)
		return NULL;
	buf_puts(&b, is_decimal || c->role == ROLE_MEASURE ? "#,##0" : "0");
	for (i = 0; is_decimal && i < c->field->scale; i++)
		buf_puts(&b, i ? "0" : ".0");
	buf_puts(&b, "_ ");
	f = workbook_add_format(book);
	format_set_num_format(f, b.p);
	buf_release(&b);
	return f;
}

void xlsx_look_make(struct xlsx_look *look, lxw_workbook *book, const struct release *r)
{
	size_t i;

	look->heading = heading(book);
	look->heading_right = heading(book);
	format_set_align(look->heading_right, LXW_ALIGN_RIGHT);
	format_set_indent(look->heading_right, 1);
	look->wrapped = workbook_add_format(book);
	format_set_text_wrap(look->wrapped);
	format_set_align(look->wrapped, LXW_ALIGN_VERTICAL_TOP);
	look->date = workbook_add_format(book);
	format_set_num_format(look->date, "yyyy-mm-dd");
	format_set_align(look->date, LXW_ALIGN_LEFT);
	look->numbers = mem_zalloc(r->ncolumns, sizeof(*look->numbers));
	for (i = 0; i < r->ncolumns; i++)
		look->numbers[i] = number(book, &r->columns[i]);
}

void xlsx_look_release(struct xlsx_look *look)
{
	free(look->numbers);
	look->numbers = NULL;
}
