#include "report/form/change.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/form/descent.h"

#define WHOLE_YEAR "累计数与上年全年数比较"

typedef unsigned __int128 uint128; /* no standard name says it */

static uint128 magnitude(__int128 v)
{
	return v < 0 ? -(uint128)v : (uint128)v;
}

/* a / b * 10000, half away from zero. */
static bool ratio(__int128 a, __int128 b, __int128 *out)
{
	bool negative = (a < 0) != (b < 0);
	uint128 n, d = magnitude(b), quotient, rest;

	if (b == 0 || __builtin_mul_overflow(magnitude(a), (uint128)10000, &n))
		return false;
	quotient = n / d;
	rest = n % d;
	/* Doubling cannot overflow: a rest is below 2^127. */
	if (rest * 2 >= d)
		quotient++;
	if (quotient > (uint128)INT64_MAX)
		return false;
	*out = negative ? -(__int128)quotient : (__int128)quotient;
	return true;
}

bool change_percent(__int128 now, int now_scale, __int128 last, int last_scale, __int128 *percent)
{
	int scale = now_scale > last_scale ? now_scale : last_scale;
	__int128 difference;

	return decimal_rescale(now, now_scale, scale, &now) &&
	       decimal_rescale(last, last_scale, scale, &last) &&
	       decimal_add(now, -last, &difference) && ratio(difference, last, percent);
}

bool change_contribution(__int128 now, __int128 last, __int128 whole_last, __int128 *points)
{
	__int128 difference;

	return decimal_add(now, -last, &difference) && ratio(difference, whole_last, points);
}

/* What one call works on. */
struct filling {
	struct filled *f;
	const struct filled *last;
	struct descent descent;
	struct verdicts *to;
	bool first_of_year;
};

static void set_remark(struct value *v, const char *remark)
{
	free(v->remark);
	v->remark = remark ? mem_strdup(remark) : NULL;
}

static void set_state(struct value *v, enum value_state state, const char *why, const char *remark)
{
	free(v->text);
	v->text = why ? mem_strdup(why) : NULL;
	v->state = state;
	v->v = 0;
	v->origin = ORIGIN_FORMULA;
	set_remark(v, remark);
}

/* 上期: as the form of the period before has it, remarks apart. */
static void carry(struct filling *w, int cell, const char *column)
{
	const struct form_cell *c = form_cell(w->f->form, cell);
	const char *table = form_table_of(w->f->form, cell)->id;
	const char *code = descent_code(&w->descent, table, c->row);
	int from = form_find_at(w->last->form, table, code, column);
	struct value *v = &w->f->values[cell];
	const struct value *old;

	if (from < 0) {
		set_state(v, VALUE_BLANK, NULL, NULL);
		return;
	}
	old = &w->last->values[from];
	set_state(v, old->state, old->text, NULL);
	v->v = old->v;
	v->scale = old->scale;
	v->origin = ORIGIN_LAST;
	v->of = w->last->period;
}

static void refuse(struct filling *w, int cell, const char *reason)
{
	const struct form_cell *c = form_cell(w->f->form, cell);
	struct buf b = BUF_INIT;

	buf_printf(&b, "口径变化，不计算环比：%s", reason);
	set_state(&w->f->values[cell], VALUE_SLASH, NULL, b.p);
	verdicts_add(w->to, SEVERITY_REMARK, "change", c->key, c->label, NULL, NULL, "%s", b.p);
	buf_release(&b);
}

/* Of the printed numbers, so that whoever recomputes it from the form gets the same. */
static void set_change(struct filling *w, int cell, int now, int last)
{
	const struct form_cell *c = form_cell(w->f->form, cell);
	struct value *v = &w->f->values[cell];
	__int128 a = 0, b = 0, percent;
	bool known = filled_number(w->f, now, &a) && filled_number(w->f, last, &b);

	if (known && b == 0) {
		set_state(v, VALUE_SLASH, NULL, "上期为零，不计算环比");
		return;
	}
	if (!known || !change_percent(a, form_cell(w->f->form, now)->scale, b,
				      form_cell(w->f->form, last)->scale, &percent)) {
		set_state(v, VALUE_SLASH, NULL, "数值过大，不计算环比");
		return;
	}
	set_state(v, VALUE_NUMBER, NULL, w->first_of_year && c->cumulative ? WHOLE_YEAR : NULL);
	v->v = percent;
	v->scale = 2;
}

