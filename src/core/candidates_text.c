#include "core/candidates.h"

#include "core/text.h"

/* A run of digits and stars; a star of a letter or sign that texts also hold for
 * other reasons is weak. */
enum { DIGIT = 'd', STAR = '*', WEAK = '?', LETTER_X = 'X', BETWEEN = '-' };
enum { CARD_MIN = 20, CARD_MAX = 22 };
enum { RUN_MAX = 64, WEAK_MIN = 3, SEEN_MIN = 3 };
enum {
	NUMBER = 18,
	OLD_NUMBER = 15,
	MOBILE = 11,
	ACCOUNT_MIN = 9,
	ACCOUNT_MAX = 24,
	LUHN_MIN = 16
};

struct run {
	char kind[RUN_MAX], digit[RUN_MAX]; /* digit: only of DIGIT */
	int n;
};

struct verdict {
	uint64_t candidates;
	const char *shape; /* NULL: none yet */
};

static uint32_t half_width(uint32_t c)
{
	return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c;
}

static char kind_of(uint32_t c)
{
	switch (c) {
	case '*':
	case 0xd7:   /* × */
	case 0x2022: /* • */
	case 0x2217: /* ∗ */
	case 0x25a0: /* ■ */
	case 0x25a1: /* □ */
	case 0x25cb: /* ○ */
	case 0x25cf: /* ● */
	case 0x2605: /* ★ */
		return STAR;
	case '#':
	case '_':
	case '?':
		return WEAK;
	case 'x':
	case 'X':
		return LETTER_X;
	case ' ':
	case '-':
	case 0xa0:
	case 0x3000:
		return BETWEEN;
	default:
		break;
	}
	if (c >= 0x2010 && c <= 0x2015)
		return BETWEEN;
	return c >= '0' && c <= '9' ? DIGIT : 0;
}

static void take(struct verdict *v, uint64_t candidates, const char *shape)
{
	if (v->shape && v->candidates <= candidates)
		return;
	v->candidates = candidates;
	v->shape = shape;
}

static int count(const struct run *r, char kind)
{
	int i, n = 0;

	for (i = 0; i < r->n; i++)
		n += r->kind[i] == kind;
	return n;
}

/* At the end behind a digit, X is a check character; anywhere else it hides. */
static void settle_x(struct run *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		if (r->kind[i] == LETTER_X)
			r->kind[i] = i == r->n - 1 && i > 0 && r->kind[i - 1] == DIGIT ? DIGIT
										       : WEAK;
	if (r->n == NUMBER && r->kind[NUMBER - 1] == WEAK && count(r, STAR))
		r->kind[NUMBER - 1] = DIGIT;
}

static bool hides(const struct run *r)
{
	int i, weak = 0, longest = 0;

	for (i = 0; i < r->n; i++) {
		weak = r->kind[i] == WEAK ? weak + 1 : 0;
		longest = weak > longest ? weak : longest;
	}
	return count(r, STAR) > 0 || longest >= WEAK_MIN;
}

/* `at`: the place of the number that the run's first and last characters have. */
static uint64_t number_left(const struct run *r, const int at[])
{
	struct id_sight s = { .birth_days = 0 };
	int i;

	for (i = 0; i < r->n && i < NUMBER; i++)
		if (r->kind[i] == DIGIT)
			s.at[at[i]] = true;
	return id_candidates(&s);
}

/* The card of a disabled person is the number with kind, grade and reissue behind it. */
static void judge_number(const struct run *r, struct verdict *v)
{
	int at[NUMBER], i;

	for (i = 0; i < NUMBER; i++)
		at[i] = r->n != OLD_NUMBER || i < 6 ? i : i + 2;
	take(v, number_left(r, at), "citizen-id");
}

