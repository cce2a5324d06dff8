#include "extract/intake.h"

#include <errno.h>
#include <math.h>

#include "core/cell_read.h"
#include "core/date.h"
#include "core/decimal.h"
#include "extract/intake_stored.h"
#include "extract/intake_text.h"
#include "extract/fault.h"

static int integer_unwelcome(struct intake *c, int64_t v, struct err *err)
{
	(void)v;
	return fault_kind(c, "integer", err);
}

static int real_unwelcome(struct intake *c, double v, struct err *err)
{
	(void)v;
	return fault_kind(c, "real", err);
}

static int text_unwelcome(struct intake *c, const char *p, size_t n, struct err *err)
{
	(void)p;
	(void)n;
	return fault_kind(c, "text", err);
}

static int blob_unwelcome(struct intake *c, const char *p, size_t n, struct err *err)
{
	(void)p;
	(void)n;
	return fault_kind(c, "blob", err);
}

static int null_welcome(struct intake *c, struct err *err)
{
	(void)err;
	builder_null(c->to);
	return 1;
}

static int null_unwelcome(struct intake *c, struct err *err)
{
	return fault_apply(c, INTAKE_VALUE, "is NULL; the column is not nullable", err);
}

/* A value that is not of the declared type. */
static int bad(struct intake *c, struct err *err)
{
	char what[64];

	snprintf(what, sizeof(what), "is no %s", field_type_name(c->spec.column->type));
	return fault_apply(c, INTAKE_VALUE, what, err);
}

/* 1 and the like when '' or the rule has settled it, else FAULT_GO_ON. */
static int empty(struct intake *c, struct err *err)
{
	int ret = fault_apply(c, INTAKE_EMPTY, "is an empty text", err);

	return ret == FAULT_GO_ON ? bad(c, err) : ret;
}

static int put_bool(struct intake *c, int64_t v, struct err *err)
{
	if (v != 0 && v != 1)
		return bad(c, err);
	builder_bool(c->to, v == 1);
	return 1;
}

static int text_bool(struct intake *c, const char *p, size_t n, struct err *err)
{
	struct str s = { p, n };

	if (n == 0)
		return empty(c, err);
	if (str_is(s, STR("1")) || str_is(s, STR("true")))
		return put_bool(c, 1, err);
	return put_bool(c, str_is(s, STR("0")) || str_is(s, STR("false")) ? 0 : -1, err);
}

static int put_int64(struct intake *c, int64_t v, struct err *err)
{
	(void)err;
	builder_int64(c->to, v);
	return 1;
}

static int text_int64(struct intake *c, const char *p, size_t n, struct err *err)
{
	__int128 v;

	if (n == 0)
		return empty(c, err);
	if (!decimal_parse((struct str){ p, n }, 0, &v) || v < INT64_MIN || v > INT64_MAX)
		return bad(c, err);
	return put_int64(c, (int64_t)v, err);
}

static int real_int64(struct intake *c, double v, struct err *err)
{
	/* Beyond 2^53 a double skips integers. */
	if (!(fabs(v) <= 9007199254740992.0) || v != floor(v))
		return bad(c, err);
	return put_int64(c, (int64_t)v, err);
}

static int put_decimal(struct intake *c, __int128 v, struct err *err)
{
	if (c->limit && (v >= c->limit || v <= -c->limit))
		return bad(c, err);
	builder_decimal(c->to, v);
	return 1;
}

static int integer_decimal(struct intake *c, int64_t v, struct err *err)
{
	return put_decimal(c, v, err);
}

static int integer_rescaled(struct intake *c, int64_t v, struct err *err)
{
	const struct reg_column *r = c->spec.column;
	__int128 scaled;

	if (!decimal_rescale(v, r->stored_scale, r->scale, &scaled))
		return bad(c, err);
	return put_decimal(c, scaled, err);
}

static int text_decimal(struct intake *c, const char *p, size_t n, struct err *err)
{
	__int128 v;

	if (n == 0)
		return empty(c, err);
	if (!decimal_parse((struct str){ p, n }, c->spec.column->scale, &v))
		return bad(c, err);
	return put_decimal(c, v, err);
}

