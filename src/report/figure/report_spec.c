#include "report/figure/report_spec.h"

#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "report/figure/spec_rule.h"

static int read_records(struct json object, struct report_spec *s, struct err *err)
{
	struct json item;
	struct json_obj o;

	s->records = mem_zalloc(json_count(object) + 1, sizeof(*s->records));
	for (item = json_first(object); json_is(item); item = json_next(item)) {
		struct spec_records *r = &s->records[s->nrecords++];

		r->name = json_key(item);
		json_open(&o, item, err);
		r->pipeline = json_str(&o, "pipeline");
		json_opt_str(&o, "step", &r->step);
		json_opt_str(&o, "key", &r->key);
		if (json_close(&o) < 0)
			return -1;
	}
	return 0;
}

static int read_releases(struct json object, struct report_spec *s, struct err *err)
{
	struct json item;
	struct json_obj o;

	s->releases = mem_zalloc(json_count(object) + 1, sizeof(*s->releases));
	for (item = json_first(object); json_is(item); item = json_next(item)) {
		struct spec_release *r = &s->releases[s->nreleases++];

		r->name = json_key(item);
		json_open(&o, item, err);
		r->pipeline = json_str(&o, "pipeline");
		if (json_close(&o) < 0)
			return -1;
	}
	return 0;
}

static int read_cases(struct json object, struct report_spec *s, struct err *err)
{
	struct json_obj o;

	json_open(&o, object, err);
	s->requests = json_str(&o, "requests");
	s->events = json_str(&o, "events");
	if (s->requests && !spec_records_find(s, s->requests))
		json_fail(&o, "requests", "\"records\" declares no \"%s\"", s->requests);
	if (s->events && !spec_records_find(s, s->events))
		json_fail(&o, "events", "\"records\" declares no \"%s\"", s->events);
	return json_close(&o);
}

/* Since when it is required. */
static void read_from(struct json_obj *o, struct spec_entry *e)
{
	const char *from = NULL;

	if (!json_opt_str(o, "from", &from))
		return;
	if (!e->required)
		json_fail(o, "from", "\"from\" goes with what is required");
	else if (!period_parse(str_of(from), &e->from))
		json_fail(o, "from", "\"from\" must be a period such as 2019 or 2019-Q1");
}

static int read_entries(struct json array, struct report_spec *s, struct err *err)
{
	static const char *const types[] = { "count", "amount", "percent", "text", NULL };
	struct json item;
	struct json_obj o;
	long long scale;

	s->entries = mem_zalloc(json_count(array) + 1, sizeof(*s->entries));
	for (item = json_first(array); json_is(item); item = json_next(item)) {
		struct spec_entry *e = &s->entries[s->nentries];

		e->json = item;
		e->unit = e->help = "";
		scale = 2;
		json_open(&o, item, err);
		e->name = json_str(&o, "name");
		if (e->name && spec_entry_find(s, e->name))
			json_fail(&o, "name", "\"%s\" is entered twice", e->name);
		e->label = json_str(&o, "label");
		json_opt_str(&o, "unit", &e->unit);
		json_opt_str(&o, "help", &e->help);
		e->type = (enum entry_type)json_choice(&o, "type", types);
		json_opt_bool(&o, "required", &e->required);
		read_from(&o, e);
		if (json_opt_int(&o, "scale", &scale) && (scale < 0 || scale > 6))
			json_fail(&o, "scale", "\"scale\" must be 0 to 6");
		e->scale = e->type == ENTRY_COUNT ? 0 : (int)scale;
		if (json_close(&o) < 0)
			return -1;
		s->nentries++;
	}
	return 0;
}

static bool has_figure(const struct report_spec *s, const char *name)
{
	for (size_t i = 0; i < s->nfigures; i++)
		if (strcmp(s->figures[i].name, name) == 0)
			return true;
	return spec_entry_find(s, name) != NULL;
}

