#include "core/uscc.h"

#include "core/date.h"
#include "core/fold.h"
#include "core/identity.h"

int uscc_value(char c)
{
	static const int8_t letters[26] = { 10, 11, 12, 13, 14, 15, 16, 17, -1, 18, 19, 20, 21,
					    22, -1, 23, 24, 25, -1, 26, 27, -1, 28, 29, 30, -1 };

	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'Z' ? letters[c - 'A'] : -1;
}

char uscc_check(const char *code)
{
	static const uint8_t weights[USCC_LENGTH - 1] = { 1,  3,  9,  27, 19, 26, 16, 17, 20,
							  29, 25, 13, 8,  24, 10, 30, 28 };
	int i, sum = 0;

	for (i = 0; i < USCC_LENGTH - 1; i++)
		sum += weights[i] * uscc_value(code[i]);
	return "0123456789ABCDEFGHJKLMNPQRTUWXY"[(31 - sum % 31) % 31];
}

bool uscc_begins(const char *code)
{
	static const char known[][3] = { "11", "12", "13", "19", "21", "29", "31", "32", "33", "34",
					 "35", "39", "41", "49", "51", "52", "53", "54", "55", "59",
					 "61", "62", "69", "71", "72", "79", "81", "89", "91", "92",
					 "93", "A1", "A9", "N1", "N2", "N3", "N9", "Y1" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (code[0] == known[i][0] && code[1] == known[i][1])
			return true;
	return false;
}

bool uscc_is_person(const char *code)
{
	return code[0] == '9' && code[1] == '2';
}

static bool has_shape(struct str s)
{
	size_t i;

	if (s.n != USCC_LENGTH)
		return false;
	for (i = 0; i < s.n; i++)
		if (uscc_value(s.p[i]) < 0)
			return false;
	return uscc_begins(s.p) && !uscc_is_person(s.p);
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

char uscc_organisation_check(const char *code)
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
	return uscc_check(s.p) == s.p[17] && uscc_organisation_check(s.p + 8) == s.p[16] &&
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
