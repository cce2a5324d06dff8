#include "package/release.h"

#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/mem.h"
#include "package/member.h"
#include "package/method_notes.h"
#include "package/microdata_words.h"

static const char *const role_names[] = { "plain",  "dimension", "label",  "level",
					  "parent", "measure",	 "status", "as-of" };

const char *column_role_name(enum column_role role)
{
	return role_names[role];
}

static bool meta_is(const struct meta *m, const char *key, const char *value)
{
	const char *v = meta_get(m, key);

	return v && strcmp(v, value) == 0;
}

/* The gate ------------------------------------------------------------------ */

static int need_open_columns(const struct schema *in, struct err *err)
{
	struct buf closed = BUF_INIT;
	size_t i, n = 0;

	for (i = 0; i < in->nfields; i++) {
		if (meta_is(&in->fields[i].meta, META_OPENNESS, "open"))
			continue;
		buf_printf(&closed, "%s%s", n++ ? ", " : "", in->fields[i].name);
	}
	if (n)
		err_set(err, ERR_GATE,
			"records may be published only when every column is "
			"open in the field register; not open: %s",
			closed.p);
	buf_release(&closed);
	return n ? -1 : 0;
}

static int need_published_measures(const struct schema *in, struct err *err)
{
	size_t i;

	for (i = 0; i < in->nfields; i++)
		if (meta_is(&in->fields[i].meta, META_PUBLISH, "no"))
			return err_set(err, ERR_GATE,
				       "column %s is only for yg-protect and "
				       "must not be published; yg-protect should have dropped it",
				       in->fields[i].name);
	return 0;
}

/* Records that only call themselves safe carry no word of what made them so. */
static int need_cells_or_microdata(const struct schema *in, struct err *err)
{
	bool is_microdata = meta_get(&in->meta, META_MICRODATA) != NULL, has_measure = false;
	size_t i;

	for (i = 0; i < in->nfields; i++)
		has_measure |= meta_is(&in->fields[i].meta, META_ROLE, "measure");
	if (!has_measure && !is_microdata)
		return err_set(err, ERR_GATE,
			       "the input is neither cells (no column is a measure) nor records "
			       "of yg-protect --microdata (no %s)",
			       META_MICRODATA);
	if (has_measure && is_microdata)
		return err_set(err, ERR_STREAM, "the input calls itself both cells and records");
	return 0;
}

static int check_state(const struct schema *in, struct err *err)
{
	const char *state = meta_get(&in->meta, META_STATE);

	if (!state)
		return err_set(err, ERR_STREAM,
			       "the input has no %s: it was not made by "
			       "yg-protect or yg-mask",
			       META_STATE);
	if (strcmp(state, "safe") == 0)
		return need_cells_or_microdata(in, err) < 0 ? -1 : need_published_measures(in, err);
	if (strcmp(state, "masked") == 0)
		return need_open_columns(in, err);
	if (strcmp(state, "cells") == 0)
		return err_set(err, ERR_STREAM,
			       "the input is cells that are not protected: "
			       "run yg-protect before yg-package");
	if (strcmp(state, "raw") == 0)
		return err_set(err, ERR_STREAM,
			       "the input is raw records: run yg-mask, "
			       "yg-aggregate and yg-protect before yg-package");
	return err_set(err, ERR_STREAM, "the input is in the unknown state '%s'", state);
}

/* Columns ------------------------------------------------------------------- */

static enum column_role find_role(const struct field *f)
{
	const char *role = meta_get(&f->meta, META_ROLE);
	size_t i;

	for (i = 0; role && i < sizeof(role_names) / sizeof(*role_names); i++)
		if (strcmp(role, role_names[i]) == 0)
			return (enum column_role)i;
	return ROLE_PLAIN;
}

static int unknown_column(struct json at, const struct schema *in, const char *name,
			  struct err *err)
{
	const char **words = mem_zalloc(in->nfields + 1, sizeof(*words));
	const char *near;
	size_t i;

