#include "package/format.h"

#include <stdlib.h>

#include "package/member.h"

const struct format *const formats[] = { &format_csv,  &format_gzip, &format_excel_csv,
					 &format_json, &format_xlsx, NULL };

int encoders_open(struct encoders *all, struct release *r, struct err *err)
{
	struct encoder *e;
	int i;

	all->n = 0;
	for (i = 0; formats[i]; i++) {
		if (!pack_spec_has(r->spec, formats[i]->id))
			continue;
		if (formats[i]->open(r, &e, err) < 0)
			return -1;
		e->format = formats[i];
		e->release = r;
		all->items[all->n++] = e;
	}
	return 0;
}

int encoders_write(struct encoders *all, const struct page *page, struct err *err)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->items[i]->format->write(all->items[i], page, err) < 0)
			return -1;
	return 0;
}

int encoders_finish(struct encoders *all, struct err *err)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->items[i]->format->finish(all->items[i], err) < 0)
			return -1;
	return 0;
}

void encoders_close(struct encoders *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		all->items[i]->format->close(all->items[i]);
	all->n = 0;
}

int format_member(const struct format *f, const struct release *r, struct member *m,
		  struct err *err)
{
	char *name = release_name(r, f->suffix);
	int ret = member_open(m, r, name, err);

	free(name);
	return ret;
}
