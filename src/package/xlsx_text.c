#include "package/xlsx_text.h"

#include <archive.h>
#include <archive_entry.h>
#include <ctype.h>
#include <string.h>

#include "core/program.h"
#include "core/text.h"

/* _xHHHH_ at p? */
static bool is_escape(const char *p, size_t n)
{
	int i;

	if (n < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return false;
	for (i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)p[i]))
			return false;
	return true;
}

/* U+FFFE or U+FFFF at p? */
static bool is_forbidden(const char *p, size_t n)
{
	return n >= 3 && memcmp(p, "\xef\xbf", 2) == 0 && (p[2] == '\xbe' || p[2] == '\xbf');
}

const char *xlsx_text(struct str s, struct buf *scratch)
{
	size_t i;

	buf_clear(scratch);
	for (i = 0; i < s.n; i++) {
		if (is_escape(s.p + i, s.n - i)) {
			buf_puts(scratch, "_x005F_");
		} else if (is_forbidden(s.p + i, s.n - i)) {
			buf_puts(scratch, s.p[i + 2] == '\xbe' ? "_xFFFE_" : "_xFFFF_");
			i += 2;
		} else {
			buf_putc(scratch, s.p[i]);
		}
	}
	return scratch->p;
}

int xlsx_text_width(struct str s, int most)
{
	const char *p = s.p, *end = s.p + s.n;
	int width = 0;

	while (p < end && width < most)
		width += utf8_width(utf8_next(&p));
	return width;
}

int xlsx_number_width(double v, int scale)
{
	int digits = 1, sign = v < 0;

	for (v = sign ? -v : v; v >= 10; v /= 10)
		digits++;
	return sign + digits + (digits - 1) / 3 + (scale ? scale + 1 : 0);
}

/* Reading back --------------------------------------------------------------- */

static const char row_mark[] = "<row ";
static const char end_mark[] = "</worksheet>";

struct sheet_scan {
	long long rows;
	size_t matched; /* bytes of row_mark at the end of what was seen */
	char tail[sizeof(end_mark)];
	size_t ntail;
};

static void scan_rows(struct sheet_scan *s, const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s->matched == 0) {
			const char *next = memchr(p + i, '<', n - i);

			if (!next)
				return;
			i = (size_t)(next - p);
		}
		if (p[i] == row_mark[s->matched])
			s->matched++;
		else
			s->matched = p[i] == '<';
		if (s->matched == sizeof(row_mark) - 1) {
			s->rows++;
			s->matched = 0;
		}
	}
}

/* Keeps the last bytes. */
static void scan_tail(struct sheet_scan *s, const char *p, size_t n)
{
	size_t want = sizeof(end_mark) - 1, keep;

	if (n >= want) {
		memcpy(s->tail, p + n - want, want);
		s->ntail = want;
		return;
	}
	keep = s->ntail + n > want ? want - n : s->ntail;
	memmove(s->tail, s->tail + s->ntail - keep, keep);
	memcpy(s->tail + keep, p, n);
	s->ntail = keep + n;
}

static int check_sheet(struct archive *a, const char *name, long long rows, struct err *err)
{
	struct sheet_scan scan = { 0 };
	char block[32 * 1024];
	ssize_t n;

	while ((n = archive_read_data(a, block, sizeof(block))) > 0) {
		if (program_check(err) < 0)
			return -1;
		scan_rows(&scan, block, (size_t)n);
		scan_tail(&scan, block, (size_t)n);
	}
	if (n < 0)
		return err_set(err, ERR_IO, "%s: cannot be read back: %s", name,
			       archive_error_string(a));
	if (scan.ntail != sizeof(end_mark) - 1 || memcmp(scan.tail, end_mark, scan.ntail) != 0 ||
	    scan.rows != rows)
		return err_set(err, ERR_IO,
			       "%s: a sheet holds %lld rows of %lld: "
			       "the disk may be full",
			       name, scan.rows, rows);
	return 0;
}

/* The sheet's number, counted from 0, or -1 for another part. */
static long sheet_number(const char *part)
{
	static const char folder[] = "xl/worksheets/sheet";
	char *end;
	long n;

	if (!part || strncmp(part, folder, sizeof(folder) - 1) != 0)
		return -1;
	n = strtol(part + sizeof(folder) - 1, &end, 10);
	return strcmp(end, ".xml") == 0 ? n - 1 : -1;
}

static int check_parts(struct archive *a, const char *name, const long long *rows, size_t nsheets,
		       struct err *err)
{
	struct archive_entry *entry;
	size_t seen = 0;
	long sheet;
	int got;

	while ((got = archive_read_next_header(a, &entry)) == ARCHIVE_OK) {
		sheet = sheet_number(archive_entry_pathname(entry));
		if (sheet < 0 || (size_t)sheet >= nsheets)
			continue;
		if (check_sheet(a, name, rows[sheet], err) < 0)
			return -1;
		seen++;
	}
	if (got != ARCHIVE_EOF)
		return err_set(err, ERR_IO, "%s: cannot be read back: %s", name,
			       archive_error_string(a));
	if (seen != nsheets)
		return err_set(err, ERR_IO, "%s: %zu sheets of %zu: the disk may be full", name,
			       seen, nsheets);
	return 0;
}

int xlsx_check(const char *path, const char *name, const long long *rows, size_t nsheets,
	       struct err *err)
{
	struct archive *a = archive_read_new();
	int ret = -1;

	archive_read_support_format_zip(a);
	if (archive_read_open_filename(a, path, 64 * 1024) != ARCHIVE_OK)
		err_set(err, ERR_IO, "%s: cannot be read back: %s", name, archive_error_string(a));
	else
		ret = check_parts(a, name, rows, nsheets, err);
	archive_read_free(a);
	return ret;
}
