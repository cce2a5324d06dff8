#include "core/pii_number.h"

static bool is_letter(char c)
{
	return c >= 'A';
}

/* E12345678, EA1234567, and G D S P of other sorts. */
static bool is_passport(const struct span *sp)
{
	const char *sym = sp->sym;

	if (sp->n != 9 || strchr("EGDSP", sym[0]) == NULL)
		return false;
	return sp->letters == 1 || (sp->letters == 2 && is_letter(sym[1]) &&
				    strchr("EDSP", sym[0]) != NULL && strchr("IO", sym[1]) == NULL);
}

/* C12345678 and CA1234567 to Hong Kong and Macao; H and M with ten digits of
 * those who come from there.  The others are too weak without their context. */
static bool is_permit(const struct span *sp)
{
	const char *sym = sp->sym;

	if (sp->n == 9 && sym[0] == 'C')
		return sp->letters == 1 || (sp->letters == 2 && is_letter(sym[1]));
	return sp->n == 11 && (sym[0] == 'H' || sym[0] == 'M') && sp->letters == 1;
}

/* J350524-2020-000123: marriage J, divorce L, the reissue of either with B. */
static bool is_marriage(const struct span *sp)
{
	const struct group *g = sp->g;
	int from = g->start[sp->first], year;

	if (sp->joins < 2 || sp->n < 16 || sp->n > 18 || sp->letters < 1 || sp->letters > 2 ||
	    !is_letter(sp->sym[0]) || strchr("JL", sp->sym[sp->letters - 1]) == NULL ||
	    (sp->letters == 2 && sp->sym[0] != 'B') ||
	    g->letters[from + sp->letters] - g->letters[from] != sp->letters)
		return false;
	if (g->start[sp->last] - g->start[sp->last - 1] != 4 ||
	    g->start[sp->last - 1] - from != 6 + sp->letters)
		return false;
	year = digits_number(sp->sym + 6 + sp->letters, 4);
	return year >= 1949 && year <= 2099 && province_is_known(sp->sym + sp->letters);
}

bool document_judge(const struct span *sp, struct verdict *v)
{
	v->grade = PII_SHAPE;
	if (sp->letters == 0 || !is_letter(sp->sym[0]))
		return false;
	if (is_marriage(sp)) {
		v->kind = PII_CERTIFICATE;
		v->grade = PII_PROBABLE;
		return true;
	}
	if (sp->joins > 0 &&
	    !(sp->joins == 1 && sp->g->start[sp->last] - sp->g->start[sp->first] <= 2))
		return false;
	if (is_permit(sp))
		v->kind = PII_TRAVEL_PERMIT;
	else if (is_passport(sp))
		v->kind = PII_PASSPORT;
	else
		return false;
	return true;
}
