#include "report/form/filled.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"

void filled_init(struct filled *f, const struct form *form, struct period period)
{
	int n = form_size(form);

	*f = (struct filled){ .form = form, .period = period };
	f->issuer = mem_strdup("");
	f->division = mem_strdup("");
	f->values = mem_zalloc((size_t)n + 1, sizeof(*f->values));
	for (int i = 0; i < n; i++)
		f->values[i].figure = -1;
}

void filled_release(struct filled *f)
{
	for (int i = 0; f->values && i < form_size(f->form); i++) {
		free(f->values[i].text);
		free(f->values[i].remark);
	}
	for (size_t i = 0; i < f->npassages; i++) {
		for (size_t j = 0; j < f->passages[i].n; j++)
			free(f->passages[i].paragraphs[j]);
		free(f->passages[i].paragraphs);
		free(f->passages[i].section);
	}
	free(f->passages);
	free(f->values);
	free(f->issuer);
	free(f->division);
	*f = (struct filled){ 0 };
}

void filled_set(struct filled *f, int cell, __int128 v, int scale, enum value_origin origin)
{
	struct value *value = &f->values[cell];

	free(value->text);
	value->text = NULL;
	value->state = VALUE_NUMBER;
	value->v = v;
	value->scale = scale;
	value->origin = origin;
}

bool filled_number(const struct filled *f, int cell, __int128 *v)
{
	const struct value *value = &f->values[cell];
	int scale = form_cell(f->form, cell)->scale;

	return value->state == VALUE_NUMBER &&
	       decimal_div(value->v, value->scale, 1, scale, false, v);
}

static struct passage *passage_of(struct filled *f, const char *section)
{
	struct passage *p;

	for (size_t i = 0; i < f->npassages; i++)
		if (strcmp(f->passages[i].section, section) == 0)
			return &f->passages[i];
	f->passages = mem_resize(f->passages, f->npassages + 1, sizeof(*f->passages));
	p = &f->passages[f->npassages++];
	*p = (struct passage){ .section = mem_strdup(section) };
	return p;
}

void filled_paragraph(struct filled *f, const char *section, const char *text)
{
	struct passage *p = passage_of(f, section);

	p->paragraphs = mem_resize(p->paragraphs, p->n + 1, sizeof(*p->paragraphs));
	p->paragraphs[p->n++] = mem_strdup(text);
}

/* A comma after every third digit from the point. */
static void add_grouped(struct buf *b, const char *digits)
{
	size_t whole = strcspn(digits, ".");

	for (size_t i = 0; digits[i]; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0)
			buf_putc(b, ',');
		buf_putc(b, digits[i]);
	}
}

/* Without the zeros behind the point that say nothing. */
static void cut_zeros(char *text)
{
	size_t n = strlen(text);

	if (!strchr(text, '.'))
		return;
	while (n > 0 && text[n - 1] == '0')
		n--;
	if (n > 0 && text[n - 1] == '.')
		n--;
	text[n] = '\0';
}

static void print_number(const struct form_cell *c, __int128 v, int scale, bool grouped,
			 struct buf *b)
{
	char text[DECIMAL_TEXT + 1], *digits = text;

	text[decimal_format(v, scale, text)] = '\0';
	if (c->exact)
		cut_zeros(text);
	if (*digits == '-') {
		buf_putc(b, '-');
		digits++;
	} else if (c->type == FORM_SIGNED && v > 0) {
		buf_putc(b, '+');
	}
	if (grouped)
		add_grouped(b, digits);
	else
		buf_puts(b, digits);
}

void filled_print(const struct filled *f, int cell, bool grouped, struct buf *b)
{
	const struct value *value = &f->values[cell];
	__int128 v;

	switch (value->state) {
	case VALUE_BLANK:
		break;
	case VALUE_SLASH:
		buf_putc(b, '/');
		break;
	case VALUE_MISSING:
		buf_puts(b, "暂无数据");
		break;
	case VALUE_ODD:
		buf_puts(b, value->text ? value->text : "");
		break;
	case VALUE_NUMBER:
		if (filled_number(f, cell, &v))
			print_number(form_cell(f->form, cell), v, form_cell(f->form, cell)->scale,
				     grouped, b);
		else
			print_number(form_cell(f->form, cell), value->v, value->scale, grouped, b);
		break;
	}
}
