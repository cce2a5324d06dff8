/* Rules about each cell by itself: its type, blanks, the period before, the sum of parts, and
 * whether the form itself is in force. */
#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/check/check_rule.h"

static const char *const severities[] = { "error", "remark", "open", NULL };

static bool is_number(const struct form_cell *c)
{
	return c->type == FORM_COUNT || c->type == FORM_AMOUNT || c->type == FORM_SIGNED;
}

static void add_value(struct buf *b, const struct value *v)
{
	char text[DECIMAL_TEXT];

	buf_add(b, text, decimal_format(v->v, v->scale, text));
}

/* What is wrong with the value for its type, or NULL. */
static const char *type_fault(const struct form_cell *c, const struct value *v)
{
	__int128 whole;

	if (c->type == FORM_TEXT || c->type == FORM_PERCENT)
		return v->state == VALUE_ODD && c->type == FORM_PERCENT ? "应为数字" : NULL;
	if (v->state == VALUE_ODD)
		return "应为数字";
	if (v->state != VALUE_NUMBER)
		return NULL;
	if (c->type != FORM_AMOUNT && !decimal_rescale(v->v, v->scale, 0, &whole))
		return "应为整数";
	if (c->type != FORM_SIGNED && v->v < 0)
		return "不应为负数";
	return NULL;
}

int check_type(struct check *c, struct rule *r)
{
	if (json_close(&r->o) < 0)
		return -1;
	for (int i = 0; c->f && i < form_size(c->form); i++) {
		const struct value *v = &c->f->values[i];
		const char *fault = type_fault(form_cell(c->form, i), v);
		struct buf text = BUF_INIT, found = BUF_INIT;

		if (!fault)
			continue;
		if (v->state == VALUE_ODD)
			buf_printf(&found, "%.60s", v->text);
		else
			add_value(&found, v);
		buf_printf(&text, "“%s”%s", found.p, fault);
		check_basis(&text, r->basis);
		check_found(c, r->severity, r->id, i, found.p, NULL, text.p);
		buf_release(&text);
		buf_release(&found);
	}
	return 0;
}

/* Severity of each state that is no number; -1: none is said. */
struct blanks {
	int blank, slash, missing;
};

/* How many cells of one row from here on hold the same: one finding for all of them. */
static int count_alike(const struct check *c, int cell)
{
	const struct form_cell *at = form_cell(c->form, cell), *next;
	enum value_state state = c->f->values[cell].state;
	int n = 1;

	for (; state != VALUE_MISSING && cell + n < form_size(c->form); n++) {
		next = form_cell(c->form, cell + n);
		if (c->f->values[cell + n].state != state || next->computed ||
		    strcmp(next->row, at->row) != 0 ||
		    form_table_of(c->form, cell + n) != form_table_of(c->form, cell))
			break;
	}
	return n;
}

static void put_columns(const struct check *c, int cell, int n, struct buf *b)
{
	buf_printf(b, "，本行共%d项：", n);
	for (int i = 0; i < n; i++)
		buf_printf(b, "%s%s", i ? "、" : "", form_cell(c->form, cell + i)->column_label);
}

/* Returns how many cells are told. */
static int say_blank(struct check *c, const struct rule *r, const struct blanks *b, int cell)
{
	const struct value *v = &c->f->values[cell];
	int severity = v->state == VALUE_BLANK	   ? b->blank
		       : v->state == VALUE_SLASH   ? b->slash
		       : v->state == VALUE_MISSING ? b->missing
						   : -1;
	struct buf text = BUF_INIT;
	int n;

	if (severity < 0)
		return 1;
	n = count_alike(c, cell);
	if (v->state != VALUE_SLASH && !c->with->published)
		severity = SEVERITY_OPEN;
	if (v->state == VALUE_MISSING)
		buf_printf(&text, "暂无数据%s%s", v->text ? "：" : "", v->text ? v->text : "");
	else
		buf_printf(&text, "%s", v->state == VALUE_SLASH ? "填的是“/”" : "空白，没有填写");
	if (n > 1)
		put_columns(c, cell, n, &text);
	check_basis(&text, r->basis);
	check_found(c, (enum severity)severity, r->id, cell, v->state == VALUE_SLASH ? "/" : NULL,
		    NULL, text.p);
	buf_release(&text);
	return n;
}

static bool lists(struct json names, const char *name)
{
	struct err err = ERR_INIT;
	const char *s;

	for (struct json v = json_first(names); json_is(v); v = json_next(v))
		if (json_get_str(v, &s, &err) == 0 && strcmp(s, name) == 0)
			return true;
	return false;
}

