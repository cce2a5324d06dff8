#include "mask/sight.h"

#include <stdlib.h>

#include "core/candidates.h"
#include "core/column_name.h"
#include "core/mem.h"
#include "mask/bands.h"

/* What a column of the register is about, by its name or its label. */
static struct column_guess guess(const struct reg_column *c)
{
	struct column_guess g = column_name_guess(c->name);

	return g.known && g.kind != PII_NKINDS ? g : column_name_guess(c->label);
}

static bool is_called(const struct reg_column *c, const char *const *words, const char *label)
{
	struct column_guess g = column_name_guess(c->name);
	size_t i;

	for (i = 0; words[i]; i++)
		if (strcasestr(c->name, words[i]))
			return true;
	return strstr(c->label, label) || (g.known && g.label && strstr(g.label, label));
}

static bool is_birth(const struct reg_column *c)
{
	static const char *const words[] = { "birth", "csrq", NULL };

	return c->type == FIELD_DATE && (is_called(c, words, "出生") || strstr(c->label, "生日"));
}

static bool is_age(const struct reg_column *c)
{
	static const char *const none[] = { NULL };

	return c->type == FIELD_INT64 &&
	       (strcmp(c->name, "age") == 0 || is_called(c, none, "年龄"));
}

static bool is_sex(const struct reg_column *c)
{
	static const char *const none[] = { NULL };

	return (c->codes && strcmp(c->codes, "sex") == 0) || strcmp(c->name, "sex") == 0 ||
	       strcmp(c->name, "gender") == 0 || is_called(c, none, "性别");
}

static bool is_identity(const struct reg_column *c)
{
	struct column_guess g = guess(c);

	return g.known && (g.kind == PII_CITIZEN_ID || g.kind == PII_DISABILITY_CARD ||
			   g.kind == PII_RESIDENCE_PERMIT);
}

/* Days within which the birth is known to lie; 0: nothing is known. */
static int birth_span(const struct rule *rule)
{
	const struct treatment *t = rule->treatment;
	__int128 width;

	if (treatment_is(t, "year"))
		return 365;
	if (treatment_is(t, "month"))
		return 31;
	if (treatment_is(t, "age-band") || treatment_is(t, "band")) {
		width = bands_narrowest(&rule->params);
		return width > 100 ? 0 : (int)(width * 1461 / 4);
	}
	if (treatment_is(t, "round"))
		return rule->params.unit > 100 ? 0 : (int)(rule->params.unit * 1461 / 4);
	return is_age(rule->column) ? 365 : 1;
}

/* The first digits of an identity number that a division gives away: a person is
 * taken to be registered where the row says. */
static int division_digits(struct rules *r, const struct rule *rule)
{
	const char *level = rule->params.level;
	const struct codes *codes = rule->params.codes;
	struct err ignored = ERR_INIT;

	if (!rule->column->codes)
		return 0;
	if (!codes && site_codes(&r->site, rule->column->codes, &codes, &ignored) < 0)
		return 0;
	if (!codes_has_level(codes, "county"))
		return 0;
	if (level && strcmp(level, "province") == 0)
		return 2;
	return level && strcmp(level, "city") == 0 ? 4 : 6;
}

/* What the other columns of the table show of a number, and their names. */
struct around {
	struct id_sight sight;
	struct buf names;
};

static void name_it(struct around *a, const struct rule *rule)
{
	buf_printf(&a->names, "%s%s (%s)", a->names.n ? ", " : "", rule->as, rule->treatment->name);
}

static void add_around(struct around *a, struct rules *r, const struct rule *rule)
{
	const struct reg_column *c = rule->column;
	struct id_sight s = { .birth_days = 0 };
	int i, digits = 0;

	if (is_birth(c) || is_age(c))
		s.birth_days = birth_span(rule);
	else if (is_sex(c))
		s.sex = true;
	else if (treatment_is(rule->treatment, "keep") || treatment_is(rule->treatment, "level"))
		digits = division_digits(r, rule);
	for (i = 0; i < digits; i++)
		s.at[i] = true;
	if (s.birth_days || s.sex || digits)
		name_it(a, rule);
	a->sight = id_sight_join(&a->sight, &s);
}

