/* The entry form as a table: what an officer fills in with a spreadsheet. */
#include <stdlib.h>

#include "core/date.h"
#include "core/mem.h"
#include "core/path.h"
#include "report/figure/entered.h"
#include "report/read/read.h"

static const char *const heads[] = { "报告", "期别", "填报人", "填报日期" };
static const char *const columns[] = { "字段", "名称", "单位", "数值", "说明" };
enum { HEADS = 4, COLUMNS = 5 };

/* Text of the cell without blanks around it: a view. */
static struct str text_at(const struct doc_table *t, int row, int column)
{
	const struct doc_cell *c = doc_table_at(t, row, column);
	struct str s = str_of(c ? c->text : "");

	while (s.n > 0 && strchr(" \t\r\n", s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && strchr(" \t\r\n", s.p[s.n - 1]))
		s.n--;
	return s;
}

static bool reads(struct str text, const char *label)
{
	struct buf b = BUF_INIT;
	bool same;

	label_fold(text, &b);
	same = strcmp(b.p, label) == 0;
	buf_release(&b);
	return same;
}

/* A spreadsheet turns a day that is typed into its number: 46033 is 2026-01-11. */
static char *day_text(struct str value)
{
	enum { DAY_DIGITS = 5, DAY_OF_1970 = 25569 };
	int32_t day = 0;
	char text[11];

	for (size_t i = 0; i < value.n; i++) {
		if (value.n != DAY_DIGITS || value.p[i] < '0' || value.p[i] > '9')
			return mem_strndup(value.p, value.n);
		day = day * 10 + (value.p[i] - '0');
	}
	date_format(day - DAY_OF_1970, text);
	return mem_strdup(text);
}

static void take_head(const struct doc_table *t, int row, struct entered *e)
{
	char **fields[HEADS] = { &e->report, &e->period, &e->by, &e->on };
	struct str first = text_at(t, row, 0), value = text_at(t, row, 1);

	for (int i = 0; i < HEADS; i++)
		if (reads(first, heads[i]) && !*fields[i] && value.n > 0)
			*fields[i] = fields[i] == &e->on ? day_text(value)
							 : mem_strndup(value.p, value.n);
}

/* The column of the table under each of `columns`, or -1. */
static bool find_columns(const struct doc_table *t, int row, int at[COLUMNS])
{
	for (int i = 0; i < COLUMNS; i++) {
		at[i] = -1;
		for (int c = 0; c < t->ncolumns && at[i] < 0; c++)
			if (reads(text_at(t, row, c), columns[i]))
				at[i] = c;
	}
	return at[0] >= 0 && at[3] >= 0;
}

static void take_item(const struct doc_table *t, int row, const int at[COLUMNS], struct entered *e)
{
	struct str name = text_at(t, row, at[0]), value = text_at(t, row, at[3]);
	struct str remark = at[4] < 0 ? (struct str){ "", 0 } : text_at(t, row, at[4]);
	char *texts[3];

	if (name.n == 0)
		return;
	texts[0] = mem_strndup(name.p, name.n);
	texts[1] = mem_strndup(value.p, value.n);
	texts[2] = mem_strndup(remark.p, remark.n);
	entered_add(e, texts[0], texts[1], remark.n ? texts[2] : NULL);
	for (int i = 0; i < 3; i++)
		free(texts[i]);
}

int entered_from_doc(const struct doc *d, struct entered *e, struct err *err)
{
	bool has_table = false;
	int at[COLUMNS], row;

	for (size_t i = 0; i < d->nblocks; i++) {
		const struct doc_table *t = &d->blocks[i].table;

		if (d->blocks[i].kind != DOC_TABLE)
			continue;
		for (row = 0; row < t->nrows && !has_table; row++) {
			take_head(t, row, e);
			has_table = find_columns(t, row, at);
		}
		for (; row < t->nrows && has_table && at[0] >= 0; row++)
			take_item(t, row, at, e);
		if (has_table)
			break;
	}
	if (!has_table)
		return err_set(err, ERR_DATA, "%s: no table with the columns 字段 and 数值",
			       path_shown(e->path));
	return 0;
}

static const char *type_words(enum entry_type type)
{
	static const char *const words[] = { [ENTRY_COUNT] = "整数",
					     [ENTRY_AMOUNT] = "数值",
					     [ENTRY_PERCENT] = "百分数",
					     [ENTRY_TEXT] = "文字" };

	return words[type];
}

static void put_entry(struct doc_table *t, int row, const struct spec_entry *entry)
{
	struct buf help = BUF_INIT;

	buf_puts(&help, type_words(entry->type));
	if (entry->type == ENTRY_AMOUNT || entry->type == ENTRY_PERCENT)
		buf_printf(&help, "（最多%d位小数）", entry->scale);
	buf_printf(&help, "，%s%s%s", entry->required ? "必填" : "选填", *entry->help ? "：" : "",
		   entry->help);
	doc_cell(t, row, 0, 1, 1, entry->name);
	doc_cell(t, row, 1, 1, 1, entry->label);
	doc_cell(t, row, 2, 1, 1, entry->unit);
	doc_cell(t, row, 3, 1, 1, "");
	doc_cell(t, row, 4, 1, 1, "");
	doc_cell(t, row, 5, 1, 1, help.p);
	buf_release(&help);
}

static const char *what_to_do(const struct report_spec *spec, const char *period)
{
	if (spec->nentries == 0)
		return "本报告没有需要人工填报的内容，不必填写本表。";
	if (*period)
		return "请填写“填报”表的填报人、填报日期（如2026-01-10）和数值；"
		       "说明可不填。其他格不要改动。";
	return "请填写“填报”表的期别（如2025、2025-Q3、2025-10）、填报人、"
	       "填报日期（如2026-01-10）和数值；说明可不填。其他格不要改动。";
}

void entered_blank(const struct report_spec *spec, const char *report, const char *title,
		   const char *period, struct doc *d)
{
	static const int widths[] = { 16, 30, 8, 24, 24, 40 };
	const char *values[HEADS] = { report, period, "", "" };
	struct doc_table *t;
	int row, i;

	free(d->title);
	d->title = mem_strdup(title);
	doc_paragraph(d, what_to_do(spec, period));
	t = doc_table(d, "填报", title);
	for (row = 0; row < HEADS; row++) {
		doc_cell(t, row, 0, 1, 1, heads[row])->head = true;
		doc_cell(t, row, 1, 1, 1, values[row]);
	}
	for (i = 0; i < COLUMNS; i++)
		doc_cell(t, row, i, 1, 1, columns[i])->head = true;
	doc_cell(t, row, COLUMNS, 1, 1, "要求")->head = true;
	for (size_t k = 0; k < spec->nentries; k++)
		put_entry(t, row + 1 + (int)k, &spec->entries[k]);
	t->widths = mem_zalloc(COLUMNS + 1, sizeof(*t->widths));
	memcpy(t->widths, widths, sizeof(widths));
}
