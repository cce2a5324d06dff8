#include "report/form/unit.h"

#include <string.h>

#include "core/decimal.h"

/* A unit taken apart: how many of the base, and of which base by what. */
struct unit {
	int power;	 /* 万: 4 */
	struct str base; /* 元 */
	int months;	 /* /人·月: 1, /人·年: 12; 0: no rate */
};

static const struct multiple {
	const char *text;
	int power;
} multiples[] = {
	/* The longer before those that they begin with. */
	{ "十万", 5 }, { "百万", 6 }, { "千万", 7 }, { "亿", 8 },
	{ "万", 4 },   { "千", 3 },   { "百", 2 },   { "十", 1 },
};

static const char *const bases[] = {
	"元", "人", "户", "个", "张", "件", "对", "具", "人次", "份", "条",
};

static bool take_front(struct str *s, const char *text)
{
	size_t n = strlen(text);

	if (s->n <= n || memcmp(s->p, text, n) != 0)
		return false;
	s->p += n;
	s->n -= n;
	return true;
}

static bool take_end(struct str *s, const char *text)
{
	size_t n = strlen(text);

	if (s->n <= n || memcmp(s->p + s->n - n, text, n) != 0)
		return false;
	s->n -= n;
	return true;
}

static bool is_base(struct str s)
{
	for (size_t i = 0; i < sizeof(bases) / sizeof(*bases); i++)
		if (str_is(s, str_of(bases[i])))
			return true;
	return false;
}

static bool parse(const char *text, struct unit *u)
{
	struct str s = str_of(text);

	*u = (struct unit){ 0 };
	if (take_end(&s, "/人·月"))
		u->months = 1;
	else if (take_end(&s, "/人·年"))
		u->months = 12;
	for (size_t i = 0; i < sizeof(multiples) / sizeof(*multiples); i++)
		if (take_front(&s, multiples[i].text)) {
			u->power = multiples[i].power;
			break;
		}
	u->base = s;
	return is_base(s);
}

static int too_long(const char *from, const char *to, struct err *err)
{
	return err_set(err, ERR_DATA, "a number in %s has more than %d digits in %s", from,
		       DECIMAL_DIGITS, to);
}

/* 12 = 3 x 4: a third is not a decimal, a quarter has two places. */
static bool divide_by_year(__int128 *v, int *scale)
{
	while (*v % 12) {
		if (*v % 3 || *scale >= DECIMAL_DIGITS || !decimal_mul_int(*v, 10, v))
			return false;
		++*scale;
	}
	*v /= 12;
	return true;
}

static bool shift(__int128 *v, int *scale, int power)
{
	int to = *scale - power;

	if (to > DECIMAL_DIGITS)
		return false;
	if (to >= 0) {
		*scale = to;
		return true;
	}
	*scale = 0;
	return decimal_rescale(*v, 0, -to, v);
}

int unit_convert(__int128 v, int scale, const char *from, const char *to, __int128 *out,
		 int *out_scale, struct err *err)
{
	struct unit a, b;

	*out = v;
	*out_scale = scale;
	if (strcmp(from, to) == 0)
		return 0;
	if (!parse(from, &a) || !parse(to, &b) || !str_is(a.base, b.base) || !a.months != !b.months)
		return err_set(err, ERR_CONFIG, "%s does not convert to %s", from, to);
	if (b.months > a.months && !decimal_mul_int(*out, b.months, out))
		return too_long(from, to, err);
	if (b.months < a.months && !divide_by_year(out, out_scale))
		return err_set(err, ERR_DATA, "a number in %s is no exact number in %s", from, to);
	return shift(out, out_scale, a.power - b.power) ? 0 : too_long(from, to, err);
}
