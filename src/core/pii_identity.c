#include "core/date.h"
#include "core/identity.h"
#include "core/pii_number.h"

int digits_number(const char *sym, int n)
{
	int number = 0;

	while (n-- > 0)
		number = number * 10 + (*sym++ - '0');
	return number;
}

bool province_is_known(const char *sym)
{
	/* Bit n of a region: its province n. */
	static const uint16_t known[10] = { 0, 0x3e, 0x0e, 0xfe, 0x7e, 0x1f, 0x3e, 0x02, 0x0e, 0 };

	return sym[0] >= '0' && sym[0] <= '9' && sym[1] >= '0' && sym[1] <= '9' &&
	       (known[sym[0] - '0'] >> (sym[1] - '0') & 1);
}

static bool check_is_right(const char *sym)
{
	return identity_check(sym) == sym[17];
}

/* No clock: a century to come is not refused, and neither is the one before the last. */
static bool birth_is_valid(const char *sym)
{
	int year = digits_number(sym, 4);

	return year >= 1800 && year <= 2099 &&
	       date_is_valid(year, digits_number(sym + 4, 2), digits_number(sym + 6, 2));
}

/* After the 9 of a foreigner stand the province that has received him, and his country. */
static bool area_is_known(const char *sym)
{
	return province_is_known(sym[0] == '9' ? sym + 1 : sym);
}

bool identity_is_valid(const char *sym)
{
	return area_is_known(sym) && birth_is_valid(sym + 6) && check_is_right(sym);
}

static bool is_one_character(const char *sym, int n)
{
	return memcmp(sym, sym + 1, (size_t)n - 1) == 0;
}

/* Whether the pieces are those of the number: area, birth, order; or single digits. */
static bool is_cut_well(const struct span *sp)
{
	const uint8_t *start = sp->g->start + sp->first;
	int i, cut;
	bool parts = true, single = true;

	for (i = 1; i <= sp->joins; i++) {
		cut = start[i] - start[0];
		parts = parts &&
			(cut == 6 || cut == 8 || cut == 10 || cut == 12 || cut == 14 || cut == 17);
		single = single && cut == i;
	}
	return (parts && span_is_cut(sp, 6)) || (single && sp->alone);
}

/* In a row of numbers chance makes shapes: joined ones must be right in all, or
 * stand alone or be cut as a person cuts them. */
static bool judge_18(const struct span *sp, struct verdict *v)
{
	const char *sym = sp->sym;
	bool permit = sym[0] == '9' || (sym[0] == '8' && sym[1] >= '1' && sym[1] <= '3');
	bool place = area_is_known(sym), birth = birth_is_valid(sym + 6);
	bool check = check_is_right(sym);
	int right = place + birth + check;

	if (is_one_character(sym, 17))
		return false;
	if (sp->joins > 0 && right < 3 &&
	    !(right == 2 && (is_cut_well(sp) ? place && birth : sp->alone && sp->joins == 1)))
		return false;
	v->kind = permit ? PII_RESIDENCE_PERMIT : PII_CITIZEN_ID;
	v->grade = right == 3 ? PII_VALID : right == 2 ? PII_PROBABLE : PII_SHAPE;
	return true;
}

static bool judge_15(const struct span *sp, struct verdict *v)
{
	bool place = province_is_known(sp->sym);
	/* The two digits of the year belong to the last century: 1900 was no leap year. */
	bool birth = date_is_valid(1900 + digits_number(sp->sym + 6, 2),
				   digits_number(sp->sym + 8, 2), digits_number(sp->sym + 10, 2));

	if (sp->joins > 0 && !(sp->alone && (sp->joins == 1 || is_cut_well(sp))))
		return false;
	if (is_one_character(sp->sym, 15) || !(sp->joins > 0 ? place && birth : place || birth))
		return false;
	v->kind = PII_CITIZEN_ID;
	v->grade = place && birth ? PII_PROBABLE : PII_SHAPE;
	return true;
}

/* Category 1 to 7, grade 1 to 4, then perhaps B and the number of the reissue. */
static bool judge_disability(const struct span *sp, struct verdict *v)
{
	const char *sym = sp->sym;
	bool identity = identity_is_valid(sym);
	bool shape = province_is_known(sym) && birth_is_valid(sym + 6);
	bool tail = sym[18] >= '1' && sym[18] <= '7' && sym[19] >= '1' && sym[19] <= '4';
	int i;

	for (i = 18; i < sp->n; i++)
		if (sym[i] > '9' && !(i == 20 && sym[i] == 'B'))
			return false;
	if (sp->joins > 0 ? !(identity && tail && (sp->alone || span_is_cut(sp, 18)))
			  : !(identity || shape))
		return false;
	v->kind = PII_DISABILITY_CARD;
	v->grade = identity && tail ? PII_VALID : identity || tail ? PII_PROBABLE : PII_SHAPE;
	return true;
}

bool identity_judge(const struct span *sp, struct verdict *v)
{
	const uint8_t *letters = sp->g->letters + sp->g->start[sp->first];

	if (sp->n == 15)
		return sp->letters == 0 && judge_15(sp, v);
	if (sp->n < 18)
		return false;
	/* Seventeen digits, then a digit or an X. */
	if (sp->letters > 0 &&
	    (letters[17] != letters[0] || (sp->sym[17] > '9' && sp->sym[17] != 'X')))
		return false;
	return sp->n == 18 ? judge_18(sp, v)
			   : sp->n >= 20 && sp->n <= 22 && judge_disability(sp, v);
}
