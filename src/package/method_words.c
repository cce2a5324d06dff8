#include "package/method_words.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- members --------------------------------------------------------- */

/* Text, or a whole number as it is written; "" when it is not there. */
static const char *text_in(struct json o, const char *key)
{
	struct json v = json_member(o, key);
	struct err ignored = ERR_INIT;
	const char *text;

	return json_is(v) && json_get_text(v, &text, &ignored) == 0 ? text : "";
}

static const char *text_of(const struct method_words *w, const char *key)
{
	return text_in(json_root(w->doc), key);
}

static bool has(const struct method_words *w, const char *key)
{
	return *text_of(w, key) != '\0';
}

static bool is_true(const struct method_words *w, const char *key)
{
	struct json_obj o;
	struct err ignored = ERR_INIT;
	bool v = false;

	json_open(&o, json_root(w->doc), &ignored);
	json_opt_bool(&o, key, &v);
	return v;
}

static bool is_method(const struct method_words *w, const char *name)
{
	return strcmp(w->method, name) == 0;
}

static bool is_noise(const struct method_words *w)
{
	return is_method(w, "laplace") || is_method(w, "gaussian");
}

static struct json first_count(const struct method_words *w)
{
	return json_first(json_member(json_root(w->doc), "counts"));
}

/* 人数、户数 */
static void put_counts(const struct method_words *w, struct buf *b)
{
	const char *between = "", *label;
	struct json i;

	for (i = first_count(w); json_is(i); i = json_next(i)) {
		label = text_in(i, "label");
		buf_printf(b, "%s%s", between, *label ? label : text_in(i, "name"));
		between = "、";
	}
}

int method_words_read(struct method_words *w, const char *statement, struct err *err)
{
	static const char *const known[] = { "suppression", "rounding", "cell-key", "laplace",
					     "gaussian" };
	size_t i;

	*w = (struct method_words){ 0 };
	if (json_parse("yg.method", str_of(statement), &w->doc, err) < 0) {
		err->kind = ERR_DATA;
		return -1;
	}
	w->method = text_of(w, "method");
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (is_method(w, known[i]))
			return 0;
	method_words_release(w);
	return err_set(err, ERR_DATA, "yg.method names no method that yg-protect has");
}

void method_words_release(struct method_words *w)
{
	json_free(w->doc);
	*w = (struct method_words){ 0 };
}

/* ---- names ----------------------------------------------------------- */

void method_words_put_name(const struct method_words *w, struct buf *b)
{
	static const char *const names[][2] = { { "suppression", "单元格隐去" },
						{ "rounding", "小数舍入" },
						{ "cell-key", "单元格键扰动" },
						{ "laplace", "离散拉普拉斯噪声" },
						{ "gaussian", "离散高斯噪声" } };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (is_method(w, names[i][0]))
			buf_puts(b, names[i][1]);
}

void method_words_put_english(const struct method_words *w, struct buf *b)
{
	if (is_method(w, "suppression"))
		buf_puts(b, "cell suppression");
	else if (is_method(w, "rounding"))
		buf_printf(b, "rounding of small counts to base %s", text_of(w, "base"));
	else if (is_method(w, "cell-key"))
		buf_printf(b, "cell-key perturbation (D = %s, V = %s)", text_of(w, "D"),
			   text_of(w, "V"));
	else if (is_method(w, "laplace"))
		buf_printf(b, "discrete Laplace noise (epsilon = %s)", text_of(w, "epsilon"));
	else
		buf_printf(b, "discrete Gaussian noise (rho = %s)", text_of(w, "rho"));
}

/* ---- what was done --------------------------------------------------- */

static void put_suppression(const struct method_words *w, struct buf *b)
{
	if (has(w, "threshold"))
		buf_printf(b, "计数在 1 至 %ld 之间的单元格不公布",
			   strtol(text_of(w, "threshold"), NULL, 10) - 1);
	else
		buf_puts(b, "会暴露个别对象的单元格不公布");
	buf_puts(b, "（状态为 c）；为防止从合计中反推，另有部分单元格一并隐去。");
	if (has(w, "basis"))
		buf_printf(b, "依据：%s。", text_of(w, "basis"));
}

