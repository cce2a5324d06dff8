/* walk: encodings, chunks, names, kinds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <iconv.h>
#include <unistd.h>

#include "core/text.h"
#include "scratch.h"
#include "walk_sight.h"

static const char table[] = "姓名,电话\r\n张三," SECRET "\r\n欧阳娜娜,0595-1234567\r\n";

static void recode(const char *encoding, const char *text, struct buf *to)
{
	char copy[4096], *in = copy, *out = buf_reserve(to, 16384);
	size_t left = strlen(text), room = 16384;
	iconv_t cd = iconv_open(encoding, "UTF-8");

	snprintf(copy, sizeof(copy), "%s", text);
	assert_true(cd != (iconv_t)-1);
	assert_int_equal(iconv(cd, &in, &left, &out, &room), 0);
	to->n = (size_t)(out - to->p);
	iconv_close(cd);
}

static void every_encoding_is_read(void **state)
{
	static const char *const encodings[] = { "UTF-16LE", "UTF-16BE", "UTF-16",  "UTF-32LE",
						 "UTF-32BE", "UTF-32",	 "GB18030", "GBK" };
	struct buf b = BUF_INIT;
	struct sight *s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(encodings) / sizeof(*encodings); i++) {
		buf_clear(&b);
		recode(encodings[i], table, &b);
		s = sight_of("a.csv", (struct str){ b.p, b.n });
		if (!sight_shows(s, "", "张三," SECRET))
			sight_dump(s);
		assert_true(sight_shows(s, "", "张三," SECRET));
		assert_int_equal(sight_findings(s), 0);
		sight_free(s);
	}
	buf_release(&b);
}

static void a_byte_order_mark_is_no_harm(void **state)
{
	struct sight *s = sight_of("a.csv", STR("\xef\xbb\xbf姓名\n张三\n"));

	(void)state;
	assert_true(sight_shows(s, "a.csv", "张三"));
	assert_int_equal(sight_findings(s), 0);
	sight_free(s);
}

static void two_encodings_in_one_file_are_both_read(void **state)
{
	struct buf b = BUF_INIT;
	struct sight *s;

	(void)state;
	buf_puts(&b, "李四,1\n");
	recode("GB18030", "张三,2\n", &b);
	buf_puts(&b, "王五 und ");
	recode("GB18030", "赵六,3\n", &b);
	s = sight_of("a.csv", (struct str){ b.p, b.n });
	assert_true(sight_shows(s, "a.csv", "李四"));
	assert_true(sight_shows(s, " > GB18030", "张三"));
	assert_true(sight_shows(s, " > GB18030", "王五 und 赵六"));
	sight_free(s);
	buf_release(&b);
}

/* 联 and its like: all bytes of it could be UTF-8. */
static void a_name_in_gb18030_that_passes_for_utf8_is_read(void **state)
{
	struct sight *s = sight_of("a.txt", STR("\xcd\xa8\xcd\xa8\n"));

	(void)state;
	assert_true(sight_shows(s, " > GB18030", "通通"));
	sight_free(s);
}

static void a_text_read_in_the_wrong_encoding_is_turned_back(void **state)
{
	/* 张三 in UTF-8 and in GB18030, each byte taken for a character of Latin-1. */
	struct sight *s = sight_of("a.csv",
				   STR("a\n\xc3\xa5\xc2\xbc\xc2\xa0\xc3\xa4\xc2\xb8\xc2\x89,1\n"
				       "\xc3\x95\xc3\x85\xc3\x88\xc3\xbd,2\n"));

	(void)state;
	assert_true(sight_shows(s, " > read wrongly", "\n张三,1"));
	assert_true(sight_shows(s, " > read wrongly", "张三,2"));
	assert_int_equal(sight_findings(s), 0);
	sight_free(s);
}

static void a_text_in_rtf_is_not_read_through(void **state)
{
	(void)state;
	assert_found("a.rtf", STR("{\\rtf1 a}"), "a text in RTF that cannot be read through");
}

