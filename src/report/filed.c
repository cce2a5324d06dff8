/* A report that was filled in before, by us or by others. */
#include <stdlib.h>

#include "core/file.h"
#include "core/path.h"
#include "report/desk.h"
#include "report/read/read.h"

/* The twin of a report begins with a brace; no document does. */
static int is_twin(const char *path, bool *is, struct err *err)
{
	struct buf text = BUF_INIT;
	const char *p;

	if (file_read(path, READ_MAX, &text, ERR_SOURCE, err) < 0) {
		buf_release(&text);
		return -1;
	}
	p = text.p + strspn(text.p, " \t\r\n");
	*is = *p == '{';
	buf_release(&text);
	return 0;
}

static int recognise(const char *path, const struct site *site, const char *name, struct filed *f,
		     struct err *err)
{
	char *form = site_path(site, "config/forms/%s.json", name);
	struct doc doc;
	int ret = -1;

	doc_init(&doc);
	if (doc_read(path, &doc, err) == 0) {
		ret = filled_recognise(&doc, form, name, &f->form, &f->filled, err);
		if (ret < 0)
			err_wrap(err, "%s", path_shown(path));
	}
	doc_release(&doc);
	free(form);
	return ret;
}

int filed_read(const char *path, const struct site *site, const char *form, struct filed *f,
	       struct err *err)
{
	char *forms;
	bool twin;
	int ret;

	*f = (struct filed){ .is_open = false };
	if (is_twin(path, &twin, err) < 0)
		return -1;
	if (twin) {
		forms = site_path(site, "config/forms");
		ret = filled_read_json(path, forms, &f->form, &f->filled, err);
		free(forms);
	} else {
		ret = recognise(path, site, form, f, err);
	}
	f->is_open = ret == 0;
	return ret;
}

void filed_release(struct filed *f)
{
	if (f->is_open) {
		filled_release(&f->filled);
		form_release(&f->form);
	}
	*f = (struct filed){ .is_open = false };
}
