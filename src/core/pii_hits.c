#include "core/pii_scan.h"

/* A better grade first; of valid ones that with date and check character, which
 * chance does not make; then what needs no joining; then the longer one. */
static uint32_t hit_rank(const struct pii_hit *hit, int joins)
{
	size_t n = hit->to - hit->from;
	bool sure = hit->grade == PII_VALID && hit->kind <= PII_RESIDENCE_PERMIT;

	return (uint32_t)hit->grade << 20 | (uint32_t)sure << 19 | (uint32_t)(joins == 0) << 18 |
	       (uint32_t)(n < 0x3ffff ? n : 0x3ffff);
}

static void pending_remove(struct scan *s, int from, int to)
{
	memmove(s->pending + from, s->pending + to,
		(size_t)(s->npending - to) * sizeof(*s->pending));
	s->npending -= to - from;
}

/* The first n are told and forgotten. */
static void tell(struct scan *s, int n)
{
	int i;

	for (i = 0; i < n && !s->stopped; i++) {
		s->told = s->pending[i].hit.to;
		s->stopped = !s->each(s->ctx, &s->pending[i].hit);
	}
	pending_remove(s, 0, n);
}

void scan_begin(struct scan *s, const struct recogniser *r, struct str text)
{
	s->r = r;
	s->text = text.p;
	s->end = text.p + text.n;
	s->stopped = false;
	s->told = 0;
	s->npending = 0;
	s->context = CONTEXT_NONE;
	s->context_end = s->address_end = NULL;
	s->coordinate_from = s->coordinate_to = NULL;
	s->coordinate_is_latitude = false;
}

void scan_tell(struct scan *s, const char *at)
{
	size_t here = (size_t)(at - s->text);
	int n = 0;

	while (n < s->npending && s->pending[n].hit.to + HITS_REACH <= here)
		n++;
	if (n > 0)
		tell(s, n);
}

void scan_end(struct scan *s)
{
	tell(s, s->npending);
}

void scan_put(struct scan *s, enum pii_kind kind, enum pii_grade grade, const char *from,
	      const char *to, int joins)
{
	struct pii_hit hit = { kind, grade, (size_t)(from - s->text), (size_t)(to - s->text) };
	uint32_t rank = hit_rank(&hit, joins);
	int first, last;

	if (hit.from < s->told)
		return;
	if (s->npending == HITS_PENDING)
		tell(s, HITS_PENDING / 2);
	first = last = s->npending;
	while (first > 0 && s->pending[first - 1].hit.to > hit.from) {
		first--;
		if (s->pending[first].hit.from >= hit.to)
			last = first;
		else if (s->pending[first].rank >= rank)
			return;
	}
	if (last == first) {
		memmove(s->pending + first + 1, s->pending + first,
			(size_t)(s->npending - first) * sizeof(*s->pending));
		s->npending++;
	} else {
		pending_remove(s, first + 1, last);
	}
	s->pending[first] = (struct pending_hit){ hit, rank };
}

/* What may stand between a context word and its value; right before a number the
 * province of a certificate may (闽DB...). */
static bool is_between(uint32_t c)
{
	switch (c) {
	case ' ':
	case '\t':
	case ':':
	case '(':
	case ')':
	case '[':
	case '"':
	case '\'':
	case '=':
	case '#':
	case '+':
	case '|':
	case '>':
	case 0x3000: /* blank */
	case 0xff1a: /* ： */
	case 0xff08: /* （ */
	case 0xff09: /* ） */
	case 0x201c: /* “ */
	case 0x53f7: /* 号 */
	case 0x7801: /* 码 */
	case 0x4e3a: /* 为 */
	case 0x662f: /* 是 */
	case 0x7f16: /* 编 */
		return true;
	default:
		return false;
	}
}

enum context_class scan_context(const struct scan *s, const char *p)
{
	const char *at = s->context_end;
	uint32_t c;

	if (s->context == CONTEXT_NONE || p - at > 24 || p < at)
		return CONTEXT_NONE;
	while (at < p) {
		at += char_at(at, p, &c);
		if (!is_between(c) && !(at == p && (role_of(s->r, c) & ROLE_PLATE)))
			return CONTEXT_NONE;
	}
	return s->context;
}