static void utf16_within_other_bytes_is_read(void **state)
{
	static const char bytes[] = "\x01\x02\x03\xff\xfe\x80\x01\x01\x05\xd7\xe1\x06\x07\x01\x01"
				    "1\0003\0009\0001\0002\0003\0004\0005\0006\0007\0008\0\xff\x03";
	struct sight *s = sight_of("blob", (struct str){ bytes, sizeof(bytes) });

	(void)state;
	assert_true(sight_shows(s, " > UTF-16", SECRET));
	assert_true(sight_found(s, "an unknown kind of file"));
	sight_free(s);
}

struct count {
	size_t fresh, chunks, secrets;
	long long line;
};

/* Counts the lines itself, and the secrets that no earlier piece has shown whole. */
static int count_piece(void *ctx, const struct piece *p, struct err *err)
{
	struct count *c = ctx;
	const char *at = p->text.p, *end = at + p->text.n;

	(void)err;
	if (p->is_name)
		return 0;
	c->fresh += p->text.n - p->seen;
	c->chunks++;
	assert_true(p->seen <= WALK_OVERLAP && p->text.n <= WALK_CHUNK);
	assert_true(utf8_is_valid(p->text.p, p->text.n));
	while ((at = memmem(at, (size_t)(end - at), SECRET, strlen(SECRET))) != NULL) {
		at += strlen(SECRET);
		c->secrets += at > p->text.p + p->seen;
	}
	return 0;
}

static void check_chunks(const struct buf *b, size_t secrets, size_t chunks)
{
	struct sight *s = sight_new();
	struct count c = { 0, 0, 0, 0 };

	assert_int_equal(walk_bytes("a.csv", (struct str){ b->p, b->n }, &s->options, s->findings,
				    count_piece, &c, &s->err),
			 0);
	assert_int_equal(c.fresh, b->n);
	assert_int_equal(c.chunks, chunks);
	assert_int_equal(c.secrets, secrets);
	sight_free(s);
}

static void every_byte_is_shown_once_as_new_and_no_value_is_cut(void **state)
{
	struct buf lines = BUF_INIT, one = BUF_INIT;
	size_t n = 0;

	(void)state;
	while (lines.n < 3 * (size_t)WALK_CHUNK) {
		buf_puts(&lines, SECRET ",张三\n");
		n++;
	}
	check_chunks(&lines, n, 4);
	/* No line end, no comma, no tag: cut between characters. */
	for (n = 0; one.n < 2 * (size_t)WALK_CHUNK; n++)
		buf_puts(&one, "张三 " SECRET " ");
	check_chunks(&one, n, 3);
	buf_release(&lines);
	buf_release(&one);
}

static void lines_are_counted_over_chunks(void **state)
{
	struct buf b = BUF_INIT;
	struct sight *s;
	long long i, lines;
	size_t k, at;

	(void)state;
	for (i = 1; b.n < 2 * (size_t)WALK_CHUNK; i++)
		buf_printf(&b, "%lld\n", i);
	s = sight_of("a.csv", (struct str){ b.p, b.n });
	assert_true(s->n >= 2);
	for (k = 0; k < s->n; k++)
		assert_int_equal(s->piece[k].line, strtoll(s->piece[k].text, NULL, 10));
	for (at = 0, lines = 1; at < s->piece[1].seen; at++)
		lines += s->piece[1].text[at] == '\n';
	assert_true(lines > 1);
	sight_free(s);
	buf_release(&b);
}

static void a_folder_is_walked_in_order_with_its_names(void **state)
{
	struct sight *s = sight_new();
	char *dir = scratch_new(), *link;

	(void)state;
	free(scratch_put(dir, "b/" SECRET ".txt", "x\n"));
	free(scratch_put(dir, "a.txt", SECRET "\n"));
	link = file_join(dir, "c");
	assert_int_equal(symlink("/nowhere/" SECRET, link), 0);
	free(link);
	assert_int_equal(walk_release(dir, &s->options, s->findings, sight_keep, s, &s->err), 0);
	assert_string_equal(s->piece[0].text, "a.txt");
	assert_true(s->piece[0].is_name);
	assert_string_equal(s->piece[0].file, "file 1");
	assert_true(sight_shows(s, "a.txt", SECRET));
	assert_string_equal(s->piece[2].text, "b/" SECRET ".txt");
	assert_true(sight_shows(s, "c", "/nowhere/" SECRET));
	assert_true(sight_found(s, "a link"));
	sight_free(s);
	scratch_remove(dir);
}

