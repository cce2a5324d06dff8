/*
 * The arithmetic, all of it on averages of what fits:
 *
 * - region: 3,137 county codes; of partly hidden ones, as many as fit what is
 *   in sight, divided evenly (a table, because the codes are not even);
 * - birth: 36,525 days of a century, of which digits in sight and a known span
 *   of days leave their share; which century it is hides nobody;
 * - sequence: ten for each hidden digit, and half of the last one when the sex
 *   is known, which is its parity;
 * - check character: in sight it passes one in eleven of the rest; hidden it
 *   follows from the rest and hides nobody.
 *
 * First six, last four and year of birth: 1 * 365 * 1 / 11 = 33.
 */
#include "core/candidates.h"

enum { CENTURY = 36525, CHECKS = 11, SCALE = 16000, NUMBER = 18 };

/*
 * How many county codes fit on average when the digits of the bits set are
 * hidden (bit 0 is the first digit): all 3,137 of 2023 by how many different
 * parts stay in sight, rounded down.
 */
static const uint16_t counties[64] = {
	1, 1,  1,  4,  1,  2,  2,  9,	2,  5,	 6,   18,  4,	10,  12,  51,
	1, 2,  3,  9,  1,  5,  5,  31,	5,  12,	 14,  50,  10,	39,  52,  313,
	3, 6,  7,  22, 4,  10, 12, 58,	13, 28,	 34,  112, 23,	71,  89,  392,
	9, 21, 24, 78, 12, 43, 52, 313, 44, 104, 130, 448, 101, 392, 522, 3137,
};

static uint64_t region_left(const struct id_sight *s)
{
	unsigned hidden = 0;
	int i;

	for (i = 0; i < 6; i++)
		hidden |= (unsigned)!s->at[i] << i;
	return counties[hidden];
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* Of n, those within so many days; at least one. */
static uint64_t within(uint64_t n, int days, int unit)
{
	int units = (days + unit / 2) / unit;

	return least(n, units > 1 ? (uint64_t)units : 1);
}

/* Years that fit; a span of days is that of years, then of months, then of days. */
static uint64_t years_left(const struct id_sight *s)
{
	uint64_t n = (s->at[8] ? 1 : 10) * (s->at[9] ? 1 : 10);

	return s->birth_days ? within(n, s->birth_days, 365) : n;
}

/* In tenths: 12 months have 2 first digits and 10 second ones. */
static uint64_t months_left(const struct id_sight *s)
{
	uint64_t n = s->at[10] ? (s->at[11] ? 10 : 60) : (s->at[11] ? 12 : 120);

	if (s->birth_days && s->birth_days < 365)
		n = least(n, 10 * within(12, s->birth_days, 30));
	return n;
}

/* In 1600ths: 30.4375 days have 4 first digits and 10 second ones. */
static uint64_t days_left(const struct id_sight *s)
{
	uint64_t n = s->at[12] ? (s->at[13] ? 1600 : 12175) : (s->at[13] ? 4870 : 48700);

	if (s->birth_days && s->birth_days < 31)
		n = least(n, 1600 * (uint64_t)s->birth_days);
	return n;
}

/* In 16000ths of a day. */
static uint64_t births_left(const struct id_sight *s)
{
	uint64_t span = (uint64_t)(s->birth_days ? s->birth_days : CENTURY) * SCALE;
	bool any = false;
	int i;

	for (i = 8; i < 14; i++)
		any = any || s->at[i];
	return any ? least(span, years_left(s) * months_left(s) * days_left(s)) : span;
}

static uint64_t sequences_left(const struct id_sight *s)
{
	uint64_t last = s->at[16] ? 1 : s->sex ? 5 : 10;

	return (s->at[14] ? 1 : 10) * (s->at[15] ? 1 : 10) * last;
}

uint64_t id_candidates(const struct id_sight *s)
{
	uint64_t n = region_left(s) * births_left(s) * sequences_left(s) / SCALE;

	if (s->at[17])
		n /= CHECKS;
	return n ? n : 1;
}

/*
 * A day lies in one month and that in one year, so of two such spans the
 * smaller is known.  Two bands of age need not begin on the same day, even if they
 * are of one width: what both leave is half of the smaller one on average.
 */
static bool is_of_calendar(int days)
{
	return days == 1 || days == 31 || days == 365;
}

static int join_days(int a, int b)
{
	int small = a < b ? a : b;

	if (!a || !b)
		return a > b ? a : b;
	if (small == 1 || (is_of_calendar(a) && is_of_calendar(b)))
		return small;
	return small / 2;
}

struct id_sight id_sight_join(const struct id_sight *a, const struct id_sight *b)
{
	struct id_sight both = { .birth_days = join_days(a->birth_days, b->birth_days),
				 .sex = a->sex || b->sex };
	int i;

	for (i = 0; i < NUMBER; i++)
		both.at[i] = a->at[i] || b->at[i];
	return both;
}

struct id_sight id_sight_of_mask(long long keep_first, long long keep_last)
{
	struct id_sight s = { .birth_days = 0 };
	int i;

	for (i = 0; i < NUMBER; i++)
		s.at[i] = i < keep_first || i >= NUMBER - keep_last;
	return s;
}

uint64_t digits_candidates(int hidden)
{
	uint64_t n = 1;

	while (hidden-- > 0)
		if (__builtin_mul_overflow(n, 10, &n))
			return UINT64_MAX;
	return n;
}
