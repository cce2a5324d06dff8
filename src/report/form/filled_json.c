/* The JSON twin of a filled form, and back. */
#include <cjson/cJSON.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/decimal.h"
#include "core/file.h"
#include "core/jsonout.h"
#include "core/mem.h"
#include "core/path.h"
#include "report/form/filled.h"

enum { SCALE_MAX = 30 };

static const char *const origin_keys[] = {
	[ORIGIN_RECORDS] = "records", [ORIGIN_CELLS] = "cells",	    [ORIGIN_ENTERED] = "entered",
	[ORIGIN_LAST] = "last",	      [ORIGIN_FORMULA] = "formula", [ORIGIN_FILE] = "file"
};
enum { ORIGINS = sizeof(origin_keys) / sizeof(*origin_keys) };

static const char *const state_words[] = { [VALUE_BLANK] = "blank",
					   [VALUE_SLASH] = "/",
					   [VALUE_MISSING] = "missing",
					   [VALUE_ODD] = "odd",
					   NULL };

/* Members of one row that are numbers; rows without any are left out. */
static void write_row(struct jsonout *j, const struct filled *f, const struct form_table *t,
		      int first, const char *row)
{
	char text[DECIMAL_TEXT];
	bool open = false;

	for (size_t i = 0; i < t->ncells; i++) {
		const struct value *v = &f->values[first + (int)i];

		if (v->state != VALUE_NUMBER || strcmp(t->cells[i].row, row) != 0)
			continue;
		if (!open) {
			jsonout_key(j, row);
			jsonout_open(j, '{');
			open = true;
		}
		jsonout_key(j, t->cells[i].column);
		jsonout_raw(j, (struct str){ text, decimal_format(v->v, v->scale, text) });
	}
	if (open)
		jsonout_close(j, '}');
}

static void write_tables(struct jsonout *j, const struct filled *f)
{
	int first = 0;

	jsonout_key(j, "tables");
	jsonout_open(j, '{');
	for (size_t t = 0; t < f->form->ntables; t++) {
		const struct form_table *table = &f->form->tables[t];

		jsonout_key(j, table->id);
		jsonout_open(j, '{');
		for (size_t r = 0; r < table->ndatarows; r++)
			write_row(j, f, table, first, table->rows[r]);
		jsonout_close(j, '}');
		first += (int)table->ncells;
	}
	jsonout_close(j, '}');
}

/* One object of texts by key: what `text` says of a value, unless NULL. */
static void write_texts(struct jsonout *j, const struct filled *f, const char *name,
			const char *(*text)(const struct value *v))
{
	bool open = false;

	for (int i = 0; i < form_size(f->form); i++) {
		const char *s = text(&f->values[i]);

		if (!s)
			continue;
		if (!open) {
			jsonout_key(j, name);
			jsonout_open(j, '{');
			open = true;
		}
		jsonout_member(j, form_cell(f->form, i)->key, s);
	}
	if (open)
		jsonout_close(j, '}');
}

static const char *state_text(const struct value *v)
{
	return v->state == VALUE_NUMBER ? NULL : state_words[v->state];
}

static const char *odd_text(const struct value *v)
{
	return v->state == VALUE_ODD || v->state == VALUE_MISSING ? v->text : NULL;
}

static const char *remark_text(const struct value *v)
{
	return v->remark;
}

static const char *of_text(const struct value *v)
{
	static char text[9];

	if (v->of.n == 0)
		return NULL;
	period_format(v->of, text);
	return text;
}

/* Keys by origin. */
static void write_origins(struct jsonout *j, const struct filled *f)
{
	for (int origin = ORIGIN_RECORDS; origin < ORIGINS; origin++) {
		bool open = false;

		for (int i = 0; i < form_size(f->form); i++) {
			if (f->values[i].origin != (enum value_origin)origin)
				continue;
			if (!open) {
				jsonout_key(j, origin_keys[origin]);
				jsonout_open(j, '[');
				open = true;
			}
			jsonout_cstr(j, form_cell(f->form, i)->key);
		}
		if (open)
			jsonout_close(j, ']');
	}
}

static void write_passages(struct jsonout *j, const struct filled *f)
{
	jsonout_key(j, "text");
	jsonout_open(j, '{');
	for (size_t i = 0; i < f->npassages; i++) {
		jsonout_key(j, f->passages[i].section);
		jsonout_open(j, '[');
		for (size_t k = 0; k < f->passages[i].n; k++)
			jsonout_cstr(j, f->passages[i].paragraphs[k]);
		jsonout_close(j, ']');
	}
	jsonout_close(j, '}');
}

