#include "core/uscc.h"

#include "core/date.h"
#include "core/fold.h"
#include "core/identity.h"

/* GB 32100-2015: no I, O, S, V, Z. */
static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* Departments and their kinds of organisation; 92 is missing because it is a person. */
static const char *const begins[] = {
	"11", "12", "13", "19", "21", "29", "31", "32", "33", "34", "35", "39", "41",
	"49", "51", "52", "53", "54", "55", "59", "61", "62", "69", "71", "72", "79",
	"81", "89", "91", "93", "A1", "A9", "N1", "N2", "N3", "N9", "Y1",
};

static int value_of(char c)
{
	const char *at = c ? strchr(alphabet, c) : NULL;

	return at ? (int)(at - alphabet) : -1;
}

char uscc_check(const char *code)
{
	int i, weight = 1, sum = 0;

	for (i = 0; i < USCC_LENGTH - 1; i++) {
		sum += weight * value_of(code[i]);
		weight = weight * 3 % 31;
	}
	return alphabet[(31 - sum % 31) % 31];
}

static bool has_shape(struct str s)
{
	size_t i;

	if (s.n != USCC_LENGTH)
		return false;
	for (i = 0; i < s.n; i++)
		if (value_of(s.p[i]) < 0)
			return false;
	for (i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (memcmp(s.p, begins[i], 2) == 0)
			return true;
	return false;
}

/* 17 digits, a digit or X, and a day of birth where an identity number has it. */
static bool looks_like_a_person(const char *p)
{
	int32_t day;
	size_t i;

	for (i = 0; i < USCC_LENGTH; i++)
		if ((p[i] < '0' || p[i] > '9') && !(i == 17 && p[i] == 'X'))
			return false;
	return date_parse((struct str){ p + 6, 8 }, "YYYYMMDD", &day) &&
	       day >= date_from_civil(1800, 1, 1) && day < date_from_civil(2100, 1, 1);
}

static bool is_institution(struct str s)
{
	if (!has_shape(s))
		return false;
	if (!looks_like_a_person(s.p))
		return true;
	return uscc_check(s.p) == s.p[17] && identity_check(s.p) != s.p[17];
}

bool uscc_is_institution(struct str text, struct buf *canonical)
{
	struct buf folded = BUF_INIT;
	bool is;

	if (text.n > 8 * USCC_LENGTH)
		return false;
	fold_value(text, &folded);
	is = is_institution((struct str){ folded.p, folded.n });
	if (is && canonical)
		buf_add(canonical, folded.p, folded.n);
	buf_release(&folded);
	return is;
}
