/* walk: gzip, zip and other archives, and everything beside their members. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>
#include <zlib.h>

#include "craft_zip.h"
#include "walk_sight.h"

static struct str view(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

/* A gzip member with header fields; NULL for none. */
static void gzip_add(struct buf *to, const char *text, size_t n, const char *name,
		     const char *comment, const char *extra)
{
	z_stream z = { .zalloc = NULL };
	gz_header h = { .os = 255 };
	struct buf copy = BUF_INIT;
	char *fields[3] = { name ? mem_strdup(name) : NULL, comment ? mem_strdup(comment) : NULL,
			    extra ? mem_strdup(extra) : NULL };

	buf_add(&copy, text, n);
	h.name = (Bytef *)fields[0];
	h.comment = (Bytef *)fields[1];
	h.extra = (Bytef *)fields[2];
	h.extra_len = extra ? (uInt)strlen(extra) : 0;
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	deflateSetHeader(&z, &h);
	z.next_in = (Bytef *)copy.p;
	z.avail_in = (uInt)n;
	z.avail_out = (uInt)n + 4096;
	z.next_out = (Bytef *)buf_reserve(to, n + 4096);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	to->n += z.total_out;
	deflateEnd(&z);
	buf_release(&copy);
	free(fields[0]);
	free(fields[1]);
	free(fields[2]);
}

static void gzip_text(struct buf *to, const char *text)
{
	gzip_add(to, text, strlen(text), NULL, NULL, NULL);
}

static void gzip_is_opened(void **state)
{
	struct buf b = BUF_INIT;
	struct sight *s;

	(void)state;
	gzip_text(&b, "a,b\n");
	gzip_text(&b, "1," SECRET "\n");
	s = sight_of("a.csv.gz", view(&b));
	assert_true(sight_shows(s, "a.csv.gz > content", "a,b\n1," SECRET));
	assert_int_equal(sight_findings(s), 0);
	sight_free(s);
	buf_release(&b);
}

static void header_fields_of_gzip_are_shown(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	gzip_add(&b, "x", 1, SECRET ".csv", NULL, NULL);
	assert_shown("a.gz", view(&b), "name in the header");
	buf_clear(&b);
	gzip_add(&b, "x", 1, "x", SECRET, NULL);
	assert_shown("a.gz", view(&b), "comment in the header");
	assert_found("a.gz", view(&b), "gzip comment");
	buf_clear(&b);
	gzip_add(&b, "x", 1, NULL, NULL, SECRET);
	assert_shown("a.gz", view(&b), "extra field");
	assert_found("a.gz", view(&b), "gzip extra field");
	buf_release(&b);
}

static void bytes_after_gzip_are_shown(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	gzip_text(&b, "x");
	buf_puts(&b, "tel " SECRET);
	assert_shown("a.gz", view(&b), "after the end");
	assert_found("a.gz", view(&b), "bytes after the end of the gzip stream");
	buf_release(&b);
}

static void large_text_in_gzip_is_streamed_whole(void **state)
{
	struct buf text = BUF_INIT, b = BUF_INIT;
	struct sight *s;
	size_t i, fresh = 0;

	(void)state;
	while (text.n < 2 * (size_t)WALK_CHUNK)
		buf_puts(&text, "350524000000,town,12\n");
	buf_puts(&text, SECRET "\n");
	gzip_add(&b, text.p, text.n, NULL, NULL, NULL);
	s = sight_of("a.csv.gz", view(&b));
	for (i = 0; i < s->n; i++)
		fresh += s->piece[i].length - s->piece[i].seen;
	assert_int_equal(fresh, text.n);
	assert_true(sight_shows(s, " > content", SECRET));
	assert_int_equal(sight_findings(s), 0);
	sight_free(s);
	buf_release(&text);
	buf_release(&b);
}

/* More than memory shall hold, and no text. */
static void a_large_member_is_read_through_a_file(void **state)
{
	struct buf bytes = BUF_INIT, b = BUF_INIT;

	(void)state;
	memset(buf_reserve(&bytes, WALK_MEMBER + 99), 1, WALK_MEMBER + 99);
	bytes.n = WALK_MEMBER + 99;
	buf_puts(&bytes, SECRET);
	gzip_add(&b, bytes.p, bytes.n, NULL, NULL, NULL);
	assert_shown("a.gz", view(&b), "a.gz > content");
	assert_found("a.gz", view(&b), "an unknown kind of file");
	buf_release(&bytes);
	buf_release(&b);
}

static void damage_at_any_byte_of_gzip_is_found_or_harmless(void **state)
{
	struct buf b = BUF_INIT;
	struct sight *s;
	size_t i;

	(void)state;
	gzip_text(&b, "name,tel\nx," SECRET "\ny,1\n");
	for (i = 0; i < b.n; i++) {
		s = sight_of("a.gz", (struct str){ b.p, i });
		assert_true(i == 0 || sight_findings(s) > 0);
		sight_free(s);
		b.p[i] ^= 0x10;
		s = sight_of("a.gz", view(&b));
		assert_true(sight_findings(s) > 0 || sight_shows(s, " > content", SECRET));
		sight_free(s);
		b.p[i] ^= 0x10;
	}
	buf_release(&b);
}

