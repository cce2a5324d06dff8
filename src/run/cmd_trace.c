/* yg trace: where a number of a report comes from. */
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/path.h"
#include "run/commands.h"
#include "run/filing.h"
#include "run/review_changes.h"

enum { NEAR_MAX = 8 };

/* A number of a report, annual-report/2024/表三/r3/自然人, or all below: annual-report/2024/表三. */
struct place {
	char *report, *period;
	const char *cell;
};

static int read_place(const char *text, struct place *p, struct err *err)
{
	const char *first = strchr(text, '/'), *second = first ? strchr(first + 1, '/') : NULL;

	if (!first || first == text || first[1] == '\0' || second == first + 1) {
		err_set(err, ERR_USAGE,
			"a number of a report is NAME/PERIOD/TABLE/ROW/COLUMN, or "
			"NAME/PERIOD/FIGURE; NAME/PERIOD lists all");
		return -1;
	}
	p->report = mem_strndup(text, (size_t)(first - text));
	if (!second)
		second = first + strlen(first);
	p->period = mem_strndup(first + 1, (size_t)(second - first - 1));
	p->cell = *second ? second + 1 : second;
	return 0;
}

/* The trace of what was approved, else of the draft. */
static int read_trace(const struct filing *f, struct json_doc **doc, const char **of,
		      struct err *err)
{
	char *path;
	int ret;

	*of = access(f->kept, F_OK) == 0 ? "approved" : "draft";
	path = file_join(**of == 'a' ? f->approved : f->draft, "trace.json");
	if (access(path, F_OK) < 0)
		ret = err_set(err, ERR_USAGE,
			      "there is no report of %s yet: yg report %s %s --draft", f->period,
			      f->pipeline->name, f->period);
	else
		ret = json_read(path, doc, err);
	free(path);
	return ret;
}

static const char *name_of(struct json figure)
{
	struct json name = json_member(figure, "name");
	struct err ignored = ERR_INIT;
	const char *text;

	return json_is_string(name) && json_get_str(name, &text, &ignored) == 0 && text ? text : "";
}

static bool shares_row(const char *a, const char *b)
{
	const char *slash = strrchr(a, '/');
	size_t n = slash ? (size_t)(slash - a) + 1 : 0;

	return n && strncmp(a, b, n) == 0;
}

/* The cells of its row, and the one that is written most like it. */
static int unknown(struct json figures, const char *cell, struct err *err)
{
	size_t n = json_count(figures), i = 0, shown = 0;
	const char **names = mem_zalloc(n + 1, sizeof(*names)), *near;
	struct buf text = BUF_INIT;
	struct json at;

	for (at = json_first(figures); json_is(at); at = json_next(at))
		names[i++] = name_of(at);
	near = nearest_word(cell, names, n);
	if (near)
		buf_puts(&text, near);
	for (i = 0; i < n && shown < NEAR_MAX; i++)
		if (names[i] != near && shares_row(cell, names[i])) {
			buf_printf(&text, "%s%s", text.n ? ", " : "", names[i]);
			shown++;
		}
	err_set(err, ERR_USAGE, "the report has no number %s%s%s", cell,
		text.n ? "; near it are " : "", text.p);
	buf_release(&text);
	free(names);
	return -1;
}

static void put_line(struct json figure, const char *key, const char *shown)
{
	struct json v = json_member(figure, key);
	struct buf text = BUF_INIT;

	if (!json_is(v))
		return;
	review_value(v, &text);
	printf("  %-9s %s\n", shown, text.p);
	buf_release(&text);
}

static void put_value(struct json figure)
{
	struct json value = json_member(figure, "value"), unit = json_member(figure, "unit");
	struct buf text = BUF_INIT;

	review_value(json_is(value) ? value : json_member(figure, "state"), &text);
	if (json_is(value) && json_is(unit)) {
		buf_putc(&text, ' ');
		review_value(unit, &text);
	}
	printf("  %-9s %s\n", "value", text.p);
	buf_release(&text);
}

static void put_keys(struct json figure)
{
	struct json keys = json_member(figure, "keys"), i;
	struct buf text = BUF_INIT;

	for (i = json_first(keys); json_is(i); i = json_next(i)) {
		buf_clear(&text);
		review_value(i, &text);
		printf("  %-9s %s\n", "key", text.p);
	}
	buf_release(&text);
}

static void put_figure(const struct filing *f, const char *of, struct json figure, bool with_keys)
{
	static const char *const lines[][2] = {
		{ "origin", "origin" },	  { "rule", "rule" },	      { "pipeline", "pipeline" },
		{ "source", "source" },	  { "snapshot", "snapshot" }, { "query", "query" },
		{ "records", "records" }, { "by", "entered" },	      { "on", "on" },
		{ "remark", "remark" },	  { "why", "why" },
	};
	size_t i;

	printf("%s %s  %s  (%s)\n", f->pipeline->name, f->period, name_of(figure), of);
	put_line(figure, "label", "label");
	put_value(figure);
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		put_line(figure, lines[i][0], lines[i][1]);
	if (with_keys)
		put_keys(figure);
}

/* Whether the number is below what was asked for: all of a report, of a table, of a row. */
static bool is_below(const char *name, const char *of)
{
	size_t n = strlen(of);

	return n == 0 || (strncmp(name, of, n) == 0 && name[n] == '/');
}

/* A line for each number below; how many. */
static size_t list(struct json figures, const char *of)
{
	struct buf label = BUF_INIT;
	struct json i;
	size_t n = 0;

	for (i = json_first(figures); json_is(i); i = json_next(i)) {
		if (!is_below(name_of(i), of))
			continue;
		buf_clear(&label);
		review_value(json_member(i, "label"), &label);
		printf("%s  %s\n", name_of(i), label.p);
		n++;
	}
	buf_release(&label);
	return n;
}

static int show(const struct filing *f, const char *cell, bool with_keys, struct err *err)
{
	struct json_doc *doc = NULL;
	struct json figures, i;
	const char *of = "";
	int ret = 0;

	if (read_trace(f, &doc, &of, err) < 0)
		return -1;
	figures = json_member(json_root(doc), "figures");
	for (i = json_first(figures); json_is(i) && strcmp(name_of(i), cell) != 0; i = json_next(i))
		;
	if (json_is(i))
		put_figure(f, of, i, with_keys);
	else if (list(figures, cell) == 0)
		ret = unknown(figures, cell, err);
	json_free(doc);
	return ret;
}

static int trace(struct site *site, const char *text, bool with_keys, struct err *err)
{
	struct place place = { NULL, NULL, NULL };
	struct pipeline p = { .name = NULL };
	struct filing f = { .site = NULL };
	int ret = read_place(text, &place, err);

	if (ret == 0)
		ret = pipeline_read(site, place.report, &p, err);
	if (ret == 0)
		ret = filing_open(&f, site, &p, place.period, err);
	if (ret == 0)
		ret = show(&f, place.cell, with_keys, err);
	filing_release(&f);
	pipeline_release(&p);
	free(place.report);
	free(place.period);
	return ret;
}

int cmd_trace(struct site *site, const struct command_options *o, const char *const *names,
	      size_t n, struct err *err)
{
	size_t i;

	if (n == 0)
		return err_set(err, ERR_USAGE, "which number? NAME/PERIOD/TABLE/ROW/COLUMN");
	for (i = 0; i < n; i++)
		if (trace(site, names[i], o->keys, err) < 0)
			return -1;
	return 0;
}
