#include "report/read/xlsx_strings.h"

#include <ctype.h>
#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/read/read.h"

void xlsx_strings_release(struct xlsx_strings *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		free(s->items[i]);
	free(s->items);
	free(s->percents);
	*s = (struct xlsx_strings){ 0 };
}

static bool escape_at(const char *p, uint32_t *c)
{
	char digits[5] = "";
	int i;

	if (p[0] != '_' || p[1] != 'x')
		return false;
	for (i = 0; i < 4; i++) {
		if (!isxdigit((unsigned char)p[2 + i]))
			return false;
		digits[i] = p[2 + i];
	}
	*c = (uint32_t)strtoul(digits, NULL, 16);
	return p[6] == '_';
}

void xlsx_unescape(const char *text, struct buf *to)
{
	uint32_t c;

	for (; *text; text++) {
		if (!escape_at(text, &c)) {
			buf_putc(to, *text);
			continue;
		}
		/* What no text can hold goes. */
		if (c >= ' ' || c == '\t' || c == '\n')
			if (c < 0xd800 || c > 0xdfff)
				utf8_put(to, c);
		text += 6;
	}
}

int xlsx_string(struct xml_pull *x, struct buf *to, struct err *err)
{
	int ret, depth = x->depth, text = -1;

	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind == XML_PULL_START && xml_pull_is(x, "rPh")) {
			if (xml_pull_skip(x, err) < 0)
				return -1;
		} else if (x->kind == XML_PULL_START && xml_pull_is(x, "t")) {
			text = x->depth;
		} else if (x->kind == XML_PULL_END && x->depth == text) {
			text = -1;
		} else if (x->kind == XML_PULL_TEXT && text >= 0) {
			xlsx_unescape(x->text, to);
		}
	}
	return ret;
}

int xlsx_strings_read(struct str bytes, const char *name, struct xlsx_strings *s, struct err *err)
{
	struct xml_pull x;
	struct buf text = BUF_INIT;
	int ret = xml_pull_open(&x, bytes, name, "sharedStrings.xml", err);

	while (ret == 0 && (ret = xml_pull_next(&x, err)) > 0) {
		ret = 0;
		if (x.kind != XML_PULL_START || !xml_pull_is(&x, "si"))
			continue;
		if (s->n == READ_CELLS_MAX) {
			ret = err_set(err, ERR_DATA, "%s: more than %d shared strings", name,
				      READ_CELLS_MAX);
			break;
		}
		buf_clear(&text);
		ret = xlsx_string(&x, &text, err);
		s->items = mem_grow(s->items, &s->room, s->n + 1, sizeof(*s->items));
		s->items[s->n++] = mem_strdup(text.p);
	}
	xml_pull_close(&x);
	buf_release(&text);
	return ret;
}

/* Formats --------------------------------------------------------------------- */

struct own_formats {
	long *percents; /* ids of those that print in percent */
	size_t n, room;
};

/* A percent sign that is not quoted. */
static bool prints_percent(const char *code)
{
	bool quoted = false;

	for (; *code; code++) {
		if (*code == '\\' && code[1])
			code++;
		else if (*code == '"')
			quoted = !quoted;
		else if (*code == '%' && !quoted)
			return true;
	}
	return false;
}

static bool is_percent(const struct own_formats *own, long id)
{
	size_t i;

	for (i = 0; i < own->n; i++)
		if (own->percents[i] == id)
			return true;
	return id == 9 || id == 10;
}

static int read_cell_formats(struct xml_pull *x, struct xlsx_strings *s,
			     const struct own_formats *own, struct err *err)
{
	int ret, depth = x->depth;

	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START || !xml_pull_is(x, "xf"))
			continue;
		if (s->nformats == 65536)
			return err_set(err, ERR_DATA, "%s: more than 65536 formats", x->file);
		s->percents = mem_grow(s->percents, &s->formats_room, s->nformats + 1,
				       sizeof(*s->percents));
		s->percents[s->nformats++] = is_percent(own, xml_pull_number(x, "numFmtId", 0));
	}
	return ret;
}

