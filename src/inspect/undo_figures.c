/* Numbers in thousands and in powers of ten. */
#include "inspect/undo.h"

#include <stdint.h>

#include "inspect/show.h"

enum { LANES = 16, DIGITS_MIN = 9, EXPONENT_MIN = 8, EXPONENT_MAX = 19, LOST_MAX = 3 };

typedef signed char lanes __attribute__((vector_size(LANES)));

static lanes load(const char *p)
{
	lanes v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static bool is_any(lanes v)
{
	uint64_t half[2];

	memcpy(half, &v, sizeof(half));
	return half[0] | half[1];
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Commas at 0, 4 and 8: the middle of a number of nine digits. */
static bool is_grouped(const char *p)
{
	return p[0] == ',' && p[4] == ',' && p[8] == ',';
}

/* A digit, and the sign of an exponent behind it. */
static bool is_power(const char *p)
{
	return is_digit(p[0]) && (p[1] | 0x20) == 'e';
}

/* The first of either from p on, sixteen places at a time; NULL: none. */
static const char *sign_find(const char *p, const char *end)
{
	for (; end - p >= LANES + 8; p += LANES) {
		lanes first = load(p), power = (load(p + 1) | 0x20) == 'e';
		lanes grouped = (first == ',') & (load(p + 4) == ',') & (load(p + 8) == ',');

		if (is_any(grouped | (power & (first >= '0') & (first <= '9'))))
			break;
	}
	for (; end - p >= 2; p++)
		if (is_power(p) || (end - p >= 9 && is_grouped(p)))
			return p;
	return NULL;
}

/* One figure on its way out. */
struct figure {
	const char *from, *to;
	char digits[EXPONENT_MAX + LOST_MAX + 2];
	size_t n;
};

static bool put_digit(struct figure *f, char c)
{
	if (!is_digit(c) || f->n == sizeof(f->digits))
		return false;
	f->digits[f->n++] = c;
	return true;
}

/* What may stand beside a number that is a cell of its own: not what parts the items
 * of a list, for 12,345,678,901 may be four of them. */
static bool is_edge(const char *p)
{
	return (*p && strchr("\"' \t><|$", *p)) || (*p & 0x80);
}

/* A line of nothing else may be four cells. */
static bool is_alone(const struct figure *f, const struct chunk *c)
{
	bool starts = f->from == c->p || f->from[-1] == '\n';
	bool ends = f->to == c->end || *f->to == '\n' || *f->to == '\r';

	return !(starts && ends) && (starts || is_edge(f->from - 1)) && (ends || is_edge(f->to));
}

/* 19,905,950,001: at is its first comma. */
static bool read_groups(struct figure *f, const struct chunk *c, const char *at)
{
	const char *p;

	for (f->from = at; f->from > c->p && at - f->from < 3 && is_digit(f->from[-1]);)
		f->from--;
	if (f->from == at)
		return false;
	for (p = f->from; p < at; p++)
		put_digit(f, *p);
	for (p = at; c->end - p >= 4 && *p == ','; p += 4)
		if (!put_digit(f, p[1]) || !put_digit(f, p[2]) || !put_digit(f, p[3]))
			return false;
	f->to = p;
	return f->n >= DIGITS_MIN && is_alone(f, c);
}

/* 1.9905950001E10, E+10: at is its last digit.  All digits but three are there, or it
 * says nothing of anybody. */
static bool read_power(struct figure *f, const struct chunk *c, const char *at)
{
	const char *p, *point = at;
	size_t exponent = 0;

	while (point > c->p && at - point < EXPONENT_MAX && is_digit(*point))
		point--;
	if (point == c->p || *point != '.' || !is_digit(point[-1]))
		return false;
	f->from = point - 1;
	if (f->from > c->p && (is_digit(f->from[-1]) || f->from[-1] == '.'))
		return false;
	p = at + 2;
	p += p < c->end && *p == '+';
	for (f->to = p; f->to < c->end && f->to - p < 3 && is_digit(*f->to); f->to++)
		exponent = exponent * 10 + (size_t)(*f->to - '0');
	if (exponent < EXPONENT_MIN || exponent > EXPONENT_MAX || (size_t)(at - point) > exponent ||
	    (size_t)(at - point) + LOST_MAX < exponent)
		return false;
	put_digit(f, point[-1]);
	for (p = point + 1; p <= at; p++)
		put_digit(f, *p);
	while (f->n <= exponent)
		put_digit(f, '0');
	return true;
}

int undo_figures(struct walk *w, const struct body *body, const struct chunk *c, struct err *err)
{
	const char *p = c->p, *shown = c->p, *at, *line;
	struct buf to = BUF_INIT;
	size_t seen = 0;
	int ret;

	while ((at = sign_find(p, c->end)) != NULL) {
		struct figure f = { .n = 0 };
		bool is_figure = *at == ',' ? read_groups(&f, c, at) : read_power(&f, c, at);

		p = is_figure ? f.to : at + 1;
		if (!is_figure)
			continue;
		while ((line = memchr(shown, '\n', (size_t)(f.from - shown))) != NULL) {
			buf_putc(&to, '\n');
			shown = line + 1;
		}
		shown = f.from;
		buf_add(&to, f.digits, f.n);
		buf_putc(&to, '\t');
		if (f.to <= c->p + c->seen)
			seen = to.n;
	}
	ret = show_derived(w, body, "figures", (struct str){ to.p, to.n }, seen, c->line, err);
	buf_release(&to);
	return ret;
}
