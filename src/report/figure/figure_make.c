#include "report/figure/figure_make.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/form/change.h"
#include "report/figure/figure_cell.h"
#include "report/figure/figure_rows.h"

struct recordset *figure_world_set(const struct figure_world *w, const char *name)
{
	for (size_t i = 0; i < w->nsets; i++)
		if (w->sets[i].name && strcmp(w->sets[i].name, name) == 0)
			return &w->sets[i];
	return NULL;
}

/* Operands come before what is made of them, so that there is no circle. */
static int find_operand(const struct figure_world *w, const struct spec_rule *rule,
			const char *name, struct figure **f, struct err *err)
{
	*f = figures_find(w->figures, name);
	if (*f && *f != &w->figures->items[w->figures->n - 1])
		return 0;
	return json_err(rule->json, err, "no figure \"%s\" is made before this one", name);
}

static bool takes_number(struct figure *to, const struct figure *from)
{
	if (from->state == VALUE_NUMBER)
		return true;
	if (from->is_protected)
		figure_set_missing(to, false, "%s", from->why);
	else
		figure_set_missing(to, from->is_open, "缺少“%s”%s%s", from->label,
				   from->why ? "：" : "", from->why ? from->why : "");
	to->is_protected = from->is_protected;
	return false;
}

static bool to_common_scale(const struct figure *a, const struct figure *b, __int128 *x,
			    __int128 *y, int *scale)
{
	*scale = a->scale > b->scale ? a->scale : b->scale;
	return decimal_rescale(a->v, a->scale, *scale, x) &&
	       decimal_rescale(b->v, b->scale, *scale, y);
}

static int too_many_digits(const struct spec_rule *rule, struct err *err)
{
	json_err(rule->json, err, "the number leaves 38 digits");
	err->kind = ERR_DATA;
	return -1;
}

/* part * 100 / whole at the scale, half away from zero. */
static bool percent(__int128 part, __int128 whole, int scale, __int128 *out)
{
	__int128 n = part, d = whole < 0 ? -whole : whole, q, rest;
	int i;

	if (whole < 0)
		n = -n;
	for (i = 0; i < scale + 2; i++)
		if (!decimal_mul_int(n, 10, &n))
			return false;
	q = n / d;
	rest = n % d < 0 ? -(n % d) : n % d;
	if (rest >= d - rest)
		q += n < 0 ? -1 : 1;
	*out = q;
	return true;
}

static int make_percent(const struct figure_world *w, const struct spec_rule *rule,
			struct figure *to, struct err *err)
{
	struct figure *part, *whole;
	__int128 x, y;
	int scale;

	if (find_operand(w, rule, rule->terms[0], &part, err) < 0 ||
	    find_operand(w, rule, rule->terms[1], &whole, err) < 0)
		return -1;
	if (!takes_number(to, part) || !takes_number(to, whole))
		return 0;
	if (whole->v == 0) {
		figure_set_missing(to, false, "“%s”为 0，不计算比例", whole->label);
		return 0;
	}
	if (!to_common_scale(part, whole, &x, &y, &scale) || !percent(x, y, rule->scale, &to->v))
		return too_many_digits(rule, err);
	to->state = VALUE_NUMBER;
	to->scale = rule->scale;
	return 0;
}

static int make_sum(const struct figure_world *w, const struct spec_rule *rule, struct figure *to,
		    struct err *err)
{
	struct figure *term, so_far = { .state = VALUE_NUMBER };
	__int128 x, y;
	int scale;

	for (size_t i = 0; i < rule->nterms; i++) {
		bool minus = rule->terms[i][0] == '-';

		if (find_operand(w, rule, rule->terms[i] + minus, &term, err) < 0)
			return -1;
		if (!takes_number(to, term))
			return 0;
		if (!to_common_scale(&so_far, term, &x, &y, &scale) ||
		    !decimal_add(x, minus ? -y : y, &so_far.v))
			return too_many_digits(rule, err);
		so_far.scale = scale;
	}
	to->state = VALUE_NUMBER;
	to->v = so_far.v;
	to->scale = so_far.scale;
	return 0;
}

static int make_conversion(const struct figure_world *w, const struct spec_rule *rule,
			   struct figure *to, struct err *err)
{
	struct figure *from;

