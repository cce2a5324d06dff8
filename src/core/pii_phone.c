#include "core/pii_number.h"

/* Ranges given to operators, by the two digits after the 1: each bit a third digit. */
static bool range_is_known(const char *sym)
{
	static const char known[10][11] = { "",		  "",	       "",     "0123456789",
					    "01456789",	  "012356789", "2567", "012345678",
					    "0123456789", "012356789" };

	return strchr(known[sym[1] - '0'], sym[2]) != NULL;
}

/* The place of a mobile number in the span, by what stands before it; -1. */
static int mobile_start(const struct span *sp)
{
	const char *sym = sp->sym;

	switch (sp->n) {
	case 11:
		return 0;
	case 12: /* the 0 that was dialled before it */
		return sym[0] == '0' ? 1 : -1;
	case 13:
		return memcmp(sym, "86", 2) == 0 ? 2 : -1;
	case 14:
		return memcmp(sym, "086", 3) == 0 ? 3 : -1;
	case 15:
		return memcmp(sym, "0086", 4) == 0 ? 4 : -1;
	default:
		return -1;
	}
}

/* Cut as people cut it, after the prefix: 3-4-4, 4-3-4, 3-3-5, 4-4-3, or once.  Once
 * by a blank only as 3-8 or 7-4, for two numbers beside each other are no number. */
static bool is_cut_well(const struct span *sp, int start)
{
	int cuts = sp->joins - (start > 0 && span_is_cut(sp, start));
	bool three = span_is_cut(sp, start + 3), four = span_is_cut(sp, start + 4);
	bool seven = span_is_cut(sp, start + 7);
	int piece;

	for (piece = sp->first; piece < sp->last; piece++)
		if (sp->g->nseparator[piece] > 1)
			return false;
	/* One dot makes a number with decimals. */
	if (sp->joins == 1 && sp->g->separator[sp->first] == '.')
		return false;
	if (cuts == 0)
		return true;
	if (cuts == 1)
		return sp->alone && (three || seven || !span_is_blank(sp));
	if (cuts > 2)
		return false;
	return (three && seven) || (sp->alone && ((three && span_is_cut(sp, start + 6)) ||
						  (four && (seven || span_is_cut(sp, start + 8)))));
}

/* Thirteen digits of a machine: 140, 141, 144, 146, 148 and ten more. */
static bool is_machine(const struct span *sp)
{
	return sp->n == 13 && sp->joins == 0 && memcmp(sp->sym, "14", 2) == 0 &&
	       strchr("01468", sp->sym[2]) != NULL;
}

bool mobile_judge(const struct span *sp, struct verdict *v)
{
	int start = mobile_start(sp);
	const char *sym = sp->sym + start;

	v->kind = PII_MOBILE;
	if (sp->letters > 0)
		return false;
	if (is_machine(sp)) {
		v->grade = PII_PROBABLE;
		return true;
	}
	if (start < 0 || sym[0] != '1' || sym[1] < '3' || !is_cut_well(sp, start))
		return false;
	/* A round number is an amount. */
	if (memcmp(sym + 5, "000000", 6) == 0)
		return false;
	/* In a row of numbers three of them may look like one. */
	v->grade = start == 1 || start == 3 || (sp->joins > 1 && !sp->alone && span_is_blank(sp))
			   ? PII_SHAPE
		   : range_is_known(sym) ? PII_VALID
					 : PII_PROBABLE;
	return true;
}

/* Three digits of the area for the large towns, four for the others; 0: none. */
static int area_length(const char *sym)
{
	static const char third[10][11] = {
		"",	     "",    "",		 "134579",   "12345678",
		"123456789", "369", "012345679", "12356789", "0134579"
	};

	if (sym[0] != '0')
		return 0;
	if (sym[1] == '1')
		return sym[2] == '0' ? 3 : 0;
	if (sym[1] == '2')
		return sym[2] != '6' ? 3 : 0;
	return sym[1] >= '3' && strchr(third[sym[1] - '0'], sym[2]) != NULL ? 4 : 0;
}

bool landline_judge(const struct span *sp, struct verdict *v)
{
	int area, local, first = 0, i;

	if (sp->letters > 0 || sp->n < 10 || sp->n > 14)
		return false;
	/* +86 595 12345678: the area without its 0 is left to the context. */
	if (memcmp(sp->sym, "86", 2) == 0 && sp->n > 12)
		first = 2;
	area = area_length(sp->sym + first);
	local = sp->n - first - area;
	/* The area is a piece of its own. */
	for (i = 1; i < first + area; i++)
		if (i != first && span_is_cut(sp, i))
			return false;
	if (area == 0 || local < 7 || local > 8 || sp->sym[first + area] < '2' ||
	    (sp->joins > 0 && !span_is_cut(sp, first + area)) || sp->joins > 3)
		return false;
	v->kind = PII_LANDLINE;
	v->grade = sp->joins > 0 ? PII_VALID : PII_PROBABLE;
	return true;
}
