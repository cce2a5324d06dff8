/* PDF: what it shows, what it carries, its bytes, its streams. */
#include <stdlib.h>

#include "inspect/open.h"
#include "inspect/pdf_child.h"
#include "inspect/pdf_stream.h"
#include "inspect/show.h"
#include "inspect/unpack.h"

static const struct {
	const char *sign, *what;
} signs[] = {
	{ "/JavaScript", "JavaScript" },
	{ "/EmbeddedFile", "attached file" },
	{ "/Launch", "external link" },
	{ "/Encrypt", "encrypted: may not be read through" },
	{ "/RichMedia", "embedded object" },
	{ "/XFA", "form field" },
	{ "/PieceInfo", "private data of a program" },
};

static void look_for_signs(struct walk *w, const struct body *body, struct str text)
{
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (memmem(text.p, text.n, signs[i].sign, strlen(signs[i].sign)))
			walk_structure(w, body->file, signs[i].what, "");
}

/* Writers that add to a file leave what was there before. */
static void look_for_versions(struct walk *w, const struct body *body)
{
	const char *p = body->bytes.p, *end = p + body->bytes.n;
	size_t head = body->bytes.n < 2048 ? body->bytes.n : 2048;
	int n = 0;

	while ((p = memmem(p, (size_t)(end - p), "startxref", 9)) != NULL) {
		n++;
		p += 9;
	}
	if (memmem(body->bytes.p, head, "/Linearized", 11))
		n--;
	if (n > 1)
		walk_structure(w, body->file, "an earlier version within the PDF", "");
}

/* All that the stream inflates to, unless it is damaged or too much; `used` of its bytes. */
static bool unpack_stream(struct walk *w, const struct body *body, struct str packed,
			  struct buf *to, size_t *used)
{
	struct inflate_state *s;
	bool may = true;
	long n = -1;

	if (packed.n < 8 || (packed.p[0] & 0x0f) != 8)
		return false;
	s = inflate_new((struct str){ packed.p + 2, packed.n - 2 });
	while (may && to->n < WALK_MEMBER &&
	       (n = inflate_read(s, buf_reserve(to, 65536), 65536)) > 0) {
		may = walk_may_unpack(w, body->file, (size_t)n);
		to->n += may ? (size_t)n : 0;
	}
	/* The check of four bytes follows. */
	*used = inflate_used(s) + 6;
	inflate_free(s);
	if (to->n >= WALK_MEMBER)
		walk_structure(w, body->file, "too much to unpack: not read to its end", "");
	return may && n == 0 && *used <= packed.n;
}

/* What refers to the objects, said outside of streams and in streams of objects. */
static void read_refs(struct walk *w, const struct body *body, struct pdf_refs *refs)
{
	struct pdf_stream s;
	struct buf text = BUF_INIT;
	size_t at = 0, used;
	bool more;

	do {
		more = pdf_stream_next(body->bytes, &at, &s);
		pdf_refs_read(refs, s.before);
		buf_clear(&text);
		if (more && pdf_stream_is(&s, "ObjStm")) {
			unpack_stream(w, body, s.packed, &text, &used);
			pdf_refs_read(refs, (struct str){ text.p, text.n });
		}
	} while (more);
	buf_release(&text);
	pdf_refs_sort(refs);
}

/* Of one stream: its content, and what a page's operators say in it. */
static int show_content(struct walk *w, const struct body *body, enum pdf_use use,
			struct str content, bool is_packed, struct err *err)
{
	char *file = walk_below(body->file, "stream"), *said = walk_below(file, "strings");
	struct body below = { .name = "", .depth = body->depth, .layer = body->layer };
	struct buf strings = BUF_INIT;
	int ret = 0;

	if (is_packed) {
		look_for_signs(w, body, content);
		below.file = file;
		below.bytes = content;
		below.values_only = use != PDF_ANYTHING;
		ret = kind_of(content, true) == KIND_TEXT ? show_text(w, &below, err)
							  : show_bytes(w, &below, err);
	}
	if (ret == 0 && use == PDF_PAGE) {
		pdf_strings(content, &strings);
		below.file = said;
		below.bytes = (struct str){ strings.p, strings.n };
		below.values_only = false;
		ret = strings.n ? show_text(w, &below, err) : 0;
	}
	buf_release(&strings);
	free(said);
	free(file);
	return ret;
}

/* Adds to `rest` what of its bytes is not understood. */
static int show_stream(struct walk *w, const struct body *body, const struct pdf_stream *s,
		       const struct pdf_refs *refs, struct buf *rest, struct err *err)
{
	struct buf text = BUF_INIT;
	struct str content = s->packed;
	enum pdf_use use = pdf_stream_use(s, refs);
	size_t used = 0;
	bool whole = unpack_stream(w, body, s->packed, &text, &used), is_packed = text.n > 0;
	int ret = 0;

	if (is_packed)
		content = (struct str){ text.p, text.n };
	if (is_packed ? !whole : pdf_stream_has_filter(s))
		use = PDF_ANYTHING;
	if (!pdf_use_fits(use, content))
		use = PDF_ANYTHING;
	if (content.n && (is_packed || use == PDF_PAGE))
		ret = show_content(w, body, use, content, is_packed, err);
	/* What was shown inflated need not be read packed, nor what only programs read. */
	if (!is_packed && use != PDF_ANYTHING)
		used = s->packed.n;
	else if (!whole)
		used = 0;
	if (s->dict.n)
		buf_add(rest, s->packed.p + used, s->packed.n - used);
	buf_release(&text);
	return ret;
}

static int show_streams(struct walk *w, const struct body *body, struct buf *rest, struct err *err)
{
	struct pdf_refs refs = { 0 };
	struct pdf_stream s;
	size_t at = 0;
	int ret = 0;
	bool more;

	read_refs(w, body, &refs);
	do {
		more = pdf_stream_next(body->bytes, &at, &s);
		buf_add(rest, s.before.p, s.before.n);
		if (more)
			ret = show_stream(w, body, &s, &refs, rest, err);
	} while (more && ret == 0);
	pdf_refs_release(&refs);
	return ret;
}

/* The bytes themselves: those of the streams that were opened for values alone, the rest,
 * called "objects", in full. */
static int show_raw(struct walk *w, const struct body *body, struct str rest, struct err *err)
{
	char *file = walk_below(body->file, "objects");
	struct body raw = *body, objects = { .file = file, .name = "", .depth = body->depth };
	int ret;

	raw.values_only = rest.n < body->bytes.n;
	objects.bytes = rest;
	objects.layer = body->layer;
	ret = show_bytes(w, &raw, err);
	if (ret == 0 && raw.values_only && rest.n)
		ret = show_bytes(w, &objects, err);
	free(file);
	return ret;
}

int open_pdf(struct walk *w, const struct body *body, struct err *err)
{
	struct buf rest = BUF_INIT;
	int ret;

	look_for_signs(w, body, body->bytes);
	look_for_versions(w, body);
	ret = show_streams(w, body, &rest, err);
	if (ret == 0)
		ret = show_raw(w, body, (struct str){ rest.p, rest.n }, err);
	buf_release(&rest);
	if (ret < 0)
		return -1;
	return w->o->without_poppler ? 0 : pdf_child(w, body, err);
}