/* 350524****0013: four stars or fewer often stand for all that is hidden. */
static void judge_short_number(const struct run *r, struct verdict *v)
{
	int head = 0, tail = 0, at[RUN_MAX], i;

	while (head < r->n && r->kind[head] == DIGIT)
		head++;
	while (tail < r->n - head && r->kind[r->n - 1 - tail] == DIGIT)
		tail++;
	if (head < 6 || tail < 3 || head + tail >= NUMBER || r->n - head - tail > 4 ||
	    count(r, DIGIT) != head + tail || r->digit[0] < '1' || r->digit[0] > '8')
		return;
	for (i = 0; i < r->n; i++)
		at[i] = i < head ? i : i + NUMBER - r->n;
	take(v, number_left(r, at), "citizen-id");
}

/* The first digit of a mobile number is 1, seen or not. */
static void judge_mobile(const struct run *r, int from, struct verdict *v)
{
	int i, hidden = 0;

	if (r->n - from != MOBILE || (r->kind[from] == DIGIT && r->digit[from] != '1'))
		return;
	for (i = from + 1; i < r->n; i++)
		hidden += r->kind[i] != DIGIT;
	take(v, digits_candidates(hidden), "mobile");
}

/* A bank card of 16 to 19 digits has a check digit (ISO/IEC 7812): one of them follows from
 * the rest. */
static void judge_account(const struct run *r, struct verdict *v)
{
	int hidden = r->n - count(r, DIGIT);

	if (r->n < ACCOUNT_MIN || r->n > ACCOUNT_MAX)
		return;
	take(v, digits_candidates(r->n >= LUHN_MIN ? hidden - 1 : hidden), "account");
}

static bool judge(struct run r, struct verdict *v)
{
	bool by_country = r.n == MOBILE + 2 && r.digit[0] == '8' && r.digit[1] == '6';

	settle_x(&r);
	if (!hides(&r) || count(&r, DIGIT) < SEEN_MIN)
		return false;
	if (r.n == NUMBER || r.n == OLD_NUMBER || (r.n >= CARD_MIN && r.n <= CARD_MAX))
		judge_number(&r, v);
	else if (r.n == MOBILE || by_country)
		judge_mobile(&r, by_country ? 2 : 0, v);
	else if (r.n < NUMBER)
		judge_short_number(&r, v);
	if (r.n != NUMBER && r.n != MOBILE && !by_country)
		judge_account(&r, v);
	return v->shape != NULL;
}

/* Grouped by blanks, a run is one number; else it is several. */
static void judge_run(const struct run *r, struct verdict *v)
{
	struct run whole = { .n = 0 }, part = { .n = 0 };
	int i;

	for (i = 0; i < r->n; i++) {
		if (r->kind[i] == BETWEEN)
			continue;
		whole.kind[whole.n] = r->kind[i];
		whole.digit[whole.n++] = r->digit[i];
	}
	if (judge(whole, v))
		return;
	for (i = 0; i <= r->n; i++) {
		if (i < r->n && r->kind[i] != BETWEEN) {
			part.kind[part.n] = r->kind[i];
			part.digit[part.n++] = r->digit[i];
		} else {
			judge(part, v);
			part.n = 0;
		}
	}
}

static uint32_t next_char(const char **at, bool valid)
{
	if (valid)
		return half_width(utf8_next(at));
	return (unsigned char)*(*at)++ < 0x80 ? (unsigned char)(*at)[-1] : 0;
}

bool candidates_of_masked(struct str text, uint64_t *candidates, const char **shape)
{
	const char *at = text.p, *end = text.p + text.n;
	bool valid = utf8_is_valid(text.p, text.n), too_long = false;
	struct verdict v = { 0, NULL };
	struct run r = { .n = 0 };
	uint32_t c;
	char kind;

	while (at < end) {
		c = next_char(&at, valid);
		kind = kind_of(c);
		if (kind && r.n < RUN_MAX) {
			r.digit[r.n] = kind == DIGIT ? (char)c : ' ';
			r.kind[r.n++] = kind;
			continue;
		}
		too_long = too_long || kind;
		if (kind)
			continue;
		if (!too_long)
			judge_run(&r, &v);
		r.n = 0;
		too_long = false;
	}
	if (!too_long)
		judge_run(&r, &v);
	*candidates = v.candidates;
	*shape = v.shape ? v.shape : "";
	return v.shape != NULL;
}
