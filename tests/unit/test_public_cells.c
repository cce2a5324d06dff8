/* What public releases tell of cells, and in which order they came. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <sqlite3.h>
#include <unistd.h>
#include <zlib.h>

#include "core/history.h"
#include "night_site.h"
#include "run/public_cells.h"
#include "run/public_order.h"

static const struct local_day local = { 20000, 8 * 3600 };

static void must(int ret, const struct err *err)
{
	if (ret < 0)
		fail_msg("%s", err->msg);
}

/* A run that is over; ended NULL: it was killed. */
static void run_of(struct night_site *n, const char *release, const char *started, int status,
		   bool has_end)
{
	char *path = file_join(n->dir, "state/yg.db"), *sql;
	sqlite3 *db;

	sql = sqlite3_mprintf("INSERT INTO run (pipeline, started, ended, status, release) VALUES"
			      " ('a', %Q, %Q, %d, %Q)",
			      started, has_end ? started : NULL, status, release);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	sqlite3_free(sql);
	free(path);
}

static void put_release(struct night_site *n, const char *id)
{
	struct buf path = BUF_INIT;

	buf_printf(&path, "public/d/a/%s/x", id);
	night_site_put(n, path.p, "");
	buf_release(&path);
}

static void put_latest(struct night_site *n, const char *id)
{
	char *path = file_join(n->dir, "public/d/a/latest");

	unlink(path);
	assert_int_equal(symlink(id, path), 0);
	free(path);
}

static void order_is(struct night_site *n, const char *wanted)
{
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct public_order o;
	size_t i;

	must(public_order_read(&n->site, n->state, "a", &local, &o, &err), &err);
	for (i = 0; i < o.n; i++)
		buf_printf(&text, "%s:%d ", o.items[i].id, o.items[i].has_day ? o.items[i].day : 0);
	buf_printf(&text, "untold %zu gone %zu", o.nuntold, o.ngone);
	assert_string_equal(text.p, wanted);
	public_order_release(&o);
	buf_release(&text);
}

static void order_is_that_of_the_runs(void **state)
{
	struct night_site n;

	(void)state;
	night_site_open(&n);
	order_is(&n, "untold 0 gone 0");
	put_release(&n, "2026-10-bbbbbbbbbbbb");
	put_release(&n, "2026-10-aaaaaaaaaaaa");
	put_release(&n, "2026-10-cccccccccccc");
	put_release(&n, ".2026-10-dddddddddddd.7.tmp");
	run_of(&n, "/else/public/d/a/2026-10-cccccccccccc", "2024-10-01T15:59:59Z", 0, true);
	run_of(&n, "/else/public/d/a/2026-10-aaaaaaaaaaaa", "2024-10-01T16:00:00Z", 0, true);
	run_of(&n, "/else/public/d/a/2026-10-aaaaaaaaaaaa", "2024-10-03T16:00:00Z", 0, true);
	/* held; killed before and after it was public; one that is gone; one that came back */
	run_of(&n, NULL, "2024-10-04T16:00:00Z", 79, true);
	run_of(&n, "ffffffffffff", "2024-10-05T16:00:00Z", 0, false);
	run_of(&n, "bbbbbbbbbbbb", "2024-10-06T16:00:00Z", 0, false);
	run_of(&n, "/else/public/d/a/2026-10-eeeeeeeeeeee", "2024-10-07T16:00:00Z", 0, true);
	run_of(&n, "/else/public/d/a/2026-10-cccccccccccc", "2024-10-08T16:00:00Z", 0, true);
	put_latest(&n, "2026-10-cccccccccccc");
	order_is(&n, "2026-10-cccccccccccc:19997 2026-10-aaaaaaaaaaaa:19998 "
		     "2026-10-bbbbbbbbbbbb:20003 2026-10-cccccccccccc:20005 untold 0 gone 1");
	night_site_close(&n);
}

static void what_no_run_tells_of_is_older(void **state)
{
	struct night_site n;

	(void)state;
	night_site_open(&n);
	put_release(&n, "2026-10-bbbbbbbbbbbb");
	put_release(&n, "2026-10-aaaaaaaaaaaa");
	put_release(&n, "2026-09-cccccccccccc");
	put_latest(&n, "2026-10-aaaaaaaaaaaa");
	order_is(&n, "2026-09-cccccccccccc:0 2026-10-bbbbbbbbbbbb:0 2026-10-aaaaaaaaaaaa:0 "
		     "untold 3 gone 0");
	run_of(&n, "x/2026-10-aaaaaaaaaaaa", "2024-10-01T16:00:00Z", 0, true);
	order_is(&n, "2026-09-cccccccccccc:0 2026-10-bbbbbbbbbbbb:0 2026-10-aaaaaaaaaaaa:19998 "
		     "untold 2 gone 0");
	put_latest(&n, "2026-10-bbbbbbbbbbbb");
	order_is(&n, "2026-09-cccccccccccc:0 2026-10-aaaaaaaaaaaa:19998 2026-10-bbbbbbbbbbbb:0 "
		     "untold 2 gone 0");
	night_site_close(&n);
}

