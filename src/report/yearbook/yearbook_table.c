#include <stdlib.h>

#include "core/mem.h"
#include "report/yearbook/yearbook.h"

/* All that a spec says beside numbers. */
struct words {
	const char *id, *title, *label, *heading;
	struct json text, rows, at;
};

static const char *fill(struct yearbook_table *t, struct json_obj *o, const char *key)
{
	const char *text = "";

	if (json_has(o, key) && !o->failed &&
	    yearbook_text(t, json_member(o->value, key), &text, o->err) < 0)
		o->failed = 1;
	return text;
}

static void read_quantity(struct json_obj *o, struct quantity *q)
{
	long long scale = 0;

	*q = (struct quantity){ .unit = "", .stored = "", .of = "", .measure = "" };
	json_opt_str(o, "of", &q->of);
	json_opt_str(o, "measure", &q->measure);
	json_opt_str(o, "unit", &q->unit);
	json_opt_str(o, "stored", &q->stored);
	if (json_opt_int(o, "scale", &scale) && (scale < 0 || scale > 6))
		json_fail(o, "scale", "\"scale\" must be 0 to 6");
	q->scale = (int)scale;
}

static int say(struct yearbook_table *t, const char *heading, struct json text, struct doc *d,
	       struct err *err)
{
	const char *s;

	if (*heading)
		doc_heading(d, 1, heading);
	for (struct json i = json_first(text); json_is(i); i = json_next(i)) {
		if (yearbook_text(t, i, &s, err) < 0)
			return -1;
		doc_paragraph(d, s);
	}
	return 0;
}

int yearbook_table_open(struct yearbook_table *t, struct json_obj *o,
			const struct crosstab_with *with, struct doc *d)
{
	struct json text = { 0 }, rows, at = { 0 };
	const char *heading;

	*t = (struct yearbook_table){ .with = with, .json = o->value };
	t->used = mem_zalloc(with->nsets + 1, sizeof(*t->used));
	t->id = "";
	json_opt_str(o, "id", &t->id);
	json_str(o, "title");
	t->title = fill(t, o, "title");
	t->label = fill(t, o, "label");
	heading = fill(t, o, "heading");
	json_opt_array(o, "text", &text);
	read_quantity(o, &t->quantity);
	json_opt_object(o, "at", &at);
	rows = json_object(o, "rows");
	json_opt_array(o, "notes", &t->notes);
	if (json_close(o) < 0 || place_read(t, at, &t->place, o->err) < 0 ||
	    yearbook_rows_read(t, rows, o->err) < 0)
		return -1;
	return say(t, heading, text, d, o->err);
}

struct doc_table *yearbook_table_put(struct yearbook_table *t, struct doc *d)
{
	struct buf b = BUF_INIT;
	struct doc_table *to;

	buf_printf(&b, "%s　%s", t->id, t->title);
	to = doc_table(d, t->id, b.p);
	to->right = true;
	buf_clear(&b);
	if (*t->quantity.unit)
		buf_printf(&b, "单位：%s", t->quantity.unit);
	free(to->unit);
	to->unit = buf_detach(&b);
	return to;
}

void yearbook_table_release(struct yearbook_table *t)
{
	pool_release(&t->pool);
	free(t->rows);
	free(t->used);
	*t = (struct yearbook_table){ 0 };
}

void yearbook_sources(const struct yearbook_table *t, struct buf *b)
{
	bool is_first = true;

	for (size_t i = 0; i < t->with->nsets; i++) {
		const struct released *r = &t->with->sets[i];

		if (!t->used[i])
			continue;
		buf_printf(b, "%s%s", is_first ? "数据来源：" : "；", r->name);
		if (*r->release)
			buf_printf(b, "（%s）", r->release);
		is_first = false;
	}
	if (!is_first)
		buf_puts(b, "。");
}

static void note_sources(const struct yearbook_table *t, struct doc_table *to)
{
	struct buf b = BUF_INIT;

	yearbook_sources(t, &b);
	if (b.n)
		doc_note(to, b.p);
	buf_release(&b);
}

/* What stands in the cells that is not a plain number. */
static void note_marks(const struct yearbook_table *t, struct doc_table *to)
{
	if (t->has_of_which)
		doc_note(to, "带“#”的行是其中数，各行之间可能有重复，不能相加得到合计。");
	if (t->has_protected)
		doc_note(to, "“×”表示为保护个人信息不公布，任何合计、增长均不由它推算。");
	if (t->has_slash)
		doc_note(to, "“/”表示不适用。");
	if (t->has_missing)
		doc_note(to, "“暂无数据”表示该数据尚未建库或尚未发布，不等于零。");
	if (t->has_provisional)
		doc_note(to, "带“p”的是初步数，以后公布的数字可能不同。");
	if (t->has_revised)
		doc_note(to, "带“r”的是修订数。");
}

int yearbook_finish(struct yearbook_table *t, struct doc_table *to, struct err *err)
{
	const char *s;

	if (t->ngot == 0)
		return err_set(
			err, ERR_DATA,
			"%s:%d: the releases hold no cell of the table \"%s\"; is its period "
			"published?",
			json_path(t->json.doc), json_line(t->json), t->title);
	if (t->twice)
		return json_err(t->json, err, "two cells of the table are called \"%s\"", t->twice);
	for (struct json i = json_first(t->notes); json_is(i); i = json_next(i)) {
		if (yearbook_text(t, i, &s, err) < 0)
			return -1;
		doc_note(to, s);
	}
	note_marks(t, to);
	note_sources(t, to);
	return doc_table_finish(to, t->id, err);
}
