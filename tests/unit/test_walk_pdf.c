/* Persons in a PDF: what people read is searched in full, what only programs read for
 * values alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <zlib.h>

#include "core/mem.h"
#include "inspect/probe.h"
#include "inspect/value_forms.h"
#include "inspect/walk.h"
#include "page_doc.h"
#include "report/paper/write.h"
#include "scratch.h"

/* Of a source, and of nobody: the example of GB 11643. */
#define KNOWN "35052419610314981X"
#define OTHER "11010519491231002X"

static unsigned char bytes[KEY_MIN] = { 1, 2, 3 };
static const struct key key = { bytes, KEY_MIN, "" };
static struct values values;
static struct recogniser *recogniser;
static struct allowance *allowance;
static struct probe probe;

static int begin(void **state)
{
	static const struct value_owner owner = { 0, 0 };
	struct inspect_spec spec = { .candidates = 10000 };
	struct site site = { .contact_phone = "0595-00000000" };
	struct err err = ERR_INIT;

	(void)state;
	values_init(&values);
	values.columns = mem_zalloc(1, sizeof(char *));
	values.columns[0] = strdup("demo.payment.id_no");
	values.ncolumns = 1;
	value_put_ident(values.set, STR(KNOWN), &owner);
	recogniser = recogniser_new(NULL);
	probe = (struct probe){ &values, recogniser, NULL, 10000 };
	if (allowance_new(".", &spec, &site, recogniser, &allowance, &err) < 0)
		return -1;
	probe.allowance = allowance;
	return 0;
}

static int end(void **state)
{
	(void)state;
	allowance_free(allowance);
	recogniser_free(recogniser);
	values_release(&values);
	return 0;
}

/* What was found; `told` says where, for a test that fails. */
struct found {
	size_t values, patterns, masked;
	long long structure;
	struct probe_room room;
	struct buf told;
};

static int ask(void *ctx, const struct piece *piece, struct err *err)
{
	struct found *f = ctx;

	(void)err;
	probe_piece(&probe, piece, &f->room);
	for (size_t i = 0; i < f->room.notes.n; i++) {
		const struct note *n = &f->room.notes.items[i];

		f->values += n->kind == FINDING_VALUE;
		f->patterns += n->kind == FINDING_PATTERN;
		f->masked += n->kind == FINDING_MASKED;
		buf_printf(&f->told, "%s: %s %.*s\n", piece->file, n->what, (int)(n->to - n->from),
			   piece->text.p + n->from);
	}
	return 0;
}

static struct found look(struct str pdf)
{
	struct walk_options options = WALK_OPTIONS_INIT;
	struct findings *findings = findings_new(&key);
	struct found f = { .told = BUF_INIT };
	struct err err = ERR_INIT;

	assert_int_equal(walk_bytes("a.pdf", pdf, &options, findings, ask, &f, &err), 0);
	f.structure = findings_total(findings);
	findings_free(findings);
	probe_room_release(&f.room);
	return f;
}

/* An object: a text; with `content` a packed stream of it, `n` bytes. */
struct object {
	const char *dict, *content;
	size_t n;
};

static void put_stream(struct buf *to, const struct object *o)
{
	unsigned char packed[4096];
	uLongf n = sizeof(packed);

	assert_int_equal(compress(packed, &n, (const unsigned char *)o->content,
				  o->n ? o->n : strlen(o->content)),
			 Z_OK);
	buf_printf(to, "<< %s /Filter /FlateDecode /Length %lu >>\nstream\n", o->dict, n);
	buf_add(to, packed, n);
	buf_puts(to, "\nendstream");
}

