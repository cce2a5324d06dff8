/* Base64 and hex. */
#include "inspect/undo.h"

#include <stdint.h>

#include "inspect/show.h"
#include "inspect/texty.h"

enum {
	RUN_MIN = 12,
	HEX_SURE = 24,
	LINE_LONG = 40,	   /* lines of base64 as mail and PEM wrap them */
	JOIN_SHORT = 4096, /* how much of shorter lines is taken together */
	JOIN_LONG = 64 << 20
};

/* The value of a base64 or base64url digit plus one, from ' ' to DEL; 0 for none. */
static const unsigned char sextets[256] = {
	[' '] = 0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  63, 0,  63, 0,  64, 53, 54, 55, 56,
	57,	   58, 59, 60, 61, 62, 0,  0,  0,  0,  0,  0,  0,  1,  2,  3,  4,  5,  6,  7,
	8,	   9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 0,
	0,	   0,  0,  64, 0,  27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41,
	42,	   43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 0,  0,  0,  0,  0,
};

static bool is_digit_of_run(char c)
{
	return sextets[(unsigned char)c] != 0;
}

/* The first run of RUN_MIN and more from p on: one byte in RUN_MIN is looked at. */
static const char *run_find(const char *p, const char *end, const char **run_end)
{
	const char *probe, *from, *to;

	while (end - p >= RUN_MIN) {
		probe = p + RUN_MIN - 1;
		if (!is_digit_of_run(*probe)) {
			p = probe + 1;
			continue;
		}
		for (from = probe; from > p && is_digit_of_run(from[-1]); from--)
			;
		for (to = probe + 1; to < end && to - from < RUN_MIN && is_digit_of_run(*to); to++)
			;
		if (to - from < RUN_MIN) {
			p = to;
			continue;
		}
		while (to < end && is_digit_of_run(*to))
			to++;
		*run_end = to;
		return from;
	}
	return NULL;
}

/* Where the run goes on after a line end and blanks; NULL: it does not. */
static const char *run_next_line(const char *p, const char *end)
{
	if (p < end && *p == '\r')
		p++;
	if (p == end || *p != '\n')
		return NULL;
	for (p++; p < end && (*p == ' ' || *p == '\t'); p++)
		;
	return p < end && is_digit_of_run(*p) ? p : NULL;
}

/* The digits of the run at p and of the lines after it; returns its end. */
static const char *run_collect(const char *p, const char *run_end, const char *limit,
			       struct buf *to)
{
	size_t most = run_end - p >= LINE_LONG ? JOIN_LONG : JOIN_SHORT;
	const char *next, *q;

	buf_add(to, p, (size_t)(run_end - p));
	while (to->n < most && (next = run_next_line(run_end, limit)) != NULL) {
		for (q = next; q < limit && is_digit_of_run(*q); q++)
			;
		/* A line that something else follows is not of the run, nor is one of a table. */
		if (q < limit && *q != '\n' && *q != '\r' && *q != '=')
			break;
		buf_add(to, next, (size_t)(q - next));
		run_end = q;
	}
	return run_end;
}

static void decode_hex(const char *p, size_t n, struct buf *to)
{
	char *out = buf_reserve(to, n / 2 + 1);
	size_t i;

	for (i = 0; i + 2 <= n; i += 2)
		*out++ = (char)(undo_hex(p[i]) << 4 | undo_hex(p[i + 1]));
	to->n = (size_t)(out - to->p);
}

static void decode_base64(const char *p, size_t n, struct buf *to)
{
	const unsigned char *u = (const unsigned char *)p;
	char *out = buf_reserve(to, n / 4 * 3 + 3);
	uint32_t bits;
	size_t i;

	for (i = 0; i + 4 <= n; i += 4) {
		bits = (uint32_t)(sextets[u[i]] - 1) << 18 |
		       (uint32_t)(sextets[u[i + 1]] - 1) << 12 |
		       (uint32_t)(sextets[u[i + 2]] - 1) << 6 | (uint32_t)(sextets[u[i + 3]] - 1);
		*out++ = (char)(bits >> 16);
		*out++ = (char)(bits >> 8);
		*out++ = (char)bits;
	}
	if (n - i >= 2)
		*out++ = (char)((sextets[u[i]] - 1) << 2 | (sextets[u[i + 1]] - 1) >> 4);
	if (n - i == 3)
		*out++ = (char)((sextets[u[i + 1]] - 1) << 4 | (sextets[u[i + 2]] - 1) >> 2);
	to->n = (size_t)(out - to->p);
	*out = '\0';
}

