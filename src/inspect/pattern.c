#include "inspect/pattern.h"

#include <pthread.h>

enum { GRADES = 3, DIGEST_MAX = 128 };

struct finding_pattern {
	const struct allowance *allowance;
	struct str text;
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

static bool is_held(struct str text, const struct pii_hit *h)
{
	if (h->grade != PII_SHAPE)
		return true;
	return (h->kind == PII_CITIZEN_ID || h->kind == PII_DISABILITY_CARD ||
		h->kind == PII_BANK_CARD) &&
	       stands_alone(text, h->from, h->to);
}

static bool judge(void *ctx, const struct pii_hit *h)
{
	const struct finding_pattern *p = ctx;

	if (is_held(p->text, h) && !is_digest(p->text, h->from, h->to) &&
	    !allowance_has(p->allowance, h->kind, p->text, h->from, h->to))
		p->each(p->ctx, h->from, h->to, words[h->kind][h->grade]);
	return true;
}

void pattern_find(const struct recogniser *r, const struct allowance *a, struct str text,
		  pattern_fn *each, void *ctx)
{
	struct finding_pattern p = { a, text, each, ctx };

	pthread_once(&words_once, words_make);
	recognise(r, text, judge, &p);
}
