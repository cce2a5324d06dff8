#include "core/pii_number.h"

/* GB 32100: the place of a character in the alphabet without I O S V Z; -1: none. */
static int uscc_value(char c)
{
	static const int8_t letters[26] = { 10, 11, 12, 13, 14, 15, 16, 17, -1, 18, 19, 20, 21,
					    22, -1, 23, 24, 25, -1, 26, 27, -1, 28, 29, 30, -1 };

	return c <= '9' ? c - '0' : letters[c - 'A'];
}

static bool uscc_check(const char *sym)
{
	static const uint8_t weights[17] = { 1,	 3,  9,	 27, 19, 26, 16, 17, 20,
					     29, 25, 13, 8,  24, 10, 30, 28 };
	int sum = 0, i;

	for (i = 0; i < 17; i++)
		sum += weights[i] * uscc_value(sym[i]);
	return uscc_value(sym[17]) == (31 - sum % 31) % 31;
}

/* Registering department and sort of organisation. */
static bool prefix_is_known(const char *sym)
{
	static const char known[][3] = { "11", "12", "13", "19", "21", "29", "31", "32", "33", "34",
					 "35", "37", "39", "41", "49", "51", "52", "53", "54", "55",
					 "59", "61", "62", "69", "71", "72", "79", "81", "89", "91",
					 "92", "93", "A1", "A9", "N1", "N2", "N3", "N9", "Y1" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (sym[0] == known[i][0] && sym[1] == known[i][1])
			return true;
	return false;
}

/* 10xxxx is used for what the state itself has registered. */
static bool place_is_known(const char *sym)
{
	return province_is_known(sym) || memcmp(sym, "10", 2) == 0;
}

bool uscc_judge(const struct span *sp, struct verdict *v)
{
	const uint8_t *letters = sp->g->letters + sp->g->start[sp->first];
	int i;
	bool prefix, place, check;

	/* The six digits of the place are digits, and 13 digits in all at the least. */
	if (sp->n != 18 || (sp->letters > 0 && letters[8] != letters[2]))
		return false;
	for (i = 0; i < 18 && sp->letters > 0; i++)
		if (uscc_value(sp->sym[i]) < 0)
			return false;
	prefix = prefix_is_known(sp->sym);
	place = place_is_known(sp->sym + 2);
	check = uscc_check(sp->sym);
	/* Numbers in a row would make one by chance. */
	if (sp->joins > 0 && sp->letters == 0 &&
	    !(sp->alone && span_is_cut(sp, 2) && span_is_cut(sp, 8)))
		return false;
	if (prefix + place + check < (sp->joins > 0 ? 3 : 2) ||
	    (sp->letters == 0 && !check && !place))
		return false;
	v->kind = memcmp(sp->sym, "92", 2) == 0 ? PII_USCC_PERSON : PII_USCC;
	v->grade = prefix && place && check ? PII_VALID
		   : sp->letters > 0	    ? PII_PROBABLE
					    : PII_SHAPE;
	return true;
}

/* GB 11714. */
bool organisation_is_valid(const char *sym)
{
	static const uint8_t weights[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0, i, check;

	for (i = 0; i < 8; i++)
		sum += weights[i] * (sym[i] > '9' ? sym[i] - 'A' + 10 : sym[i] - '0');
	check = (11 - sum % 11) % 11;
	return sym[8] == (check == 10 ? 'X' : (char)('0' + check));
}

bool organisation_judge(const struct span *sp, struct verdict *v)
{
	const struct group *g = sp->g;
	bool hyphen = sp->joins == 1 && g->separator[sp->first] == '-' &&
		      g->nseparator[sp->first] == 1 &&
		      g->start[sp->last] == g->start[sp->first] + 8;
	bool modern = sp->joins == 0 && memcmp(sp->sym, "MA", 2) == 0;

	/* Nine digits by themselves are an amount more often than a code. */
	if (sp->n != 9 || !(hyphen || modern) || sp->letters > 8 || !organisation_is_valid(sp->sym))
		return false;
	v->kind = PII_ORG_CODE;
	v->grade = hyphen ? PII_VALID : PII_PROBABLE;
	return true;
}
