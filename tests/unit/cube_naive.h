/*
 * cube_naive: a small random table of rows, and for any cell the answer by a loop
 * over all rows; it knows the code lists by heart.
 */
#ifndef TEST_CUBE_NAIVE_H
#define TEST_CUBE_NAIVE_H

#include "aggregate/spec.h"

/* ---- the world ----------------------------------------------------- */

/* Town m1 belongs to county A until June 2025, then to B. */
static const char divisions[] = "code,name,parent,level,from,to,note\n"
				"P,省,,province,,,\n"
				"A,甲县,P,county,,,\n"
				"a1,甲一,A,town,,,\n"
				"a2,甲二,A,town,,,\n"
				"v1,村一,a2,village,,,\n"
				"v2,村二,a2,village,,,\n"
				"m1,移镇,A,town,,2025-06-30,\n"
				"B,乙县,P,county,,,\n"
				"m1,移镇,B,town,2025-07-01,,\n"
				"b1,乙一,B,town,,,\n"
				"v3,村三,b1,village,,,\n";
static const char types[] = "code,name,parent,level,from,to,note\n"
			    "g1,类一,,group,,,\n"
			    "t1,一,g1,type,,,\n"
			    "t2,二,g1,type,,2025-04-30,\n"
			    "g2,类二,,group,,,\n"
			    "t3,三,g2,type,,,\n";

static const char *const row_divisions[] = { "a1", "a2", "v1", "v2", "m1", "b1",
					     "v3", "A",	 "P",  "ZZ", NULL };
static const char *const row_types[] = { "t1", "t2", "t3", "g1", "??", NULL };
static const char *const out_divisions[] = { "A", "a1", "a2", "B", "m1", "b1", "_U" };
static const char *const out_types[] = { "_T", "g1", "t1", "t2", "g2", "t3", "_U" };
static const char *const out_groups[] = { "_T", "female", "old" };

enum { FIRST = 2025 * 12 + 1, LAST = 2025 * 12 + 9, ROWS_MAX = 60, VALUE_NULL = -1 };

struct row {
	const char *division, *type;
	int month, sex, age, person, amount; /* person, amount: VALUE_NULL is NULL */
};

static struct row rows[ROWS_MAX];
static int nrows;
static uint64_t state;

static int roll(int n)
{
	state = state * 6364136223846793005 + 1442695040888963407;
	return (int)((state >> 33) % (uint64_t)n);
}

static void make_rows(void)
{
	nrows = roll(ROWS_MAX);
	for (int i = 0; i < nrows; i++) {
		struct row *r = &rows[i];

		r->division = row_divisions[roll(11)];
		r->type = row_types[roll(6)];
		r->month = FIRST + roll(LAST - FIRST + 1);
		r->sex = 1 + roll(2);
		r->age = roll(90);
		r->person = roll(12) ? roll(9) : VALUE_NULL;
		r->amount = roll(9) ? roll(5000) : VALUE_NULL;
	}
}

/* ---- the naive answer ---------------------------------------------- */

static const char *town_of(const char *code)
{
	static const char *const towns[][2] = { { "a1", "a1" }, { "a2", "a2" }, { "v1", "a2" },
						{ "v2", "a2" }, { "m1", "m1" }, { "b1", "b1" },
						{ "v3", "b1" } };

	for (size_t i = 0; code && i < sizeof(towns) / sizeof(towns[0]); i++)
		if (strcmp(code, towns[i][0]) == 0)
			return towns[i][1];
	return NULL;
}

static bool in_division(const struct row *r, const char *node, int last_month)
{
	const char *town = town_of(r->division);
	bool in_a;

	if (!town)
		return strcmp(node, "_U") == 0;
	in_a = town[0] == 'a' || (town[0] == 'm' && last_month <= 2025 * 12 + 5);
	return strcmp(node, town) == 0 || strcmp(node, in_a ? "A" : "B") == 0;
}

static bool in_type(const struct row *r, const char *node)
{
	bool known = r->type && r->type[0] == 't';

	if (strcmp(node, "_T") == 0)
		return true;
	if (!known)
		return strcmp(node, "_U") == 0;
	return strcmp(node, r->type) == 0 || strcmp(node, r->type[1] == '3' ? "g2" : "g1") == 0;
}

static bool in_group(const struct row *r, const char *node)
{
	return strcmp(node, "_T") == 0 || (strcmp(node, "female") == 0 && r->sex == 2) ||
	       (strcmp(node, "old") == 0 && r->age >= 60);
}

struct cell {
	const char *division, *type, *group;
	struct period period;
	int first, last; /* months, cut at the range */
	bool is_incomplete;
};

static bool in_time(const struct row *r, const struct cell *c, enum measure_kind kind)
{
	if (kind == KIND_STOCK)
		return r->month == c->last;
	if (kind == KIND_CUMULATIVE)
		return r->month / 12 == c->last / 12 && r->month <= c->last;
	return r->month >= c->first && r->month <= c->last;
}

static bool takes(const struct row *r, const struct cell *c, enum measure_kind kind)
{
	return in_division(r, c->division, c->last) && in_type(r, c->type) &&
	       in_group(r, c->group) && in_time(r, c, kind);
}

struct answer {
	long long count, persons, values, sum, sorted[ROWS_MAX];
	long long largest[3]; /* totals of persons; a row without one is a person */
};

static bool is_anybody(const struct row *r)
{
	return r != NULL;
}

static bool is_woman(const struct row *r)
{
	return r->sex == 2;
}

static bool is_old(const struct row *r)
{
	return r->age >= 60;
}

static void rank(struct answer *a, long long total)
{
	for (int i = 0; i < 3; i++)
		if (total > a->largest[i]) {
			long long smaller = a->largest[i];

			a->largest[i] = total;
			total = smaller;
		}
}

static void answer_some(const struct cell *c, enum measure_kind kind,
			bool (*is_taken)(const struct row *), struct answer *a)
{
	long long totals[16] = { 0 };
	bool seen[16] = { false };

	*a = (struct answer){ 0 };
	for (int i = 0; i < nrows; i++) {
		const struct row *r = &rows[i];
		long long k;

		if (!takes(r, c, kind) || !is_taken(r))
			continue;
		a->count++;
		if (r->person != VALUE_NULL && !seen[r->person]) {
			seen[r->person] = true;
			a->persons++;
		}
		if (r->amount == VALUE_NULL)
			continue;
		a->sum += r->amount;
		if (r->person == VALUE_NULL)
			rank(a, r->amount);
		else
			totals[r->person] += r->amount;
		for (k = a->values++; k > 0 && a->sorted[k - 1] > r->amount; k--)
			a->sorted[k] = a->sorted[k - 1];
		a->sorted[k] = r->amount;
	}
	for (int i = 0; i < 16; i++)
		rank(a, totals[i]);
}

static void answer(const struct cell *c, enum measure_kind kind, struct answer *a)
{
	answer_some(c, kind, is_anybody, a);
}

#endif
