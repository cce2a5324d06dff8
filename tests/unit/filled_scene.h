/*
 * filled_scene: statistical forms filled in by hand for tests.
 */
#ifndef TESTS_FILLED_SCENE_H
#define TESTS_FILLED_SCENE_H

#include <string.h>

#include "core/decimal.h"
#include "report/form/filled.h"

#define MONTHLY "config/forms/civil-monthly.json"
#define QUARTERLY "config/forms/civil-quarterly.json"

struct scene {
	struct form form;
	struct filled filled;
};

static inline struct period period_named(const char *text)
{
	struct period p;

	assert_true(period_parse(str_of(text), &p));
	return p;
}

/* edition NULL: the one in force. */
static inline void scene_open(struct scene *s, const char *path, const char *period,
			      const char *edition)
{
	struct err err = ERR_INIT;

	if (form_load(path, period_named(period), edition, &s->form, &err) < 0)
		fail_msg("%s", err.msg);
	filled_init(&s->filled, &s->form, period_named(period));
}

static inline void scene_close(struct scene *s)
{
	filled_release(&s->filled);
	form_release(&s->form);
}

static inline int scene_cell(const struct scene *s, const char *row, const char *column)
{
	int i = form_find_at(&s->form, s->form.tables[0].id, row, column);

	if (i < 0)
		fail_msg("no cell %s/%s in the edition %s", row, column, s->form.edition);
	return i;
}

/* As printed: 76,164.3; "" leaves the cell blank. */
static inline void scene_put(struct scene *s, const char *row, const char *printed)
{
	int cell = scene_cell(s, row, "数量"), scale = form_cell(&s->form, cell)->scale;
	struct buf b = BUF_INIT;
	__int128 v;

	for (const char *p = printed; *p; p++)
		if (*p != ',')
			buf_putc(&b, *p);
	if (b.n) {
		assert_true(decimal_parse(str_of(b.p), scale, &v));
		filled_set(&s->filled, cell, v, scale, ORIGIN_ENTERED);
	}
	buf_release(&b);
}

static inline const struct value *scene_value(const struct scene *s, const char *row,
					      const char *column)
{
	return &s->filled.values[scene_cell(s, row, column)];
}

/* The printed text; valid until the next call. */
static inline const char *scene_print(const struct scene *s, const char *row, const char *column)
{
	static char text[64];
	struct buf b = BUF_INIT;

	filled_print(&s->filled, scene_cell(s, row, column), true, &b);
	snprintf(text, sizeof(text), "%s", b.p);
	buf_release(&b);
	return text;
}

#endif
