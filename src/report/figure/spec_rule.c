#include "report/figure/spec_rule.h"

#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

static const char *const kinds[] = { "count",	"sum",	"distinct", "percent", "add",
				     "convert", "cell", "last",	    "figure",  "missing" };
enum { NKINDS = sizeof(kinds) / sizeof(*kinds) };

int spec_pairs_read(struct json object, struct spec_at **pairs, size_t *n, struct err *err)
{
	struct json item;

	*n = 0;
	*pairs = mem_zalloc(json_count(object) + 1, sizeof(**pairs));
	for (item = json_first(object); json_is(item); item = json_next(item)) {
		(*pairs)[*n].dimension = json_key(item);
		if (json_get_str(item, &(*pairs)[*n].code, err) < 0)
			return -1;
		++*n;
	}
	return 0;
}

static int read_terms(struct json_obj *o, const char *key, struct spec_rule *r)
{
	struct json list = json_array(o, key), item;

	if (o->failed)
		return -1;
	r->terms = mem_zalloc(json_count(list) + 1, sizeof(*r->terms));
	for (item = json_first(list); json_is(item); item = json_next(item))
		if (json_get_str(item, &r->terms[r->nterms++], o->err) < 0) {
			o->failed = 1;
			return -1;
		}
	return 0;
}

static void read_percent(struct json_obj *o, struct spec_rule *r)
{
	long long scale = 0;

	if (read_terms(o, "percent", r) < 0)
		return;
	if (r->nterms != 2)
		json_fail(o, "percent", "\"percent\" needs two figures: a part and its whole");
	if (json_opt_int(o, "scale", &scale) && (scale < 0 || scale > 6))
		json_fail(o, "scale", "\"scale\" must be 0 to 6");
	r->scale = (int)scale;
}

/* {"of": release, "measure": name, "at": {dimension: code}} */
static void read_cell(struct json_obj *o, const struct report_spec *s, struct spec_rule *r)
{
	struct json v = json_object(o, "cell"), at = { 0 };
	struct json_obj cell;

	if (o->failed)
		return;
	json_open(&cell, v, o->err);
	r->of = json_str(&cell, "of");
	r->column = json_str(&cell, "measure");
	json_opt_object(&cell, "at", &at);
	if (r->of && !spec_release_find(s, r->of))
		json_fail(&cell, "of", "\"releases\" declares no \"%s\"", r->of);
	if (json_close(&cell) < 0 ||
	    (json_is(at) && spec_pairs_read(at, &r->at, &r->nat, o->err) < 0))
		o->failed = 1;
}

static bool is_derived(const struct report_spec *s, const char *name)
{
	return s->requests && (strcmp(name, "cases") == 0 || strcmp(name, "disputes") == 0);
}

static void read_records(struct json_obj *o, const struct report_spec *s, struct spec_rule *r)
{
	const char *key = kinds[r->kind], *near;
	struct json where;

	r->of = json_str(o, key);
	if (r->kind != RULE_COUNT)
		r->column = json_str(o, "column");
	if (r->of && !spec_records_find(s, r->of) && !is_derived(s, r->of)) {
		near = nearest_member(r->of, s->records, s->nrecords, sizeof(*s->records));
		json_fail(o, key, "\"records\" declares no \"%s\"%s%s%s", r->of,
			  near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
	}
	if (json_opt_array(o, "where", &where) && filter_read(where, &r->where, o->err) < 0)
		o->failed = 1;
}

/* "cell" as a text names the place that is filled, as an object the place it comes from. */
static bool asks_for(struct json_obj *o, int kind)
{
	return json_has(o, kinds[kind]) &&
	       (kind != RULE_CELL || json_is_object(json_member(o->value, "cell")));
}

static int find_kind(struct json_obj *o)
{
	int kind = -1, i, n = 0;

	for (i = 0; i < NKINDS; i++)
		if (asks_for(o, i)) {
			kind = i;
			n++;
		}
	if (n != 1)
		json_fail(o, n ? kinds[kind] : NULL,
			  "a number needs exactly one of count, sum, distinct, percent, add, "
			  "convert, cell, last, figure, missing");
	return n == 1 ? kind : -1;
}

void spec_rule_read(struct json_obj *o, const struct report_spec *s, struct spec_rule *r)
{
	int kind = find_kind(o);

	r->json = o->value;
	if (kind < 0)
		return;
	r->kind = (enum rule_kind)kind;
	switch (r->kind) {
	case RULE_COUNT:
	case RULE_SUM:
	case RULE_DISTINCT:
		read_records(o, s, r);
		break;
	case RULE_PERCENT:
		read_percent(o, r);
		break;
	case RULE_ADD:
		read_terms(o, "add", r);
		break;
	case RULE_CELL:
		read_cell(o, s, r);
		break;
	case RULE_CONVERT:
		r->to = json_str(o, "to");
		r->of = json_str(o, "convert");
		break;
	case RULE_LAST:
	case RULE_FIGURE:
	case RULE_MISSING:
		r->of = json_str(o, kinds[r->kind]);
		break;
	}
}

void spec_rule_release(struct spec_rule *r)
{
	filter_release(&r->where);
	free(r->terms);
	free(r->at);
}
