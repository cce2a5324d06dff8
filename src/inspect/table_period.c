#include "inspect/table_period.h"

static bool is_period(const struct table_column *c)
{
	struct period p;

	for (int32_t i = 0; i < dict_count(c->values); i++)
		if (dict_at(c->values, i).n && !period_parse(dict_at(c->values, i), &p))
			return false;
	return true;
}

/* By last day; of those that end together the shortest. */
static bool is_newer(struct period a, struct period b)
{
	int32_t last_a = period_last_day(a), last_b = period_last_day(b);

	return last_a != last_b ? last_a > last_b : a.level > b.level;
}

struct period table_period_at(const struct table_period *p, const struct release_table *t,
			      int32_t id)
{
	struct period period = { PERIOD_YEAR, 1 };

	period_parse(dict_at(t->columns[p->column].values, id), &period);
	return period;
}

static int find_column(const struct release_table *t, const char *named, struct err *err)
{
	int i;

	if (!named) {
		for (i = 0; i < (int)t->ncolumns; i++)
			if (t->columns[i].is_key && !*t->columns[i].codes &&
			    is_period(&t->columns[i]))
				return i;
		return -1;
	}
	i = release_table_find(t, named);
	if (i < 0 || !is_period(&t->columns[i])) {
		err_set(err, ERR_CONFIG,
			"\"plausible\": the column that \"period\" names is not in the release or "
			"holds other than years, quarters and months");
		return -2;
	}
	return i;
}

int table_period_find(struct table_period *p, const struct release_table *t, const char *named,
		      struct err *err)
{
	const struct table_column *c;

	*p = (struct table_period){ -1, -1 };
	if (t->nrows == 0)
		return 0;
	p->column = find_column(t, named, err);
	if (p->column == -2)
		return -1;
	if (p->column < 0)
		return 0;
	c = &t->columns[p->column];
	for (int32_t i = 0; i < dict_count(c->values); i++)
		if (dict_at(c->values, i).n &&
		    (p->newest < 0 ||
		     is_newer(table_period_at(p, t, i), table_period_at(p, t, p->newest))))
			p->newest = i;
	if (p->newest < 0)
		p->column = -1;
	return 0;
}