	for (i = 0; i < in->nfields; i++)
		words[i] = in->fields[i].name;
	near = nearest_word(name, words, in->nfields);
	json_err(at, err, "the input has no column \"%s\"%s%s%s", name,
		 near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
	free(words);
	return -1;
}

/* drop[i] for every incoming column. */
static int find_dropped(const struct pack_spec *spec, const struct schema *in, bool *drop,
			struct err *err)
{
	struct json item = json_is(spec->drop_at) ? json_first(spec->drop_at) : spec->drop_at;
	enum column_role role;
	size_t i;
	int at;

	for (i = 0; i < spec->drop.n; i++, item = json_next(item)) {
		at = schema_find(in, spec->drop.items[i]);
		if (at < 0)
			return unknown_column(item, in, spec->drop.items[i], err);
		role = find_role(&in->fields[at]);
		if (role == ROLE_AS_OF)
			return json_err(item, err,
					"column \"%s\" is the day of values with status p: "
					"without it they would pass for those of now",
					spec->drop.items[i]);
		if (role == ROLE_DIMENSION || role == ROLE_MEASURE || role == ROLE_STATUS)
			return json_err(item, err,
					"column \"%s\" is a %s: without it the cells "
					"lose their meaning; leave it out in aggregate.json",
					spec->drop.items[i], column_role_name(role));
		drop[at] = true;
	}
	return 0;
}

static int find_in_release(const struct release *r, const char *name)
{
	size_t i;

	for (i = 0; name && i < r->ncolumns; i++)
		if (strcmp(r->columns[i].field->name, name) == 0)
			return (int)i;
	return -1;
}

static int link_columns(struct release *r, struct err *err)
{
	struct release_column *c;
	size_t i;

	for (i = 0; i < r->ncolumns; i++) {
		c = &r->columns[i];
		c->of = find_in_release(r, meta_get(&c->field->meta, META_OF));
		if (c->role == ROLE_STATUS && c->of >= 0)
			r->columns[c->of].status = (int)i;
	}
	for (i = 0; i < r->ncolumns; i++)
		if (r->columns[i].role == ROLE_MEASURE && r->columns[i].status < 0)
			return err_set(err, ERR_STREAM, "measure %s has no status column",
				       r->columns[i].field->name);
	return 0;
}

static const struct pack_column *find_words(const struct pack_spec *spec, const char *name)
{
	size_t i;

	for (i = 0; i < spec->ncolumns; i++)
		if (strcmp(spec->columns[i].name, name) == 0)
			return &spec->columns[i];
	return NULL;
}

/* A column that belongs to another is called after it. */
static char *default_title(const struct release *r, const struct release_column *c)
{
	static const char *const endings[] = { "", "", "名称", "层级", "上级代码", "", "状态", "" };
	const char *label = meta_get(&c->field->meta, META_LABEL);
	const char *whole;
	struct buf b = BUF_INIT;

	if (label && *label)
		return mem_strdup(label);
	if (c->of < 0 || !*endings[c->role])
		return mem_strdup(c->field->name);
	whole = meta_get(&r->columns[c->of].field->meta, META_LABEL);
	buf_printf(&b, "%s%s", whole ? whole : r->columns[c->of].field->name, endings[c->role]);
	return buf_detach(&b);
}

static const char *kind_text(const char *kind)
{
	if (kind && strcmp(kind, "stock") == 0)
		return "时点数：统计期末的状态，不能跨期相加";
	if (kind && strcmp(kind, "flow") == 0)
		return "时期数：统计期内发生的量";
	if (kind && strcmp(kind, "cumulative") == 0)
		return "累计数：当年年初至统计期末";
	return "";
}

static char *default_description(const struct release *r, const struct release_column *c)
{
	const char *of = c->of >= 0 ? r->columns[c->of].title : c->title;
	struct buf b = BUF_INIT;

	switch (c->role) {
	case ROLE_DIMENSION:
		if (c->codes)
			buf_printf(&b, "%s的代码，见 codes-%s.csv", c->title, c->codes);
		else
			buf_printf(&b, "%s的代码", c->title);
		if (c->kind && strcmp(c->kind, "of-which") == 0)
			buf_puts(&b, "；各行互有重叠，只有 _T 是总数");
		break;
	case ROLE_LABEL:
		buf_printf(&b, "%s的名称", of);
		break;
	case ROLE_LEVEL:
		buf_printf(&b, "%s的层级", of);
		break;
	case ROLE_PARENT:
		buf_printf(&b, "本表中%s的上级代码；最上级为空", of);
		break;
	case ROLE_MEASURE:
		buf_puts(&b, kind_text(c->kind));
		break;
	case ROLE_STATUS:
		buf_printf(&b, "%s的状态；空表示正常值（含 0）", of);
		break;
	case ROLE_AS_OF:
		buf_puts(&b, "本行数值取自哪一天的数据；空表示取自本期数据");
		break;
	case ROLE_PLAIN:
		if (c->codes)
			buf_printf(&b, "代码，见 codes-%s.csv", c->codes);
		break;
	}
	return buf_detach(&b);
}

/* What was done to the values, after what they are. */
static char *with_microdata(char *description, const char *microdata)
{
	struct buf b = BUF_INIT;

	if (!microdata)
		return description;
	buf_puts(&b, description);
	if (b.n && strncmp(microdata, "other", 5) != 0)
		buf_puts(&b, "；");
	microdata_put_column(&b, microdata);
	free(description);
	return buf_detach(&b);
}

static void describe_columns(struct release *r)
{
	const struct pack_column *words;
	struct release_column *c;
	size_t i;

	for (i = 0; i < r->ncolumns; i++) {
		c = &r->columns[i];
		words = find_words(r->spec, c->field->name);
		c->title = words && words->title ? mem_strdup(words->title) : default_title(r, c);
	}
	for (i = 0; i < r->ncolumns; i++) {
		c = &r->columns[i];
		words = find_words(r->spec, c->field->name);
		c->description = words && words->description ? mem_strdup(words->description)
							     : default_description(r, c);
		c->description = with_microdata(c->description, c->microdata);
		if (c->role == ROLE_MEASURE)
			c->description = method_notes_describe(r, c->description);
	}
}

static void add_column(struct release *r, int in)
{
	struct release_column *c = &r->columns[r->ncolumns++];
	const struct field *f = &r->schema.fields[in];

	*c = (struct release_column){
		.in = in, .field = f, .role = find_role(f), .of = -1, .status = -1
	};
	c->unit = meta_get(&f->meta, META_UNIT);
	c->kind = meta_get(&f->meta, META_KIND);
	c->microdata = meta_get(&f->meta, META_MICRODATA);
	if (c->role == ROLE_DIMENSION || c->role == ROLE_PLAIN)
		c->codes = meta_get(&f->meta, META_CODES);
}

static int bind_columns(struct release *r, struct err *err)
{
	const struct schema *in = &r->schema;
	bool *drop = mem_zalloc(in->nfields + 1, sizeof(*drop));
	size_t i;
	int ret = -1;

	for (i = 0; i < r->spec->ncolumns; i++)
		if (schema_find(in, r->spec->columns[i].name) < 0) {
			unknown_column(r->spec->columns[i].at, in, r->spec->columns[i].name, err);
			goto out;
		}
	if (find_dropped(r->spec, in, drop, err) < 0)
		goto out;
	r->columns = mem_zalloc(in->nfields + 1, sizeof(*r->columns));
	for (i = 0; i < in->nfields; i++)
		if (!drop[i])
			add_column(r, (int)i);
	if (r->ncolumns == 0) {
		err_set(err, ERR_CONFIG, "no column is left to publish");
		goto out;
	}
	if (link_columns(r, err) < 0)
		goto out;
	describe_columns(r);
	ret = 0;
out:
	free(drop);
	return ret;
}

/* The period ---------------------------------------------------------------- */

static char *day_text(int32_t day)
{
	char text[11];

	date_format(day, text);
	return mem_strdup(text);
}

static int bind_period(struct release *r, struct err *err)
{
	struct buf label = BUF_INIT;
	struct period from, to;

	r->period_end = date_from_civil(2000, 1, 1);
	r->period = meta_get(&r->schema.meta, META_PERIOD);
	if (!r->period)
		return 0;
	if (period_range_parse(r->period, &from, &to, err) < 0) {
		err->kind = ERR_STREAM;
		return err_wrap(err, "%s of the input", META_PERIOD);
	}
	r->period_end = period_last_day(to);
	r->period_from = day_text(period_first_day(from));
	r->period_to = day_text(r->period_end);
	period_label(from, &label);
	if (from.n != to.n) {
		buf_puts(&label, "至");
		period_label(to, &label);
	}
	r->period_label = buf_detach(&label);
	return 0;
}

int release_bind(struct release *r, const struct schema *in, const struct pack_spec *spec,
		 struct site *site, struct err *err)
{
	memset(r, 0, sizeof(*r));
	r->spec = spec;
	r->site = site;
	if (check_state(in, err) < 0)
		return -1;
	schema_copy(&r->schema, in);
	r->microdata = meta_get(&r->schema.meta, META_MICRODATA);
	if (method_notes_bind(r, err) < 0 || bind_columns(r, err) < 0 || bind_period(r, err) < 0) {
		release_close(r);
		return -1;
	}
	return 0;
}

void release_close(struct release *r)
{
	size_t i;

	for (i = 0; i < r->ncolumns; i++) {
		free(r->columns[i].title);
		free(r->columns[i].description);
	}
	for (i = 0; i < r->nfiles; i++)
		free(r->files[i].name);
	free(r->columns);
	free(r->files);
	free(r->period_from);
	free(r->period_to);
	free(r->period_label);
	method_words_release(&r->protection);
	schema_release(&r->schema);
	memset(r, 0, sizeof(*r));
}

bool release_has_role(const struct release *r, enum column_role role)
{
	size_t i;

	for (i = 0; i < r->ncolumns; i++)
		if (r->columns[i].role == role)
			return true;
	return false;
}

/* Files --------------------------------------------------------------------- */

char *release_name(const struct release *r, const char *suffix)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s", r->spec->name, suffix);
	return buf_detach(&b);
}

void release_note(struct release *r, const char *name, int64_t bytes, const char *sha256)
{
	struct release_file *f;

	r->files = mem_resize(r->files, r->nfiles + 1, sizeof(*r->files));
	f = &r->files[r->nfiles++];
	f->name = mem_strdup(name);
	f->bytes = bytes;
	memcpy(f->sha256, sha256, SHA256_HEX);
}

const struct release_file *release_file(const struct release *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->nfiles; i++)
		if (strcmp(r->files[i].name, name) == 0)
			return &r->files[i];
	return NULL;
}

int release_write(struct release *r, const char *name, struct str text, struct err *err)
{
	struct member m;
	int ret = -1;

	if (member_open(&m, r, name, err) < 0)
		return -1;
	if (member_add(&m, text.p, text.n, err) == 0)
		ret = member_finish(&m, r, err);
	member_close(&m);
	return ret;
}

void release_project(const struct release *r, const struct batch *in, struct column *columns,
		     struct batch *out)
{
	size_t i;

	for (i = 0; i < r->ncolumns; i++)
		columns[i] = in->columns[r->columns[i].in];
	out->nrows = in->nrows;
	out->ncolumns = r->ncolumns;
	out->columns = columns;
}