static int read_figures(struct json array, struct report_spec *s, struct err *err)
{
	struct json item;
	struct json_obj o;
	int ret;

	s->figures = mem_zalloc(json_count(array) + 1, sizeof(*s->figures));
	for (item = json_first(array); json_is(item); item = json_next(item)) {
		struct spec_figure *f = &s->figures[s->nfigures];

		f->unit = "";
		json_open(&o, item, err);
		f->name = json_str(&o, "name");
		if (f->name && has_figure(s, f->name))
			json_fail(&o, "name", "there are two figures \"%s\"", f->name);
		f->label = json_str(&o, "label");
		json_opt_str(&o, "unit", &f->unit);
		spec_rule_read(&o, s, &f->rule);
		ret = json_close(&o);
		s->nfigures++;
		if (ret < 0)
			return -1;
	}
	return 0;
}

/* {"column": "applicant", "to": {"1": "自然人"}, "all": "总计"} */
static int read_by(struct json v, struct spec_bind *b, struct err *err)
{
	struct json to = { 0 };
	struct json_obj o;

	json_open(&o, v, err);
	b->by = json_str(&o, "column");
	to = json_object(&o, "to");
	json_opt_str(&o, "all", &b->all);
	if (json_close(&o) < 0)
		return -1;
	return spec_pairs_read(to, &b->codes, &b->ncodes, err);
}

static bool is_of_records(const struct spec_rule *r)
{
	return r->kind == RULE_COUNT || r->kind == RULE_SUM || r->kind == RULE_DISTINCT;
}

/* Where the number goes: "cell": "ROW/COLUMN", or "row" and "column" or "by". */
static void read_place(struct json_obj *o, struct spec_bind *b)
{
	struct json by = { 0 };

	if (json_is_string(json_member(o->value, "cell"))) {
		b->cell = json_str(o, "cell");
		if (b->cell && !strchr(b->cell, '/'))
			json_fail(o, "cell", "\"cell\" must be ROW/COLUMN");
		return;
	}
	b->row = json_str(o, "row");
	json_opt_str(o, "column", &b->column);
	if (!json_opt_object(o, "by", &by))
		return;
	if (!is_of_records(&b->rule))
		json_fail(o, "by", "\"by\" goes with count, sum and distinct only");
	if (!o->failed && read_by(by, b, o->err) < 0)
		o->failed = 1;
	if (b->by)
		b->column = NULL;
}

static int read_bind(struct json item, const char *table, const char *edition,
		     struct report_spec *s, struct err *err)
{
	struct spec_bind *b = &s->binds[s->nbinds++];
	struct json_obj o;

	*b = (struct spec_bind){ .edition = edition, .table = table, .json = item };
	json_open(&o, item, err);
	spec_rule_read(&o, s, &b->rule);
	read_place(&o, b);
	return json_close(&o);
}

static int read_tables(struct json tables, const char *edition, struct report_spec *s,
		       struct err *err)
{
	struct json table, item;

	for (table = json_first(tables); json_is(table); table = json_next(table)) {
		if (!json_is_array(table))
			return json_err_kind(table, "an array", err);
		s->binds = mem_resize(s->binds, s->nbinds + json_count(table) + 1,
				      sizeof(*s->binds));
		for (item = json_first(table); json_is(item); item = json_next(item))
			if (read_bind(item, json_key(table), edition, s, err) < 0)
				return -1;
	}
	return 0;
}

static int read_editions(struct json editions, struct report_spec *s, struct err *err)
{
	struct json edition;

	for (edition = json_first(editions); json_is(edition); edition = json_next(edition)) {
		if (!json_is_object(edition))
			return json_err_kind(edition, "an object", err);
		if (read_tables(edition, json_key(edition), s, err) < 0)
			return -1;
	}
	return 0;
}

static int read_text(struct json item, struct spec_text *t, struct err *err)
{
	struct json_obj o;

	t->json = item;
	if (json_is_string(item))
		return json_get_str(item, &t->text, err);
	json_open(&o, item, err);
	t->condition = json_str(&o, "if");
	json_opt_str(&o, "text", &t->text);
	json_opt_str(&o, "else", &t->otherwise);
	if (!t->text && !t->otherwise)
		json_fail(&o, "if", "\"if\" needs \"text\" or \"else\"");
	return json_close(&o);
}

