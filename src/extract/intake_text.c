#include "extract/intake_text.h"

#include "core/date.h"
#include "core/mem.h"
#include "extract/fault.h"

enum { RECENT_BITS = 12 };

/* From here on a vector routine beats a loop over characters. */
enum { SHORT = 24 };

static bool is_clean_text(const char *p, size_t n)
{
	return !memchr(p, 0, n) && utf8_is_valid(p, n);
}

/* A name: ASCII and three-byte characters, where most of Chinese is. */
static inline bool is_clean_short(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text, *end = p + n;

	while (p < end) {
		if (*p - 1u < 0x7f)
			p++;
		else if (*p > 0xe0 && *p < 0xed && end - p >= 3 && (p[1] & 0xc0) == 0x80 &&
			 (p[2] & 0xc0) == 0x80)
			p += 3;
		else
			return is_clean_text((const char *)p, (size_t)(end - p));
	}
	return true;
}

/* UTF-8 without NUL.  Most cells are short ASCII: eight bytes a step. */
static inline bool is_clean(const char *p, size_t n)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
	size_t i = 0;
	uint64_t w;

	for (; i + 8 <= n; i += 8) {
		memcpy(&w, p + i, 8);
		if (((w - ones) | w) & tops)
			break;
	}
	return n - i <= SHORT ? is_clean_short(p + i, n - i) : is_clean_text(p + i, n - i);
}

static void strip_nul(struct str *s, struct buf *to)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->p[i])
			buf_putc(to, s->p[i]);
	*s = (struct str){ to->p, to->n };
}

/* U+FFFD for every byte that belongs to no character. */
static void replace_bad(struct str *s, struct buf *to)
{
	size_t i = 0, n;

	while (i < s->n) {
		for (n = 1; n <= 4 && i + n <= s->n; n++)
			if (utf8_is_valid(s->p + i, n))
				break;
		if (n > 4 || i + n > s->n) {
			utf8_put(to, 0xfffd);
			i++;
		} else {
			buf_add(to, s->p + i, n);
			i += n;
		}
	}
	*s = (struct str){ to->p, to->n };
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
	if (fault_rule(c, INTAKE_UTF8) == REG_GB18030)
		ret = from_gb18030(c, s, &c->scratch, err);
	else
		replace_bad(s, &c->scratch);
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

	*clean = is_clean(s->p, s->n) && s->n > 0;
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

static int text_checked(struct intake *c, const char *p, size_t n, struct err *err)
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
	builder_text(c->to, p, n);
	return 1;
}

/* For up to 16 bytes head, tail and length are the whole text. */
static inline struct intake_recent recent_of(const char *p, size_t n)
{
	struct intake_recent r = { 0, 0, (uint32_t)n, 0 };

	if (n >= 8) {
		memcpy(&r.head, p, 8);
		memcpy(&r.tail, p + n - 8, 8);
	} else if (n >= 4) {
		memcpy(&r.head, p, 4);
		memcpy(&r.tail, p + n - 4, 4);
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

static int text_dict(struct intake *c, const char *p, size_t n, struct err *err)
{
	struct intake_recent now = recent_of(p, n);
	struct intake_recent *recent = &c->recent[recent_hash(&now)];
	struct str s = { p, n };
	bool clean;
	int ret;

	if (n && recent->n == n && recent->head == now.head && recent->tail == now.tail &&
	    (n <= 16 || str_is(dict_at(c->dict, recent->index), s))) {
		builder_index(c->to, recent->index);
		return 1;
	}
	ret = check(c, &s, &clean, err);
	if (ret != FAULT_GO_ON)
		return ret;
	now.index = dict_put(c->dict, s.p, s.n);
	builder_index(c->to, now.index);
	if (clean)
		*recent = now;
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
