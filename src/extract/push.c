#include "extract/push.h"

#include "core/date.h"
#include "core/decimal.h"

/* Beyond this many codes the list is cheaper to look up after conversion. */
enum { LIST_MAX = 2000 };

/* GLOB patterns of what a well-formed value looks like. */
static const struct {
	const char *format, *pattern;
	int length; /* of the date, when a time follows it */
} shapes[] = {
	{ "YYYY-MM", "[0-9][0-9][0-9][0-9]-[0-9][0-9]", 0 },
	{ "YYYY-MM-DD", "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]", 0 },
	{ "YYYYMMDD", "[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]", 0 },
	{ "YYYY-MM-DD time", "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] *", 10 },
	{ "YYYYMMDD time", "[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9] *", 8 },
};

/* Whether a rule may turn a stored value into NULL. */
static bool makes_null(const struct reg_column *c)
{
	return c->on_empty == REG_NULL || c->on_nul == REG_NULL || c->on_bad_utf8 == REG_NULL ||
	       c->on_bad_value == REG_NULL || (c->codes && c->on_bad_code == REG_NULL);
}

static enum push whole_if(bool exact)
{
	return exact ? PUSH_WHOLE : PUSH_PART;
}

static enum push push_null(const struct push_term *t, struct sql *q)
{
	bool exact = !makes_null(t->column);

	if (t->term->op == FILTER_NOT_NULL) {
		buf_printf(&q->text, "%s IS NOT NULL", t->name);
		return whole_if(exact);
	}
	if (!exact)
		return PUSH_NONE;
	buf_printf(&q->text, "%s IS NULL", t->name);
	return PUSH_WHOLE;
}

/* The stored integer that a number of the filter stands for. */
static bool stored_integer(const struct push_term *t, size_t i, int64_t *v)
{
	const struct reg_column *c = t->column;
	int scale = c->type == FIELD_DECIMAL ? c->scale : 0;
	int stored = c->type == FIELD_DECIMAL ? c->stored_scale : 0;
	__int128 n;

	if (!decimal_parse(str_of(t->term->values[i]), scale, &n) ||
	    !decimal_rescale(n, scale, stored, &n) || n < INT64_MIN || n > INT64_MAX)
		return false;
	*v = (int64_t)n;
	return true;
}

static void put_number(const struct push_term *t, struct sql *q, size_t i)
{
	int64_t v = 0;

	stored_integer(t, i, &v);
	sql_integer(q, v);
}

/* " = ?", " IN (?, ?)" and so on; put() writes value i. */
static enum push push_compare(const struct push_term *t, struct sql *q,
			      void (*put)(const struct push_term *, struct sql *, size_t))
{
	static const char *const op[] = {
		[FILTER_IS] = "IN",  [FILTER_NOT] = "NOT IN",  [FILTER_IN] = "IN",
		[FILTER_UNDER] = "", [FILTER_AT_LEAST] = ">=", [FILTER_AT_MOST] = "<=",
	};
	size_t i;

	buf_printf(&q->text, " %s ", op[t->term->op]);
	if (t->term->op == FILTER_AT_LEAST || t->term->op == FILTER_AT_MOST) {
		put(t, q, 0);
		return whole_if(!makes_null(t->column));
	}
	buf_putc(&q->text, '(');
	for (i = 0; i < t->term->nvalues; i++) {
		buf_puts(&q->text, i ? ", " : "");
		put(t, q, i);
	}
	buf_putc(&q->text, ')');
	/* A text that equals one of these is clean; a number may still be the real
	 * 1.0 where only integers are allowed. */
	if (t->term->op == FILTER_NOT || put == put_number || t->is_month)
		return whole_if(!makes_null(t->column));
	return whole_if(!t->column->codes || t->column->on_bad_code != REG_NULL);
}

static enum push push_under(const struct push_term *t, struct sql *q)
{
	const struct codes *c = t->codes;
	size_t n = 0, v;
	int i;

	if (!c)
		return PUSH_NONE;
	for (i = 0; i < c->n; i++)
		for (v = 0; v < t->term->nvalues; v++)
			n += codes_is_under(c, i, str_of(t->term->values[v]));
	if (n == 0 || n > LIST_MAX)
		return PUSH_NONE;
	buf_printf(&q->text, "%s COLLATE BINARY IN (", t->name);
	for (n = 0, i = 0; i < c->n; i++)
		for (v = 0; v < t->term->nvalues; v++)
			if (codes_is_under(c, i, str_of(t->term->values[v]))) {
				buf_puts(&q->text, n++ ? ", " : "");
				sql_text(q, c->items[i].code);
			}
	buf_putc(&q->text, ')');
	return whole_if(t->column->on_bad_code != REG_NULL && !t->is_month);
}