static int read_narratives(struct json object, struct report_spec *s, struct err *err)
{
	struct json part, item;

	s->narratives = mem_zalloc(json_count(object) + 1, sizeof(*s->narratives));
	for (part = json_first(object); json_is(part); part = json_next(part)) {
		struct spec_narrative *n = &s->narratives[s->nnarratives++];

		n->name = json_key(part);
		if (!json_is_array(part))
			return json_err_kind(part, "an array", err);
		n->texts = mem_zalloc(json_count(part) + 1, sizeof(*n->texts));
		for (item = json_first(part); json_is(item); item = json_next(item))
			if (read_text(item, &n->texts[n->ntexts++], err) < 0)
				return -1;
	}
	return 0;
}

struct parts {
	struct json records, cases, releases, figures, tables, editions, narrative, entered;
};

/* What is declared comes first, then what uses it. */
static int read_parts(struct report_spec *s, const struct parts *p, struct err *err)
{
	if (read_records(p->records, s, err) < 0 || read_releases(p->releases, s, err) < 0 ||
	    (json_is(p->cases) && read_cases(p->cases, s, err) < 0) ||
	    read_entries(p->entered, s, err) < 0 || read_figures(p->figures, s, err) < 0 ||
	    read_tables(p->tables, NULL, s, err) < 0 || read_editions(p->editions, s, err) < 0)
		return -1;
	return read_narratives(p->narrative, s, err);
}

int report_spec_read(const char *path, struct report_spec *s, struct err *err)
{
	struct parts p = { 0 };
	struct json_obj o;

	*s = (struct report_spec){ 0 };
	if (json_read(path, &s->doc, err) < 0)
		return -1;
	json_open(&o, json_root(s->doc), err);
	json_opt_str(&o, "form", &s->form);
	s->title = json_str(&o, "title");
	json_opt_object(&o, "records", &p.records);
	json_opt_object(&o, "cases", &p.cases);
	json_opt_object(&o, "releases", &p.releases);
	json_opt_array(&o, "figures", &p.figures);
	json_opt_object(&o, "tables", &p.tables);
	json_opt_object(&o, "editions", &p.editions);
	json_opt_object(&o, "narrative", &p.narrative);
	json_opt_array(&o, "entered", &p.entered);
	json_opt_array(&o, "crosstabs", &s->crosstabs);
	json_opt_object(&o, "compare", &s->compare);
	if (json_close(&o) == 0 && read_parts(s, &p, err) == 0)
		return 0;
	report_spec_release(s);
	return -1;
}

void report_spec_release(struct report_spec *s)
{
	size_t i;

	for (i = 0; i < s->nfigures; i++)
		spec_rule_release(&s->figures[i].rule);
	for (i = 0; i < s->nbinds; i++) {
		spec_rule_release(&s->binds[i].rule);
		free(s->binds[i].codes);
	}
	for (i = 0; i < s->nnarratives; i++)
		free(s->narratives[i].texts);
	free(s->records);
	free(s->releases);
	free(s->figures);
	free(s->binds);
	free(s->narratives);
	free(s->entries);
	json_free(s->doc);
	*s = (struct report_spec){ 0 };
}

const struct spec_records *spec_records_find(const struct report_spec *s, const char *name)
{
	for (size_t i = 0; i < s->nrecords; i++)
		if (strcmp(s->records[i].name, name) == 0)
			return &s->records[i];
	return NULL;
}

const struct spec_release *spec_release_find(const struct report_spec *s, const char *name)
{
	for (size_t i = 0; i < s->nreleases; i++)
		if (strcmp(s->releases[i].name, name) == 0)
			return &s->releases[i];
	return NULL;
}

const struct spec_entry *spec_entry_find(const struct report_spec *s, const char *name)
{
	for (size_t i = 0; i < s->nentries; i++)
		if (strcmp(s->entries[i].name, name) == 0)
			return &s->entries[i];
	return NULL;
}
