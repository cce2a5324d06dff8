#include "report/paper/xlsx_book_look.h"

#include <ctype.h>
#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/paper/printable.h"

/* Excel keeps 15 digits; more would come back as others. */
static const __int128 exact_below = 1000000000000000;

enum { PLACES_MAX = 15, SUFFIX_MAX = 24 };

static lxw_format *make(struct xlsx_book_look *look, int align, bool bordered)
{
	lxw_format *f = workbook_add_format(look->book);

	format_set_font_name(f, "宋体");
	format_set_font_size(f, 10.5);
	format_set_align(f, (uint8_t)align);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	format_set_text_wrap(f);
	if (bordered)
		format_set_border(f, LXW_BORDER_THIN);
	return f;
}

void xlsx_book_look_make(struct xlsx_book_look *look, lxw_workbook *book)
{
	static const lxw_color_t heading_colour = 0xe8eef4;

	*look = (struct xlsx_book_look){ .book = book };
	look->title = make(look, LXW_ALIGN_CENTER, false);
	format_set_font_name(look->title, "黑体");
	format_set_font_size(look->title, 14);
	look->unit = make(look, LXW_ALIGN_RIGHT, false);
	look->head = make(look, LXW_ALIGN_CENTER, true);
	format_set_bg_color(look->head, heading_colour);
	for (int i = 0; i < DOC_LEVELS; i++) {
		look->labels[i] = make(look, LXW_ALIGN_LEFT, true);
		format_set_bg_color(look->labels[i], heading_colour);
		if (i > 0)
			format_set_indent(look->labels[i], (uint8_t)i);
	}
	look->centre = make(look, LXW_ALIGN_CENTER, true);
	look->text = make(look, LXW_ALIGN_LEFT, true);
	look->note = make(look, LXW_ALIGN_LEFT, false);
	look->key = make(look, LXW_ALIGN_LEFT, true);
	format_set_align(look->key, LXW_ALIGN_VERTICAL_TOP);
	look->value = make(look, LXW_ALIGN_LEFT, true);
	format_set_align(look->value, LXW_ALIGN_VERTICAL_TOP);
}

void xlsx_book_look_release(struct xlsx_book_look *look)
{
	size_t i;

	for (i = 0; i < look->nnumbers; i++)
		free(look->numbers[i].code);
	free(look->numbers);
	look->numbers = NULL;
	look->nnumbers = look->room = 0;
}

/* What follows the number must not read on as one, and must fit between quotes. */
static bool is_suffix(const char *s)
{
	return !isdigit((unsigned char)*s) && *s != '.' && *s != ',' && strlen(s) <= SUFFIX_MAX &&
	       !strpbrk(s, "\"\\\n\t\r");
}

/* text is [+]core[suffix]? */
static bool is_shown_as(const char *text, const char *core, const char **suffix)
{
	size_t n = strlen(core);

	text += *text == '+';
	*suffix = text + n;
	return strncmp(text, core, n) == 0 && is_suffix(*suffix);
}

static void put_quoted(struct buf *b, const char *text)
{
	if (*text)
		buf_printf(b, "\"%s\"", text);
}

/* The code of the format; false when the text does not show the value. */
static bool number_code(const struct doc_cell *c, struct buf *code)
{
	char digits[DECIMAL_TEXT + 1];
	struct buf grouped = BUF_INIT;
	const char *suffix = "";
	bool is_grouped, ok;
	int i;

	digits[decimal_format(c->value, c->scale, digits)] = '\0';
	printable_number(&grouped, c->value, c->scale);
	is_grouped = strchr(grouped.p, ',') && is_shown_as(c->text, grouped.p, &suffix);
	ok = is_grouped || is_shown_as(c->text, digits, &suffix);
	buf_release(&grouped);
	if (!ok || (c->mark && !is_suffix(c->mark)))
		return false;
	put_quoted(code, *c->text == '+' ? "+" : "");
	buf_puts(code, is_grouped ? "#,##0" : "0");
	for (i = 0; i < c->scale; i++)
		buf_puts(code, i ? "0" : ".0");
	put_quoted(code, suffix);
	put_quoted(code, c->mark ? c->mark : "");
	return true;
}

static lxw_format *number_format(struct xlsx_book_look *look, const char *code, bool right)
{
	struct xlsx_book_number *n;
	size_t i;

	for (i = 0; i < look->nnumbers; i++)
		if (strcmp(look->numbers[i].code, code) == 0 && look->numbers[i].right == right)
			return look->numbers[i].format;
	look->numbers = mem_grow(look->numbers, &look->room, look->nnumbers + 1,
				 sizeof(*look->numbers));
	n = &look->numbers[look->nnumbers++];
	n->code = mem_strdup(code);
	n->right = right;
	n->format = make(look, right ? LXW_ALIGN_RIGHT : LXW_ALIGN_CENTER, true);
	format_set_num_format(n->format, code);
	return n->format;
}

lxw_format *xlsx_book_number(struct xlsx_book_look *look, const struct doc_cell *c, bool right)
{
	struct buf code = BUF_INIT;
	lxw_format *f = NULL;

	if (!c->is_number || c->scale < 0 || c->scale > PLACES_MAX || c->value >= exact_below ||
	    c->value <= -exact_below)
		return NULL;
	if (number_code(c, &code))
		f = number_format(look, code.p, right);
	buf_release(&code);
	return f;
}

double xlsx_book_double(const struct doc_cell *c)
{
	char digits[DECIMAL_TEXT + 1];

	digits[decimal_format(c->value, c->scale, digits)] = '\0';
	return strtod(digits, NULL);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

/* _xHHHH_ at p? */
static bool is_escape(const char *p)
{
	int i;

	if (p[0] != '_' || p[1] != 'x')
		return false;
	for (i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)p[i]))
			return false;
	return p[6] == '_';
}

const char *xlsx_book_text(const char *text, struct buf *scratch)
{
	struct buf clean = BUF_INIT;
	const char *p;

	buf_clear(scratch);
	printable_put(&clean, text, true);
	while (clean.n && is_blank(clean.p[clean.n - 1]))
		buf_cut(&clean, clean.n - 1);
	for (p = clean.p; is_blank(*p); p++)
		;
	for (; *p; p++) {
		if (is_escape(p))
			buf_puts(scratch, "_x005F_");
		else
			buf_putc(scratch, *p);
	}
	buf_release(&clean);
	return scratch->p;
}
