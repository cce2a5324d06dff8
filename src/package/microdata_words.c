#include "package/microdata_words.h"

struct str microdata_word(const char *text, const char *name)
{
	size_t n = strlen(name), length;

	for (; *text; text += length + (text[length] != '\0')) {
		length = strcspn(text, ";");
		if (length > n && strncmp(text, name, n) == 0 && text[n] == '=')
			return (struct str){ text + n + 1, length - n - 1 };
	}
	return (struct str){ "", 0 };
}

static bool has_word(const char *text, const char *name)
{
	return microdata_word(text, name).n > 0;
}

static bool is_zero(const char *text, const char *name)
{
	struct str v = microdata_word(text, name);

	return v.n == 0 || str_is(v, STR("0"));
}

static void put(struct buf *b, const char *text, const char *before, const char *name,
		const char *after)
{
	struct str v = microdata_word(text, name);

	buf_puts(b, before);
	buf_add(b, v.p, v.n);
	buf_puts(b, after);
}

void microdata_put_kind(struct buf *b, const char *text)
{
	buf_puts(b, "本数据是逐条记录的微观数据，已作匿名化处理，不含姓名、号码等直接标识符。");
	if (has_word(text, "one_in"))
		put(b, text, "本数据是样本：按每 ", "one_in",
		    " 抽 1 的比例随机抽取（同一家庭或个人的记录同进同出），不能当作全体直接汇总。");
	put(b, text, "任意一条记录，至少有 ", "k",
	    " 条记录（含其自身）在全部准标识符上取值相同（k-匿名，k = ");
	put(b, text, "", "k", "）。准标识符概化到什么程度，见各字段说明。");
}

void microdata_put_suppression(struct buf *b, const char *text)
{
	put(b, text, "共公布 ", "records", " 条记录；");
	if (is_zero(text, "suppressed"))
		buf_puts(b, "没有整条隐去的记录；");
	else
		put(b, text, "因不满足匿名化要求，整条隐去 ", "suppressed", " 条；");
	if (is_zero(text, "blanked"))
		buf_puts(b, "没有单独隐去的单元格。");
	else
		put(b, text, "另有 ", "blanked", " 个单元格单独隐去，其值为空。");
}

void microdata_put_risk(struct buf *b, const char *text)
{
	put(b, text, "单条记录的重标识风险不高于 ", "risk", "；");
	put(b, text, "按 GB/T 42460-2023 属 ", "grade", " 级数据。");
}

static void put_quasi(struct buf *b, const char *text)
{
	buf_puts(b, "准标识符");
	if (is_zero(text, "level"))
		buf_puts(b, "，未概化");
	else
		put(b, text, "，已概化（第 ", "level", " 级）");
	if (has_word(text, "label"))
		put(b, text, "：", "label", "");
}

static void put_sensitive(struct buf *b, const char *text)
{
	buf_puts(b, "敏感字段");
	if (has_word(text, "l"))
		put(b, text, "，准标识符相同的记录中至少有 ", "l", " 种取值");
	if (has_word(text, "t"))
		put(b, text, "，其分布与全体的差距不超过 ", "t", "");
}

void microdata_put_column(struct buf *b, const char *text)
{
	if (strncmp(text, "quasi", 5) == 0)
		put_quasi(b, text);
	else if (strncmp(text, "sensitive", 9) == 0)
		put_sensitive(b, text);
}
