#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "inspect/pdf_places.h"
#include "report/paper/write.h"
#include "scratch.h"
#include "walk_sight.h"

/* Nobody's. */
#define IDENTITY "350524196103149816"
#define NAME "雒鑸鷟"

/* By a process of its own, as it is: the gate shares no memory with the writer. */
static void write_pdf(const struct doc *d, const char *path)
{
	struct err err = ERR_INIT;
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0)
		_exit(pdf_write(d, path, &err) < 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* What the gate reads of a document that we print ourselves. */
static struct sight *sight_of_doc(const struct doc *d)
{
	char *dir = scratch_new(), *path = file_join(dir, "a.pdf");
	struct err err = ERR_INIT;
	struct buf pdf = BUF_INIT;
	struct sight *s;

	write_pdf(d, path);
	assert_int_equal(file_read(path, 1 << 26, &pdf, ERR_SOURCE, &err), 0);
	s = sight_of("a.pdf", (struct str){ pdf.p, pdf.n });
	buf_release(&pdf);
	free(path);
	scratch_remove(dir);
	return s;
}

/* Between two borders of cells, lines or the text, in a piece of this name. */
static bool stands_alone(const struct sight *s, const char *ending, const char *value)
{
	size_t n = strlen(ending), file, length = strlen(value);

	for (size_t i = 0; i < s->n; i++) {
		const char *text = s->piece[i].text, *p = text;

		file = strlen(s->piece[i].file);
		if (file < n || strcmp(s->piece[i].file + file - n, ending) != 0)
			continue;
		for (; (p = strstr(p, value)) != NULL; p++)
			if ((p == text || strchr("\t\n", p[-1])) && strchr("\t\n", p[length]))
				return true;
	}
	return false;
}

#define assert_alone(s, ending, value)                                                             \
	do {                                                                                       \
		if (!stands_alone(s, ending, value))                                               \
			sight_dump(s);                                                             \
		assert_true(stands_alone(s, ending, value));                                       \
	} while (0)

static struct doc_table *table(struct doc *d, int columns)
{
	struct doc_table *t;

	doc_init(d);
	t = doc_table(d, "表一", "表一");
	t->nrows = 2;
	t->ncolumns = columns;
	t->widths = mem_zalloc((size_t)columns, sizeof(*t->widths));
	for (int i = 0; i < columns; i++) {
		t->widths[i] = 1;
		doc_cell(t, 0, i, 1, 1, "项目");
	}
	return t;
}

static void print(struct doc_table *t, const char *const *texts, int n)
{
	struct err err = ERR_INIT;

	for (int i = 0; i < n; i++)
		doc_cell(t, 1, i, 1, 1, texts[i]);
	assert_int_equal(doc_table_finish(t, "a", &err), 0);
}

static void values_in_neighbouring_cells_are_parted(void **state)
{
	static const char *const texts[] = { "12", SECRET, "7", IDENTITY, "3", NAME, "其他" };
	struct doc d;
	struct sight *s;

	(void)state;
	print(table(&d, 7), texts, 7);
	s = sight_of_doc(&d);
	assert_alone(s, "its cells", SECRET);
	assert_alone(s, "its cells", NAME);
	sight_free(s);
	doc_release(&d);
}

static void values_wrapped_in_a_narrow_cell_are_joined(void **state)
{
	static const char *const texts[] = { "12", SECRET, "7", IDENTITY, "3",	NAME, "其他",
					     "88", "5",	   "6", "9",	  "10", "11", "13" };
	struct doc d;
	struct sight *s;

	(void)state;
	print(table(&d, 14), texts, 14);
	s = sight_of_doc(&d);
	assert_alone(s, "its lines joined", SECRET);
	assert_alone(s, "its lines joined", IDENTITY);
	assert_alone(s, "its lines joined", NAME);
	sight_free(s);
	doc_release(&d);
}

static void what_the_end_of_a_line_wraps_is_joined(void **state)
{
	struct doc d;
	struct sight *s;

	(void)state;
	doc_init(&d);
	for (int i = 0; i < 24; i++) {
		struct buf b = BUF_INIT;

		for (int k = 0; k < i; k++)
			buf_puts(&b, "一");
		buf_puts(&b, "联系人" NAME "，生于1961年3月10日，住所在" NAME "的邻村，还有许多别的"
			     "话要说才能成为一个长的段落，一行写不下，两行也写不下，三行四行五行"
			     "才写得完，所以这一段话特别地长，长到没有什么可说的了。");
		doc_paragraph(&d, b.p);
		buf_release(&b);
	}
	s = sight_of_doc(&d);
	for (int i = 0; i < 24; i++) {
		struct buf b = BUF_INIT;

		for (int k = 0; k < i; k++)
			buf_puts(&b, "一");
		buf_puts(&b, "联系人" NAME "，生于1961年3月10日");
		assert_true(sight_shows(s, "its lines joined", b.p));
		buf_release(&b);
	}
	sight_free(s);
	doc_release(&d);
}

static void every_place_of_a_document_is_read(void **state)
{
	static const char *const texts[] = { "1", "2" };
	struct doc_table *t;
	struct doc d;
	struct sight *s;

	(void)state;
	t = table(&d, 2);
	free(d.title);
	d.title = mem_strdup("题 13912345671 目");
	free(d.issuer);
	d.issuer = mem_strdup("13912345672");
	free(d.form);
	d.form = mem_strdup("13912345673");
	doc_note(t, "注 13912345674");
	free(t->unit);
	t->unit = mem_strdup("单位：13912345675");
	print(t, texts, 2);
	doc_heading(&d, 2, "标题 13912345676");
	s = sight_of_doc(&d);
	for (int i = 1; i <= 6; i++) {
		char value[32];

		snprintf(value, sizeof(value), "1391234567%d", i);
		if (!sight_shows(s, "page 1, its cells", value))
			sight_dump(s);
		assert_true(sight_shows(s, "page 1, its cells", value));
	}
	assert_true(sight_shows(s, "title", "13912345671"));
	assert_true(sight_shows(s, "outline", "13912345676"));
	sight_free(s);
	doc_release(&d);
}

/* A column of figures is no wrapped number: chance would make telephones of them. */
static void rows_of_figures_are_not_joined(void **state)
{
	enum { ROWS = 6, DIGITS = 6 };
	struct pdf_box boxes[ROWS * (DIGITS + 1)];
	struct buf text = BUF_INIT, cells = BUF_INIT, joined = BUF_INIT;
	int n = 0;

	(void)state;
	for (int row = 0; row < ROWS; row++) {
		for (int i = 0; i <= DIGITS; i++)
			boxes[n++] = (struct pdf_box){ 10 + 5 * i, 10 * row, 15 + 5 * i,
						       10 * row + 10 };
		buf_puts(&text, "139123\n");
	}
	pdf_places(text.p, boxes, (size_t)n, &cells, &joined);
	assert_string_equal(joined.p, "\n139123\n139123\n139123\n139123\n139123\n139123");
	assert_string_equal(cells.p, joined.p);
	buf_release(&text);
	buf_release(&cells);
	buf_release(&joined);
}

/* Rows without any space between them: a heading of two characters, a name in two lines. */
static void a_name_wrapped_under_a_heading_is_found(void **state)
{
	struct pdf_box boxes[] = {
		{ 10, 0, 20, 10 },  { 20, 0, 30, 10 },	{ 30, 10, 30, 10 }, { 10, 10, 20, 20 },
		{ 20, 10, 30, 20 }, { 30, 20, 30, 20 }, { 10, 20, 20, 30 },
	};
	struct buf cells = BUF_INIT, joined = BUF_INIT;

	(void)state;
	pdf_places("项目\n雒鑸\n鷟", boxes, 7, &cells, &joined);
	assert_string_equal(cells.p, "\n项目\n雒鑸\n鷟");
	assert_string_equal(joined.p, "\n项目雒鑸鷟\n项目雒鑸\n项目雒鑸鷟\n雒鑸鷟");
	buf_release(&cells);
	buf_release(&joined);
}

static void nothing_is_no_text(void **state)
{
	struct pdf_box box = { 0, 0, 0, 0 };
	struct buf cells = BUF_INIT, joined = BUF_INIT;

	(void)state;
	pdf_places("", &box, 0, &cells, &joined);
	pdf_places(" \n", &box, 1, &cells, &joined);
	assert_int_equal(cells.n + joined.n, 0);
	pdf_places("ab", &box, 1, &cells, &joined);
	assert_string_equal(cells.p, "\na");
	buf_release(&cells);
	buf_release(&joined);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_in_neighbouring_cells_are_parted),
		cmocka_unit_test(values_wrapped_in_a_narrow_cell_are_joined),
		cmocka_unit_test(what_the_end_of_a_line_wraps_is_joined),
		cmocka_unit_test(every_place_of_a_document_is_read),
		cmocka_unit_test(rows_of_figures_are_not_joined),
		cmocka_unit_test(a_name_wrapped_under_a_heading_is_found),
		cmocka_unit_test(nothing_is_no_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