/* A page, 3, that is 4's and shows the text of 5; objects from 6 on. */
static struct found look_beside(const char *page, const char *operators, const struct object *more,
				size_t n)
{
	const struct object head[] = {
		{ "<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R /Metadata 8 0 R >>", NULL, 0 },
		{ "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", NULL, 0 },
		{ page, NULL, 0 },
		{ "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", NULL, 0 },
		{ "", operators, 0 },
	};
	struct buf b = BUF_INIT;
	struct found f;
	size_t i, at[16];

	buf_puts(&b, "%PDF-1.5\n");
	for (i = 0; i < 5 + n; i++) {
		const struct object *o = i < 5 ? &head[i] : &more[i - 5];

		at[i] = b.n;
		buf_printf(&b, "%zu 0 obj\n", i + 1);
		if (o->content)
			put_stream(&b, o);
		else
			buf_puts(&b, o->dict);
		buf_puts(&b, "\nendobj\n");
	}
	at[15] = b.n;
	buf_printf(&b, "xref\n0 %zu\n0000000000 65535 f \n", i + 1);
	for (i = 0; i < 5 + n; i++)
		buf_printf(&b, "%010zu 00000 n \n", at[i]);
	buf_printf(&b,
		   "trailer\n<< /Size %zu /Root 1 0 R /Info 6 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
		   i + 1, at[15]);
	f = look((struct str){ b.p, b.n });
	buf_release(&b);
	return f;
}

#define PAGE                                                                                       \
	"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 5 0 R "                    \
	"/Resources << /Font << /F1 4 0 R >> >> "
#define SHOW(text) "BT /F1 12 Tf 20 200 Td " text " ET"
#define EMPTY                                                                                      \
	{                                                                                          \
		"<< >>", NULL, 0                                                                   \
	}

/* These kinds were found, and no others; told on stderr when it is not so. */
static bool all_found(struct found *f, bool value, bool pattern)
{
	bool ret = value == (f->values > 0) && pattern == (f->patterns > 0);

	if (!ret)
		fprintf(stderr, "# %s\n", f->told.n ? f->told.p : "nothing");
	buf_release(&f->told);
	return ret;
}

static void a_person_on_a_page_is_found(void **state)
{
	static const struct {
		const char *before, *after;
	} cases[] = {
		{ "BT /F1 12 Tf 20 200 Td (1) Tj (", ") Tj ET" },
		{ "BT /F1 12 Tf 20 200 Td (1) Tj 3 Tr (", ") Tj ET" },
		{ "BT /F1 12 Tf 1 0 0 1 900 900 Tm (", ") Tj ET" },
		{ SHOW("(1) Tj") " /Span << /ActualText (", ") >> BDC EMC" },
		{ SHOW("(1) Tj") " % ", "\n" },
		{ SHOW("(1) Tj") " q BX (", ") BX Q" },
	};
	struct found f;
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(text, sizeof(text), "%s%s%s", cases[i].before, OTHER, cases[i].after);
		f = look_beside(PAGE ">>", text, NULL, 0);
		assert_true(all_found(&f, false, true));
		snprintf(text, sizeof(text), "%s%s%s", cases[i].before, KNOWN, cases[i].after);
		f = look_beside(PAGE ">>", text, NULL, 0);
		assert_true(all_found(&f, true, true));
	}
	f = look_beside(PAGE ">>", SHOW("<313130313035313934393132333130303258> Tj"), NULL, 0);
	assert_true(all_found(&f, false, true));
	f = look_beside(PAGE ">>", SHOW("[<3335303532343139> 3 <36313033313439383158>] TJ"), NULL,
			0);
	assert_true(all_found(&f, true, true));
	f = look_beside(PAGE ">>", SHOW("(1) Tj"), NULL, 0);
	assert_true(all_found(&f, false, false));
}