	if (find_operand(w, rule, rule->of, &from, err) < 0)
		return -1;
	figure_set_text(&to->unit, rule->to);
	if (!takes_number(to, from))
		return 0;
	to->state = VALUE_NUMBER;
	if (unit_convert(from->v, from->scale, from->unit, rule->to, &to->v, &to->scale, err) < 0)
		return err_wrap(err, "figure \"%s\"", from->name);
	return 0;
}

static int make_copy(const struct figure_world *w, const struct spec_rule *rule, struct figure *to,
		     struct err *err)
{
	struct figure *from;

	if (find_operand(w, rule, rule->of, &from, err) < 0)
		return -1;
	figure_copy_value(to, from);
	to->origin = from->origin;
	to->nrecords = from->nrecords;
	if (!*to->unit)
		figure_set_text(&to->unit, from->unit);
	figure_set_text(&to->rule, from->rule);
	figure_set_text(&to->source, from->source);
	figure_set_text(&to->pipeline, from->pipeline);
	figure_set_text(&to->snapshot, from->snapshot);
	figure_set_text(&to->query, from->query);
	figure_set_text(&to->who, from->who);
	figure_set_text(&to->when, from->when);
	to->keys = mem_zalloc(from->nkeys + 1, sizeof(*to->keys));
	for (; to->nkeys < from->nkeys; to->nkeys++)
		to->keys[to->nkeys] = mem_strdup(from->keys[to->nkeys]);
	return 0;
}

/* A cell of the approved report of the period before, whatever its edition. */
static int make_last(const struct figure_world *w, const struct spec_rule *rule, struct figure *to)
{
	const struct value *v;
	char period[9];
	int at;

	to->origin = ORIGIN_LAST;
	if (!w->last) {
		figure_set_missing(to, true, "未提供上期已批准的报告");
		return 0;
	}
	period_format(w->last->period, period);
	figure_set_text(&to->source, period);
	at = form_find(w->last->form, rule->of);
	if (at < 0) {
		figure_set_missing(to, true, "上期报告没有“%s”", rule->of);
		return 0;
	}
	v = &w->last->values[at];
	to->state = v->state == VALUE_ODD ? VALUE_BLANK : v->state;
	to->v = v->v;
	to->scale = v->scale;
	if (!*to->unit)
		figure_set_text(&to->unit, form_cell(w->last->form, at)->unit);
	if (v->state != VALUE_NUMBER)
		figure_set_missing(to, true, "上期报告的“%s”不是数字", rule->of);
	return 0;
}

/* Released ------------------------------------------------------------------ */

static struct released *find_release(const struct figure_world *w, const char *name)
{
	for (size_t i = 0; i < w->nreleases; i++)
		if (w->releases[i].name && strcmp(w->releases[i].name, name) == 0)
			return &w->releases[i];
	return NULL;
}

static int fill_codes(const struct figure_world *w, const struct spec_rule *rule, char **codes,
		      struct released_at *at, struct err *err)
{
	struct template_words words = w->words;
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < rule->nat; i++) {
		if (template_fill(rule->at[i].code, template_word, &words, rule->json, &text, err) <
		    0) {
			buf_release(&text);
			return -1;
		}
		codes[i] = buf_detach(&text);
		at[i] = (struct released_at){ rule->at[i].dimension, codes[i] };
	}
	return 0;
}

static int take_cell(const struct spec_rule *rule, const struct released *r,
		     const struct released_at *at, struct figure *to, struct err *err)
{
	const char *status = NULL, *unit = NULL;
	bool has = false;
	int64_t row;
	int found = released_find(r, at, rule->nat, &row, err);

	if (found < 0)
		return err_wrap(err, "release \"%s\"", rule->of);
	if (found == 0) {
		figure_set_missing(to, true, "已发布数据 %s 中没有这一项", rule->of);
		return 0;
	}
	if (released_value(r, row, rule->column, &has, &to->v, &to->scale, &status, &unit, err) < 0)
		return err_wrap(err, "release \"%s\"", rule->of);
	if (!*to->unit && unit)
		figure_set_text(&to->unit, unit);
	if (!has) {
		figure_take_status(to, status);
		return 0;
	}
	to->state = VALUE_NUMBER;
	figure_set_text(&to->remark, figure_status_words(status));
	return 0;
}

