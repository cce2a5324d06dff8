/* What inspect.json says under "plausible". */
#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "inspect/plausible.h"

/* "20%" or "2.5%" as millionths of a percent. */
static int read_percent(struct json v, const char *text, long long *out, struct err *err)
{
	size_t n = strlen(text);
	__int128 share;

	if (n < 2 || text[n - 1] != '%' || !decimal_parse((struct str){ text, n - 1 }, 6, &share) ||
	    share < 0 || share > (__int128)1000000 * 1000000)
		return json_err(v, err, "\"%s\" is no share: write it like \"20%%\" or \"2.5%%\"",
				text);
	*out = (long long)share;
	return 0;
}

static int read_where(struct json where, struct err *err)
{
	const char *text;

	for (struct json i = json_first(where); json_is(i); i = json_next(i))
		if (json_get_text(i, &text, err) < 0)
			return -1;
	return 0;
}

static int read_total(struct plausible_total *t, struct json v, struct err *err)
{
	struct json_obj o;

	t->at = v;
	json_open(&o, v, err);
	t->column = json_str(&o, "column");
	json_opt_object(&o, "where", &t->where);
	t->percent = json_str(&o, "change");
	if (json_close(&o) < 0 || (json_is(t->where) && read_where(t->where, err) < 0))
		return -1;
	return read_percent(v, t->percent, &t->change, err);
}

static int read_complete(struct plausible_complete *c, struct json v, struct err *err)
{
	struct json_obj o;

	c->at = v;
	json_open(&o, v, err);
	c->column = json_str(&o, "column");
	c->codes = json_str(&o, "codes");
	c->level = json_str(&o, "level");
	json_opt_str(&o, "under", &c->under);
	return json_close(&o);
}

static int read_lists(struct plausible *p, struct json totals, struct json complete,
		      struct err *err)
{
	p->totals = mem_zalloc(json_count(totals) + 1, sizeof(*p->totals));
	p->complete = mem_zalloc(json_count(complete) + 1, sizeof(*p->complete));
	for (struct json i = json_first(totals); json_is(i); i = json_next(i))
		if (read_total(&p->totals[p->ntotals++], i, err) < 0)
			return -1;
	for (struct json i = json_first(complete); json_is(i); i = json_next(i))
		if (read_complete(&p->complete[p->ncomplete++], i, err) < 0)
			return -1;
	return 0;
}

int plausible_read(struct plausible *p, struct json v, struct err *err)
{
	struct json totals = { NULL, NULL }, complete = { NULL, NULL };
	struct json_obj o;

	*p = (struct plausible){ .at = v };
	json_open(&o, v, err);
	json_opt_str(&o, "rows_change", &p->rows_percent);
	json_opt_array(&o, "totals", &totals);
	json_opt_array(&o, "complete", &complete);
	json_opt_str(&o, "last_period_must_hold", &p->must_hold);
	json_opt_str(&o, "period", &p->period);
	if (json_opt_int(&o, "max_age_days", &p->max_age) && p->max_age < 1)
		json_fail(&o, "max_age_days", "\"max_age_days\" must be 1 or more");
	if (json_close(&o) < 0 ||
	    (p->rows_percent && read_percent(v, p->rows_percent, &p->rows_change, err) < 0) ||
	    read_lists(p, totals, complete, err) < 0) {
		plausible_release(p);
		return -1;
	}
	return 0;
}

void plausible_release(struct plausible *p)
{
	free(p->totals);
	free(p->complete);
	*p = (struct plausible){ 0 };
}
