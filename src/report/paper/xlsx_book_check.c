#include "report/paper/xlsx_book_check.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>

enum { BLOCK = 64 * 1024 };

static bool is_xml(const char *part)
{
	const char *dot = part ? strrchr(part, '.') : NULL;

	return dot && (strcmp(dot, ".xml") == 0 || strcmp(dot, ".rels") == 0);
}

static bool is_sheet(const char *part)
{
	static const char folder[] = "xl/worksheets/sheet";

	return strncmp(part, folder, sizeof(folder) - 1) == 0;
}

static int read_part(struct archive *a, struct buf *b, const char *name, struct err *err)
{
	la_ssize_t n;

	buf_clear(b);
	while ((n = archive_read_data(a, buf_reserve(b, BLOCK), BLOCK)) > 0)
		buf_add(b, b->p + b->n, (size_t)n);
	if (n < 0)
		return err_set(err, ERR_IO, "%s: cannot be read back: %s", name,
			       archive_error_string(a));
	return 0;
}

static int parse(const struct buf *b, const char *name, const char *part, struct err *err)
{
	static const int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR |
				   XML_PARSE_NOWARNING;
	xmlDoc *tree = xmlReadMemory(b->p, (int)b->n, part, NULL, options);

	if (!tree)
		return err_set(err, ERR_IO, "%s: %s is cut short: the disk may be full", name,
			       part);
	xmlFreeDoc(tree);
	return 0;
}

static int check_parts(struct archive *a, const char *name, size_t nsheets, struct err *err)
{
	struct archive_entry *entry;
	struct buf b = BUF_INIT;
	size_t seen = 0;
	int got, ret = -1;

	while ((got = archive_read_next_header(a, &entry)) == ARCHIVE_OK) {
		const char *part = archive_entry_pathname(entry);

		if (!is_xml(part))
			continue;
		seen += is_sheet(part);
		if (read_part(a, &b, name, err) < 0 || parse(&b, name, part, err) < 0)
			goto out;
	}
	if (got != ARCHIVE_EOF)
		err_set(err, ERR_IO, "%s: cannot be read back: %s", name, archive_error_string(a));
	else if (seen != nsheets)
		err_set(err, ERR_IO, "%s: %zu sheets of %zu: the disk may be full", name, seen,
			nsheets);
	else
		ret = 0;
out:
	buf_release(&b);
	return ret;
}

int xlsx_book_check(struct str bytes, const char *name, size_t nsheets, struct err *err)
{
	struct archive *a = archive_read_new();
	int ret = -1;

	archive_read_support_format_zip(a);
	if (archive_read_open_memory(a, bytes.p, bytes.n) != ARCHIVE_OK)
		err_set(err, ERR_IO, "%s: cannot be read back: %s", name, archive_error_string(a));
	else
		ret = check_parts(a, name, nsheets, err);
	archive_read_free(a);
	return ret;
}