int check_blank(struct check *c, struct rule *r)
{
	struct blanks b;
	struct json tables = { NULL, NULL };

	json_opt_array(&r->o, "tables", &tables);
	b.blank = json_opt_choice(&r->o, "blank", severities, -1);
	b.slash = json_opt_choice(&r->o, "slash", severities, -1);
	b.missing = json_opt_choice(&r->o, "missing", severities, b.blank);
	if (json_close(&r->o) < 0)
		return -1;
	for (int i = 0, n; c->f && i < form_size(c->form); i += n) {
		n = 1;
		if (!check_is_absent(c, i) && !form_cell(c->form, i)->computed &&
		    (!tables.node || lists(tables, form_table_of(c->form, i)->id)))
			n = say_blank(c, r, &b, i);
	}
	return 0;
}

/* Bounds of a jump as decimals of six places. */
struct bounds {
	const char *above_text, *below_text;
	__int128 above, below, at_least;
};

/* now against last, both at the same scale: 1 above, -1 below, 0 neither. */
static int jumped(const struct bounds *b, __int128 now, __int128 last, __int128 at_least)
{
	const __int128 million = 1000000;
	__int128 limit = (__int128)1 << 95;

	if (now < 0 || last < 0 || now > limit || last > limit ||
	    (now < at_least && last < at_least))
		return 0;
	if (now * million > last * b->above)
		return 1;
	return now * million < last * b->below ? -1 : 0;
}

static void judge_jump(struct check *c, const struct rule *r, const struct bounds *b, int cell)
{
	int other = check_same_cell(c->form, cell, c->with->last->form), scale, way;
	const struct value *v = &c->f->values[cell], *w;
	struct buf text = BUF_INIT, found = BUF_INIT, before = BUF_INIT;
	__int128 now, last, at_least;

	if (other < 0 || v->state != VALUE_NUMBER)
		return;
	w = &c->with->last->values[other];
	scale = v->scale > w->scale ? v->scale : w->scale;
	if (w->state != VALUE_NUMBER || !decimal_rescale(v->v, v->scale, scale, &now) ||
	    !decimal_rescale(w->v, w->scale, scale, &last) ||
	    !decimal_div(b->at_least, 6, 1, scale, false, &at_least))
		return;
	way = jumped(b, now, last, at_least);
	if (way == 0)
		return;
	filled_print(c->f, cell, false, &found);
	filled_print(c->with->last, other, false, &before);
	buf_printf(&text, "本期%s，%s%s，%s%s倍，请核实", found.p, check_before(c->form), before.p,
		   way > 0 ? "超过" : "不足", way > 0 ? b->above_text : b->below_text);
	check_basis(&text, r->basis);
	check_found(c, r->severity, r->id, cell, found.p, before.p, text.p);
	buf_release(&text);
	buf_release(&found);
	buf_release(&before);
}

/* A sum since January begins again: the first period of a year is not like the one before. */
static bool begins_again(const struct check *c, const struct form_cell *cell)
{
	struct period p = c->f->period;

	if (!cell->cumulative || p.level == PERIOD_YEAR || p.n == 0)
		return false;
	return p.n % (p.level == PERIOD_QUARTER ? 4 : 12) == 0;
}

int check_jump(struct check *c, struct rule *r)
{
	struct bounds b = { 0 };
	const char *at_least = "0";

	b.above_text = json_str(&r->o, "above");
	b.below_text = json_str(&r->o, "below");
	json_opt_str(&r->o, "at_least", &at_least);
	if (json_close(&r->o) < 0)
		return -1;
	if (!decimal_parse(str_of(b.above_text), 6, &b.above) ||
	    !decimal_parse(str_of(b.below_text), 6, &b.below) ||
	    !decimal_parse(str_of(at_least), 6, &b.at_least) || b.above > 1000000000000LL ||
	    b.below > b.above || b.below < 0)
		return json_err(r->o.value, c->err, "the bounds of the jump are no numbers");
	r->severity = r->severity == SEVERITY_ERROR ? SEVERITY_REMARK : r->severity;
	if (!c->f)
		return 0;
	if (!c->with->last) {
		verdicts_add(c->to, SEVERITY_REMARK, r->id, "", c->form->title, NULL, NULL,
			     "没有提供%s的报告，没有核对突变", check_before(c->form));
		return 0;
	}
	for (int i = 0; i < form_size(c->form); i++) {
		const struct form_cell *cell = form_cell(c->form, i);

		if (is_number(cell) && !cell->computed && cell->type != FORM_SIGNED &&
		    !begins_again(c, cell))
			judge_jump(c, r, &b, i);
	}
	return 0;
}

static const char *plain_member(struct json v, const char *key)
{
	struct err err = ERR_INIT;
	const char *s = "";

	if (json_is(json_member(v, key)) && json_get_str(json_member(v, key), &s, &err) < 0)
		return "";
	return s;
}