static int too_few(const struct rules *r, const struct rule *rule, const struct around *a,
		   uint64_t left, struct err *err)
{
	return json_err(
		rule->at, err,
		"what is in sight of %s%s%s%s leaves about %llu candidate%s for one number; "
		"the register asks for %lld: hide more of it, or drop it",
		rule->as, a->names.n ? ", with " : "", a->names.p, a->names.n ? "," : "",
		(unsigned long long)left, left == 1 ? "" : "s", r->reg.candidates);
}

/* Masks of one column under two names add up. */
static int check_identity(const struct rules *r, const struct rule *rule, const struct around *a,
			  struct err *err)
{
	/* A disability card has its kind and grade behind the identity number. */
	long long behind = guess(rule->column).kind == PII_DISABILITY_CARD ? 2 : 0;
	struct id_sight s = a->sight, mask;
	uint64_t left;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->items[i].column != rule->column ||
		    !treatment_is(r->items[i].treatment, "mask"))
			continue;
		mask = id_sight_of_mask(r->items[i].params.keep_first,
					r->items[i].params.keep_last - behind);
		s = id_sight_join(&s, &mask);
	}
	left = id_candidates(&s);
	return left < (uint64_t)r->reg.candidates ? too_few(r, rule, a, left, err) : 0;
}

/* Digits of the shortest number of its kind that follow from nothing; 0: no number. */
static int number_length(const struct reg_column *c)
{
	struct column_guess g = guess(c);

	if (!g.known || g.kind == PII_NKINDS)
		return c->class == REG_DIRECT && !g.known ? 11 : 0;
	switch (g.kind) {
	case PII_MOBILE:
		return 11;
	case PII_LANDLINE:
		return 7;
	case PII_BANK_CARD:
		return 15; /* 16, of which one is the check digit */
	case PII_ACCOUNT:
		return 12;
	case PII_PASSPORT:
	case PII_TRAVEL_PERMIT:
	case PII_ORG_CODE:
	case PII_CERTIFICATE:
		return 8;
	case PII_USCC:
	case PII_USCC_PERSON:
		return 17;
	case PII_PLATE:
		return 6;
	default:
		return 0;
	}
}

static int check_number(const struct rules *r, const struct rule *rule, struct err *err)
{
	const struct around none = { .names = BUF_INIT };
	int length = number_length(rule->column);
	long long first = 0, last = 0;
	uint64_t left;
	size_t i;

	if (length == 0)
		return 0;
	for (i = 0; i < r->n; i++) {
		const struct treatment_params *p = &r->items[i].params;

		if (r->items[i].column != rule->column)
			continue;
		first = p->keep_first > first ? p->keep_first : first;
		last = p->keep_last > last ? p->keep_last : last;
	}
	left = first + last >= length ? 1 : digits_candidates(length - (int)(first + last));
	return left < (uint64_t)r->reg.candidates ? too_few(r, rule, &none, left, err) : 0;
}

static int check_rule(struct rules *r, const struct rule *rule, struct err *err)
{
	struct around a = { .names = BUF_INIT };
	size_t i;
	int ret;

	if (!is_identity(rule->column))
		return check_number(r, rule, err);
	for (i = 0; i < r->n; i++)
		if (r->items[i].table == rule->table && r->items[i].where < 0)
			add_around(&a, r, &r->items[i]);
	ret = check_identity(r, rule, &a, err);
	buf_release(&a.names);
	return ret;
}

int sight_check(struct rules *r, struct err *err)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (treatment_is(r->items[i].treatment, "mask") && r->items[i].where < 0 &&
		    check_rule(r, &r->items[i], err) < 0)
			return -1;
	return 0;
}