static void zip_is_opened(void **state)
{
	struct craft_member members[] = { { .name = "a.csv", .text = "x," SECRET "\n" },
					  { .name = "b.txt", .text = "y\n", .stored = true } };
	struct buf b = BUF_INIT;
	struct sight *s;

	(void)state;
	craft_zip(&b, members, 2, "");
	s = sight_of("a.zip", view(&b));
	assert_true(sight_shows(s, "a.zip > a.csv", SECRET));
	assert_true(sight_shows(s, "a.zip > b.txt", "y"));
	assert_true(sight_shows(s, "a.zip > member 1", "a.csv"));
	if (sight_findings(s))
		sight_dump(s);
	assert_int_equal(sight_findings(s), 0);
	sight_free(s);
	buf_release(&b);
}

static void check_zip(struct craft_member member, const char *comment, const char *ending,
		      const char *what)
{
	struct buf b = BUF_INIT;

	craft_zip(&b, &member, 1, comment);
	if (ending)
		assert_shown("a.zip", view(&b), ending);
	assert_found("a.zip", view(&b), what);
	buf_release(&b);
}

static void everything_beside_the_members_of_a_zip_is_shown(void **state)
{
	struct craft_member m = { .name = "a.txt", .text = "x" }, changed;

	(void)state;
	check_zip(m, SECRET, "comment", "zip comment");
	changed = m;
	changed.comment = SECRET;
	check_zip(changed, "", "a.txt > comment", "zip comment of a member");
	changed = m;
	changed.extra = "\x75\x63\x0b\0" SECRET;
	changed.nextra = 15;
	check_zip(changed, "", "extra field", "zip extra field");
	changed = m;
	changed.local_name = SECRET;
	check_zip(changed, "", "a.txt", "two names for one zip member");
	changed = m;
	changed.gap = "hidden " SECRET;
	check_zip(changed, "", "gap", "bytes between the zip members");
	changed = m;
	changed.tail = SECRET;
	check_zip(changed, "", "after the end", "bytes after the end of a zip member");
	changed = m;
	changed.flags = 1;
	check_zip(changed, "", NULL, "encrypted: cannot be read");
	changed = m;
	changed.bad_crc = true;
	check_zip(changed, "", NULL, "damaged: not of the length or check that the zip says");
}

static void what_stands_before_and_after_a_zip_is_shown(void **state)
{
	struct craft_member m = { .name = "a.txt", .text = "x " SECRET };
	struct buf zip = BUF_INIT, b = BUF_INIT;

	(void)state;
	craft_zip(&zip, &m, 1, "");
	buf_add(&b, zip.p, zip.n);
	buf_puts(&b, "\nrest " SECRET);
	assert_shown("a.zip", view(&b), "gap");
	assert_found("a.zip", view(&b), "bytes after the end of the zip");
	buf_clear(&b);
	buf_add(&b, "\177ELF\1\1\1\0\0\0\0", 11);
	buf_add(&b, zip.p, zip.n);
	assert_shown("a", view(&b), "a.txt");
	assert_found("a", view(&b), "a zip at the end of another kind of file");
	buf_release(&b);
	buf_release(&zip);
}

static void a_zip_cut_anywhere_is_a_finding(void **state)
{
	struct craft_member m = { .name = "a.txt", .text = "x " SECRET };
	struct buf b = BUF_INIT;
	struct sight *s;
	size_t i;

	(void)state;
	craft_zip(&b, &m, 1, "");
	for (i = 5; i < b.n; i++) {
		s = sight_of("a.zip", (struct str){ b.p, i });
		assert_true(sight_findings(s) > 0);
		sight_free(s);
	}
	buf_release(&b);
}

static void archives_in_archives_are_opened_to_the_depth(void **state)
{
	struct buf in = BUF_INIT, out = BUF_INIT, swap;
	struct sight *s;
	int i;

	(void)state;
	buf_puts(&in, "deep " SECRET);
	for (i = 0; i < 9; i++) {
		struct craft_member m = { .name = "x", .text = in.p, .n = in.n };

		buf_clear(&out);
		if (i % 2)
			craft_zip(&out, &m, 1, "");
		else
			gzip_add(&out, in.p, in.n, NULL, NULL, NULL);
		swap = in;
		in = out;
		out = swap;
		s = sight_of("a", view(&in));
		assert_int_equal(sight_shows(s, "", "deep " SECRET), i < 6);
		assert_int_equal(sight_found(s, "nested too deep: not opened"), i >= 6);
		sight_free(s);
	}
	buf_release(&in);
	buf_release(&out);
}

