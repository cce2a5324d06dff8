#include "aggregate/spec.h"

#include "aggregate/accumulate.h"
#include "aggregate/largest.h"
#include "core/decimal.h"
#include "core/mem.h"

static const char *const kind_words[] = { "flow", "stock", "cumulative", NULL };
static const char *const unknown_words[] = { "category", "stop", NULL };
static const char *const partial_words[] = { "omit", "provisional", NULL };
static const char *const zeros_words[] = { "omit", "emit", NULL };
static const char *const period_words[] = { "year", "quarter", "month" };

const char *measure_kind_name(enum measure_kind kind)
{
	return kind_words[kind];
}

int spec_period(const struct spec *s)
{
	for (size_t i = 0; i < s->ndimensions; i++)
		if (s->dimensions[i].kind == DIMENSION_PERIOD)
			return (int)i;
	return -1;
}

/* ---- dimensions ---------------------------------------------------- */

static int read_levels(struct json v, struct spec_dimension *d, struct err *err)
{
	const char *word;

	d->levels = mem_zalloc(json_count(v) + 1, sizeof(*d->levels));
	for (struct json i = json_first(v); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &word, err) < 0)
			return -1;
		for (size_t k = 0; k < d->nlevels; k++)
			if (strcmp(d->levels[k], word) == 0)
				return json_err(i, err, "level %s stands twice", word);
		d->levels[d->nlevels++] = word;
	}
	if (d->nlevels == 0)
		return json_err(v, err, "no level: name at least one level of the code list");
	return 0;
}

static int read_codes(struct json_obj *o, struct spec_dimension *d, struct err *err)
{
	struct json levels;

	d->kind = DIMENSION_CODES;
	d->column = json_str(o, "column");
	json_opt_str(o, "codes", &d->codes);
	levels = json_array(o, "levels");
	json_opt_bool(o, "total", &d->total);
	d->unknown_stops = json_opt_choice(o, "unknown", unknown_words, 0) == 1;
	if (o->failed)
		return 0;
	return read_levels(levels, d, err);
}

static int read_period_levels(struct json v, struct spec_dimension *d, struct err *err)
{
	const char *word;
	int level, last = -1;

	for (struct json i = json_first(v); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &word, err) < 0)
			return -1;
		for (level = PERIOD_YEAR; level <= PERIOD_MONTH; level++)
			if (strcmp(word, period_words[level]) == 0)
				break;
		if (level > PERIOD_MONTH)
			return json_err(i, err,
					"%s is no level of a period: "
					"year, quarter, month",
					word);
		if (level <= last)
			return json_err(i, err,
					"levels of a period go from year to month, "
					"each once");
		d->has_level[level] = true;
		last = level;
	}
	return last < 0 ? json_err(v, err, "no level: year, quarter, month") : 0;
}

static int read_valid(struct json v, struct spec_dimension *d, struct err *err)
{
	struct json_obj o;

	json_open(&o, v, err);
	d->valid_from = json_str(&o, "from");
	d->valid_to = json_str(&o, "to");
	return json_close(&o);
}

static int read_period(struct json_obj *o, struct spec_dimension *d, struct err *err)
{
	struct json levels, valid;

	d->kind = DIMENSION_PERIOD;
	levels = json_array(o, "period");
	d->provisional = json_opt_choice(o, "partial", partial_words, 0) == 1;
	if (json_opt_object(o, "valid", &valid)) {
		if (json_has(o, "column"))
			json_fail(o, "column", "a period has either \"column\" or \"valid\"");
		else if (read_valid(valid, d, err) < 0)
			return -1;
	} else {
		d->column = json_str(o, "column");
	}
	if (o->failed)
		return 0;
	return read_period_levels(levels, d, err);
}

static int read_part(struct json v, struct spec_dimension *d, struct err *err)
{
	struct spec_part *part = &d->parts[d->nparts];
	struct json_obj o;
	struct json where;

	json_open(&o, v, err);
	part->code = json_str(&o, "code");
	part->label = json_str(&o, "label");
	where = json_array(&o, "where");
	if (json_close(&o) < 0)
		return -1;
	if (part->code[0] == '_')
		return json_err(v, err, "code %s: codes that begin with _ are reserved",
				part->code);
	for (size_t i = 0; i < d->nparts; i++)
		if (strcmp(d->parts[i].code, part->code) == 0)
			return json_err(v, err, "code %s stands twice", part->code);
	d->nparts++;
	return filter_read(where, &part->where, err);
}

static int read_of_which(struct json_obj *o, struct spec_dimension *d, struct err *err)
{
	struct json parts = json_array(o, "of_which");

	d->kind = DIMENSION_OF_WHICH;
	if (o->failed)
		return 0;
	if (json_count(parts) == 0 || json_count(parts) > SPEC_PARTS_MAX)
		return json_err(parts, err, "of_which takes 1 to %d parts", SPEC_PARTS_MAX);
	d->parts = mem_zalloc(json_count(parts), sizeof(*d->parts));
	for (struct json i = json_first(parts); json_is(i); i = json_next(i))
		if (read_part(i, d, err) < 0)
			return -1;
	return 0;
}

