/*
 * desk_scene: a small report with one record set of four rows, and what is made of it.
 */
#ifndef TEST_DESK_SCENE_H
#define TEST_DESK_SCENE_H

#include "report/figure/entered.h"
#include "report/figure/figure_make.h"
#include "scratch.h"

struct scene {
	char *dir;
	struct report_spec spec;
	struct recordset set;
	struct figures figures;
	struct figure_world world;
};

static inline void scene_row(struct scene *s, const char *key, const char *kind, int64_t copies,
			     const char *day)
{
	struct builder *b = s->set.rows.columns;
	int32_t days;

	builder_text(&b[0], key, strlen(key));
	if (kind)
		builder_text(&b[1], kind, strlen(kind));
	else
		builder_null(&b[1]);
	builder_int64(&b[2], copies);
	if (!date_parse(str_of(day), "YYYY-MM-DD", &days))
		abort();
	builder_date(&b[3], days);
}

/* text: the report; it declares the record set "things" of pipeline "made". */
static inline void scene_open(struct scene *s, const char *text)
{
	struct schema schema = SCHEMA_INIT;
	struct err err = ERR_INIT;
	char *path;

	*s = (struct scene){ .dir = scratch_new() };
	path = scratch_put(s->dir, "report.json", text);
	if (report_spec_read(path, &s->spec, &err) < 0) {
		fprintf(stderr, "%s\n", err.msg);
		abort();
	}
	free(path);
	schema_add(&schema, "no", FIELD_UTF8);
	meta_set(&schema_add(&schema, "kind", FIELD_DICT)->meta, META_LABEL, "种类");
	schema_add(&schema, "copies", FIELD_INT64);
	schema_add(&schema, "made_on", FIELD_DATE);
	meta_set(&schema.meta, META_SNAPSHOT, "abc");
	recordset_make(&s->set, "things", "no", &schema);
	s->set.is_derived = false;
	schema_release(&schema);
	scene_row(s, "丙", "1", 5, "2025-03-01");
	scene_row(s, "甲", "2", 7, "2025-12-31");
	scene_row(s, "乙", "1", 5, "2025-01-01");
	scene_row(s, "丁", "1", 100, "2026-01-01");
	s->world = (struct figure_world){ .spec = &s->spec,
					  .words = { .bureau = "某局",
						     .division = "350524",
						     .period = { PERIOD_YEAR, 2025 } },
					  .sets = &s->set,
					  .nsets = 1,
					  .figures = &s->figures };
}

static inline void scene_close(struct scene *s)
{
	figures_release(&s->figures);
	recordset_release(&s->set);
	report_spec_release(&s->spec);
	scratch_remove(s->dir);
}

/* All figures of the report. */
static inline int scene_make(struct scene *s, struct err *err)
{
	for (size_t i = 0; i < s->spec.nfigures; i++) {
		const struct spec_figure *f = &s->spec.figures[i];
		struct figure_name name = { f->name, f->label, f->unit };

		if (figure_make(&s->world, &f->rule, &name, err) < 0)
			return -1;
	}
	return 0;
}

#define SCENE_HEAD                                                                                 \
	"{\"form\":\"f\",\"title\":\"t\",\"records\":{\"things\":{\"pipeline\":\"made\"},"         \
	"\"absent\":{\"pipeline\":\"made\"}},"
#define SCENE_YEAR                                                                                 \
	"\"where\":[{\"column\":\"made_on\",\"at_least\":\"{first}\"},{\"column\":\"made_on\","    \
	"\"at_most\":\"{last}\"}]"

#endif
