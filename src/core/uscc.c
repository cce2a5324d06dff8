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

/* An identity number, perhaps one with a letter that was misread for a digit. */
static bool looks_like_a_person(const char *p)
{
	int letters = 0;
	size_t i;

	for (i = 0; i < USCC_LENGTH - 1; i++)
		letters += p[i] > '9';
	return letters <= 1 && (p[USCC_LENGTH - 1] <= '9' || p[USCC_LENGTH - 1] == 'X');
}

/* GB 11714: the check character of the code of an organisation, which is characters 9 to 17. */
static char organisation_check(const char *code)
{
	static const int weights[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int i, sum = 0;

	for (i = 0; i < 8; i++)
		sum += weights[i] * (code[i] > '9' ? code[i] - 'A' + 10 : code[i] - '0');
	return "0123456789X"[(11 - sum % 11) % 11];
}

/* A citizen's: also a day of birth, or one institution in eleven would be a person. */
static bool is_identity(const char *p)
{
	int32_t day;
	size_t i;

	if (!date_parse((struct str){ p + 6, 8 }, "YYYYMMDD", &day) ||
	    day < date_from_civil(1800, 1, 1) || day >= date_from_civil(2100, 1, 1))
		return false;

	for (i = 0; i < USCC_LENGTH - 1; i++)
		if (p[i] > '9')
			return false;
	return identity_check(p) == p[USCC_LENGTH - 1];
}

static bool is_institution(struct str s)
{
	if (!has_shape(s))
		return false;
	if (!looks_like_a_person(s.p))
		return true;
	return uscc_check(s.p) == s.p[17] && organisation_check(s.p + 8) == s.p[16] &&
	       !is_identity(s.p);
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