static int read_dimension(struct json v, struct spec_dimension *d, struct err *err)
{
	struct json_obj o;
	int ret;

	d->at = v;
	json_open(&o, v, err);
	d->name = json_str(&o, "name");
	d->label = json_str(&o, "label");
	if (json_has(&o, "period"))
		ret = read_period(&o, d, err);
	else if (json_has(&o, "of_which"))
		ret = read_of_which(&o, d, err);
	else
		ret = read_codes(&o, d, err);
	return ret < 0 ? -1 : json_close(&o);
}

/* ---- measures ------------------------------------------------------ */

/* Which accumulator the measure names, and on which column. */
static void read_accumulator(struct json_obj *o, struct spec_measure *m)
{
	int found = 0;

	for (size_t i = 0; i < naccumulators; i++) {
		const struct accumulator *a = &accumulators[i];

		if (!json_has(o, a->name))
			continue;
		found++;
		m->accumulator = a;
		if (a->input != INPUT_NONE)
			m->column = json_str(o, a->name);
		else if (!json_bool(o, a->name))
			json_fail(o, a->name, "\"%s\" is true or not there", a->name);
	}
	if (found != 1)
		json_fail(o, "name",
			  "a measure is exactly one of count, distinct, sum, mean, "
			  "min, max, quantile, largest, cell_key");
}

static void read_quantile(struct json_obj *o, struct spec_measure *m)
{
	const char *q = json_str(o, "q");
	__int128 one = 1;

	for (int i = 0; i < SPEC_Q_SCALE; i++)
		one *= 10;
	if (q && (!decimal_parse(str_of(q), SPEC_Q_SCALE, &m->q) || m->q < 0 || m->q > one))
		json_fail(o, "q", "q is a decimal from 0 to 1 in quotes, as \"0.5\"");
}

/* The parts of one contributor are closer to a person than any table. */
static void read_largest(struct json_obj *o, struct spec_measure *m)
{
	long long rank;

	m->by = json_str(o, "by");
	rank = json_int(o, "rank");
	if (!o->failed && (rank < 1 || rank > LARGEST_RANKS))
		json_fail(o, "rank", "rank is 1 to %d", LARGEST_RANKS);
	m->rank = (int)rank;
	if (m->publish)
		json_fail(o, "name",
			  "what the largest contribute must not leave: \"publish\" is false");
}

static int read_measure(struct json v, struct spec_measure *m, struct err *err)
{
	struct json where = { NULL, NULL };
	struct json_obj o;
	long long scale;

	m->at = v;
	m->publish = true;
	json_open(&o, v, err);
	m->name = json_str(&o, "name");
	m->label = json_str(&o, "label");
	json_opt_str(&o, "unit", &m->unit);
	m->kind = (enum measure_kind)json_choice(&o, "kind", kind_words);
	json_opt_bool(&o, "publish", &m->publish);
	read_accumulator(&o, m);
	if (m->accumulator && strcmp(m->accumulator->name, "mean") == 0) {
		scale = json_int(&o, "scale");
		if (!o.failed && (scale < 0 || scale > 18))
			json_fail(&o, "scale", "scale is 0 to 18");
		m->scale = (int)scale;
	}
	if (m->accumulator && m->accumulator->op == OP_QUANTILE)
		read_quantile(&o, m);
	if (m->accumulator && m->accumulator->op == OP_CELL_KEY && m->publish)
		json_fail(&o, "name", "a cell key must not leave: \"publish\" is false");
	if (m->accumulator && m->accumulator->op == OP_LARGEST)
		read_largest(&o, m);
	json_opt_array(&o, "where", &where);
	if (json_close(&o) < 0)
		return -1;
	return json_is(where) ? filter_read(where, &m->where, err) : 0;
}

/* ---- the whole ----------------------------------------------------- */

static int read_unavailable(struct json v, struct spec *s, struct err *err)
{
	s->unavailable = mem_zalloc(json_count(v) + 1, sizeof(*s->unavailable));
	for (struct json i = json_first(v); json_is(i); i = json_next(i)) {
		struct json_obj o;
		const char *period;

		json_open(&o, i, err);
		period = json_str(&o, "period");
		json_str(&o, "reason");
		if (json_close(&o) < 0)
			return -1;
		if (!period_parse(str_of(period), &s->unavailable[s->nunavailable++]))
			return json_err(i, err, "%s is no period: write 2025, 2025-Q1 or 2025-02",
					period);
	}
	return 0;
}

static int read_dimensions(struct json v, struct spec *s, struct err *err)
{
	s->dimensions = mem_zalloc(json_count(v) + 1, sizeof(*s->dimensions));
	for (struct json i = json_first(v); json_is(i); i = json_next(i))
		if (read_dimension(i, &s->dimensions[s->ndimensions++], err) < 0)
			return -1;
	return 0;
}

