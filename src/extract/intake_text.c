#include "extract/intake_text.h"

#include <endian.h>

#include "core/date.h"
#include "core/mem.h"
#include "extract/fault.h"

/* Several times the codes that a county has, so that they seldom meet. */
enum { RECENT_BITS = 14 };

static bool is_clean_text(const char *p, size_t n)
{
	return !memchr(p, 0, n) && utf8_is_valid(p, n);
}

/* A byte of NUL or beyond ASCII makes this non-zero. */
static inline uint64_t odd_bytes(uint64_t w)
{
	return ((w - 0x0101010101010101u) | w) & 0x8080808080808080u;
}

static inline uint64_t load8(const char *p)
{
	uint64_t w;

	memcpy(&w, p, 8);
	return w;
}

static inline uint32_t load4(const char *p)
{
	uint32_t w;

	memcpy(&w, p, 4);
	return w;
}

static inline bool is_plain_ascii(char c)
{
	return (unsigned char)c - 1u < 0x7f;
}

/* ASCII without NUL, n > 0: whole words, the last one over those before it. */
static inline bool is_clean_ascii(const char *p, size_t n)
{
	size_t i;

	if (n < 4)
		return is_plain_ascii(p[0]) && is_plain_ascii(p[n / 2]) && is_plain_ascii(p[n - 1]);
	if (n < 8)
		return !odd_bytes((uint64_t)load4(p) << 32 | load4(p + n - 4));
	for (i = 0; i + 8 < n; i += 8)
		if (odd_bytes(load8(p + i)))
			return false;
	return !odd_bytes(load8(p + n - 8));
}

/* E0 and ED begin sequences that need a closer look (RFC 3629, 4). */
static inline bool is_plain_lead(uint64_t c)
{
	return 0xdffeu >> (c & 15) & 1;
}

/* The end of a text, too short for words. */
static inline bool is_clean_rest(const char *p, const char *end)
{
	uint32_t w;

	while (p < end) {
		if (is_plain_ascii(*p)) {
			p++;
			continue;
		}
		if (end - p < 3)
			return is_clean_text(p, (size_t)(end - p));
		w = (unsigned char)p[0] | (uint32_t)(unsigned char)p[1] << 8 |
		    (uint32_t)(unsigned char)p[2] << 16;
		if ((w & 0xc0c0f0u) != 0x8080e0u || !is_plain_lead(w))
			return is_clean_text(p, (size_t)(end - p));
		p += 3;
	}
	return true;
}

/* ASCII and three-byte characters, where nearly all of Chinese is. */
static bool is_clean_mixed(const char *p, size_t n)
{
	const char *end = p + n;
	uint64_t w;

	while (end - p >= 8) {
		w = le64toh(load8(p));
		if ((w & 0xc0c0f0c0c0f0u) == 0x8080e08080e0u && is_plain_lead(w) &&
		    is_plain_lead(w >> 24))
			p += 6;
		else if ((w & 0xc0c0f0u) == 0x8080e0u && is_plain_lead(w))
			p += 3;
		else if (!odd_bytes(w))
			p += 8;
		else if (is_plain_ascii(*p))
			p++;
		else
			return is_clean_text(p, (size_t)(end - p));
	}
	return is_clean_rest(p, end);
}

/* UTF-8 without NUL; n > 0. */
static inline bool is_clean(const char *p, size_t n)
{
	return is_clean_ascii(p, n) || is_clean_mixed(p, n);
}

bool text_is_clean(const char *p, size_t n)
{
	return is_clean(p, n);
}

static void strip_nul(struct str *s, struct buf *to)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->p[i])
			buf_putc(to, s->p[i]);
	*s = (struct str){ to->p, to->n };
}

void text_replace_bad(struct str s, struct buf *to)
{
	size_t i = 0, n;

	while (i < s.n) {
		for (n = 1; n <= 4 && i + n <= s.n; n++)
			if (utf8_is_valid(s.p + i, n))
				break;
		if (n > 4 || i + n > s.n) {
			utf8_put(to, 0xfffd);
			i++;
		} else {
			buf_add(to, s.p + i, n);
			i += n;
		}
	}
}

static int from_gb18030(struct intake *c, struct str *s, struct buf *to, struct err *err)
{
	struct err ignored = ERR_INIT;

	if (!c->recoder && recoder_open("GB18030", &c->recoder, err) < 0)
		return -1;
	if (recoder_put(c->recoder, s->p, s->n, true, to, &ignored) < 0) {
		recoder_close(c->recoder);
		c->recoder = NULL;
		return fault_apply(c, INTAKE_VALUE, "is neither UTF-8 nor GB18030", err);
	}
	*s = (struct str){ to->p, to->n };
	return FAULT_GO_ON;
}

/* Applies the rules of bytes; FAULT_GO_ON: *s is UTF-8 without NUL. */
static int repair(struct intake *c, struct str *s, struct err *err)
{
	struct buf old = c->scratch;
	int ret = FAULT_GO_ON;

	if (memchr(s->p, 0, s->n)) {
		ret = fault_apply(c, INTAKE_NUL, "has a NUL in it", err);
		if (ret != FAULT_GO_ON)
			return ret;
		buf_clear(&c->scratch);
		strip_nul(s, &c->scratch);
	}
	if (utf8_is_valid(s->p, s->n))
		return FAULT_GO_ON;
	ret = fault_apply(c, INTAKE_UTF8, "is not UTF-8", err);
	if (ret != FAULT_GO_ON)
		return ret;
	/* *s may lie in the scratch. */
	old = c->scratch;
	c->scratch = (struct buf)BUF_INIT;
	if (fault_rule(c, INTAKE_UTF8) == REG_GB18030) {
		ret = from_gb18030(c, s, &c->scratch, err);
	} else {
		text_replace_bad(*s, &c->scratch);
		*s = (struct str){ c->scratch.p, c->scratch.n };
	}
	buf_release(&old);
	return ret;
}

