#include "core/pii_number.h"
#include "core/uscc.h"

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
	prefix = uscc_begins(sp->sym);
	place = place_is_known(sp->sym + 2);
	check = uscc_check(sp->sym) == sp->sym[17];
	/* Numbers in a row would make one by chance. */
	if (sp->joins > 0 && sp->letters == 0 &&
	    !(sp->alone && span_is_cut(sp, 2) && span_is_cut(sp, 8)))
		return false;
	if (prefix + place + check < (sp->joins > 0 ? 3 : 2) ||
	    (sp->letters == 0 && !check && !place))
		return false;
	v->kind = uscc_is_person(sp->sym) ? PII_USCC_PERSON : PII_USCC;
	v->grade = prefix && place && check ? PII_VALID
		   : sp->letters > 0	    ? PII_PROBABLE
					    : PII_SHAPE;
	return true;
}

bool organisation_is_valid(const char *sym)
{
	return uscc_organisation_check(sym) == sym[8];
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
