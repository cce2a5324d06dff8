#include "inspect/linkage.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"

int linkage_read(struct linkage *l, struct json v, struct err *err)
{
	struct json list;
	struct json_obj o;

	*l = (struct linkage){ .at = v };
	json_open(&o, v, err);
	list = json_array(&o, "quasi");
	l->k = json_int(&o, "k");
	json_opt_bool(&o, "sample", &l->is_sample);
	if (json_close(&o) < 0)
		return -1;
	if (l->k < 2)
		return json_err(v, err, "\"k\" must be 2 or more: one row is one person");
	if (json_count(list) == 0 || json_count(list) > LINKAGE_QUASI_MAX)
		return json_err(list, err, "\"quasi\" names from 1 to %d columns",
				LINKAGE_QUASI_MAX);
	for (struct json i = json_first(list); json_is(i); i = json_next(i))
		if (json_get_str(i, &l->quasi[l->nquasi++], err) < 0)
			return -1;
	return 0;
}

void linkage_report(struct findings *f, const struct release_table *now, long long n, int64_t row,
		    const char *what)
{
	if (n)
		findings_add(f, FINDING_LINKAGE, what, now->shown, (struct str){ NULL, 0 },
			     "%lld of them, the first in row %lld", n, (long long)row + 1);
}

const char *linkage_few(long long k, char out[LINKAGE_FEW])
{
	if (k == 2)
		return "1";
	snprintf(out, LINKAGE_FEW, "1 to %lld", k - 1);
	return out;
}

static bool is_named(const struct linkage *l, const char *column)
{
	for (int i = 0; i < l->nquasi; i++)
		if (strcmp(l->quasi[i], column) == 0)
			return true;
	return false;
}

/* What the package marks must be judged. */
static void check_marks(const struct linkage *l, const struct release_table *now,
			struct findings *f)
{
	struct buf what = BUF_INIT;

	if (l->nquasi == 0 && now->is_microdata && !now->has_quasi)
		findings_add(f, FINDING_LINKAGE,
			     "records of persons, and inspect.json has no \"linkage\"", now->shown,
			     (struct str){ NULL, 0 }, "%s", "");
	for (size_t i = 0; i < now->ncolumns; i++) {
		const struct table_column *c = &now->columns[i];

		if (!c->is_quasi || now->has_keys || is_named(l, c->name))
			continue;
		buf_clear(&what);
		buf_printf(&what,
			   "quasi-identifier %s, which \"linkage\" of inspect.json does not name",
			   c->shown);
		findings_add(f, FINDING_LINKAGE, what.p, now->shown, (struct str){ NULL, 0 }, "%s",
			     "");
	}
	buf_release(&what);
}

/* The others of the public tree. */
struct others {
	const struct linkage *l;
	const struct release_table *now;
	clean_fn *clean;
	void *ctx;
	struct findings *f;
};

static bool is_records(const struct release_table *t)
{
	return !t->has_keys && (t->is_microdata || t->has_quasi);
}

/* The release at hand is of records: beside a table or other records. */
static int check_from_records(const struct others *o, struct release_table *other, const char *name,
			      struct err *err)
{
	struct linkage_join j = { .records = o->now,
				  .k = o->l->k,
				  .is_sample = o->l->is_sample || o->now->one_in > 1,
				  .other = other,
				  .now = o->now,
				  .name = name,
				  .f = o->f };

	if (!other->has_keys && !is_records(other))
		return 0;
	if (release_table_read(other, err) < 0)
		return -1;
	return other->has_keys ? linkage_cells(&j, err) : linkage_records(&j, err);
}

/* The release at hand is a table of cells: beside public records. */
static int check_from_cells(const struct others *o, struct release_table *other, const char *name,
			    struct err *err)
{
	struct linkage_join j = { .records = other,
				  .k = other->k ? other->k : LINKAGE_K_DEFAULT,
				  .is_sample = other->one_in > 1,
				  .other = o->now,
				  .now = o->now,
				  .name = name,
				  .f = o->f };

	if (!o->now->has_keys || !is_records(other))
		return 0;
	return release_table_read(other, err) < 0 ? -1 : linkage_cells(&j, err);
}

static int check_other(const struct others *o, const char *folder, const char *name,
		       struct err *err)
{
	struct release_table other;
	int ret = 0;

	if (release_table_open(&other, folder, o->clean, o->ctx, err) < 0)
		return -1;
	if (strcmp(other.name, o->now->name) != 0)
		ret = o->l->nquasi ? check_from_records(o, &other, name, err)
				   : check_from_cells(o, &other, name, err);
	release_table_close(&other);
	return ret;
}

static int check_others(const struct others *o, const char *public, struct err *err)
{
	char *d = file_join(public, "d"), **names = NULL, *dataset, *latest;
	struct stat st;
	size_t n = 0;
	int ret = 0;

	if (stat(d, &st) == 0 && file_list(d, &names, &n, err) < 0)
		ret = -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		dataset = file_join(d, names[i]);
		latest = file_join(dataset, "latest");
		if (stat(latest, &st) == 0)
			ret = check_other(o, latest, names[i], err);
		if (ret == 0)
			ret = program_check(err);
		free(latest);
		free(dataset);
	}
	file_list_free(names, n);
	free(d);
	return ret;
}

int linkage_check(const struct linkage *l, const struct release_table *now,
		  const struct release_table *before, const char *public, clean_fn *clean,
		  void *ctx, struct findings *f, struct err *err)
{
	struct others o = { .l = l, .now = now, .clean = clean, .ctx = ctx, .f = f };

	for (int i = 0; i < l->nquasi; i++)
		if (release_table_find(now, l->quasi[i]) < 0)
			return json_err(l->at, err, "\"linkage\": the release has no column \"%s\"",
					l->quasi[i]);
	check_marks(l, now, f);
	if (now->nrows == 0)
		return 0;
	if (l->nquasi && (linkage_frequency(l, now, f, err) < 0 ||
			  (before && !l->is_sample && linkage_changes(l, now, before, f, err) < 0)))
		return -1;
	return public ? check_others(&o, public, err) : 0;
}
