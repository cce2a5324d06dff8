#include "report/read/read.h"

#include <ctype.h>
#include <stdlib.h>

#include "core/file.h"
#include "report/read/office_read.h"
#include "report/read/office_rels.h"

static bool begins(struct str bytes, const char *sign, size_t n)
{
	return bytes.n >= n && memcmp(bytes.p, sign, n) == 0;
}

static bool is_html(struct str bytes)
{
	size_t i = begins(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;

	while (i < bytes.n && isspace((unsigned char)bytes.p[i]))
		i++;
	return i < bytes.n && bytes.p[i] == '<';
}

static int office_read(struct str bytes, const char *name, struct doc *d, struct err *err)
{
	struct zip_parts z;
	struct str there;
	char *part = NULL;
	int ret = zip_parts_read(bytes, name, &z, err);

	if (ret == 0)
		ret = office_main(&z, name, &part, err);
	if (ret < 0)
		goto out;
	if (part && strncmp(part, "word/", 5) == 0)
		ret = docx_parts_read(&z, part, name, d, err);
	else if (part && strncmp(part, "xl/", 3) == 0)
		ret = xlsx_parts_read(&z, part, name, d, err);
	else if (zip_parts_find(&z, "content.xml", &there))
		ret = err_set(err, ERR_DATA, "%s: an OpenDocument file; save it as DOCX or XLSX",
			      name);
	else
		ret = err_set(err, ERR_DATA, "%s: a ZIP that is neither DOCX nor XLSX", name);
out:
	free(part);
	zip_parts_release(&z);
	return ret;
}

int doc_read_bytes(struct str bytes, const char *name, struct doc *d, struct err *err)
{
	if (bytes.n == 0)
		return err_set(err, ERR_DATA, "%s: empty", name);
	if (begins(bytes, "PK\3\4", 4) || begins(bytes, "PK\5\6", 4))
		return office_read(bytes, name, d, err);
	if (begins(bytes, "\xd0\xcf\x11\xe0", 4))
		return err_set(err, ERR_DATA,
			       "%s: an old or encrypted Office file; save it as DOCX or XLSX",
			       name);
	if (begins(bytes, "%PDF", 4))
		return err_set(err, ERR_DATA, "%s: PDF is not read; DOCX, XLSX, HTML and CSV are",
			       name);
	return is_html(bytes) ? html_read(bytes, name, d, err) : csv_doc_read(bytes, name, d, err);
}

int doc_read(const char *path, struct doc *d, struct err *err)
{
	struct buf bytes = BUF_INIT;
	int ret = file_read(path, READ_MAX, &bytes, ERR_SOURCE, err);

	if (ret == 0)
		ret = doc_read_bytes((struct str){ bytes.p, bytes.n }, path, d, err);
	buf_release(&bytes);
	return ret;
}
