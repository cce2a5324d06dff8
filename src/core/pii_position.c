#include "core/pii_position.h"

enum { DECIMALS_LEAST = 4 };

static bool is_decimal(const struct group *g, int first)
{
	return g->nseparator[first] == 1 && g->separator[first] == '.' &&
	       (first == 0 || g->nseparator[first - 1] != 1 || g->separator[first - 1] != '.') &&
	       g->letters[g->start[first + 1]] == g->letters[g->start[first]];
}

/* The two digits after E+, where a mantissa with its E ends at p; 0: none. */
static int exponent_at(const struct scan *s, const char *p, const char **end)
{
	if (s->end - p >= 3 && *p == '+')
		p++;
	if (s->end - p < 2 || p[0] != '1' || p[1] < '0' || p[1] > '9' ||
	    (s->end - p > 2 && is_word_kind(kind_at(s, p + 2))))
		return 0;
	*end = p + 2;
	return 10 + (p[1] - '0');
}

/* 3.50524E+17: the first digits of an identity number (17, 14) or a card (15 to 18). */
static void float_put(struct scan *s, const struct group *g, int first)
{
	int from = g->start[first], to = g->start[first + 2], digits, exponent;
	const char *end;
	char sym[20];

	if (g->start[first + 1] - from != 1 || g->letters[to] - g->letters[from] != 1)
		return;
	for (digits = from; digits < to && g->sym[digits] <= '9';)
		digits++;
	exponent = exponent_at(s, group_end(g, digits + 1), &end);
	digits -= from;
	if (exponent < 14 || exponent > 18 || digits < 5 || digits > 18)
		return;
	memset(sym, '0', sizeof(sym));
	memcpy(sym, g->sym + from, (size_t)digits);
	if ((exponent == 17 || exponent == 14) && province_is_known(sym)) {
		/* With the date of birth in sight it is hardly an amount. */
		bool date = digits >= 10 && (exponent == 14 || memcmp(sym + 6, "19", 2) == 0 ||
					     memcmp(sym + 6, "20", 2) == 0);

		scan_put(s, PII_CITIZEN_ID, date ? PII_PROBABLE : PII_SHAPE, g->from[from], end, 0);
	} else if (memcmp(sym, "62", 2) == 0 && exponent >= 15) {
		scan_put(s, PII_BANK_CARD, PII_SHAPE, g->from[from], end, 0);
	}
}

/* What may stand between the two numbers of a pair. */
static bool is_gap(const struct scan *s, const char *from, const char *to)
{
	uint32_t c;

	if (from == NULL || to < from || to - from > 6)
		return false;
	while (from < to) {
		from += char_at(from, s->end, &c);
		if (c != ',' && c != ' ' && c != ';' && c != '/' && c != '\t' && c != '|' &&
		    c != '"' && c != 0xff0c)
			return false;
	}
	return true;
}

static bool is_latitude(int degrees)
{
	return degrees >= 3 && degrees <= 54;
}

static bool is_longitude(int degrees)
{
	return degrees >= 73 && degrees <= 136;
}

static void coordinate_put(struct scan *s, const char *from, const char *to, int degrees)
{
	bool latitude = is_latitude(degrees), context = scan_context(s, from) == CONTEXT_POSITION;

	if (is_gap(s, s->coordinate_to, from) && s->coordinate_is_latitude != latitude) {
		scan_put(s, PII_GPS, PII_VALID, s->coordinate_from, to, 0);
		s->coordinate_to = NULL;
		return;
	}
	if (context)
		scan_put(s, PII_GPS, PII_PROBABLE, from, to, 0);
	s->coordinate_from = from;
	s->coordinate_to = to;
	s->coordinate_is_latitude = latitude;
}

void decimal_put(struct scan *s, const struct group *g, int first)
{
	int from = g->start[first], middle = g->start[first + 1], to = g->start[first + 2];
	int degrees;

	if (!is_decimal(g, first))
		return;
	if (g->letters[to] != g->letters[middle]) {
		float_put(s, g, first);
		return;
	}
	if (middle - from > 3 || to - middle < DECIMALS_LEAST || to - middle > 15 ||
	    (g->nseparator[first + 1] == 1 && g->separator[first + 1] == '.'))
		return;
	degrees = digits_number(g->sym + from, middle - from);
	if (is_latitude(degrees) || is_longitude(degrees))
		coordinate_put(s, g->from[from], group_end(g, to), degrees);
}

/* The digits and signs of one angle from p on: 24°12′34.5″N */
static const char *angle_end(const struct scan *s, const char *p)
{
	const char *end = p;
	uint32_t c;
	int n;

	for (n = 0; p < s->end && n < 16; n++) {
		p += char_at(p, s->end, &c);
		if (!((c >= '0' && c <= '9') || c == '.' || c == '\'' || c == '"' || c == ' ' ||
		      c == 0xb0 || c == 0x2032 || c == 0x2033 || c == 0x2019 || c == 0x201d ||
		      c == 0x5206 || c == 0x79d2 || c == 'N' || c == 'E'))
			break;
		if (c != ' ' && c != '.')
			end = p;
	}
	return end;
}

void degrees_put(struct scan *s, const char *at)
{
	const char *from = at, *to = angle_end(s, at);
	int degrees, digits;

	while (from > s->text && at - from < 12 &&
	       ((from[-1] >= '0' && from[-1] <= '9') || from[-1] == '.'))
		from--;
	for (digits = 0; from + digits < at && from[digits] != '.';)
		digits++;
	if (digits < 2 || digits > 3)
		return;
	degrees = digits_number(from, digits);
	/* Degrees alone, 36.5°C or an angle, are no place: minutes must follow. */
	if (to - at >= 4 && (is_latitude(degrees) || is_longitude(degrees)))
		scan_put(s, PII_GPS, PII_PROBABLE, from, to, 0);
}