static void promise_holds_the_place_of_a_release(void **state)
{
	struct pipeline p = { .name = strdup("a") };
	struct err err = ERR_INIT;
	struct last_run last;
	struct night_site n;
	int64_t run;

	(void)state;
	night_site_open(&n);
	put_release(&n, "2026-10-aaaaaaaaaaaa");
	must(state_begin(n.state, &p, NULL, &run, &err), &err);
	must(state_promise(n.state, "a", "aaaaaaaaaaaa", &err), &err);
	must(state_last(n.state, "a", &last, &err), &err);
	assert_true(last.unfinished);
	/* a held release after it has no place, nor takes it one */
	must(state_begin(n.state, &p, NULL, &run, &err), &err);
	must(state_promise(n.state, "a", "bbbbbbbbbbbb", &err), &err);
	must(state_end(n.state, run, 79, "held", NULL, &err), &err);
	must(state_promise(n.state, "a", "cccccccccccc", &err), &err);
	must(state_last(n.state, "a", &last, &err), &err);
	assert_string_equal(last.release, "");
	{
		struct public_order o;

		must(public_order_read(&n.site, n.state, "a", &local, &o, &err), &err);
		assert_int_equal(o.n, 1);
		assert_true(o.items[0].has_day);
		assert_int_equal(o.nuntold, 0);
		public_order_release(&o);
	}
	pipeline_release(&p);
	night_site_close(&n);
}

/* Releases of tables ------------------------------------------------------------- */

static const char table[] = "area,area_name,month,n,n_status,money,money_status,as_of\r\n"
			    "_T,All,2026-01,12,,3.50,,\r\n"
			    "35,There,2026-01,,c,,c,\r\n"
			    "36,Else,2026-01,7,p,9.00,p,2026-01-15\r\n"
			    "37,\"No, where\",2026-01,,z,0.00,r,\r\n"
			    "38,Nowhere,2026-01,,x,,c,\r\n";
static const char cells_shown[] =
	"area=35,month=2026-01 3 n=?;k=?;money=? n=c;money=c 20514\n"
	"area=36,month=2026-01 2 n=?;k=?;money=? n=7p;money=9.00p 20468\n"
	"area=37,month=2026-01 1 n=z;k=?;money=0.00 n=z;money=0.00r 20514\n"
	"area=38,month=2026-01 3 n=x;k=?;money=? n=x;money=c 20514\n"
	"area=_T,month=2026-01 1 n=12;k=?;money=3.50 n=12;money=3.50 20514\n";
static const char aggregate[] =
	"{\"measures\":[{\"name\":\"n\"},{\"name\":\"k\",\"publish\":false},{\"name\":\"money\"}]}";

static void put_package(struct night_site *n, const char *path, const char *more)
{
	struct buf text = BUF_INIT;

	buf_printf(&text,
		   "{\"name\":\"a\",%s\"temporal\":{\"end\":\"2026-03-02\"},\"resources\":["
		   "{\"format\":\"json\",\"type\":\"table\",\"path\":\"no\"},{\"format\":\"csv\","
		   "\"type\":\"table\",\"path\":\"%s\",\"schema\":{\"primaryKey\":[\"area\","
		   "\"month\"]}}]}",
		   more, path);
	night_site_put(n, "public/d/a/r/datapackage.json", text.p);
	buf_release(&text);
}

static int put_cell(void *ctx, const struct history_cell *c, struct err *err)
{
	(void)err;
	buf_printf(ctx, "%s %d %s %s %d\n", c->cell, (int)c->view, c->truth, c->shown, c->as_of);
	return 0;
}

static int draft(struct night_site *n, const struct public_cells *more, struct err *err)
{
	char *folder = file_join(n->dir, "public/d/a/r"), *to = file_join(n->dir, "draft");
	char *config = scratch_put(n->dir, "aggregate.json", aggregate), name[] = "a";
	struct step steps[] = { { .stage = "extract" },
				{ .stage = "aggregate", .config = config },
				{ .stage = "protect" } };
	struct pipeline p = { .name = name, .steps = steps, .nsteps = 3, .safe = 2 };
	struct public_cells from = *more;
	int ret;

	from.folder = folder;
	from.pipeline = &p;
	ret = public_cells_draft(&from, to, err);
	free(config);
	free(folder);
	free(to);
	return ret;
}