static void put_text(const struct push_term *t, struct sql *q, size_t i)
{
	sql_text(q, t->term->values[i]);
}

/* Stored bytes are the value's bytes, unless a rule repairs them. */
static bool is_stored_as_is(const struct reg_column *c)
{
	return c->stored == REG_STORED_TEXT && c->on_nul != REG_STRIP &&
	       c->on_bad_utf8 != REG_GB18030 && c->on_bad_utf8 != REG_REPLACE;
}

/*
 * A range of months or dates.  Text of another shape, which the register may
 * call an error, comes through whatever it compares to; GLOB looks as far as the
 * first NUL, and matches no blob (a test sees to it).
 */
static enum push push_shape(const struct push_term *t, struct sql *q, size_t shape,
			    const char *value)
{
	const char *op = t->term->op == FILTER_AT_LEAST	 ? ">="
			 : t->term->op == FILTER_AT_MOST ? "<="
							 : "=";

	if (shapes[shape].length)
		buf_printf(&q->text, "(substr(%s, 1, %d) %s ", t->name, shapes[shape].length, op);
	else
		buf_printf(&q->text, "(%s COLLATE BINARY %s ", t->name, op);
	sql_text(q, value);
	buf_printf(&q->text, " OR %s NOT GLOB '%s'", t->name, shapes[shape].pattern);
	if (!t->column->nullable && !t->may_miss)
		buf_printf(&q->text, " OR %s IS NULL", t->name);
	buf_putc(&q->text, ')');
	return PUSH_PART;
}

static enum push push_month(const struct push_term *t, struct sql *q)
{
	push_shape(t, q, 0, t->term->values[0]);
	/* A bad month is an error or rejected when it is converted. */
	return whole_if(!makes_null(t->column));
}

static enum push push_text(const struct push_term *t, struct sql *q)
{
	bool ordered = t->term->op == FILTER_AT_LEAST || t->term->op == FILTER_AT_MOST;
	size_t i;

	if (!is_stored_as_is(t->column) || (ordered && !t->text_by_bytes))
		return PUSH_NONE;
	if (t->is_month && ordered)
		return push_month(t, q);
	if (t->term->op == FILTER_UNDER)
		return push_under(t, q);
	for (i = 0; i < t->term->nvalues; i++)
		if (!t->term->values[i][0] && !ordered)
			return PUSH_NONE;
	buf_printf(&q->text, "%s COLLATE BINARY", t->name);
	return push_compare(t, q, put_text);
}

static enum push push_number(const struct push_term *t, struct sql *q)
{
	int64_t v;
	size_t i;

	if (t->column->stored != REG_STORED_INTEGER || t->term->op == FILTER_UNDER)
		return PUSH_NONE;
	for (i = 0; i < t->term->nvalues; i++)
		if (!stored_integer(t, i, &v))
			return PUSH_NONE;
	buf_puts(&q->text, t->name);
	return push_compare(t, q, put_number);
}

static enum push push_date(const struct push_term *t, struct sql *q)
{
	enum filter_op op = t->term->op;
	char day[11];
	int32_t days;
	size_t i;

	if ((op != FILTER_IS && op != FILTER_AT_LEAST && op != FILTER_AT_MOST) ||
	    t->column->stored != REG_STORED_TEXT || !t->text_by_bytes ||
	    !date_parse(str_of(t->term->values[0]), "YYYY-MM-DD", &days))
		return PUSH_NONE;
	for (i = 1; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (strcmp(shapes[i].format, t->column->format) == 0)
			break;
	if (i == sizeof(shapes) / sizeof(*shapes))
		return PUSH_NONE;
	date_format(days, day);
	if (strncmp(t->column->format, "YYYYMMDD", 8) == 0) {
		memmove(day + 4, day + 5, 2);
		memmove(day + 6, day + 8, 3);
	}
	return push_shape(t, q, i, day);
}

enum push push_term(const struct push_term *t, struct sql *q)
{
	if (t->term->op == FILTER_NULL || t->term->op == FILTER_NOT_NULL)
		return push_null(t, q);
	switch (t->column->type) {
	case FIELD_UTF8:
	case FIELD_DICT:
		return push_text(t, q);
	case FIELD_INT64:
	case FIELD_DECIMAL:
		return push_number(t, q);
	case FIELD_DATE:
		return push_date(t, q);
	default:
		return PUSH_NONE;
	}
}