void filled_json(const struct filled *f, struct buf *b)
{
	char period[9] = "";
	struct jsonout j;

	if (f->period.n > 0)
		period_format(f->period, period);
	jsonout_init(&j, b, 2);
	jsonout_open(&j, '{');
	jsonout_member(&j, "form", f->form->name);
	jsonout_member(&j, "edition", f->form->edition);
	jsonout_member(&j, "number", f->form->number);
	jsonout_member(&j, "period", period);
	jsonout_member(&j, "issuer", f->issuer);
	jsonout_member(&j, "division", f->division);
	write_tables(&j, f);
	write_texts(&j, f, "states", state_text);
	write_texts(&j, f, "texts", odd_text);
	write_texts(&j, f, "remarks", remark_text);
	write_texts(&j, f, "of", of_text);
	write_origins(&j, f);
	write_passages(&j, f);
	jsonout_close(&j, '}');
	buf_putc(b, '\n');
}

static int cell_of(const struct filled *f, struct json at, const char *key, struct err *err)
{
	int cell = form_find(f->form, key);

	if (cell < 0)
		json_err(at, err, "the form's edition %s has no cell \"%s\"", f->form->edition,
			 key);
	return cell;
}

/* The literal, with as many places as it is written with. */
static int read_number(struct filled *f, int cell, struct json v, struct err *err)
{
	const char *text = cJSON_IsNumber(v.node) ? v.node->valuestring : NULL, *point;
	__int128 number;
	size_t places;

	if (!text)
		return json_err_kind(v, "a number", err);
	point = strchr(text, '.');
	places = point ? strlen(point + 1) : 0;
	if (places > SCALE_MAX || !decimal_parse(str_of(text), (int)places, &number))
		return json_err(v, err, "\"%s\" is not a decimal number of at most 38 digits",
				text);
	filled_set(f, cell, number, (int)places, ORIGIN_NONE);
	return 0;
}

static int read_row(struct filled *f, const char *table, struct json row, struct err *err)
{
	struct json v;

	for (v = json_first(row); json_is(v); v = json_next(v)) {
		int cell = form_find_at(f->form, table, json_key(row), json_key(v));

		if (cell < 0)
			return json_err(v, err, "the form's edition %s has no cell \"%s/%s/%s\"",
					f->form->edition, table, json_key(row), json_key(v));
		if (read_number(f, cell, v, err) < 0)
			return -1;
	}
	return 0;
}

static int read_tables(struct filled *f, struct json tables, struct err *err)
{
	struct json table, row;

	for (table = json_first(tables); json_is(table); table = json_next(table))
		for (row = json_first(table); json_is(row); row = json_next(row))
			if (read_row(f, json_key(table), row, err) < 0)
				return -1;
	return 0;
}

static int set_state(struct value *v, struct json at, const char *word, struct err *err)
{
	for (int i = 0; i <= VALUE_ODD; i++)
		if (i != VALUE_NUMBER && strcmp(state_words[i], word) == 0) {
			v->state = (enum value_state)i;
			return 0;
		}
	return json_err(at, err, "\"%s\" is no state of a cell", word);
}

static int set_text(struct value *v, struct json at, const char *text, struct err *err)
{
	(void)at;
	(void)err;
	free(v->text);
	v->text = mem_strdup(text);
	return 0;
}

static int set_remark(struct value *v, struct json at, const char *text, struct err *err)
{
	(void)at;
	(void)err;
	free(v->remark);
	v->remark = mem_strdup(text);
	return 0;
}

static int set_of(struct value *v, struct json at, const char *text, struct err *err)
{
	if (!period_parse(str_of(text), &v->of))
		return json_err(at, err, "\"%s\" is no period", text);
	return 0;
}

static int read_texts(struct filled *f, struct json_obj *o, const char *name,
		      int (*set)(struct value *v, struct json at, const char *text,
				 struct err *err))
{
	struct json object = { NULL, NULL }, v;
	const char *text;
	int cell;

	json_opt_object(o, name, &object);
	for (v = json_first(object); json_is(v); v = json_next(v)) {
		cell = cell_of(f, v, json_key(v), o->err);
		if (cell < 0 || json_get_str(v, &text, o->err) < 0 ||
		    set(&f->values[cell], v, text, o->err) < 0)
			return -1;
	}
	return 0;
}

