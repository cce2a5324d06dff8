#include "report/read/doc_face.h"

#include <stdlib.h>

#include "core/date.h"
#include "core/mem.h"

static bool take_once(char **place, const char *text)
{
	if (**place || !*text)
		return false;
	free(*place);
	*place = mem_strdup(text);
	return true;
}

/* Printed on several lines, one text all the same. */
static bool take_title(struct doc *d, const char *text)
{
	struct buf one = BUF_INIT;
	const char *p;
	bool ret;

	for (p = text; *p; p++) {
		if (*p != '\n')
			buf_putc(&one, *p);
		else if (one.n && (signed char)one.p[one.n - 1] > ' ' && (signed char)p[1] > ' ')
			buf_putc(&one, ' ');
	}
	ret = take_once(&d->title, one.p);
	buf_release(&one);
	return ret;
}

static bool take_day(struct doc *d, const char *text)
{
	int32_t days;
	char iso[32];
	int year, month, day, n = 0;

	if (sscanf(text, "%4d年%2d月%2d日%n", &year, &month, &day, &n) == 3 && n && !text[n])
		snprintf(iso, sizeof(iso), "%04d-%02d-%02d", year, month, day);
	else
		snprintf(iso, sizeof(iso), "%s", text);
	return date_parse(str_of(iso), "YYYY-MM-DD", &days) && take_once(&d->date, iso);
}

static const char *without(const char *text, const char *label)
{
	size_t n = strlen(label);

	return strncmp(text, label, n) == 0 ? text + n : text;
}

bool doc_face_take(struct doc *d, enum doc_face face, const char *text)
{
	switch (face) {
	case FACE_TITLE:
		return take_title(d, text);
	case FACE_ISSUER:
		return take_once(&d->issuer, text);
	case FACE_DATE:
		return take_day(d, text);
	case FACE_FORM:
		return take_once(&d->form, without(without(text, "表式文号："), "报告格式："));
	}
	return false;
}