static void draft_is(struct night_site *n, const struct public_cells *more, const char *wanted)
{
	char *path = file_join(n->dir, "draft"), *db = file_join(n->dir, "cells.db");
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct history *h;

	must(draft(n, more, &err), &err);
	unlink(db);
	must(history_open(db, false, &h, &err), &err);
	must(history_take(h, path, "r", &err), &err);
	must(history_each(h, "a", put_cell, &text, &err), &err);
	assert_string_equal(text.p, wanted);
	history_close(h);
	buf_release(&text);
	free(path);
	free(db);
}

static void release_tells_what_it_shows(void **state)
{
	struct public_cells nothing = { 0 }, day = { .has_day = true, .day = 20514 - 100 };
	struct night_site n;

	(void)state;
	night_site_open(&n);
	night_site_put(&n, "public/d/a/r/a.csv", table);
	put_package(&n, "a.csv", "");
	draft_is(&n, &nothing, cells_shown);
	put_package(&n, "a.csv", "\"protection\":{\"method\":\"suppression\"},");
	draft_is(&n, &nothing, cells_shown);
	night_site_put(&n, "public/d/a/r/a.csv", "area,area_name,month,n,n_status\r\n1,x,2,3,\r\n");
	draft_is(&n, &day, "area=1,month=2 1 n=3;k=?;money=? n=3 20414\n");
	night_site_close(&n);
}

static void perturbed_values_are_not_the_truth(void **state)
{
	struct public_cells nothing = { 0 };
	struct night_site n;

	(void)state;
	night_site_open(&n);
	night_site_put(
		&n, "public/d/a/r/a.csv",
		"area,month,n,n_status,k,k_status,money,money_status\r\n1,2,3,,,z,4.00,\r\n");
	put_package(&n, "a.csv", "\"protection\":{\"method\":\"rounding\",\"base\":3},");
	draft_is(&n, &nothing, "area=1,month=2 1 n=?;k=z;money=? n=3;k=z;money=4.00 20514\n");
	night_site_close(&n);
}

static void packed_table_is_read(void **state)
{
	struct public_cells nothing = { 0 };
	struct err err = ERR_INIT;
	struct night_site n;
	char *path;
	gzFile gz;

	(void)state;
	night_site_open(&n);
	put_package(&n, "a.csv.gz", "");
	path = file_join(n.dir, "public/d/a/r/a.csv.gz");
	gz = gzopen(path, "wb");
	assert_int_equal(gzwrite(gz, table, sizeof(table) - 1), sizeof(table) - 1);
	gzclose(gz);
	draft_is(&n, &nothing, cells_shown);
	assert_int_equal(truncate(path, 90), 0);
	assert_int_equal(draft(&n, &nothing, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	free(path);
	night_site_close(&n);
}

static void what_is_no_table_of_cells_is_refused(void **state)
{
	static const char *const packages[] = {
		"{",
		"{}",
		"{\"resources\":[{\"format\":\"csv\",\"type\":\"table\",\"path\":\"../a.csv\"}]}",
		"{\"resources\":[{\"format\":\"csv\",\"type\":\"table\",\"path\":\"a.csv\"}]}",
		"{\"resources\":[{\"format\":\"csv\",\"type\":\"table\",\"path\":\"none.csv\"}]}",
		"{\"resources\":[{\"format\":\"csv\",\"type\":\"table\",\"path\":\"a.csv\","
		"\"schema\":{\"primaryKey\":[\"nothing\"]}}]}",
		"{\"resources\":[{\"format\":\"csv\",\"type\":\"table\",\"path\":\"a.csv\","
		"\"schema\":{\"primaryKey\":[\"month\"]}}]}", /* which stands twice */
	};
	struct public_cells nothing = { 0 };
	struct night_site n;
	struct err err;
	size_t i;
	char *path;

	(void)state;
	night_site_open(&n);
	night_site_put(&n, "public/d/a/r/a.csv", table);
	for (i = 0; i < sizeof(packages) / sizeof(packages[0]); i++) {
		night_site_put(&n, "public/d/a/r/datapackage.json", packages[i]);
		err = (struct err)ERR_INIT;
		if (draft(&n, &nothing, &err) == 0)
			fail_msg("taken: %s", packages[i]);
	}
	path = file_join(n.dir, "draft");
	assert_int_equal(access(path, F_OK), -1);
	free(path);
	night_site_close(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_that_of_the_runs),
		cmocka_unit_test(what_no_run_tells_of_is_older),
		cmocka_unit_test(promise_holds_the_place_of_a_release),
		cmocka_unit_test(release_tells_what_it_shows),
		cmocka_unit_test(perturbed_values_are_not_the_truth),
		cmocka_unit_test(packed_table_is_read),
		cmocka_unit_test(what_is_no_table_of_cells_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
