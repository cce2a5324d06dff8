#include "run/exposure.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/log.h"
#include "core/mem.h"
#include "run/complement.h"

/* Takes the glimpse over. */
static void add(struct exposures *e, const char *dataset, const char *origin,
		struct glimpse glimpse)
{
	struct exposure *x;

	e->items = mem_grow(e->items, &e->capacity, e->n + 1, sizeof(*e->items));
	x = &e->items[e->n++];
	x->dataset = mem_strdup(dataset);
	x->origin = mem_strdup(origin);
	x->glimpse = glimpse;
}

void exposures_release(struct exposures *e)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		free(e->items[i].dataset);
		free(e->items[i].origin);
		glimpse_release(&e->items[i].glimpse);
	}
	free(e->items);
	memset(e, 0, sizeof(*e));
}

/* Reading: what is wrong in these files the stages say, and write nothing then. */

static const char *text_of(struct json v)
{
	struct err ignored = ERR_INIT;
	const char *text;

	return json_is(v) && json_get_str(v, &text, &ignored) == 0 ? text : "";
}

/* What the columns of one pipeline are read with. */
struct reading {
	struct exposures *to;
	const struct pipeline *pipeline;
	struct site site; /* its own: code lists are loaded into it */
	struct reg reg;
	struct json_doc *extract;
};

/* One entry of "columns" of extract.json: "table.column", or an object with "as". */
static void read_column(struct reading *r, struct json entry, struct json rules)
{
	const char *origin = text_of(json_is_object(entry) ? json_member(entry, "column") : entry);
	const char *as = text_of(json_member(entry, "as")), *dot = strchr(origin, '.');
	const struct reg_column *column = dot ? reg_origin(&r->reg, origin) : NULL;
	struct buf full = BUF_INIT;
	struct glimpse g;

	if (!column || !glimpse_of(column, glimpse_is_division(&r->site, column),
				   json_member(rules, *as ? as : dot + 1), &g))
		return;
	/* A plain column of divisions is about places. */
	if (g.kind == GLIMPSE_DIVISION && column->class == REG_PLAIN) {
		glimpse_release(&g);
		return;
	}
	buf_printf(&full, "%s.%s", r->reg.source, origin);
	add(r->to, r->pipeline->name, full.p, g);
	buf_release(&full);
}

static int read_mask(struct reading *r, const char *path, struct err *err)
{
	struct json columns = json_member(json_root(r->extract), "columns"), rules, i;
	struct json_doc *doc;

	if (json_read(path, &doc, err) < 0)
		return -1;
	rules = json_member(json_root(doc), "columns");
	for (i = json_first(columns); json_is(i); i = json_next(i))
		read_column(r, i, rules);
	json_free(doc);
	return 0;
}

static int read_register(struct reading *r, struct err *err)
{
	const char *source = text_of(json_member(json_root(r->extract), "source"));
	char *path = site_path(&r->site, "config/fields/%s.json", source);
	int ret = reg_read(path, &r->reg, err);

	free(path);
	r->to->candidates = r->reg.candidates;
	return ret;
}

static int read_records(struct reading *r, struct err *err)
{
	const struct pipeline *p = r->pipeline;
	size_t i;

	if (site_open(&r->site, p->dir, err) < 0 ||
	    json_read(p->steps[0].config, &r->extract, err) < 0 || read_register(r, err) < 0)
		return -1;
	for (i = 0; i < p->nsteps; i++)
		if (strcmp(p->steps[i].stage, "mask") == 0 &&
		    read_mask(r, p->steps[i].config, err) < 0)
			return -1;
	return 0;
}

static bool shows_records(const struct pipeline *p)
{
	size_t i;

	for (i = 0; i < p->nsteps; i++)
		if (strcmp(p->steps[i].stage, "aggregate") == 0)
			return false;
	return !p->is_report;
}

int exposures_read(const struct pipeline *p, struct exposures *e, struct err *err)
{
	struct reading r = { .to = e, .pipeline = p };
	int ret = 0;

	memset(e, 0, sizeof(*e));
	if (shows_records(p))
		ret = read_records(&r, err);
	json_free(r.extract);
	reg_release(&r.reg);
	site_release(&r.site);
	return ret;
}