static void compare(struct filling *w, int cell, int now, int last)
{
	const struct form_cell *c = form_cell(w->f->form, cell);
	const char *table = form_table_of(w->f->form, cell)->id;
	const char *reason = descent_changed(&w->descent, table, c->row);
	const struct value *a = &w->f->values[now], *b = &w->f->values[last];
	struct value *v = &w->f->values[cell];

	if (a->state == VALUE_MISSING)
		set_state(v, VALUE_MISSING, a->text, NULL);
	else if (b->state == VALUE_MISSING)
		set_state(v, VALUE_MISSING, b->text, NULL);
	else if (a->state != VALUE_NUMBER)
		set_state(v, VALUE_BLANK, NULL, NULL);
	else if (b->state != VALUE_NUMBER)
		set_state(v, VALUE_BLANK, NULL, "上期无数据，不计算环比");
	else if (reason)
		refuse(w, cell, reason);
	else
		set_change(w, cell, now, last);
}

static int beside(struct filling *w, int cell, const char *column)
{
	return form_find_at(w->f->form, form_table_of(w->f->form, cell)->id,
			    form_cell(w->f->form, cell)->row, column);
}

static int fill_change(struct filling *w, int cell, struct err *err)
{
	const struct form_cell *c = form_cell(w->f->form, cell);
	int now = beside(w, cell, c->now), last = beside(w, cell, c->before);

	if (now < 0 || last < 0)
		return err_set(err, ERR_CONFIG,
			       "form %s: %s compares %s with %s, which are not both there",
			       w->f->form->name, c->key, c->now, c->before);
	compare(w, cell, now, last);
	return 0;
}

/* 上期 first: 环比 reads it, wherever it stands. */
static int fill_all(struct filling *w, struct err *err)
{
	int n = form_size(w->f->form);

	for (int i = 0; i < n; i++)
		if (form_cell(w->f->form, i)->last)
			carry(w, i, form_cell(w->f->form, i)->last);
	for (int i = 0; i < n; i++)
		if (form_cell(w->f->form, i)->now && fill_change(w, i, err) < 0)
			return -1;
	return 0;
}

static int check_last(const struct filled *f, const struct filled *last, struct err *err)
{
	char is[9], want[9];

	if (strcmp(f->form->name, last->form->name) != 0)
		return err_set(err, ERR_DATA, "the report before is of the form %s, not %s",
			       last->form->name, f->form->name);
	if (last->period.level == f->period.level && last->period.n == f->period.n - 1)
		return 0;
	period_format(last->period, is);
	period_format((struct period){ f->period.level, f->period.n - 1 }, want);
	return err_set(err, ERR_DATA, "the report before is of %s, not of %s", is, want);
}

int change_fill(struct filled *f, const struct filled *last, struct verdicts *to, struct err *err)
{
	struct filling w = { .f = f, .last = last, .to = to };
	int ret;

	if (!last)
		return 0;
	if (check_last(f, last, err) < 0)
		return -1;
	w.first_of_year = f->period.level != PERIOD_YEAR &&
			  period_first_day(f->period) ==
				  period_first_day(period_up(f->period, PERIOD_YEAR));
	if (descent_open(&w.descent, f->form, last->form, err) < 0)
		return -1;
	ret = fill_all(&w, err);
	if (ret == 0 && w.first_of_year)
		verdicts_add(to, SEVERITY_REMARK, "change", "", NULL, NULL, NULL, "%s",
			     "本期为年度首期，带“*”指标的" WHOLE_YEAR);
	return ret;
}
