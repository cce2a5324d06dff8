#include "mask/sight.h"

#include <stdlib.h>

#include "core/glimpse.h"
#include "core/mem.h"

enum { NAME_SEEN_MAX = 2 };

/* What each column that goes out shows of a person; no text: nothing. */
struct row {
	const struct rules *rules;
	struct glimpse *seen;
};

static void row_open(struct row *row, struct rules *r)
{
	const struct rule *rule;
	size_t i;

	row->rules = r;
	row->seen = mem_zalloc(r->n + 1, sizeof(*row->seen));
	for (i = 0; i < r->n; i++) {
		rule = &r->items[i];
		glimpse_of(rule->column, glimpse_is_division(&r->site, rule->column), rule->at,
			   &row->seen[i]);
	}
}

static void row_release(struct row *row)
{
	size_t i;

	for (i = 0; i < row->rules->n; i++)
		glimpse_release(&row->seen[i]);
	free(row->seen);
}

static bool shows_ends(const struct row *row, size_t i)
{
	return row->seen[i].text && !glimpse_is_beside(row->seen[i].kind);
}

/* The same glimpse of the same column a second time tells no more. */
static bool is_new(const struct row *row, size_t i)
{
	const struct rule *items = row->rules->items;
	size_t k;

	for (k = 0; k < i; k++)
		if (items[k].column == items[i].column && row->seen[k].text &&
		    strcmp(row->seen[k].text, row->seen[i].text) == 0)
			return false;
	return true;
}

static int too_few(const struct row *row, size_t of, const struct buf *beside, uint64_t left,
		   struct err *err)
{
	const struct rule *rule = &row->rules->items[of];

	return json_err(rule->at, err,
			"what is in sight of %s%s%s%s leaves about %llu candidate%s for one value; "
			"the register asks for %lld: hide more of it, or drop it",
			rule->as, beside->n ? ", with " : "", beside->n ? beside->p : "",
			beside->n ? "," : "", (unsigned long long)left, left == 1 ? "" : "s",
			row->rules->reg.candidates);
}

/* Whether the values may be identity numbers, or have them in them: also where nobody has
 * said what stands there, and in codes that persons have too. */
static bool may_be_identity(enum glimpse_kind kind)
{
	return glimpse_is_identity(kind) || kind == GLIMPSE_NUMBER || kind == GLIMPSE_DOCUMENT ||
	       kind == GLIMPSE_USCC;
}

/* What stands in the same row and is about the same number: what it repeats, its other
 * masks, a card that has it in it. */
static bool is_beside(const struct row *row, size_t i, size_t of)
{
	if (!row->seen[i].text || !is_new(row, i))
		return false;
	return glimpse_is_beside(row->seen[i].kind) ||
	       row->rules->items[i].column == row->rules->items[of].column ||
	       (glimpse_is_identity(row->seen[i].kind) && glimpse_is_identity(row->seen[of].kind));
}

static int check_identity(const struct row *row, size_t of, struct err *err)
{
	const struct rule *items = row->rules->items;
	struct id_sight all = glimpse_sight(&row->seen[of]), one;
	struct buf names = BUF_INIT;
	uint64_t left;
	size_t i;
	int ret = 0;

	for (i = 0; i < row->rules->n; i++) {
		if (i == of || !is_beside(row, i, of))
			continue;
		one = glimpse_sight(&row->seen[i]);
		all = id_sight_join(&all, &one);
		if (items[i].column != items[of].column)
			buf_printf(&names, "%s%s (%s)", names.n ? ", " : "", items[i].as,
				   items[i].treatment->name);
	}
	left = id_candidates(&all);
	if (left < (uint64_t)row->rules->reg.candidates)
		ret = too_few(row, of, &names, left, err);
	buf_release(&names);
	return ret;
}

/* Two masks of one column add up; a value whose length nobody knows may be short. */
static int check_ends(const struct row *row, size_t of, struct err *err)
{
	const struct buf none = BUF_INIT;
	enum glimpse_kind kind = row->seen[of].kind;
	long long first = 0, last = 0, most = 0, length = glimpse_length(kind);
	uint64_t left = UINT64_MAX;
	size_t i;

	for (i = 0; i < row->rules->n; i++) {
		const struct glimpse *g = &row->seen[i];

		if (!shows_ends(row, i) ||
		    row->rules->items[i].column != row->rules->items[of].column)
			continue;
		first = g->first > first ? g->first : first;
		last = g->last > last ? g->last : last;
		most = g->first + g->last > most ? g->first + g->last : most;
	}
	if (length > 0)
		left = first + last < length ? digits_candidates((int)(length - first - last)) : 1;
	if ((length == 0 || glimpse_is_of_one_column(kind)) && first + last > most)
		left = 1;
	if (kind == GLIMPSE_NAME && first + last > NAME_SEEN_MAX)
		left = 1;
	return left < (uint64_t)row->rules->reg.candidates ? too_few(row, of, &none, left, err) : 0;
}

/* Coarser forms of one value; of the same family, the finer one has the coarser in it. */
static int family(const struct rule *rule)
{
	static const struct {
		const char *treatment;
		int family;
	} coarse[] = {
		{ "year", 1 }, { "month", 1 }, { "level", 2 },	    { "map", 0 },
		{ "band", 0 }, { "round", 0 }, { "top-bottom", 0 }, { "age-band", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(coarse) / sizeof(coarse[0]); i++)
		if (treatment_is(rule->treatment, coarse[i].treatment))
			return coarse[i].family;
	return -1;
}

/* Shifted bands, or a band and a rounding, narrow each other down to the value. */
static int check_coarse(const struct row *row, size_t of, struct err *err)
{
	const struct rule *rule = &row->rules->items[of], *other;
	size_t i;

	for (i = 0; i < of; i++) {
		other = &row->rules->items[i];
		if (other->column != rule->column || other->where != rule->where ||
		    family(rule) < 0 || family(other) < 0 ||
		    (family(rule) > 0 && family(rule) == family(other)))
			continue;
		if (!reg_allows(rule->column, "keep"))
			return json_err(rule->at, err,
					"%s and %s come from one column, %s.%s: together they show "
					"more of it than each, and the register does not allow "
					"\"keep\" for it",
					other->as, rule->as, rule->table->name, rule->column->name);
	}
	return 0;
}

static int check(const struct row *row, size_t i, struct err *err)
{
	if (check_coarse(row, i, err) < 0)
		return -1;
	if (!shows_ends(row, i))
		return 0;
	if (may_be_identity(row->seen[i].kind) && check_identity(row, i, err) < 0)
		return -1;
	return glimpse_is_identity(row->seen[i].kind) ? 0 : check_ends(row, i, err);
}

int sight_check(struct rules *r, struct err *err)
{
	struct row row;
	size_t i;
	int ret = 0;

	row_open(&row, r);
	for (i = 0; i < r->n && ret == 0; i++)
		ret = check(&row, i, err);
	row_release(&row);
	return ret;
}
