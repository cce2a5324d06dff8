#include "report/figure/entered.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/path.h"
#include "report/read/read.h"

enum { ENTERED_MAX = 8 << 20 };

void entered_release(struct entered *e)
{
	for (size_t i = 0; i < e->n; i++) {
		free(e->items[i].name);
		free(e->items[i].value);
		free(e->items[i].remark);
	}
	free(e->items);
	free(e->path);
	free(e->report);
	free(e->period);
	free(e->by);
	free(e->on);
	*e = (struct entered){ 0 };
}

void entered_add(struct entered *e, const char *name, const char *value, const char *remark)
{
	e->items = mem_resize(e->items, e->n + 1, sizeof(*e->items));
	e->items[e->n++] = (struct entered_item){ mem_strdup(name), mem_strdup(value),
						  remark ? mem_strdup(remark) : NULL };
}

/* JSON ---------------------------------------------------------------------- */

static int read_values(struct json values, struct entered *e, struct err *err)
{
	struct json item, value;
	const char *text, *remark;
	struct json_obj o;

	for (item = json_first(values); json_is(item); item = json_next(item)) {
		remark = NULL;
		json_open(&o, item, err);
		value = json_any(&o, "value");
		json_opt_str(&o, "remark", &remark);
		if (json_close(&o) < 0 || json_get_text(value, &text, err) < 0)
			return -1;
		entered_add(e, json_key(item), text, remark);
	}
	return 0;
}

static int read_json(struct str text, struct entered *e, struct err *err)
{
	const char *report, *period, *by = NULL, *on = NULL;
	struct json_doc *doc;
	struct json values;
	struct json_obj o;
	int ret = -1;

	if (json_parse(path_shown(e->path), text, &doc, err) < 0)
		return -1;
	json_open(&o, json_root(doc), err);
	report = json_str(&o, "report");
	period = json_str(&o, "period");
	json_opt_str(&o, "by", &by);
	json_opt_str(&o, "on", &on);
	values = json_object(&o, "values");
	if (json_close(&o) < 0 || read_values(values, e, err) < 0)
		goto out;
	e->report = mem_strdup(report);
	e->period = mem_strdup(period);
	e->by = by ? mem_strdup(by) : NULL;
	e->on = on ? mem_strdup(on) : NULL;
	ret = 0;
out:
	json_free(doc);
	return ret;
}

int entered_read(const char *path, struct entered *e, struct err *err)
{
	struct buf text = BUF_INIT;
	struct doc doc;
	int ret = -1;

	*e = (struct entered){ .path = mem_strdup(path) };
	if (file_read(path, ENTERED_MAX, &text, ERR_SOURCE, err) < 0)
		goto out;
	if (text.n < 2 || memcmp(text.p, "PK", 2) != 0) {
		ret = read_json((struct str){ text.p, text.n }, e, err);
		goto out;
	}
	doc_init(&doc);
	if (doc_read(path, &doc, err) == 0)
		ret = entered_from_doc(&doc, e, err);
	doc_release(&doc);
out:
	buf_release(&text);
	if (ret < 0)
		entered_release(e);
	return ret;
}

/* Judging ------------------------------------------------------------------- */

static int bad(const struct entered *e, struct err *err, const char *what, const char *wanted)
{
	return err_set(err, ERR_DATA, "%s: %s: %s", path_shown(e->path), what, wanted);
}

/* 2026-01-10, also as a spreadsheet likes to show it. */
static bool read_day(const char *text, char out[11])
{
	static const char *const formats[] = { "YYYY-MM-DD", "YYYY/M/D", "YYYY年M月D日" };
	int32_t day;

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (date_parse(str_of(text), formats[i], &day)) {
			date_format(day, out);
			return true;
		}
	return false;
}

static int check_head(const struct entered *e, const char *report, const char *period, char day[11],
		      struct err *err)
{
	struct period p;
	char text[9] = "";