static int read_origins(struct filled *f, struct json_obj *o)
{
	const char *key;

	for (int origin = ORIGIN_RECORDS; origin < ORIGINS; origin++) {
		struct json list = { NULL, NULL }, v;

		json_opt_array(o, origin_keys[origin], &list);
		for (v = json_first(list); json_is(v); v = json_next(v)) {
			int cell = json_get_str(v, &key, o->err) < 0 ? -1
								     : cell_of(f, v, key, o->err);

			if (cell < 0)
				return -1;
			f->values[cell].origin = (enum value_origin)origin;
		}
	}
	return 0;
}

static int read_passages(struct filled *f, struct json sections, struct err *err)
{
	struct json section, v;
	const char *text;

	for (section = json_first(sections); json_is(section); section = json_next(section))
		for (v = json_first(section); json_is(v); v = json_next(v)) {
			if (json_get_str(v, &text, err) < 0)
				return -1;
			filled_paragraph(f, json_key(section), text);
		}
	return 0;
}

static int read_texts_of(struct filled *f, struct json_obj *o)
{
	if (read_texts(f, o, "states", set_state) < 0 || read_texts(f, o, "texts", set_text) < 0 ||
	    read_texts(f, o, "remarks", set_remark) < 0 || read_texts(f, o, "of", set_of) < 0)
		return -1;
	return read_origins(f, o);
}

/* Whatever is empty in JSON is a string that json_str() refuses. */
static int read_plain(struct json_obj *o, const char *key, char **to)
{
	const char *text = "";

	if (json_has(o, key) && json_get_str(json_any(o, key), &text, o->err) < 0)
		return -1;
	free(*to);
	*to = mem_strdup(text);
	return 0;
}

static int read_head(struct json_obj *o, const char *forms_dir, struct form *form,
		     struct period *period, struct err *err)
{
	const char *name = json_str(o, "form"), *edition = json_str(o, "edition");
	const char *number = json_str(o, "number"), *text = json_str(o, "period");
	char *file, *path;
	struct buf b = BUF_INIT;
	int ret;

	if (o->failed)
		return json_close(o);
	if (strchr(name, '/') || !period_parse(str_of(text), period))
		return json_err(o->value, err, "the name of the form or the period is none");
	buf_printf(&b, "%s.json", name);
	file = buf_detach(&b);
	path = file_join(forms_dir, file);
	ret = form_load(path, *period, edition, form, err);
	free(file);
	free(path);
	if (ret == 0 && (period->level != form->every || strcmp(number, form->number) != 0)) {
		json_err(o->value, err, "the number or the period is not of the edition %s",
			 edition);
		form_release(form);
		return -1;
	}
	return ret;
}

static int read_all(struct json_doc *doc, const char *forms_dir, struct form *form,
		    struct filled *f, struct err *err)
{
	struct period period;
	struct json tables, text;
	struct json_obj o;

	json_open(&o, json_root(doc), err);
	if (read_head(&o, forms_dir, form, &period, err) < 0)
		return -1;
	filled_init(f, form, period);
	tables = json_object(&o, "tables");
	text = json_object(&o, "text");
	if (read_plain(&o, "issuer", &f->issuer) == 0 &&
	    read_plain(&o, "division", &f->division) == 0 && read_tables(f, tables, err) == 0 &&
	    read_texts_of(f, &o) == 0 && read_passages(f, text, err) == 0 && json_close(&o) == 0)
		return 0;
	filled_release(f);
	form_release(form);
	return -1;
}

int filled_read_json(const char *path, const char *forms_dir, struct form *form, struct filled *f,
		     struct err *err)
{
	struct json_doc *doc;
	int ret;

	*form = (struct form){ 0 };
	*f = (struct filled){ 0 };
	if (access(path, F_OK) < 0)
		return err_sys(err, ERR_SOURCE, "%s", path_shown(path));
	if (json_read(path, &doc, err) == 0) {
		ret = read_all(doc, forms_dir, form, f, err);
		json_free(doc);
		if (ret == 0)
			return 0;
	}
	/* What is wrong stands in a report, not in a configuration, unless the form is at fault. */
	if (err->kind == ERR_CONFIG && strstr(err->msg, path_shown(path)))
		err->kind = ERR_DATA;
	return -1;
}
