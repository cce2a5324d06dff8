#include "extract/sql.h"

#include "core/mem.h"

void sql_release(struct sql *q)
{
	size_t i;

	for (i = 0; i < q->nvalues; i++)
		free(q->values[i].text);
	free(q->values);
	buf_release(&q->text);
	*q = (struct sql)SQL_INIT;
}

void sql_name(struct buf *b, const char *name)
{
	buf_putc(b, '"');
	for (; *name; name++) {
		if (*name == '"')
			buf_putc(b, '"');
		buf_putc(b, *name);
	}
	buf_putc(b, '"');
}

static void put_value(struct sql *q, struct sql_value v)
{
	buf_putc(&q->text, '?');
	q->values = mem_resize(q->values, q->nvalues + 1, sizeof(*q->values));
	q->values[q->nvalues++] = v;
}

void sql_text(struct sql *q, const char *text)
{
	put_value(q, (struct sql_value){ mem_strdup(text), 0 });
}

void sql_integer(struct sql *q, int64_t v)
{
	put_value(q, (struct sql_value){ NULL, v });
}

void sql_append(struct sql *q, struct sql *from)
{
	buf_add(&q->text, from->text.p, from->text.n);
	q->values = mem_resize(q->values, q->nvalues + from->nvalues + 1, sizeof(*q->values));
	if (from->nvalues)
		memcpy(q->values + q->nvalues, from->values, from->nvalues * sizeof(*from->values));
	q->nvalues += from->nvalues;
	from->nvalues = 0;
	sql_release(from);
}
