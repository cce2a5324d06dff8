#include "protect/rules/rule.h"

#include <string.h>

#include "core/decimal.h"

/* Percentages have four places at most, so a product of two fractions and a sum of values
 * stays within 128 bits. */
enum { PERCENT_PLACES = 4, PERCENT_MAX = 10000 };

#define VALUE_MAX ((int64_t)1 << 62)

bool fraction_parse_percent(const char *text, struct fraction *f)
{
	size_t n = strlen(text);
	__int128 v;
	int i;

	if (n == 0 || text[n - 1] != '%' ||
	    !decimal_parse((struct str){ text, n - 1 }, PERCENT_PLACES, &v) || v < 0)
		return false;
	f->den = 100;
	for (i = 0; i < PERCENT_PLACES; i++)
		f->den *= 10;
	f->num = (int64_t)v;
	return v <= (__int128)PERCENT_MAX * f->den / 100;
}

void fraction_put_percent(struct fraction f, struct buf *b)
{
	char text[DECIMAL_TEXT];
	size_t n = decimal_format(f.num, PERCENT_PLACES, text);

	while (text[n - 1] == '0')
		n--;
	n -= text[n - 1] == '.';
	buf_add(b, text, n);
	buf_putc(b, '%');
}

const char *rule_kind_name(enum rule_kind kind)
{
	static const char *const names[] = { "minimum_frequency", "dominance", "p-percent", "pq",
					     "request",		  "group",     "zeros" };

	return names[kind];
}

static __int128 sum_of_largest(const struct policy_rule *r, const struct rule_values *v)
{
	__int128 sum = 0;
	int i;

	for (i = 0; i < r->nlargest; i++)
		sum += v->largest[i];
	return sum;
}

/* a / b > f, without dividing. */
static bool exceeds(__int128 a, __int128 b, struct fraction f)
{
	return a * f.den > b * f.num;
}

bool rule_breaks(const struct policy_rule *r, const struct rule_values *v)
{
	__int128 sum = sum_of_largest(r, v), rest = v->value - sum;

	switch (r->kind) {
	case RULE_FREQUENCY:
		return v->value > 0 && v->value < r->threshold;
	case RULE_DOMINANCE:
		return rest < 0 || exceeds(sum, v->value, r->k);
	case RULE_P_PERCENT:
	case RULE_PQ:
		return rest < 0 ||
		       rest * r->q.num * r->p.den < (__int128)v->largest[0] * r->p.num * r->q.den;
	case RULE_REQUEST:
		return v->value < v->requested || exceeds(v->requested, v->value, r->k);
	case RULE_GROUP:
		return v->value > 0 &&
		       (__int128)v->value * r->k.den >= (__int128)v->whole * r->k.num;
	case RULE_ZERO:
		return v->value == 0;
	default:
		return false;
	}
}

/* a / b for b > 0, upwards. */
static __int128 divide_up(__int128 a, __int128 b)
{
	return a >= 0 ? (a + b - 1) / b : -(-a / b);
}

static int64_t clamp(__int128 v, int64_t low)
{
	return v < low ? low : v > VALUE_MAX ? VALUE_MAX : (int64_t)v;
}

/* The upper protection level: how far above its value a reader must think that a cell could be
 * (Handbook, 4.2.2); as far below. */
static __int128 protection_level(const struct policy_rule *r, const struct rule_values *v)
{
	__int128 sum = sum_of_largest(r, v);

	switch (r->kind) {
	case RULE_DOMINANCE:
		return divide_up(sum * r->k.den, r->k.num) - v->value;
	case RULE_REQUEST:
		return divide_up((__int128)v->requested * r->k.den, r->k.num) - v->value;
	default:
		return divide_up((__int128)v->largest[0] * r->p.num * r->q.den,
				 (__int128)r->p.den * r->q.num) -
		       (v->value - sum);
	}
}

void rule_need(const struct policy_rule *r, const struct rule_values *v, int64_t z, int64_t least,
	       int64_t *low, int64_t *high)
{
	__int128 level;

	switch (r->kind) {
	case RULE_FREQUENCY:
		*high = clamp(divide_up((__int128)z * r->threshold, v->value), least);
		*low = clamp((__int128)z * (v->value - 1) / v->value, least);
		break;
	case RULE_GROUP:
		/* It cannot be more than the whole of which it is all. */
		*high = z;
		*low = clamp(z / 2, least);
		break;
	default:
		level = protection_level(r, v);
		*high = clamp((__int128)z + level, least);
		*low = clamp((__int128)z - level, least);
		break;
	}
}