/* What is public. */

static int add_line(void *ctx, const char *pipeline, const char *origin, const char *sight,
		    struct err *err)
{
	struct exposures *known = ctx;
	struct glimpse g;

	if (!strchr(origin, '.') || !glimpse_parse(sight, &g))
		return err_set(err, ERR_IO,
			       "the ledger of exposures has a line for %s of %s that is none: "
			       "\"%.40s\"",
			       origin, pipeline, sight);
	add(known, pipeline, origin, g);
	return 0;
}

static bool has_public(const struct site *site, const char *dataset)
{
	struct buf path = BUF_INIT;
	bool is_there;

	buf_printf(&path, "%s/d/%s/latest", site->public_dir, dataset);
	is_there = access(path.p, F_OK) == 0;
	buf_release(&path);
	return is_there;
}

static void warn_unknown(const char *dataset)
{
	log_warn("the state does not know what the public releases of %s have shown; "
		 "its present files are taken for it",
		 dataset);
}

/* Of a release that is older than the ledger, or when the ledger was lost, the present files are
 * the best witness, and it is said; without any witness nobody may go on. */
static int add_unknown(const struct site *site, const char *dataset, struct exposures *known,
		       struct err *err)
{
	struct exposures e;
	struct pipeline p;
	size_t i;
	int ret = 0;

	memset(&e, 0, sizeof(e));
	if (pipeline_read(site, dataset, &p, err) < 0 || exposures_read(&p, &e, err) < 0) {
		err->kind = ERR_GATE;
		ret = err_wrap(err, "what the public releases of %s show is not known; held",
			       dataset);
	} else if (e.n) {
		warn_unknown(dataset);
	}
	for (i = 0; i < e.n; i++) {
		add(known, dataset, e.items[i].origin, e.items[i].glimpse);
		e.items[i].glimpse.text = NULL;
	}
	exposures_release(&e);
	pipeline_release(&p);
	return ret;
}

/* Every dataset that is public, whether its pipeline is still there or not. */
static int add_all_unknown(const struct site *site, struct state *s, const char *own,
			   struct exposures *known, struct err *err)
{
	char *dir = file_join(site->public_dir, "d"), **names = NULL;
	size_t n = 0, i;
	int ret = 0, knows;

	if (access(dir, F_OK) == 0)
		ret = file_list(dir, &names, &n, err);
	for (i = 0; i < n && ret == 0; i++) {
		knows = has_public(site, names[i]) ? ledger_knows(s, names[i], err) : 1;
		if (knows < 0)
			ret = -1;
		else if (knows == 0 && strcmp(names[i], own) != 0)
			ret = add_unknown(site, names[i], known, err);
		else if (knows == 0) /* its present files are those that are judged */
			warn_unknown(own);
	}
	file_list_free(names, n);
	free(dir);
	return ret;
}

static int read_known(const struct site *site, struct state *s, const char *dataset,
		      struct exposures *known, struct err *err)
{
	if (ledger_each(s, add_line, known, err) < 0)
		return -1;
	return add_all_unknown(site, s, dataset, known, err);
}

int exposures_check(const struct site *site, struct state *s, const struct exposures *e,
		    const char *dataset, struct err *err)
{
	struct exposures known = { NULL, 0, 0, 0 };
	int ret = 0;

	if (e->n > 0)
		ret = read_known(site, s, dataset, &known, err);
	if (ret == 0)
		ret = complement_judge(&known, e, err);
	exposures_release(&known);
	return ret;
}

int exposures_record(struct state *s, const struct exposures *e, const char *dataset,
		     const char *release, struct err *err)
{
	size_t i;
	int ret = ledger_add(s, dataset, "", "", release, err);

	for (i = 0; i < e->n && ret == 0; i++)
		ret = ledger_add(s, dataset, e->items[i].origin, e->items[i].glimpse.text, release,
				 err);
	return ret;
}