/* What came out of a run: a file, a text, or noise that may hold one. */
static int run_judge(struct walk *w, const struct body *body, const char *label, struct str bytes,
		     bool aligned, struct err *err)
{
	struct buf text = BUF_INIT;
	int ret = 0;

	if (aligned && texty_is_file(bytes))
		return body_inside(w, body, label, "", bytes, err);
	if (texty_extract(bytes, &text))
		ret = show_derived(w, body, label, (struct str){ text.p, text.n }, 0, 0, err);
	buf_release(&text);
	return ret;
}

/* Base64 of any text has letters; figures are no base64. */
static bool is_figure(struct str run)
{
	size_t i;

	for (i = 0; i < run.n; i++)
		if (run.p[i] < '0' || run.p[i] > '9')
			return false;
	return true;
}

/* Figures are common, and hex of a text only when each pair is a letter of ASCII
 * or a zero of UTF-16. */
static bool may_be_ascii(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i + 2 <= n; i += 2)
		if ((p[i] < '2' || p[i] > '7') && !(p[i] == '0' && p[i + 1] == '0'))
			return false;
	return true;
}

static int hex_undo(struct walk *w, const struct body *body, struct str run, struct err *err)
{
	bool figure = is_figure(run);
	struct buf bytes = BUF_INIT;
	size_t shift;
	int ret = 0;

	for (shift = 0; shift < 2 && ret == 0; shift++) {
		if (figure && !may_be_ascii(run.p + shift, run.n - shift))
			continue;
		buf_clear(&bytes);
		decode_hex(run.p + shift, run.n - shift, &bytes);
		ret = run_judge(w, body, "hex", (struct str){ bytes.p, bytes.n }, shift == 0, err);
	}
	buf_release(&bytes);
	return ret;
}

/* The parts of a run that are hex: "0x31" and "id_31" are no hex at their start. */
static int hex_parts_undo(struct walk *w, const struct body *body, struct str run, size_t *hex,
			  struct err *err)
{
	size_t i, start = 0;

	*hex = 0;
	for (i = 0; i <= run.n; i++) {
		if (i < run.n && undo_hex(run.p[i]) >= 0) {
			++*hex;
			continue;
		}
		if (i - start >= RUN_MIN &&
		    hex_undo(w, body, (struct str){ run.p + start, i - start }, err) < 0)
			return -1;
		start = i + 1;
	}
	return 0;
}

/* The run may have begun in a word before it: each alignment is tried. */
static int run_undo(struct walk *w, const struct body *body, struct str run, struct err *err)
{
	struct buf bytes = BUF_INIT;
	size_t shift, hex;
	int ret;

	if (is_figure(run))
		return may_be_ascii(run.p, run.n) || may_be_ascii(run.p + 1, run.n - 1)
			       ? hex_undo(w, body, run, err)
			       : 0;
	ret = hex_parts_undo(w, body, run, &hex, err);
	/* No base64 of this length has but sixteen of its sixty-four digits. */
	if (hex == run.n && hex >= HEX_SURE)
		return ret;
	for (shift = 0; shift < 4 && ret == 0; shift++) {
		buf_clear(&bytes);
		decode_base64(run.p + shift, run.n - shift, &bytes);
		ret = run_judge(w, body, "base64", (struct str){ bytes.p, bytes.n }, shift == 0,
				err);
	}
	buf_release(&bytes);
	return ret;
}

int undo_runs(struct walk *w, const struct body *body, struct chunk *c, struct err *err)
{
	const char *p = c->done && c->done > c->p ? c->done : c->p, *run, *run_end, *end;
	struct buf joined = BUF_INIT;
	int ret = 0;

	while (ret == 0 && p < c->end && (run = run_find(p, c->end, &run_end)) != NULL) {
		/* It may go on beyond the chunk. */
		while (run_end == c->end && run_end < c->limit && is_digit_of_run(*run_end))
			c->end = ++run_end;
		end = run_end;
		if (run_next_line(run_end, c->limit)) {
			buf_clear(&joined);
			end = run_collect(run, run_end, c->limit, &joined);
		}
		p = end;
		if (end <= c->p + c->seen)
			continue;
		ret = run_undo(w, body, (struct str){ run, (size_t)(run_end - run) }, err);
		if (ret == 0 && end != run_end)
			ret = run_undo(w, body, (struct str){ joined.p, joined.n }, err);
	}
	c->done = p;
	buf_release(&joined);
	return ret;
}
