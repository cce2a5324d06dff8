#include "core/pii_number.h"

static bool luhn_is_right(const char *sym, int n)
{
	int sum = 0, i;

	for (i = 0; i < n; i++) {
		int digit = sym[n - 1 - i] - '0';

		if (i % 2 != 0)
			digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0;
}

/* Whether an issuer of cards uses this beginning with this length (ISO/IEC 7812). */
static bool issuer_is_known(const char *sym, int n)
{
	int two = digits_number(sym, 2), four = digits_number(sym, 4), six = digits_number(sym, 6);

	if (two == 62)
		return n >= 16;
	if (two == 60 || two == 65 || four == 9558 || four == 9559)
		return n >= 16;
	if (sym[0] == '4')
		return n == 13 || n == 16 || n == 19;
	if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) ||
	    (four >= 3528 && four <= 3589))
		return n == 16;
	if (two == 34 || two == 37)
		return n == 15;
	if (two == 36 || two == 38 || (four >= 3000 && four <= 3059))
		return n == 14;
	return (six >= 940000 && six <= 989999 && n >= 16) || four == 1800 || four == 2131;
}

/* Joined as on the card, in fours, or by itself once. */
static bool is_cut_well(const struct span *sp)
{
	const struct group *g = sp->g;
	int piece;

	if (sp->joins == 0 || (sp->joins == 1 && sp->alone))
		return true;
	for (piece = sp->first; piece < sp->last; piece++)
		if (g->start[piece + 1] - g->start[piece] != 4 || g->nseparator[piece] > 1 ||
		    g->separator[piece] != g->separator[sp->first])
			return false;
	return sp->joins >= 3;
}

bool card_judge(const struct span *sp, struct verdict *v)
{
	bool luhn, issuer;
	int i;

	if (sp->n < 13 || sp->n > 19 || sp->letters > 0 || sp->sym[0] == '0' || !is_cut_well(sp))
		return false;
	for (i = 6; i < sp->n && sp->sym[i] == '0';)
		i++;
	/* All zeros after the issuer: a large round amount. */
	if (i == sp->n)
		return false;
	luhn = luhn_is_right(sp->sym, sp->n);
	issuer = issuer_is_known(sp->sym, sp->n);
	if (sp->joins > 0 ? !(luhn && issuer)
			  : !(luhn && (issuer || sp->n >= 14)) &&
				    !(memcmp(sp->sym, "62", 2) == 0 && sp->n >= 16))
		return false;
	v->kind = PII_BANK_CARD;
	v->grade = luhn && issuer ? PII_VALID : luhn && sp->n >= 15 ? PII_PROBABLE : PII_SHAPE;
	return true;
}

/* So long a number by itself is no amount and no date. */
bool account_judge(const struct span *sp, struct verdict *v)
{
	if (sp->joins > 0 || sp->letters > 0 ||
	    memcmp(sp->sym, sp->sym + 1, (size_t)sp->n - 1) == 0)
		return false;
	v->kind = PII_ACCOUNT;
	v->grade = PII_SHAPE;
	return true;
}
