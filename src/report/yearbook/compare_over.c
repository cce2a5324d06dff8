#include "report/yearbook/compare_over.h"

#include "core/mem.h"

static const char *const counts[] = { "months", "quarters", "years", "same" };
enum { COUNTS = sizeof(counts) / sizeof(*counts) };

static int add(struct yearbook_table *t, struct json v, struct over *over, const char *code,
	       struct err *err)
{
	struct buf label = BUF_INIT;
	struct period p;

	if (over->n == OVER_MAX)
		return json_err(v, err, "more than %d periods", OVER_MAX);
	if (period_parse(str_of(code), &p))
		period_label(p, &label);
	else
		buf_puts(&label, code);
	over->codes[over->n] = code;
	over->labels[over->n++] = pool_take(&t->pool, buf_detach(&label));
	return 0;
}

static int add_period(struct yearbook_table *t, struct json v, struct over *over, struct period p,
		      struct err *err)
{
	char text[9];

	period_format(p, text);
	return add(t, v, over, pool_take(&t->pool, mem_strdup(text)), err);
}

/* n periods up to the report's own; `same` ones are a year apart. */
static int add_periods(struct yearbook_table *t, struct json v, struct over *over, size_t which,
		       long long n, struct err *err)
{
	static const enum period_level levels[] = { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR };
	static const int per_year[] = {
		[PERIOD_YEAR] = 1, [PERIOD_QUARTER] = 4, [PERIOD_MONTH] = 12
	};
	const struct period now = t->with->words.period;
	struct period last, p;
	int step = 1;

	if (which == COUNTS - 1) {
		step = per_year[now.level];
		last = now;
	} else if (levels[which] > now.level) {
		last = period_last(now, levels[which]);
	} else {
		last = period_up(now, levels[which]);
	}
	for (long long i = n - 1; i >= 0; i--) {
		p = last;
		p.n -= (int32_t)i * step;
		if (add_period(t, v, over, p, err) < 0)
			return -1;
	}
	return 0;
}

int over_read(struct yearbook_table *t, struct json v, struct over *over, struct err *err)
{
	struct json codes = { 0 };
	long long n = 0;
	size_t which = COUNTS;
	struct json_obj o;
	const char *code;

	*over = (struct over){ 0 };
	json_open(&o, v, err);
	over->dimension = json_str(&o, "dimension");
	json_opt_array(&o, "codes", &codes);
	for (size_t i = 0; i < COUNTS; i++)
		if (json_opt_int(&o, counts[i], &n))
			which = i;
	if (which < COUNTS && (n < 1 || n > OVER_MAX))
		json_fail(&o, counts[which], "\"%s\" must be 1 to %d", counts[which], OVER_MAX);
	if (json_close(&o) < 0)
		return -1;
	for (struct json i = json_first(codes); json_is(i); i = json_next(i))
		if (yearbook_text(t, i, &code, err) < 0 || add(t, i, over, code, err) < 0)
			return -1;
	if (which < COUNTS && add_periods(t, v, over, which, n, err) < 0)
		return -1;
	return over->n ? 0
		       : json_err(v, err,
				  "\"over\" needs codes, months, quarters, years or "
				  "same");
}