static int make_cell(const struct figure_world *w, const struct spec_rule *rule, struct figure *to,
		     struct err *err)
{
	const struct spec_release *from = spec_release_find(w->spec, rule->of);
	const struct released *r = find_release(w, rule->of);
	char **codes = mem_zalloc(rule->nat + 1, sizeof(*codes));
	struct released_at *at = mem_zalloc(rule->nat + 1, sizeof(*at));
	int ret = 0;

	to->origin = ORIGIN_CELLS;
	figure_set_text(&to->pipeline, from ? from->pipeline : "");
	if (!r)
		figure_set_missing(to, true, "未提供已发布数据 %s", rule->of);
	else if (fill_codes(w, rule, codes, at, err) < 0)
		ret = -1;
	else {
		figure_describe_cell(to, r, rule->column, at, rule->nat);
		ret = take_cell(rule, r, at, to, err);
	}
	for (size_t i = 0; i < rule->nat; i++)
		free(codes[i]);
	free(codes);
	free(at);
	return ret;
}

/* All kinds ----------------------------------------------------------------- */

/* What a reader of the sources knows a figure by. */
static const char *said(const struct figure_world *w, const char *name)
{
	const struct figure *f = figures_find(w->figures, name);

	return f && f->label && *f->label ? f->label : name;
}

static void describe_formula(const struct figure_world *w, const struct spec_rule *rule,
			     struct figure *to)
{
	struct buf b = BUF_INIT;

	to->origin = ORIGIN_FORMULA;
	if (rule->kind == RULE_PERCENT)
		buf_printf(&b, "%s ÷ %s × 100，保留 %d 位小数", said(w, rule->terms[0]),
			   said(w, rule->terms[1]), rule->scale);
	for (size_t i = 0; rule->kind == RULE_ADD && i < rule->nterms; i++)
		buf_printf(&b, "%s%s", rule->terms[i][0] == '-' ? " − " : (i ? " + " : ""),
			   said(w, rule->terms[i] + (rule->terms[i][0] == '-')));
	if (rule->kind == RULE_CONVERT)
		buf_printf(&b, "%s 换算为%s", said(w, rule->of), rule->to);
	figure_set_text(&to->rule, b.p);
	buf_release(&b);
}

static int make_formula(const struct figure_world *w, const struct spec_rule *rule,
			struct figure *to, struct err *err)
{
	describe_formula(w, rule, to);
	if (rule->kind == RULE_PERCENT)
		return make_percent(w, rule, to, err);
	return rule->kind == RULE_ADD ? make_sum(w, rule, to, err)
				      : make_conversion(w, rule, to, err);
}

static int make_missing(const struct spec_rule *rule, struct figure *to)
{
	figure_set_missing(to, false, "%s", rule->of);
	return 0;
}

static int make_one(const struct figure_world *w, const struct spec_rule *rule,
		    const struct figure_name *name, struct err *err)
{
	struct figure *to = figures_add(w->figures, name->name);

	figure_set_text(&to->label, name->label);
	figure_set_text(&to->unit, name->unit);
	switch (rule->kind) {
	case RULE_FIGURE:
		return make_copy(w, rule, to, err);
	case RULE_CELL:
		return make_cell(w, rule, to, err);
	case RULE_LAST:
		return make_last(w, rule, to);
	case RULE_MISSING:
		return make_missing(rule, to);
	default:
		return make_formula(w, rule, to, err);
	}
}

static bool is_of_rows(const struct spec_rule *rule)
{
	return rule->kind == RULE_COUNT || rule->kind == RULE_SUM || rule->kind == RULE_DISTINCT;
}

int figure_make(const struct figure_world *w, const struct spec_rule *rule,
		const struct figure_name *name, struct err *err)
{
	struct figure_slot slot = { NULL, *name };
	int ret = is_of_rows(rule) ? figure_rows(w, rule, NULL, &slot, 1, err)
				   : make_one(w, rule, name, err);

	return ret < 0 ? err_wrap(err, "figure \"%s\"", name->name) : 0;
}

int figure_make_by(const struct figure_world *w, const struct spec_rule *rule, const char *column,
		   const struct figure_slot *slots, size_t nslots, struct err *err)
{
	return figure_rows(w, rule, column, slots, nslots, err);
}