static int read_measures(struct json v, struct spec *s, struct err *err)
{
	if (json_count(v) == 0)
		return json_err(v, err, "no measure: count at least the rows");
	s->measures = mem_zalloc(json_count(v), sizeof(*s->measures));
	for (struct json i = json_first(v); json_is(i); i = json_next(i))
		if (read_measure(i, &s->measures[s->nmeasures++], err) < 0)
			return -1;
	return 0;
}

/* Columns of the output must have names of their own. */
static int check_names(const struct spec *s, struct err *err)
{
	static const char *const dimension_suffixes[] = { "", "_name", "_level", "_parent" };
	static const char *const measure_suffixes[] = { "", "_status" };
	struct schema seen = SCHEMA_INIT;
	struct buf name = BUF_INIT;
	int ret = 0;

	for (size_t i = 0; i < s->ndimensions + s->nmeasures && ret == 0; i++) {
		bool is_dimension = i < s->ndimensions;
		const char *base = is_dimension ? s->dimensions[i].name
						: s->measures[i - s->ndimensions].name;
		struct json at = is_dimension ? s->dimensions[i].at
					      : s->measures[i - s->ndimensions].at;

		for (int k = 0; k < (is_dimension ? 4 : 2) && ret == 0; k++) {
			buf_clear(&name);
			buf_printf(&name, "%s%s", base,
				   is_dimension ? dimension_suffixes[k] : measure_suffixes[k]);
			if (schema_find(&seen, name.p) >= 0)
				ret = json_err(at, err, "two columns would be called %s", name.p);
			else
				schema_add(&seen, name.p, FIELD_UTF8);
		}
	}
	buf_release(&name);
	schema_release(&seen);
	return ret;
}

/* Combinations that make no sense are refused, not interpreted. */
static int check_time(const struct spec *s, struct err *err)
{
	int p = spec_period(s);
	const struct spec_dimension *d = p < 0 ? NULL : &s->dimensions[p];

	for (size_t i = (size_t)(p + 1); p >= 0 && i < s->ndimensions; i++)
		if (s->dimensions[i].kind == DIMENSION_PERIOD)
			return json_err(s->dimensions[i].at, err,
					"a table has one period dimension; %s is the second",
					s->dimensions[i].name);
	for (size_t i = 0; i < s->nmeasures; i++) {
		const struct spec_measure *m = &s->measures[i];

		if (m->kind == KIND_CUMULATIVE && (!d || d->valid_from))
			return json_err(m->at, err,
					"measure %s is cumulative: that needs a "
					"period dimension with a column of months",
					m->name);
		if (m->kind != KIND_STOCK && d && d->valid_from)
			return json_err(m->at, err,
					"measure %s is a %s: rows valid from a day to "
					"a day can only be counted as a stock",
					m->name, measure_kind_name(m->kind));
	}
	return s->nunavailable && !d ? json_err(json_root(s->doc), err,
						"\"unavailable\" needs a "
						"period dimension")
				     : 0;
}

static int read_root(struct spec *s, struct err *err)
{
	struct json_obj o;
	struct json dimensions, measures, where = { NULL, NULL }, unavailable = { NULL, NULL };

	json_open(&o, json_root(s->doc), err);
	dimensions = json_array(&o, "dimensions");
	measures = json_array(&o, "measures");
	s->zeros = json_opt_choice(&o, "zeros", zeros_words, 0) == 1;
	json_opt_array(&o, "where", &where);
	json_opt_array(&o, "unavailable", &unavailable);
	if (json_close(&o) < 0)
		return -1;
	if (read_dimensions(dimensions, s, err) < 0 || read_measures(measures, s, err) < 0)
		return -1;
	if (json_is(where) && filter_read(where, &s->where, err) < 0)
		return -1;
	if (json_is(unavailable) && read_unavailable(unavailable, s, err) < 0)
		return -1;
	return check_names(s, err) < 0 ? -1 : check_time(s, err);
}

int spec_read(const char *path, struct spec *s, struct err *err)
{
	*s = (struct spec){ 0 };
	if (json_read(path, &s->doc, err) < 0)
		return -1;
	return read_root(s, err);
}

int spec_parse(const char *name, struct str text, struct spec *s, struct err *err)
{
	*s = (struct spec){ 0 };
	if (json_parse(name, text, &s->doc, err) < 0)
		return -1;
	return read_root(s, err);
}

void spec_release(struct spec *s)
{
	for (size_t i = 0; i < s->ndimensions; i++) {
		struct spec_dimension *d = &s->dimensions[i];

		for (size_t k = 0; k < d->nparts; k++)
			filter_release(&d->parts[k].where);
		free(d->parts);
		free(d->levels);
	}
	for (size_t i = 0; i < s->nmeasures; i++)
		filter_release(&s->measures[i].where);
	free(s->dimensions);
	free(s->measures);
	filter_release(&s->where);
	free(s->unavailable);
	json_free(s->doc);
	*s = (struct spec){ 0 };
}