static void put_noise(const struct method_words *w, struct buf *b)
{
	put_counts(w, b);
	if (is_method(w, "laplace"))
		buf_printf(b, "的每个单元格都加入了离散拉普拉斯噪声，整张表满足差分隐私，ε = %s。",
			   text_of(w, "epsilon"));
	else
		buf_printf(b,
			   "的每个单元格都加入了离散高斯噪声，整张表满足零集中差分隐私，ρ = "
			   "%s（δ = %s 时相当于 ε ≤ %s）。",
			   text_of(w, "rho"), text_of(w, "delta"), text_of(w, "epsilon"));
	buf_puts(b, "真实值为零的单元格同样加入噪声。噪声只抽取一次，重复制作不会变化。");
}

void method_words_put_done(const struct method_words *w, struct buf *b)
{
	long base = strtol(text_of(w, "base"), NULL, 10);

	if (is_method(w, "suppression")) {
		put_suppression(w, b);
	} else if (is_method(w, "rounding")) {
		put_counts(w, b);
		buf_printf(b,
			   "已作小数舍入，基数为 %ld：真实值为 1 至 %ld 的最细一级单元格改为 0 或 "
			   "%ld，各级合计由改后的数重新相加得出。",
			   base, base - 1, base);
	} else if (is_method(w, "cell-key")) {
		put_counts(w, b);
		buf_puts(b, "已按单元格键法加入随机扰动：扰动由单元格中是哪些对象决定，"
			    "同一批对象无论出现在哪一格，同一项计数得到同一个数。");
	} else {
		put_noise(w, b);
	}
}

/* ---- errors ---------------------------------------------------------- */

static void put_noise_error(const struct method_words *w, struct buf *b)
{
	bool is_laplace = is_method(w, "laplace");
	const char *label;
	struct json i;

	for (i = first_count(w); json_is(i); i = json_next(i)) {
		label = text_in(i, "label");
		buf_printf(b, "%s：噪声%s %s%s，95%% 的单元格与真实值相差不超过 %s%s",
			   *label ? label : text_in(i, "name"), is_laplace ? "尺度为" : "标准差为",
			   text_in(i, is_laplace ? "scale" : "sigma"), text_in(i, "unit"),
			   text_in(i, "error95"), text_in(i, "unit"));
		buf_printf(b,
			   "（按一个对象至多计入 %s 个最细一级单元格、在一个单元格中至多改变 "
			   "%s%s 设定）。",
			   text_in(i, "cells"), text_in(i, "sensitivity"), text_in(i, "unit"));
	}
}

void method_words_put_error(const struct method_words *w, struct buf *b)
{
	long base = strtol(text_of(w, "base"), NULL, 10), js = strtol(text_of(w, "js"), NULL, 10);

	if (is_method(w, "suppression")) {
		buf_puts(b, "公布的数即真实值，未作改动。");
	} else if (is_method(w, "rounding")) {
		buf_printf(b,
			   "最细一级单元格与真实值相差不超过 %ld，最上一级合计相差不超过 "
			   "%ld；中间各级的误差随其中被改动的单元格个数增加。",
			   base - 1, base / 2);
	} else if (is_method(w, "cell-key")) {
		buf_printf(b, "任何一个数与真实值相差不超过 %s，误差的平均值为零、方差不超过 %s。",
			   text_of(w, "D"), text_of(w, "V"));
		if (js > 0)
			buf_printf(b, "公布的数中不出现 1 至 %ld。", js);
	} else {
		put_noise_error(w, b);
	}
}

/* ---- how to read ----------------------------------------------------- */

void method_words_put_reading(const struct method_words *w, struct buf *b)
{
	if (is_method(w, "suppression")) {
		buf_puts(b, "隐去的数包含在合计之中；把公布的分项相加，会小于合计。");
		return;
	}
	if (is_method(w, "rounding"))
		buf_puts(
			b,
			"分项之和等于合计；0 不一定表示没有。不同计数之间的比例（如每户人数）在小数"
			"上没有意义。");
	else if (is_method(w, "cell-key"))
		buf_puts(b,
			 "各单元格分别扰动，分项之和不一定等于合计：需要合计时请直接使用表中的"
			 "合计，不要自行相加。真实值为零的仍为零；公布为零的，真实值不一定为零。");
	if (!is_noise(w))
		return;
	buf_puts(b, "各单元格分别加入噪声，分项之和不一定等于合计：需要合计时请直接使用表中的合计，"
		    "不要自行相加。");
	if (is_true(w, "at_least_zero"))
		buf_puts(b,
			 "加噪后小于零的数已改为零（后处理，不影响隐私保护），因此小数平均偏大。");
	else
		buf_puts(b, "加噪后小于零的数照原样公布，可能出现负数。");
}
