#include "package/dictionary.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/mem.h"

const struct dictionary_heading dictionary_headings[DICTIONARY_COLUMNS] = {
	{ "name", "字段名" },	  { "title", "中文名" }, { "type", "类型" },
	{ "decimals", "小数位" }, { "unit", "单位" },	 { "role", "作用" },
	{ "of", "所属字段" },	  { "codes", "代码表" }, { "description", "说明" },
	{ "statuses", "状态" },
};

/* After the shorthand of the UK Government Analysis Function. */
const char *const status_letters[STATUS_WORDS] = { "c", "p", "r", "x", "z" };

const char *status_meaning(const struct release *r, int i)
{
	static const char *const meanings[STATUS_WORDS] = {
		"为保护个人信息不公布（数值为空）", "初步数，以后可能修订",
		"修订数，与以前公布的不同", "数据不可得（数值为空）", "不适用（数值为空）"
	};

	if (*status_letters[i] == 'p' && release_has_role(r, ROLE_AS_OF))
		return "暂定数，以后可能修订（填有数据时点的，取自该日的数据）";
	return meanings[i];
}

const char *dictionary_type(enum field_type type)
{
	switch (type) {
	case FIELD_BOOL:
		return "boolean";
	case FIELD_INT64:
		return "integer";
	case FIELD_DECIMAL:
	case FIELD_FLOAT64:
		return "number";
	case FIELD_DATE:
		return "date";
	default:
		return "string";
	}
}

static const char *role_text(enum column_role role)
{
	static const char *const texts[] = { "字段", "维度", "名称", "层级",
					     "上级", "指标", "状态", "时点" };

	return texts[role];
}

static char *decimals_text(const struct field *f)
{
	struct buf b = BUF_INIT;

	if (f->type == FIELD_DECIMAL)
		buf_printf(&b, "%d", f->scale);
	else if (f->type == FIELD_INT64)
		buf_putc(&b, '0');
	return buf_detach(&b);
}

static char *statuses_text(const struct release *r, const struct release_column *c)
{
	struct buf b = BUF_INIT;
	int i;

	if (c->status >= 0)
		buf_printf(&b, "见 %s", r->columns[c->status].field->name);
	for (i = 0; c->role == ROLE_STATUS && i < STATUS_WORDS; i++)
		buf_printf(&b, "%s%s %s", i ? "；" : "", status_letters[i], status_meaning(r, i));
	return buf_detach(&b);
}

static char *codes_text(const struct release_column *c)
{
	struct buf b = BUF_INIT;

	if (c->codes)
		buf_printf(&b, "codes-%s.csv", c->codes);
	return buf_detach(&b);
}

void dictionary_make(const struct release *r, struct dictionary *d)
{
	const struct release_column *c;
	char **row;
	size_t i;

	d->n = r->ncolumns;
	d->rows = mem_zalloc(d->n, sizeof(*d->rows));
	for (i = 0; i < d->n; i++) {
		c = &r->columns[i];
		row = d->rows[i];
		row[0] = mem_strdup(c->field->name);
		row[1] = mem_strdup(c->title);
		row[2] = mem_strdup(dictionary_type(c->field->type));
		row[3] = decimals_text(c->field);
		row[4] = mem_strdup(c->unit ? c->unit : "");
		row[5] = mem_strdup(role_text(c->role));
		row[6] = mem_strdup(c->of >= 0 ? r->columns[c->of].field->name : "");
		row[7] = codes_text(c);
		row[8] = mem_strdup(c->description);
		row[9] = statuses_text(r, c);
	}
}

void dictionary_release(struct dictionary *d)
{
	size_t i;
	int k;

	for (i = 0; i < d->n; i++)
		for (k = 0; k < DICTIONARY_COLUMNS; k++)
			free(d->rows[i][k]);
	free(d->rows);
	*d = (struct dictionary){ NULL, 0 };
}

int dictionary_write(struct release *r, const struct dictionary *d, struct err *err)
{
	struct buf b = BUF_INIT;
	size_t i;
	int k, ret;

	for (k = 0; k < DICTIONARY_COLUMNS; k++)
		buf_printf(&b, "%s%s", k ? "," : "", dictionary_headings[k].name);
	buf_puts(&b, "\r\n");
	for (i = 0; i < d->n; i++) {
		for (k = 0; k < DICTIONARY_COLUMNS; k++) {
			if (k)
				buf_putc(&b, ',');
			if (*d->rows[i][k])
				csv_put_text(&b, str_of(d->rows[i][k]));
		}
		buf_puts(&b, "\r\n");
	}
	ret = release_write(r, "dictionary.csv", (struct str){ b.p, b.n }, err);
	buf_release(&b);
	return ret;
}