static void a_bomb_stops_at_the_limit(void **state)
{
	struct sight *s = sight_new();
	struct buf zeros = BUF_INIT, b = BUF_INIT;
	struct craft_member m = { .name = "a.txt" };
	size_t i, shown = 0;

	(void)state;
	memset(buf_reserve(&zeros, 20 << 20), '0', 20 << 20);
	zeros.n = 20 << 20;
	m.text = zeros.p;
	m.n = zeros.n;
	craft_zip(&b, &m, 1, "");
	s->options.max_bytes = 1 << 20;
	assert_int_equal(
		walk_bytes("a.zip", view(&b), &s->options, s->findings, sight_keep, s, &s->err), 0);
	for (i = 0; i < s->n; i++)
		shown += s->piece[i].length;
	assert_true(shown < 3 << 20);
	assert_true(sight_found(s, "too much to unpack: not read to its end"));
	sight_free(s);
	buf_release(&zeros);
	buf_release(&b);
}

/* Through libarchive: an archive of this format with one member. */
static void pack(struct buf *to, int format, int filter, bool link)
{
	struct archive *a = archive_write_new();
	struct archive_entry *e = archive_entry_new();
	size_t used = 0;

	archive_write_set_format(a, format);
	archive_write_add_filter(a, filter);
	buf_reserve(to, 1 << 20);
	assert_int_equal(archive_write_open_memory(a, to->p, 1 << 20, &used), ARCHIVE_OK);
	archive_entry_set_pathname(e, "a.csv");
	archive_entry_set_filetype(e, link ? AE_IFLNK : AE_IFREG);
	archive_entry_set_size(e, link ? 0 : 13);
	archive_entry_set_perm(e, 0644);
	if (link)
		archive_entry_set_symlink(e, "/tmp/" SECRET);
	assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
	if (!link)
		assert_int_equal(archive_write_data(a, "x," SECRET, 13), 13);
	archive_entry_free(e);
	archive_write_close(a);
	archive_write_free(a);
	to->n = used;
}

static void archives_of_other_kinds_are_opened(void **state)
{
	static const struct {
		int format, filter;
	} kinds[] = {
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE },
		{ ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, ARCHIVE_FILTER_XZ },
		{ ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FILTER_BZIP2 },
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD },
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_LZ4 },
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_LZIP },
		{ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP },
		{ ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE },
		{ ARCHIVE_FORMAT_CPIO_SVR4_NOCRC, ARCHIVE_FILTER_NONE },
		{ ARCHIVE_FORMAT_ISO9660, ARCHIVE_FILTER_NONE },
	};
	struct buf b = BUF_INIT;
	struct sight *s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		buf_clear(&b);
		pack(&b, kinds[i].format, kinds[i].filter, false);
		s = sight_of("a", view(&b));
		if (sight_find(s, ".csv", STR("x," SECRET)) < 0 &&
		    sight_find(s, "A.CSV", STR("x," SECRET)) < 0)
			sight_dump(s);
		assert_true(sight_find(s, ".csv", STR("x," SECRET)) >= 0 ||
			    sight_find(s, ".CSV", STR("x," SECRET)) >= 0);
		assert_int_equal(sight_findings(s), 0);
		sight_free(s);
	}
	buf_release(&b);
}

static void a_file_packed_alone_is_opened(void **state)
{
	struct archive *a = archive_write_new();
	struct archive_entry *e = archive_entry_new();
	struct buf b = BUF_INIT;
	size_t used = 0;

	(void)state;
	archive_write_set_format_raw(a);
	archive_write_add_filter_xz(a);
	buf_reserve(&b, 65536);
	archive_write_open_memory(a, b.p, 65536, &used);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_write_header(a, e);
	archive_write_data(a, "x," SECRET, 13);
	archive_entry_free(e);
	archive_write_close(a);
	archive_write_free(a);
	b.n = used;
	assert_shown("a.csv.xz", view(&b), " > content");
	buf_release(&b);
}

static void a_link_in_an_archive_is_found(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	pack(&b, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, true);
	assert_found("a.tar", view(&b), "a link");
	assert_shown("a.tar", view(&b), "a.csv");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gzip_is_opened),
		cmocka_unit_test(header_fields_of_gzip_are_shown),
		cmocka_unit_test(bytes_after_gzip_are_shown),
		cmocka_unit_test(large_text_in_gzip_is_streamed_whole),
		cmocka_unit_test(a_large_member_is_read_through_a_file),
		cmocka_unit_test(damage_at_any_byte_of_gzip_is_found_or_harmless),
		cmocka_unit_test(zip_is_opened),
		cmocka_unit_test(everything_beside_the_members_of_a_zip_is_shown),
		cmocka_unit_test(what_stands_before_and_after_a_zip_is_shown),
		cmocka_unit_test(a_zip_cut_anywhere_is_a_finding),
		cmocka_unit_test(archives_in_archives_are_opened_to_the_depth),
		cmocka_unit_test(a_bomb_stops_at_the_limit),
		cmocka_unit_test(archives_of_other_kinds_are_opened),
		cmocka_unit_test(a_file_packed_alone_is_opened),
		cmocka_unit_test(a_link_in_an_archive_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
