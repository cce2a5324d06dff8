#include "inspect/body.h"

#include <stdlib.h>

#include "core/mem.h"
#include "inspect/kind.h"
#include "inspect/open.h"
#include "inspect/show.h"
#include "inspect/zip_list.h"

bool walk_is_clean(const struct walk *w, struct str name)
{
	return !w->o->clean || w->o->clean(w->ctx, name);
}

void walk_structure(struct walk *w, const char *file, const char *what, const char *place)
{
	findings_add(w->findings, FINDING_STRUCTURE, what, file, (struct str){ NULL, 0 }, "%s",
		     place);
}

bool walk_may_unpack(struct walk *w, const char *file, size_t n)
{
	if (w->unpacked <= w->o->max_bytes && (long long)n <= w->o->max_bytes - w->unpacked) {
		w->unpacked += (long long)n;
		return true;
	}
	walk_structure(w, file, "too much to unpack: not read to its end", "");
	return false;
}

char *walk_below(const char *file, const char *label)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s > %s", file, label);
	return buf_detach(&b);
}

int body_name(struct walk *w, const char *file, struct str name, struct err *err)
{
	struct body body = { .file = file, .name = "", .bytes = name, .is_name = true };

	return name.n ? show_bytes(w, &body, err) : 0;
}

int body_extra(struct walk *w, const struct body *body, const char *label, struct str bytes,
	       struct err *err)
{
	struct body extra = { .name = "", .bytes = bytes, .depth = body->depth };
	char *file;
	int ret;

	if (bytes.n == 0)
		return 0;
	file = walk_below(body->file, label);
	extra.file = file;
	ret = show_bytes(w, &extra, err);
	free(file);
	return ret;
}

int body_inside(struct walk *w, const struct body *body, const char *label, const char *name,
		struct str bytes, struct err *err)
{
	struct body inside = {
		.name = name, .bytes = bytes, .depth = body->depth + 1, .layer = body->layer
	};
	char *file = walk_below(body->file, label);
	int ret;

	inside.file = file;
	ret = body_open(w, &inside, err);
	free(file);
	return ret;
}

int body_member(struct walk *w, const struct body *body, long long number, struct str name,
		char **file, struct err *err)
{
	struct buf b = BUF_INIT;
	char *numbered;

	buf_printf(&b, "%s > member %lld", body->file, number);
	numbered = buf_detach(&b);
	if (body_name(w, numbered, name, err) < 0) {
		free(numbered);
		return -1;
	}
	*file = numbered;
	/* A name with a line end or NUL would break the list of findings. */
	if (name.n && name.n < 512 && show_is_printable(name) && walk_is_clean(w, name)) {
		buf_printf(&b, "%s > %.*s", body->file, (int)name.n, name.p);
		*file = buf_detach(&b);
		free(numbered);
	}
	return 0;
}

static int open_kind(struct walk *w, const struct body *body, enum kind kind, struct err *err)
{
	switch (kind) {
	case KIND_EMPTY:
		return 0;
	case KIND_TEXT:
		return show_text(w, body, err);
	case KIND_GZIP:
		return open_gzip(w, body, err);
	case KIND_ZLIB:
		return open_zlib(w, body, err);
	case KIND_ZIP:
		return open_zip(w, body, err);
	case KIND_ARCHIVE:
		return open_archive(w, body, err);
	case KIND_PDF:
		return open_pdf(w, body, err);
	case KIND_PNG:
		return open_png(w, body, err);
	case KIND_JPEG:
		return open_jpeg(w, body, err);
	case KIND_SQLITE:
		return open_sqlite(w, body, err);
	case KIND_PICTURE:
		walk_structure(w, body->file, "a picture of a kind that cannot be read", "");
		return show_bytes(w, body, err);
	case KIND_OLE:
		walk_structure(w, body->file, "an Office file of before 2007", "");
		return show_bytes(w, body, err);
	case KIND_RTF:
		walk_structure(w, body->file, "a text in RTF that cannot be read through", "");
		return show_text(w, body, err);
	case KIND_COLUMNS:
		walk_structure(w, body->file, "columnar data that cannot be read through", "");
		return show_bytes(w, body, err);
	case KIND_UNKNOWN:
		break;
	}
	walk_structure(w, body->file, "an unknown kind of file", "");
	return show_bytes(w, body, err);
}

void body_check_name(struct walk *w, const struct body *body, enum kind kind)
{
	struct buf what = BUF_INIT;

	if (kind_fits_name(kind, body->name))
		return;
	buf_printf(&what, "the name says another kind than the content, which is %s",
		   kind_name(kind));
	walk_structure(w, body->file, what.p, "");
	buf_release(&what);
}

bool body_is_too_deep(struct walk *w, const struct body *body)
{
	if (body->depth <= w->o->max_depth)
		return false;
	walk_structure(w, body->file, "nested too deep: not opened", "");
	return true;
}

int body_open(struct walk *w, const struct body *body, struct err *err)
{
	enum kind kind = kind_of(body->bytes, true);

	body_check_name(w, body, kind);
	if (body_is_too_deep(w, body))
		return show_bytes(w, body, err);
	if (open_kind(w, body, kind, err) < 0)
		return -1;
	/* Two kinds at once: programs that look for a zip look at the end. */
	if (kind != KIND_ZIP && kind != KIND_TEXT && kind != KIND_ARCHIVE &&
	    zip_list_is_at_end(body->bytes)) {
		walk_structure(w, body->file, "a zip at the end of another kind of file", "");
		return open_zip(w, body, err);
	}
	return 0;
}
