/*
 * check_scene: a report that holds together, the year before it, and the departments that
 * it is the sum of.
 */
#ifndef TEST_CHECK_SCENE_H
#define TEST_CHECK_SCENE_H

#include "annual_case.h"
#include "report/check/check.h"

/* The report, the year before, and two departments of which it is the sum. */
struct scene {
	struct form form;
	struct filled f, last, parts[2];
	struct check_with with;
	struct verdicts found;
};

static inline void put_parts(struct scene *s)
{
	for (int i = 0; i < form_size(&s->form); i++) {
		filled_set(&s->parts[0], i, s->f.values[i].v / 3, 0, ORIGIN_RECORDS);
		filled_set(&s->parts[1], i, s->f.values[i].v - s->f.values[i].v / 3, 0,
			   ORIGIN_RECORDS);
	}
}

static inline int set_up(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	struct period p = { PERIOD_YEAR, 2025 };
	struct err err = ERR_INIT;

	if (form_load(annual_path(), p, NULL, &s->form, &err) < 0) {
		fail_msg("%s", err.msg);
		return -1;
	}
	annual_fill(&s->form, &s->f);
	annual_last(&s->form, &s->last);
	filled_init(&s->parts[0], &s->form, p);
	filled_init(&s->parts[1], &s->form, p);
	put_parts(s);
	s->with.last = &s->last;
	s->with.published = true;
	*state = s;
	return 0;
}

static inline int tear_down(void **state)
{
	struct scene *s = *state;

	verdicts_release(&s->found);
	filled_release(&s->f);
	filled_release(&s->last);
	filled_release(&s->parts[0]);
	filled_release(&s->parts[1]);
	form_release(&s->form);
	free(s);
	return 0;
}

static inline void judge(struct scene *s)
{
	struct err err = ERR_INIT;

	verdicts_release(&s->found);
	if (check_filled(&s->f, &s->with, &s->found, &err) < 0)
		fail_msg("%s", err.msg);
}

#endif
