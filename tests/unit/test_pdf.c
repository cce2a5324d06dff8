#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "page_doc.h"
#include "report/paper/write.h"
#include "scratch.h"

static int print(const struct doc *d, struct buf *b, struct err *err)
{
	char *dir = scratch_new(), *path = file_join(dir, "report.pdf");
	int ret = pdf_write(d, path, err);

	if (ret == 0)
		ret = file_read(path, 1 << 26, b, ERR_SOURCE, err);
	else
		assert_int_equal(access(path, F_OK), -1);
	free(path);
	scratch_remove(dir);
	return ret;
}

/* What pdftotext -layout reads; NULL when it is not here. */
static char *text_of(const struct buf *pdf)
{
	char *dir = scratch_new(), *from = file_join(dir, "x.pdf"), *to = file_join(dir, "x.txt");
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	pid_t child;
	int status;

	assert_int_equal(file_save(from, 0600, (struct str){ pdf->p, pdf->n }, &err), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		execlp("pdftotext", "pdftotext", "-layout", "-enc", "UTF-8", from, to,
		       (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 0)
		assert_int_equal(file_read(to, 1 << 24, &text, ERR_SOURCE, &err), 0);
	else
		assert_int_equal(WEXITSTATUS(status), 127);
	free(from);
	free(to);
	scratch_remove(dir);
	return WEXITSTATUS(status) ? NULL : buf_detach(&text);
}

/* The numbers that stand for themselves, with a blank before and after each. */
static char *numbers_of(const char *text)
{
	struct buf b = BUF_INIT;
	size_t n;

	buf_putc(&b, ' ');
	for (; *text; text += n + (text[n] != '\0')) {
		n = strcspn(text, " \n");
		if (n && strspn(text, "0123456789,") >= n) {
			buf_add(&b, text, n);
			buf_putc(&b, ' ');
		}
	}
	return buf_detach(&b);
}

static void numbers_of_a_table_are_extracted_row_by_row(void **state)
{
	struct doc d;
	struct buf pdf = BUF_INIT, row = BUF_INIT;
	struct err err = ERR_INIT;
	char *text, *numbers, *at;
	int r, k;

	(void)state;
	page_report(&d);
	assert_int_equal(print(&d, &pdf, &err), 0);
	text = text_of(&pdf);
	if (!text)
		skip();
	numbers = numbers_of(text);
	at = numbers;
	for (r = 0; r < 25; r++) {
		buf_clear(&row);
		for (k = 0; k < 7; k++) {
			buf_putc(&row, ' ');
			printable_number(&row, annual_table3[r][k], 0);
		}
		buf_putc(&row, ' ');
		at = strstr(at, row.p);
		assert_non_null(at);
	}
	assert_non_null(strstr(text, "三、收到和处理政府信息公开申请情况"));
	assert_non_null(strstr(text, "演示数据"));
	assert_non_null(strstr(text, "信息处理费共计400元。"));
	assert_non_null(strstr(text, "2026年1月20日"));
	assert_null(strstr(text, "送审稿"));
	free(text);
	free(numbers);
	buf_release(&row);
	buf_release(&pdf);
	doc_release(&d);
}

static void bytes_follow_from_the_document_alone(void **state)
{
	struct doc d;
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	page_report(&d);
	assert_int_equal(print(&d, &one, &err), 0);
	setenv("TZ", "Asia/Tokyo", 1);
	setenv("LANG", "ja_JP.UTF-8", 1);
	setenv("LANGUAGE", "ja", 1);
	setenv("PANGO_LANGUAGE", "ko", 1);
	tzset();
	setlocale(LC_ALL, "");
	/* A second later: a time in the file would be another. */
	usleep(1100000);
	assert_int_equal(print(&d, &two, &err), 0);
	assert_int_equal(one.n, two.n);
	assert_memory_equal(one.p, two.p, one.n);
	buf_release(&one);
	buf_release(&two);
	doc_release(&d);
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

/* A table with more rows than a page has; the label of all rows comes again. */
static void long_table(struct doc *d, int rows)
{
	struct err err = ERR_INIT;
	struct doc_table *t = doc_table(d, "长表", "长表");
	char key[32];
	int r;

	t->nhead = 1;
	page_head(t, 0, 0, 1, 2, "抬头");
	page_head(t, 0, 2, 1, 1, "数量");
	page_head(t, 1, 0, rows, 1, "全部");
	for (r = 0; r < rows; r++) {
		snprintf(key, sizeof(key), "第%d行", r + 1);
		page_head(t, r + 1, 1, 1, 1, key);
		page_number(t, r + 1, 2, 1, 7000 + r, key);
	}
	assert_int_equal(doc_table_finish(t, "long", &err), 0);
}

static void head_rows_and_marks_come_again_on_each_page(void **state)
{
	struct doc d;
	struct buf pdf = BUF_INIT;
	struct err err = ERR_INIT;
	char *text, number[16];
	int r;

	(void)state;
	doc_init(&d);
	d.draft = true;
	long_table(&d, 150);
	assert_int_equal(print(&d, &pdf, &err), 0);
	text = text_of(&pdf);
	if (!text)
		skip();
	assert_true(count(text, "抬头") >= 4);
	assert_int_equal(count(text, "送审稿"), count(text, "抬头"));
	assert_int_equal(count(text, "全部"), count(text, "抬头"));
	for (r = 0; r < 150; r++) {
		snprintf(number, sizeof(number), "%d,%03d", 7, r);
		assert_int_equal(count(text, number), 1);
	}
	free(text);
	buf_release(&pdf);
	doc_release(&d);
}

static void number_is_never_wrapped(void **state)
{
	struct doc d;
	struct doc_table *t;
	struct buf pdf = BUF_INIT;
	struct err err = ERR_INIT;
	char *text;
	int i;

	(void)state;
	doc_init(&d);
	t = doc_table(&d, "宽", "宽");
	for (i = 0; i < 14; i++)
		page_number(t, 0, i, 1, 100000000 + i, "k");
	assert_int_equal(print(&d, &pdf, &err), 0);
	text = text_of(&pdf);
	if (!text)
		skip();
	for (i = 0; i < 14; i++) {
		char number[32];

		snprintf(number, sizeof(number), "100,000,0%02d", i);
		assert_int_equal(count(text, number), 1);
	}
	free(text);
	buf_release(&pdf);
	for (; i < 90; i++)
		page_number(&d.blocks[0].table, 0, i, 1, 100000000 + i, "k");
	assert_int_equal(print(&d, &pdf, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	doc_release(&d);
}

static void row_higher_than_a_page_is_refused(void **state)
{
	struct doc d;
	struct doc_table *t;
	struct buf pdf = BUF_INIT, text = BUF_INIT;
	struct err err = ERR_INIT;
	int i;

	(void)state;
	for (i = 0; i < 20000; i++)
		buf_puts(&text, "字");
	doc_init(&d);
	t = doc_table(&d, "高", "高");
	doc_cell(t, 0, 0, 1, 1, text.p);
	assert_int_equal(print(&d, &pdf, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	buf_release(&text);
	doc_release(&d);
}

static void hostile_texts_are_printed_as_text(void **state)
{
	struct doc d;
	struct buf pdf = BUF_INIT;
	struct err err = ERR_INIT;
	struct doc_charts *c;
	char *text;

	(void)state;
	doc_init(&d);
	page_text(&d.title, "(/JS) <b>&amp; \\ ]]");
	doc_heading(&d, 3, "') /URI (http://e.example\n");
	doc_heading(&d, 9, "");
	doc_paragraph(&d, "");
	doc_paragraph(&d, "a\x01\x1b[2J\xff\xc3 \xe2\x80\xae左 \t\r\n甲<span size='1'>乙</span>");
	doc_page_break(&d);
	doc_page_break(&d);
	doc_table(&d, "", "");
	c = doc_charts(&d, "", "", 0);
	doc_point(doc_series(c, ""), "", 5, false);
	doc_page_break(&d);
	assert_int_equal(print(&d, &pdf, &err), 0);
	text = text_of(&pdf);
	if (!text)
		skip();
	assert_non_null(strstr(text, "(/JS) <b>&amp; \\ ]]"));
	assert_non_null(strstr(text, "甲<span size='1'>乙</span>"));
	free(text);
	buf_release(&pdf);
	doc_release(&d);
}

static void character_without_a_font_is_refused(void **state)
{
	struct doc d;
	struct buf pdf = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	doc_init(&d);
	doc_paragraph(&d, "私用区字符 \xf3\xb0\x80\x80 不能印成方框");
	assert_int_equal(print(&d, &pdf, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_non_null(strstr(err.msg, "U+F0000"));
	doc_release(&d);
}

/* Runs first: what fontconfig has found once, it keeps. */
static void machine_without_fonts_is_told(void **state)
{
	char *dir = scratch_new();
	char *config = scratch_put(dir, "fonts.conf",
				   "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM "
				   "\"fonts.dtd\"><fontconfig></fontconfig>");
	char *path = file_join(dir, "x.pdf");
	pid_t child = fork();
	int status;

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		struct err err = ERR_INIT;
		struct doc d;

		setenv("FONTCONFIG_FILE", config, 1);
		doc_init(&d);
		doc_paragraph(&d, "没有字体");
		_exit(pdf_write(&d, path, &err) == -1 ? (int)err.kind : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), ERR_CONFIG);
	assert_int_equal(access(path, F_OK), -1);
	free(config);
	free(path);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(machine_without_fonts_is_told),
		cmocka_unit_test(numbers_of_a_table_are_extracted_row_by_row),
		cmocka_unit_test(bytes_follow_from_the_document_alone),
		cmocka_unit_test(head_rows_and_marks_come_again_on_each_page),
		cmocka_unit_test(number_is_never_wrapped),
		cmocka_unit_test(row_higher_than_a_page_is_refused),
		cmocka_unit_test(hostile_texts_are_printed_as_text),
		cmocka_unit_test(character_without_a_font_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
