#include "report/check/check.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/check/check_rule.h"

static const char *const severity_words[] = { "error", "remark", "open", NULL };

static const struct {
	const char *kind;
	int (*judge)(struct check *c, struct rule *r);
} kinds[] = {
	{ "equal", check_equal },     { "part", check_part },	  { "type", check_type },
	{ "blank", check_blank },     { "jump", check_jump },	  { "edition", check_edition },
	{ "roll-up", check_roll_up }, { "stated", check_stated }, { "not-empty", check_not_empty },
};

void check_covers(struct check *c, int cell, const char *rule)
{
	struct buf *b = &c->cover[cell];
	size_t n = strlen(rule);

	if (b->n >= n && strcmp(b->p + b->n - n, rule) == 0 &&
	    (b->n == n || b->p[b->n - n - 1] == ' '))
		return;
	buf_printf(b, "%s%s", b->n ? " " : "", rule);
}

int check_same_cell(const struct form *form, int cell, const struct form *other)
{
	const struct form_cell *c = form_cell(form, cell);
	int found = form_find(other, c->key);

	if (found < 0 && c->was)
		found = form_find_at(other, form_table_of(form, cell)->id, c->was, c->column);
	return found;
}

const char *check_before(const struct form *form)
{
	return form->every == PERIOD_YEAR ? "上年" : "上期";
}

int check_passage(struct check *c, struct json at, const char *section, const struct passage **p)
{
	bool is_known = false;

	*p = NULL;
	for (size_t i = 0; i < c->form->nsections; i++)
		is_known |= strcmp(c->form->sections[i].heading, section) == 0;
	if (!is_known)
		return json_err(at, c->err, "the form has no section \"%s\"", section);
	for (size_t i = 0; c->f && i < c->f->npassages; i++)
		if (strcmp(c->f->passages[i].section, section) == 0)
			*p = &c->f->passages[i];
	return 0;
}

void check_basis(struct buf *b, const char *basis)
{
	if (*basis)
		buf_printf(b, "（%s）", basis);
}

void check_found(struct check *c, enum severity severity, const char *rule, int cell,
		 const char *found, const char *expected, const char *text)
{
	const struct form_cell *at = form_cell(c->form, cell);

	verdicts_add(c->to, severity, rule, at->key, at->label, found, expected, "%s", text);
}

bool check_is_absent(const struct check *c, int cell)
{
	long t = form_table_of(c->form, cell) - c->form->tables;

	return c->f && c->f->absent >> t & 1;
}

/* A file of loose tables has no words to be judged. */
static bool is_about_words(const char *kind)
{
	return strcmp(kind, "text") == 0 || strcmp(kind, "stated") == 0 ||
	       strcmp(kind, "not-empty") == 0;
}

/* What is not judged is said. */
static void say_loose(struct check *c)
{
	verdicts_add(c->to, SEVERITY_REMARK, "form", "", NULL, NULL, NULL,
		     "文件中只有表格，没有报告正文，没有核对文字");
	for (size_t t = 0; t < c->form->ntables; t++)
		if (c->f->absent >> t & 1)
			verdicts_add(c->to, SEVERITY_REMARK, "form", "", c->form->tables[t].id,
				     NULL, NULL, "文件中没有这张表，没有核对");
}

static int judge_rule(struct check *c, struct json v, struct text_rules *texts)
{
	struct rule r = { .basis = "" };

	json_open(&r.o, v, c->err);
	r.id = json_str(&r.o, "rule");
	r.kind = json_str(&r.o, "kind");
	json_opt_str(&r.o, "basis", &r.basis);
	r.severity = (enum severity)json_opt_choice(&r.o, "severity", severity_words,
						    SEVERITY_ERROR);
	if (r.o.failed)
		return json_close(&r.o);
	if (c->f && c->f->is_loose && is_about_words(r.kind))
		return 0;
	if (strcmp(r.kind, "text") == 0)
		return check_text_take(c, &r, texts);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].kind, r.kind) == 0)
			return kinds[i].judge(c, &r);
	return json_err(v, c->err, "there is no kind of rule \"%s\"", r.kind);
}

static int judge_all(struct check *c)
{
	struct text_rules texts = { 0 };
	struct json v;
	int ret = 0;

	for (v = json_first(c->form->rules); json_is(v) && ret == 0; v = json_next(v))
		ret = judge_rule(c, v, &texts);
	if (ret == 0 && c->f)
		check_text(c, &texts);
	free(texts.items);
	return ret;
}

int check_filled(const struct filled *f, const struct check_with *with, struct verdicts *to,
		 struct err *err)
{
	static const struct check_with nothing = { 0 };
	struct check c = {
		.form = f->form, .f = f, .with = with ? with : &nothing, .to = to, .err = err
	};

	if (f->is_loose)
		say_loose(&c);
	return judge_all(&c);
}

int check_coverage(const struct form *form, const struct check_with *with, char ***rules,
		   struct err *err)
{
	static const struct check_with nothing = { 0 };
	struct check c = { .form = form, .with = with ? with : &nothing, .err = err };
	int n = form_size(form), i, ret;

	c.cover = mem_zalloc((size_t)n + 1, sizeof(*c.cover));
	for (i = 0; i < n; i++)
		c.cover[i] = (struct buf)BUF_INIT;
	ret = judge_all(&c);
	*rules = NULL;
	if (ret == 0)
		*rules = mem_zalloc((size_t)n + 1, sizeof(**rules));
	for (i = 0; i < n; i++) {
		if (ret == 0)
			(*rules)[i] = mem_strdup(c.cover[i].p);
		buf_release(&c.cover[i]);
	}
	free(c.cover);
	return ret;
}

void check_coverage_free(char **rules, const struct form *form)
{
	for (int i = 0; rules && i < form_size(form); i++)
		free(rules[i]);
	free(rules);
}