/* The number of the edition that is for the period, or "". */
static const char *right_number(const struct form *form, struct period p)
{
	struct json all = json_member(json_root(form->doc), "editions"), v;
	struct period from, to;

	for (v = json_first(all); json_is(v); v = json_next(v)) {
		const char *end = plain_member(v, "to");

		if (period_parse(str_of(plain_member(v, "from")), &from) && p.n >= from.n &&
		    (!*end || (period_parse(str_of(end), &to) && p.n <= to.n)))
			return plain_member(v, "number");
	}
	return "";
}

static void say_edition(struct check *c, const struct rule *r)
{
	const struct form *form = c->form;
	struct buf when = BUF_INIT, span = BUF_INIT, text = BUF_INIT;
	const char *right = right_number(form, c->f->period);

	period_label(c->f->period, &when);
	period_label(form->from, &span);
	if (form->in_force) {
		buf_puts(&span, "起");
	} else {
		buf_puts(&span, "至");
		period_label(form->to, &span);
	}
	buf_printf(&text, "%s的报告用了%s的格式，该格式适用于%s", when.p, form->number, span.p);
	if (*right)
		buf_printf(&text, "，应当用%s的格式", right);
	check_basis(&text, r->basis);
	verdicts_add(c->to, r->severity, r->id, "", form->title, form->number, right, "%s", text.p);
	buf_release(&when);
	buf_release(&span);
	buf_release(&text);
}

int check_edition(struct check *c, struct rule *r)
{
	const struct form *form = c->form;

	if (json_close(&r->o) < 0)
		return -1;
	if (!c->f)
		return 0;
	if (c->f->period.n == 0)
		verdicts_add(c->to, SEVERITY_REMARK, r->id, "", form->title, NULL, NULL,
			     "没有写明是哪一期的报告，没有核对格式的版本");
	else if (c->f->period.n < form->from.n || (!form->in_force && c->f->period.n > form->to.n))
		say_edition(c, r);
	return 0;
}

/* False: a part lacks the number; then the sum means nothing. */
static bool sum_parts(const struct check *c, int cell, int *scale, __int128 *sum)
{
	const struct check_with *with = c->with;
	__int128 v;

	for (size_t i = 0; i < with->nparts; i++) {
		const struct value *w = &with->parts[i].values[cell];

		if (w->state == VALUE_NUMBER && w->scale > *scale)
			*scale = w->scale;
	}
	*sum = 0;
	for (size_t i = 0; i < with->nparts; i++) {
		const struct value *w = &with->parts[i].values[cell];

		if (w->state != VALUE_NUMBER || !decimal_rescale(w->v, w->scale, *scale, &v) ||
		    !decimal_add(*sum, v, sum))
			return false;
	}
	return true;
}

static void judge_sum(struct check *c, const struct rule *r, int cell)
{
	const struct value *v = &c->f->values[cell];
	char found[DECIMAL_TEXT + 1], expected[DECIMAL_TEXT + 1];
	struct buf text = BUF_INIT;
	int scale = v->scale;
	__int128 sum, own;

	if (v->state != VALUE_NUMBER)
		return;
	if (!sum_parts(c, cell, &scale, &sum)) {
		check_found(c, SEVERITY_REMARK, r->id, cell, NULL, NULL,
			    "有部门没有这个数，没有核对汇总");
		return;
	}
	if (!decimal_rescale(v->v, v->scale, scale, &own) || own == sum)
		return;
	found[decimal_format(own, scale, found)] = '\0';
	expected[decimal_format(sum, scale, expected)] = '\0';
	buf_printf(&text, "汇总数%s，%zu个部门之和%s，两者应相等", found, c->with->nparts,
		   expected);
	check_basis(&text, r->basis);
	check_found(c, r->severity, r->id, cell, found, expected, text.p);
	buf_release(&text);
}

int check_roll_up(struct check *c, struct rule *r)
{
	if (json_close(&r->o) < 0)
		return -1;
	for (size_t i = 0; i < c->with->nparts; i++)
		if (strcmp(c->with->parts[i].form->edition, c->form->edition) != 0 ||
		    form_size(c->with->parts[i].form) != form_size(c->form)) {
			if (c->f)
				verdicts_add(c->to, r->severity, r->id, "", c->form->title,
					     c->with->parts[i].form->number, c->form->number,
					     "第%zu个部门的报告是另一版格式，不能汇总", i + 1);
			return 0;
		}
	for (int i = 0; c->with->nparts > 0 && i < form_size(c->form); i++) {
		const struct form_cell *cell = form_cell(c->form, i);

		if (!is_number(cell) || cell->computed)
			continue;
		if (c->f)
			judge_sum(c, r, i);
		else
			check_covers(c, i, r->id);
	}
	return 0;
}