	if (!e->report || strcmp(e->report, report) != 0)
		return err_set(err, ERR_DATA, "%s: entered for the report \"%s\", not \"%s\"",
			       path_shown(e->path), e->report ? e->report : "", report);
	if (e->period && period_parse(str_of(e->period), &p))
		period_format(p, text);
	if (strcmp(text, period) != 0)
		return err_set(err, ERR_DATA, "%s: entered for the period \"%s\", not \"%s\"",
			       path_shown(e->path), e->period ? e->period : "", period);
	if (!e->by || !*e->by)
		return bad(e, err, "by (填报人)", "say who entered the values");
	if (!e->on || !read_day(e->on, day))
		return bad(e, err, "on (填报日期)", "say on what day, as YYYY-MM-DD");
	return 0;
}

static const struct entered_item *find_item(const struct entered *e, const char *name)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->items[i].name, name) == 0)
			return &e->items[i];
	return NULL;
}

static int check_names(const struct entered *e, const struct report_spec *spec, struct err *err)
{
	const char *near;

	for (size_t i = 0; i < e->n; i++) {
		const char *name = e->items[i].name;

		if (find_item(e, name) != &e->items[i])
			return bad(e, err, name, "stands twice");
		if (spec_entry_find(spec, name))
			continue;
		near = nearest_member(name, spec->entries, spec->nentries, sizeof(*spec->entries));
		return err_set(err, ERR_DATA, "%s: the report asks for no \"%s\"%s%s%s",
			       path_shown(e->path), name, near ? "; did you mean \"" : "",
			       near ? near : "", near ? "\"?" : "");
	}
	return 0;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

static int read_value(const struct entered *e, const struct spec_entry *entry, const char *text,
		      struct figure *f, struct err *err)
{
	static const char *const wanted[] = {
		[ENTRY_COUNT] = "must be a whole number, 0 or more",
		[ENTRY_AMOUNT] = "must be a decimal number, 0 or more, with the places allowed",
		[ENTRY_PERCENT] = "must be a decimal number with the places allowed",
	};

	if (entry->type == ENTRY_TEXT) {
		f->state = VALUE_ODD;
		figure_set_text(&f->text, text);
		return 0;
	}
	f->state = VALUE_NUMBER;
	f->scale = entry->scale;
	if (!decimal_parse(str_of(text), entry->scale, &f->v) ||
	    (f->v < 0 && entry->type != ENTRY_PERCENT))
		return bad(e, err, entry->name, wanted[entry->type]);
	return 0;
}

static struct figure *add_figure(const struct figure_world *w, const struct spec_entry *entry)
{
	struct figure *f = figures_add(w->figures, entry->name);

	f->origin = ORIGIN_ENTERED;
	figure_set_text(&f->label, entry->label);
	figure_set_text(&f->unit, entry->unit);
	figure_set_text(&f->rule, "人工填报");
	return f;
}

static bool is_required(const struct spec_entry *entry, const char *period)
{
	struct period p;

	if (!entry->required || entry->from.n == 0 || !period_parse(str_of(period), &p))
		return entry->required;
	return period_first_day(p) >= period_first_day(entry->from);
}

/* Words that nobody wrote are no words; a number that nobody gave is missing. */
static void set_absent(struct figure *f, const struct spec_entry *entry, bool required)
{
	if (entry->type != ENTRY_TEXT || required)
		figure_set_missing(f, required, "未填报");
}

int entered_figures(const struct entered *e, const char *report, const char *period,
		    const struct figure_world *w, struct err *err)
{
	const struct entered_item *item;
	struct figure *f;
	char day[11] = "";

	if (e && (check_head(e, report, period, day, err) < 0 || check_names(e, w->spec, err) < 0))
		return -1;
	for (size_t i = 0; i < w->spec->nentries; i++) {
		const struct spec_entry *entry = &w->spec->entries[i];

		f = add_figure(w, entry);
		item = e ? find_item(e, entry->name) : NULL;
		if (!item || is_blank(item->value)) {
			set_absent(f, entry, is_required(entry, period));
			continue;
		}
		if (read_value(e, entry, item->value, f, err) < 0)
			return -1;
		figure_set_text(&f->who, e->by);
		figure_set_text(&f->when, day);
		figure_set_text(&f->remark, item->remark);
	}
	return 0;
}