/* A double holds 15 decimal digits faithfully: those must be a decimal of the
 * scale.  An amount that needs more was not kept exactly to begin with. */
static int real_decimal(struct intake *c, double v, struct err *err)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%.15g", v);

	if (!isfinite(v) || strchr(text, 'e'))
		return bad(c, err);
	return text_decimal(c, text, (size_t)n, err);
}

static int real_float64(struct intake *c, double v, struct err *err)
{
	if (!isfinite(v))
		return bad(c, err);
	builder_float64(c->to, v);
	return 1;
}

static int integer_float64(struct intake *c, int64_t v, struct err *err)
{
	return real_float64(c, (double)v, err);
}

static int text_float64(struct intake *c, const char *p, size_t n, struct err *err)
{
	double v;

	if (n == 0)
		return empty(c, err);
	return cell_read_float64(p, n, &v) ? real_float64(c, v, err) : bad(c, err);
}

static int text_date(struct intake *c, const char *p, size_t n, struct err *err)
{
	int32_t days;

	if (n == 0)
		return empty(c, err);
	if (!date_parse((struct str){ p, n }, c->spec.column->format, &days))
		return bad(c, err);
	builder_date(c->to, days);
	return 1;
}

/* The usual format, without a look at its name. */
static int text_iso_date(struct intake *c, const char *p, size_t n, struct err *err)
{
	int32_t days;

	if (!cell_read_date(p, n, &days))
		return text_date(c, p, n, err);
	builder_date(c->to, days);
	return 1;
}

/* 20261031 as a number. */
static int integer_date(struct intake *c, int64_t v, struct err *err)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%lld", (long long)v);

	return text_date(c, digits, (size_t)n, err);
}

struct takers {
	int (*integer)(struct intake *c, int64_t v, struct err *err);
	int (*real)(struct intake *c, double v, struct err *err);
	int (*text)(struct intake *c, const char *p, size_t n, struct err *err);
};

static const struct takers takers[] = {
	[FIELD_BOOL] = { put_bool, NULL, text_bool },
	[FIELD_INT64] = { put_int64, real_int64, text_int64 },
	[FIELD_DECIMAL] = { integer_rescaled, real_decimal, text_decimal },
	[FIELD_FLOAT64] = { integer_float64, real_float64, text_float64 },
	[FIELD_DATE] = { integer_date, NULL, text_date },
	[FIELD_OPAQUE] = { NULL, NULL, NULL },
};

static void decimal_init(struct intake *c)
{
	const struct reg_column *r = c->spec.column;
	int i;

	if (r->scale == r->stored_scale && (r->stored & REG_STORED_INTEGER))
		c->integer = integer_decimal;
	for (c->limit = 1, i = 0; i < r->precision; i++)
		c->limit *= 10;
}

void intake_init(struct intake *c, const struct intake_spec *spec)
{
	const struct reg_column *r = spec->column;
	const struct takers *t;

	*c = (struct intake){ .spec = *spec, .scratch = BUF_INIT };
	c->integer = integer_unwelcome;
	c->real = real_unwelcome;
	c->text = text_unwelcome;
	c->blob = blob_unwelcome;
	c->null = r->nullable || spec->may_miss ? null_welcome : null_unwelcome;
	if (spec->as_stored) {
		intake_stored_init(c);
		return;
	}
	if (r->type == FIELD_UTF8 || r->type == FIELD_DICT) {
		intake_text_init(c);
		return;
	}
	t = &takers[r->type];
	if (t->integer && (r->stored & REG_STORED_INTEGER))
		c->integer = t->integer;
	if (t->real && (r->stored & REG_STORED_REAL))
		c->real = t->real;
	if (t->text && (r->stored & REG_STORED_TEXT))
		c->text = t->text;
	if (r->type == FIELD_DECIMAL)
		decimal_init(c);
	if (r->type == FIELD_DATE && c->text == text_date && strcmp(r->format, "YYYY-MM-DD") == 0)
		c->text = text_iso_date;
}

void intake_release(struct intake *c)
{
	intake_text_release(c);
}