static bool is_month(struct str s)
{
	struct period p;

	return s.n == 7 && s.p[4] == '-' && period_parse(s, &p) && p.level == PERIOD_MONTH;
}

/* Every check.  *clean: no rule was needed, the same text may pass again. */
static int check(struct intake *c, struct str *s, bool *clean, struct err *err)
{
	int ret;

	*clean = s->n > 0 && is_clean(s->p, s->n);
	if (!*clean && s->n > 0 && (ret = repair(c, s, err)) != FAULT_GO_ON)
		return ret;
	if (s->n == 0 &&
	    (ret = fault_apply(c, INTAKE_EMPTY, "is an empty text", err)) != FAULT_GO_ON)
		return ret;
	if (c->spec.is_month && !is_month(*s)) {
		*clean = false;
		return fault_apply(c, INTAKE_VALUE, "is not a month as 2026-10", err);
	}
	if (c->spec.codes && codes_find(c->spec.codes, *s, 0) < 0) {
		*clean = false;
		ret = fault_apply(c, INTAKE_CODE, "is not in its code list", err);
		if (ret != FAULT_GO_ON)
			return ret;
	}
	return FAULT_GO_ON;
}

/* The long ways stay out of line, so that the usual ones need no frame. */
#define LONG_WAY __attribute__((noinline))

LONG_WAY static int text_checked(struct intake *c, const char *p, size_t n, struct err *err)
{
	struct str s = { p, n };
	bool clean;
	int ret = check(c, &s, &clean, err);

	if (ret != FAULT_GO_ON)
		return ret;
	builder_text(c->to, s.p, s.n);
	return 1;
}

static int text_plain(struct intake *c, const char *p, size_t n, struct err *err)
{
	if (n == 0 || !is_clean(p, n))
		return text_checked(c, p, n, err);
	builder_utf8(c->to, p, n);
	return 1;
}

/* For up to 16 bytes head, tail and length are the whole text. */
static inline struct intake_recent recent_of(const char *p, size_t n)
{
	struct intake_recent r = { 0, 0, (uint32_t)n, 0 };

	if (n >= 8) {
		r.head = load8(p);
		r.tail = load8(p + n - 8);
	} else if (n >= 4) {
		r.head = load4(p);
		r.tail = load4(p + n - 4);
	} else if (n > 0) {
		r.head = (uint64_t)(unsigned char)p[0] << 16 | (unsigned char)p[n / 2];
		r.tail = (unsigned char)p[n - 1];
	}
	return r;
}

static inline size_t recent_hash(const struct intake_recent *r)
{
	uint64_t h = (r->head ^ (r->tail << 29 | r->tail >> 35) ^ r->n) * 0x9e3779b97f4a7c15u;

	return h >> (64 - RECENT_BITS);
}

static inline bool is_recent(const struct intake *c, const struct intake_recent *r,
			     const struct intake_recent *now, struct str s)
{
	return r->n == now->n && r->head == now->head && r->tail == now->tail &&
	       (s.n <= 16 || str_is(dict_at(c->dict, r->index), s));
}

LONG_WAY static int text_new(struct intake *c, struct str s, struct intake_recent *pair,
			     struct err *err)
{
	struct intake_recent now = recent_of(s.p, s.n);
	bool clean;
	int ret = check(c, &s, &clean, err);

	if (ret != FAULT_GO_ON)
		return ret;
	now.index = dict_put(c->dict, s.p, s.n);
	builder_index(c->to, now.index);
	if (clean) {
		pair[1] = pair[0];
		pair[0] = now;
	}
	return 1;
}

/* A text may stand in either place of a pair; a new one comes first. */
static int text_dict(struct intake *c, const char *p, size_t n, struct err *err)
{
	struct intake_recent now = recent_of(p, n);
	struct intake_recent *pair = &c->recent[recent_hash(&now) & ~(size_t)1];
	struct str s = { p, n };

	if (n && is_recent(c, &pair[0], &now, s))
		builder_index(c->to, pair[0].index);
	else if (n && is_recent(c, &pair[1], &now, s))
		builder_index(c->to, pair[1].index);
	else
		return text_new(c, s, pair, err);
	return 1;
}

/* Codes that a source keeps as numbers; leading zeros are its loss. */
static int integer_as_text(struct intake *c, int64_t v, struct err *err)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%lld", (long long)v);

	return c->as_text(c, digits, (size_t)n, err);
}

void intake_text_init(struct intake *c)
{
	const struct reg_column *r = c->spec.column;
	int (*text)(struct intake *, const char *, size_t, struct err *) = text_plain;

	if (r->type == FIELD_DICT) {
		c->dict = dict_new();
		c->recent = mem_zalloc((size_t)1 << RECENT_BITS, sizeof(*c->recent));
		text = text_dict;
	} else if (c->spec.codes || c->spec.is_month) {
		text = text_checked;
	}
	c->as_text = text;
	if (r->stored & REG_STORED_TEXT)
		c->text = text;
	if (r->stored & REG_STORED_INTEGER)
		c->integer = integer_as_text;
	if (r->stored & REG_STORED_BLOB)
		c->blob = text;
}

void intake_text_release(struct intake *c)
{
	dict_free(c->dict);
	free(c->recent);
	recoder_close(c->recoder);
	buf_release(&c->scratch);
}