static void a_person_in_what_a_pdf_says_of_itself_is_found(void **state)
{
	static const struct object cases[][4] = {
		{ { "<< /Title (" OTHER ") >>", NULL, 0 } },
		{ EMPTY,
		  { "<< /First 9 0 R /Last 9 0 R /Count 1 >>", NULL, 0 },
		  EMPTY,
		  { "<< /Title (" OTHER ") /Parent 7 0 R >>", NULL, 0 } },
		{ EMPTY,
		  EMPTY,
		  { "/Type /Metadata /Subtype /XML", "<dc:title>" OTHER "</dc:title>", 0 } },
		{ EMPTY,
		  EMPTY,
		  EMPTY,
		  { "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (" OTHER ") >>", NULL,
		    0 } },
		{ EMPTY,
		  EMPTY,
		  { "<< /Type /Filespec /F (a) /EF << /F 9 0 R >> >>", NULL, 0 },
		  { "/Type /EmbeddedFile", "a " OTHER "\n", 0 } },
	};
	struct found f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct object more[4];

		for (size_t k = 0; k < 4; k++)
			more[k] = cases[i][k].dict ? cases[i][k] : (struct object)EMPTY;
		f = look_beside(PAGE "/Annots [9 0 R] >>", SHOW("(1) Tj"), more, 4);
		assert_true(all_found(&f, false, true));
	}
}

/* Font programs, and what says only that it is one. */
static void only_a_value_counts_in_what_only_programs_read(void **state)
{
	static const char font[] = "\1\0\4\1\377\200\0\1 " OTHER
				   " \377\200\0\1 139******78 \0\1\377";
	static const char known[] = "\1\0\4\1\377\200\0\1 " KNOWN " \377\200\0\1\0\1\377";
	struct object more[] = {
		{ "<< /Type /FontDescriptor /FontFile3 9 0 R >>", NULL, 0 },
		EMPTY,
		{ "<< /Type /Font /ToUnicode 10 0 R >>", NULL, 0 },
		{ "/Subtype /CIDFontType0C", font, sizeof(font) },
		{ "", "begincmap\n% " OTHER "\n", 0 },
	};
	struct found f = look_beside(PAGE ">>", SHOW("(1) Tj"), more, 5);

	(void)state;
	assert_int_equal(f.masked, 0);
	assert_true(all_found(&f, false, false));
	more[3] = (struct object){ "/Subtype /CIDFontType0C", known, sizeof(known) };
	f = look_beside(PAGE ">>", SHOW("(1) Tj"), more, 5);
	assert_true(all_found(&f, true, false));
	more[3] = (struct object){ "", "a text: " OTHER, 0 };
	f = look_beside(PAGE ">>", SHOW("(1) Tj"), more, 5);
	assert_true(all_found(&f, false, true));
	more[3] = (struct object){ "", font, sizeof(font) };
	more[1].dict = "<< /Other 9 0 R >>";
	f = look_beside(PAGE ">>", SHOW("(1) Tj"), more, 5);
	assert_true(all_found(&f, false, true));
}

static struct found look_at_report(const struct doc *d)
{
	char *dir = scratch_new(), *path = file_join(dir, "a.pdf");
	struct buf pdf = BUF_INIT;
	struct err err = ERR_INIT;
	struct found f;

	assert_int_equal(pdf_write(d, path, &err), 0);
	assert_int_equal(file_read(path, 1 << 26, &pdf, ERR_SOURCE, &err), 0);
	f = look((struct str){ pdf.p, pdf.n });
	buf_release(&pdf);
	free(path);
	scratch_remove(dir);
	return f;
}

static void a_report_of_our_own_holds_nobody(void **state)
{
	struct found f;
	struct doc d;

	(void)state;
	page_report(&d);
	f = look_at_report(&d);
	assert_int_equal(f.structure, 0);
	assert_int_equal(f.masked, 0);
	assert_true(all_found(&f, false, false));
	doc_paragraph(&d, "联系人证件 " OTHER "。");
	f = look_at_report(&d);
	assert_true(all_found(&f, false, true));
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_person_on_a_page_is_found),
		cmocka_unit_test(a_person_in_what_a_pdf_says_of_itself_is_found),
		cmocka_unit_test(only_a_value_counts_in_what_only_programs_read),
		cmocka_unit_test(a_report_of_our_own_holds_nobody),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
