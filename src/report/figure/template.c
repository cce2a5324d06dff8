#include "report/figure/template.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/mem.h"

/* The name after the brace at *p; moves *p behind its end.  NULL: it has no end. */
static char *take_name(const char **p)
{
	const char *end = strpbrk(*p + 1, "{}");
	char *name;

	if (!end || *end != '}' || end == *p + 1)
		return NULL;
	name = mem_strndup(*p + 1, (size_t)(end - *p - 1));
	*p = end + 1;
	return name;
}

int template_fill(const char *text, template_find_fn *find, void *arg, struct json at,
		  struct buf *to, struct err *err)
{
	const char *p = text;
	char *name;
	int found;

	while (*p) {
		if (*p != '{' || p[1] == '{') {
			buf_putc(to, *p);
			p += *p == '{' ? 2 : 1;
			continue;
		}
		name = take_name(&p);
		if (!name)
			return json_err(at, err, "a { without its } and a name between them");
		found = find(arg, name, to, err);
		if (found == 0)
			json_err(at, err, "nothing is called {%s}", name);
		free(name);
		if (found <= 0)
			return -1;
	}
	return 0;
}

static void put_day(int32_t day, struct buf *to)
{
	char text[11];

	date_format(day, text);
	buf_puts(to, text);
}

static void put_period(struct period p, struct buf *to)
{
	char text[9];

	period_format(p, text);
	buf_puts(to, text);
}

static void put_division(const char *code, struct buf *to)
{
	size_t n = strlen(code);

	buf_puts(to, code);
	for (; n < 12; n++)
		buf_putc(to, '0');
}

int template_word(void *arg, const char *name, struct buf *to, struct err *err)
{
	static const char *const names[] = { "bureau",	  "division",	  "year", "period",
					     "label",	  "first",	  "last", "last_period",
					     "last_year", "month_before", NULL };
	const struct template_words *w = arg;
	struct period before = { w->period.level, w->period.n - 1 };
	struct period year = period_up(w->period, PERIOD_YEAR);
	int i;

	(void)err;
	for (i = 0; names[i] && strcmp(names[i], name) != 0; i++)
		;
	switch (i) {
	case 0:
		buf_puts(to, w->bureau);
		break;
	case 1:
		put_division(w->division, to);
		break;
	case 2:
		put_period(year, to);
		break;
	case 3:
		put_period(w->period, to);
		break;
	case 4:
		period_label(w->period, to);
		break;
	case 5:
		put_day(period_first_day(w->period), to);
		break;
	case 6:
		put_day(period_last_day(w->period), to);
		break;
	case 7:
		put_period(before, to);
		break;
	case 8:
		year.n--;
		put_period(year, to);
		break;
	case 9:
		before = period_last(w->period, PERIOD_MONTH);
		before.n--;
		put_period(before, to);
		break;
	default:
		return 0;
	}
	return 1;
}
