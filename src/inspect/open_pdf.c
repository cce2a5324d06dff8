/* PDF: what it shows, what it carries, its bytes, its streams. */
#include <stdlib.h>

#include "inspect/open.h"
#include "inspect/pdf_child.h"
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

/* What a stream inflates to: text of a page, objects, fonts. */
static int show_stream(struct walk *w, const struct body *body, struct str packed, struct err *err)
{
	struct body below = {
		.file = body->file, .name = "", .depth = body->depth, .layer = body->layer
	};
	struct inflate_state *s;
	struct buf text = BUF_INIT;
	char *file;
	long n;
	int ret = 0;

	if (packed.n < 8 || (packed.p[0] & 0x0f) != 8)
		return 0;
	s = inflate_new((struct str){ packed.p + 2, packed.n - 2 });
	while (text.n < WALK_MEMBER &&
	       (n = inflate_read(s, buf_reserve(&text, 65536), 65536)) > 0 &&
	       walk_may_unpack(w, body->file, (size_t)n))
		text.n += (size_t)n;
	inflate_free(s);
	if (text.n) {
		below.bytes = (struct str){ text.p, text.n };
		look_for_signs(w, body, below.bytes);
		file = walk_below(body->file, "stream");
		below.file = file;
		ret = kind_of(below.bytes, true) == KIND_TEXT ? show_text(w, &below, err)
							      : show_bytes(w, &below, err);
		free(file);
	}
	buf_release(&text);
	return ret;
}

static int show_streams(struct walk *w, const struct body *body, struct err *err)
{
	const char *p = body->bytes.p, *end = p + body->bytes.n, *close;

	while ((p = memmem(p, (size_t)(end - p), "stream", 6)) != NULL) {
		p += 6;
		p += p < end && *p == '\r';
		p += p < end && *p == '\n';
		close = memmem(p, (size_t)(end - p), "endstream", 9);
		if (!close)
			close = end;
		if (show_stream(w, body, (struct str){ p, (size_t)(close - p) }, err) < 0)
			return -1;
		p = end - close > 9 ? close + 9 : end;
	}
	return 0;
}

int open_pdf(struct walk *w, const struct body *body, struct err *err)
{
	look_for_signs(w, body, body->bytes);
	look_for_versions(w, body);
	if (show_bytes(w, body, err) < 0 || show_streams(w, body, err) < 0)
		return -1;
	return w->o->without_poppler ? 0 : pdf_child(w, body, err);
}