static bool is_clean(void *ctx, struct str name)
{
	(void)ctx;
	return !memmem(name.p, name.n, SECRET, strlen(SECRET));
}

static void a_name_that_is_not_clean_is_never_repeated(void **state)
{
	struct sight *s = sight_new();
	char *dir = scratch_new();
	size_t i;

	(void)state;
	s->options.clean = is_clean;
	free(scratch_put(dir, SECRET ".bin", "x\001\002\003"));
	assert_int_equal(walk_release(dir, &s->options, s->findings, sight_keep, s, &s->err), 0);
	for (i = 0; i < s->n; i++)
		assert_null(strstr(s->piece[i].file, SECRET));
	assert_true(sight_shows(s, "file 1", SECRET));
	sight_free(s);
	scratch_remove(dir);
}

static void a_name_is_decoded_like_a_text(void **state)
{
	struct sight *s = sight_new();
	char *dir = scratch_new();

	(void)state;
	free(scratch_put(dir, "MTM5MTIzNDU2Nzg.csv", "x\n"));
	free(scratch_put(dir, "\xd5\xc5\xc8\xfd\xb5\xc4.csv", "x\n"));
	assert_int_equal(walk_release(dir, &s->options, s->findings, sight_keep, s, &s->err), 0);
	assert_true(sight_shows(s, " > base64", SECRET));
	assert_true(sight_shows(s, " > GB18030", "张三的"));
	sight_free(s);
	scratch_remove(dir);
}

static void kinds_are_told_by_content(void **state)
{
	(void)state;
	assert_found("a.csv", STR("PK\3\4 no zip"), "damaged: a zip without directory");
	assert_found("a.csv", STR("PK\3\4 no zip"),
		     "the name says another kind than the content, which is zip");
	assert_found("a.xlsx", STR("plain\n"),
		     "the name says another kind than the content, which is text");
	assert_found("a", STR("\177ELF\2\1\1\0\0\0\0"), "an unknown kind of file");
	assert_found("a", STR("PAR1\0\0\0"), "columnar data that cannot be read through");
	assert_found("a", STR("GIF89a\1\0\1\0"), "a picture of a kind that cannot be read");
	assert_found("a.csv", STR("a,b\n1,\0\n"), "an unknown kind of file");
}

static void binary_bytes_behind_a_long_text_are_found(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	while (b.n < 200000)
		buf_puts(&b, "350524000000,12\n");
	buf_add(&b, "\0\1\2\3\4\5\6\7", 8);
	assert_found("a.csv", ((struct str){ b.p, b.n }), "bytes in a text that are no text");
	buf_release(&b);
}

static void a_text_that_begins_like_a_sign_is_text(void **state)
{
	static const char *const texts[] = { "070701,1\n", "ORC,1\n", "BZh,1\n",   "BM,1\n",
					     "GIF89a\n",   "PAR1\n",  "a,b,WEBP\n" };
	struct sight *s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		s = sight_of("a.csv", str_of(texts[i]));
		assert_int_equal(sight_findings(s), 0);
		sight_free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_encoding_is_read),
		cmocka_unit_test(a_byte_order_mark_is_no_harm),
		cmocka_unit_test(two_encodings_in_one_file_are_both_read),
		cmocka_unit_test(a_name_in_gb18030_that_passes_for_utf8_is_read),
		cmocka_unit_test(a_text_read_in_the_wrong_encoding_is_turned_back),
		cmocka_unit_test(a_text_in_rtf_is_not_read_through),
		cmocka_unit_test(utf16_within_other_bytes_is_read),
		cmocka_unit_test(every_byte_is_shown_once_as_new_and_no_value_is_cut),
		cmocka_unit_test(lines_are_counted_over_chunks),
		cmocka_unit_test(a_folder_is_walked_in_order_with_its_names),
		cmocka_unit_test(a_name_that_is_not_clean_is_never_repeated),
		cmocka_unit_test(a_name_is_decoded_like_a_text),
		cmocka_unit_test(kinds_are_told_by_content),
		cmocka_unit_test(binary_bytes_behind_a_long_text_are_found),
		cmocka_unit_test(a_text_that_begins_like_a_sign_is_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
