#include "report/figure/narrative.h"

#include <stdlib.h>

#include "core/mem.h"

struct scene {
	const struct figure_world *world;
	const char *section;
	struct verdicts *to; /* or NULL */
};

static void note_missing(const struct scene *s, const struct figure *f)
{
	bool asked = f->origin == ORIGIN_ENTERED && f->is_open; /* by its own name */

	if (s->to && !asked)
		verdicts_add(s->to, f->is_open ? SEVERITY_OPEN : SEVERITY_REMARK, "text", f->name,
			     f->label, NULL, NULL, "“%s”用到的数字没有数据%s%s", s->section,
			     f->why ? "：" : "", f->why ? f->why : "");
}

static int find_word(void *arg, const char *name, struct buf *to, struct err *err)
{
	const struct scene *s = arg;
	struct template_words words = s->world->words;
	const struct figure *f = figures_find(s->world->figures, name);

	if (!f)
		return template_word(&words, name, to, err);
	if (f->state == VALUE_MISSING)
		note_missing(s, f);
	figure_print(f, to);
	return 1;
}

int narrative_text(const struct figure_world *w, const char *text, struct json at, struct buf *to,
		   struct err *err)
{
	struct scene s = { w, "", NULL };

	return template_fill(text, find_word, &s, at, to, err);
}

/* A number other than 0, or words. */
static bool holds(const struct figure *f)
{
	return (f->state == VALUE_NUMBER && f->v != 0) || (f->state == VALUE_ODD && *f->text);
}

/* Which of its two texts is said; *text is NULL when neither. */
static int choose(const struct scene *s, const struct spec_text *t, const char **text,
		  struct err *err)
{
	const struct figure *f;

	*text = t->text;
	if (!t->condition)
		return 0;
	f = figures_find(s->world->figures, t->condition);
	if (!f)
		return json_err(t->json, err, "\"if\" asks for \"%s\", which is no figure",
				t->condition);
	if (!holds(f))
		*text = t->otherwise;
	return 0;
}

static void put_paragraphs(struct filled *f, const char *section, char *text)
{
	char *line = text, *end;

	while (line) {
		end = strchr(line, '\n');
		if (end)
			*end = '\0';
		if (line[strspn(line, " \t\r")] != '\0')
			filled_paragraph(f, section, line);
		line = end ? end + 1 : NULL;
	}
}

static int put_text(const struct scene *s, const struct spec_text *t, struct filled *f,
		    struct err *err)
{
	struct buf b = BUF_INIT;
	const char *text;
	int ret;

	if (choose(s, t, &text, err) < 0)
		return -1;
	if (!text)
		return 0;
	ret = template_fill(text, find_word, (void *)(uintptr_t)s, t->json, &b, err);
	if (ret == 0)
		put_paragraphs(f, s->section, b.p);
	buf_release(&b);
	return ret;
}

static const struct spec_narrative *find_narrative(const struct report_spec *s, const char *name)
{
	for (size_t i = 0; i < s->nnarratives; i++)
		if (strcmp(s->narratives[i].name, name) == 0)
			return &s->narratives[i];
	return NULL;
}

int narrative_fill(const struct figure_world *w, struct filled *f, struct verdicts *to,
		   struct err *err)
{
	for (size_t i = 0; i < f->form->nsections; i++) {
		const struct form_section *section = &f->form->sections[i];
		const struct spec_narrative *n;
		struct scene s = { w, section->heading, to };

		if (!section->narrative)
			continue;
		n = find_narrative(w->spec, section->narrative);
		if (!n)
			return json_err(json_root(w->spec->doc), err,
					"\"narrative\" lacks \"%s\", which the form prints under "
					"\"%s\"",
					section->narrative, section->heading);
		for (size_t k = 0; k < n->ntexts; k++)
			if (put_text(&s, &n->texts[k], f, err) < 0)
				return -1;
	}
	return 0;
}
