#include "inspect/pattern.h"

#include <pthread.h>

enum { GRADES = 3, DIGEST_MAX = 128 };

struct finding_pattern {
	const struct allowance *allowance;
	struct str text;
	enum pii_grade least;
	pattern_fn *each;
	void *ctx;
};

static char words[PII_NKINDS][GRADES][40];
static pthread_once_t words_once = PTHREAD_ONCE_INIT;

static void words_make(void)
{
	for (int k = 0; k < PII_NKINDS; k++)
		for (int g = 0; g < GRADES; g++)
			snprintf(words[k][g], sizeof(words[k][g]), "%s, %s",
				 pii_kind_name((enum pii_kind)k),
				 pii_grade_name((enum pii_grade)g));
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool is_digest(struct str text, size_t from, size_t to)
{
	size_t n;

	for (size_t i = from; i < to; i++)
		if (!is_hex(text.p[i]))
			return false;
	while (from > 0 && is_hex(text.p[from - 1]) && to - from <= DIGEST_MAX)
		from--;
	while (to < text.n && is_hex(text.p[to]) && to - from <= DIGEST_MAX)
		to++;
	n = to - from;
	return n == 32 || n == 40 || n == 64 || n == 96 || n == 128;
}

static bool stands_alone(struct str text, size_t from, size_t to)
{
	return (from == 0 || !is_word(text.p[from - 1])) && (to == text.n || !is_word(text.p[to]));
}

/* Digits and one point: 4012.888812345678 is a ratio, no card; nor is 2.13278233743e-05.
 * 3.50524E+17 was an identity number. */
static bool is_decimal(struct str text, size_t from, size_t to)
{
	size_t points = 0;

	for (size_t i = from; i < to; i++) {
		if (i + 1 < text.n && (text.p[i] | 0x20) == 'e' && text.p[i + 1] == '-')
			return points + (from > 0 && text.p[from - 1] == '.') == 1;
		points += text.p[i] == '.';
		if (text.p[i] != '.' && (text.p[i] < '0' || text.p[i] > '9'))
			return false;
	}
	return points == 1;
}

static size_t digits_before(struct str text, size_t i)
{
	size_t n = 0;

	while (n < i && text.p[i - n - 1] >= '0' && text.p[i - n - 1] <= '9')
		n++;
	return n;
}

/* The digits behind the point of 4012.13912345678 or 0.13912345678; what stands behind
 * "1." may be an item of a list. */
static bool is_fraction(struct str text, size_t from, size_t to)
{
	size_t n;

	if (from < 2 || text.p[from - 1] != '.' || digits_before(text, to) < to - from)
		return false;
	n = digits_before(text, from - 1);
	return n > 2 || (n == 1 && text.p[from - 2] == '0');
}

static bool is_held(struct str text, const struct pii_hit *h)
{
	if (is_fraction(text, h->from, h->to) ||
	    (h->kind != PII_LANDLINE && h->kind != PII_GPS && is_decimal(text, h->from, h->to)))
		return false;
	if (h->grade != PII_SHAPE)
		return true;
	return (h->kind == PII_CITIZEN_ID || h->kind == PII_DISABILITY_CARD ||
		h->kind == PII_BANK_CARD) &&
	       stands_alone(text, h->from, h->to);
}

static bool judge(void *ctx, const struct pii_hit *h)
{
	const struct finding_pattern *p = ctx;

	if (h->grade >= p->least && is_held(p->text, h) && !is_digest(p->text, h->from, h->to) &&
	    !allowance_has(p->allowance, h->kind, p->text, h->from, h->to))
		p->each(p->ctx, h->from, h->to, words[h->kind][h->grade]);
	return true;
}

void pattern_find(const struct recogniser *r, const struct allowance *a, struct str text,
		  enum pii_grade least, pattern_fn *each, void *ctx)
{
	struct finding_pattern p = { a, text, least, each, ctx };

	pthread_once(&words_once, words_make);
	recognise(r, text, judge, &p);
}
