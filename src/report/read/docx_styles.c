#include "report/read/docx_styles.h"

#include <stdlib.h>
#include <strings.h>

#include "core/mem.h"
#include "report/read/xml_pull.h"

enum { STYLES_MAX = 20000, BASES_MAX = 16 };

void docx_styles_release(struct docx_styles *s)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		free(s->items[i].id);
		free(s->items[i].based_on);
	}
	free(s->items);
	*s = (struct docx_styles){ 0 };
}

int docx_heading_level(long outline)
{
	return outline < 0 || outline > 8 ? 0 : outline > 2 ? 3 : (int)outline + 1;
}

static void take_name(struct docx_style *style, const char *name)
{
	if (strncasecmp(name, "heading ", 8) == 0 && name[8] >= '1' && name[8] <= '9')
		style->level = docx_heading_level(name[8] - '1');
	style->is_title = strcasecmp(name, "title") == 0;
}

static void take_property(struct xml_pull *x, struct docx_style *style)
{
	const char *value = xml_pull_attribute(x, "val");

	if (!value)
		return;
	if (xml_pull_is(x, "name"))
		take_name(style, value);
	else if (xml_pull_is(x, "basedOn") && !style->based_on)
		style->based_on = mem_strdup(value);
	else if (xml_pull_is(x, "outlineLvl"))
		style->level = docx_heading_level(xml_pull_number(x, "val", -1));
	else if (xml_pull_is(x, "numId"))
		style->list = (int)xml_pull_number(x, "val", 0);
	else if (xml_pull_is(x, "ilvl"))
		style->list_level = (int)xml_pull_number(x, "val", 0);
}

static int read_style(struct xml_pull *x, struct docx_style *style, struct err *err)
{
	const char *id = xml_pull_attribute(x, "styleId");
	int ret, depth = x->depth;

	style->id = mem_strdup(id ? id : "");
	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START)
			continue;
		if (xml_pull_is(x, "rPr") || xml_pull_is(x, "tblStylePr")) {
			if (xml_pull_skip(x, err) < 0)
				return -1;
		} else {
			take_property(x, style);
		}
	}
	return ret;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct docx_style *)a)->id, ((const struct docx_style *)b)->id);
}

int docx_styles_read(struct str bytes, const char *name, struct docx_styles *s, struct err *err)
{
	struct xml_pull x;
	int ret;

	*s = (struct docx_styles){ 0 };
	ret = xml_pull_open(&x, bytes, name, "styles.xml", err);
	while (ret == 0 && (ret = xml_pull_next(&x, err)) > 0) {
		ret = 0;
		if (x.kind != XML_PULL_START || !xml_pull_is(&x, "style"))
			continue;
		if (s->n == STYLES_MAX) {
			ret = err_set(err, ERR_DATA, "%s: more than %d styles", name, STYLES_MAX);
			break;
		}
		s->items = mem_grow(s->items, &s->room, s->n + 1, sizeof(*s->items));
		s->items[s->n] = (struct docx_style){ 0 };
		ret = read_style(&x, &s->items[s->n++], err);
	}
	xml_pull_close(&x);
	if (s->n)
		qsort(s->items, s->n, sizeof(*s->items), by_id);
	return ret;
}

static const struct docx_style *find_style(const struct docx_styles *s, const char *id)
{
	const struct docx_style *style;
	struct docx_style key = { 0 };

	if (!id || s->n == 0)
		return NULL;
	key.id = mem_strdup(id);
	style = bsearch(&key, s->items, s->n, sizeof(*s->items), by_id);
	free(key.id);
	return style;
}

static enum docx_role role_of(const char *id)
{
	static const struct {
		const char *id;
		enum docx_role role;
	} known[] = {
		{ "Title", DOCX_TITLE },	  { "TableTitle", DOCX_TABLE_TITLE },
		{ "TableUnit", DOCX_TABLE_UNIT }, { "TableNote", DOCX_TABLE_NOTE },
		{ "TableHead", DOCX_TABLE_HEAD }, { "TableLabel", DOCX_TABLE_HEAD },
		{ "Issuer", DOCX_ISSUER },	  { "Date", DOCX_DATE },
		{ "FormNumber", DOCX_FORM },
	};
	size_t i;

	for (i = 0; id && i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i].id, id) == 0)
			return known[i].role;
	return DOCX_TEXT;
}

struct docx_look docx_styles_look(const struct docx_styles *s, const char *id)
{
	struct docx_look look = { .role = role_of(id) };
	const struct docx_style *style = find_style(s, id);
	int i;

	for (i = 0; style && i < BASES_MAX; i++) {
		if (style->is_title && i == 0)
			look.role = DOCX_TITLE;
		if (style->level && !look.level)
			look.level = style->level;
		if (style->list && !look.list) {
			look.list = style->list;
			look.list_level = style->list_level;
		}
		style = find_style(s, style->based_on);
	}
	if (look.level && look.role == DOCX_TEXT)
		look.role = DOCX_HEADING;
	return look;
}
