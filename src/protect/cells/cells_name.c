#include "protect/cells/cells.h"

void cells_describe(const struct cells *c, const int *nodes, struct buf *b)
{
	int a;

	for (a = 0; a < c->naxes; a++) {
		buf_printf(b, "%s%s=", a > 0 ? ", " : "", c->axes[a].name);
		axis_describe(&c->axes[a], nodes[a], b);
	}
}

/* What would end a code, or a word on a command line, stands as %2C. */
static bool is_plain(unsigned char ch)
{
	return ch > ' ' && ch != 0x7f && ch != ',' && ch != '=' && ch != '%';
}

static void put_escaped(const char *p, struct buf *b)
{
	for (; *p; p++)
		if (is_plain((unsigned char)*p))
			buf_putc(b, *p);
		else
			buf_printf(b, "%%%02X", (unsigned char)*p);
}

static bool is_of_first_table(const struct cells *c, int axis)
{
	int k;

	for (k = 0; k < c->tables[0].naxes; k++)
		if (c->tables[0].axes[k].axis == axis)
			return true;
	return false;
}

void cells_name(const struct cells *c, const int *nodes, struct buf *b)
{
	struct buf code = BUF_INIT;
	bool is_first = true;
	int a;

	for (a = 0; a < c->naxes; a++) {
		buf_clear(&code);
		axis_describe(&c->axes[a], nodes[a], &code);
		if (!is_of_first_table(c, a) && strcmp(code.p, "_T") == 0)
			continue;
		if (!is_first)
			buf_putc(b, ',');
		is_first = false;
		put_escaped(c->axes[a].name, b);
		buf_putc(b, '=');
		put_escaped(code.p, b);
	}
	buf_release(&code);
}

static int hex(char ch)
{
	if (ch >= '0' && ch <= '9')
		return ch - '0';
	return ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

static void put_plain(const char *p, size_t n, struct buf *b)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] == '%' && i + 2 < n && hex(p[i + 1]) >= 0 && hex(p[i + 2]) >= 0) {
			buf_putc(b, (char)(16 * hex(p[i + 1]) + hex(p[i + 2])));
			i += 2;
		} else {
			buf_putc(b, p[i]);
		}
}

static int find_axis(const struct cells *c, struct str name)
{
	int a;

	for (a = 0; a < c->naxes; a++)
		if (str_is(str_of(c->axes[a].name), name))
			return a;
	return AXIS_NONE;
}

/* One "dimension=code". */
static int read_part(const struct cells *c, const char *p, size_t n, int *nodes, struct err *err)
{
	const char *equals = memchr(p, '=', n);
	struct buf name = BUF_INIT, code = BUF_INIT;
	int a, ret = -1;

	put_plain(p, equals ? (size_t)(equals - p) : n, &name);
	if (equals)
		put_plain(equals + 1, n - (size_t)(equals + 1 - p), &code);
	a = find_axis(c, (struct str){ name.p, name.n });
	if (!equals)
		err_set(err, ERR_USAGE, "%s is not DIMENSION=CODE", name.p);
	else if (a < 0)
		err_set(err, ERR_USAGE, "the table has no dimension %s", name.p);
	else if (nodes[a] != AXIS_NONE)
		err_set(err, ERR_USAGE, "dimension %s is named twice", name.p);
	else if ((nodes[a] = axis_find(&c->axes[a], code.p, code.n)) < 0)
		err_set(err, ERR_USAGE, "dimension %s has no code %s", name.p, code.p);
	else
		ret = 0;
	buf_release(&name);
	buf_release(&code);
	return ret;
}

int cells_find_name(const struct cells *c, const char *text, uint32_t *row, struct err *err)
{
	int nodes[CELLS_MAX_AXES], a;
	size_t n;

	for (a = 0; a < c->naxes; a++)
		nodes[a] = AXIS_NONE;
	for (; *text; text += n + (text[n] == ',')) {
		n = strcspn(text, ",");
		if (read_part(c, text, n, nodes, err) < 0)
			return -1;
	}
	for (a = 0; a < c->naxes; a++) {
		if (nodes[a] == AXIS_NONE)
			nodes[a] = axis_find(&c->axes[a], "_T", 2);
		if (nodes[a] == AXIS_NONE)
			return err_set(err, ERR_USAGE, "no code of dimension %s is named",
				       c->axes[a].name);
	}
	*row = cells_find(c, nodes);
	if (*row == CELLS_NO_ROW)
		return err_set(err, ERR_USAGE, "the table has no such row");
	return 0;
}
