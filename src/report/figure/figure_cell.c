#include "report/figure/figure_cell.h"

#include "core/jsonout.h"

void figure_describe_cell(struct figure *to, const struct released *r, const char *measure,
			  const struct released_at *at, size_t n)
{
	struct buf b = BUF_INIT;
	struct jsonout j;

	to->origin = ORIGIN_CELLS;
	buf_printf(&b, "取自已发布数据 %s 的 %s", r->name, measure);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s 为 %s", i ? "；" : "：", at[i].dimension, at[i].code);
	figure_set_text(&to->rule, b.p);
	buf_clear(&b);
	jsonout_init(&j, &b, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, "measure", measure);
	jsonout_key(&j, "at");
	jsonout_open(&j, '{');
	for (size_t i = 0; i < n; i++)
		jsonout_member(&j, at[i].dimension, at[i].code);
	jsonout_close(&j, '}');
	jsonout_close(&j, '}');
	figure_set_text(&to->query, b.p);
	buf_clear(&b);
	buf_printf(&b, "%s%s%s", r->name, *r->release ? "/" : "", r->release);
	figure_set_text(&to->source, b.p);
	figure_set_text(&to->snapshot, r->digest);
	buf_release(&b);
}

void figure_take_status(struct figure *to, const char *status)
{
	if (!status || strcmp(status, "x") == 0)
		figure_set_missing(to, false, "已发布数据中注明暂缺");
	else if (strcmp(status, "c") == 0)
		figure_set_missing(to, false, FIGURE_PROTECTED);
	else if (strcmp(status, "z") == 0)
		to->state = VALUE_SLASH;
	else
		figure_set_missing(to, false, "已发布数据中无数值（%s）", status);
	to->is_protected = status && strcmp(status, "c") == 0;
}

const char *figure_status_words(const char *status)
{
	if (status && strcmp(status, "p") == 0)
		return "初步数";
	return status && strcmp(status, "r") == 0 ? "修订数" : NULL;
}
