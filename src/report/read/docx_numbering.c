#include "report/read/docx_numbering.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/read/xml_pull.h"

enum { LISTS_MAX = 4000 };

void docx_numbering_release(struct docx_numbering *n)
{
	size_t i, k;

	for (i = 0; i < n->nlists; i++)
		for (k = 0; k < DOCX_LEVELS; k++)
			free(n->lists[i].levels[k].text);
	free(n->lists);
	free(n->nums);
	*n = (struct docx_numbering){ 0 };
}

static void take_level(struct xml_pull *x, struct docx_level *level)
{
	const char *value = xml_pull_attribute(x, "val");

	if (!value)
		return;
	if (xml_pull_is(x, "numFmt")) {
		snprintf(level->format, sizeof(level->format), "%s", value);
	} else if (xml_pull_is(x, "lvlText")) {
		free(level->text);
		level->text = mem_strdup(value);
	} else if (xml_pull_is(x, "start")) {
		level->start = (int)xml_pull_number(x, "val", 1);
	}
}

static int read_list(struct xml_pull *x, struct docx_list *list, struct err *err)
{
	struct docx_level *level = NULL;
	int ret, depth = x->depth;
	long i;

	for (i = 0; i < DOCX_LEVELS; i++)
		list->levels[i].start = 1;
	list->id = (int)xml_pull_number(x, "abstractNumId", -1);
	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START)
			continue;
		if (xml_pull_is(x, "lvl")) {
			i = xml_pull_number(x, "ilvl", -1);
			level = i >= 0 && i < DOCX_LEVELS ? &list->levels[i] : NULL;
		} else if (level) {
			take_level(x, level);
		}
	}
	return ret;
}

/* A list that overrides the start of a level counts on like the others of its kind. */
static int read_num(struct xml_pull *x, struct docx_num *num, struct err *err)
{
	int ret, depth = x->depth;

	num->id = (int)xml_pull_number(x, "numId", -1);
	num->list = -1;
	while ((ret = xml_pull_inside(x, depth, err)) > 0)
		if (x->kind == XML_PULL_START && xml_pull_is(x, "abstractNumId"))
			num->list = (int)xml_pull_number(x, "val", -1);
	return ret;
}

static int read_item(struct xml_pull *x, struct docx_numbering *n, struct err *err)
{
	if (n->nlists == LISTS_MAX || n->nnums == LISTS_MAX)
		return err_set(err, ERR_DATA, "%s: more than %d lists", x->file, LISTS_MAX);
	if (xml_pull_is(x, "abstractNum")) {
		n->lists = mem_grow(n->lists, &n->lists_room, n->nlists + 1, sizeof(*n->lists));
		n->lists[n->nlists] = (struct docx_list){ 0 };
		return read_list(x, &n->lists[n->nlists++], err);
	}
	if (xml_pull_is(x, "num")) {
		n->nums = mem_grow(n->nums, &n->nums_room, n->nnums + 1, sizeof(*n->nums));
		return read_num(x, &n->nums[n->nnums++], err);
	}
	return 0;
}

int docx_numbering_read(struct str bytes, const char *name, struct docx_numbering *n,
			struct err *err)
{
	struct xml_pull x;
	int ret;

	*n = (struct docx_numbering){ 0 };
	ret = xml_pull_open(&x, bytes, name, "numbering.xml", err);
	while (ret == 0 && (ret = xml_pull_next(&x, err)) > 0)
		ret = x.kind == XML_PULL_START ? read_item(&x, n, err) : 0;
	xml_pull_close(&x);
	return ret;
}

/* Up to 99, which is more than any form counts; beyond in digits. */
static void put_chinese(int v, struct buf *to)
{
	static const char *const digits[] = { "",   "一", "二", "三", "四",
					      "五", "六", "七", "八", "九" };

	if (v < 1 || v > 99) {
		buf_printf(to, "%d", v);
		return;
	}
	if (v >= 20)
		buf_puts(to, digits[v / 10]);
	if (v >= 10)
		buf_puts(to, "十");
	buf_puts(to, digits[v % 10]);
}

static void put_roman(int v, struct buf *to)
{
	static const struct {
		int value;
		const char *text;
	} steps[] = { { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" },
		      { 5, "V" },  { 4, "IV" },	 { 1, "I" } };
	size_t i;

	if (v > 89) {
		buf_printf(to, "%d", v);
		return;
	}
	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		for (; v >= steps[i].value; v -= steps[i].value)
			buf_puts(to, steps[i].text);
}

static bool put_count(const char *format, int v, struct buf *to)
{
	if (strcmp(format, "decimal") == 0 || format[0] == '\0')
		buf_printf(to, "%d", v);
	else if (strcmp(format, "decimalZero") == 0)
		buf_printf(to, "%02d", v);
	else if (strncmp(format, "chinese", 7) == 0 || strcmp(format, "japaneseCounting") == 0 ||
		 strcmp(format, "taiwaneseCounting") == 0 ||
		 strcmp(format, "ideographDigital") == 0)
		put_chinese(v, to);
	else if (strncmp(format, "decimalEnclosedCircle", 21) == 0 && v <= 20)
		utf8_put(to, 0x2460 + (uint32_t)v - 1);
	else if (strcmp(format, "upperRoman") == 0)
		put_roman(v, to);
	else if (strcmp(format, "upperLetter") == 0 && v <= 26)
		buf_putc(to, (char)('A' + v - 1));
	else if (strcmp(format, "lowerLetter") == 0 && v <= 26)
		buf_putc(to, (char)('a' + v - 1));
	else if (strcmp(format, "decimalFullWidth") == 0 && v <= 9)
		utf8_put(to, 0xff10 + (uint32_t)v);
	else
		return false;
	return true;
}

static struct docx_list *find_list(struct docx_numbering *n, int num)
{
	size_t i, k;

	for (i = 0; i < n->nnums; i++) {
		if (n->nums[i].id != num)
			continue;
		for (k = 0; k < n->nlists; k++)
			if (n->lists[k].id == n->nums[i].list)
				return &n->lists[k];
	}
	return NULL;
}

static void count(struct docx_list *l, int level)
{
	int i;

	for (i = 0; i < level; i++)
		if (l->next[i] == 0)
			l->next[i] = l->levels[i].start;
	l->next[level] = l->next[level] ? l->next[level] + 1 : l->levels[level].start;
	for (i = level + 1; i < DOCX_LEVELS; i++)
		l->next[i] = 0;
}

void docx_number(struct docx_numbering *n, int num, int level, struct buf *to)
{
	struct docx_list *l = num > 0 ? find_list(n, num) : NULL;
	size_t start = to->n;
	const char *p;
	int i;

	if (!l || level < 0 || level >= DOCX_LEVELS || !l->levels[level].text)
		return;
	count(l, level);
	for (p = l->levels[level].text; *p; p++) {
		i = p[0] == '%' && p[1] >= '1' && p[1] <= '9' ? p[1] - '1' : -1;
		if (i < 0) {
			buf_putc(to, *p);
			continue;
		}
		if (l->next[i] < 1 || !put_count(l->levels[i].format, l->next[i], to)) {
			buf_cut(to, start);
			return;
		}
		p++;
	}
	/* A bullet has no number in it. */
	if (strcmp(l->levels[level].format, "bullet") == 0)
		buf_cut(to, start);
}
