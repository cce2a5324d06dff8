/* The tables of a bureau's own: no official form, only what is published. */
#include "core/decimal.h"
#include "core/jsonout.h"
#include "report/yearbook/compare.h"
#include "report/yearbook/crosstab.h"
#include "report/desk.h"

/* A table without its release cannot even be drafted. */
static int need_releases(const struct desk *d, struct err *err)
{
	for (size_t i = 0; i < d->spec.nreleases; i++) {
		const char *name = d->spec.releases[i].name;
		size_t k = 0;

		while (k < d->nreleases && strcmp(d->releases[k].name, name) != 0)
			k++;
		if (k == d->nreleases)
			return err_set(err, ERR_GATE,
				       "%s %s is held: no release \"%s\": give --release %s=DIR",
				       d->name, d->period_text, name, name);
	}
	return 0;
}

int desk_yearbook(struct desk *d, struct err *err)
{
	const struct crosstab_with with = { .sets = d->releases,
					    .nsets = d->nreleases,
					    .words = d->world.words,
					    .figures = &d->figures,
					    .spec = &d->spec };
	struct json item;

	if (need_releases(d, err) < 0)
		return -1;
	for (item = json_first(d->spec.crosstabs); json_is(item); item = json_next(item))
		if (crosstab_make(item, &with, &d->doc, err) < 0)
			return -1;
	if (json_is(d->spec.compare))
		return compare_make(d->spec.compare, &with, &d->doc, err);
	return 0;
}

/* {"value", "unit", "mark"} or {"text", "unit", "why"}. */
static void put_cell(struct jsonout *j, const struct doc_cell *c, const struct figure *f)
{
	char text[DECIMAL_TEXT];

	jsonout_key(j, c->key);
	jsonout_open(j, '{');
	if (c->is_number) {
		jsonout_key(j, "value");
		jsonout_raw(j, (struct str){ text, decimal_format(c->value, c->scale, text) });
	} else {
		jsonout_member(j, "text", c->text);
	}
	if (f && *f->unit)
		jsonout_member(j, "unit", f->unit);
	if (c->mark)
		jsonout_member(j, "mark", c->mark);
	if (f && f->why)
		jsonout_member(j, "why", f->why);
	jsonout_close(j, '}');
}

static void put_table(struct jsonout *j, const struct figures *figures, const struct doc_table *t)
{
	jsonout_key(j, t->id);
	jsonout_open(j, '{');
	jsonout_member(j, "title", t->title);
	jsonout_member(j, "unit", t->unit);
	jsonout_key(j, "cells");
	jsonout_open(j, '{');
	for (size_t i = 0; i < t->ncells; i++)
		if (t->cells[i].key)
			put_cell(j, &t->cells[i], figures_find(figures, t->cells[i].key));
	jsonout_close(j, '}');
	jsonout_key(j, "notes");
	jsonout_open(j, '[');
	for (size_t i = 0; i < t->nnotes; i++)
		jsonout_cstr(j, t->notes[i]);
	jsonout_close(j, ']');
	jsonout_close(j, '}');
}

/* {"report", "period", "title", "issuer", "tables": {id: {"title", "unit", "cells": {key: cell},
 * "notes"}}}; stable bytes. */
void desk_yearbook_json(const struct desk *d, struct buf *b)
{
	struct jsonout j;

	jsonout_init(&j, b, 2);
	jsonout_open(&j, '{');
	jsonout_member(&j, "report", d->name);
	jsonout_member(&j, "period", d->period_text);
	jsonout_member(&j, "title", d->doc.title);
	jsonout_member(&j, "issuer", d->doc.issuer);
	jsonout_key(&j, "tables");
	jsonout_open(&j, '{');
	for (size_t i = 0; i < d->doc.nblocks; i++)
		if (d->doc.blocks[i].kind == DOC_TABLE)
			put_table(&j, &d->figures, &d->doc.blocks[i].table);
	jsonout_close(&j, '}');
	jsonout_close(&j, '}');
	buf_putc(b, '\n');
}