static int take_own(struct xml_pull *x, struct own_formats *own, struct err *err)
{
	long id = xml_pull_number(x, "numFmtId", -1);
	const char *code = xml_pull_attribute(x, "formatCode");

	if (!code || !prints_percent(code))
		return 0;
	if (own->n == 1000)
		return err_set(err, ERR_DATA, "%s: more than 1000 formats of its own", x->file);
	own->percents = mem_grow(own->percents, &own->room, own->n + 1, sizeof(*own->percents));
	own->percents[own->n++] = id;
	return 0;
}

int xlsx_formats_read(struct str bytes, const char *name, struct xlsx_strings *s, struct err *err)
{
	struct xml_pull x;
	struct own_formats own = { 0 };
	int ret = xml_pull_open(&x, bytes, name, "styles.xml", err);

	while (ret == 0 && (ret = xml_pull_next(&x, err)) > 0) {
		ret = 0;
		if (x.kind != XML_PULL_START)
			continue;
		if (xml_pull_is(&x, "numFmt"))
			ret = take_own(&x, &own, err);
		else if (xml_pull_is(&x, "cellXfs"))
			ret = read_cell_formats(&x, s, &own, err);
	}
	xml_pull_close(&x);
	free(own.percents);
	return ret;
}

/* Numbers --------------------------------------------------------------------- */

enum { DIGITS = 15, EXPONENT_MAX = 60 };

/* d[0..n) is 0.d1d2d3... times 10^point. */
struct digits {
	char d[DIGITS + 1];
	int n, point;
	bool is_negative, is_up; /* the first digit that was cut is 5 or more */
};

static bool read_digits(const char *p, struct digits *to)
{
	bool has_digit = false, after_point = false, is_full = false;
	char *end;
	long exponent;

	if (*p == '-' || *p == '+')
		to->is_negative = *p++ == '-';
	for (; isdigit((unsigned char)*p) || (*p == '.' && !after_point); p++) {
		if (*p == '.') {
			after_point = true;
			continue;
		}
		has_digit = true;
		if (to->n == 0 && *p == '0') {
			to->point -= after_point;
			continue;
		}
		to->point += !after_point;
		if (to->n < DIGITS) {
			to->d[to->n++] = *p;
		} else if (!is_full) {
			is_full = true;
			to->is_up = *p >= '5';
		}
	}
	if (has_digit && (*p == 'e' || *p == 'E')) {
		exponent = strtol(p + 1, &end, 10);
		if (end == p + 1 || exponent < -400 || exponent > 400)
			return false;
		to->point += (int)exponent;
		p = end;
	}
	return has_digit && *p == '\0';
}

static void round_digits(struct digits *d)
{
	int i = d->n - 1;

	if (d->is_up) {
		while (i >= 0 && d->d[i] == '9')
			d->d[i--] = '0';
		if (i >= 0) {
			d->d[i]++;
		} else {
			d->d[0] = '1';
			d->point++;
		}
	}
	while (d->n > 0 && d->d[d->n - 1] == '0')
		d->n--;
}

bool xlsx_number(const char *text, bool percent, struct buf *to)
{
	struct digits d = { .n = 0 };
	int i;

	if (!read_digits(text, &d))
		return false;
	round_digits(&d);
	if (d.n == 0) {
		buf_puts(to, percent ? "0%" : "0");
		return true;
	}
	d.point += percent ? 2 : 0;
	if (d.point > EXPONENT_MAX || d.point < -EXPONENT_MAX)
		return false;
	if (d.is_negative)
		buf_putc(to, '-');
	if (d.point <= 0)
		buf_puts(to, "0.");
	for (i = d.point; i < 0; i++)
		buf_putc(to, '0');
	for (i = 0; i < d.n || i < d.point; i++) {
		if (i == d.point && i > 0)
			buf_putc(to, '.');
		buf_putc(to, i < d.n ? d.d[i] : '0');
	}
	if (percent)
		buf_putc(to, '%');
	return true;
}
