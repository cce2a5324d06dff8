#include "extract/drift.h"

#include <stdlib.h>

#include "core/json.h"
#include "core/log.h"
#include "core/mem.h"

enum { NAMED_IN_ERROR = 3 };

static const char *const kind_names[] = { "added",   "removed",	 "renamed",
					  "retyped", "nullable", "removed" };

const char *drift_kind_name(enum drift_kind kind)
{
	return kind_names[kind];
}

/* where: "table.column"; column may be NULL. */
static void add_line(struct drift *d, enum drift_kind kind, const char *table, const char *column,
		     struct buf *text)
{
	struct buf where = BUF_INIT;

	buf_printf(&where, "%s%s%s", table, column ? "." : "", column ? column : "");
	d->lines = mem_resize(d->lines, d->n + 1, sizeof(*d->lines));
	d->lines[d->n++] = (struct drift_line){ kind, buf_detach(&where), buf_detach(text) };
}

static int find_live(const struct live_table *live, const char *name)
{
	size_t i;

	for (i = 0; i < live->ncolumns; i++)
		if (strcmp(live->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* A table's comparison; renamed_from[i]: of live column i, NULL or the register's. */
struct pairing {
	const struct reg_table *t;
	const struct live_table *live;
	const struct reg_column **renamed_from;
};

static bool is_free(const struct pairing *p, size_t i, const struct reg_column *c)
{
	return !reg_column(p->t, p->live->columns[i].name) && !p->renamed_from[i] &&
	       (p->live->columns[i].stored & c->stored);
}

/* The same place: as many columns before it, or the same one just before it. */
static bool is_at_place(const struct pairing *p, size_t i, size_t place)
{
	if (i == place)
		return true;
	return i && place &&
	       strcmp(p->live->columns[i - 1].name, p->t->columns[place - 1].name) == 0;
}

static bool is_like(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0 || nearest_word(a, &b, 1);
}

/* What the register's column may be called now: in live, or -1. */
static int new_name(const struct pairing *p, size_t place)
{
	const struct reg_column *c = &p->t->columns[place];
	size_t i;

	for (i = 0; i < p->live->ncolumns; i++)
		if (is_free(p, i, c) && is_like(c->name, p->live->columns[i].name))
			return (int)i;
	for (i = 0; i < p->live->ncolumns; i++)
		if (is_free(p, i, c) && is_at_place(p, i, place))
			return (int)i;
	return -1;
}

static void put_removed(struct drift *d, struct pairing *p, size_t place)
{
	const char *name = p->t->columns[place].name;
	struct buf b = BUF_INIT;
	int now = new_name(p, place);

	if (now < 0) {
		buf_printf(&b, "- %s.%s (removed)", p->t->name, name);
		add_line(d, DRIFT_REMOVED, p->t->name, name, &b);
		return;
	}
	p->renamed_from[now] = &p->t->columns[place];
	buf_printf(&b, "~ %s.%s (renamed, it seems: %s now)", p->t->name, name,
		   p->live->columns[now].name);
	add_line(d, DRIFT_RENAMED, p->t->name, name, &b);
}

static void put_stored(struct buf *b, unsigned stored)
{
	static const char *const names[] = { "integer", "text", "real", "blob" };
	const char *comma = "";
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!(stored & 1u << i))
			continue;
		buf_printf(b, "%s%s", comma, names[i]);
		comma = " or ";
	}
}

static void put_changed(struct drift *d, const struct pairing *p, const struct reg_column *c,
			const struct live_column *now)
{
	struct buf b = BUF_INIT;

	if (!(now->stored & c->stored)) {
		buf_printf(&b, "~ %s.%s %s (retyped: the register has it stored as ", p->t->name,
			   c->name, now->type);
		put_stored(&b, c->stored);
		buf_puts(&b, ")");
		add_line(d, DRIFT_RETYPED, p->t->name, c->name, &b);
	}
	if (!p->live->declares_null || now->is_key || now->not_null == !c->nullable)
		return;
	buf_printf(&b, "~ %s.%s (nullable: NOT NULL is %s; the register says %s)", p->t->name,
		   c->name, now->not_null ? "declared now" : "not declared any more",
		   c->nullable ? "nullable" : "not nullable");
	add_line(d, DRIFT_NULLABLE, p->t->name, c->name, &b);
}

static void compare_columns(struct drift *d, struct pairing *p)
{
	struct buf b = BUF_INIT;
	size_t i;
	int at;

	for (i = 0; i < p->t->ncolumns; i++) {
		at = find_live(p->live, p->t->columns[i].name);
		if (at < 0)
			put_removed(d, p, i);
		else
			put_changed(d, p, &p->t->columns[i], &p->live->columns[at]);
	}
	for (i = 0; i < p->live->ncolumns; i++) {
		const struct live_column *c = &p->live->columns[i];

		if (reg_column(p->t, c->name) || p->renamed_from[i])
			continue;
		buf_printf(&b, "+ %s.%s%s%s (added)", p->t->name, c->name, *c->type ? " " : "",
			   c->type);
		add_line(d, DRIFT_ADDED, p->t->name, c->name, &b);
	}
}

void drift_compare(struct drift *d, const struct reg_table *t, const struct live_table *live)
{
	struct pairing p = { t, live, NULL };
	struct buf b = BUF_INIT;

	if (!live) {
		buf_printf(&b, "- %s (removed: the whole table)", t->name);
		add_line(d, DRIFT_GONE, t->name, NULL, &b);
		return;
	}
	p.renamed_from = mem_zalloc(live->ncolumns, sizeof(*p.renamed_from));
	compare_columns(d, &p);
	free(p.renamed_from);
}

int drift_end(const struct drift *d, const char *source, struct err *err)
{
	struct buf b = BUF_INIT;
	size_t i;

	if (d->n == 0)
		return 0;
	log_warn("source %s is returned for marking; it differs from config/fields/%s.json:",
		 source, source);
	for (i = 0; i < d->n; i++) {
		log_warn("  %s", d->lines[i].text);
		if (i < NAMED_IN_ERROR)
			buf_printf(&b, "%s%s %s", i ? ", " : "", d->lines[i].where,
				   drift_kind_name(d->lines[i].kind));
	}
	if (d->n > NAMED_IN_ERROR)
		buf_printf(&b, " and %zu more", d->n - NAMED_IN_ERROR);
	err_set(err, ERR_DATA,
		"source %s: returned for marking: %zu difference%s from config/fields/%s.json "
		"(%s); mark what changed there",
		source, d->n, d->n > 1 ? "s" : "", source, b.p);
	buf_release(&b);
	return -1;
}

void drift_release(struct drift *d)
{
	size_t i;

	for (i = 0; i < d->n; i++) {
		free(d->lines[i].where);
		free(d->lines[i].text);
	}
	free(d->lines);
	*d = (struct drift)DRIFT_INIT;
}

struct names {
	const struct reg *reg;
	char **items;
	size_t n;
};

static void take_table(void *arg, const char *name)
{
	struct names *to = arg;

	if (reg_table(to->reg, name))
		return;
	to->items = mem_resize(to->items, to->n + 1, sizeof(*to->items));
	to->items[to->n++] = mem_strdup(name);
}

int drift_unregistered(const struct source_class *class, struct conn *conn, const struct reg *reg,
		       char ***names, size_t *n, struct err *err)
{
	struct names found = { reg, NULL, 0 };
	int ret = class->tables(conn, take_table, &found, err);

	*names = found.items;
	*n = found.n;
	return ret;
}

void drift_names_free(char **names, size_t n)
{
	while (n)
		free(names[--n]);
	free(names);
}
