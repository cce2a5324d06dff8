/* Rules about what a section must say at all. */
#include <stdlib.h>

#include "core/decimal.h"
#include "core/text.h"
#include "report/check/check_line.h"
#include "report/check/check_rule.h"

/* All of the section without blanks and marks. */
static void bare_text(const struct passage *p, struct buf *b)
{
	static const char *const marks[] = { "。", "，", "、", "；", "：", "　", "．",	    "！",
					     "（", "）", "“",  "”",  ".",  ",",	 " ",	    "\n",
					     "\t", "\r", ";",  ":",  "(",  ")",	 "\xc2\xa0" };
	enum { MARKS = sizeof(marks) / sizeof(*marks) };

	for (size_t i = 0; p && i < p->n; i++)
		for (const char *s = p->paragraphs[i]; *s;) {
			size_t k = 0;

			while (k < MARKS && strncmp(s, marks[k], strlen(marks[k])) != 0)
				k++;
			if (k == MARKS)
				buf_putc(b, *s);
			s += k < MARKS ? strlen(marks[k]) : 1;
		}
}

static bool says_nothing(const char *bare)
{
	static const char *const words[] = {
		"",   "无",	"暂无",	    "没有",	"略",	  "不适用",
		"/",  "-",	"无。",	    "暂未发现", "不存在", "暂没有",
		"——", "无问题", "没有问题", "暂无问题", "无其他", "无其他需要报告的事项"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(bare, words[i]) == 0)
			return true;
	return false;
}

int check_not_empty(struct check *c, struct rule *r)
{
	const char *section = json_str(&r->o, "section");
	const struct passage *p;
	struct buf bare = BUF_INIT, text = BUF_INIT;

	if (json_close(&r->o) < 0 || check_passage(c, r->o.value, section, &p) < 0)
		return -1;
	if (!c->f)
		return 0;
	bare_text(p, &bare);
	if (says_nothing(bare.p)) {
		buf_puts(&text, bare.n ? "只写了“" : "没有内容");
		if (bare.n)
			buf_printf(&text, "%s”", bare.p);
		check_basis(&text, r->basis);
		verdicts_add(c->to, r->severity, r->id, "", section, bare.p, NULL, "%s", text.p);
	}
	buf_release(&bare);
	buf_release(&text);
	return 0;
}

/* What a section must name, and the units of an amount of it that may be named elsewhere. */
struct stated {
	struct json words, said;
};

static bool names_one(const char *bare, struct json words)
{
	struct err err = ERR_INIT;
	const char *s;

	for (struct json v = json_first(words); json_is(v); v = json_next(v))
		if (json_get_str(v, &s, &err) == 0 && strstr(bare, s))
			return true;
	return false;
}

static void say_unstated(struct check *c, const struct rule *r, int cell, const char *section,
			 const char *bare)
{
	const struct value *v = &c->f->values[cell];
	char number[DECIMAL_TEXT + 1];
	struct buf text = BUF_INIT, quote = BUF_INIT;
	const char *p = bare;

	for (int i = 0; i < 20 && *p; i++)
		utf8_put(&quote, utf8_next(&p));
	number[decimal_format(v->v, v->scale, number)] = '\0';
	buf_printf(&text, "表中为%s，而“%s”", number, section);
	if (!*bare)
		buf_puts(&text, "没有内容");
	else
		buf_printf(&text, "没有写明（写的是“%s%s”）", quote.p, *p ? "……" : "");
	check_basis(&text, r->basis);
	check_found(c, r->severity, r->id, cell, number, NULL, text.p);
	buf_release(&text);
	buf_release(&quote);
}

/* 收取信息处理费380元 is an amount that was taken; 未收取 and 免收 are none. */
static bool is_amount(const struct mention *m, struct json words)
{
	static const char *const none[] = { "未", "无", "免", "不", "每", "退", "标准", NULL };

	return m->v > 0 && line_has_any(m->clause, m->nclause, words) &&
	       !line_has_one_of(m->clause, m->nclause, none) &&
	       (m->to == m->line->n || m->line->c[m->to] != '/');
}

/* Says once for a paragraph that the section lacks what is said here. */
static void judge_said(struct check *c, const struct rule *r, const char *section, const char *here,
		       const struct line *l, const struct stated *s)
{
	size_t floor = 0, next;

	for (size_t i = 0; i < l->n; i = next) {
		struct buf text = BUF_INIT, number = BUF_INIT;
		struct mention m;
		bool is_it;

		next = i + 1;
		if (!line_is_digit(l->c[i]) || !mention_read(l, i, floor, s->said, &m, &next))
			continue;
		is_it = is_amount(&m, s->words);
		free(m.clause);
		floor = next;
		if (!is_it)
			continue;
		for (i = m.from; i < m.to; i++)
			utf8_put(&number, l->c[i]);
		buf_printf(&text, "“%s”写明%s%s，而“%s”没有写明", here,
			   word_of(json_first(s->words)), number.p, section);
		check_basis(&text, r->basis);
		verdicts_add(c->to, r->severity, r->id, "", section, number.p, NULL, "%s", text.p);
		buf_release(&text);
		buf_release(&number);
		return;
	}
}

static void judge_elsewhere(struct check *c, const struct rule *r, const char *section,
			    const struct stated *s)
{
	for (size_t i = 0; c->f && i < c->f->npassages; i++) {
		const struct passage *p = &c->f->passages[i];

		for (size_t k = 0; strcmp(p->section, section) != 0 && k < p->n; k++) {
			struct line l = line_of(p->paragraphs[k]);

			judge_said(c, r, section, p->section, &l, s);
			free(l.c);
		}
	}
}

int check_stated(struct check *c, struct rule *r)
{
	struct json when = json_array(&r->o, "when"), v;
	struct stated s = { .words = json_array(&r->o, "words") };
	const char *section = json_str(&r->o, "section"), *key;
	const struct passage *p;
	struct buf bare = BUF_INIT;
	int ret = -1, cell;

	json_opt_array(&r->o, "said", &s.said);
	if (json_close(&r->o) < 0 || check_passage(c, r->o.value, section, &p) < 0)
		return -1;
	bare_text(p, &bare);
	if (s.said.node && !names_one(bare.p, s.words))
		judge_elsewhere(c, r, section, &s);
	for (v = json_first(when); json_is(v); v = json_next(v)) {
		if (json_get_str(v, &key, c->err) < 0)
			goto out;
		cell = form_find(c->form, key);
		if (cell < 0) {
			json_err(v, c->err, "the form has no cell \"%s\"", key);
			goto out;
		}
		if (c->f && c->f->values[cell].state == VALUE_NUMBER && c->f->values[cell].v > 0 &&
		    !names_one(bare.p, s.words))
			say_unstated(c, r, cell, section, bare.p);
	}
	ret = 0;
out:
	buf_release(&bare);
	return ret;
}
